"""The words and signs that English writes numbers with.

Scales are the short ones of English news (a billion is 10⁹), with the Indian lakh and crore.
"""

from __future__ import annotations

from decimal import Decimal

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS = {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
CARDINALS = {word: n for n, word in enumerate(_SMALL.split())} | TENS | {"nought": 0, "naught": 0}

_DOZEN, _THOUSAND, _MILLION, _BILLION, _TRILLION = map(Decimal, (12, 10**3, 10**6, 10**9, 10**12))
SCALES = {
    "hundred": Decimal(100), "thousand": _THOUSAND, "million": _MILLION, "mn": _MILLION, "mln": _MILLION,
    "mil": _MILLION, "billion": _BILLION, "bn": _BILLION, "bln": _BILLION, "trillion": _TRILLION, "tn": _TRILLION,
    "trn": _TRILLION, "dozen": _DOZEN, "dozens": _DOZEN, "doz": _DOZEN, "lakh": Decimal(10**5), "crore": Decimal(10**7),
}  # fmt: skip
LETTERS = {"k": _THOUSAND, "m": _MILLION, "mm": _MILLION, "b": _BILLION, "t": _TRILLION}
"""Scales of money: "$5m", "£3k"."""
SURE_LETTERS = {"k": _THOUSAND, "K": _THOUSAND, "M": _MILLION, "MM": _MILLION, "B": _BILLION}
"""Those that are a scale without money too: "10M", where "10m" is a length."""

VULGAR = {
    "½": Decimal(1) / 2, "⅓": Decimal(1) / 3, "⅔": Decimal(2) / 3, "¼": Decimal(1) / 4, "¾": Decimal(3) / 4,
    "⅛": Decimal(1) / 8,
}  # fmt: skip

_LOW_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth"
_ORDINALS = (
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
LOW_ORDINALS = {word: n for n, word in enumerate(_LOW_ORDINALS.split(), 1)}
_ONE_PART = {word: n for word, n in LOW_ORDINALS.items() if n > 2}
_ONE_PART |= {word: n for n, word in enumerate(_ORDINALS.split(), 10)}
_ONE_PART |= {f"{word[:-1]}ieth": n for word, n in TENS.items()} | {"half": 2, "quarter": 4}
_ONE_PART |= {f"{word}th": int(SCALES[word]) for word in ("hundred", "thousand", "million", "billion", "trillion")}
ONE_PART = _ONE_PART
"""What names one part of a whole: "a third", "one tenth", with how many make the whole."""
PARTS = {f"{word}s": n for word, n in ONE_PART.items()} | {"halves": 2}
"""What names several: "two thirds"."""

SIMPLE = frozenset({*TENS, *LOW_ORDINALS, *ONE_PART, *PARTS})
"""What a part may start with: "third", "twenty-fifths"."""
