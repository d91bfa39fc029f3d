"""Quantities: their words → a value with its bounds, unit, and what is counted."""

from extractor.literals.quantities.finding import QuantityReading, find, read

__all__ = ["QuantityReading", "find", "read"]
