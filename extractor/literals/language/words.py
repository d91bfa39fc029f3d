"""The words that quantities and dates are read from: numbers whole, hyphens apart, each with its place.

Runs of letters, numbers with their separators, and single signs. Every parser looks a bounded number of words ahead or
back from where it stands, so reading is linear in the sentence.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"[½⅓⅔¼¾⅛]"
    r"|(?<![\w.])\.[0-9]+"
    r"|[0-9]{1,3}(?:[\u00a0\u202f\u2009][0-9]{3}){1,6}(?![0-9])"
    r"|[0-9]+(?:[.,][0-9]+)*"
    r"|[^\W\d_]+"
    r"|\S"
)
_DIGITS = frozenset("0123456789")


def listed(words: str) -> frozenset[str]:
    """A closed list of words, written as one line."""
    return frozenset(words.split())


DASHES = frozenset("-‐‑‒–—−")
APOSTROPHES = frozenset("'’‘")


class Token(NamedTuple):
    """A word, a number or a sign: its characters, in lower case too, and where it stands."""

    text: str
    low: str
    start: int
    end: int


_NOTHING = Token("", "", -1, -1)


class Words:
    """The tokens of a sentence; asking beyond either side gives an empty token."""

    __slots__ = ("_tokens",)

    def __init__(self, text: str) -> None:
        self._tokens = [Token(m.group(), m.group().lower(), *m.span()) for m in _TOKEN.finditer(text)]

    def __len__(self) -> int:
        return len(self._tokens)

    def __getitem__(self, i: int) -> Token:
        return self._tokens[i] if 0 <= i < len(self._tokens) else _NOTHING

    def low(self, i: int) -> str:
        """Token ``i`` in lower case."""
        return self._tokens[i].low if 0 <= i < len(self._tokens) else ""

    def glued(self, i: int) -> bool:
        """Whether token ``i`` follows the one before it without a space."""
        return 0 < i < len(self._tokens) and self._tokens[i].start == self._tokens[i - 1].end

    def capital(self, i: int) -> bool:
        """Whether token ``i`` starts with a capital letter."""
        return self[i].text[:1].isupper()

    def word(self, i: int) -> bool:
        """Whether token ``i`` is made of letters."""
        return self[i].text[:1].isalpha()

    def digits(self, i: int) -> bool:
        """Whether token ``i`` is a number in digits."""
        return self[i].text[-1:] in _DIGITS

    def dash(self, i: int) -> bool:
        """Whether token ``i`` is a hyphen or dash that joins what stands around it."""
        return self.low(i) in DASHES and self.glued(i) and self.glued(i + 1)

    def run(self, i: int, *lows: str) -> bool:
        """Whether ``lows`` stand from token ``i`` on."""
        return self.low(i) == lows[0] and all(self.low(i + k) == low for k, low in enumerate(lows))

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """Code points of the tokens ``[start, stop)``."""
        return self[start].start, self[stop - 1].end


@lru_cache(maxsize=64)
def words_of(text: str) -> Words:
    """Cut ``text`` into words; the last texts are remembered, since several parsers read the same sentence."""
    return Words(text)
