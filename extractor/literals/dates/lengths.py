"""Counted stretches of time: "three weeks" (P3W), "several months" (PXM), "2 hours and 30 minutes", "18-24 months".

Values are ISO 8601 durations as TIMEX3 uses them: "PT30M", "P3W", "P1DE" for a decade; X where the words give no one
number. An age ("23 years old") is no duration: it is a quantity.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from extractor.literals.dates.phrases import UNITS
from extractor.literals.language.words import DASHES, Words, listed
from extractor.literals.numbers import bounds
from extractor.literals.numbers.numerals import Numeral, numeral
from extractor.schema import Comparator

_CODES = {
    "second": "T{}S", "minute": "T{}M", "hour": "T{}H", "day": "{}D", "night": "{}D", "weekend": "{}WE",
    "week": "{}W", "month": "{}M", "year": "{}Y", "decade": "{}DE", "century": "{}CE",
}  # fmt: skip
SHORT_UNITS = {
    "hr": "hour", "hrs": "hour", "h": "hour", "min": "minute", "mins": "minute", "sec": "second", "secs": "second",
    "yr": "year", "yrs": "year", "wk": "week", "wks": "week",
}  # fmt: skip
BETWEEN = listed("more full whole consecutive straight long additional further calendar business extra")
SLIDING = {"past": True, "last": True, "previous": True, "next": False, "coming": False, "upcoming": False}
_FOR_QUARTERS = listed("for in over past last next coming previous following")
_SHARES = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}


@dataclass(frozen=True)
class Length:
    """A counted stretch of time; ``count`` is None where it is vague ("several", "two or three").

    ``rest`` are smaller units behind it: "2 years 1 month". ``back`` is set by a word inside: "the 5 past years".
    ``ends`` are those of a range, which has no one count: "18-24 months".
    """

    count: Decimal | None
    unit: str
    stop: int
    rest: tuple[tuple[Decimal, str], ...] = ()
    back: bool | None = None
    ends: tuple[Decimal, Decimal] | None = None

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
    count, at, ends = found
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
    return _with_rest(words, Length(count, unit, at + 1, back=back, ends=ends))


class _Count(NamedTuple):
    """How many, the token behind it, and both ends of a range."""

    number: Decimal | None
    stop: int
    ends: tuple[Decimal, Decimal] | None = None


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


def _count(words: Words, i: int) -> _Count | None:
    if words.run(i, "half", "a") or words.run(i, "half", "an"):
        return _Count(Decimal("0.5"), i + 2)
    if (vague := _vague(words, i)) is not None:
        return _Count(None, vague)
    first = numeral(words, i)
    if first and first.fraction and words.low(i + 1) == "quarters" and words.low(i - 1) in _FOR_QUARTERS:
        return _Count(first.value * 4, i + 1)
    if first is None or (first.fraction and words.low(i) != "½"):
        return _Count(Decimal(1), i + 1) if words.low(i) in ("a", "an", "another") else None
    joint = words.low(first.stop)
    if joint == "and" and words.low(first.stop + 1) in ("half", "a"):
        part = first.stop + 1 if words.low(first.stop + 1) == "half" else first.stop + 2
        share = _SHARES.get(words.low(part))
        return _Count(first.value + share, part + 1) if share else _Count(first.value, first.stop)
    return _range(words, i, first) or _Count(first.value, first.stop)


def _range(words: Words, i: int, first: Numeral) -> _Count | None:
    """Two counts of one unit: "18-24 months", "five- to seven-year", "between six and eight weeks"."""
    at = first.stop + 1 if words.low(first.stop) in DASHES and words.low(first.stop + 1) in ("to", "or") else first.stop
    joint = words.low(at)
    if not (joint in ("to", "or") or joint in DASHES or (joint == "and" and words.low(i - 1) == "between")):
        return None
    at = at + 2 if joint in ("to", "or") and words.low(at + 1) in DASHES else at + 1  # "two-to-three-week"
    second = numeral(words, at)
    if second is None or second.value <= first.value:
        return None
    return _Count(None, second.stop, (first.value, second.value))


def _vague(words: Words, i: int) -> int | None:
    """The token behind a count without a number: "several", "a few", "a couple of", "many"."""
    at = i + 1 if words.low(i) == "a" else i
    if words.low(at) == "couple":
        return at + 2 if words.low(at + 1) == "of" else at + 1
    return at + 1 if words.low(at) in ("several", "few", "many") else None


def _age(words: Words, i: int) -> bool:
    at = i + 1 if words.low(i) in DASHES else i
    return words.low(at) in ("old", "olds") or words.run(at, "of", "age")


@dataclass(frozen=True)
class Limits:
    """How a length is bounded: its comparator, and the shortest and the longest implied, as ISO 8601 durations."""

    comparator: Comparator
    low: str | None
    high: str | None


def limits(words: Words, start: int, stop: int, timex: str | None) -> tuple[Limits | None, int]:
    """How the length in the tokens ``[start, stop)`` is bounded, and the token behind the bound.

    As with quantities: more_than and at_least bound from below, less_than, at_most and nearly from above, exactly from
    both sides, about from neither, a range is ``between``. What names no number ("several weeks") has no limits.
    """
    length = length_of(words, start)
    if length is not None and length.ends is not None:
        low, high = (counted_time(plain(end), length.unit) for end in length.ends)
        return Limits("between", low, high), stop
    if timex is None or "X" in timex:
        return None, stop
    bound, after = bounds.before(words, start) if words.low(start) != "the" else None, bounds.behind(words, stop)
    comparator: Comparator = after[1] if after else bound[1] if bound else "exactly"
    shortest = timex if comparator in ("exactly", "more_than", "at_least") else None
    longest = timex if comparator in ("exactly", "less_than", "at_most", "nearly") else None
    return Limits(comparator, shortest, longest), after[0] if after else stop
