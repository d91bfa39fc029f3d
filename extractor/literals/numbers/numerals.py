"""Numbers as they are written: digits, words, scales and simple fractions.

Grouping follows SI and English usage ("12,345.6", "12 345" with a no-break space), the Indian system ("1,23,456")
and, where it cannot be a decimal, the continental point ("1.234.567").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from extractor.literals.language.words import Words

_LONGEST = 30  # digits; a longer run is an identifier, not a number


@dataclass(frozen=True)
class Numeral:
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
    scale: Decimal = Decimal(1)
    fraction: bool = False
    plain: bool = False


_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_CARDINALS = {word: n for n, word in enumerate(_SMALL.split())} | {
    word: 10 * n for n, word in enumerate(_TENS.split(), 2)
}
_SCALES = {
    "hundred": Decimal(100),
    "thousand": Decimal(10**3),
    "million": Decimal(10**6),
    "mn": Decimal(10**6),
    "mln": Decimal(10**6),
    "billion": Decimal(10**9),
    "bn": Decimal(10**9),
    "bln": Decimal(10**9),
    "trillion": Decimal(10**12),
    "tn": Decimal(10**12),
    "dozen": Decimal(12),
    "lakh": Decimal(10**5),
    "crore": Decimal(10**7),
}
_LETTERS = {"k": Decimal(10**3), "m": Decimal(10**6), "b": Decimal(10**9), "t": Decimal(10**12)}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
_PARTS |= {"ninth": 9, "tenth": 10, "hundredth": 100}
_PART = {**_PARTS, "halves": 2, **{f"{word}s": n for word, n in _PARTS.items() if word != "half"}}
_VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅛": (1, 8)}
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}")
_POINTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_SPACES = str.maketrans("", "", "\u00a0\u202f\u2009")

NUMBER_WORDS = frozenset(_CARDINALS) | {"a", "an", "half"} | frozenset(_VULGAR)
"""Words, beside digits, that a numeral may start with."""


def numeral(words: Words, i: int, letters: bool = False) -> Numeral | None:
    """Read the number that starts at token ``i``.

    Args:
        words: The sentence.
        i: Where to start.
        letters: Read an attached k, m, b or t as a scale, as after a currency sign.

    Returns:
        The longest number there, or None.
    """
    first = words.low(i)
    if not (words.digits(i) or first in NUMBER_WORDS):
        return None
    return _part(words, i) or _scaled(words, i, letters)


def digits_value(text: str) -> Decimal | None:
    """Read a run of digits with its separators; None where they are neither grouping nor a decimal point."""
    if len(text) > _LONGEST:
        return None
    plain = text.translate(_SPACES)
    if "," in plain:
        return Decimal(plain.replace(",", "")) if _GROUPED.fullmatch(plain) else None
    if plain.count(".") > 1:
        return Decimal(plain.replace(".", "")) if _POINTED.fullmatch(plain) else None
    return Decimal(plain)


def _part(words: Words, i: int) -> Numeral | None:
    """Fractions: "half", "a third", "two-thirds", "3/4", "½"; "half a million" is a number of its own."""
    found = _named_part(words, i) or _slashed_part(words, i)
    if found is None:
        return None
    value, stop = found
    of = stop + 1 if words.low(stop) == "of" else stop
    if words.low(of) in ("a", "an") and (scale := _SCALES.get(words.low(of + 1))):
        return Numeral(value * scale, of + 2, scale)
    if scale := _SCALES.get(words.low(stop)):
        return Numeral(value * scale, stop + 1, scale)
    return Numeral(value, stop, fraction=True)


def _named_part(words: Words, i: int) -> tuple[Decimal, int] | None:
    first = words.low(i)
    if first in _VULGAR:
        top, bottom = _VULGAR[first]
        return Decimal(top) / bottom, i + 1
    if first == "half":
        return Decimal("0.5"), i + 1
    count = 1 if first in ("a", "an") else _CARDINALS.get(first) or _one_digit(words, i)
    at = i + 2 if words.dash(i + 1) else i + 1
    bottom = _PART.get(words.low(at), 0)
    many = words.low(at) not in _PARTS
    if not count or not bottom or (count > 1) != many or count >= bottom > 2:
        return None
    return Decimal(count) / bottom, at + 1


def _one_digit(words: Words, i: int) -> int:
    text = words.low(i)
    return int(text) if len(text) == 1 and words.digits(i) else 0


def _slashed_part(words: Words, i: int) -> tuple[Decimal, int] | None:
    top, bottom = _one_digit(words, i), words.low(i + 2)
    if words.low(i + 1) != "/" or not words.glued(i + 1) or not words.glued(i + 2) or words.low(i + 3) == "/":
        return None
    if not (top and bottom.isdecimal() and bottom.isascii() and top < int(bottom[:3]) <= 10):
        return None
    return Decimal(top) / int(bottom), i + 3


def _scaled(words: Words, i: int, letters: bool) -> Numeral | None:
    if not words.digits(i):
        return _spoken(words, i)
    value, stop = _digits(words, i)
    if value is None:
        return None
    plain = words.digits(i) and stop == i + 1 and words[i].text.isdecimal()
    value, stop = _and_a_half(words, value, stop)
    scale, stop = _scale(words, stop, letters)
    return Numeral(value * scale, stop, scale, plain=plain and scale == 1)


def _digits(words: Words, i: int) -> tuple[Decimal | None, int]:
    value = digits_value(words[i].text)
    if value is not None and words.low(i + 1) in _VULGAR:
        top, bottom = _VULGAR[words.low(i + 1)]
        return value + Decimal(top) / bottom, i + 2
    return value, i + 1


def _and_a_half(words: Words, value: Decimal, stop: int) -> tuple[Decimal, int]:
    if value < 1000 and words.run(stop, "and", "a", "half"):
        return value + Decimal("0.5"), stop + 3
    return value, stop


def _scale(words: Words, i: int, letters: bool) -> tuple[Decimal, int]:
    """The scale at token ``i`` ("million", "-million", "bn", "hundred thousand") and the token behind it."""
    at = i + 1 if words.dash(i) else i
    if letters and words.glued(i) and words.low(i) in _LETTERS:
        return _LETTERS[words.low(i)], i + 1
    if words.low(i) == "k" and words.glued(i):
        return _LETTERS["k"], i + 1
    scale = _SCALES.get(words.low(at))
    if scale is None:
        return Decimal(1), i
    if scale == 100 and (more := _SCALES.get(words.low(at + 1), Decimal(0))) >= 1000:
        return scale * more, at + 2
    return scale, at + 1


def _spoken(words: Words, i: int) -> Numeral | None:
    """A number in words: groups below a thousand, each with its scale, the scales falling."""
    total, stop, first = Decimal(0), i, Decimal(0)
    above = Decimal(10**15)
    while group := _group(words, _skip_joint(words, stop) if stop > i else i):
        value, scale, behind = group
        if scale >= above:
            break
        total, stop, above = total + value * scale, behind, scale
        first = first or scale
        if scale <= 12:
            break
    return Numeral(total, stop, first) if stop > i else None


def _group(words: Words, i: int) -> tuple[Decimal, Decimal, int] | None:
    """One count with its scale ("two and a half million"), and the token behind it."""
    below = _below_thousand(words, i)
    if below is None:
        return None
    value, stop = _and_a_half(words, *below)
    scale, stop = _scale(words, stop, letters=False)
    if scale != 1 and words.run(stop, "and", "a", "half"):
        return value + Decimal("0.5"), scale, stop + 3
    return value, scale, stop


def _skip_joint(words: Words, i: int) -> int:
    return i + 1 if words.dash(i) or words.low(i) == "and" else i


def _below_thousand(words: Words, i: int) -> tuple[Decimal, int] | None:
    article = words.low(i) in ("a", "an") and words.low(i + 1) in _SCALES
    head = (1, i + 1) if article else _below_hundred(words, i)
    if head is None:
        return None
    count, stop = head
    if words.low(stop) != "hundred":
        return Decimal(count), stop
    rest = _below_hundred(words, _skip_joint(words, stop + 1))
    return (Decimal(100 * count + rest[0]), rest[1]) if rest else (Decimal(100 * count), stop + 1)


def _below_hundred(words: Words, i: int) -> tuple[int, int] | None:
    count = _CARDINALS.get(words.low(i))
    if count is None:
        return None
    if count < 20:
        return count, i + 1
    at = i + 2 if words.dash(i + 1) else i + 1
    unit = _CARDINALS.get(words.low(at), 10)
    return (count + unit, at + 1) if 0 < unit < 10 else (count, i + 1)
