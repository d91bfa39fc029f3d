"""What a time expression is before it meets a calendar: which words it covers, and how to read them against a day.

A ``Phrase`` is found in the words alone. Its ``meaning`` gives the period once the anchor (the day of publication, and
whether the sentence speaks of the future) is known, so finding needs no date and reading no text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from extractor.literals.dates.periods import Period
from extractor.literals.language.words import Words
from extractor.schema import Granularity, TimeType

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_WEEKDAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday"
WEEKDAYS = {name: number for number, name in enumerate(_WEEKDAY_NAMES.split())}
_UNIT_NAMES = "second minute hour day weekend week fortnight month quarter year decade century"
UNITS = {name: name for name in _UNIT_NAMES.split()}
UNITS |= {f"{name}s": name for name in UNITS} | {"centuries": "century"}
DAY_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
SHIFTS = {"last": -1, "previous": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "upcoming": 1}
"""How many periods a word beside a unit moves: "last year" is one back."""

GRAINS: dict[str, Granularity] = {
    "second": "minute", "minute": "minute", "hour": "hour", "day": "day", "weekend": "day", "week": "week",
    "fortnight": "week", "month": "month", "quarter": "quarter", "year": "year", "decade": "decade",
    "century": "century",
}  # fmt: skip


class UnresolvedError(Exception):
    """The words name no place in the calendar; ``dates`` turns the message into the reading's reason."""


@dataclass(frozen=True)
class Anchor:
    """What a phrase is read against.

    Attributes:
        published: The day of publication, if known.
        forward: Whether an open choice ("on Friday", "in May") means the next one and not the last.
    """

    published: date | None
    forward: bool

    @property
    def day(self) -> date:
        """The day of publication; without one nothing relative can be read."""
        if self.published is None:
            raise UnresolvedError("no publication date")
        return self.published


Meaning = Callable[[Anchor], Period]


@dataclass(frozen=True)
class Phrase:
    """A time expression in the words ``[start, stop)``.

    Attributes:
        start: First token, its preposition left out.
        stop: First token behind it.
        meaning: Reads its period; None where the words name a length or a rhythm only.
        type: As in TIMEX3.
        timex: The value, where the words alone give it.
        granularity: Where the words alone give it.
        clock: Hour and minute; the minute None where only the hour is named.
        one_day: Whether it names a single day, which a clock time beside it belongs to.
        ends: Whether it names both ends of an interval.
        rolling: Whether it is a length that ends or begins today ("the past three weeks").
    """

    start: int
    stop: int
    meaning: Meaning | None = None
    type: TimeType = "date"
    timex: str | None = None
    granularity: Granularity | None = None
    clock: tuple[int, int | None] | None = None
    one_day: bool = False
    rolling: bool = False
    ends: bool = False


Parser = Callable[[Words, int], Phrase | None]


def unresolved(reason: str) -> Meaning:
    """A meaning that gives no period, and says why."""

    def meaning(_: Anchor) -> Period:
        raise UnresolvedError(reason)

    return meaning


def first_of(words: Words, i: int, *parsers: Parser) -> Phrase | None:
    """The first phrase that one of ``parsers`` reads at token ``i``."""
    return next((phrase for parser in parsers if (phrase := parser(words, i))), None)
