"""Tokens of one sentence with their offsets, and which of them stand inside quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

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


def quotations(sentence: str) -> list[tuple[int, int]]:
    """Return ``[start, end)`` of the words inside each pair of double quotation marks, marks left out.

    A mark that is never closed reaches to the end of the sentence: speech may run on over sentences.
    """
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for i, character in enumerate(sentence):
        if opened is None and character in OPENING:
            opened = i + 1
        elif opened is not None and character in CLOSING:
            found.append((opened, i))
            opened = None
    if opened is not None and opened < len(sentence):
        found.append((opened, len(sentence)))
    return [(start, end) for start, end in found if sentence[start:end].strip()]


def inside(position: int, regions: list[tuple[int, int]]) -> bool:
    """Whether ``position`` lies in one of the half-open regions."""
    return any(start <= position < end for start, end in regions)
