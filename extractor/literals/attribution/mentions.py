"""Where a source is mentioned: the noun phrase before or behind the words of saying, appositions included."""

from __future__ import annotations

from extractor.literals.attribution.phrases import LONGEST, NO_SOURCE, Phrases
from extractor.literals.attribution.sources import is_document
from extractor.literals.attribution.tagging import TIME_WORDS
from extractor.literals.language.words import listed
from extractor.text import Range

_MOST_PIECES = 5
"""Most commas that a source with its appositions may hold."""
_LONGEST_BRACKET = 12
_INSIDE = listed("of for at from with in by on through about")
"""Prepositions that a source behind its cue may hold."""
_DASHES = frozenset("—–")
_CONTRACTED = listed("he she they we i")


class Mentions(Phrases):
    """One sentence and who can be a source beside each of its tokens."""

    def before(self, i: int) -> Range | None:
        """The noun phrase that ends before token ``i``, appositions included."""
        k, floor = i - 1, self.index(self.floor(i))
        while k >= floor and (self.word(k) in TIME_WORDS or self.tag(k) == "A"):
            k -= 1
        if k < floor:
            return None
        if self.tokens[k].text in _DASHES:
            k = self._before_dashes(k, floor)
        if self.tag(k) in "RW":
            return self.place(k, k)
        if (pronoun := self._contracted(k)) is not None:
            return pronoun
        if self.tag(k) == ",":
            return self._with_apposition(k, floor)
        first = self.phrase_start(k, floor)
        return None if first is None else self._dated(first, k, i)

    def behind(self, k: int) -> Range | None:
        """The noun phrase that starts at token ``k``, its apposition left out."""
        first, stop = k, min(len(self.tokens), k + LONGEST)
        while k < stop and self._belongs(k, first):
            k = self._past_bracket(k) if self.tag(k) == "(" else k + 1
        while k > first and (self.tag(k - 1) in "PADC." or self.tokens[k - 1].text in "'’."):
            k -= 1
        return self.place(first, k - 1) if k > first and self.nominal(first, k - 1) else None

    def extended(self, place: Range) -> Range:
        """A phrase with the apposition behind it: "…, a nurse from Orrin", "…, who runs the port"."""
        comma = self.index(place[1])
        if self.tag(comma) != "," or not self._opens_apposition(comma + 1):
            return place
        end = comma
        for k in range(comma + 1, min(len(self.tokens), comma + LONGEST)):
            letter = self.tag(k)
            if letter in "Q." or (letter == "," and self.tag(k + 1) != "N"):
                break
            if letter in "GC" and self.tag(k - 1) == ",":
                break
            if letter == "V" and "W" not in self.tags[comma + 1 : k]:
                return place
            end = k
        while end > comma and self.tag(end) in ",A":
            end -= 1
        return (place[0], self.tokens[end].end) if end > comma else place

    def _dated(self, first: int, last: int, i: int) -> Range:
        """A phrase up to token ``last``; the time behind it belongs to a document ("a poll last week showed …")."""
        if last < i - 1 and is_document(self.sentence[slice(*self.place(first, last))]):
            last = max((k for k in range(last, i) if self.word(k) in TIME_WORDS), default=last)
        return self.place(first, last)

    def _before_dashes(self, k: int, floor: int) -> int:
        """The token before the dash that opens what the dash at token ``k`` closes; ``k`` where none does."""
        places = range(k - 2, max(floor, k - LONGEST), -1)
        return next((j - 1 for j in places if self.tokens[j].text in _DASHES), k)

    def _contracted(self, k: int) -> Range | None:
        """The pronoun of "he's" before "said"."""
        token = self.tokens[k]
        stem, apostrophe, _ = token.lower.partition("'")
        return (token.start, token.start + len(stem)) if apostrophe and stem in _CONTRACTED else None

    def _with_apposition(self, comma: int, floor: int) -> Range | None:
        """For "Name, the chief of police," and "Name, speaking in Orrin,": the name, and what stands for it."""
        k = comma - 1
        for _ in range(_MOST_PIECES):
            opening = self._comma_before(k, floor)
            if opening is None:
                return None
            head = opening - 1
            first = head if self.tag(head) in "RW" else self.phrase_start(head, floor)
            if first is not None and self._names_role(first, opening, comma):
                return self.place(first, comma - 1)
            if first is not None and (self.tag(first - 1) != "," or self._introduces(first - 1, floor)):
                return self.place(first, head if self._is_circumstance(opening + 1) else comma - 1)
            k = opening - 1
        return None

    def _names_role(self, first: int, opening: int, comma: int) -> bool:
        """Whether a role with its name behind it ends a sentence: "…, its chief, Pal Rusk, said"."""
        name = self.tags[opening + 1 : comma]
        return self.tag(first - 1) == "," and self.tag(first) == "D" and set(name) <= {"N", "x"} and name[-1:] == "N"

    def _introduces(self, comma: int, floor: int) -> bool:
        """Whether a comma only ends what introduces the sentence ("On Monday, Lind, …")."""
        opening = self._comma_before(comma - 1, floor)
        start = floor if opening is None else opening + 1
        return self.tag(start) in "PSAGC" or self.word(start) in TIME_WORDS

    def _comma_before(self, k: int, floor: int) -> int | None:
        """The comma before the words that end at token ``k``; None where another sign stands between."""
        for j in range(k, max(floor - 1, k - LONGEST), -1):
            if self.tag(j) in ",Q.":
                return j if self.tag(j) == "," else None
        return None

    def _is_circumstance(self, k: int) -> bool:
        """Whether what stands between two commas is no apposition: "speaking in Orrin", "on Monday", "however"."""
        return (self.tag(k) in "GASP" and self.word(k) != "of") or self.word(k) in TIME_WORDS

    def _opens_apposition(self, k: int) -> bool:
        """Whether a comma goes on with what a name stands for."""
        if self.word(k) in {"who", "whose"}:
            return True
        return self.tag(k) in "DxN" and self.word(k) not in NO_SOURCE and self.word(k) not in TIME_WORDS

    def _belongs(self, k: int, first: int) -> bool:
        """Whether token ``k`` belongs to the noun phrase that starts at ``first``."""
        letter = self.tag(k)
        if k == first:
            return letter in "NDRx("
        if letter == "C":
            return self.word(k) == "and" and self.tag(k + 1) in "NDx"
        if letter == "P":
            return self.word(k) in _INSIDE and self.word(k + 1) not in TIME_WORDS and self.tag(k + 1) in "DNx"
        if letter == "V":
            participle = self.word(k).endswith("ed") or self.word(k + 1) == "by"
            return participle and self.tag(k + 1) in "PA" and self.tag(k - 1) in "xN"
        return letter in "NDx(" and self.tag(first) != "R" and self.word(k) not in TIME_WORDS

    def _past_bracket(self, k: int) -> int:
        close = next((j for j in range(k, min(len(self.tokens), k + _LONGEST_BRACKET)) if self.tag(j) == ")"), k)
        return close + 1
