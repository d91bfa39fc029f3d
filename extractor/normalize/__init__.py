"""Grounded draft to claim: values, dates, certainty and the statement, all from the words that were found."""

from extractor.normalize.normalizing import normalize

__all__ = ["normalize"]
