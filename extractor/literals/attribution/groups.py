"""Verb groups: a verb of saying with its auxiliaries and adverbs."""

from __future__ import annotations

from typing import Literal, NamedTuple

from extractor.literals.attribution.mentions import Mentions
from extractor.literals.attribution.tagging import AUXILIARIES, TIME_WORDS
from extractor.literals.attribution.verbs import FRAMES, LEMMA, Frame
from extractor.literals.language.words import listed

Form = Literal["finite", "ing", "to", "passive"]

_MOST_HELPERS = 6
_BE = listed("is are was were be been being isn't aren't wasn't weren't get got gets")
_NEGATIONS = listed("not never cannot neither nobody")
_PREPOSED = listed("by after for in of before without from on about at while when and or but as than with")
_FOCUSING = listed("only both even all however")
"""Adverbs that stand before a verb group and are no part of it."""
_LEADS_TO = {"went": "on", "go": "on", "goes": "on", "going": "on", "came": "out"}
_TRIES = listed("tried continued began started used sought took had moved managed rushed")


class Group(NamedTuple):
    """A verb of saying in its sentence: tokens ``[first, head]``, the verb itself at ``head``."""

    first: int
    head: int
    form: Form
    negated: bool = False


class Groups(Mentions):
    """One sentence and the verb groups in it."""

    def frames(self, i: int) -> tuple[Frame, ...]:
        """What the verb at token ``i`` can take."""
        return FRAMES.get(self.word(i), ())

    def group(self, i: int) -> Group | None:
        """The verb group around the verb of saying at token ``i``; None where the word is no verb there."""
        first = self.group_start(i)
        word, helpers = self.words[i], self.words[first:i]
        negated = any(helper in _NEGATIONS or helper.endswith("n't") for helper in helpers)
        if word.endswith("ing"):
            return self._with_ing(first, i, negated, finite=not _BE.isdisjoint(helpers))
        if word not in (LEMMA[word], f"{LEMMA[word]}s") and not _BE.isdisjoint(helpers):
            return Group(first, i, "passive", negated)
        if self.word(first - 1) == "to":
            lead = self._leading_verb(first - 1)
            return Group(first - 1, i, "to", negated) if lead is None else Group(lead, i, "finite", negated)
        return Group(first, i, "finite", negated) if helpers or self.tag(i) == "V" else None

    def group_start(self, i: int) -> int:
        """The first auxiliary or adverb of the verb at token ``i``."""
        first = i
        while first > 0 and i - first < _MOST_HELPERS and self._helps(first - 1):
            first -= 1
        while first < i and self.word(first) in _FOCUSING:
            first += 1
        return first

    def _helps(self, k: int) -> bool:
        if self.word(k) in AUXILIARIES:
            return True
        return self.tag(k) == "A" and self.word(k) not in TIME_WORDS and k > 0 and self.tag(k - 1) not in ".Q"

    def _with_ing(self, first: int, i: int, negated: bool, *, finite: bool) -> Group | None:
        """A form in -ing: "is warning", or ", warning that …" behind a comma, a preposition or a source."""
        if finite:
            return Group(first, i, "finite", negated)
        says = self.tag(i - 1) in ",QNRxSAC" or self.word(i - 1) in _PREPOSED
        return Group(first, i, "ing", negated) if says else None

    def _leading_verb(self, to: int) -> int | None:
        """For "went on to say" and "tried to explain": where the leading verb stands."""
        if self.word(to - 1) in _TRIES:
            return to - 1
        return to - 2 if _LEADS_TO.get(self.word(to - 2), " ") == self.word(to - 1) else None
