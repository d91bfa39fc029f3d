"""Jobs: requests handed in to OpenAI's Batch API, and their answers fetched into the cache, at half the price."""

from extractor.jobs.fetching import fetch
from extractor.jobs.records import Jobs, Reading
from extractor.jobs.submitting import submit
from extractor.jobs.watching import status

__all__ = ["Jobs", "Reading", "fetch", "status", "submit"]
