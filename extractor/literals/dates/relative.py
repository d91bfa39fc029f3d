"""Time expressions that are read from the day of publication: "yesterday", "on Monday", "last winter", "two weeks ago".

A weekday without a modifier is the last one on or before publication, the convention of news, unless the sentence
looks forward; "last Friday" lies strictly before, "next Friday" strictly after it. "Last week" is the calendar week
before; "the past week" are the seven days that end on the day of publication.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from extractor.literals.dates import absolute, periods
from extractor.literals.dates.durations import counted_time, length_of
from extractor.literals.dates.phrases import (
    DAY_PARTS,
    GRAINS,
    MONTHS,
    SHIFTS,
    UNITS,
    WEEKDAYS,
    Anchor,
    Meaning,
    Parser,
    Phrase,
    unresolved,
)
from extractor.literals.language.words import Words, listed
from extractor.schema import TimeType

_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
_NOW = {("right", "now"), ("at", "present"), ("at", "the", "moment"), ("now",), ("currently",), ("presently",)}
_NAMED_DAYS = listed("black good bloody super ash palm easter holy cyber maundy")  # no weekday, but a name
_SOONER = listed("earlier early")
_LATER = listed("later late")
_MIDDLE = listed("mid middle end start beginning turn")
MODIFIERS = _SOONER | _LATER | _MIDDLE
_VAGUE = {"recent": "PAST_REF", "coming": "FUTURE_REF", "past": "PAST_REF", "previous": "PAST_REF"}
_ELSEWHERE = unresolved("counts from another time of the text")


def now(words: Words, i: int) -> Phrase | None:
    """As in "now", "currently": TIMEX3 PRESENT_REF, the day of publication."""
    for names in _NOW:
        if words.run(i, *names) and not words.dash(i + len(names)):
            return Phrase(i, i + len(names), _present)
    return None


def _present(anchor: Anchor) -> periods.Period:
    return periods.Period(anchor.day, anchor.day, "PRESENT_REF", "present")


def near_day(words: Words, i: int) -> Phrase | None:
    """As in "today", "yesterday afternoon", "tonight", "the day before yesterday"."""
    if words.low(i) == "day" and words.low(i + 1) in ("before", "after"):
        beyond = {("before", "yesterday"): -2, ("after", "tomorrow"): 2}.get((words.low(i + 1), words.low(i + 2)))
        return _one_day(i, i + 3, beyond) if beyond else None
    low = words.low(i)
    shift = _DAYS.get(low)
    if shift is None or (i > 0 and words.capital(i) and words.capital(i - 1)):  # a newspaper's name
        return None
    code = "NI" if low == "tonight" else DAY_PARTS.get(words.low(i + 1))
    return _one_day(i, i + (2 if code and low != "tonight" else 1), shift, code)


def _one_day(start: int, stop: int, shift: int, code: str | None = None) -> Phrase:
    return _daily(start, stop, lambda anchor: anchor.day + timedelta(days=shift), code)


def _daily(start: int, stop: int, day: Callable[[Anchor], date], code: str | None) -> Phrase:
    """A day, or a part of it, which TIMEX3 calls a time."""
    kind: TimeType = "time" if code else "date"
    return Phrase(start, stop, lambda anchor: _part(day(anchor), code), kind, one_day=True)


def _part(moment: date, code: str | None) -> periods.Period:
    return periods.part_of_day(moment, code) if code else periods.day(moment)


def weekday(words: Words, i: int) -> Phrase | None:
    """As in "Monday", "Monday night", "Monday, May 1", "Friday last week"."""
    number = WEEKDAYS.get(words.low(i))
    if number is None or words.low(i - 1) in _NAMED_DAYS:
        return None
    code = DAY_PARTS.get(words.low(i + 1))
    stop = i + 2 if code else i + 1
    if dated := absolute.named_day(words, stop + 1 if words.low(stop) in (",", "(") else stop):
        return replace(dated, start=i)
    shift = SHIFTS.get(words.low(stop))
    if shift is not None and words.low(stop + 1) == "week":
        meaning = _weekday_of_week(number, shift)
        return Phrase(i, stop + 2, meaning, one_day=True)
    return _daily(i, stop, lambda a: periods.near_weekday(a.day, number, a.forward), code)


def _weekday_of_week(number: int, shift: int) -> Meaning:
    return lambda anchor: periods.day(
        periods.week(anchor.day + timedelta(days=7 * shift)).first + timedelta(days=number)
    )


def shifted(words: Words, i: int) -> Phrase | None:
    """As in "last year", "this week", "next Friday", "last December", "this winter", "the past three weeks"."""
    low = words.low(i)
    if low not in SHIFTS and low not in ("recent", "following"):
        return None
    return _rolling(words, i) or _shifted_name(words, i) or _elsewhere(words, i)


def _rolling(words: Words, i: int) -> Phrase | None:
    """A length that ends or begins on the day of publication; without a number its bounds are not named."""
    low = words.low(i)
    if low == "this" or low in ("current", "following"):
        return None
    length = length_of(words, i + 1)
    if length is not None and words.low(length.stop - 1).endswith("s"):
        back = low in ("last", "past", "previous", "recent")
        meaning = _since(length.unit, length.count, back) if length.count else unresolved("names no exact length")
        return Phrase(i, length.stop, meaning, "duration", length.timex, GRAINS[length.unit], rolling=True)
    unit = UNITS.get(words.low(i + 1))
    if unit and words.low(i + 1) != unit and low in _VAGUE:
        return Phrase(i, i + 2, unresolved("names no exact length"), timex=_VAGUE[low])
    over = words.low(i - 1) == "the" and words.low(i - 2) in ("over", "in", "during", "for", "within", "throughout")
    if unit and unit != "weekend" and (low == "past" or (low in ("last", "next", "coming") and over)):
        one = Decimal(1)
        timex = counted_time("1", unit)
        return Phrase(
            i, i + 2, _since(unit, one, low in ("past", "last")), "duration", timex, GRAINS[unit], rolling=True
        )
    return None


def _since(unit: str, count: Decimal, back: bool) -> Meaning:
    def meaning(anchor: Anchor) -> periods.Period:
        other = periods.shifted(unit, anchor.day, -count if back else count)
        first, last = (other, anchor.day) if back else (anchor.day, other)
        return periods.Period(first, last, "", GRAINS[unit])

    return meaning


def _shifted_name(words: Words, i: int) -> Phrase | None:
    shift, low, stop = SHIFTS.get(words.low(i)), words.low(i + 1), i + 2
    if shift is None or words.low(i) == "previous":
        return None
    code = DAY_PARTS.get(low)
    if code and (shift == 0 or low == "night"):
        return _one_day(i, stop, shift, code)
    if low in WEEKDAYS:
        part = DAY_PARTS.get(words.low(stop))
        return _daily(i, stop + 1 if part else stop, _shifted_weekday(WEEKDAYS[low], shift), part)
    if low in MONTHS and (words.capital(i + 1) or low == "june"):
        return Phrase(i, stop, lambda anchor: _shifted_month(anchor.day, MONTHS[low], shift))
    if low in periods.SEASONS:
        return Phrase(i, stop, lambda anchor: _shifted_season(anchor.day, periods.SEASONS[low], shift))
    unit = UNITS.get(low)
    if unit is None or low != unit or unit in ("second", "minute", "hour", "fortnight", "day"):
        return None
    meaning = lambda a: periods.around(unit, periods.shifted(unit, a.day, Decimal(shift)))  # noqa: E731
    return Phrase(i, stop, meaning)


def _shifted_weekday(number: int, shift: int) -> Callable[[Anchor], date]:
    if shift == 0:
        return lambda anchor: periods.week(anchor.day).first + timedelta(days=number)
    return lambda anchor: periods.near_weekday(anchor.day + timedelta(days=shift), number, shift > 0)


def _shifted_month(moment: date, number: int, shift: int) -> periods.Period:
    if shift == 0:
        return periods.month(moment.year, number)
    other = periods.shifted("month", moment, Decimal(shift))
    return periods.near_month(other, number, shift > 0)


def _shifted_season(moment: date, start: int, shift: int) -> periods.Period:
    """The season of that name which is over, which is now or begins this year, or which has not begun."""
    if shift > 0:
        begun = periods.near_season(moment, start, forward=False)
        return periods.season(begun.first.year + 1, start)
    this = periods.near_season(moment, start, forward=False)
    if shift < 0:
        return this if this.last < moment else periods.season(this.first.year - 1, start)
    return this if this.last >= moment else periods.season(moment.year, start)


def _elsewhere(words: Words, i: int) -> Phrase | None:
    """As in "the following day", "the previous year": they count from a time told before."""
    unit = UNITS.get(words.low(i + 1))
    if unit is None or words.low(i) not in ("following", "previous"):
        return None
    return Phrase(i, i + 2, _ELSEWHERE)


def same(words: Words, i: int) -> Phrase | None:
    """As in "the same day", "that year": they point at a time told before."""
    unit = UNITS.get(words.low(i + 1))
    if words.low(i) not in ("same", "that") or unit is None or unit != words.low(i + 1) or unit == "second":
        return None
    return Phrase(i, i + 2, _ELSEWHERE)


def modified(words: Words, i: int, phrase_at: Parser) -> Phrase | None:
    """A part of a period: "earlier this month", "late last year", "mid-May", "the end of the year".

    Only "earlier" and "later" cut the interval, at the day of publication; where "early" or "late" ends is not said.
    """
    low = words.low(i)
    if low not in MODIFIERS:
        return None
    if low in _MIDDLE - {"mid"} and words.low(i + 1) != "of":
        return None
    at = i + 1
    while words.dash(at) or (words.low(at) in ("of", "on", "in", "the") and at - i < 4):
        at += 1
    if words.low(at) in MODIFIERS or words.low(at) == "the":
        return None  # they do not nest, and reading stays linear
    inner = phrase_at(words, at) or _whole(words, at)
    if inner is None or inner.meaning is None or inner.rolling:
        return None
    return replace(inner, start=i, meaning=_cut(low, inner.meaning))


def _whole(words: Words, i: int) -> Phrase | None:
    """As in "year" in "the end of the year": the one of publication."""
    unit = UNITS.get(words.low(i))
    if words.low(i - 1) != "the" or unit not in ("week", "month", "year", "decade", "century", "day"):
        return None
    return Phrase(i, i + 1, lambda anchor: periods.around(unit, anchor.day))


def _cut(low: str, meaning: Meaning) -> Meaning:
    def cut(anchor: Anchor) -> periods.Period:
        whole = meaning(anchor)
        if low == "earlier" and anchor.published and whole.first <= anchor.published <= whole.last:
            return replace(whole, last=anchor.published)
        if low == "later" and anchor.published and whole.first <= anchor.published <= whole.last:
            return replace(whole, first=anchor.published)
        return whole

    return cut


def bare_weekend(words: Words, i: int) -> Phrase | None:
    """As in "the weekend": the last one begun, or the next one unfinished."""
    if words.low(i) != "weekend" or words.low(i - 1) != "the":
        return None
    return Phrase(i, i + 1, lambda anchor: _weekend(anchor.day, anchor.forward))


def _weekend(moment: date, forward: bool) -> periods.Period:
    return periods.weekend(moment if forward or moment.weekday() > 4 else moment - timedelta(days=7))
