"""Quantities: their words → a value with its bounds, unit, and what is counted."""

from extractor.literals.quantities.finding import find, may_hold, read
from extractor.literals.quantities.reading import QuantityReading

__all__ = ["QuantityReading", "find", "may_hold", "read"]
