"""Claims made ready to be compared: gold and predicted claims in the same shape, each field with its right readings.

Nothing is compared here. A side holds what the similarities need, computed once a claim instead of once a pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from evals.dataset import Fixture, located
from evals.runs import Mark, PredictedClaim, PredictedQuantity, PredictedSource, PredictedTime
from evals.schema import Alternatives, GoldAttribution, GoldClaim, GoldQuantity, GoldSource, GoldTime, Words
from evals.words import Spans, Statement, fold, joined, right_statements, said_statements


@dataclass(frozen=True)
class Link:
    """One link of a chain: the names that are right for it, and its mention; ``named`` where one is a name proper."""

    names: frozenset[str]
    mention: str
    act: str | None
    named: bool = True


@dataclass(frozen=True)
class Amount:
    """A number; ``scored`` names the fields that count."""

    words: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    comparator: str | None
    unit: str | None
    measure: str | None
    base: str | None
    change: str | None
    scored: frozenset[str]


@dataclass(frozen=True)
class Moment:
    """A time; ``start`` and ``end`` are days. ``scored`` names the fields that count."""

    words: str
    of: str
    start: date | None
    end: date | None
    timex: str | None
    scored: frozenset[str]


@dataclass(frozen=True)
class Side:
    """One claim; where a field has several right readings, each of them. An empty one was not labelled.

    Attributes:
        evidence: The places of the evidence; none where it does not stand in the article.
        words: The evidence as it was said.
        optional: Gold that is neither rewarded nor punished.
        grounded: Whether all evidence stands in the article.
        labelled: The first reading of each category.
    """

    id: str
    evidence: tuple[Spans, ...]
    words: str
    statements: tuple[Statement, ...]
    chains: tuple[tuple[Link, ...], ...] = ((),)
    quantities: tuple[tuple[Amount, ...], ...] = ((),)
    times: tuple[tuple[Moment, ...], ...] = ((),)
    hedges: tuple[tuple[str, ...], ...] = ((),)
    kind: frozenset[str] = frozenset()
    modality: frozenset[str] = frozenset()
    polarity: frozenset[str] = frozenset()
    directness: frozenset[str] = frozenset()
    checkable: frozenset[bool] = frozenset()
    optional: bool = False
    grounded: bool = True
    labelled: Mapping[str, object] = field(default_factory=dict)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All content words of its statements."""
        return frozenset(word for one in self.statements for word in one.tokens)

    @property
    def order(self) -> tuple[Spans, str, str]:
        """What a list of claims is sorted by, so that the order that they come in changes nothing."""
        return (self.evidence[0] if self.evidence else (), self.statements[0].text, repr(self))


def of_gold(fixture: Fixture, *, alternatives: bool = True) -> tuple[Side, ...]:
    """The gold claims of an article, in text order; without ``alternatives`` with their first reading alone."""
    claims = fixture.gold.claims
    if not alternatives:
        claims = tuple(claim.model_copy(update={"alternatives": Alternatives()}) for claim in claims)
    sides = (_gold_side(fixture, claim) for claim in claims)
    return tuple(sorted(sides, key=lambda side: side.order))


def of_predicted(claims: Iterable[PredictedClaim]) -> tuple[Side, ...]:
    """The predicted claims of an article, in text order; their ids are ``p1``, ``p2`` …."""
    unnamed = sorted((_predicted_side(claim) for claim in claims), key=lambda side: side.order)
    return tuple(replace(side, id=f"p{i}") for i, side in enumerate(unnamed, 1))


def of_traps(fixture: Fixture) -> tuple[Side, ...]:
    """The forbidden claims of an article; their ids are ``trap 1``, ``trap 2`` …."""
    return tuple(
        Side(
            id=f"trap {number}",
            evidence=(joined((span.start, span.end) for span in spans),),
            words=" … ".join(span.text for span in spans),
            statements=right_statements(trap.statement),
        )
        for number, (trap, spans) in enumerate(zip(fixture.gold.forbidden, fixture.traps, strict=True), 1)
    )


