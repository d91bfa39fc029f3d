"""Phrases of a closed list, found in a sentence in one pass.

A sentence without a word that begins one of them costs nothing but the set of its words. Else each word is looked up
once, and the phrases that begin with it are tried, longest first: the time grows with the sentence alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

Label = TypeVar("Label")

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BETWEEN = re.compile(r"[ \t\n\r\u00a0\u2009\u202f-]{1,3}")


class Word(NamedTuple):
    """A word of letters and digits: in lower case with straight apostrophes, and ``[start, end)`` where it stands."""

    low: str
    start: int
    end: int
    capital: bool


@dataclass(frozen=True)
class Entry(Generic[Label]):
    """A phrase that was found, with its label, at ``[start, end)``; ``at`` is its first word's index."""

    label: Label
    start: int
    end: int
    at: int
    length: int


@lru_cache(maxsize=256)
def words(passage: str) -> tuple[Word, ...]:
    """Return the words of a passage, in order."""
    found = ((match.group(), *match.span()) for match in _WORD.finditer(passage))
    return tuple(Word(text.lower().replace("’", "'"), start, end, text[0].isupper()) for text, start, end in found)


@lru_cache(maxsize=256)
def vocabulary(passage: str) -> frozenset[str]:
    """Return the words of a passage in lower case, what stands before an apostrophe too: a first, cheap look at it."""
    found = set(_WORD.findall(passage.lower().replace("’", "'")))
    if "'" in passage or "’" in passage:
        found.update([word.partition("'")[0] for word in found])
    return frozenset(found)


class Lexicon(Generic[Label]):
    """A closed list of phrases, each with its label."""

    def __init__(self, labels: Mapping[Label, str]) -> None:
        """Take for each label its phrases, parted by "|"."""
        entries = [(tuple(phrase.split()), label) for label, line in labels.items() for phrase in line.split("|")]
        self._first: dict[str, list[tuple[tuple[str, ...], Label]]] = {}
        for phrase, label in sorted(entries, key=lambda entry: -len(entry[0])):
            self._first.setdefault(phrase[0], []).append((phrase, label))

    def find(self, passage: str) -> Iterator[Entry[Label]]:
        """Yield the phrases of a passage in order, none overlapping; the longest wins."""
        if not self._may_hold(vocabulary(passage)):
            return
        read, behind = words(passage), 0
        for at, word in enumerate(read):
            if at >= behind and word.low in self._first and (found := self._at(passage, read, at)) is not None:
                behind = at + found.length
                yield found

    def _may_hold(self, vocabulary: frozenset[str]) -> bool:
        """Whether all words of some phrase stand somewhere."""
        begun = self._first.keys() & vocabulary
        return any(vocabulary.issuperset(phrase) for first in begun for phrase, _ in self._first[first])

    def _at(self, passage: str, read: tuple[Word, ...], at: int) -> Entry[Label] | None:
        for phrase, label in self._first[read[at].low]:
            last = at + len(phrase) - 1
            if last < len(read) and all(read[at + i].low == phrase[i] for i in range(1, len(phrase))):
                gaps = (passage[read[i].end : read[i + 1].start] for i in range(at, last))
                if all(_BETWEEN.fullmatch(gap) for gap in gaps):
                    return Entry(label, read[at].start, read[last].end, at, len(phrase))
        return None
