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
SHORT_WEEKDAYS = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
_UNIT_NAMES = "second minute hour day night weekend week fortnight month quarter year decade century"
UNITS = {name: name for name in _UNIT_NAMES.split()}
UNITS |= {f"{name}s": name for name in UNITS} | {"centuries": "century"}
DAY_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
SHIFTS = {
    "last": -1, "previous": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "upcoming": 1,
}  # fmt: skip
"""How many periods a word beside a unit moves: "last year" is one back."""

GRAINS: dict[str, Granularity] = {
    "second": "minute", "minute": "minute", "hour": "hour", "day": "day", "night": "day", "weekend": "day",
    "week": "week", "fortnight": "week", "month": "month", "quarter": "quarter", "year": "year", "decade": "decade",
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
        earlier: The period that the sentence named before, which "two days later" counts from.
    """

    published: date | None
    forward: bool
    earlier: Period | None = None

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
        clock: A time of day, or both ends of one.
        part: A part of the day (TIMEX3 MO, AF, EV, NI).
        one_day: Whether it names a single day, which a time of day beside it belongs to.
        ends: Whether it names both ends of an interval.
        rolling: Whether it is a length that ends or begins today ("the past three weeks").
        floating: Whether a year or a week is left open ("in May", "on Friday").
        anaphoric: Whether it counts from a time told before ("two days later").
        counted: The day itself that "two years ago" counts to, which a bound before it ("more than") starts from.
    """

    start: int
    stop: int
    meaning: Meaning | None = None
    type: TimeType = "date"
    timex: str | None = None
    granularity: Granularity | None = None
    clock: Clock | None = None
    part: str | None = None
    one_day: bool = False
    rolling: bool = False
    ends: bool = False
    floating: bool = False
    anaphoric: bool = False
    counted: Meaning | None = None


@dataclass(frozen=True)
class Clock:
    """A time of day on its own.

    Attributes:
        hour: 0 to 24.
        minute: None where only the hour is named.
        second: None where it is not named.
        exact: Whether the half of the day is known: by a meridiem, a zone or a 24-hour form.
        american: Whether its zone is one of North America, where dates have their month first.
        until: The other end, as in "from 2 to 4 p.m.".
    """

    hour: int
    minute: int | None = None
    second: int | None = None
    exact: bool = True
    american: bool = False
    until: Clock | None = None

    @property
    def timex(self) -> str:
        """The TIMEX3 value of its time of day: "T17:30"; both ends as ISO 8601 joins them."""
        seconds = "" if self.second is None else f":{self.second:02d}"
        own = f"T{self.hour:02d}:{self.minute or 0:02d}{seconds}"
        return f"{own}/{self.until.timex}" if self.until else own


Parser = Callable[[Words, int], Phrase | None]


def unresolved(reason: str) -> Meaning:
    """A meaning that gives no period, and says why."""

    def meaning(_: Anchor) -> Period:
        raise UnresolvedError(reason)

    return meaning


def first_of(words: Words, i: int, *parsers: Parser) -> Phrase | None:
    """The first phrase that one of ``parsers`` reads at token ``i``."""
    for parser in parsers:
        if (phrase := parser(words, i)) is not None:
            return phrase
    return None
