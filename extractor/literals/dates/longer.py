"""Months, quarters, seasons, years, decades and centuries by their names: "May 2023", "Q1", "summer 2022", "the 1990s".

A month, a quarter or a season without a year is read against the day of publication.
"""

from __future__ import annotations

from collections.abc import Callable

from extractor.literals.dates import periods
from extractor.literals.dates.named import day_at, month_at, ordinal_at, spoken_year, year_at, year_tail
from extractor.literals.dates.phrases import MONTHS, Anchor, Meaning, Phrase, unresolved
from extractor.literals.language.words import APOSTROPHES, DASHES, Words, listed

_BEFORE_YEAR = listed(
    "in since until till by before after from during of early mid late through throughout between spring summer fall "
    "autumn winter year to"
)
_NOT_BEFORE_YEAR = listed("$ € £ ¥ no # article section about around nearly over")
_NOT_AFTER_YEAR = listed(
    "% percent per million billion trillion thousand hundred people men women children km kg mm dollars euros GMT"
)
DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70}
DECADES |= {"eighties": 80, "nineties": 90}
_OWN_CALENDARS = {"fiscal": "FY", "financial": "FY", "school": "SY", "academic": "SY", "fy": "FY", "sy": "SY"}
_elsewhen = unresolved("a year of its own calendar, whose start is not named")


def named_month(words: Words, i: int) -> Phrase | None:
    """A month, with its year or without: "December", "May 2023", "February last year", "Jan '22"."""
    name = month_at(words, i)
    if name is None:
        return None
    number, stop = name
    tail = year_tail(words, stop)
    if tail is None:
        return Phrase(i, stop, lambda anchor: periods.near_month(anchor.day, number, anchor.forward), floating=True)
    return Phrase(i, tail[1], lambda anchor: periods.month(tail[0](anchor), number))


def year_in_words(words: Words, i: int) -> Phrase | None:
    """As in "in two thousand and twenty"."""
    found = spoken_year(words, i) if words.low(i - 1) in ("in", "since", "until", "by", "year") else None
    if found is None or (words.word(found[1]) and words.low(found[1]) not in ("and", "or", "to", "but", "when")):
        return None
    return Phrase(i, found[1], lambda _: periods.year(found[0]))


def year_word(words: Words, i: int) -> Phrase | None:
    """As in "the year 2008", "calendar year 2008", "fiscal 2022", "the school year": the latter two are unresolved."""
    low = words.low(i)
    at = i + 1 if words.low(i + 1) == "year" else i
    number = year_at(words, at + 2 if words.low(at + 1) == "of" else at + 1)
    if code := _OWN_CALENDARS.get(low):
        if at == i and number is None:
            return None
        stop = at + 1 if number is None else at + 2
        return Phrase(i, stop, _elsewhen, timex=f"{code}{number or 'XXXX'}", granularity="year")
    if number is None or (low == "calendar" and at == i) or low not in ("year", "calendar"):
        return None
    stop = at + 3 if words.low(at + 1) == "of" else at + 2
    return Phrase(i, stop, lambda _: periods.year(number))


def named_year(words: Words, i: int) -> Phrase | None:
    """A year: four digits that a preposition, an article or their place tells from a count; "2017 Q1", "2014-17"."""
    number = year_at(words, i)
    if number is None:
        return None
    if part := _part_behind(words, i, number):
        return part
    if not _year_stands(words, i):
        return None
    short = words.low(i + 2)
    if words.dash(i + 1) and len(short) == 2 and short.isdecimal() and short.isascii() and not _runs_on(words, i + 2):
        last = number - number % 100 + int(short)
        if last > number:
            return Phrase(i, i + 3, lambda _: _years(number, last), ends=True)
    return Phrase(i, i + 1, lambda _: periods.year(number))


def _years(first: int, last: int) -> periods.Period:
    a, b = periods.year(first), periods.year(last)
    return periods.Period(a.first, b.last, f"{a.timex}/{b.timex}", "year")


