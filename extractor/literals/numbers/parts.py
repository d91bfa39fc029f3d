"""Parts of a whole: "half", "a third", "two-thirds", "twenty-three fifths", "3/4", "½"."""

from __future__ import annotations

from decimal import Decimal

from extractor.literals.language.words import DASHES, Words
from extractor.literals.numbers.vocabulary import CARDINALS, LOW_ORDINALS, ONE_PART, PARTS, SIMPLE, TENS, VULGAR

_QUARTERS = 4  # "five quarters" are periods, not a number


def part(words: Words, i: int) -> tuple[Decimal, int] | None:
    """The part of a whole that starts at token ``i``, and the token behind it."""
    low = words.lows[i]
    if low in VULGAR:
        return VULGAR[low], i + 1
    if low == "half":
        return Decimal("0.5"), i + 1
    if low in ("a", "an"):
        return over(words, i + 1, Decimal(1))
    count = CARDINALS.get(low)
    if count is None:
        one_digit = len(low) == 1 and low in "123456789"
        return slashed(words, i) or (over(words, i + 1, Decimal(low)) if one_digit else None)
    behind = _behind_tens(words, i) if low in TENS else None
    if behind is not None:
        return over(words, behind[1], Decimal(behind[0]))
    return over(words, i + 1, Decimal(count)) if count else None


def _behind_tens(words: Words, i: int) -> tuple[int, int] | None:
    """For "twenty-three": the count, and the token behind it."""
    at = i + 2 if words.lows[i + 1] in DASHES else i + 1
    unit = CARDINALS.get(words.lows[at], 10)
    return (TENS[words.lows[i]] + unit, at + 1) if 0 < unit < 10 else None


def over(words: Words, i: int, count: Decimal) -> tuple[Decimal, int] | None:
    """``count`` parts, where their name starts at token ``i``: "fifths" behind "twenty-three"."""
    at = i + 1 if words.lows[i] in DASHES else i
    if words.lows[at] not in SIMPLE:
        return None
    whole, stop = _whole(words, at, count == 1)
    if not whole or (whole == _QUARTERS and count > whole):
        return None
    return count / whole, stop


def _whole(words: Words, i: int, one: bool) -> tuple[int, int]:
    """How many of the parts named at token ``i`` make the whole, else 0; and the token behind."""
    low = words.lows[i]
    if low in TENS:
        at = i + 2 if words.lows[i + 1] in DASHES else i + 1
        last = words.lows[at]
        unit = LOW_ORDINALS.get(last if one else last.removesuffix("s"), 0) if one or last.endswith("s") else 0
        return (TENS[low] + unit, at + 1) if unit else (0, i)
    whole = (ONE_PART if one else PARTS).get(low, 0)
    return whole, i + 1


def slashed(words: Words, i: int) -> tuple[Decimal, int] | None:
    """A fraction of small numbers with a slash: "3/4", but not "9/11" or "24/7"."""
    if words.lows[i + 1] != "/":
        return None
    top, bottom = words.lows[i], words.lows[i + 2]
    if not (len(top) == 1 and top in "123456789" and words.glued(i + 1) and words.glued(i + 2)):
        return None
    if not (bottom.isascii() and bottom.isdecimal() and len(bottom) <= 2 and int(top) < int(bottom) <= 10):
        return None
    return None if words.lows[i + 3] == "/" else (Decimal(top) / int(bottom), i + 3)
