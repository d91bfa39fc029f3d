"""The words that quantities and dates are read from: numbers whole, hyphens apart, each with its place.

Runs of letters, numbers with their separators, and single signs. Every parser looks a bounded number of words ahead or
back from where it stands, so reading is linear in the sentence.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

_NUMBER = r"[0-9]+(?:[.,][0-9]+)*|(?<![\w.])\.[0-9]+"
_GROUPED = r"[0-9]{1,3}(?:[\u00a0\u202f\u2009][0-9]{3}){1,6}(?:[.,][0-9]+)?(?![0-9])"
_ASCII = re.compile(rf"([A-Za-z]+|{_NUMBER}|\S)")
_ANY = re.compile(rf"([½⅓⅔¼¾⅛]|[^\W\d_]+|{_GROUPED}|{_NUMBER}|\S)")
_DIGITS = frozenset("0123456789")
_PLAIN = 5
"""Letters of the shortest word behind which a full stop ends the sentence and nothing else."""
_EMPTY = [""] * 24
"""The margin behind the last token."""


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
    """The tokens of a sentence; asking beyond either side gives an empty token.

    Attributes:
        lows: The tokens in lower case, with a margin of empty ones behind, where small negative places lead too: a
            parser that stands at a token may index up to 20 places to either side without asking.
    """

    __slots__ = ("_length", "_starts", "_texts", "lows")

    def __init__(self, text: str) -> None:
        pieces: list[str] = (_ASCII if text.isascii() else _ANY).split(text)  # between tokens, and tokens, by turns
        self._texts = pieces[1::2]
        self._length = len(self._texts)
        self.lows = [token.lower() for token in self._texts]
        self.lows += _EMPTY
        self._starts = list(accumulate(map(len, pieces)))[::2]

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, i: int) -> Token:
        if not 0 <= i < self._length:
            return _NOTHING
        start, text = self._starts[i], self._texts[i]
        return Token(text, self.lows[i], start, start + len(text))

    def low(self, i: int) -> str:
        """Token ``i`` in lower case."""
        return self.lows[i] if 0 <= i < self._length else ""

    def text(self, i: int) -> str:
        """Token ``i`` as it is written."""
        return self._texts[i] if 0 <= i < self._length else ""

    def glued(self, i: int) -> bool:
        """Whether token ``i`` follows the one before it without a space."""
        return 0 < i < self._length and self._starts[i] == self._starts[i - 1] + len(self._texts[i - 1])

    def capital(self, i: int) -> bool:
        """Whether token ``i`` starts with a capital letter."""
        return 0 <= i < self._length and self._texts[i][0].isupper()

    def word(self, i: int) -> bool:
        """Whether token ``i`` is made of letters."""
        return 0 <= i < self._length and self._texts[i][0].isalpha()

    def digits(self, i: int) -> bool:
        """Whether token ``i`` is a number in digits."""
        return 0 <= i < self._length and self._texts[i][-1] in _DIGITS

    def dash(self, i: int) -> bool:
        """Whether token ``i`` is a hyphen or dash that joins what stands around it."""
        return self.low(i) in DASHES and self.glued(i) and self.glued(i + 1)

    def run(self, i: int, *lows: str) -> bool:
        """Whether ``lows`` stand from token ``i`` on."""
        return self.low(i) == lows[0] and all(self.low(i + k) == low for k, low in enumerate(lows))

    def start(self, i: int) -> int:
        """First code point of token ``i``."""
        return self._starts[i]

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """Code points of the tokens ``[start, stop)``."""
        return self._starts[start], self._starts[stop - 1] + len(self._texts[stop - 1])


def unstopped(text: str) -> str:
    """A sentence without its full stop, where that stands behind a plain word of five letters or more.

    There it belongs to no number, time or short form, so that sentence, evidence and statement are the same to read.
    """
    last = text[text.rfind(" ") + 1 : -1]
    plain = text[-1:] == "." and len(last) >= _PLAIN and last.isascii() and last.isalpha() and last[1:].islower()
    return text[:-1] if plain else text


@lru_cache(maxsize=512)
def words_of(text: str) -> Words:
    """Cut ``text`` into words; the last texts are remembered, since several parsers read the same sentence."""
    return Words(text)
