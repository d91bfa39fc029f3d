"""Periods of the calendar: their days, both ends included, and their TIMEX3 value.

Weeks are those of ISO 8601 (Monday first, "2023-W18"; a week belongs to the month and the year of its Thursday);
seasons are the meteorological ones of the northern hemisphere (winter runs from December to February and has the year
of its December); values follow TIMEX3 of ISO-TimeML (ISO 24617-1): "2023-SP", "2023-Q1", "2023-H1", "202" for the
2020s, "20" for the years that begin with 20.

A day outside the years 1 to 9999 raises ``ValueError`` or ``OverflowError``, as ``datetime`` does; ``dates`` turns
that into a reason.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from extractor.schema import Granularity

SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}
"""The month that each season starts in."""

_SEASON_CODES = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}


@dataclass(frozen=True)
class Period:
    """A stretch of the calendar: ``first`` and ``last`` belong to it."""

    first: date
    last: date
    timex: str
    granularity: Granularity


def day(moment: date) -> Period:
    """One day."""
    return Period(moment, moment, moment.isoformat(), "day")


def days(first: date, last: date) -> Period:
    """A run of days."""
    return Period(first, last, f"{first.isoformat()}/{last.isoformat()}", "day")


def part_of_day(moment: date, code: str) -> Period:
    """A morning, afternoon, evening or night (TIMEX3 MO, AF, EV, NI): its day is what is certain."""
    return Period(moment, moment, f"{moment.isoformat()}T{code}", "day")


def week(moment: date) -> Period:
    """The ISO week around a day."""
    monday = moment - timedelta(days=moment.weekday())
    number = moment.isocalendar()
    return Period(monday, monday + timedelta(days=6), f"{number.year:04d}-W{number.week:02d}", "week")


def week_of(whole: Period, nth: int) -> Period:
    """The ``nth`` week of a longer period, from its end where negative."""
    return week(nth_weekday(whole.first if nth > 0 else whole.last, 3, nth))


def weeks_of(whole: Period, count: int) -> Period:
    """The first ``count`` weeks of a longer period, its last ones where negative."""
    one, other = sorted((week_of(whole, count // abs(count)), week_of(whole, count)), key=_first)
    return days(one.first, other.last)


def weekend(moment: date) -> Period:
    """Saturday and Sunday of the ISO week around a day."""
    whole = week(moment)
    return Period(whole.last - timedelta(days=1), whole.last, f"{whole.timex}-WE", "day")


def nth_weekday(moment: date, weekday: int, nth: int) -> date:
    """The ``nth`` such weekday from the start of a day's month on, from its end where negative."""
    if nth > 0:
        return moment + timedelta(days=(weekday - moment.weekday()) % 7 + 7 * (nth - 1))
    last = moment.replace(day=monthrange(moment.year, moment.month)[1])
    return last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-nth - 1))


@lru_cache(maxsize=512)
def month(year_: int, number: int) -> Period:
    """A calendar month."""
    last = date(year_, number, monthrange(year_, number)[1])
    return Period(last.replace(day=1), last, f"{year_:04d}-{number:02d}", "month")