def _gold_side(fixture: Fixture, claim: GoldClaim) -> Side:
    other, text = claim.alternatives, fixture.article.text
    readings = [fixture.located[claim.id], *(located(words, text) for words in other.evidence)]
    voices = (claim.attribution, *other.attribution)
    return Side(
        id=claim.id,
        evidence=tuple(joined((span.start, span.end) for span in spans) for spans in readings),
        words=" … ".join(span.text for span in readings[0]),
        statements=right_statements(claim.statement, *other.statement),
        chains=tuple(_gold_chain(voice) for voice in voices),
        quantities=tuple(tuple(map(_gold_amount, each)) for each in (claim.quantities, *other.quantities)),
        times=tuple(tuple(map(_gold_moment, each)) for each in (claim.times, *other.times)),
        hedges=tuple(tuple(fold(hedge.text.text) for hedge in each) for each in (claim.hedges, *other.hedges)),
        kind=_set(claim.kind, *other.kind),
        modality=_set(claim.modality, *other.modality),
        polarity=_set(claim.polarity, *other.polarity),
        directness=_set(*(voice.directness for voice in voices if voice)),
        checkable=frozenset(c for c in (claim.checkable, *other.checkable) if c is not None),
        optional=claim.optional,
        labelled=_first(claim, claim.attribution.directness if claim.attribution else None),
    )


def _predicted_side(claim: PredictedClaim) -> Side:
    found = [(mark.start, mark.start + len(mark.text)) for mark in claim.evidence if mark.start is not None]
    return Side(
        id="",
        evidence=(joined(found),) if found else (),
        words=" … ".join(mark.text for mark in claim.evidence),
        statements=said_statements(claim.statement),
        chains=(tuple(_predicted_link(source) for source in claim.chain),),
        quantities=(tuple(map(_predicted_amount, claim.quantities)),),
        times=(tuple(map(_predicted_moment, claim.times)),),
        hedges=(tuple(fold(hedge.span.text) for hedge in claim.hedges),),
        kind=_set(claim.kind),
        modality=_set(claim.modality),
        polarity=_set(claim.polarity),
        directness=_set(claim.directness),
        checkable=frozenset() if claim.checkable is None else frozenset([claim.checkable]),
        grounded=bool(claim.evidence) and len(found) == len(claim.evidence),
        labelled=_first(claim, claim.directness),
    )


def _first(claim: GoldClaim | PredictedClaim, directness: str | None) -> Mapping[str, object]:
    """What a claim says of itself in each category, other readings aside."""
    said = {"modality": claim.modality, "polarity": claim.polarity, "checkable": claim.checkable}
    return {"kind": claim.kind, "directness": directness, **said}


def _gold_chain(voice: GoldAttribution | None) -> tuple[Link, ...]:
    return tuple(_gold_link(source) for source in voice.chain) if voice else ()


def _gold_link(source: GoldSource) -> Link:
    names, mention = [source.name.text] if source.name else [], source.span.text if source.span else ""
    right = [*(names or filter(None, [mention])), *source.aliases]  # who has no name is called as the article calls him
    return replace(_link(right, mention, source.act), named=bool(names))


def _predicted_link(source: PredictedSource) -> Link:
    return _link([source.name] if source.name else [], source.span.text if source.span else "", source.act)


def _link(names: Sequence[str], mention: str, act: str | None) -> Link:
    return Link(frozenset(_bare(name) for name in names), _bare(mention), act)


def _bare(name: str) -> str:
    """A name without article, possessive and punctuation at its ends."""
    folded = fold(name).strip(" .,;:\"'()")
    return re.sub(r"^(?:the|a|an|its|his|her|their)\s+|'s$", "", folded)


def _gold_amount(one: GoldQuantity) -> Amount:
    return _amount(one, one.text.text, frozenset(one.model_fields_set))


def _predicted_amount(one: PredictedQuantity) -> Amount:
    return _amount(one, one.span.text, _ALL_OF_AMOUNT)


def _amount(one: GoldQuantity | PredictedQuantity, words: str, scored: frozenset[str]) -> Amount:
    return Amount(
        words=fold(words),
        value=one.value,
        low=one.low,
        high=one.high,
        comparator=one.comparator,
        unit=one.unit and fold(one.unit),
        measure=_folded(one.measure),
        base=_folded(one.base),
        change=one.change,
        scored=scored,
    )


_ALL_OF_AMOUNT = frozenset(GoldQuantity.model_fields)
_ALL_OF_TIME = frozenset(GoldTime.model_fields)


def _gold_moment(one: GoldTime) -> Moment:
    return _moment(one, one.text.text, frozenset(one.model_fields_set))


def _predicted_moment(one: PredictedTime) -> Moment:
    return _moment(one, one.span.text, _ALL_OF_TIME)


def _moment(one: GoldTime | PredictedTime, words: str, scored: frozenset[str]) -> Moment:
    return Moment(fold(words), one.of or "event", _day(one.start), _day(one.end), one.timex, scored)


def _day(moment: date | None) -> date | None:
    return None if moment is None else date(moment.year, moment.month, moment.day)


def _folded(named: Words | Mark | None) -> str | None:
    return None if named is None else fold(named.text)


def _set(*values: str | None) -> frozenset[str]:
    return frozenset(value for value in values if value is not None)
