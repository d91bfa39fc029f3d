"""Numbers in digits: grouping, decimals, exponents.

Grouping follows SI and English usage ("12,345.6", "12 345" with a no-break space), the Indian system ("1,23,456") and,
where it cannot be a decimal, the continental point ("1.234.567"). One comma before one or two digits is the decimal
comma ("10,5").
"""

from __future__ import annotations

import re
from decimal import Decimal

from extractor.literals.language.words import Words

_LONGEST = 30  # digits; a longer run is an identifier, not a number
_LARGEST_POWER = 30
_GROUP, _LEAST_GROUPS, _MOST_GROUPS = 3, 3, 6
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
_POINTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}")
_DECIMAL_COMMA = re.compile(r"[0-9]{1,3},[0-9]{1,2}")
_SPACES = str.maketrans("", "", "\u00a0\u202f\u2009")


def digits_value(text: str) -> Decimal | None:
    """Read a run of digits with its separators; None where they are neither grouping nor a decimal point."""
    if text.isdecimal() and text.isascii():
        return Decimal(text) if len(text) <= _LONGEST else None
    if len(text) > _LONGEST:
        return None
    plain = text.translate(_SPACES)
    if plain != text:
        return Decimal(plain.replace(",", ".")) if plain.count(",") + plain.count(".") < 2 else None
    if _GROUPED.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    if _POINTED.fullmatch(plain):
        return Decimal(plain.replace(".", "").replace(",", "."))
    if "," in plain:
        return Decimal(plain.replace(",", ".")) if _DECIMAL_COMMA.fullmatch(plain) else None
    return Decimal(plain) if plain.count(".") < 2 else None


def spaced_groups(words: Words, i: int) -> tuple[Decimal, int] | None:
    """A number whose groups stand apart with plain spaces: "1 234 567", but not a telephone's "202 555 0123"."""
    if len(words.lows[i]) > 2:
        return None
    stop = i + 1
    while stop - i < _MOST_GROUPS and len(words.lows[stop]) == _GROUP and words.lows[stop].isdecimal():
        stop += 1
    text = "".join(words.lows[i:stop])
    if stop - i < _LEAST_GROUPS or words.digits(stop) or not (text.isdecimal() and text.isascii()):
        return None
    return Decimal(text), stop


def power(words: Words, i: int, value: Decimal) -> tuple[Decimal, int] | None:
    """An exponent glued behind the number that ends before token ``i``: "1e10", "1.3x10^6", "2.5^-1"."""
    low = words.low(i)
    if low == "e" and words.text(i) == "e":
        return _raised(words, i + 1, value, Decimal(10), scientific=True)
    if low in ("x", "×") and words.low(i + 1) == "10" and words.low(i + 2) == "^" and words.glued(i + 2):
        return _raised(words, i + 3, value, Decimal(10), scientific=True)
    return _raised(words, i + 1, Decimal(1), value) if low == "^" else None


def _raised(
    words: Words, i: int, factor: Decimal, base: Decimal, scientific: bool = False
) -> tuple[Decimal, int] | None:
    """``factor`` times ``base`` to the power that stands at token ``i``, a sign before it or not."""
    at, sign = (i + 1, words.low(i)) if words.low(i) in ("+", "-", "−") else (i, "")
    text = words.low(at)
    if not (text.isascii() and text.isdecimal() and len(text) <= 3 and all(map(words.glued, range(i - 1, at + 1)))):
        return None
    exponent = int(text) if sign in ("", "+") else -int(text)
    if abs(exponent) > _LARGEST_POWER or abs(base) > 10**9 or (not scientific and base == 0):
        return None
    result = factor * base**exponent
    return (result, at + 1) if abs(result) < Decimal(10) ** _LONGEST else None
