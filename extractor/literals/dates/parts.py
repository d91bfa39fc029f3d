"""Parts of periods: "earlier this month", "mid-May", "the end of the year", "the first week of June".

"Earlier", "later" and "the rest" cut the interval at the day of publication. Where "early", "mid" or "late" ends is not
said: the first, the middle or the last third stands for it. Beside a bound ("before the end of June") the start and the
end of a period are its first and its last day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from extractor.literals.dates import periods
from extractor.literals.dates.clocks import day_part
from extractor.literals.dates.days import agreeing, part_of, weekday_at
from extractor.literals.dates.named import ordinal_at
from extractor.literals.dates.phrases import DAY_PARTS, UNITS, Anchor, Meaning, Parser, Phrase
from extractor.literals.language.words import DASHES, Words, listed
from extractor.literals.numbers.numerals import numeral

_PLAIN = listed("early earlier late later mid")
_OF = listed("middle end start beginning turn rest remainder close")
MODIFIERS = _PLAIN | _OF
_THIRDS = {"early": 0, "start": 0, "beginning": 0, "mid": 1, "middle": 1, "late": 2, "end": 2, "close": 2}
_EDGES = {"start": 0, "beginning": 0, "end": 2, "close": 2}
_BOUNDS = listed("before after since until till by from to than")
_JOINTS = DASHES | listed("of on in the")
_WHOLE = listed("week month year decade century day quarter")
_STARTS = listed("beginning starting commencing")
_Within = Callable[[periods.Period], periods.Period]


def modified(words: Words, i: int, inner: Parser) -> Phrase | None:
    """A modifier and what it modifies; modifiers do not nest, so reading stays linear."""
    low = words.low(i)
    if low in _OF and words.low(i + 1) != "of":
        return None
    at = i + 1
    while words.low(at) in _JOINTS and at - i < 4:
        at += 1
    found = inner(words, at) or _whole(words, at) or (day_part(words, at) if words.low(at) in DAY_PARTS else None)
    if found is None or found.meaning is None or found.rolling or (found.clock and not found.one_day):
        return None
    before = words.low(i - 2) if words.low(i - 1) == "the" else words.low(i - 1)
    if low in _EDGES and before in _BOUNDS:
        return replace(found, start=i, meaning=_edge(_EDGES[low], found.meaning))
    return replace(found, start=i, meaning=_cut(low, found.meaning))


def _whole(words: Words, i: int) -> Phrase | None:
    """As in "year" in "the end of the year": the one of publication."""
    unit = UNITS.get(words.low(i))
    if unit not in _WHOLE or words.low(i) != unit or words.low(i - 1) not in ("the", "of"):
        return None
    return Phrase(i, i + 1, lambda anchor: periods.around(unit, anchor.day), one_day=unit == "day")


def _edge(number: int, meaning: Meaning) -> Meaning:
    def edge(anchor: Anchor) -> periods.Period:
        whole = meaning(anchor)
        return replace(whole, last=whole.first) if number == 0 else replace(whole, first=whole.last)

    return edge


def _cut(low: str, meaning: Meaning) -> Meaning:
    def cut(anchor: Anchor) -> periods.Period:
        whole, today = meaning(anchor), anchor.published
        if low in _THIRDS:
            return periods.third(whole, _THIRDS[low])
        if today is None or not whole.first.isoformat()[:10] <= today.isoformat() <= whole.last.isoformat()[:10]:
            return whole
        if low == "earlier":
            return replace(whole, last=today)
        return replace(whole, first=today) if low in ("later", "rest", "remainder") else whole

    return cut


def nth(words: Words, i: int, inner: Parser) -> Phrase | None:
    """As in "the first week of June", "the last Monday of the month", "the first ten days of 2021"."""
    found = _which(words, i)
    if found is None:
        return None
    number, at = found
    within = _counted(words, at, number) if words.low(i) in ("first", "last", "final") else None
    within = within or _single(words, at, number)
    if within is None:
        return None
    cut, stop = within
    if words.low(stop) not in ("of", "in"):
        return None
    at = stop + 2 if words.low(stop + 1) == "the" else stop + 1
    whole = inner(words, at) or (_whole(words, at) if words.low(stop) == "of" else None)
    if whole is None or whole.meaning is None or whole.type != "date" or whole.one_day or whole.rolling:
        return None
    named = whole.meaning
    return Phrase(
        i, whole.stop, lambda anchor: cut(named(anchor)), one_day=_is_day(words, stop - 1), floating=whole.floating
    )


def _is_day(words: Words, i: int) -> bool:
    return words.low(i) == "day" or (words.low(i).endswith("day") and words.low(i) != "holiday")


def _which(words: Words, i: int) -> tuple[int, int] | None:
    if words.low(i) in ("last", "final"):
        return -1, i + 1
    return ordinal_at(words, i)


def _single(words: Words, i: int, number: int) -> tuple[_Within, int] | None:
    if weekday := weekday_at(words, i):
        return (lambda whole: periods.day(_weekday_in(whole, weekday[0], number))), weekday[1]
    unit = UNITS.get(words.low(i))
    if unit == "week" and words.low(i) == unit:
        return (lambda whole: periods.week_of(whole, number)), i + 1
    if unit == "weekend" and words.low(i) == unit:
        return (lambda whole: periods.weekend(_weekday_in(whole, 5, number))), i + 1
    if unit in ("day", "month", "year", "decade") and words.low(i) == unit:
        return (lambda whole: _nth_unit(whole, unit, number)), i + 1
    return None


def _weekday_in(whole: periods.Period, weekday: int, number: int) -> date:
    found = periods.nth_weekday(whole.first if number > 0 else whole.last, weekday, number)
    if not whole.first <= found <= whole.last:
        raise ValueError
    return found


def _nth_unit(whole: periods.Period, unit: str, number: int) -> periods.Period:
    if number < 0:
        return periods.around(unit, periods.shifted(unit, whole.last, Decimal(number + 1)))
    found = periods.around(unit, periods.shifted(unit, whole.first, Decimal(number - 1)))
    if found.first > whole.last:
        raise ValueError
    return found


def _counted(words: Words, i: int, number: int) -> tuple[_Within, int] | None:
    """As in "first ten days", "last four months"."""
    count = numeral(words, i)
    unit = UNITS.get(words.low(count.stop)) if count else None
    if count is None or unit is None or unit == words.low(count.stop) or not 1 <= count.value <= 366:
        return None
    size = int(count.value)
    if unit == "week":
        return (lambda whole: periods.weeks_of(whole, size * number)), count.stop + 1
    if unit not in ("day", "month", "year"):
        return None
    return (lambda whole: _run(whole, unit, size * number)), count.stop + 1


def _run(whole: periods.Period, unit: str, count: int) -> periods.Period:
    if count > 0:
        return periods.days(whole.first, periods.shifted(unit, whole.first, Decimal(count)) - timedelta(days=1))
    beyond = whole.last + timedelta(days=1)
    return periods.days(periods.shifted(unit, beyond, Decimal(count)), whole.last)


def around_day(words: Words, i: int, inner: Parser) -> Phrase | None:
    """As in "the week of May 1", "the week beginning 3 May", "the weekend of 6 May", "the night of March 3"."""
    low, joint = words.low(i), words.low(i + 1)
    if not (joint == "of" or (joint in _STARTS and low == "week")):
        return None
    at = i + 3 if words.low(i + 2) in ("on", "the") else i + 2
    day = inner(words, at)
    if day is None or day.meaning is None or not day.one_day or day.clock or day.part:
        return None
    named = agreeing(day.meaning, (5, 6, 4)) if low == "weekend" and day.floating else day.meaning
    if code := DAY_PARTS.get(low):
        return Phrase(i, day.stop, part_of(named, code), "time", one_day=True, part=code, floating=day.floating)
    if low == "week" and joint != "of":
        return Phrase(i, day.stop, lambda a: _week_from(named(a).first), floating=day.floating)
    return Phrase(i, day.stop, lambda anchor: periods.around(low, named(anchor).first), floating=day.floating)


def _week_from(first: date) -> periods.Period:
    return periods.days(first, first + timedelta(days=6))
