"""Article to result: the only room that knows the order of the others."""

from extractor.pipeline.extracting import Extractor
from extractor.pipeline.holding import Held, hold
from extractor.pipeline.verifying import Verifier

__all__ = ["Extractor", "Held", "Verifier", "hold"]
