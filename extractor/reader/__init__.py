"""Reader: paths and bytes to articles. No network."""

from extractor.reader.articles import read, read_text
from extractor.reader.counting import count
from extractor.reader.inputs import Unreadable, files
from extractor.reader.metadata import given_day

__all__ = ["Unreadable", "count", "files", "given_day", "read", "read_text"]
