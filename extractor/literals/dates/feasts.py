"""Feasts and holidays that name one day of a year: by date, by weekday ("the fourth Thursday of November"), by Easter.

Only names that mean the same day wherever English news is written, or that one country has made its own
("Thanksgiving" is the American one). Easter is that of the Gregorian calendar (Meeus, Jones and Butcher).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from extractor.literals.dates.periods import nth_weekday
from extractor.literals.language.words import APOSTROPHES, Words, listed

DayOfYear = Callable[[int], date]


def easter(year: int) -> date:
    """Easter Sunday of a year."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _fixed(month: int, day: int) -> DayOfYear:
    return lambda year: date(year, month, day)


def _nth(month: int, weekday: int, nth: int, then: int = 0) -> DayOfYear:
    return lambda year: nth_weekday(date(year, month, 1), weekday, nth) + timedelta(days=then)


def _from_easter(days: int) -> DayOfYear:
    return lambda year: easter(year) + timedelta(days=days)


_NAMES: dict[str, DayOfYear] = {
    "christmas eve": _fixed(12, 24), "christmas day": _fixed(12, 25), "christmas": _fixed(12, 25),
    "xmas": _fixed(12, 25), "boxing day": _fixed(12, 26), "new year ' s eve": _fixed(12, 31),
    "new years eve": _fixed(12, 31), "new year ' s day": _fixed(1, 1), "new years day": _fixed(1, 1),
    "new year day": _fixed(1, 1),
    "halloween": _fixed(10, 31), "valentine ' s day": _fixed(2, 14), "groundhog day": _fixed(2, 2),
    "st . patrick ' s day": _fixed(3, 17), "st patrick ' s day": _fixed(3, 17), "saint patrick": _fixed(3, 17),
    "april fools ' day": _fixed(4, 1), "april fool ' s day": _fixed(4, 1), "earth day": _fixed(4, 22),
    "may day": _fixed(5, 1), "international workers ' day": _fixed(5, 1), "juneteenth": _fixed(6, 19),
    "international women ' s day": _fixed(3, 8), "independence day": _fixed(7, 4), "fourth of july": _fixed(7, 4),
    "july fourth": _fixed(7, 4), "bastille day": _fixed(7, 14), "veterans day": _fixed(11, 11),
    "veterans ' day": _fixed(11, 11), "armistice day": _fixed(11, 11), "guy fawkes night": _fixed(11, 5),
    "martin luther king jr . day": _nth(1, 0, 3), "martin luther king day": _nth(1, 0, 3),
    "mlk day": _nth(1, 0, 3), "presidents ' day": _nth(2, 0, 3), "presidents day": _nth(2, 0, 3),
    "mother ' s day": _nth(5, 6, 2), "memorial day": _nth(5, 0, -1), "father ' s day": _nth(6, 6, 3),
    "labor day": _nth(9, 0, 1), "columbus day": _nth(10, 0, 2), "thanksgiving day": _nth(11, 3, 4),
    "thanksgiving": _nth(11, 3, 4), "black friday": _nth(11, 3, 4, 1), "cyber monday": _nth(11, 3, 4, 4),
    "ash wednesday": _from_easter(-46), "palm sunday": _from_easter(-7), "maundy thursday": _from_easter(-3),
    "good friday": _from_easter(-2), "easter sunday": _from_easter(0), "easter monday": _from_easter(1),
    "easter": _from_easter(0), "ascension day": _from_easter(39), "whit monday": _from_easter(50),
}  # fmt: skip
_BY_FIRST: dict[str, list[tuple[tuple[str, ...], DayOfYear]]] = {}
for _name, _day in sorted(_NAMES.items(), key=lambda item: -len(item[0])):
    _BY_FIRST.setdefault(_name.split()[0], []).append((tuple(_name.split()), _day))
_NO_COUNTRY = listed("on the by since until before after this last next in for at from happy")
FEAST_WORDS = frozenset(_BY_FIRST)
FEAST_ENDS = frozenset(_name.split()[-1] for _name in _NAMES)
_OTHERS = {"independence", "labor", "mother", "father", "veterans", "memorial"}  # each country has its own


def feast_at(words: Words, i: int) -> tuple[DayOfYear, int] | None:
    """The day that a feast's name at token ``i`` means in each year, and the token behind it."""
    low = words.low(i)
    if low in _OTHERS and words.capital(i) and _of_a_country(words, i):
        return None
    for names, day in _BY_FIRST.get(low, ()):
        if all(_same(words.low(i + k), name) for k, name in enumerate(names)):
            return day, i + len(names)
    return None


def _same(low: str, name: str) -> bool:
    return low == name or (name == "'" and low in APOSTROPHES)


def _of_a_country(words: Words, i: int) -> bool:
    """Whether a name or an adjective stands before ("Ukraine's Independence Day", "Indian Independence Day")."""
    at = i - 3 if words.low(i - 1) == "s" and words.low(i - 2) in APOSTROPHES else i - 1
    return words.capital(at) and words.word(at) and words.low(at) not in _NO_COUNTRY
