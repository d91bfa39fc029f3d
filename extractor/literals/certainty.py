"""How certain a passage is, on FactBank's scale, and what lowers it.

Modality and polarity after FactBank (Saurí and Pustejovsky, 2009): certain, probable, possible, underspecified;
positive, negative. Hedges after Hyland's (1998) closed classes: modal verbs, epistemic adverbs and verbs. Offsets are
half-open code points of the passage. Quotation marks decide whose a hedge is; the caller knows them, this room does
not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extractor.literals.language.tokens import inside
from extractor.schema import Act, Kind, Modality, Polarity

_POSSIBLE = (
    "(?-i:may)|might|could|possibly|perhaps|maybe|potentially|conceivably|appears? to|appeared to|"
    "seems? to|seemed to|suggests?"
)
_PROBABLE = (
    "likely|probably|presumably|expected to|estimated|reportedly|apparently|allegedly|purportedly|"
    "believed to|thought to|"
    "said to|should|appears? likely|largely believed|we estimate|we believe|we think|i think|i believe|we expect"
)
_FUTURE = (
    "will|would|won't|is going to|are going to|is set to|are set to|plans? to|expects? to|is "
    "expected to|are expected to"
)
_NEGATION = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|(?:is|are|was|were|has|have|had|do|does|did|would|could|should|must|wo|ca)n['’]t)\b",
    re.IGNORECASE,
)
_NO_NEGATION = re.compile(
    r"\b(?:not only|no fewer than|no less than|no more than|no later than|not just)\b", re.IGNORECASE
)
_HEDGES = re.compile(rf"\b(?:(?P<possible>{_POSSIBLE})|(?P<probable>{_PROBABLE}))\b", re.IGNORECASE)
_FORECAST = re.compile(rf"\b(?:{_FUTURE})\b", re.IGNORECASE)
_CAUSE = re.compile(
    r"\b(?:because|caus(?:e|es|ed|ing)|due to|as a result of|led to|leads to|resulted in|results in|"
    r"thanks to|prompted|triggered)\b",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\b(?:stunning|terrible|great|wonderful|beautiful|awful|shameful|disgraceful|unacceptable|outrageous|best|worst|"
    r"disappointing|disappointed|proud|amazing|horrific|tragic|brave|stupid|wrong|unfair|fantastic|incredible|"
    r"should|ought to|must|important|dangerous|i think|i believe|we believe|in my view)\b",
    re.IGNORECASE,
)
_STATE = re.compile(r"^[^.]*?\b(?:is|are|was|were|has|have|had|remains?|stands?|lies?|am|'s|'re)\b", re.IGNORECASE)
_HAS_DONE = re.compile(
    r"\b(?:has|have|had|was|were|been)\s+(?:\w+ly\s+)?\w+(?:ed|en|wn|ne|st|nt|lt|ld|pt|me)\b", re.IGNORECASE
)

_MODALITY_OF_ACT: dict[Act, Modality] = {
    "estimated": "probable",
    "predicted": "probable",
    "believed": "probable",
    "alleged": "possible",
    "promised": "probable",
    "demanded": "underspecified",
    "asked": "underspecified",
    "declined": "underspecified",
}


@dataclass(frozen=True)
class HedgeReading:
    """Words that lower certainty, and to which level."""

    start: int
    end: int
    level: Literal["probable", "possible"]


def hedges(passage: str) -> list[HedgeReading]:
    """Find the hedges of a passage, in text order."""
    return [
        HedgeReading(match.start(), match.end(), "possible" if match.group("possible") else "probable")
        for match in _HEDGES.finditer(passage)
    ]


def modality(passage: str, act: Act = "said") -> Modality:
    """Return FactBank's level for a passage that is said by ``act``: the lowest that its hedges or the act name."""
    levels: list[Modality] = [hedge.level for hedge in hedges(passage)]
    if act in _MODALITY_OF_ACT:
        levels.append(_MODALITY_OF_ACT[act])
    if _FORECAST.search(passage):
        levels.append("probable")
    for level in ("underspecified", "possible", "probable"):
        if level in levels:
            return level
    return "certain"


def negations(passage: str) -> list[tuple[int, int]]:
    """Find the words of a passage that negate; "no fewer than" and "not only" do not."""
    harmless = [match.span() for match in _NO_NEGATION.finditer(passage)]
    found = [match.span() for match in _NEGATION.finditer(passage)]
    return [(start, end) for start, end in found if not inside(start, harmless)]


def polarity(passage: str) -> Polarity:
    """Return whether a passage denies: its main clause is negated."""
    main = re.split(r"\b(?:who|which|because|although|though|despite)\b", passage, maxsplit=1, flags=re.IGNORECASE)[0]
    return "negative" if negations(main) else "positive"


def kind(passage: str, *, has_quantity: bool, act: Act = "said") -> Kind:
    """Return what kind of claim a passage makes, by its words alone."""
    if act == "predicted" or _FORECAST.search(passage):
        return "forecast"
    if _OPINION.search(passage):
        return "opinion"
    if has_quantity:
        return "statistic"
    if _CAUSE.search(passage):
        return "cause"
    if _STATE.search(passage) and not _HAS_DONE.search(passage):
        return "state"
    return "event"


def checkable(kind: Kind, modality: Modality, passage: str) -> bool:
    """Return whether somebody could verify it: no opinion, no forecast, no question and no demand."""
    return kind not in {"opinion", "forecast"} and modality != "underspecified" and not passage.rstrip().endswith("?")
