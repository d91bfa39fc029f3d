"""Which words say the same: endings of inflection, and closed lists of news words.

Derivation is left alone: a stemmer that takes "important" for "import" would merge what differs. A list holds only
words that may stand for each other beside a figure; kinds of thing ("ship", "boat") are kept apart, since they are what
is counted.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.literals.language.words import listed

_SAME = (
    "die died dies dead death deaths dying kill killing fatality fatal perish",
    "injure injury hurt wound wounded",
    "missing unaccounted",
    "rescue save",
    "arrest detain detention",
    "explode explosion blast",
    "rise rose risen increase climb grow grew grown growth",
    "fall fell fallen decrease decline drop",
    "buy bought purchase acquire acquisition",
    "sell sold sale",
    "begin began begun start commence",
    "end finish",
    "build built construct construction",
    "employ employee",
    "close shut closure",
    "capsize overturn",
    "sink sank sunk",
    "burn burnt blaze fire",
    "flood flooding flooded",
    "vaccinate vaccination",
    "company firm",
    "people person persons",
    "child children kid",
    "woman women",
    "man men",
    "lose lost loss",
    "win won",
    "spend spent",
    "pay paid payment",
    "give gave given",
    "take took taken",
    "bring brought",
    "send sent",
    "leave left",
    "hold held",
    "meet met",
    "break broke broken",
    "find found",
    "steal stole stolen theft",
    "strike struck stricken",
    "catch caught",
    "evacuate evacuation",
    "collapse collapsed",
    "destroy destruction",
    "resign resignation",
    "attack attacked",
)
_FATES = ("die", "injure", "missing", "rescue", "arrest", "evacuate")
_IRREGULAR_ENDING = re.compile(r"(?:ss|us|is)$")
_VOWEL = re.compile(r"[aeiouy]")

FUNCTION = listed(
    "a an the of to in on at by for with from and or but that which who whom whose is are was were be been being has "
    "have had do does did will would it its he she they him her them his their this these those there here we us our "
    "i me my you your as than so such into onto near off over under after before when while because since until during "
    "also already still now then just far ago about around nearly almost least most more less fewer exactly roughly "
    "approximately up down out not no never none nobody nor neither without cannot "
    "another per each other others some what how where why if unless whether must should ought may might could can "
    "however meanwhile according very too yet only both all every many few several much any"
)
"""Words without a content of their own; those of ``CRITICAL`` are compared beside the content."""

CRITICAL = listed(
    "if unless whether must should ought may might could can all every each most many few several some any both new "
    "more fewer less additional further former total daily monthly yearly annual average because despite without"
)
"""Words whose presence changes what is said: both claims hold them, or neither."""

ADDING = listed("another more additional further other others extra")
"""Words that say that a figure comes on top of one that was told before."""

TOLL = listed("toll rise reach climb jump pass top stand grow")
"""What is said of a toll, and not of those who died."""

GENERIC = listed("company firm group ministry government agency authority union party bank club team organisation")
"""Nouns that stand for a name told before."""


_PEOPLE = frozenset(("toll", "die", "other"))


def counted(word: str) -> str:
    """Return what is counted under a head noun: a toll, deaths and "others" are people."""
    kind = meaning(word)
    return "people" if kind in _PEOPLE else kind


def _stem(word: str) -> str:
    """Take off an ending of inflection, and the "e" that inflection hides."""
    for ending, least in (("ies", 4), ("ied", 4), ("ing", 6), ("ed", 4), ("s", 4)):
        if not word.endswith(ending) or len(word) < least or _IRREGULAR_ENDING.search(word):
            continue
        left = word.removesuffix(ending)
        if not _VOWEL.search(left):
            continue
        if ending in {"ies", "ied"}:
            return left + "y"
        if ending in {"ing", "ed"} and len(left) > 3 and left[-1] == left[-2] and left[-1] not in "ls":
            return left[:-1]
        return left.removesuffix("e")
    return word.removesuffix("e") if len(word) > 3 else word


_MEANING = {_stem(word): line.split()[0] for line in _SAME for word in line.split()}
_MEANING |= {word: line.split()[0] for line in _SAME for word in line.split()}
FATES = frozenset(_FATES)
"""What may have happened to those who are counted: claims of different fates never say the same."""


@lru_cache(maxsize=65_536)
def meaning(word: str) -> str:
    """Return what a lower-case word is compared as."""
    if word in _MEANING:
        return _MEANING[word]
    stem = _stem(word)
    return _MEANING.get(stem, stem)
