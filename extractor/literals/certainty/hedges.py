"""Words that lower certainty, and the level at which a passage stands.

Levels after FactBank (Saurí and Pustejovsky 2009): certain, probable, possible, underspecified. Hedges after the closed
classes of Hyland (1998): modal verbs, epistemic adverbs, adjectives and verbs, and their first-person forms. Modality
is the lowest level that the words or the act of saying name; what is asked, demanded, or said on a condition is
underspecified, since nobody commits to it. Offsets are half-open code points of the passage.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extractor.literals.language.lexicon import Entry, Lexicon, Read, words
from extractor.literals.language.words import listed
from extractor.schema import Act, Modality

Level = Literal["probable", "possible"]

_HEDGES: Lexicon[Level] = Lexicon(
    {
        "possible": "may|might|could|possibly|possible|perhaps|maybe|potentially|conceivably|arguably|appear to|"
        "appears to|appeared to|seem to|seems to|seemed to|appears|seems|suggest|suggests",
        "probable": "likely|unlikely|probable|probably|presumably|presumed|supposedly|expected to|estimated|reportedly|"
        "apparently|allegedly|alleged|purportedly|purported|suspected|believed to|thought to|understood to|rumored to|"
        "rumoured to|it is believed|it is thought|it is understood|it is estimated|is said to|are said to|"
        "was said to|were said to|should|appears likely|appear likely|seems likely|"
        "largely believed|in all likelihood|in all probability|must have|we estimate|we believe|we think|we expect|"
        "i think|i believe|i expect|i guess|i suppose|to my knowledge|in my view|in our view",
    }
)
_FUTURE: Lexicon[bool] = Lexicon(
    {
        True: "i'll|you'll|he'll|she'll|it'll|we'll|they'll|that'll|"
        "will|won't|would|shall|going to|is set to|are set to|is due to|are due to|"
        "plans to|plan to|planned to|expects to|expect to|hopes to|hope to|aims to|aim to|intends to|intend to|"
        "is expected to|are expected to|is scheduled to|are scheduled to|is poised to|are poised to|vows to|vowed to|"
        "is likely to|are likely to|is unlikely to|are unlikely to"
    }
)
_OPEN: Lexicon[bool] = Lexicon(
    {True: "if|unless|whether|unclear|not clear|not known|unknown|provided that|as long as|in case"}
)
_NO_CONDITION = listed("as even asked ask asks wonder wondered know knows knew decide decided")
"""Words before "if" that make it no condition: "as if", "even if", "asked if"."""
_PROPER = listed("may will might")
"""Hedges that are names and a month too: with a capital they are none."""
_NOT = listed("not n't")
_BE = listed("is are was were be been being am isn't aren't wasn't weren't")
_LEVEL_OF_ACT: dict[Act, Modality] = {
    "estimated": "probable",
    "predicted": "probable",
    "believed": "probable",
    "alleged": "possible",
    "promised": "probable",
    "demanded": "underspecified",
    "asked": "underspecified",
    "declined": "underspecified",
}
_ORDER: tuple[Modality, ...] = ("underspecified", "possible", "probable")


@dataclass(frozen=True)
class HedgeReading:
    """Words that lower certainty, and to which level."""

    start: int
    end: int
    level: Level


def hedges(passage: str) -> list[HedgeReading]:
    """Find the hedges of a passage, in text order."""
    return list(_found(passage))


def modality(passage: str, act: Act = "said") -> Modality:
    """Return FactBank's level for a passage that is said by ``act``: the lowest that its words or the act name."""
    levels: set[Modality] = {hedge.level for hedge in _found(passage)}
    if act in _LEVEL_OF_ACT:
        levels.add(_LEVEL_OF_ACT[act])
    if is_open(passage):
        levels.add("underspecified")
    if is_future(passage):
        levels.add("probable")
    return next((level for level in _ORDER if level in levels), "certain")


def is_future(passage: str) -> bool:
    """Whether the words speak of what is to come."""
    return any(not _is_name(entry, words(passage)) for entry in _FUTURE.find(passage))


def is_open(passage: str) -> bool:
    """Whether the words ask, or put a condition: nobody says that it is so."""
    if passage.rstrip().rstrip("\"'”’").endswith("?"):
        return True
    return any(
        words(passage).lows[entry.at] != "if" or not _is_no_condition(words(passage), entry.at)
        for entry in _OPEN.find(passage)
    )


def _is_no_condition(read: Read, at: int) -> bool:
    """Whether it is "as if", "even if", or "hundreds, if not thousands"."""
    before = read.lows[at - 1] if at else ""
    behind = "".join(read.lows[at + 1 : at + 2])
    return before in _NO_CONDITION or behind in ("not", "only", "any", "ever", "possible", "necessary")


@lru_cache(maxsize=256)
def _found(passage: str) -> tuple[HedgeReading, ...]:
    return tuple(
        [
            HedgeReading(entry.start, entry.end, entry.label)
            for entry in _HEDGES.find(passage)
            if not (_is_name(entry, words(passage)) or _is_fact(entry, words(passage)))
        ]
    )


def _is_name(entry: Entry[Level] | Entry[bool], read: Read) -> bool:
    """Whether it is a month or a name: "Will" opens a question only before a word without a capital."""
    low, behind = read.lows[entry.at], entry.at + 1
    if low not in _PROPER or not read.capital(entry.at):
        return False
    return entry.at > 0 or low == "may" or behind == len(read.lows) or read.capital(behind)


def _is_fact(entry: Entry[Level], read: Read) -> bool:
    """Whether the words commit after all: "could not swim", "as soon as possible", "the likely winner appears"."""
    low, before = read.lows[entry.at], read.lows[entry.at - 1] if entry.at else ""
    behind = read.lows[entry.at + 1 : entry.at + 3]
    if low == "could":
        return behind[:1] == ["not"] and behind[1:] not in (["have"], ["be"])
    if low == "possible":
        return before in ("as", "if", "where", "when", "whenever", "wherever", "not", "best", "every", "make", "made")
    if low in ("suggest", "appears", "seems", "suspected", "presumed", "alleged") and entry.length == 1:
        return low in ("suggest", "appears") and behind[:1] in (["in"], ["on"], ["at"], ["before"])
    return low == "expected" and before not in _BE and before not in ("widely", "largely", "not", "also", "been")
