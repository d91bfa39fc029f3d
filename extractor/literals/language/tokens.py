"""Tokens of one sentence with their offsets, and which of them stand inside quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter, itemgetter

from extractor.text import Range

_TOKEN = re.compile(r"[^\W_]+(?:['’\-‐‑.][^\W_]+)*|\S")
OPENING = '"“„«'
CLOSING = '"”»“'
MARKS = frozenset(OPENING + CLOSING)
"""Every double quotation mark."""


@dataclass(frozen=True)
class Token:
    """A word or a sign: ``[start, end)`` in code points of the sentence."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The token in lower case, apostrophes straightened."""
        return self.text.lower().replace("’", "'")

    @property
    def is_word(self) -> bool:
        """Whether it is a word or number, no sign."""
        return self.text[0].isalnum()

    @property
    def is_name(self) -> bool:
        """Whether it is written with a capital."""
        return self.text[0].isupper()


@lru_cache(maxsize=1024)
def tokenize(sentence: str) -> tuple[Token, ...]:
    """Split ``sentence`` into words and signs."""
    return tuple(Token(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(sentence))


def between(sentence: str, start: int, end: int) -> tuple[Token, ...]:
    """Return the tokens of ``sentence`` that start within ``[start, end)``."""
    tokens = tokenize(sentence)
    first = bisect_left(tokens, start, key=attrgetter("start"))
    return tokens[first : bisect_left(tokens, end, first, key=attrgetter("start"))]


def opens(sentence: str, i: int) -> bool:
    """Whether a quotation can open at ``i``.

    A straight mark opens none where it is glued to a word before it (6'3") or to nothing behind it (…over," he said).
    """
    if sentence[i] != '"':
        return sentence[i] in OPENING
    return not sentence[i - 1 : i].isalnum() and not sentence[i + 1 : i + 2].isspace() and i + 1 < len(sentence)


@lru_cache(maxsize=1024)
def quotations(sentence: str) -> tuple[Range, ...]:
    """Return ``[start, end)`` of the words inside each pair of double quotation marks, marks left out.

    A mark that is never closed reaches to the end of the sentence: speech may run on over sentences.
    """
    found: list[Range] = []
    opened: int | None = None
    for i, character in enumerate(sentence):
        if opened is None and opens(sentence, i):
            opened = i + 1
        elif opened is not None and character in CLOSING:
            found.append((opened, i))
            opened = None
    if opened is not None:
        found.append((opened, len(sentence)))
    return tuple((start, end) for start, end in found if sentence[start:end].strip())


def within(position: int, regions: Sequence[Range]) -> Range | None:
    """Return the half-open region that holds ``position``; the regions stand in order and do not overlap."""
    i = bisect_right(regions, position, key=itemgetter(0)) - 1
    return regions[i] if i >= 0 and position < regions[i][1] else None


def inside(position: int, regions: Sequence[Range]) -> bool:
    """Whether ``position`` lies in one of the half-open regions."""
    return within(position, regions) is not None