def months(year_: int, number: int, length: int) -> tuple[date, date]:
    """First and last day of ``length`` months from a month on."""
    start = date(year_, number, 1)
    end = year_ * 12 + number - 2 + length
    return start, month(end // 12, end % 12 + 1).last


@lru_cache(maxsize=512)
def quarter(year_: int, number: int) -> Period:
    """A quarter of a calendar year."""
    return Period(*months(year_, 3 * number - 2, 3), f"{year_:04d}-Q{number}", "quarter")


def half(year_: int, number: int) -> Period:
    """A half of a calendar year."""
    return Period(*months(year_, 6 * number - 5, 6), f"{year_:04d}-H{number}", "quarter")


def season(year_: int, start: int) -> Period:
    """The season that starts in month ``start`` of a year."""
    return Period(*months(year_, start, 3), f"{year_:04d}-{_SEASON_CODES[start]}", "season")


@lru_cache(maxsize=512)
def year(number: int) -> Period:
    """A calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31), f"{number:04d}", "year")


def decade(number: int) -> Period:
    """The ten years around a year, as in "the 1990s"."""
    start = number - number % 10
    return Period(date(max(start, 1), 1, 1), date(start + 9, 12, 31), f"{start // 10:03d}", "decade")


def century(number: int) -> Period:
    """The ``number``-th century as TIMEX3 writes it: the 21st is "20", the years from 2000 to 2099."""
    return Period(
        date(max(100 * number - 100, 1), 1, 1), date(100 * number - 1, 12, 31), f"{number - 1:02d}", "century"
    )


def around(unit: str, moment: date) -> Period:
    """The calendar period of that unit that a day lies in."""
    match unit:
        case "day" | "night":
            return day(moment)
        case "week" | "fortnight":
            return week(moment)
        case "weekend":
            return weekend(moment)
        case "month":
            return month(moment.year, moment.month)
        case "quarter":
            return quarter(moment.year, (moment.month + 2) // 3)
        case "year":
            return year(moment.year)
        case "decade":
            return decade(moment.year)
        case _:
            return century(moment.year // 100 + 1)


def third(whole: Period, number: int) -> Period:
    """The first, middle or last third (0, 1, 2) of a period, in years, months or days, rounded outwards.

    Early 2021 runs from January to April, early June to the 10th, the early 1990s to 1993.
    """
    if isinstance(whole.first, datetime) or isinstance(whole.last, datetime) or whole.first == whole.last:
        return whole
    unit = {"decade": "year", "century": "year", "year": "month", "quarter": "month", "season": "month"}.get(
        whole.granularity, "day"
    )
    beyond = whole.last + timedelta(days=1) if whole.last < date.max else whole.last
    size = _units_between(unit, whole.first, beyond)
    start, stop = size * number // 3, -(-size * (number + 1) // 3)
    last = whole.last if number == 2 else shifted(unit, whole.first, Decimal(stop)) - timedelta(days=1)
    return replace(whole, first=shifted(unit, whole.first, Decimal(start)), last=last)


def _units_between(unit: str, first: date, beyond: date) -> int:
    if unit == "day":
        return (beyond - first).days
    months_ = (beyond.year - first.year) * 12 + beyond.month - first.month
    return months_ // 12 if unit == "year" else months_


_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def shifted(unit: str, moment: date, count: Decimal) -> date:
    """Move a day by ``count`` units; the 31st becomes the last day of a shorter month.

    Units shorter than a day move it by the days that they fill.
    """
    if abs(count) > 4_000_000:
        raise OverflowError
    if unit in _DAYS:
        return moment + timedelta(days=int(count * _DAYS[unit]))
    if unit not in _MONTHS:
        hours = float(count) * {"hour": 1.0, "minute": 1 / 60, "second": 1 / 3600}[unit]
        return (datetime(moment.year, moment.month, moment.day) + timedelta(hours=hours)).date()
    total = moment.year * 12 + moment.month - 1 + int(count * _MONTHS[unit])
    year_, number = total // 12, total % 12 + 1
    return date(year_, number, min(moment.day, monthrange(date(year_, 1, 1).year, number)[1]))


def near_month(moment: date, number: int, forward: bool) -> Period:
    """The month of that number nearest to a day: the last one begun, or the next one unfinished."""
    if forward:
        return month(moment.year + (number < moment.month), number)
    return month(moment.year - (number > moment.month), number)


def near_day(moment: date, number: int, dom: int, forward: bool) -> date:
    """The date nearest to a day: the last one not after it, or the next one not before it.

    29 February is sought in the leap years around.
    """
    step = 1 if forward else -1
    passed = (number, dom) < (moment.month, moment.day) if forward else (number, dom) > (moment.month, moment.day)
    year_ = moment.year + step * passed
    while (number, dom) == (2, 29) and monthrange(year_, 2)[1] < 29:
        year_ += step
    return date(year_, number, dom)


def near_weekday(moment: date, weekday: int, forward: bool) -> date:
    """The weekday nearest to a day, which may be that day itself."""
    if forward:
        return moment + timedelta(days=(weekday - moment.weekday()) % 7)
    return moment - timedelta(days=(moment.weekday() - weekday) % 7)


def near_day_of_month(moment: date, dom: int, forward: bool) -> date:
    """The nearest day of that number in this month or one beside it that has it."""
    step = 1 if forward else -1
    at = moment.year * 12 + moment.month - 1
    for total in range(at, at + 4 * step, step):
        year_, number = total // 12, total % 12 + 1
        if dom > monthrange(year_, number)[1]:
            continue
        found = date(year_, number, dom)
        if (found >= moment) if forward else (found <= moment):
            return found
    raise ValueError


def near_season(moment: date, start: int, forward: bool) -> Period:
    """The last season of that name begun on a day, or the next one unfinished."""
    years = range(moment.year - 1, moment.year + 2)
    found = [season(number, start) for number in years if 1 <= number < 9999]
    if forward:
        return min((each for each in found if each.last >= moment), key=_first)
    return max((each for each in found if each.first <= moment), key=_first)


def _first(period: Period) -> date:
    return period.first
