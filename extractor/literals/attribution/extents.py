"""How far a content reaches: where it stops, and what is trimmed off its edges.

Offsets are half-open code points of the sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from extractor.literals.attribution.complements import Complements, Follows
from extractor.literals.language.clauses import first_sentence_end
from extractor.literals.language.tokens import MARK_TOKENS
from extractor.literals.language.words import listed
from extractor.schema import Act
from extractor.text import LOOSE, Range, trim

Kind = Follows | str
BEFORE = listed("end comma place inverted")
"""Kinds of cue that stand behind their content."""
_PHRASES = listed("noun of for as about on with to") | {"someone to"}
"""Kinds of content that are no clause."""
_CLOSED = frozenset((',"', ",”", '."', ".”"))
"""What ends a content whose last words stand in quotation marks."""
_POINTING = listed("him her them it that this so us me you himself herself themselves reporters what")
"""Words that stand for a content rather than being one."""
_ASIDES = listed("which who whose where")
_INTRODUCING = listed("when while after as although though")
_OPPOSING = listed("while whereas")
_LONGEST = 400
"""Tokens of a content in which its end is sought; no sentence of the news is longer."""
_DANGLING = (" and", " but", " while")


class Heard(NamedTuple):
    """A cue: tokens ``[first, last]``, who says it, and where its content starts if it stands behind.

    ``kind`` tells what follows it, or "inverted", "according", "claim" for the cues that are no verb before a content.
    """

    first: int
    last: int
    source: Range | None
    act: Act
    kind: Kind
    start: int
    runs_on: bool = False


class Extents(Complements):
    """One sentence: the edges of what its cues carry."""

    def region(self, one: Heard) -> Range:
        """From the first to the last of source and cue; the cue alone where its source stands with another."""
        cue = self.place(one.first, one.last)
        if one.source is None or one.runs_on:
            return cue
        return min(cue[0], one.source[0]), max(cue[1], one.source[1])

    def stop(self, one: Heard, start: int, heard: Sequence[Heard]) -> int:
        """Where a content ends that starts at ``start``: with its line, or where another speaks beside it."""
        line = self.sentence.find("\n", start)
        ends = [line if line > start else len(self.sentence)]
        for other in heard:
            left = self.region(other)[0]
            if other is not one and left > start and self._beside(other, start):
                ends.append(left)
        stop = self._before_aside(one, start, min(ends))
        if (spoken := self.quotation(one.first)) is not None:
            return first_sentence_end(self.sentence, start, min(stop, spoken[1]))
        quotation = next((place for place in self.quoted if place[0] - 2 <= start < place[1]), None)
        aside = one.source is not None and self.word(self.index(one.source[0]) - 1) == "which"
        closes = quotation is not None and quotation[1] < stop and (aside or not self._goes_on(quotation[1], stop))
        return quotation[1] if quotation is not None and closes else stop

    def cleaned(self, start: int, end: int) -> tuple[Range, ...]:
        """A content without the signs, quotation marks and conjunctions at its edges; nothing if no words are left."""
        left, right = self._unquoted(*trim(self.sentence, start, end, LOOSE))
        if self.sentence[max(left, right - 2) : right] in _CLOSED:
            right -= 2
        while right > left and self.sentence[left:right].lower().endswith(_DANGLING):
            left, right = trim(self.sentence, left, self.sentence.rfind(" ", left, right), LOOSE)
        said = right > left and self.has_words(left, right) and self.sentence[left:right].lower() not in _POINTING
        return ((left, right),) if said else ()

    def _beside(self, other: Heard, start: int) -> bool:
        """Whether another cue ends a content instead of standing in it."""
        if other.kind == "claim" or self.quotation(other.first) is not None:
            return False
        if other.kind == "according":
            return True
        if other.runs_on or other.kind == "inverted":
            return self.tag(other.first - 1) in ",CQA"
        before = self.index(self.region(other)[0]) - 1
        if self.tokens[before].text == ";":
            return True
        if other.kind in BEFORE:
            return self.tag(before) in ",Q"
        return self.tag(before) == "C" and self.has_verb(start, self.tokens[before].start)

    def _before_aside(self, one: Heard, start: int, stop: int) -> int:
        """Where a content ends before words of the article's own: ", but …"; a phrase, before most commas."""
        first = self.index(start) + 1
        for k in range(first, min(first + _LONGEST, self.index(stop))):
            if self.quotation(k) is None and self._ends_at(k, one):
                return self.tokens[k].start
        return stop

    def _ends_at(self, k: int, one: Heard) -> bool:
        letter, following, after = self.tag(k), self.word(k + 1), self.tag(k + 1)
        if self.tokens[k].text == ";" or (following in _OPPOSING and self._opposes(k, one)):
            return True
        phrase = one.kind in _PHRASES
        if letter == "C":
            return phrase and after == "V" and not one.kind.endswith("to")
        if letter != "," or one.kind == "claim":
            return letter == ","
        if following == "but" and (phrase or self.tag(k + 2) != "V"):
            return phrase or self.has_verb(self.tokens[k].end, len(self.sentence))
        if phrase and (following in _ASIDES or after in "DPSG" or (following == "and" and self.tag(k + 2) in "VRD")):
            return True
        return self._introduces_another(one) or (self._is_relative(one) and after == "V")

    def _opposes(self, comma: int, one: Heard) -> bool:
        """Whether ", while …" sets a clause of the article's beside the one that was said."""
        end = next((k for k in range(comma + 1, len(self.tokens)) if self.tag(k) == ","), len(self.tokens))
        said = self.has_verb(self.tokens[one.last].end, self.tokens[comma].start)
        return self.tag(comma) == "," and said and self.tag(comma + 2) in "DNRx" and "V" in self.tags[comma + 2 : end]

    @cached_property
    def semicolons(self) -> list[int]:
        """Where clauses end with a semicolon, outside quotation marks."""
        return [t.end for k, t in enumerate(self.tokens) if t.text == ";" and self.quotation(k) is None]

    def _is_relative(self, one: Heard) -> bool:
        return one.source is not None and self.tag(self.index(one.source[0])) == "W"

    def _introduces_another(self, one: Heard) -> bool:
        """Whether a cue stands in a clause that only introduces another: "When I asked if …, he left"."""
        if one.source is None or one.runs_on:
            return False
        k = self.index(one.source[0]) - 1
        return self.word(k) in _INTRODUCING and k == self.index(self.floor(one.first))

    def _goes_on(self, end: int, stop: int) -> bool:
        """Whether words behind a quotation belong to the same content."""
        return self.has_words(end, stop) and self.sentence[max(0, end - 1) : end] not in {".", "?", "!"}

    @cached_property
    def _marks(self) -> list[Range]:
        return [(token.start, token.end) for token in self.tokens if token.text in MARK_TOKENS]

    def _unquoted(self, start: int, end: int) -> Range:
        """Shrink ``[start, end)`` over quotation marks without a partner inside it, and over a pair around it all."""
        while end > start:
            first, behind = bisect_left(self._marks, (start, 0)), bisect_left(self._marks, (end, 0))
            many = behind - first
            opens = many > 0 and self._marks[first][0] == start
            closes = many > 0 and self._marks[behind - 1][1] == end
            if opens and closes and many == 2:
                start, end = self._marks[first][1], self._marks[behind - 1][0]
            elif opens and many % 2:
                start = self._marks[first][1]
            elif closes and many % 2:
                end = self._marks[behind - 1][0]
            else:
                break
            start, end = trim(self.sentence, start, end, LOOSE)
        return start, end
