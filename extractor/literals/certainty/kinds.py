"""What kind of claim a passage makes, by its words alone, and whether somebody could verify it.

Forecast before opinion before statistic before cause before state; what is none of them is an event. Opinion words
after the strong and weak subjectivity classes of Wiebe, Wilson and Cardie (2005), only where they judge.
"""

from __future__ import annotations

import re

from extractor.literals.certainty.hedges import is_future
from extractor.literals.language.lexicon import Lexicon, vocabulary, words
from extractor.literals.language.words import listed
from extractor.schema import Act, Kind, Modality

_CAUSE: Lexicon[bool] = Lexicon(
    {
        True: "because|cause|causes|caused|causing|due to|owing to|as a result of|as a consequence of|led to|leads to|"
        "leading to|resulted in|results in|resulting in|thanks to|prompted|prompts|triggered|triggers|brought about|"
        "stemmed from|stems from|blamed for|contributed to|contributes to|attributed to"
    }
)
_OPINION: Lexicon[bool] = Lexicon(
    {
        True: "stunning|terrible|great|wonderful|beautiful|awful|shameful|disgraceful|unacceptable|outrageous|best|"
        "worst|disappointing|disappointed|disappointment|proud|amazing|horrific|horrible|tragic|tragedy|brave|stupid|foolish|"
        "wrong|unfair|fair|fantastic|incredible|unforgivable|absurd|ridiculous|pathetic|brilliant|excellent|"
        "should|ought to|must|important|dangerous|reckless|irresponsible|cowardly|heroic|unjust|inhumane|immoral|"
        "i think|i believe|we believe|in my view|in our view|in my opinion|deserve|deserves|deserved|it is time"
    }
)
_SUPERLATIVES = listed("best worst great")
_PLAIN = listed("known seller sellers selling deal many hit")
"""Words behind a superlative that make it no judgement: "best known", "a great many"."""
_BOUND_TO = listed("appear face pay serve register surrender report file submit apply comply repay undergo vacate have")
"""Verbs behind "must" that tell what a court or a rule demands, and no opinion."""
_BE = listed(
    "is are was were am be been being remain remains remained stand stands lie lies 's 're isn't aren't wasn't weren't"
)
_HAVE = listed("has have had 've hasn't haven't hadn't")
_BE_OR_HAVE = _BE | _HAVE
_POSSESSED = re.compile("['’][sS]")
_BETWEEN = listed("not also still now never already been being only just all both largely partly n't")
_IRREGULAR = listed(
    "been become begun born bought broken brought built burnt caught chosen come cut dealt done drawn driven "
    "drunk eaten fallen fed felt fought found flown forbidden forgotten given gone grown had heard held hidden "
    "hit hurt kept known laid led left lent let lost made meant met paid put read ridden risen run said seen sent "
    "set shaken shed shot shown shrunk shut slain slept sold sought spent spread stolen stood struck sunk sworn "
    "swum swung taken taught thought told torn thrown understood woken won worn written withdrawn"
)
_STATES = listed(
    "closed based located situated open shut needed required due born known called named made married dead alive"
)
"""Participles that tell how something is, no event: "is closed", "is based in"."""


def kind(passage: str, *, has_quantity: bool, act: Act = "said") -> Kind:
    """Return what kind of claim a passage makes, by its words alone."""
    if act == "predicted" or is_future(passage):
        return "forecast"
    if _judges(passage):
        return "opinion"
    if has_quantity:
        return "statistic"
    if any(_CAUSE.find(passage)):
        return "cause"
    return "state" if _is_state(passage) else "event"


def checkable(kind: Kind, modality: Modality, passage: str) -> bool:
    """Return whether somebody could verify it: no opinion, no forecast, no question and no demand."""
    asks = passage.rstrip().rstrip("\"'”’").endswith("?")
    return kind not in {"opinion", "forecast"} and modality != "underspecified" and not asks


def _judges(passage: str) -> bool:
    for entry in _OPINION.find(passage):
        read = words(passage)
        low, behind = read.lows[entry.at], read.lows[entry.at + 1 : entry.at + 2]
        bound = low == "must" and set(behind) <= _BOUND_TO
        name = read.capital(entry.at) and entry.at > 0 and low not in ("i", "we")  # "Great Lakes"
        if not (bound or name or (low in _SUPERLATIVES and set(behind) & _PLAIN)):
            return True
    return False


def _is_state(passage: str) -> bool:
    """Whether its first finite "be" or "have" has no participle of an event behind it."""
    known = vocabulary(passage)
    if _BE_OR_HAVE.isdisjoint(known) and not _POSSESSED.search(passage):
        return False
    lows = words(passage).lows
    for at, low in enumerate(lows):
        if low in _BE_OR_HAVE or (low.endswith("'s") and at + 1 < len(lows)):
            return not _has_happened(lows, at + 1)
    return False


def _has_happened(lows: list[str], at: int) -> bool:
    while at < len(lows) and (lows[at] in _BETWEEN or lows[at].endswith("ly")):
        at += 1
    low = lows[at] if at < len(lows) else ""
    return low not in _STATES and (low in _IRREGULAR or (low.endswith("ed") and len(low) > 3))
