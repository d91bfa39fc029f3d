"""The words that days, months and years are named by: numbers of days, names of months, the year behind them.

Names of months that are also words or people ("May", "March", "April", "June", "August") count only in company: a
preposition, a day, a year.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from extractor.literals.dates.phrases import MONTHS, SHIFTS, UNITS, Anchor
from extractor.literals.language.words import APOSTROPHES, DASHES, Words, listed
from extractor.literals.numbers.numerals import numeral

_DOUBTFUL = listed("march may april june august jan feb mar apr jun jul aug sep sept oct nov dec")
_CASED = frozenset(("march", "may", "mar"))
_BEFORE_MONTH = listed(
    "in since until till before after during by from of through throughout early mid late last next this every each "
    "past coming between"
)
_EVENTS = listed(
    "election elections vote votes referendum poll polls ballot budget deadline summit meeting report figures data "
    "attack attacks protests uprising coup local general presidential parliamentary municipal european primary quarter"
)
"""What a month names behind an article: "the May elections"."""
_ORDINAL_NAMES = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINALS = {name: number for number, name in enumerate(_ORDINAL_NAMES.split(), 1)} | {"thirtieth": 30}
_CENTURIES = {"twenty": 2000, "nineteen": 1900, "eighteen": 1800, "seventeen": 1700, "sixteen": 1600}
_TENS = {"twenty": 20, "thirty": 30}
SUFFIXES = frozenset(("st", "nd", "rd", "th"))
_SLASHES = DASHES | {"/"}

_TAIL_OPENS = _SLASHES | APOSTROPHES | SHIFTS.keys() | _CENTURIES.keys() | {",", "of", "in", "two"}
YearOf = Callable[[Anchor], int]


def year_at(words: Words, i: int) -> int | None:
    """The year that token ``i`` could be: four digits, 1000 to 2199."""
    text = words.lows[i]
    return int(text) if len(text) == 4 and text.isdecimal() and text.isascii() and "1000" <= text < "2200" else None


def small(words: Words, i: int, most: int) -> int | None:
    """The whole number up to ``most`` that the one or two digits of token ``i`` write."""
    text = words.low(i)
    if 0 < len(text) <= 2 and text.isdecimal() and text.isascii() and 1 <= int(text) <= most:
        return int(text)
    return None


def day_at(words: Words, i: int) -> tuple[int, int] | None:
    """A day of a month at token ``i`` ("1", "01", "1st") and the token behind it."""
    number = small(words, i, 31)
    if number is None:
        return None
    stop = i + 2 if words.low(i + 1) in SUFFIXES and words.glued(i + 1) else i + 1
    if words.glued(stop) and (words.low(stop) in (":", "%") or words.word(stop)):
        return None
    if words.low(stop) == ":" and words.low(stop + 1).isdecimal():
        return None
    return number, stop


def ordinal_at(words: Words, i: int) -> tuple[int, int] | None:
    """An ordinal at token ``i`` ("5th", "fifth", "twenty-first") up to 31, and the token behind it."""
    low = words.low(i)
    if low in ORDINALS:
        return ORDINALS[low], i + 1
    if low in _TENS:
        at = i + 2 if words.low(i + 1) in DASHES else i + 1
        unit = ORDINALS.get(words.low(at), 10)
        return (_TENS[low] + unit, at + 1) if unit < 10 and _TENS[low] + unit <= 31 else None
    found = day_at(words, i)
    return found if found and found[1] == i + 2 else None


def any_day_at(words: Words, i: int) -> tuple[int, int] | None:
    """A day of a month in digits or as an ordinal word, an article before it."""
    at = i + 1 if words.low(i) == "the" else i
    return day_at(words, at) or ordinal_at(words, at)


def past_slash(words: Words, i: int) -> int:
    """The token behind a slash or hyphen that ties the parts of a date ("23/Sep/2020"), else ``i``."""
    return i + 1 if words.low(i) in _SLASHES and words.glued(i) and words.glued(i + 1) else i


def year_tail(words: Words, i: int) -> tuple[YearOf, int] | None:
    """The year behind a day or a month: ", 2023", "of 2023", "in 2023", "last year"; and the token behind it."""
    if words.lows[i] not in _TAIL_OPENS and year_at(words, i) is None:
        return None
    at = i + 1 if words.low(i) in (",", "of", "in") else past_slash(words, i)
    number = year_at(words, at)
    if number is not None and not (words.glued(at + 1) and (words.word(at + 1) or words.low(at + 1) == "%")):
        return (lambda _: number), at + 1
    if words.low(at) == "the" and words.low(at + 1) == "year":
        return ((lambda anchor: anchor.day.year), at + 2) if words.low(i) == "of" else None
    shift = SHIFTS.get(words.low(at))
    if shift is not None and words.low(at + 1) == "year":
        return (lambda anchor: anchor.day.year + shift), at + 2
    return _short_year(words, i) or _spoken_tail(words, i)


def _short_year(words: Words, i: int) -> tuple[YearOf, int] | None:
    """As in "June '98", "April of 87"."""
    at = i + 1 if words.low(i) == "of" else i
    marked = words.low(at) in APOSTROPHES and words.glued(at + 1)
    at = at + 1 if marked else at
    text = words.low(at)
    if not (marked or at > i) or len(text) != 2 or not (text.isdecimal() and text.isascii()):
        return None
    if words.low(at + 1) in ("s", "%") or words.word(at + 1):
        return None
    return (lambda anchor: full_year(int(text), anchor.published)), at + 1


def full_year(short: int, published: date | None) -> int:
    """The year that two digits mean: the last one up to twenty years ahead of publication."""
    horizon = (published.year if published else 2030) + 20
    return horizon - (horizon - short) % 100


def spoken_year(words: Words, i: int) -> tuple[int, int] | None:
    """A year in words: "nineteen eighty-six", "two thousand and five"; and the token behind it."""
    base = _CENTURIES.get(words.low(i))
    if base is not None:
        rest = numeral(words, i + 2 if words.low(i + 1) == "hundred" else i + 1)
        fits = rest and words.word(i + 1) and 9 < rest.value < 100 and rest.value == int(rest.value)
        return (base + int(rest.value), rest.stop) if rest and fits else None
    if words.run(i, "two", "thousand") and (whole := numeral(words, i)) and 2000 < whole.value < 2100:
        return int(whole.value), whole.stop
    return None


def _spoken_tail(words: Words, i: int) -> tuple[YearOf, int] | None:
    found = spoken_year(words, i)
    return ((lambda _: found[0]), found[1]) if found else None


def month_at(words: Words, i: int) -> tuple[int, int] | None:
    """The number of the month named at token ``i``, and the token behind its name."""
    low = words.low(i)
    number = MONTHS.get(low)
    if number is None or (words.dash(i + 1) and words.word(i + 2) and words.low(i + 2) not in MONTHS):
        return None
    short = len(low) <= 4 and low not in ("may", "june", "july")
    stop = i + 2 if short and words.low(i + 1) == "." else i + 1
    if low in _CASED and not words.capital(i):
        return (number, stop) if _dated(words, i, stop) else None
    return (number, stop) if low not in _DOUBTFUL or _in_company(words, i, stop) else None


def _dated(words: Words, i: int, stop: int) -> bool:
    """Whether an ordinal, a year or a day with its year stands beside: "may 2nd", "22/sep/2020", "march first"."""
    if ordinal_at(words, stop) or year_tail(words, stop) or words.low(i - 1) in SUFFIXES:
        return True
    if words.low(i - 1) in _SLASHES and words.digits(i - 2):
        return True
    found = day_at(words, past_slash(words, stop))
    return found is not None and (year_tail(words, found[1]) is not None or not words.word(found[1]))


def _in_company(words: Words, i: int, stop: int) -> bool:
    before = words.low(i - 2) if words.low(i - 1) in DASHES else words.low(i - 1)
    if before in _BEFORE_MONTH or any_day_at(words, past_slash(words, stop)) or year_tail(words, stop):
        return True
    if words.low(i - 1) in _SLASHES and (words.digits(i - 2) or words.low(i - 2) in MONTHS):
        return True
    if before == "as" and words.low(i - 2) in ("early", "late"):
        return True
    if before in ("to", "and", "of") or any_day_at(words, i - 1) or words.low(i - 1) in SUFFIXES | ORDINALS.keys():
        return (
            before == "of"
            or any_day_at(words, i - 1) is not None
            or words.low(i - 2) in MONTHS
            or words.digits(i - 2)
            or words.low(i - 2) in UNITS  # "three months to June"
            or words.low(i - 1) in SUFFIXES | ORDINALS.keys()
        )
    if before == "the" and words.low(stop) in _EVENTS:
        return True
    if (words.low(stop) in DASHES or words.low(stop) == "to") and words.low(stop + 1) in MONTHS:
        return True
    return words.low(i) != "may" and words.low(stop) in APOSTROPHES and words.low(stop + 1) == "s"
