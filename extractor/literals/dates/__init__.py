"""Time expressions: their words → a TIMEX3 value, an interval of dates, a granularity."""

from extractor.literals.dates.finding import TimeReading, find, read, spans

__all__ = ["TimeReading", "find", "read", "spans"]
