"""Time expressions: their words → a TIMEX3 value, an interval of dates, a granularity."""

from extractor.literals.dates.finding import TimeReading, find, read, spans
from extractor.literals.dates.openings import may_hold

__all__ = ["TimeReading", "find", "may_hold", "read", "spans"]
