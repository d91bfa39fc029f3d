"""Single days: by month ("May 1, 2023", "the 5th of June"), feast, weekday, number, or against publication.

A weekday without a modifier is the last one on or before publication, the convention of news, unless the sentence
looks forward. A day without a year is read against the day of publication in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from extractor.literals.dates import periods
from extractor.literals.dates.feasts import feast_at
from extractor.literals.dates.named import (
    YearOf,
    any_day_at,
    month_at,
    ordinal_at,
    past_slash,
    year_at,
    year_tail,
)
from extractor.literals.dates.numeric import numeric
from extractor.literals.dates.phrases import (
    DAY_PARTS,
    SHIFTS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    Anchor,
    Meaning,
    Phrase,
    first_of,
)
from extractor.literals.language.words import DASHES, Words, listed

_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_COUNTED = listed(
    "% percent per million billion trillion thousand hundred km kg mm dollars euros points goals seats votes"
)
_TO = DASHES | {"to", "until", "till", "through"}
_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
_YEARS_BACK = 7  # in which every weekday of a date comes round
_NAMED_DAYS = listed("black bloody super holy")  # before a weekday: no day of this week, but a name
_BEHIND_NIGHT = listed("in on at after and but as when while near by from with for over across to that which")
_BEFORE_NUMBERED = listed("on of since until till by from before after between and around to")


def named_day(words: Words, i: int) -> Phrase | None:
    """A day by its month ("May 1, 2023", "1 May", "the 5th of May last year") or its feast ("Christmas Day")."""
    return first_of(words, i, _month_day, _day_month, _year_first, _feast)


def numbered_first(words: Words, i: int) -> Phrase | None:
    """A named day that opens with a number: "1 May", "2020/Sep/23"."""
    return _day_month(words, i) or _year_first(words, i)


def _month_day(words: Words, i: int) -> Phrase | None:
    name = month_at(words, i)
    at = past_slash(words, name[1]) if name else i
    found = any_day_at(words, at + 1 if name and words.low(at) == "," and ordinal_at(words, at + 1) else at)
    if name is None or found is None or _counts(words, i, found[1]):
        return None
    number, stop = found
    until = _until(words, i, stop, number)
    if until is None:
        return _dated(words, (i, stop), name[0], number)
    return _dated(words, (i, until[1]), name[0], number, until[0])


def _until(words: Words, start: int, stop: int, number: int) -> tuple[int, int] | None:
    """The other day of "May 3-5", "May 3 to 5"."""
    joint = words.low(stop)
    if joint not in _TO and not (joint == "and" and words.low(start - 1) == "between"):
        return None
    until = any_day_at(words, stop + 1)
    if until is None or until[0] <= number or month_at(words, until[1]) or words.low(until[1]) == "/":
        return None
    if not words.dash(stop) and (words.word(until[1]) or words.low(until[1]) in (":", "%")):
        return None
    return until


def _counts(words: Words, i: int, stop: int) -> bool:
    """Whether the number behind a month counts what follows: "in May 20 people died", but "on May 20 people died"."""
    if words.low(stop) in _COUNTED and not (words.low(stop) == "points" and words.low(i - 1) == "on"):
        return True
    return words.low(i - 1) == "in" and words.word(stop) and not words.capital(stop) and not year_tail(words, stop)


def _day_month(words: Words, i: int) -> Phrase | None:
    found = any_day_at(words, i) if words.low(i) != "the" else None
    if found is None:
        return None
    number, stop = found
    until = None
    before = words.low(i - 2) if words.low(i - 1) == "the" else words.low(i - 1)
    if before in ("$", "€", "£"):
        return None
    if words.low(stop) in _TO or (words.low(stop) == "and" and before == "between"):
        until = any_day_at(words, stop + 1)
    end, at = until or found
    at = at + 1 if words.low(at) == "of" else past_slash(words, at)
    if name := month_at(words, at):
        return _dated(words, (i, name[1]), name[0], number, end if until else None)
    return _of_this_month(words, i, at, number, end if until and end > number else None)


def _of_this_month(words: Words, i: int, at: int, number: int, until: int | None) -> Phrase | None:
    """As in "the 21st of this month", "from 4 to 22 next month"."""
    at = at + 1 if words.low(at) == "in" else at
    shift = SHIFTS.get(words.low(at))
    if shift is None:
        shift = 0 if words.low(at) == "the" and words.low(at - 1) == "of" else None
    if shift is None or words.low(at + 1) != "month" or not (until or ordinal_at(words, i)):
        return None

    def meaning(anchor: Anchor) -> periods.Period:
        total = anchor.day.year * 12 + anchor.day.month - 1 + shift
        first = date(total // 12, total % 12 + 1, number)
        return periods.days(first, first.replace(day=until)) if until else periods.day(first)

    return Phrase(i, at + 2, meaning, one_day=until is None, ends=until is not None)


def _year_first(words: Words, i: int) -> Phrase | None:
    """As in "2020/Sep/23", "2019-aug-1"."""
    number, at = year_at(words, i), past_slash(words, i + 1)
    name = month_at(words, at) if number and at > i + 1 else None
    found = any_day_at(words, past_slash(words, name[1])) if name else None
    if number is None or name is None or found is None:
        return None
    month, dom = name[0], found[0]
    return Phrase(i, found[1], lambda _: periods.day(date(number, month, dom)), one_day=True)


def _feast(words: Words, i: int) -> Phrase | None:
    found = feast_at(words, i)
    if found is None:
        return None
    of_year, stop = found
    tail = year_tail(words, stop) or _year_before(words, i)
    end = max(tail[1], stop) if tail else stop

    def meaning(anchor: Anchor) -> periods.Period:
        return periods.day(of_year(tail[0](anchor)) if tail else _nearest(of_year, anchor))

    if words.low(end) == "weekend":
        return Phrase(i, end + 1, lambda anchor: periods.weekend(meaning(anchor).first - timedelta(days=2)))
    return Phrase(i, end, meaning, one_day=True, floating=tail is None)


def _year_before(words: Words, i: int) -> tuple[YearOf, int] | None:
    """The year of "the 2019 Easter Sunday bombings"."""
    number = year_at(words, i - 1)
    return ((lambda _: number), i) if number is not None else None


def _nearest(of_year: Callable[[int], date], anchor: Anchor) -> date:
    """The feast of this year, unless it lies on the wrong side of publication."""
    this = of_year(anchor.day.year)
    if anchor.forward:
        return this if this >= anchor.day else of_year(anchor.day.year + 1)
    return this if this <= anchor.day else of_year(anchor.day.year - 1)


def _dated(words: Words, where: tuple[int, int], number: int, dom: int, until: int | None = None) -> Phrase | None:
    """The day (or days, up to ``until``) of a month, its year read from behind or from the day of publication."""
    start, stop = where
    if (until and until <= dom) or max(dom, until or 0) > _LENGTHS[number - 1] + 1:
        return None
    tail = year_tail(words, stop)

    def meaning(anchor: Anchor) -> periods.Period:
        first = date(tail[0](anchor), number, dom) if tail else _near(anchor, number, dom)
        if until is None:
            return periods.day(first)
        if not tail and number == anchor.day.month and dom <= anchor.day.day <= until:
            first = anchor.day.replace(day=dom)
        return periods.days(first, first.replace(day=until))

    end = tail[1] if tail else stop
    return Phrase(start, end, meaning, one_day=until is None, ends=until is not None, floating=tail is None)


def _near(anchor: Anchor, number: int, dom: int) -> date:
    return periods.near_day(anchor.day, number, dom, anchor.forward)


def weekday_at(words: Words, i: int) -> tuple[int, int] | None:
    """The number of the weekday named at token ``i`` (Monday is 0), and the token behind its name.

    A short name ("Tue", "Sun") counts only before a date or a clock.
    """
    low = words.low(i)
    if low in WEEKDAYS:
        return None if words.low(i - 1) in _NAMED_DAYS and words.capital(i - 1) else (WEEKDAYS[low], i + 1)
    number = SHORT_WEEKDAYS.get(low)
    if number is None:
        return None
    stop = i + 2 if words.low(i + 1) == "." else i + 1
    at = stop + 1 if words.low(stop) == "," else stop
    dated = month_at(words, at) or (any_day_at(words, at) and (words.capital(i) or words.low(at) == "the"))
    return (number, stop) if dated or (words.capital(i) and words.low(i - 1) == "on") else None


def weekday(words: Words, i: int) -> Phrase | None:
    """As in "Monday", "Monday night", "Monday, May 1", "Friday last week", "Monday the 27th"."""
    found = weekday_at(words, i)
    if found is None:
        return None
    number, stop = found
    code = DAY_PARTS.get(words.low(stop))
    stop = stop + 1 if code else stop
    behind = stop + 1 if words.low(stop) in (",", "(") or words.dash(stop) else stop
    if words.low(behind) == "the" and not ordinal_at(words, behind + 1):
        behind = stop
    at = behind + 1 if words.low(behind) == "the" else behind
    if dated := named_day(words, at) or (numeric(words, at) if words.digits(at) else None):
        end = dated.stop + 1 if words.low(stop) == "(" and words.low(dated.stop) == ")" else dated.stop
        if dated.floating and dated.meaning:
            dated = replace(dated, meaning=agreeing(dated.meaning, (number,)))
        return replace(_in_part(dated, code) if dated.one_day else dated, start=i, stop=end)
    if (dom := _bare_number(words, behind)) is not None:
        return _daily(i, dom[1], _number_and_weekday(dom[0], number), code, floating=True)
    at = stop + 1 if words.low(stop) == "of" else stop
    at = at + 1 if words.low(at) == "the" else at
    shift = SHIFTS.get(words.low(at))
    if shift is not None and words.low(at + 1) == "week":
        return _daily(i, at + 2, _weekday_of_week(number, shift), code)
    return _daily(i, stop, lambda a: periods.near_weekday(a.day, number, a.forward), code, floating=True)


def agreeing(meaning: Meaning, weekdays: Sequence[int]) -> Meaning:
    """A day whose year is open and whose weekday is named: the year is one in which both agree."""

    def agreed(anchor: Anchor) -> periods.Period:
        back = (anchor.day - timedelta(days=366 * years) for years in range(1, _YEARS_BACK))
        near = [replace(anchor, forward=forward) for forward in (anchor.forward, not anchor.forward)]
        for each in (*near, *(Anchor(day, forward=False) for day in back)):
            if (found := meaning(each)).first.weekday() in weekdays:
                return found
        return meaning(anchor)

    return agreed


def _bare_number(words: Words, i: int) -> tuple[int, int] | None:
    """The day of the month behind a weekday: "Monday 21", "Tuesday the eleventh"; no count ("Monday 21 people")."""
    found = any_day_at(words, i) if words.low(i) == "the" or words.digits(i) else None
    if found is None or (words.low(i) != "the" and (words.low(i - 1) == "," or _counts_words(words, found[1]))):
        return None
    return None if words.low(found[1]) in ("%", ":", "/", "-", "–") else found


def _counts_words(words: Words, i: int) -> bool:
    return words.word(i) and words.low(i) not in ("at", "from", "between", "and", "to", "in", "on")


def _number_and_weekday(dom: int, weekday_: int) -> Callable[[Anchor], date]:
    def nearest(anchor: Anchor) -> date:
        around = (_agreeing(anchor.day, dom, weekday_, forward) for forward in (anchor.forward, not anchor.forward))
        return min(around, key=lambda found: abs(found - anchor.day))

    return nearest


def _agreeing(moment: date, dom: int, weekday_: int, forward: bool) -> date:
    for _ in range(24):
        moment = periods.near_day_of_month(moment, dom, forward)
        if moment.weekday() == weekday_:
            return moment
        moment += timedelta(days=1 if forward else -1)
    raise ValueError


def _weekday_of_week(number: int, shift: int) -> Callable[[Anchor], date]:
    return lambda anchor: periods.week(anchor.day + timedelta(days=7 * shift)).first + timedelta(days=number)


def numbered_day(words: Words, i: int) -> Phrase | None:
    """As in "on the 18th": the nearest day of that number."""
    found = ordinal_at(words, i) if words.digits(i) else None
    if found is None or words.low(i - 1) != "the" or words.low(i - 2) not in _BEFORE_NUMBERED:
        return None
    number, stop = found
    if words.word(stop) and words.low(stop) not in ("and", "to", "at", "when", "but", "with", "for", "between"):
        return None
    return _daily(i, stop, lambda a: periods.near_day_of_month(a.day, number, a.forward), None, floating=True)


def near_day(words: Words, i: int) -> Phrase | None:
    """As in "today", "yesterday afternoon", "tonight", "the day before yesterday"."""
    low = words.low(i)
    if low == "day":
        beyond = {("before", "yesterday"): -2, ("after", "tomorrow"): 2}.get((words.low(i + 1), words.low(i + 2)))
        return one_day(i, i + 3, beyond) if beyond else None
    shift = _DAYS.get(low)
    if shift is None or (i > 0 and words.capital(i) and words.capital(i - 1)):  # a newspaper's name
        return None
    code = "NI" if low == "tonight" else DAY_PARTS.get(words.low(i + 1))
    return one_day(i, i + (2 if code and low != "tonight" else 1), shift, code)


def overnight(words: Words, i: int) -> Phrase | None:
    """As in "rain fell overnight": the night before publication, the night after it where more is to come."""
    if words.low(i) != "overnight" or words.dash(i + 1) or (i and words.capital(i)):
        return None
    at = i + 2 if words.low(i + 1) in ("on", "into") else i + 1
    if (words.word(i + 1) and words.low(i + 1) not in _BEHIND_NIGHT) or weekday_at(words, at):
        return None

    def meaning(anchor: Anchor) -> periods.Period:
        first = anchor.day if anchor.forward else anchor.day - timedelta(days=1)
        return periods.Period(first, first + timedelta(days=1), f"{first.isoformat()}TNI", "day")

    return Phrase(i, i + 1, meaning, "time", floating=True)


def one_day(start: int, stop: int, shift: int, code: str | None = None) -> Phrase:
    """The day so many days from publication, or a part of it."""
    return _daily(start, stop, lambda anchor: anchor.day + timedelta(days=shift), code)


def _daily(start: int, stop: int, day: Callable[[Anchor], date], code: str | None, floating: bool = False) -> Phrase:
    phrase = Phrase(start, stop, lambda anchor: periods.day(day(anchor)), one_day=True, floating=floating)
    return _in_part(phrase, code)


def _in_part(phrase: Phrase, code: str | None) -> Phrase:
    """A part of a day, which TIMEX3 calls a time."""
    if code is None or phrase.meaning is None:
        return phrase
    return replace(phrase, meaning=part_of(phrase.meaning, code), type="time", part=code)


def part_of(day: Meaning, code: str) -> Meaning:
    """The morning, afternoon, evening or night of a day."""
    return lambda anchor: periods.part_of_day(day(anchor).first, code)


def shifted_weekday(words: Words, i: int, number: int, stop: int, shift: int) -> Phrase:
    """As in "last Friday" (strictly before), "this Friday" (of this week), "next Friday" (of the next week)."""
    code = DAY_PARTS.get(words.low(stop))
    near = words.low(i) in ("coming", "upcoming")
    return _daily(i, stop + 1 if code else stop, _shifted(number, shift, near), code)


def _shifted(number: int, shift: int, near: bool) -> Callable[[Anchor], date]:
    if shift < 0:
        return lambda anchor: periods.near_weekday(anchor.day - timedelta(days=1), number, forward=False)
    if near:
        return lambda anchor: periods.near_weekday(anchor.day + timedelta(days=1), number, forward=True)
    return _weekday_of_week(number, shift)
