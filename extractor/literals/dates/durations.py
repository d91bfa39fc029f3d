"""Lengths: "three weeks" (P3W), "several months" (PXM), "2 hours and 30 minutes", and what counts from a day.

Values are ISO 8601 durations as TIMEX3 uses them: "PT30M", "P3W", "P1DE" for a decade; X where the words give no
number. An age ("23 years old") is no duration: it is a quantity.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from extractor.literals.dates import periods
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
from extractor.literals.language.words import DASHES, Words, listed
from extractor.literals.numbers.numerals import numeral

_CODES = {
    "second": "T{}S", "minute": "T{}M", "hour": "T{}H", "day": "{}D", "night": "{}D", "weekend": "{}WE",
    "week": "{}W", "month": "{}M", "year": "{}Y", "decade": "{}DE", "century": "{}CE",
}  # fmt: skip
SHORT_UNITS = {
    "hr": "hour", "hrs": "hour", "h": "hour", "min": "minute", "mins": "minute", "sec": "second", "secs": "second",
    "yr": "year", "yrs": "year", "wk": "week", "wks": "week",
}  # fmt: skip
_LONG = {f"{unit}long": unit for unit in ("day", "week", "month", "year", "decade")}
LONG_WORDS = frozenset(_LONG)
BETWEEN = listed("more full whole consecutive straight long additional further calendar business extra")
SLIDING = {"past": True, "last": True, "previous": True, "next": False, "coming": False, "upcoming": False}
_FOR_QUARTERS = listed("for in over past last next coming previous following")
FOR_ONE = listed("for in within over than nearly almost about after least of every under around past last next spent")
SINGLE = listed("day week month year decade century")
_SHARES = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
_FINER = {"century": "decade", "decade": "year", "year": "month", "month": "week", "week": "day", "fortnight": "day"}
"""What half a unit is counted in: "half a year ago" names a month."""
_BESIDE = WEEKDAYS.keys() | MONTHS.keys() | listed("today yesterday this last next")
_RANKS = ("day", "week", "month", "quarter", "season", "year", "decade", "century")


@dataclass(frozen=True)
class Length:
    """A counted stretch of time; ``count`` is None where it is vague ("several", "two or three").

    ``rest`` are smaller units behind it: "2 years 1 month". ``back`` is set by a word inside: "the 5 past years".
    """

    count: Decimal | None
    unit: str
    stop: int
    rest: tuple[tuple[Decimal, str], ...] = ()
    back: bool | None = None

    @property
    def timex(self) -> str:
        """Its TIMEX3 value."""
        if not self.rest or self.count is None:
            return counted_time("X" if self.count is None else plain(self.count), self.unit)
        values = [counted_time(plain(count), unit)[1:] for count, unit in ((self.count, self.unit), *self.rest)]
        days = [value for value in values if not value.startswith("T")]
        hours = [value[1:] for value in values if value.startswith("T")]
        return "P" + "".join(days) + ("T" + "".join(hours) if hours else "")


def counted_time(count: str, unit: str) -> str:
    """The TIMEX3 value of a count of units: "P3W", "PT30M"; ISO 8601 counts quarters in months, fortnights in weeks."""
    if count == "0.5" and unit == "hour":
        return "PT30M"
    if unit in ("fortnight", "quarter"):
        scale, unit = (2, "week") if unit == "fortnight" else (3, "month")
        count = str(scale * int(count)) if count.isdecimal() else count
    return "P" + _CODES[unit].format(count)


def plain(count: Decimal) -> str:
    """A count without trailing zeros."""
    text = format(round(count, 4), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def length_of(words: Words, i: int) -> Length | None:
    """Read "three weeks", "two or three days", "several months", "half an hour", "a five-year"; ages are none."""
    if words.low(i + 1) in DASHES and words.digits(i + 2) and not _unit_ahead(words, i + 3):
        return None
    found = _count(words, i)
    if found is None:
        return None
    count, at = found
    back = SLIDING.get(words.low(at))
    at = at + 1 if words.low(at) in DASHES or words.low(at) in BETWEEN or back is not None else at
    unit = UNITS.get(words.low(at)) or (SHORT_UNITS.get(words.text(at)) if words.digits(i) else None)
    if (
        unit is None
        or _no_count(words, i, at, unit, back is not None)
        or _age(words, at + 1)
        or (unit == "second" and words.low(at) == unit and count == 1)
    ):
        return None
    if (
        unit == "quarter"
        and back is None
        and (words.low(i - 1) not in _FOR_QUARTERS or words.low(at + 1) == "of" or count == 1)
    ):
        return None  # "three quarters of voters"
    return _with_rest(words, Length(count, unit, at + 1, back=back))


def _unit_ahead(words: Words, i: int) -> bool:
    """Whether a unit follows soon, so that "20-30" may count it."""
    return any(words.low(k) in UNITS or words.low(k) in SHORT_UNITS for k in range(i, i + 4))


def _no_count(words: Words, i: int, at: int, unit: str, sliding: bool) -> bool:
    """Whether the number is no count of the units: a year ("2021 weekend"), an hour ("9 last night"), "three night"."""
    if words.low(at).endswith("s") or words.low(i) in ("a", "an", "one", "another", "1"):
        return False
    return sliding or unit in ("night", "weekend") or (words.digits(i) and len(words.low(i)) == 4)


def _with_rest(words: Words, length: Length) -> Length:
    """The smaller units behind: "3 hours 30 minutes", "one hour and a half"."""
    count, unit, stop, rest = length.count, length.unit, length.stop, length.rest
    if count is None:
        return length
    for _ in range(3):
        at = stop + 1 if words.low(stop) in ("and", ",") else stop
        if at > stop and not rest and (share := _share(words, at)):
            return Length(count + share[0], unit, share[1], back=length.back)
        more = numeral(words, at) if words.digits(at) or at > stop or words.low(at) in ("one", "two", "three") else None
        name = UNITS.get(words.low(more.stop)) or SHORT_UNITS.get(words.low(more.stop)) if more else None
        if more is None or name is None or more.fraction or not _smaller(name, rest[-1][1] if rest else unit):
            break
        if words.low(more.stop + 1) in ("ago", "later", "earlier") and at > stop and words.low(stop) == ",":
            break
        rest, stop = (*rest, (more.value, name)), more.stop + 1
    return Length(count, unit, stop, rest, length.back)


def _share(words: Words, i: int) -> tuple[Decimal, int] | None:
    """The "a half" of "an hour and a half"."""
    at = i + 1 if words.low(i) == "a" else i
    share = _SHARES.get(words.low(at))
    return (share, at + 1) if share and words.low(at + 1) not in UNITS else None


def _smaller(unit: str, than: str) -> bool:
    order = ("year", "month", "week", "day", "hour", "minute", "second")
    return unit in order and than in order and order.index(unit) > order.index(than)


def _count(words: Words, i: int) -> tuple[Decimal | None, int] | None:
    if words.run(i, "half", "a") or words.run(i, "half", "an"):
        return Decimal("0.5"), i + 2
    if (vague := _vague(words, i)) is not None:
        return None, vague
    first = numeral(words, i)
    if first and first.fraction and words.low(i + 1) == "quarters" and words.low(i - 1) in _FOR_QUARTERS:
        return first.value * 4, i + 1
    if first is None or (first.fraction and words.low(i) != "½"):
        return (Decimal(1), i + 1) if words.low(i) in ("a", "an", "another") else None
    joint = words.low(first.stop)
    if joint == "and" and words.low(first.stop + 1) in ("half", "a"):
        part = first.stop + 1 if words.low(first.stop + 1) == "half" else first.stop + 2
        share = _SHARES.get(words.low(part))
        return (first.value + share, part + 1) if share else (first.value, first.stop)
    if joint in ("to", "or") or joint in DASHES:
        second = numeral(words, first.stop + 1)
        if second and second.value > first.value:
            return None, second.stop
    return first.value, first.stop


def _vague(words: Words, i: int) -> int | None:
    """The token behind a count without a number: "several", "a few", "a couple of", "many"."""
    at = i + 1 if words.low(i) == "a" else i
    if words.low(at) == "couple":
        return at + 2 if words.low(at + 1) == "of" else at + 1
    return at + 1 if words.low(at) in ("several", "few", "many") else None


def _age(words: Words, i: int) -> bool:
    at = i + 1 if words.low(i) in DASHES else i
    return words.low(at) in ("old", "olds") or words.run(at, "of", "age")


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
