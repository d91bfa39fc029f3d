"""Durations, and the days that are counted by them: "three weeks", "two weeks ago", "the past ten days", "weeklong"."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from extractor.literals.dates import periods
from extractor.literals.dates.lengths import Length, counted_time, length_of
from extractor.literals.dates.phrases import (
    GRAINS,
    MONTHS,
    UNITS,
    WEEKDAYS,
    Anchor,
    Meaning,
    Parser,
    Phrase,
    UnresolvedError,
    unresolved,
)
from extractor.literals.language.words import Words, listed

_LONG = {f"{unit}long": unit for unit in ("day", "week", "month", "year", "decade")}
LONG_WORDS = frozenset(_LONG)
FOR_ONE = listed("for in within over than nearly almost about after least of every under around past last next spent")
SINGLE = listed("day week month year decade century")
_FINER = {"century": "decade", "decade": "year", "year": "month", "month": "week", "week": "day", "fortnight": "day"}
"""What half a unit is counted in: "half a year ago" names a month."""
_BESIDE = WEEKDAYS.keys() | MONTHS.keys() | listed("today yesterday this last next")
_RANKS = ("day", "week", "month", "quarter", "season", "year", "decade", "century")


def duration(words: Words, i: int, inner: Parser) -> Phrase | None:
    """A length, or the moment that it leads to: "three weeks", "two weeks ago", "three days after Christmas"."""
    length = length_of(words, i)
    if length is None:
        return None
    if length.back is not None:
        return rolling(i, length, length.back)
    if moved := _moved(words, i, length, inner):
        return moved
    alone = length.stop == i + 2
    if alone and words.low(i) in ("a", "an", "another") and words.low(i - 1) not in FOR_ONE:
        return None  # "the chance of a lifetime", "a day out"
    if alone and words.run(i, "one", "day") and words.low(i - 1) not in FOR_ONE:
        return None
    return Phrase(i, length.stop, None, "duration", length.timex, GRAINS[length.unit])


def _moved(words: Words, i: int, length: Length, inner: Parser) -> Phrase | None:
    after, exact = words.low(length.stop), length.unit in ("day", "night")
    if after in ("ago", "back") and (after == "ago" or words.low(length.stop + 1) in (".", ",", "")):
        return _ago(words, i, length, inner)
    if words.run(length.stop, "from", "now"):
        return Phrase(i, length.stop + 2, _counted(length, back=False), one_day=exact)
    day = inner(words, length.stop + 1) if after in ("after", "before", "from", "since") else None
    if day and day.one_day and day.meaning and not day.clock and not day.part:
        return Phrase(i, day.stop, _beside(length, day.meaning, after == "before"), one_day=True, floating=day.floating)
    if after in ("earlier", "later", "afterwards", "afterward", "before"):
        if after == "before" and words.word(length.stop + 1):
            return None
        meaning = _from_earlier(length, back=after in ("earlier", "before"))
        return Phrase(i, length.stop + 1, meaning, one_day=exact, anaphoric=True)
    return None


def _ago(words: Words, i: int, length: Length, inner: Parser) -> Phrase:
    """As in "two years ago", "a year ago this week", "a year ago in June"; "10 years ago on Friday" is unresolved."""
    stop, exact = length.stop + 1, length.unit in ("day", "night")
    at = stop + 1 if words.low(stop) in ("on", "in") else stop
    beside = inner(words, at) if words.low(at) in _BESIDE else None
    if beside and beside.meaning and beside.type == "date" and not beside.rolling:
        if beside.one_day and beside.floating:
            return Phrase(i, beside.stop, unresolved("names a day by one of another week or year"), one_day=True)
        return Phrase(i, beside.stop, _then(length, beside.meaning, beside.floating), one_day=beside.one_day)
    day = None if length.unit in ("hour", "minute", "second") else lambda a: periods.day(_shift(a, length, back=True))
    return Phrase(i, stop, _counted(length, back=True), one_day=exact, counted=day)


def _then(length: Length, beside: Meaning, floating: bool) -> Meaning:
    """The period so long before one near publication; a month without a year is one of the year counted to."""

    def meaning(anchor: Anchor) -> periods.Period:
        if floating:
            return beside(Anchor(date(_shift(anchor, length, back=True).year, 12, 31), forward=False))
        near = beside(anchor)
        middle = near.first + (near.last - near.first) / 2
        return periods.around(near.granularity, _shift(Anchor(middle, forward=False), length, back=True))

    return meaning


def _shift(moment: Anchor | periods.Period, length: Length, back: bool) -> date:
    at = moment.day if isinstance(moment, Anchor) else moment.first
    if length.count is None:
        raise UnresolvedError("names no exact length")
    for count, unit in ((length.count, length.unit), *length.rest):
        at = periods.shifted(unit, date(at.year, at.month, at.day), -count if back else count)
    return at


def _beside(length: Length, day: Meaning, back: bool) -> Meaning:
    """So long before or after a day that is named."""
    if length.unit in ("hour", "minute", "second"):
        return unresolved("counts hours from a day")
    return lambda anchor: periods.day(_shift(day(anchor), length, back))


def _from_earlier(length: Length, back: bool) -> Meaning:
    def meaning(anchor: Anchor) -> periods.Period:
        if anchor.earlier is None or length.unit in ("hour", "minute", "second"):
            raise UnresolvedError("counts from another time of the text")
        if not as_fine(anchor.earlier, length.unit):
            raise UnresolvedError("counts from a time that is not known as exactly")
        return periods.around(length.unit, _shift(anchor.earlier, length, back))

    return meaning


def as_fine(period: periods.Period, unit: str) -> bool:
    """Whether a period is known as exactly as a unit counts."""
    grain = GRAINS[unit]
    return period.granularity in _RANKS and grain in _RANKS and _RANKS.index(period.granularity) <= _RANKS.index(grain)


def ahead(length: Phrase, words: Words) -> Phrase:
    """Read "in two weeks" of a sentence that looks forward as the time two weeks from publication."""
    found = length_of(words, length.start)
    if found is None or found.count is None:
        return length
    return Phrase(length.start, length.stop, _counted(found, back=False), one_day=found.unit == "day")


def _counted(length: Length, back: bool) -> Meaning:
    def meaning(anchor: Anchor) -> periods.Period:
        if length.unit in ("hour", "minute", "second"):
            raise UnresolvedError("the hour of publication is not known")
        moment = _shift(anchor, length, back)
        broken = length.count is not None and length.count % 1
        unit = _FINER.get(length.unit, length.unit) if broken else length.unit
        return periods.day(moment) if length.rest else periods.around(unit, moment)

    return meaning


def rolling(start: int, length: Length, back: bool) -> Phrase:
    """A length that ends or begins at publication: "the past three weeks", "the next ten days"."""
    meaning = _since(length, back) if length.count else unresolved("names no exact length")
    return Phrase(start, length.stop, meaning, "duration", length.timex, GRAINS[length.unit], rolling=True)


def _since(length: Length, back: bool) -> Meaning:
    """The days up to publication, or those that follow it; of quarters those of the calendar."""

    def meaning(anchor: Anchor) -> periods.Period:
        if length.unit == "quarter":
            edge = periods.shifted("quarter", anchor.day, Decimal(-1 if back else 1))
            ends = sorted((_shift(anchor, length, back), edge))
            a, b = (periods.around("quarter", end) for end in ends)
            return periods.Period(a.first, b.last, "", "quarter")
        other = _shift(anchor, length, back)
        small = length.unit in ("hour", "minute", "second")
        start = anchor.day if small else periods.shifted("day", anchor.day, Decimal(1))
        first, last = (other, anchor.day) if back else (min(start, other), other)
        return periods.Period(first, last, "", GRAINS[length.unit])

    return meaning


def bare_plural(words: Words, i: int) -> Phrase | None:
    """As in "for years", "for decades", "all week": a length without a number."""
    unit = UNITS.get(words.low(i))
    if unit is None:
        return None
    if words.low(i) == unit:
        whole = words.low(i - 1) == "all" and unit in ("day", "night", "week", "weekend", "month", "year")
        return Phrase(i - 1, i + 1, None, "duration", counted_time("1", unit), GRAINS[unit]) if whole else None
    if words.low(i - 1) != "for":
        return None
    return Phrase(i, i + 1, None, "duration", counted_time("X", unit), GRAINS[unit])


def long(words: Words, i: int) -> Phrase | None:
    """As in "weeklong", "yearlong"."""
    unit = _LONG[words.low(i)]
    return Phrase(i, i + 1, None, "duration", counted_time("1", unit), GRAINS[unit])
