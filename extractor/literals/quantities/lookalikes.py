"""Numbers that count nothing: parts of names and codes, ranks, scores, years, "one" as a pronoun, "half" as a noun."""

from __future__ import annotations

from extractor.literals.language.words import DASHES, Words, listed
from extractor.literals.numbers import bounds
from extractor.literals.numbers.numerals import Numeral
from extractor.literals.quantities.counted import PARTICIPLES, is_plural

_DESIGNATORS = listed(
    "article section chapter page room flight route highway boeing airbus number act rule clause paragraph phase "
    "level grade channel class type area block gate platform unit version windows covid falcon apollo psalm verse "
    "line formula district ward precinct amendment resolution title volume part episode season week day"
)
_NOT_AFTER_ONE = listed(
    "of another who that which day thing way could can should must is was were would has had have will to in on "
    "at for by and or but with from as more said says time point side hand s if"
)
_NOT_BEFORE_ONE = listed("no any every each this that the which some another square back as only")
_NOT_BEFORE_HALF = listed("first second latter later better other in 1st 2nd")
_NOT_AFTER_HALF = listed("past time way brother sister hour century term back mast")
_AFTER_PART = listed(
    "of the its their as more less fewer lower higher were are was is have had has said say do did to in from"
)
_PREDICATES = listed("were are was is have had has did died")
_UNITLIKE = listed("plus odd")
_ORDINAL = listed("st nd rd th")


def end_of_code(words: Words, i: int) -> int:
    """The token behind digits that are one code (a phone number, a score), else ``i``."""
    stop = i
    while words.digits(stop):
        stop += 1
    if stop - i >= _TELEPHONE:
        return stop
    stop = i + 1
    while words.low(stop) in _JOINTS and words.glued(stop) and words.glued(stop + 1) and words.digits(stop + 1):
        stop += 2
    return stop if words.digits(i) else i


_TELEPHONE = 3  # groups of digits in a row
_JOINTS = DASHES | frozenset(":/.,")


def names_something(words: Words, start: int, stop: int, number: Numeral, unit: str | None, trusted: bool) -> bool:
    """Whether the number in the tokens ``[start, stop)`` counts nothing.

    Args:
        words: The sentence.
        start: First token of the amount.
        stop: Token behind number and unit.
        number: What was read.
        unit: Its unit; a number with a unit is hardly a name.
        trusted: Whether someone named it as a quantity: then only the shape is judged, not the company.
    """
    if _part_of_code(words, start, stop):
        return True
    if trusted:
        return False
    if number.fraction:
        return unit == "fraction" and not _part_stands(words, start, number.stop)
    if unit:
        return False
    if words.low(start) in ("one", "zero") and number.stop == start + 1:
        return not (_one_stands(words, start) if words.low(start) == "one" else is_plural(words, stop))
    return number.plain and bounds.before(words, start) is None and (_designated(words, start, stop))


def _part_of_code(words: Words, start: int, stop: int) -> bool:
    """Whether letters, digits or joints stick to the number: "G7", "Covid-19", "21st", "5G", "3-2", "10:45"."""
    if words.glued(start) and _sticks_before(words, start):
        return True
    after = words.low(stop)
    if not words.glued(stop):
        return all(words.digits(start + k) for k in range(_TELEPHONE))
    if words.word(stop) or after in ("_", "@"):
        return not bounds.behind(words, stop)
    if after in _JOINTS and words.glued(stop + 1) and words.digits(stop + 1):
        return True
    return words.dash(stop) and words.word(stop + 1) and words.low(stop + 1) not in _UNITLIKE | COMPOUNDS


COMPOUNDS = listed("member person seat page storey story man woman judge vehicle room bed nation bedroom car count")
"""Nouns that a hyphen joins to their count: "a 12-member panel"."""


def _sticks_before(words: Words, start: int) -> bool:
    before = words.low(start - 1)
    if before in DASHES - frozenset("–—"):
        return words.glued(start - 1)
    return words.word(start - 1) or words.digits(start - 1) or before in ("_", "#", "@", "/", ":", "=", ".")


def _part_stands(words: Words, start: int, stop: int) -> bool:
    """Whether "half" or "a third" is a share: "a third of voters", but "a third man", "the second half"."""
    after = words.low(stop)
    if words.dash(stop):
        return False
    if words.low(start) == "half":
        return words.low(start - 1) not in _NOT_BEFORE_HALF and after not in _NOT_AFTER_HALF
    if words.low(start) not in ("a", "an") or words.dash(start + 1):
        return True
    return not words.word(stop) or after in _AFTER_PART or bounds.before(words, start) is not None


def _one_stands(words: Words, i: int) -> bool:
    """Whether "one" counts the noun behind it, and is no pronoun or idiom."""
    after = words.low(i + 1)
    if not words.word(i + 1) or words.low(i - 1) in _NOT_BEFORE_ONE or after in _NOT_AFTER_ONE:
        return False
    return not words.capital(i + 1)


def _designated(words: Words, start: int, stop: int) -> bool:
    """Whether the word before makes the number a name: "Article 5", "No. 10", "Windows 11"; or it is a bare year."""
    before = words.low(start - 1)
    if before in _DESIGNATORS or (before == "." and words.low(start - 2) in ("no", "art", "sec", "vol", "ch", "pp")):
        return True
    counts = is_plural(words, stop) or words.low(stop) in PARTICIPLES or words.low(stop) in _PREDICATES
    if start > 1 and words.capital(start - 1) and not counts:
        return True
    return "1900" <= words.low(start) <= "2100" and len(words.low(start)) == 4 and not words.word(stop)
