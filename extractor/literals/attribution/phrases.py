"""The noun phrase that ends at a token: how far it reaches to the left.

Without a parser: a phrase runs back to the boundary of its clause, over "of …", past participles and relative clauses
that belong to it, and counts where it holds a name, a determiner or a plural, or is a pronoun. Every walk looks at a
bounded number of tokens.
"""

from __future__ import annotations

from extractor.literals.attribution.sentence import Sentence
from extractor.literals.attribution.tagging import PREPOSITIONS, TIME_WORDS
from extractor.literals.language.words import listed

LONGEST = 40
"""Most tokens of a mention: what runs on longer is no noun phrase."""
_LONGEST_BRACKET = 12
_PEOPLE = listed("people police staff officials critics")
NO_SOURCE = listed("not there only even also as it")
"""Words that no source starts with."""
_MORE = listed("more less fewer")
_CLAUSE_OPENERS = listed("after before as than until despite")
"""Prepositions that more often open a clause where a noun phrase and a verb follow."""
_INTRODUCING = (PREPOSITIONS - {"of"}) | TIME_WORDS


class Phrases(Sentence):
    """One sentence and the noun phrases in it."""

    def phrase_start(self, last: int, floor: int) -> int | None:
        """The first token of the noun phrase that ends with token ``last``; None where none does."""
        j, stop = last, max(floor, last - LONGEST)
        first = last + 1
        while j >= stop and (reached := self._reached(j, first, last, stop)) is not None:
            first, j = reached, reached - 1
        first = self._behind_introduction(first, last)
        return first if first <= last and self.nominal(first, last) else None

    def nominal(self, first: int, last: int) -> bool:
        """Whether tokens can be a source: a pronoun, a name, or a phrase with a determiner, a number or a plural."""
        letters = self.tags[first : last + 1]
        if letters in {"R", "W"}:
            return True
        if not letters or letters[0] in "PVGC" or self.word(first) in NO_SOURCE:
            return False
        end = self.word(last)
        plural = end.endswith("s") or end in _PEOPLE
        return plural or "N" in letters or letters[0] == "D" or any(map(str.isdigit, self.words[first : last + 1]))

    def _reached(self, j: int, first: int, last: int, stop: int) -> int | None:
        """How far left the phrase goes that holds tokens ``[first, last]`` and maybe ``j``; None where it ends."""
        letter = self.tag(j)
        if letter in "NDx" or (letter == "C" and self._joins(j, stop)):
            return j
        if letter == "P":
            return None if self.word(j) in _CLAUSE_OPENERS and self.word(j - 1) not in _MORE else j
        if letter in "VG":
            relative = self._relative_before(j, stop)
            return relative if relative is not None else j if self._is_modifier(j, first, last) else None
        if letter == "A":
            return j if self.tag(j + 1) in "xG" and j > stop else None
        if letter == ")":
            return next((k for k in range(j, max(stop, j - _LONGEST_BRACKET) - 1, -1) if self.tag(k) == "("), j)
        return self._listed(j, stop) if letter == "," and "C" in self.tags[first:last] else None

    def _listed(self, comma: int, stop: int) -> int | None:
        """Where the part of a list before a comma starts: "Unions, farmers and traders"; None where it is no part."""
        first = comma
        while first > stop and self.tag(first - 1) in "NDx" and self.word(first - 1) not in TIME_WORDS:
            first -= 1
        whole = first == stop or self.tag(first - 1) in ",QS"
        return first if first < comma and whole else None

    def _relative_before(self, j: int, stop: int) -> int | None:
        """For "an official who saw the plan": the token of "who", where the verb at ``j`` follows it at once."""
        while j > stop and self.tag(j - 1) in "VA":
            j -= 1
        fits = j - 1 > stop and self.word(j - 1) in {"who", "that"} and self.tag(j - 2) in "Nx"
        return j - 1 if fits else None

    def _is_modifier(self, j: int, first: int, last: int) -> bool:
        """Whether a participle belongs to the noun before it: "people briefed on it", "a poll released Friday"."""
        if j == 0 or self.tag(j - 1) not in "Nx" or not self.word(j).endswith(("ed", "ing")):
            return False
        if first > last:
            return self.tag(last + 1) == "A" or self.word(last + 1) in TIME_WORDS
        return self.tag(first) == "P"

    def _joins(self, j: int, stop: int) -> bool:
        """Whether "and" joins two sources rather than two clauses: no verb stands before it in its clause."""
        if self.word(j) not in {"and", "or"} or self.tag(j + 1) not in "NDx":
            return False
        before = self.tags[stop:j]
        clause = max(before.rfind(letter) for letter in "SQ.W") + 1
        return j > stop and "V" not in before[clause:]

    def _behind_introduction(self, first: int, last: int) -> int:
        """Leave out what only introduces the clause: "However", "In May the mayor"."""
        while first <= last:
            if self.word(first) in _INTRODUCING:
                first = self._behind_preposition(first, last)
            elif self.tag(first) in "AC":
                first += 1
            else:
                break
        return first

    def _behind_preposition(self, first: int, last: int) -> int:
        """Where a new noun phrase starts behind "In May the mayor" or "at the port Ivo Trant"; else behind it all."""
        for j in range(last, first + 1, -1):
            before = self.tag(j - 1)
            if self.tag(j) == "D" and before not in "PDA":
                return j
            if self.tag(j) == "N" and before == "x" and self.tokens[j - 1].is_word and self.tag(j - 2) in "DP":
                return j
        return last + 1
