"""The words that a cue carries: behind it, before it, or on both sides of it.

Offsets are half-open code points of the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.literals.attribution.complements import Complement
from extractor.literals.attribution.extents import BEFORE, Extents, Heard
from extractor.literals.attribution.groups import Group
from extractor.literals.attribution.verbs import FRAMES, LEMMA
from extractor.literals.language.tokens import MARK_TOKENS
from extractor.literals.language.words import listed
from extractor.text import Range

_SPEAKING = listed("say ask add reply respond write tell continue tweet")
_RELATIVE = listed("who which while when")
_REACH = 30
"""Tokens behind a cue within which its content goes on."""
_LONGEST_ADDRESSEE = 8


class Contents(Extents):
    """One sentence: what each of its cues carries."""

    def content(self, one: Heard, heard: Sequence[Heard]) -> tuple[Range, ...]:
        """The passages that belong to a cue, in text order; empty where the sentence holds none."""
        if one.kind == "according":
            return self._around(one, heard)
        if one.kind not in BEFORE and not (one.kind == "noun" and self._tells(one)):
            return self._following(one, heard)
        if self._is_as(one):
            return self._resumed(one, heard)
        before = self._preceding(one, heard)
        if before:
            return before + self._resumed(one, heard, quoted=self._is_quoted(before[-1]))
        return () if one.kind in BEFORE else self._following(one, heard)

    def stands_alone(self, one: Heard) -> bool:
        """Whether a sentence is no more than "Lind said.": its content stands in the sentence before."""
        alone = one.kind in {"end", "place", "inverted"} and one.source is not None and not self.quoted
        speaks = LEMMA.get(self.word(one.last)) in _SPEAKING
        return alone and speaks and self.region(one)[0] == self.floor(one.first)

    def trails(self, source: Range, group: Group, complement: Complement) -> bool:
        """Whether a quotation ends before the source, so that what stands behind the cue is no content."""
        k = self.index(source[0]) - 1
        if complement.kind == "that" or group.form != "finite" or k < 1 or source[0] > self.tokens[group.first].start:
            return False
        closes = self.tokens[k].text in MARK_TOKENS and any(end == self.tokens[k].start for _, end in self.quoted)
        return closes and self.tokens[k - 1].text in ",?!.—-"

    def _is_as(self, one: Heard) -> bool:
        """Whether a sentence opens with "As Lind said, …"."""
        start = self.index(self.region(one)[0])
        opens = self.word(start - 1) == "as" and start - 1 <= self.index(self.floor(one.first)) + 1
        return opens and one.kind in {"comma", "end"}

    def _is_quoted(self, place: Range) -> bool:
        return any(start <= place[0] and place[1] <= end for start, end in self.quoted)

    def _around(self, one: Heard, heard: Sequence[Heard]) -> tuple[Range, ...]:
        """What "according to …" tells the source of: the words before it, else those behind."""
        start, end = self.region(one)
        before = self.cleaned(self._opening(one, heard), start)
        if before and (self.tag(one.first - 1) in ",Q" or self.has_verb(*before[0])):
            return before + self._resumed(one, heard)
        return self.cleaned(end, self.stop(one, end, heard))

    def _opening(self, one: Heard, heard: Sequence[Heard]) -> int:
        """Where a content before its cue can start: behind a sentence's label, or where the clause before it ends."""
        start = self.region(one)[0]
        ends = [self.region(other)[1] for other in heard if other is not one and self._closes(other)]
        firsts = [self.tokens[other.first].start for other in heard if other is not one]
        ends += [end for end in self.semicolons if firsts and firsts[0] < end]
        return max([self.floor(one.first), *(end for end in ends if end <= start and self._says(end, start))])

    def _closes(self, other: Heard) -> bool:
        """Whether nothing behind a cue can be its content: "A, Lind said", "A, according to Lind, and …"."""
        end = self.index(self.region(other)[1])
        joined = self.tag(end) == "," and self.tag(end + 1) == "C"
        return other.kind in BEFORE or (other.kind == "according" and joined)

    def _preceding(self, one: Heard, heard: Sequence[Heard]) -> tuple[Range, ...]:
        """The content before "…, Lind said": it ends with a comma or with a quotation."""
        start = self.region(one)[0]
        k = self.index(start) - 1
        sign = self.tokens[k].text if k >= 0 else ""
        if sign not in {",", "?", "!", "—"} and sign not in MARK_TOKENS:
            return ()
        opening = self._opening(one, heard)
        if sign in MARK_TOKENS:
            opening = max(opening, self._quoted_behind_another(one, heard, self.tokens[k].start))
        if sign == "," and not self._says(opening, self.tokens[k].start):
            return self.cleaned(opening, start) if one.kind == "comma" and self._resumed(one, heard) else ()
        return self.cleaned(opening, start)

    def _quoted_behind_another(self, one: Heard, heard: Sequence[Heard], end: int) -> int:
        """Where the quotation that ends at ``end`` starts, if another cue with words of its own stands before it."""
        start = next((left for left, right in self.quoted if right == end), 0)
        others = (other for other in heard if other is not one and other.kind not in BEFORE)
        return start if any(self.region(other)[1] <= start for other in others) else 0

    def _says(self, start: int, end: int) -> bool:
        """Whether words before a comma can be a content rather than an introduction ("On Monday, Lind said")."""
        first, last = self.index(start), self.index(end)
        if self.tag(first) == "S":
            return False
        if self.has_verb(start, end) or any(start <= left < end for left, _ in self.quoted):
            return True
        return any(self._plans(k, first) for k in range(first + 1, last - 1))

    def _plans(self, k: int, first: int) -> bool:
        """Whether a verb without an ending stands there: "teachers [plan] to strike"; in front none is a noun."""
        subject = self.word(k - 1).endswith("s") or self.tag(k - 1) in "RN"
        return subject and self.tag(k) == "x" and self.word(k + 1) == "to" and self.tag(first) not in "P"

    def _resumed(self, one: Heard, heard: Sequence[Heard], *, quoted: bool = False) -> tuple[Range, ...]:
        """Where a content goes on behind a cue that interrupts it: "A," he said, "and B."."""
        k = self.index(self.region(one)[1])
        others = {other.first for other in heard if other is not one and other.kind not in BEFORE}
        for j in range(k, min(len(self.tokens), k + _REACH)):
            if j in others:
                return ()
            end = self.tokens[j].end
            if self.tokens[j].text in MARK_TOKENS and self.opens_quotation(j):
                return self.cleaned(self.tokens[j].start, self.stop(one, end, heard))
            if self.tag(j) == "," and self.tag(j + 1) == "C" and self._carried_behind(j, heard):
                return ()
            if self.tag(j) == "," and one.kind != "inverted" and not quoted and self._clause_from(j + 1):
                stop = self.stop(one, end, heard)
                if self.has_verb(end, stop):
                    return self.cleaned(end, stop)
        return ()

    def _carried_behind(self, k: int, heard: Sequence[Heard]) -> bool:
        """Whether a clause from token ``k`` has a cue behind it: "…, and B, according to Lind"."""
        behind = [other for other in heard if other.first > k and not other.runs_on]
        return any(other.kind == "according" or other.kind in BEFORE for other in behind)

    def _clause_from(self, k: int) -> bool:
        return self.tag(k) not in "GQ" and self.word(k) not in _RELATIVE

    def _following(self, one: Heard, heard: Sequence[Heard]) -> tuple[Range, ...]:
        """The content behind a cue; "a plan that experts say fails" has its subject before it."""
        start = self._behind_addressee(one.start) if one.kind in {"clause", "noun"} and self._tells(one) else one.start
        if start >= len(self.tokens):
            return ()
        left = self.tokens[start].start
        behind = self.cleaned(left, self.stop(one, left, heard))
        if one.kind == "clause" and self.tag(start) == "V" and one.source is not None and not one.runs_on:
            return self.cleaned(self.floor(one.first), one.source[0]) + behind
        return behind

    def _tells(self, one: Heard) -> bool:
        return "tell" in FRAMES.get(self.word(one.last), ())

    def _behind_addressee(self, k: int) -> int:
        """The token where a clause starts behind who was told: "told Reuters the port was closed"."""
        for j in range(k + 1, min(len(self.tokens), k + _LONGEST_ADDRESSEE)):
            letter, before = self.tag(j), self.tag(j - 1)
            if letter in "DR" or (letter == "N" and before in "xR") or (letter == "x" and before == "R"):
                return j
            if self.words[j].isdigit() and self.tag(j + 1) in "Vx" and before in "Nx":
                return j
            if letter not in "Nx":
                break
        return k