def _part_behind(words: Words, i: int, number: int) -> Phrase | None:
    """As in "2017 Q1", "2019-H2", "2017 April"."""
    at = i + 2 if words.dash(i + 1) else i + 1
    if found := _quarter_letter(words, at):
        part, build, stop = found
        return Phrase(i, stop, lambda _: build(number, part))
    month = MONTHS.get(words.low(at)) if words.low(i - 1) == "in" and at == i + 1 else None
    if month and not day_at(words, at + 1) and not year_at(words, at + 1):
        return Phrase(i, at + 1, lambda _: periods.month(number, month))
    return None


def _year_stands(words: Words, i: int) -> bool:
    before, after = words.low(i - 1), words.low(i + 1)
    if after in _NOT_AFTER_YEAR or before in _NOT_BEFORE_YEAR or _runs_on(words, i):
        return False
    if words.glued(i):
        joined = before in DASHES | {"~"} and (_after_year(words, i) or words.low(i - 2) == "mid")
        return before in ("(", "[", '"', "“", "/", "=") or joined
    return _says_year(words, i, before, after)


def _runs_on(words: Words, i: int) -> bool:
    """Whether more is glued to the number: a letter, a clock, a fraction."""
    return words.glued(i + 1) and (
        words.word(i + 1) or (words.low(i + 1) in (":", "/") and words.digits(i + 2) and words.glued(i + 2))
    )


def _says_year(words: Words, i: int, before: str, after: str) -> bool:
    if before in _BEFORE_YEAR or _after_year(words, i) or i == 0 == len(words) - 1:
        return not (
            before == "to" and not _after_year(words, i) and words.low(i - 2) not in ("until", "back", "up", "prior")
        )
    if i == 0 and words.low(1) in ("to", "-", "–", "and", "or", "through") and year_at(words, 2):
        return True
    if not "1900" <= words.low(i) <= "2100":
        return False
    if after in APOSTROPHES and words.glued(i + 1) and words.low(i + 2) == "s":
        return True
    if before == "than" and words.low(i - 2) in ("later", "earlier"):
        return True
    if before == "than" or (before in ("and", "or", "plus") and not _after_year(words, i)):
        return False
    return before in ("the", "a", "(") or (words.word(i + 1) and not after.endswith("s")) or _before_year(words, i)


def _after_year(words: Words, i: int) -> bool:
    """Whether a year stands before: "2014-2017", "from 1999 to 2005", "in 2014 and 2017"."""
    joined = words.low(i - 1) in ("to", "and", "or", ",", "-", "–", "—", "/", "~", "through", "till", "until")
    return joined and year_at(words, i - 2) is not None and words.low(i - 3) not in _NOT_BEFORE_YEAR


def _before_year(words: Words, i: int) -> bool:
    """Whether another year closes an interval that this one opens: "2014-2018", "2014 to 2018"."""
    return words.low(i + 1) in DASHES | {"to", "~", "through"} and year_at(words, i + 2) is not None


def named_decade(words: Words, i: int) -> Phrase | None:
    """As in "1990s", "'90s", "the 90s", "nineties"."""
    if words.low(i) in DECADES:
        return Phrase(i, i + 1, lambda _: periods.decade(1900 + DECADES[words.low(i)]))
    at = i + 1 if words.low(i) in APOSTROPHES else i
    text = words.low(at)
    mark = at + 1 if words.low(at + 1) in APOSTROPHES and words.low(at + 2) == "s" else at  # "the 1940's"
    tied = words.glued(mark + 1) or len(text) == 4
    if not (words.low(mark + 1) == "s" and tied and text.isdecimal() and text.endswith("0")):
        return None
    if len(text) == 2 and (at > i or (words.low(i - 1) == "the" and words.low(i - 2) in _BEFORE_YEAR)):
        text = ("19" if text >= "30" else "20") + text
    if len(text) != 4 or not text.isascii() or text < "1000":
        return None
    return Phrase(i, mark + 2, lambda _: periods.decade(int(text)))


def named_century(words: Words, i: int) -> Phrase | None:
    """As in "21st century", "the nineteenth century"."""
    found = ordinal_at(words, i)
    if found is None or words.low(found[1]) != "century":
        return None
    return Phrase(i, found[1] + 1, lambda _: periods.century(found[0]))


