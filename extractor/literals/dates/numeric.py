"""Dates in digits: "2023-05-01", "20230501", "13/05/2021", "11 / 30 / 09", "23.04.2022", "7/6" behind a weekday.

Which number is the month is open in "03/04/2023" (American: 4 March). It is settled where only one order gives a date,
where another date beside it shows the order, where a North American time zone stands beside it, or where only one
reading lies within a week of publication; else the date is unresolved and says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from extractor.literals.dates import periods
from extractor.literals.dates.clocks import AMERICAN_ZONES
from extractor.literals.dates.named import full_year, small, year_at
from extractor.literals.dates.phrases import Anchor, Meaning, Phrase, UnresolvedError
from extractor.literals.language.words import DASHES, Words, listed

_COMPACT = re.compile(r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])")
_DOTTED = re.compile(r"([0-3]?[0-9])\.([0-3]?[0-9])\.((?:19|20)[0-9]{2})")
_OPENS_SHORT = listed("on since until till from between by before after to through this next")
_NEAR = timedelta(days=7)
_REACH = 8  # words over which another date or a time zone shows the order of its parts
_Dates = Callable[[Anchor], list[date]]


def numeric(words: Words, i: int) -> Phrase | None:
    """Read a date in digits at token ``i``."""
    text = words.low(i)
    if len(text) == 4:
        return _iso(words, i)
    if len(text) == 8 and (found := _COMPACT.fullmatch(text)) and not _tied(words, i, i + 1, "-/_="):
        return _certain(i, i + 1, int(found[1]), int(found[2]), int(found[3]))
    if len(text) > 7 and (found := _DOTTED.fullmatch(text)):
        return _open(words, i, i + 1, int(found[1]), int(found[2]), lambda _: int(found[3]))
    if len(text) <= 2:
        return _parted(words, i)
    return None


def _tied(words: Words, start: int, stop: int, allowed: str) -> bool:
    """Whether the digits are part of a longer name: a letter or sign is glued to either end."""
    before = words.low(start - 1)
    return (words.glued(start) and before not in allowed and before not in "([\"'“") or (
        words.glued(stop) and (words.word(stop) or words.digits(stop))
    )


def _iso(words: Words, i: int) -> Phrase | None:
    """ISO 8601: "2023-05-01", "2023-05"; also with slashes, one digit, or spaces ("2023 05 01")."""
    number, sign = year_at(words, i), words.low(i + 1)
    if number is None or _behind_digits(words, i):
        return None
    if words.digits(i + 1) and small(words, i + 1, 12) and small(words, i + 2, 31):
        return _certain(i, i + 3, number, int(sign), int(words.low(i + 2))) if len(sign) == 2 else None
    month = small(words, i + 2, 12)
    if month is None or not (sign in DASHES or sign == "/") or not (words.glued(i + 1) and words.glued(i + 2)):
        return None
    if words.low(i + 3) == sign and words.glued(i + 3) and (dom := small(words, i + 4, 31)):
        return _certain(i, i + 5, number, month, dom)
    if (number + 1) % 100 == month or sign == "/" or (words.glued(i + 3) and words.low(i + 3) not in ".,;)\"'”’"):
        return None  # "the 2010-11 season"
    return Phrase(i, i + 3, lambda _: periods.month(number, month))


def _behind_digits(words: Words, i: int) -> bool:
    """Whether a sign ties the number to digits before it: a telephone number, a code."""
    tied = words.glued(i) and words.low(i - 1) in "-/." and words.digits(i - 2) and words.glued(i - 1)
    return tied and not (words.low(i - 1) == "-" and words.low(i - 3) == "/" and words.low(i + 1) == "/")


def _parted(words: Words, i: int) -> Phrase | None:
    """As in "05/13/2021", "11 / 30 / 09", "10-1-2018", "12-2015"; "7/6" only where a word before says it is a date."""
    first, sign, second = small(words, i, 31), words.low(i + 1), small(words, i + 2, 31)
    if first is None or not (sign == "/" or sign in DASHES) or _behind_digits(words, i):
        return None
    if second is None:
        year = year_at(words, i + 2)
        tight = words.dash(i + 1) and first <= 12 and not words.dash(i + 3)
        return Phrase(i, i + 3, lambda _: periods.month(year, first)) if year and tight else None
    third = words.low(i + 4)
    if words.low(i + 3) == sign and (year_at(words, i + 4) or (sign == "/" and len(third) == 2 and third.isdecimal())):
        if sign != "/" and not (words.glued(i + 2) and words.glued(i + 4)):
            return None
        return _open(words, i, i + 5, first, second, _full_year(third))
    return _short(words, i, first, second) if sign == "/" else None


def _full_year(text: str) -> Callable[[Anchor], int]:
    def year(anchor: Anchor) -> int:
        return int(text) if len(text) == 4 else full_year(int(text), anchor.published)

    return year


def _short(words: Words, i: int, first: int, second: int) -> Phrase | None:
    """A day and a month without a year, where a word before it, or a second such date, says that it is a date."""
    named = words.low(i - 1) in _OPENS_SHORT or words.low(i - 1).endswith("day")
    ranged = words.low(i - 1) in DASHES and words.low(i - 3) == "/"
    tied = words.glued(i + 3) and (words.low(i + 3) == "/" or words.word(i + 3) or words.low(i + 3) == "%")
    if not (named or ranged) or tied or not words.glued(i + 1) or (first, second) in ((24, 7), (9, 11), (50, 50)):
        return None
    if words.word(i + 3) and words.low(i + 3) in ("of", "percent", "inch", "cup", "mile"):
        return None
    meaning = _chosen(
        words, i, i + 3, lambda anchor: [*_nearby(anchor, first, second), *_nearby(anchor, second, first)]
    )
    return Phrase(i, i + 3, meaning, one_day=True, floating=True)


def _nearby(anchor: Anchor, month: int, dom: int) -> Iterator[date]:
    if month <= 12:
        yield periods.near_day(anchor.day, month, dom, anchor.forward)


def _certain(start: int, stop: int, number: int, month: int, dom: int) -> Phrase | None:
    try:
        moment = date(number, month, dom)
    except ValueError:
        return None
    return Phrase(start, stop, lambda _: periods.day(moment), one_day=True)


def _open(words: Words, start: int, stop: int, first: int, second: int, year: Callable[[Anchor], int]) -> Phrase | None:
    if (first > 12 and second > 12) or not (first and second):
        return None

    def dates(anchor: Anchor) -> list[date]:
        return [*_valid(year(anchor), first, second), *_valid(year(anchor), second, first)]

    return Phrase(start, stop, _chosen(words, start, stop, dates), one_day=True)


def _valid(year: int, month: int, dom: int) -> Iterator[date]:
    if month <= 12:
        try:
            yield date(year, month, dom)
        except ValueError:
            return


def _chosen(words: Words, start: int, stop: int, dates: _Dates) -> Meaning:
    """Choose between month first (the first of ``dates``) and day first, or say that both are open."""

    def meaning(anchor: Anchor) -> periods.Period:
        found = dates(anchor)
        if not found:
            raise ValueError
        if len(set(found)) == 1:
            return periods.day(found[0])
        if (order := _order(words, start, stop)) is not None:
            return periods.day(found[0 if order else -1])
        near = [day for day in found if anchor.published and abs(day - anchor.published) <= _NEAR]
        if len(near) != 1:
            raise UnresolvedError("either the month or the day may stand first")
        return periods.day(near[0])

    return meaning


def _order(words: Words, start: int, stop: int) -> bool | None:
    """True where the words near by put the month first, False where they put the day first."""
    for i in range(max(start - _REACH, 0), min(stop + _REACH, len(words))):
        if words[i].text in AMERICAN_ZONES:
            return True
        if words.low(i + 1) == "/" and (first := small(words, i, 31)) and (second := small(words, i + 2, 31)):
            if first > 12 >= second:
                return False
            if second > 12 >= first and words.low(i - 1) != "/":
                return True
    return None
