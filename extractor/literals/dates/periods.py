"""Periods of the calendar: their days, both ends included, and their TIMEX3 value.

Weeks are those of ISO 8601 (Monday first, "2023-W18"); seasons are the meteorological ones of the northern hemisphere
(winter runs from December to February and has the year of its December); values follow TIMEX3 of ISO-TimeML
(ISO 24617-1): "2023-SP", "2023-Q1", "2023-H1", "202" for the 2020s, "20" for the 21st century.

A day outside the years 1 to 9999 raises ``ValueError`` or ``OverflowError``, as ``datetime`` does; ``dates`` turns
that into a reason.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

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


def part_of_day(moment: date, code: str) -> Period:
    """A morning, afternoon, evening or night (TIMEX3 MO, AF, EV, NI): its day is what is certain."""
    return Period(moment, moment, f"{moment.isoformat()}T{code}", "day")


def clock(moment: date, hour: int, minute: int | None) -> Period:
    """A time of day; the words' own clock, no time zone."""
    at = datetime(moment.year, moment.month, moment.day, hour, minute or 0)
    return Period(at, at, at.isoformat(timespec="minutes"), "hour" if minute is None else "minute")


def week(moment: date) -> Period:
    """The ISO week around a day."""
    monday = moment - timedelta(days=moment.weekday())
    number = moment.isocalendar()
    return Period(monday, monday + timedelta(days=6), f"{number.year:04d}-W{number.week:02d}", "week")


def weekend(moment: date) -> Period:
    """Saturday and Sunday of the ISO week around a day."""
    whole = week(moment)
    return Period(whole.last - timedelta(days=1), whole.last, f"{whole.timex}-WE", "day")


def month(year_: int, number: int) -> Period:
    """A calendar month."""
    last = date(year_, number, monthrange(year_, number)[1])
    return Period(last.replace(day=1), last, f"{year_:04d}-{number:02d}", "month")


def months(year_: int, number: int, length: int) -> tuple[date, date]:
    """First and last day of ``length`` months from a month on."""
    start = date(year_, number, 1)
    return start, shifted("month", start, Decimal(length)) - timedelta(days=1)


def quarter(year_: int, number: int) -> Period:
    """A quarter of a calendar year."""
    return Period(*months(year_, 3 * number - 2, 3), f"{year_:04d}-Q{number}", "quarter")


def half(year_: int, number: int) -> Period:
    """A half of a calendar year."""
    return Period(*months(year_, 6 * number - 5, 6), f"{year_:04d}-H{number}", "quarter")


def season(year_: int, start: int) -> Period:
    """The season that starts in month ``start`` of a year."""
    return Period(*months(year_, start, 3), f"{year_:04d}-{_SEASON_CODES[start]}", "season")


def year(number: int) -> Period:
    """A calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31), f"{number:04d}", "year")


def decade(number: int) -> Period:
    """The ten years around a year, as in "the 1990s"."""
    start = number - number % 10
    return Period(date(max(start, 1), 1, 1), date(start + 9, 12, 31), f"{start // 10:03d}", "decade")


def century(number: int) -> Period:
    """The ``number``-th century: the 21st is 2001 to 2100 by the calendar, TIMEX3 value "20"."""
    return Period(date(100 * number - 99, 1, 1), date(100 * number, 12, 31), f"{number - 1:02d}", "century")


def around(unit: str, moment: date) -> Period:
    """The calendar period of that unit that a day lies in."""
    match unit:
        case "day":
            return day(moment)
        case "week":
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
            return century((moment.year + 99) // 100)


_DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def shifted(unit: str, moment: date, count: Decimal) -> date:
    """Move a day by ``count`` units; the 31st becomes the last day of a shorter month.

    Units shorter than a day move it by the days that they fill.
    """
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
    """The date nearest to a day: the last one not after it, or the next one not before it."""
    this = (number, dom) > (moment.month, moment.day)
    ahead = (number, dom) < (moment.month, moment.day)
    return date(moment.year + ahead if forward else moment.year - this, number, dom)


def near_weekday(moment: date, weekday: int, forward: bool) -> date:
    """The weekday nearest to a day, which may be that day itself."""
    if forward:
        return moment + timedelta(days=(weekday - moment.weekday()) % 7)
    return moment - timedelta(days=(moment.weekday() - weekday) % 7)


def near_season(moment: date, start: int, forward: bool) -> Period:
    """The last season of that name begun on a day, or the next one unfinished."""
    years = range(moment.year - 1, moment.year + 2)
    found = [season(number, start) for number in years if 1 <= number < 9999]
    if forward:
        return min((each for each in found if each.last >= moment), key=_first)
    return max((each for each in found if each.first <= moment), key=_first)


def _first(period: Period) -> date:
    return period.first
