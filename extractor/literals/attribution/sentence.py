"""One sentence, ready to be read: its tokens, their rough parts of speech, and its quotations.

Offsets are half-open code points of the sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from operator import itemgetter

from extractor.literals.attribution import tagging
from extractor.literals.language.labels import label_end
from extractor.literals.language.tokens import Token, quotations, tokenize, within
from extractor.text import Range


class Sentence:
    """The tokens of one sentence; asking beyond either side gives nothing."""

    def __init__(self, sentence: str, is_open: bool = False) -> None:
        """Take one sentence; ``is_open`` where it starts inside a quotation."""
        self.sentence = sentence
        self.tokens: tuple[Token, ...] = tokenize(sentence)
        self.words = [token.lower for token in self.tokens]
        self.quoted = quotations(sentence, is_open)
        self._length = len(self.tokens)

    @cached_property
    def label_end(self) -> int:
        """Where the sentence starts behind its label."""
        return label_end(self.sentence)

    @cached_property
    def tags(self) -> str:
        """The rough part of speech of each token."""
        return tagging.tags(self.tokens)

    def tag(self, i: int) -> str:
        """The part of speech of token ``i``; a full stop beyond either side."""
        return self.tags[i] if 0 <= i < self._length else "."

    def word(self, i: int) -> str:
        """Token ``i`` in lower case; nothing beyond either side."""
        return self.words[i] if 0 <= i < self._length else ""

    def index(self, position: int) -> int:
        """The first token that starts at ``position`` or behind."""
        return bisect_left(self.tokens, position, key=itemgetter(1))

    def place(self, first: int, last: int) -> Range:
        """Where the tokens ``[first, last]`` stand."""
        return self.tokens[first].start, self.tokens[last].end

    def quotation(self, i: int) -> Range | None:
        """The quotation that token ``i`` stands in."""
        return within(self.tokens[i].start, self.quoted) if self.quoted else None

    def opens_quotation(self, i: int) -> bool:
        """Whether the mark at token ``i`` opens a quotation rather than closes one."""
        end = self.tokens[i].end
        return self.quotation(i) is None and any(start == end for start, _ in self.quoted)

    def floor(self, i: int) -> int:
        """Where the clause of token ``i`` can start at the earliest: with its quotation, its line, behind the label."""
        quotation = self.quotation(i)
        line = self.sentence.rfind("\n", 0, self.tokens[i].start) + 1
        return max(line, quotation[0] if quotation else self.label_end)

    def has_verb(self, start: int, end: int) -> bool:
        """Whether a finite verb stands within ``[start, end)``."""
        return self.tags.find("V", self.index(start), self.index(end)) >= 0

    def has_words(self, start: int, end: int) -> bool:
        """Whether anything but signs stands within ``[start, end)``."""
        return any(character.isalnum() for character in self.sentence[start:end])
