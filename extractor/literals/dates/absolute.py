"""Time expressions that carry their own place in the calendar: days, months, years, decades, quarters, seasons.

A month or a day without a year is read against the day of publication. "05/01/2023" has its month first, as in the
American order, unless only the other order gives a date. Names of months that are also words or people ("May",
"March", "April", "June", "August") count only in company: a preposition, a day, a year.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from extractor.literals.dates import periods
from extractor.literals.dates.phrases import MONTHS, SHIFTS, Anchor, Phrase, first_of
from extractor.literals.language.words import APOSTROPHES, DASHES, Words, listed

_DOUBTFUL = listed("march may april june august jan feb mar apr jun jul aug sep sept oct nov dec")
_CASED = _DOUBTFUL - {"april", "june"}
_BEFORE_MONTH = listed(
    "in since until till before after during by from of through throughout early mid late last next this every each "
    "past coming between"
)
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BEFORE_YEAR = listed(
    "in since until till by before after from during of early mid late through throughout between spring summer fall "
    "autumn winter year"
)
_NOT_BEFORE_YEAR = listed("$ € £ ¥ no # article section about around nearly over than")
_NOT_AFTER_YEAR = listed(
    "% percent per million billion trillion thousand hundred people men women children km kg mm dollars euros"
)
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
    "final": 4,
}  # fmt: skip
_FEASTS = {
    ("christmas", "eve"): (12, 24), ("christmas", "day"): (12, 25), ("boxing", "day"): (12, 26),
    ("halloween",): (10, 31), ("christmas",): (12, 25), ("new", "year", "'", "s", "eve"): (12, 31),
    ("new", "year", "'", "s", "day"): (1, 1), ("valentine", "'", "s", "day"): (2, 14),
}  # fmt: skip
FEAST_WORDS = listed("christmas boxing halloween new valentine")
DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70}
DECADES |= {"eighties": 80, "nineties": 90}
_ALPHABETIC_ORDINAL = re.compile(r"st|nd|rd|th")

YearOf = Callable[[Anchor], int]


def year_at(words: Words, i: int) -> int | None:
    """The year that token ``i`` could be: four digits, 1000 to 2199."""
    text = words.low(i)
    return int(text) if len(text) == 4 and text.isdecimal() and text.isascii() and "1000" <= text < "2200" else None


def day_at(words: Words, i: int) -> tuple[int, int] | None:
    """A day of a month at token ``i`` ("1", "01", "1st") and the token behind it."""
    text = words.low(i)
    if not (len(text) <= 2 and text.isdecimal() and text.isascii() and 1 <= int(text) <= 31):
        return None
    stop = i + 2 if words.glued(i + 1) and _ALPHABETIC_ORDINAL.fullmatch(words.low(i + 1)) else i + 1
    if words.glued(stop) and (words.low(stop) in (":", "%") or words.word(stop)):
        return None
    return int(text), stop


def year_tail(words: Words, i: int) -> tuple[YearOf, int] | None:
    """The year behind a day or a month: ", 2023", "of 2023", "last year"; and the token behind it."""
    at = i + 1 if words.low(i) in (",", "of") else i
    number = year_at(words, at)
    if number is not None and not (words.glued(at + 1) and words.word(at + 1)):
        return (lambda _: number), at + 1
    if words.run(i, "of", "the", "year"):
        return (lambda anchor: anchor.day.year), i + 3
    shift = SHIFTS.get(words.low(at))
    if shift is not None and words.low(at + 1) == "year":
        return (lambda anchor: anchor.day.year + shift), at + 2
    return None


def month_at(words: Words, i: int) -> tuple[int, int] | None:
    """The number of the month named at token ``i``, and the token behind its name."""
    low = words.low(i)
    number = MONTHS.get(low)
    if number is None or (low in _CASED and not words.capital(i)) or (words.dash(i + 1) and words.word(i + 2)):
        return None
    short = len(low) <= 4 and low not in ("may", "june", "july")
    stop = i + 2 if short and words.low(i + 1) == "." else i + 1
    return (number, stop) if low not in _DOUBTFUL or _in_company(words, i, stop) else None


def _in_company(words: Words, i: int, stop: int) -> bool:
    before = words.low(i - 2) if words.low(i - 1) == "-" else words.low(i - 1)
    if before in _BEFORE_MONTH or day_at(words, stop) or year_tail(words, stop):
        return True
    if before in ("to", "and", "of") or day_at(words, i - 1) or words.low(i - 1) in ("st", "nd", "rd", "th"):
        return day_at(words, i - 1) is not None or words.low(i - 2) in MONTHS or words.digits(i - 2)
    return words.low(i) != "may" and words.low(stop) in APOSTROPHES and words.low(stop + 1) == "s"


def named_day(words: Words, i: int) -> Phrase | None:
    """A day by its month ("May 1, 2023", "1 May", "the 5th of May last year") or its feast ("Christmas Day")."""
    return first_of(words, i, _month_day, _day_month, _feast)


def _month_day(words: Words, i: int) -> Phrase | None:
    name = month_at(words, i)
    found = day_at(words, name[1]) if name else None
    if name is None or found is None or _counts(words, i, found[1]):
        return None
    number, stop = found
    if not words.dash(stop) or (until := day_at(words, stop + 1)) is None or until[0] <= number:
        return _dated(words, (i, stop), name[0], number)
    return _dated(words, (i, until[1]), name[0], number, until[0])


def _counts(words: Words, i: int, stop: int) -> bool:
    """Whether the number behind a month counts what follows: "in May 20 people died", but "on May 20 people died"."""
    if words.low(stop) in _NOT_AFTER_YEAR - {"people", "men", "women", "children"}:
        return True
    return words.low(i - 1) == "in" and words.word(stop) and not words.capital(stop)


def _day_month(words: Words, i: int) -> Phrase | None:
    found = day_at(words, i)
    if found is None:
        return None
    at = found[1] + 1 if words.low(found[1]) == "of" else found[1]
    name = month_at(words, at)
    return _dated(words, (i, name[1]), name[0], found[0]) if name else None


def _feast(words: Words, i: int) -> Phrase | None:
    if not words.capital(i):
        return None
    for names, (number, dom) in _FEASTS.items():
        if all(_same(words.low(i + k), name) for k, name in enumerate(names)):
            return _dated(words, (i, i + len(names)), number, dom)
    return None


def _same(low: str, name: str) -> bool:
    return low == name or (name == "'" and low in APOSTROPHES)


def _dated(words: Words, where: tuple[int, int], number: int, dom: int, until: int | None = None) -> Phrase | None:
    """The day (or days, up to ``until``) of a month, its year read from behind or from the day of publication."""
    start, stop = where
    if max(dom, until or 0) > _LENGTHS[number - 1]:
        return None
    tail = year_tail(words, stop)

    def meaning(anchor: Anchor) -> periods.Period:
        if tail:
            first = date(tail[0](anchor), number, dom)
        else:
            first = periods.near_day(anchor.day, number, dom, anchor.forward)
        whole = periods.day(first)
        if until is None:
            return whole
        last = first.replace(day=until)
        return periods.Period(first, last, f"{first.isoformat()}/{last.isoformat()}", "day")

    return Phrase(start, tail[1] if tail else stop, meaning, one_day=until is None)


def named_month(words: Words, i: int) -> Phrase | None:
    """A month, with its year or without: "December", "May 2023", "February last year"."""
    name = month_at(words, i)
    if name is None:
        return None
    number, stop = name
    tail = year_tail(words, stop)
    if tail is None:
        return Phrase(i, stop, lambda anchor: periods.near_month(anchor.day, number, anchor.forward))
    return Phrase(i, tail[1], lambda anchor: periods.month(tail[0](anchor), number))


def iso_day(words: Words, i: int) -> Phrase | None:
    """ISO 8601: "2023-05-01", "2023-05"."""
    number, parts = year_at(words, i), [words.low(i + 2), words.low(i + 4)]
    if number is None or not (words.dash(i + 1) and re.fullmatch(r"[0-9]{2}", parts[0])):
        return None
    first = int(parts[0])
    if words.dash(i + 3) and re.fullmatch(r"[0-9]{2}", parts[1]):
        return _certain(i, i + 5, number, first, int(parts[1]))
    if 1 <= first <= 12 and not words.dash(i + 3):
        return Phrase(i, i + 3, lambda _: periods.month(number, first))
    return None


def slashed_day(words: Words, i: int) -> Phrase | None:
    """As in "05/01/2023": month first where that gives a date."""
    if not all(words.low(i + k) == "/" and words.glued(i + k) and words.glued(i + k + 1) for k in (1, 3)):
        return None
    first, second, number = day_at(words, i), day_at(words, i + 2), year_at(words, i + 4)
    if first is None or second is None or number is None:
        return None
    american = _certain(i, i + 5, number, first[0], second[0])
    return american or _certain(i, i + 5, number, second[0], first[0])


def _certain(start: int, stop: int, number: int, month: int, dom: int) -> Phrase | None:
    try:
        moment = date(number, month, dom)
    except ValueError:
        return None
    return Phrase(start, stop, lambda _: periods.day(moment), one_day=True)


def named_year(words: Words, i: int) -> Phrase | None:
    """A year: four digits that a preposition, an article or their place tells from a count."""
    number = year_at(words, i)
    if number is None or not _year_stands(words, i):
        return None
    return Phrase(i, i + 1, lambda _: periods.year(number))


def _year_stands(words: Words, i: int) -> bool:
    before, after = words.low(i - 1), words.low(i + 1)
    if after in _NOT_AFTER_YEAR or (words.glued(i + 1) and words.word(i + 1)) or before in _NOT_BEFORE_YEAR:
        return False
    if words.glued(i):
        return before in ("(", "[", '"', "“", "/") or (
            before in DASHES and (_after_year(words, i) or words.low(i - 2) == "mid")
        )
    if before in _BEFORE_YEAR or _after_year(words, i) or i == 0 == len(words) - 1:
        return True
    if not "1900" <= words.low(i) <= "2100":
        return False
    return before in ("the", "a", "(") or (words.word(i + 1) and not after.endswith("s"))


def _after_year(words: Words, i: int) -> bool:
    """Whether a year stands before: "2014-2017", "from 1999 to 2005", "in 2014 and 2017"."""
    joined = words.low(i - 1) in ("to", "and", "or", ",", "-", "–", "—", "/")
    return joined and year_at(words, i - 2) is not None and words.low(i - 3) not in _NOT_BEFORE_YEAR


def named_decade(words: Words, i: int) -> Phrase | None:
    """As in "1990s", "'90s", "nineties"."""
    if words.low(i) in DECADES:
        return Phrase(i, i + 1, lambda _: periods.decade(1900 + DECADES[words.low(i)]))
    at = i + 1 if words.low(i) in APOSTROPHES else i
    text = words.low(at)
    if not (words.low(at + 1) == "s" and words.glued(at + 1) and text.isdecimal() and text.endswith("0")):
        return None
    if at > i and len(text) == 2:
        text = ("19" if text >= "30" else "20") + text
    return Phrase(i, at + 2, lambda _: periods.decade(int(text))) if len(text) == 4 and text.isascii() else None


def named_century(words: Words, i: int) -> Phrase | None:
    """As in "21st century"."""
    found = day_at(words, i)
    if found is None or found[1] != i + 2 or words.low(i + 2) != "century":
        return None
    return Phrase(i, i + 3, lambda _: periods.century(found[0]))


def named_quarter(words: Words, i: int) -> Phrase | None:
    """A quarter or a half of a year: "Q1", "Q1 2023", "the first quarter of last year", "the second half"."""
    found = _quarter_name(words, i)
    if found is None:
        return None
    number, build, stop = found
    tail = year_tail(words, stop)
    if tail:
        return Phrase(i, tail[1], lambda anchor: build(tail[0](anchor), number))
    named = words.low(i) in ("q", "h") or words.low(stop - 1) == "quarter"
    bare = named and words.low(stop) != "of"
    return Phrase(i, stop, lambda anchor: _near(anchor, build, number)) if bare else None


def _quarter_name(words: Words, i: int) -> tuple[int, Callable[[int, int], periods.Period], int] | None:
    builders = {"q": periods.quarter, "h": periods.half, "quarter": periods.quarter, "half": periods.half}
    number = ORDINALS.get(words.low(i)) or ORDINALS.get(words.low(i) + words.low(i + 1))
    at = i + 1 if words.low(i) in ORDINALS else i + 2
    if number and words.low(at) in ("quarter", "half") and (number <= 2 or words.low(at) == "quarter"):
        return number, builders[words.low(at)], at + 1
    digit = words.low(i + 1)
    if (
        words[i].text in ("Q", "H")
        and words.glued(i + 1)
        and digit in ("1", "2", "3", "4")[: 4 if words.low(i) == "q" else 2]
    ):
        return int(digit), builders[words.low(i)], i + 2
    return None


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
    if tail:
        return Phrase(i, tail[1], lambda anchor: periods.season(tail[0](anchor), start))
    article = 1 if words.low(i - 1) == "the" else 0
    if words.low(i - 1 - article) not in ("in", "since", "until", "during", "by", "over", "throughout", "before"):
        return None
    if words.word(i + 1) and words.low(i + 1).endswith("s"):
        return None
    return Phrase(i, i + 1, lambda anchor: periods.near_season(anchor.day, start, anchor.forward))
