"""A mutation test of the harness: mistakes planted in perfect predictions move exactly the slots that they should."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from evals.dataset import Fixture, load
from evals.runs import Mark, PredictedClaim, PredictedSource
from evals.score import FIELDS, ArticleScore, score
from tests.evals.claims import line, perfect

NEWS = Path(__file__).parents[2] / "evals" / "fixtures" / "news"
FIXTURES = tuple(fixture for fixture in load(NEWS) if "long" not in fixture.gold.tags and fixture.gold.claims)


@dataclass(frozen=True)
class Mutation:
    """A mistake.

    Attributes:
        name: What it is called.
        fits: Which claims it can be planted in.
        plant: The claims that stand in place of one.
        moves: The fields whose slots change.
        pairs: By how many pairs the article falls.
        spurious: How many predicted claims are left over.
        reads: The field of gold that the mistake is in: it must have no other reading there.
    """

    name: str
    fits: Callable[[PredictedClaim], bool]
    plant: Callable[[PredictedClaim], Iterable[PredictedClaim]]
    moves: frozenset[str]
    pairs: int = 0
    spurious: int = 0
    reads: str = "evidence"


def wrong_number(claim: PredictedClaim) -> list[PredictedClaim]:
    first, *others = claim.quantities
    value = (first.value or Decimal(0)) * 10 + 7
    return [claim.model_copy(update={"quantities": (first.model_copy(update={"value": value}), *others)})]


def wrong_bound(claim: PredictedClaim) -> list[PredictedClaim]:
    first, *others = claim.quantities
    bound = "at_least" if first.comparator != "at_least" else "at_most"
    return [claim.model_copy(update={"quantities": (first.model_copy(update={"comparator": bound}), *others)})]


def wrong_source(claim: PredictedClaim) -> list[PredictedClaim]:
    other = PredictedSource(name="Quirin Oxbow", kind="person", act=claim.chain[0].act)
    return [claim.model_copy(update={"chain": (other, *claim.chain[1:])})]


def wrong_date(claim: PredictedClaim) -> list[PredictedClaim]:
    first, *others = claim.times
    assert first.start
    assert first.end
    days = {"start": first.start.replace(year=1901), "end": first.end.replace(year=1901)}
    return [claim.model_copy(update={"times": (first.model_copy(update=days), *others)})]


def negated(claim: PredictedClaim) -> list[PredictedClaim]:
    return [claim.model_copy(update={"polarity": "negative" if claim.polarity == "positive" else "positive"})]


def sourceless(claim: PredictedClaim) -> list[PredictedClaim]:
    return [claim.model_copy(update={"chain": (), "directness": None})]


def invented(claim: PredictedClaim) -> list[PredictedClaim]:
    words = "Quirin Oxbow juggled seventy lobsters"
    fresh = PredictedClaim(statement=f"{words}.", evidence=(Mark(text=words),), kind="event", polarity="positive")
    return [claim, fresh]


def split(claim: PredictedClaim) -> list[PredictedClaim]:
    return [claim, PredictedClaim(statement="Half of it.", evidence=(_piece(claim.evidence[0]),), kind="event")]


def _piece(mark: Mark) -> Mark:
    """The first third of some words: too little to be the claim again."""
    assert mark.start is not None
    return Mark(text=mark.text[: max(3, len(mark.text) // 3)], start=mark.start)


MUTATIONS = [
    Mutation(
        "number",
        lambda c: bool(c.quantities) and c.quantities[0].value is not None and len(c.quantities) == 1,
        wrong_number,
        # what stands inside of a quantity is compared where the quantities are paired
        frozenset({"quantity", "comparator", "unit", "measure", "base", "change"}),
        reads="quantities",
    ),
    Mutation(
        "bound",
        lambda c: bool(c.quantities) and c.quantities[0].comparator not in (None, "between") and len(c.quantities) == 1,
        wrong_bound,
        frozenset({"quantity", "comparator"}),
        reads="quantities",
    ),
    Mutation("source", lambda c: bool(c.chain), wrong_source, frozenset({"attribution", "chain"}), reads="attribution"),
    Mutation(
        "no source",
        lambda c: bool(c.chain),
        sourceless,
        frozenset({"attribution", "chain", "act", "directness"}),
        reads="attribution",
    ),
    Mutation(
        "date",
        lambda c: len(c.times) == 1 and bool(c.times[0].start and c.times[0].end) and c.times[0].start.day < 29,  # type: ignore[union-attr]
        wrong_date,
        frozenset({"time"}),
        reads="times",
    ),
    Mutation("negation", lambda c: bool(c.polarity), negated, frozenset({"polarity"}), reads="polarity"),
    Mutation("missing", lambda c: True, lambda c: [], frozenset(FIELDS), pairs=1),
    Mutation("invented", lambda c: True, invented, frozenset({"span", "text", "kind", "polarity"}), spurious=1),
    Mutation("split", lambda c: len(c.evidence[0].text) > 30, split, frozenset({"span", "text", "kind"}), spurious=1),
]


def planted(mutation: Mutation, fixture: Fixture) -> tuple[ArticleScore, PredictedClaim] | None:
    """The score of a perfect prediction with one mistake, and the claim that it was planted in."""
    claims = perfect(fixture)
    for i, claim in enumerate(claims):
        if mutation.fits(claim) and _is_single(claim, claims) and _has_one_reading(fixture, i, mutation.reads):
            edited = [*claims[:i], *mutation.plant(claim), *claims[i + 1 :]]
            return score([fixture], [line(fixture, edited)]).articles[0], claim
    return None


def _is_single(claim: PredictedClaim, claims: list[PredictedClaim]) -> bool:
    """Whether no other claim shares its words: a mistake must not send it to its neighbour."""
    starts = {mark.start for other in claims if other is not claim for mark in other.evidence}
    return not any(mark.start in starts for mark in claim.evidence)


def _has_one_reading(fixture: Fixture, i: int, field: str) -> bool:
    """Whether gold has no other reading that a mistake could fall on."""
    rewarded = [claim for claim in fixture.gold.claims if not claim.optional]
    return not getattr(rewarded[i].alternatives, field)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_mistake_moves_the_slots_that_it_should_and_no_other(mutation: Mutation) -> None:
    tried = 0
    for fixture in FIXTURES:
        if (made := planted(mutation, fixture)) is None:
            continue
        tried += 1
        scored, claim = made
        whole = score([fixture], [line(fixture, perfect(fixture))]).articles[0]
        moved = {name for name in FIELDS if scored.slots[name] != whole.slots[name]}
        assert moved, (mutation.name, fixture.id)
        assert moved <= mutation.moves, (mutation.name, fixture.id, claim.statement)
        assert len(whole.pairs) - len(scored.pairs) == mutation.pairs, (fixture.id, claim.statement)
        assert len(scored.predicted) - len(scored.pairs) - len(scored.unrewarded) == mutation.spurious
    assert tried >= 5, mutation.name


CAPPED = [mutation for mutation in MUTATIONS if mutation.name in ("number", "source", "no source", "negation")]


@pytest.mark.parametrize("mutation", CAPPED, ids=lambda mutation: mutation.name)
def test_what_nobody_may_rely_on_is_capped_and_never_publishable(mutation: Mutation) -> None:
    for fixture in FIXTURES:
        if (made := planted(mutation, fixture)) is not None:
            capped = [pair for pair in made[0].pairs if pair.wrong]
            assert len(capped) == 1, (fixture.id, made[1].statement)
            assert capped[0].credit <= 0.25
            assert not capped[0].publishable


def test_two_claims_in_one_are_told_as_merged() -> None:
    fixture = next(one for one in FIXTURES if one.id == "seed")
    claims = {claim.statement: claim for claim in perfect(fixture)}
    one = next(claim for words, claim in claims.items() if words.startswith("Russia has exhausted its military"))
    other = next(claim for words, claim in claims.items() if words.startswith("Russia has exhausted its armed"))
    start = one.evidence[0].start
    assert start is not None
    words = fixture.article.text[
        start : start + len("Russia has exhausted its military stockpiles and its armed forces")
    ]
    both = one.model_copy(update={"statement": f"{words}.", "evidence": (Mark(text=words, start=start),)})
    rest = [claim for claim in perfect(fixture) if claim not in (one, other)]
    left = score([fixture], [line(fixture, [*rest, both])]).articles[0].left

    assert [(one.name, one.side.words) for one in left] == [("merged", "Russia has exhausted … its armed forces")]
