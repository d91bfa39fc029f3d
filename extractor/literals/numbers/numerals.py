"""Numbers as they are written: digits, words, scales and fractions, alone and mixed.

A number is a sum of groups whose scales fall ("two million three hundred thousand"). A group is digits or words below a
thousand, what is added to it ("and a half", "point five") and its scale.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from extractor.literals.language.words import DASHES, Words, listed
from extractor.literals.numbers.digits import digits_value, power, spaced_groups
from extractor.literals.numbers.parts import over, part, slashed
from extractor.literals.numbers.vocabulary import CARDINALS, LETTERS, PARTS, SCALES, SIMPLE, SURE_LETTERS, TENS, VULGAR

_ONE = Decimal(1)
_ARTICLES = listed("a an")
_BARE = listed("hundred quarter")  # before another scale: "hundred thousand", "quarter million"
NUMBER_WORDS = frozenset(CARDINALS) | _ARTICLES | _BARE | {"half"} | frozenset(VULGAR)
"""Words, beside digits, that a numeral may start with."""
_DIGITS = frozenset("0123456789")
_GOES_ON = DASHES | SIMPLE | frozenset(SCALES) | frozenset(VULGAR) | frozenset(LETTERS) | listed("and point / e x × ^")
_POINT_DIGITS = {word: str(n) for word, n in CARDINALS.items() if n < 10} | {"oh": "0"}
_NO_NOUNS = listed("was is has does as")


class Numeral(NamedTuple):
    """A number and the token behind it.

    Attributes:
        value: Scale applied.
        stop: First token after it.
        scale: What the number was multiplied by: 1 unless a scale word or letter stands there.
        fraction: Whether it names a part of one ("a third", "half", "3/4").
        plain: Whether it is a bare run of digits: what a year, a page or a name could be.
    """

    value: Decimal
    stop: int
    scale: Decimal = _ONE
    fraction: bool = False
    plain: bool = False


def numeral(words: Words, i: int, letters: bool = False) -> Numeral | None:
    """Read the number that starts at token ``i``.

    Args:
        words: The sentence.
        i: Where to start.
        letters: Read an attached m, b or t as a scale, as after a currency sign.

    Returns:
        The longest number there, or None.
    """
    low = words.low(i)
    if low[-1:] in _DIGITS:
        return _digital(words, i, letters)
    if low not in NUMBER_WORDS:
        return None
    if low == "quarter":
        scale = SCALES.get(words.lows[i + 1])
        return Numeral(scale / 4, i + 2, scale) if scale else None
    if found := part(words, i):
        return _scaled_part(words, *found)
    return _sum(words, i, letters)


def _digital(words: Words, i: int, letters: bool) -> Numeral | None:
    after = words.lows[i + 1]
    if after not in _GOES_ON and after[-1:] not in _DIGITS:
        return _plain(words, i)
    if found := part(words, i):
        return _scaled_part(words, *found)
    if groups := spaced_groups(words, i):
        return Numeral(*groups)
    value = digits_value(words.text(i))
    if value is not None and words.glued(i + 1) and (raised := power(words, i + 1, value)):
        return Numeral(*raised)
    number = _sum(words, i, letters)
    return _plain(words, i) if number and number.stop == i + 1 else number


def _plain(words: Words, i: int) -> Numeral | None:
    text = words.text(i)
    value = digits_value(text)
    return None if value is None else Numeral(value, i + 1, plain=text.isdecimal())


def _scaled_part(words: Words, value: Decimal, stop: int) -> Numeral:
    """A part of one, or of a scale that follows: "half a million" and "two thirds of a million" are whole numbers."""
    at = stop + 1 if words.lows[stop] == "of" else stop
    if words.lows[at] in _ARTICLES and (scale := SCALES.get(words.lows[at + 1])):
        return Numeral(value * scale, at + 2, scale)
    at = stop + 1 if words.dash(stop) else stop  # "half-dozen"
    if scale := SCALES.get(words.lows[at]):
        return Numeral(value * scale, at + 1, scale)
    return Numeral(value, stop, fraction=True)


class _Group(NamedTuple):
    """A count with its scale applied, its scale, and the token behind it."""

    value: Decimal
    scale: Decimal
    stop: int


def _sum(words: Words, i: int, letters: bool) -> Numeral | None:
    digital, pair = words.digits(i), words.low(i - 1) == "between"
    first = _group(words, i, letters, pair)
    if first is None:
        return None
    total, lowest, stop = first.value, first.scale, first.stop
    while lowest >= 100 and not pair and (more := _smaller(words, stop, lowest, digital)):
        total, lowest, stop = total + more.value, more.scale, more.stop
    name = stop + 1 if words.lows[stop] in DASHES else stop
    if words.lows[name] in PARTS and (parts := over(words, stop, total)):
        return Numeral(*parts, fraction=True)
    return Numeral(total, stop, first.scale)


def _smaller(words: Words, i: int, lowest: Decimal, digital: bool) -> _Group | None:
    """The group at token ``i`` that is added to one of a greater scale.

    Behind digits ("3 million") another number mostly counts something else, unless it has a scale too.
    """
    joint = words.lows[i]
    at = i + 1 if joint == "and" or (joint in DASHES and words.dash(i)) else i
    if not (words.lows[at] in CARDINALS or (digital and words.digits(at))):
        return None
    group = _group(words, at, False, pair=False)
    if group is None or group.value >= lowest or group.scale >= lowest or words.lows[group.stop] == "of":
        return None
    hundreds = group.value >= 100 or lowest == 100
    return group if not digital or (hundreds and (joint == "and" or group.scale > 1)) else None


def _group(words: Words, i: int, letters: bool, pair: bool) -> _Group | None:
    """One count with its scale ("two and a half million", "3 million and a quarter").

    ``pair``: "between" stands before it, so that "and" joins the other end of a range.
    """
    if words.digits(i):
        value = digits_value(words.text(i))
        count = None if value is None else (value, i + 1)
    else:
        count = _below_thousand(words, i, pair)
    if count is None:
        return None
    value, stop = count if pair else _with_part(words, *count)
    value, stop = _with_point(words, value, stop)
    scale, stop = _scale(words, stop, letters)
    value *= scale
    if scale == 1 or pair or words.lows[stop] != "and":
        return _Group(value, scale, stop)
    return _Group(*_with_scaled_part(words, value, scale, stop))


def _with_part(words: Words, value: Decimal, stop: int) -> tuple[Decimal, int]:
    """What is added to a count: "2½", "10 1/2", "five and a quarter"."""
    low = words.lows[stop]
    if low in VULGAR:
        return value + VULGAR[low], stop + 1
    if found := slashed(words, stop):
        return value + found[0], found[1]
    if low in DASHES and words.dash(stop) and (found := slashed(words, stop + 1)):
        return value + found[0], found[1]
    if low in DASHES and words.dash(stop) and words.lows[stop + 1] == "and" and words.dash(stop + 2):
        found = part(words, stop + 3)
        return (value + found[0], found[1]) if found else (value, stop)
    if low == "and" and value < 1000 and (found := _added_part(words, stop + 1)):
        return value + found[0], found[1]
    return value, stop


def _with_scaled_part(words: Words, value: Decimal, scale: Decimal, stop: int) -> tuple[Decimal, Decimal, int]:
    """As in "a million and a half", "one billion and a half million"."""
    found = _added_part(words, stop + 1)
    if found is None:
        return value, scale, stop
    lesser = SCALES.get(words.lows[found[1]])
    if lesser is not None:
        return (value + found[0] * lesser, scale, found[1] + 1) if lesser < scale else (value, scale, stop)
    return value + found[0] * (scale if scale >= 1000 else 1), scale, found[1]


def _added_part(words: Words, i: int) -> tuple[Decimal, int] | None:
    """A part of one behind "and" that belongs to the number: "and a third", but not "and a third of them left"."""
    if words.lows[i] == "half" or words.digits(i):
        return None
    found = part(words, i)
    if found is None or found[0] >= 1 or words.lows[found[1]] == "of":
        return None
    behind = words.lows[found[1]]
    counted = not words.word(found[1]) or behind in SCALES or (behind.endswith("s") and behind not in _NO_NOUNS)
    return found if counted or words.lows[i + 1] in ("half", "quarter") else None


def _with_point(words: Words, value: Decimal, stop: int) -> tuple[Decimal, int]:
    """As in "nine point nought four", "two hundred point seventy-one"."""
    if words.lows[stop] != "point":
        return value, stop
    digits, at = "", stop + 1
    while len(digits) < 12 and (digit := _POINT_DIGITS.get(words.lows[at])):
        digits, at = digits + digit, at + 1
    if not digits and (tens := _below_hundred(words, at)):
        digits, at = str(tens[0]), tens[1]
    return (value + Decimal(f"0.{digits}"), at) if digits else (value, stop)


def _scale(words: Words, i: int, letters: bool) -> tuple[Decimal, int]:
    """The scale at token ``i`` ("million", "-million", "bn", "hundred thousand", "k") and the token behind it."""
    low = words.lows[i]
    at = i + 1 if low in DASHES and words.dash(i) else i
    scale = SCALES.get(words.lows[at])
    if scale is not None:
        more = SCALES.get(words.lows[at + 1])
        return (scale * more, at + 2) if more is not None and 12 < scale < more else (scale, at + 1)
    if low not in LETTERS:
        return _ONE, i
    if not words.glued(i):
        if letters and words.text(i) == "m":
            return LETTERS["m"], i + 1
        return (LETTERS["k"], i + 1) if words.text(i) == "k" and not words.word(i + 1) else (_ONE, i)
    sure = SURE_LETTERS.get(words.text(i))
    return (LETTERS[low], i + 1) if letters else ((sure, i + 1) if sure else (_ONE, i))


def _below_thousand(words: Words, i: int, pair: bool) -> tuple[Decimal, int] | None:
    low, after = words.lows[i], words.lows[i + 1]
    if low in _ARTICLES and after in SCALES:
        head = (1, i + 1)
    elif low == "hundred":
        return (_ONE, i) if SCALES.get(after, 0) > 100 else None
    elif (tens := _below_hundred(words, i)) is not None:
        head = tens
    else:
        return None
    count, stop = head
    at = stop + 1 if words.lows[stop] in DASHES else stop
    if words.lows[at] not in ("hundred", "hundreds"):
        return Decimal(count), stop
    return _with_tens(words, 100 * count, at + 1, pair)


def _with_tens(words: Words, hundreds: int, i: int, pair: bool) -> tuple[Decimal, int]:
    """What stands behind "hundred": "and five", "thirty-two"; not the "three" of "three quarters"."""
    joint = words.lows[i]
    at = i + 1 if joint == "and" or joint in DASHES else i
    rest = None if pair and joint == "and" else _below_hundred(words, at)
    if rest is None or words.lows[rest[1]] in ("hundred", "of"):
        return Decimal(hundreds), i
    if joint == "and" and (found := part(words, at)) and found[0] < 1:
        return Decimal(hundreds), i
    return Decimal(hundreds + rest[0]), rest[1]


def _below_hundred(words: Words, i: int) -> tuple[int, int] | None:
    low = words.lows[i]
    count = CARDINALS.get(low)
    if count is None or low not in TENS:
        return None if count is None else (count, i + 1)
    at = i + 2 if words.lows[i + 1] in DASHES else i + 1
    unit = CARDINALS.get(words.lows[at], 10)
    return (count + unit, at + 1) if 0 < unit < 10 else (count, i + 1)
