"""What a peer is asked for, and how its words become predicted claims."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from evals.runs import Mark, PredictedClaim, PredictedQuantity, PredictedSource, PredictedTime
from extractor.schema import Act, Comparator, Kind, Modality, Number, Polarity


class PeerFailed(Exception):
    """A peer gave no answer for an article; its gold counts as missed."""


class PeerQuantity(BaseModel):
    """A number."""

    text: str = Field(description="bound, number and unit, verbatim: more than 100,000")
    value: float | None = Field(description="the number that the words name, scale applied")
    comparator: Comparator
    unit: str | None = Field(description="percent, fraction, an ISO 4217 code or a unit's name; null for a count")


class PeerTime(BaseModel):
    """A time."""

    text: str = Field(description="verbatim, with its preposition: since December")
    start: str | None = Field(description="first day, YYYY-MM-DD")
    end: str | None = Field(description="last day, YYYY-MM-DD")


class PeerClaim(BaseModel):
    """One thing that the article says is so: the record of a claim, its places given by their words."""

    statement: str = Field(description="one self-contained sentence")
    evidence: list[str] = Field(description="the article's verbatim words that carry it, without who said it")
    kind: Kind
    source: str | None = Field(description="full name of who says it; null for the article's own voice")
    reported_by: str | None = Field(description="a second source that passes it on")
    act: Act | None = Field(description="what the source does in saying it")
    modality: Modality
    polarity: Polarity
    quantities: list[PeerQuantity]
    times: list[PeerTime]


class PeerAnswer(BaseModel):
    """All claims of the article."""

    claims: list[PeerClaim]


INSTRUCTION = (
    "Extract every claim of the news article: one thing that is said to be so, in the smallest part that can be true "
    "or false alone. Coordinated, quoted and relative parts are claims of their own. Copy evidence, quantities and "
    "times verbatim. Do not change or invent anything."
)
"""What both peers are told; the fields say the rest."""


def predicted(claim: PeerClaim, text: str) -> PredictedClaim:
    """The claim as a run holds it: words that stand in the article verbatim get their place."""
    sources = [name for name in (claim.source, claim.reported_by) if name and name.strip().lower() not in _NOBODY]
    return PredictedClaim(
        statement=claim.statement or " ".join(claim.evidence),
        evidence=tuple(mark(words, text) for words in claim.evidence),
        chain=tuple(PredictedSource(name=name, act=claim.act) for name in sources),
        kind=claim.kind,
        modality=claim.modality,
        polarity=claim.polarity,
        quantities=tuple(_quantities(claim.quantities, text)),
        times=tuple(
            PredictedTime(span=mark(time.text, text), start=_day(time.start), end=_day(time.end))
            for time in claim.times
        ),
    )


_NOBODY = {"", "null", "none", "article", "the article"}


def mark(words: str, text: str) -> Mark:
    """Words with the first place where they stand verbatim; quotation marks around them are left aside."""
    bare = words.strip().strip('"“”').strip()
    place = text.find(bare) if bare else -1
    return Mark(text=bare, start=None if place < 0 else place)


def _quantities(given: Iterable[PeerQuantity], text: str) -> Iterable[PredictedQuantity]:
    for one in given:
        bounds = (one.value, one.value) if one.comparator == "exactly" else (None, None)
        value, low, high = (_number(each) for each in (one.value, *bounds))
        yield PredictedQuantity(
            span=mark(one.text, text), value=value, low=low, high=high, comparator=one.comparator, unit=one.unit
        )


def _number(value: float | None) -> Any:
    try:
        return None if value is None else TypeAdapter(Number).validate_python(value)
    except ValidationError:
        return None


def _day(words: str | None) -> date | None:
    try:
        return datetime.fromisoformat(words).date() if words else None
    except ValueError:
        return None
