"""Phrases of a closed list, found in a sentence in one pass.

A sentence without a word that begins one of them costs nothing but the set of its words. Else each word is looked up
once, and the phrases that begin with it are tried, longest first: the time grows with the sentence alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import methodcaller
from typing import Generic, NamedTuple, TypeVar

Label = TypeVar("Label")

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PLACED = re.compile(r"([^\W_]+(?:'[^\W_]+)*)")
_ASCII = re.compile("([A-Za-z0-9]+(?:'[A-Za-z0-9]+)*)")
"""The same where nothing else can stand; it is read in half of the time."""
_TYPOGRAPHIC = "“”‘–—…"
_APART = bytes(code if chr(code).isalnum() or chr(code) == "'" else ord(" ") for code in range(256))
_BARE = methodcaller("strip", "'")
_BETWEEN = re.compile(r"[ \t\n\r\u00a0\u2009\u202f-]{1,3}")


class Read:
    """The words of a passage, of letters and digits, in order.

    Attributes:
        lows: In lower case, with straight apostrophes.
    """

    __slots__ = ("_ends", "_texts", "lows")

    def __init__(self, passage: str) -> None:
        pattern = _ASCII if passage.isascii() else _PLACED
        pieces = pattern.split(passage.replace("’", "'"))  # what stands between words, and words, by turns
        self._texts = pieces[1::2]
        self._ends = list(accumulate(map(len, pieces)))
        self.lows = list(map(str.lower, self._texts))

    def start(self, i: int) -> int:
        """First code point of word ``i``."""
        return self._ends[2 * i]

    def end(self, i: int) -> int:
        """Code point behind word ``i``."""
        return self._ends[2 * i + 1]

    def capital(self, i: int) -> bool:
        """Whether word ``i`` starts with a capital letter."""
        return self._texts[i][0].isupper()


class Entry(NamedTuple, Generic[Label]):
    """A phrase that was found, with its label, at ``[start, end)``; ``at`` is its first word's index."""

    label: Label
    start: int
    end: int
    at: int
    length: int


@lru_cache(maxsize=1024)
def words(passage: str) -> Read:
    """Return the words of a passage; the last are remembered, since several lexicons are sought in them."""
    return Read(passage)


@lru_cache(maxsize=1024)
def vocabulary(passage: str) -> frozenset[str]:
    """Return the words of a passage in lower case: a first, cheap look at it.

    What stands before a word's first and second apostrophe is there too, since a passage may be cut at either.
    """
    lowered = passage.lower().replace("’", "'")
    found = _parted(lowered)
    if "'" in lowered:
        pieces = [word.split("'", 2) for word in found if "'" in word]
        found += [piece[0] for piece in pieces]
        found += ["'".join(piece[:2]) for piece in pieces if len(piece) > 2]
    return frozenset(found)


def _parted(lowered: str) -> list[str]:
    """The words of a text in lower case, without their places; without a pattern where its signs are plain."""
    if not lowered.isascii():
        for sign in _TYPOGRAPHIC:
            lowered = lowered.replace(sign, " ")
    if not lowered.isascii() or "''" in lowered:
        return _WORD.findall(lowered)
    found = lowered.encode("ascii").translate(_APART).decode("ascii").split()  # of strings it would be slow
    return [word for word in map(_BARE, found) if word] if "'" in lowered else found


class Lexicon(Generic[Label]):
    """A closed list of phrases, each with its label."""

    def __init__(self, labels: Mapping[Label, str]) -> None:
        """Take for each label its phrases, parted by "|"."""
        entries = [(tuple(phrase.split()), label) for label, line in labels.items() for phrase in line.split("|")]
        self._first: dict[str, list[tuple[tuple[str, ...], Label]]] = {}
        for phrase, label in sorted(entries, key=lambda entry: -len(entry[0])):
            self._first.setdefault(phrase[0], []).append((phrase, label))
        self._openings = frozenset(self._first)

    def begins_in(self, passage: str) -> bool:
        """Whether a word that begins a phrase stands in a passage, or in what is left where it is cut."""
        return not self._openings.isdisjoint(vocabulary(passage))

    def find(self, passage: str) -> Sequence[Entry[Label]]:
        """Return the phrases of a passage in order, none overlapping; the longest wins."""
        if self._openings.isdisjoint(known := vocabulary(passage)) or not self._may_hold(known):
            return ()
        read, behind = words(passage), 0
        entries: list[Entry[Label]] = []
        for at, low in enumerate(read.lows):
            if low in self._openings and at >= behind and (found := self._at(passage, read, at)) is not None:
                behind = at + found.length
                entries.append(found)
        return entries

    def _may_hold(self, known: frozenset[str]) -> bool:
        """Whether all words of some phrase stand somewhere."""
        for first in self._openings & known:
            for phrase, _ in self._first[first]:
                if known.issuperset(phrase):
                    return True
        return False

    def _at(self, passage: str, read: Read, at: int) -> Entry[Label] | None:
        lows = read.lows
        for phrase, label in self._first[lows[at]]:
            last = at + len(phrase) - 1
            if last == at or (
                last < len(lows)
                and all(lows[at + i] == phrase[i] for i in range(1, len(phrase)))
                and all(_BETWEEN.fullmatch(passage, read.end(i), read.start(i + 1)) for i in range(at, last))
            ):
                return Entry(label, read.start(at), read.end(last), at, len(phrase))
        return None
