"""Article to result: the only room that knows the order of the others."""

from extractor.pipeline.extracting import Extractor

__all__ = ["Extractor"]
