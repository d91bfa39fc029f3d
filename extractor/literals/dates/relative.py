"""Periods beside publication: "last year", "this week", "next Friday", "last December", "the past three weeks", "now".

"Last week" is the calendar week before; "the past week" are the seven days that end on the day of publication, "the
next ten days" those that follow it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from extractor.literals.dates import days, periods
from extractor.literals.dates.days import weekday_at
from extractor.literals.dates.durations import as_fine, rolling
from extractor.literals.dates.feasts import DayOfYear, feast_at
from extractor.literals.dates.lengths import Length, length_of
from extractor.literals.dates.longer import named_quarter
from extractor.literals.dates.named import year_at
from extractor.literals.dates.phrases import (
    DAY_PARTS,
    MONTHS,
    SHIFTS,
    UNITS,
    WEEKDAYS,
    Anchor,
    Meaning,
    Phrase,
    UnresolvedError,
    unresolved,
)
from extractor.literals.language.words import APOSTROPHES, Words

_NOW = {
    "right": ("right", "now"), "at": ("at", "present"), "now": ("now",), "currently": ("currently",),
    "presently": ("presently",), "current": ("current", "date"),
}  # fmt: skip
_MOMENTS = {("the", "moment"), ("this", "time"), ("the", "present"), ("this", "moment")}
_VAGUE = {"recent": "PAST_REF", "coming": "FUTURE_REF", "past": "PAST_REF", "previous": "PAST_REF"}
_ELSEWHERE = "counts from another time of the text"
_OVER = frozenset(("over", "in", "during", "for", "within", "throughout"))


def now(words: Words, i: int) -> Phrase | None:
    """As in "now", "currently": TIMEX3 PRESENT_REF, the day of publication."""
    if words.low(i) == "at" and (words.low(i + 1), words.low(i + 2)) in _MOMENTS:
        stop = i + 4 if words.low(i + 3) == "time" else i + 3
        return Phrase(i, stop, _present)
    names = _NOW[words.low(i)]
    return Phrase(i, i + len(names), _present) if words.run(i, *names) and not words.dash(i + len(names)) else None


def _present(anchor: Anchor) -> periods.Period:
    return periods.Period(anchor.day, anchor.day, "PRESENT_REF", "present")


def shifted(words: Words, i: int) -> Phrase | None:
    """Read what a word of ``SHIFTS`` opens, or "recent"."""
    if words.low(i) == "this" and words.low(i + 1) in ("past", "coming", "upcoming"):
        inner = shifted(words, i + 1)
        return replace(inner, start=i) if inner else None
    return _rolling(words, i) or _shifted_name(words, i) or _elsewhere(words, i)


def _rolling(words: Words, i: int) -> Phrase | None:
    """A length that ends or begins on the day of publication; without a number its bounds are not named."""
    low = words.low(i)
    if low in ("this", "current", "following"):
        return None
    back = low in ("last", "past", "previous", "recent")
    length = length_of(words, i + 1)
    if length is not None and words.low(length.stop - 1).endswith("s"):
        return rolling(i, length, back)
    unit = UNITS.get(words.low(i + 1))
    if unit and words.low(i + 1) != unit and low in _VAGUE:
        return Phrase(i, i + 2, unresolved("names no exact length"), timex=_VAGUE[low])
    over = words.low(i - 1) == "the" and words.low(i - 2) in _OVER
    if unit and unit not in ("weekend", "night") and (low == "past" or (low in ("last", "next", "coming") and over)):
        return rolling(i, Length(Decimal(1), unit, i + 2), back)
    return None


def _shifted_name(words: Words, i: int) -> Phrase | None:
    shift, low = SHIFTS.get(words.low(i)), words.low(i + 1)
    if shift is None:
        return None
    if (code := DAY_PARTS.get(low)) and (shift == 0 or words.low(i) == "last"):
        return days.one_day(i, i + 2, shift, code)
    return _shifted_day(words, i, shift) or _shifted_month_or_season(words, i, shift) or _shifted_unit(words, i, shift)


def _shifted_day(words: Words, i: int, shift: int) -> Phrase | None:
    if weekday := weekday_at(words, i + 1):
        dated = days.weekday(words, i + 1)
        if dated and dated.stop > weekday[1] + (dated.part is not None):
            return replace(dated, start=i)
        return days.shifted_weekday(words, i, weekday[0], weekday[1], shift)
    if found := feast_at(words, i + 1):
        return Phrase(i, found[1], _shifted_feast(found[0], shift), one_day=True)
    return None


def _shifted_month_or_season(words: Words, i: int, shift: int) -> Phrase | None:
    low, stop = words.low(i + 1), i + 2
    if low in MONTHS and (words.capital(i + 1) or low not in ("may", "march", "mar")):
        return Phrase(i, stop, lambda anchor: _shifted_month(anchor.day, MONTHS[low], shift))
    if low in periods.SEASONS and not year_at(words, stop):
        return Phrase(i, stop, lambda anchor: _shifted_season(anchor.day, periods.SEASONS[low], shift))
    return None


def _shifted_unit(words: Words, i: int, shift: int) -> Phrase | None:
    at = i + 2 if words.low(i + 1) in ("calendar", "working") else i + 1
    low = words.low(at)
    unit = UNITS.get(low) if low != "workweek" else "week"
    if unit is None or (low != unit and low != "workweek") or unit in ("second", "minute", "hour", "fortnight", "day"):
        return None
    if unit == "night":
        return None
    meaning: Meaning = lambda a: periods.around(unit, periods.shifted(unit, a.day, Decimal(shift)))  # noqa: E731
    behind = words.low(at + 2 if words.low(at + 1) == "on" else at + 1)
    if unit == "week" and (number := WEEKDAYS.get(behind)) is not None:
        return Phrase(i, at + (3 if words.low(at + 1) == "on" else 2), _weekday_in(number, meaning), one_day=True)
    owns = unit == "year" and words.low(at + 1) in APOSTROPHES and words.low(at + 2) == "s"
    if owns and (part := _quarter_of(words, at + 3, meaning)):
        return replace(part, start=i)
    return Phrase(i, at + 1, meaning)


def _weekday_in(number: int, week: Meaning) -> Meaning:
    return lambda anchor: periods.day(week(anchor).first + timedelta(days=number))


def _quarter_of(words: Words, i: int, year: Meaning) -> Phrase | None:
    """As in "next year's first quarter"."""
    part = named_quarter(words, i)
    if part is None or part.meaning is None or not part.floating:
        return None
    named = part.meaning
    return replace(part, meaning=lambda anchor: named(Anchor(year(anchor).last, forward=False)), floating=False)


def _shifted_feast(of_year: DayOfYear, shift: int) -> Meaning:
    """The feast of this year ("this Easter"), or the nearest one before or after publication."""

    def meaning(anchor: Anchor) -> periods.Period:
        this = of_year(anchor.day.year)
        over = this > anchor.day if shift < 0 else this < anchor.day
        return periods.day(of_year(anchor.day.year + shift) if shift and over else this)

    return meaning


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
    """As in "the following day", "the next day", "the previous year": beside a time told before."""
    low, unit = words.low(i), UNITS.get(words.low(i + 1))
    if low == "following":
        if named := weekday_at(words, i + 1):
            return Phrase(i, named[1], _weekday_after(named[0]), one_day=True, anaphoric=True)
        if length := length_of(words, i + 1):
            return Phrase(i, length.stop, unresolved(_ELSEWHERE), anaphoric=True)
    if unit is None or words.low(i + 1) != unit or unit in ("second", "minute", "hour"):
        return None
    steps = {"following": 1, "previous": -1, "next": 1} if unit in ("day", "night") else {"following": 1}
    if low not in steps:
        return None
    return Phrase(i, i + 2, beside_earlier(unit, steps[low]), one_day=unit == "day", anaphoric=True)


def _weekday_after(number: int) -> Meaning:
    def meaning(anchor: Anchor) -> periods.Period:
        if anchor.earlier is None or anchor.earlier.granularity != "day":
            raise UnresolvedError(_ELSEWHERE)
        at = anchor.earlier.last
        return periods.day(periods.near_weekday(date(at.year, at.month, at.day) + timedelta(days=1), number, True))

    return meaning


def same(words: Words, i: int) -> Phrase | None:
    """As in "the same day", "that year", "the day before": they point at a time told before."""
    unit = UNITS.get(words.low(i + 1))
    if unit is None or unit != words.low(i + 1) or unit in ("second", "minute", "hour"):
        return None
    if found := _of_other(words, i, unit):
        return found
    return Phrase(i, i + 2, beside_earlier(unit, 0), one_day=unit == "day", anaphoric=True)


def _of_other(words: Words, i: int, unit: str) -> Phrase | None:
    """As in "the same month last year", "the same week a year ago": beside the time told before, else publication."""
    shift, whole = SHIFTS.get(words.low(i + 2)), UNITS.get(words.low(i + 3))
    length = Length(Decimal(-shift), whole, i + 4) if shift and whole == words.low(i + 3) else length_of(words, i + 2)
    if words.low(i) != "same" or length is None or length.count is None or length.unit not in ("week", "month", "year"):
        return None
    if length.rest or not (shift or words.low(length.stop) in ("ago", "earlier", "before")):
        return None
    back, count = length.unit, length.count

    def meaning(anchor: Anchor) -> periods.Period:
        told = anchor.earlier is not None and as_fine(anchor.earlier, unit)
        at = anchor.earlier.first if told and anchor.earlier else anchor.day
        return periods.around(unit, periods.shifted(back, date(at.year, at.month, at.day), -count))

    return Phrase(i, length.stop + (0 if shift else 1), meaning, one_day=unit == "day")


def beside(words: Words, i: int) -> Phrase | None:
    """As in "the day before", "the day after"; "the week after next", "the week before last"."""
    unit, side = UNITS.get(words.low(i)), words.low(i + 1)
    if unit is None or side not in ("before", "after", "earlier") or words.low(i - 1) not in ("the", "a"):
        return None
    far = {("before", "last"): -2, ("after", "next"): 2}.get((side, words.low(i + 2)))
    if far is not None and unit in ("week", "weekend", "month", "year", "quarter"):
        shift = Decimal(far)
        return Phrase(i, i + 3, lambda a: periods.around(unit, periods.shifted(unit, a.day, shift)))
    if unit not in ("day", "night") or words.word(i + 2) or words.digits(i + 2):
        return None
    return Phrase(i, i + 2, beside_earlier(unit, 1 if side == "after" else -1), one_day=True, anaphoric=True)


def beside_earlier(unit: str, step: int) -> Meaning:
    """The unit around a time that the sentence named before, or a unit beside it."""

    def meaning(anchor: Anchor) -> periods.Period:
        if anchor.earlier is None or not as_fine(anchor.earlier, unit):
            raise UnresolvedError(_ELSEWHERE)
        at = anchor.earlier.first
        return periods.around(unit, periods.shifted(unit, date(at.year, at.month, at.day), Decimal(step)))

    return meaning


def to_date(words: Words, i: int) -> Phrase | None:
    """As in "year to date": up to the day of publication."""
    joined = words.run(i + 1, "to", "date") or (words.dash(i + 1) and words.low(i + 2) == "to")
    unit = UNITS[words.low(i)]
    if not joined:
        return None
    stop = i + 3 if words.low(i + 1) == "to" else i + 5

    def meaning(anchor: Anchor) -> periods.Period:
        return replace(periods.around(unit, anchor.day), last=anchor.day)

    return Phrase(i, stop, meaning) if words.low(stop - 1) == "date" else None


def bare_weekend(words: Words, i: int) -> Phrase | None:
    """As in "the weekend": the last one begun, or the next one unfinished."""
    if words.low(i - 1) != "the" or words.low(i + 1) in ("of", "after", "before"):
        return None
    return Phrase(i, i + 1, lambda anchor: _weekend(anchor.day, anchor.forward), floating=True)


def _weekend(moment: date, forward: bool) -> periods.Period:
    return periods.weekend(moment if forward or moment.weekday() > 4 else moment - timedelta(days=7))
