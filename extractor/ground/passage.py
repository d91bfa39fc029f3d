"""One sentence as the gate sees it: its words, voices, quantities and times, each read once for all its drafts.

Offsets are half-open code points of the article's text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from extractor.literals import dates, quantities
from extractor.literals.attribution.voices import Voice
from extractor.literals.language.labels import label_end
from extractor.literals.language.tokens import MARKS, Token, quotations, tokenize
from extractor.schema import RejectionReason
from extractor.text import Range

_SENTENCE_END = re.compile(
    r"(?:(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|No|vs))(?<!\b(?:Mrs|Gen|Col|Sen|Gov))[.?!][”\"’)]*\s+|…[”\"’)]*\s*)(?=[“\"(]?[A-Z])"
)


_MARK = re.compile(f"[{re.escape(''.join(MARKS))}]")
_STOP = re.compile(r"[.?!…]")
_LETTER = re.compile(r"[^\W_]")


def has_word(text: str) -> bool:
    """Whether a text holds a letter or a digit: signs alone neither negate nor weaken, nor do they govern anything."""
    return _LETTER.search(text) is not None


@dataclass(frozen=True)
class Objection:
    """Why a draft is rejected, and a sentence about it."""

    reason: RejectionReason
    detail: str


@dataclass(frozen=True, eq=False)  # there is one of each sentence, and what is remembered of it is found at once
class Passage:
    """A sentence of the article.

    Attributes:
        text: The article's text.
        place: Where the sentence stands.
        heard: Its voices.
        published: Day of the article's publication.
    """

    text: str
    place: Range
    heard: tuple[Voice, ...]
    published: date | None = None

    @cached_property
    def start(self) -> int:
        """Where its words start, behind a label."""
        return self.place[0] + label_end(self.words)

    @property
    def end(self) -> int:
        """Where the sentence ends."""
        return self.place[1]

    @cached_property
    def words(self) -> str:
        """The sentence's own characters."""
        return self.text[slice(*self.place)]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Words and signs; their offsets are into the article."""
        base, made, new = self.place[0], Token, tuple.__new__  # _replace takes three times as long
        read = tokenize(self.words)
        return tuple([new(made, (text, base + start, base + end, low)) for text, start, end, low in read])

    @cached_property
    def attributing(self) -> tuple[Range, ...]:
        """From source to cue of each voice, where it has both."""
        return tuple([voice.attributing for voice in self.heard if voice.attributing is not None and voice.content])

    @cached_property
    def quantities(self) -> tuple[Range, ...]:
        """Where quantities stand, bound and unit included."""
        base = self.place[0]
        return tuple((base + found.start, base + found.end) for found in quantities.find(self.words))

    @cached_property
    def times(self) -> tuple[Range, ...]:
        """Where times stand, preposition included."""
        base = self.place[0]
        return tuple((base + found.start, base + found.end) for found in dates.find(self.words, self.published))

    @cached_property
    def stops(self) -> tuple[int, ...]:
        """Where sentences inside this one end: quotations hold several."""
        signs = [sign.start() for sign in _STOP.finditer(self.text, *self.place)]  # elsewhere it is tried in vain
        return tuple([at for at in signs if _SENTENCE_END.match(self.text, at, self.end)])

    @cached_property
    def marks(self) -> tuple[int, ...]:
        """Where its quotation marks stand."""
        return tuple([mark.start() for mark in _MARK.finditer(self.text, *self.place)])

    @property
    def quoted(self) -> tuple[Range, ...]:
        """The insides of its quotation marks."""
        return self.heard[0].quoted if self.heard else self._marked

    @cached_property
    def _marked(self) -> tuple[Range, ...]:
        base = self.place[0]
        return tuple((base + start, base + end) for start, end in quotations(self.words))

    def quotation(self, at: int) -> Range | None:
        """The insides of the quotation marks around a code point."""
        for place in self.quoted:
            if place[0] <= at < place[1]:
                return place
        return None

    def is_quoted(self, at: int) -> bool:
        """Whether a code point stands inside quotation marks."""
        return self.quotation(at) is not None

    def unquoted(self, start: int, end: int) -> str:
        """The words of ``[start, end)`` without the quotations inside it."""
        words = self.text[start:end]
        for left, right in reversed(self.quoted):
            if start <= left and right <= end:
                words = words[: left - start] + words[right - start :]
        return words

    def index(self, at: int) -> int:
        """The first token that starts at ``at`` or behind."""
        starts = self._starts
        return bisect_left(starts, at)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(token.start for token in self.tokens)
