"""Beyond one machine: the same pipeline over a dataset of Ray Data; needs the extra ``[ray]``.

Ray schedules, moves rows and starts what died again. What is added here is what makes a run safe: rates that all
workers keep together, an article that kills its worker set apart, and a count that nothing disappeared.

    from extractor.distributed import extract_files

    print(extract_files("articles/", "claims/", workers=8, model="gpt-4o-mini", requests_per_minute=3000))
"""

from extractor.distributed.datasets import extract_dataset
from extractor.distributed.files import Summary, extract_files

__all__ = ["Summary", "extract_dataset", "extract_files"]
