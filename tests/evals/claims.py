"""Runs made of gold: a perfect prediction, and what a test does to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from evals.dataset import Fixture
from evals.runs import (
    Line,
    Mark,
    PredictedClaim,
    PredictedHedge,
    PredictedQuantity,
    PredictedSource,
    PredictedTime,
    text_hash,
)
from evals.schema import GoldClaim, GoldSource, Words
from extractor.schema import Provenance

MADE = Provenance(extractor="0", engine="llm", model="gold")
Edit = Callable[[list[PredictedClaim]], list[PredictedClaim]]


def perfect(fixture: Fixture, *, optional: bool = False) -> list[PredictedClaim]:
    """What an engine would predict that reads as the labeller did; optional gold only if it is wanted."""
    return [_predicted(fixture, claim) for claim in fixture.gold.claims if optional or not claim.optional]


def line(fixture: Fixture, claims: Iterable[PredictedClaim], **other: Any) -> Line:
    return Line(article=fixture.id, text=text_hash(fixture.article), made=MADE, claims=tuple(claims), **other)


def lines(fixtures: Sequence[Fixture], edit: Edit = lambda claims: claims) -> list[Line]:
    return [line(fixture, edit(perfect(fixture))) for fixture in fixtures]


def _predicted(fixture: Fixture, claim: GoldClaim) -> PredictedClaim:
    def mark(words: Words | None) -> Mark | None:
        if words is None:
            return None
        span = fixture.where(claim.id, words)
        return Mark(text=span.text, start=span.start)

    def sure(words: Words) -> Mark:
        found = mark(words)
        assert found is not None
        return found

    def source(gold: GoldSource) -> PredictedSource:
        name = gold.name.text if gold.name else None
        return PredictedSource(name=name, span=mark(gold.span), kind=gold.kind, act=gold.act, cue=mark(gold.cue))

    return PredictedClaim(
        statement=claim.statement,
        evidence=tuple(Mark(text=span.text, start=span.start) for span in fixture.located[claim.id]),
        chain=tuple(map(source, claim.attribution.chain)) if claim.attribution else (),
        directness=claim.attribution.directness if claim.attribution else None,
        kind=claim.kind,
        modality=claim.modality,
        polarity=claim.polarity,
        hedges=tuple(PredictedHedge(span=sure(hedge.text), by=hedge.by) for hedge in claim.hedges),
        quantities=tuple(
            PredictedQuantity(
                span=sure(one.text), value=one.value, low=one.low, high=one.high, comparator=one.comparator,
                unit=one.unit,
                measure=mark(one.measure), base=mark(one.base), change=one.change,
            )
            for one in claim.quantities
        ),
        times=tuple(
            PredictedTime(
                span=sure(one.text), of=one.of or "event", type=one.type, timex=one.timex, start=one.start, end=one.end,
                relation=one.relation,
            )
            for one in claim.times
        ),
        checkable=claim.checkable,
    )  # fmt: skip
