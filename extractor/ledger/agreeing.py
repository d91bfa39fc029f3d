"""When two claims say the same, and when their figures are figures for one thing.

What excludes (``excluded``) holds between any two claims of an entry; words, names of the story and subjects bring
claims together pair by pair. Where two sentences are built alike, the word that differs is the message ("the north
gate", "the south gate"); only where they are built otherwise may a word differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from extractor.ledger.content import Content
from extractor.ledger.meanings import GENERIC
from extractor.ledger.reading import Measured, Saying
from extractor.ledger.times import compatible

Near = Callable[[int, int], bool]
"""Whether two articles are on one story."""

_LOOSENESS = 4
"""Of how many words of a claim with a number one may be its own."""
_LEAST_OF_ALL = 0.2
"""Least share of the words that two claims with the same number have in common."""
_LEAST_WITHOUT = 0.8
"""The same, of claims without a number: nothing else holds them together."""


def says_the_same(one: Saying, other: Saying, near: Near) -> bool:
    """Whether two claims say the same, whoever says it."""
    if excluded(one, other) or not near(one.article, other.article):
        return False
    numbered = bool(one.measured)
    return _subjects_agree(one.content, other.content, numbered) and _words_agree(one.content, other.content, numbered)


def excluded(one: Saying, other: Saying) -> bool:
    """Whether something forbids that two claims say the same."""
    return (
        one.values != other.values
        or any(mine.measure != theirs.measure for mine, theirs in zip(one.measured, other.measured, strict=True))
        or any(_at_odds(mine.base, theirs.base) for mine, theirs in zip(one.measured, other.measured, strict=True))
        or _framed_otherwise(one, other)
    )


def figures_for_one_thing(one: Saying, other: Saying, near: Near) -> bool:
    """Whether two claims that give a figure of one slot give it for one thing."""
    if incomparable(one, other) or not near(one.article, other.article):
        return False
    return _subjects_agree(one.content, other.content, True) and _words_agree(one.content, other.content, True)


def incomparable(one: Saying, other: Saying) -> bool:
    """Whether something forbids that two claims give figures for one thing."""
    bases = {measured.slot: measured.base for measured in figures_of(one)}
    apart = (_at_odds(bases.get(measured.slot, ""), measured.base) for measured in figures_of(other))
    return any(apart) or _framed_otherwise(one, other)


def figures_of(saying: Saying) -> list[Measured]:
    """The figures that a claim gives, each for a slot of its own; none where it denies them or adds them to others."""
    if saying.polarity == "negative" or saying.content.adding or saying.content.negations:
        return []
    slots = Counter(measured.slot for measured in saying.measured)
    telling = len(saying.measured) == 1
    return [one for one in saying.measured if slots[one.slot] == 1 and (telling or one.measure or one.said[-2])]


def _framed_otherwise(one: Saying, other: Saying) -> bool:
    """Whether all but numbers and sources forbids it: negation, certainty, fates, days, names."""
    mine, theirs = one.content, other.content
    return (
        one.polarity != other.polarity
        or one.stance != other.stance
        or mine.negations != theirs.negations
        or mine.critical != theirs.critical
        or mine.fates != theirs.fates
        or bool(mine.names - theirs.bag and theirs.names - mine.bag)
        or not compatible(one.when, other.when, one.published, other.published)
    )


def _at_odds(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def _subjects_agree(one: Content, other: Content, numbered: bool) -> bool:
    """Whether both are about the same; a noun like "the company" stands for a name where a number vouches for it."""
    if one.pronoun or other.pronoun:
        return numbered and one.bag == other.bag
    generic = GENERIC if numbered else frozenset()
    mine, theirs = one.subject - generic, other.subject - generic
    if not (mine and theirs):
        return (numbered or mine == theirs) and _in_one_order(one, other)
    if mine <= theirs or theirs <= mine:
        return True
    if one.counted != other.counted:
        counted, acting = (one, other) if one.counted else (other, one)
        return counted.subject <= acting.bag
    return numbered and (_left_out(one, other) or _left_out(other, one))


def _in_one_order(one: Content, other: Content) -> bool:
    """Whether words that both hold stand in one order: who beat whom, where no subject is known."""
    shared = one.bag & other.bag
    mine, theirs = (dict.fromkeys(word for word in content.words if word in shared) for content in (one, other))
    return list(mine) == list(theirs)


def _left_out(agent: Content, passive: Content) -> bool:
    """Whether one names who did it and the other does not: "prosecutors opened an inquiry", "an inquiry was opened"."""
    named = passive.agent or bool(agent.subject & passive.bag)
    return not named and bool(passive.verb) and passive.verb == agent.verb and passive.subject <= agent.bag


def _words_agree(one: Content, other: Content, numbered: bool) -> bool:
    small, big = sorted((one, other), key=lambda content: len(content.bag))
    shared = small.bag & big.bag
    least = _LEAST_OF_ALL if numbered else _LEAST_WITHOUT
    if not shared or len(shared) < least * len(small.bag | big.bag):
        return False
    own = small.bag - big.bag - (_compared_elsewhere(small, big) if numbered else frozenset())
    if not own:
        return True
    loose = numbered and len(own) <= len(small.bag) // _LOOSENESS
    return loose and not _substituted(small, big) and (small.verb in big.bag or big.verb in small.bag)


def _compared_elsewhere(one: Content, other: Content) -> frozenset[str]:
    """Words that one may have for itself: what is counted, a noun for a name, who did what the other leaves open."""
    return one.counts | GENERIC | (one.subject if _left_out(one, other) else frozenset())


def _substituted(one: Content, other: Content) -> bool:
    """Whether a word of one stands where the other has another: behind or before the same word."""
    mine, theirs = _places(one, one.bag - other.bag), _places(other, other.bag - one.bag)
    return any(a == c or b == d for a, b in mine for c, d in theirs)


def _places(content: Content, words: frozenset[str]) -> list[tuple[str, str]]:
    padded = ("", *content.words, "")
    return [(padded[i - 1], padded[i + 1]) for i in range(1, len(padded) - 1) if padded[i] in words]