def named_quarter(words: Words, i: int) -> Phrase | None:
    """A quarter or a half of a year: "Q1", "Q1 2023", "the first quarter of last year", "the second half of 2022"."""
    found = _quarter_letter(words, i) or _quarter_name(words, i)
    if found is None:
        return None
    number, build, stop = found
    tail = year_tail(words, stop)
    if tail:
        return Phrase(i, tail[1], lambda anchor: build(tail[0](anchor), number))
    if words.low(stop) in ("of", "fy") and any(words.low(stop + k) in _OWN_CALENDARS for k in (0, 1, 2)):
        at = stop if words.low(stop) == "fy" else stop + 1
        own = year_word(words, at + 1 if words.low(at) in ("the", "its") else at)
        return (
            Phrase(i, own.stop, _elsewhen, timex=f"{own.timex}-{'Q' if build is periods.quarter else 'H'}{number}")
            if own
            else None
        )
    named = words.low(i) in ("q", "h") or words.low(stop - 1) == "quarter"
    bare = named and words.low(stop) != "of" and words.low(i - 1) not in ("fiscal", "financial")
    return Phrase(i, stop, lambda anchor: _near(anchor, build, number), floating=True) if bare else None


def _quarter_letter(words: Words, i: int) -> tuple[int, Callable[[int, int], periods.Period], int] | None:
    low, digit = words.low(i), words.low(i + 1)
    if low not in ("q", "h") or not words.glued(i + 1) or digit not in ("1", "2", "3", "4")[: 4 if low == "q" else 2]:
        return None
    return int(digit), periods.quarter if low == "q" else periods.half, i + 2


def _quarter_name(words: Words, i: int) -> tuple[int, Callable[[int, int], periods.Period], int] | None:
    found = ordinal_at(words, i) or ((4, i + 1) if words.low(i) in ("final", "last") else None)
    if found is None or words.low(found[1]) not in ("quarter", "half"):
        return None
    number, at = found
    if words.low(at) == "quarter":
        return (number, periods.quarter, at + 1) if number <= 4 and words.low(i) != "last" else None
    return (2 if words.word(i) and number > 3 else number, periods.half, at + 1) if number in (1, 2, 4) else None


def _near(anchor: Anchor, build: Callable[[int, int], periods.Period], number: int) -> periods.Period:
    """The quarter of this year unless it has not begun (or, looking forward, is over)."""
    this = build(anchor.day.year, number)
    if anchor.forward:
        return this if this.last >= anchor.day else build(anchor.day.year + 1, number)
    return this if this.first <= anchor.day else build(anchor.day.year - 1, number)


def named_season(words: Words, i: int) -> Phrase | None:
    """A season with its year, or behind a preposition: "summer 2022", "the winter of 2022", "in spring"."""
    start = periods.SEASONS.get(words.low(i))
    if start is None:
        return None
    tail = year_tail(words, i + 1)
    if tail and words.low(i + 1) != "in":
        return Phrase(i, tail[1], lambda anchor: periods.season(tail[0](anchor), start))
    article = 1 if words.low(i - 1) == "the" else 0
    if words.low(i - 1 - article) not in ("in", "since", "until", "during", "by", "over", "throughout", "before"):
        return None
    if words.word(i + 1) and words.low(i + 1).endswith("s"):
        return None
    return Phrase(i, i + 1, lambda anchor: periods.near_season(anchor.day, start, anchor.forward), floating=True)


def numbered_week(words: Words, i: int) -> Phrase | None:
    """As in "week 31", "week 3 of 2027": ISO weeks."""
    text = words.low(i + 1)
    if words.low(i) != "week" or not (text.isdecimal() and text.isascii() and len(text) <= 2 and 1 <= int(text) <= 53):
        return None
    tail = year_tail(words, i + 2)
    return Phrase(i, tail[1] if tail else i + 2, _week_of(int(text), tail[0] if tail else None))


def _week_of(number: int, year: Callable[[Anchor], int] | None) -> Meaning:
    return lambda anchor: periods.week_of(periods.year(year(anchor) if year else anchor.day.year), number)
