"""What must hold of any score, whatever is scored; and each formula on examples that were computed by hand."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest

from evals import similarity
from evals.dataset import Fixture, load
from evals.match import assign, paired_sum
from evals.metrics import Counts
from evals.runs import Mark, PredictedClaim, RunError
from evals.score import FIELDS, METRICS, align, score, score_sides
from evals.score.slots import Slots
from evals.sides import Amount, Link, Moment, Side, of_gold, of_predicted
from evals.words import statement
from tests.evals.claims import line, lines, perfect

NEWS = Path(__file__).parents[2] / "evals" / "fixtures" / "news"
FIXTURES = load(NEWS)
SHORT = tuple(fixture for fixture in FIXTURES if "long" not in fixture.gold.tags)


def noisy(fixture: Fixture, seed: int) -> list[PredictedClaim]:
    """A prediction that is right, wrong and missing here and there."""
    chance = random.Random(seed)
    claims = [claim for claim in perfect(fixture, optional=True) if chance.random() > 0.3]
    cut = [claim for claim in claims if chance.random() > 0.7]
    return claims + [claim.model_copy(update={"polarity": "negative", "chain": ()}) for claim in cut]


def test_a_perfect_prediction_scores_one_in_every_metric_and_field() -> None:
    scored = score(FIXTURES, lines(FIXTURES))

    for metric in METRICS:
        assert scored.f1(metric).value == pytest.approx(1), metric
    for name in ("span", "text", "quantity", "time", "attribution", "chain", "modality", "polarity", "kind"):
        slots = scored.slots(name)
        assert (slots.partial, slots.incorrect, slots.missing, slots.spurious) == (0, 0, 0, 0), name
    assert not [left for article in scored.articles for left in article.left]


def test_an_empty_prediction_has_no_recall_and_no_precision_at_all() -> None:
    scored = score(FIXTURES, lines(FIXTURES, lambda _: []))

    assert scored.recall("found").value == 0
    assert scored.precision("found").value is None
    assert scored.f1("found").value == 0
    assert scored.f1("grounding").value is None


def test_the_order_of_the_input_changes_nothing() -> None:
    fixture = next(one for one in SHORT if one.id == "seed")
    claims = noisy(fixture, 1)
    first = score([fixture], [line(fixture, claims)])
    counts = [first.counts(metric) for metric in METRICS]
    slots = {name: first.slots(name) for name in FIELDS}

    for seed in range(200):
        shuffled = random.Random(seed).sample(claims, len(claims))
        again = score([fixture], [line(fixture, shuffled)])
        assert [again.counts(metric) for metric in METRICS] == counts
        assert {name: again.slots(name) for name in FIELDS} == slots


@pytest.mark.parametrize("fixture", SHORT, ids=lambda fixture: fixture.id)
def test_saying_it_twice_never_raises_a_score(fixture: Fixture) -> None:
    claims = noisy(fixture, 2)
    once, twice = (score([fixture], [line(fixture, said)]) for said in (claims, claims * 2))

    for metric in ("found", "soft", "publishable"):
        before, after = once.counts(metric), twice.counts(metric)
        assert after.paired <= before.paired + 1e-9
        assert (after.f1 or 0) <= (before.f1 or 0) + 1e-9


def test_swapping_gold_and_predicted_swaps_precision_and_recall() -> None:
    for fixture in SHORT:
        gold = tuple(replace(side, optional=False) for side in of_gold(fixture, alternatives=False))
        gold = tuple(_without_aliases(side) for side in gold)
        said = {(claim.evidence, claim.statement): claim for claim in noisy(fixture, 3)}  # no claim twice
        predicted = tuple(_without_aliases(side) for side in of_predicted(said.values()))
        free = replace(fixture, traps=(), gold=fixture.gold.model_copy(update={"forbidden": ()}))
        one, other = score_sides(free, gold, predicted), score_sides(free, predicted, gold)
        for metric in ("found", "soft", "publishable"):
            ours, theirs = one.counts(metric), other.counts(metric)
            assert (ours.gold, ours.predicted) == (theirs.predicted, theirs.gold)
            assert ours.paired == pytest.approx(theirs.paired, abs=1e-9), (fixture.id, metric)


def _without_aliases(side: Side) -> Side:
    chains = tuple(tuple(replace(link, names=frozenset(sorted(link.names)[:1])) for link in one) for one in side.chains)
    return replace(side, chains=chains)


def test_micro_averages_are_the_sum_of_counts() -> None:
    predicted = [line(fixture, noisy(fixture, 4)) for fixture in SHORT]
    together = score(SHORT, predicted)

    for metric in METRICS:
        apart = sum((score([f], [p]).counts(metric) for f, p in zip(SHORT, predicted, strict=True)), Counts())
        assert together.counts(metric).paired == pytest.approx(apart.paired)
        assert (together.counts(metric).gold, together.counts(metric).predicted) == (apart.gold, apart.predicted)


def test_an_article_that_failed_counts_its_gold_as_missed() -> None:
    good, bad = SHORT[:2]
    scored = score([good, bad], [line(good, perfect(good)), line(bad, [], failed="no answer")])
    wanted = sum(not claim.optional for claim in bad.gold.claims)

    assert scored.counts("found").gold - scored.counts("found").paired == wanted


def test_optional_gold_is_neither_rewarded_nor_punished() -> None:
    without = score(SHORT, [line(f, perfect(f)) for f in SHORT]).counts("found")
    everything = score(SHORT, [line(f, perfect(f, optional=True)) for f in SHORT]).counts("found")

    assert everything == without


def test_without_exhaustive_gold_only_recall_is_measured() -> None:
    fixture = next(one for one in SHORT if one.id == "corrections")
    partly = replace(fixture, gold=fixture.gold.model_copy(update={"exhaustive": False}))
    scored = score([partly], [line(partly, perfect(partly)[:5])])

    assert scored.recall("found").value == pytest.approx(5 / len(perfect(partly)))
    assert scored.precision("found").value is None
    assert scored.f1("found").value is None


def test_a_run_on_another_text_is_refused() -> None:
    fixture = SHORT[0]
    other = line(fixture, []).model_copy(update={"text": "0" * 16})

    with pytest.raises(RunError, match=f"another text of the article {fixture.id}"):
        score([fixture], [other])


def test_the_assignment_is_the_best_of_all() -> None:
    chance = random.Random(5)
    for _ in range(50):
        weights = [[chance.choice([0, chance.random()]) for _ in range(4)] for _ in range(4)]
        best = max(sum(weights[i][j] for i, j in enumerate(order)) for order in permutations(range(4)))
        assert paired_sum(weights) == pytest.approx(best)
        assert len({i for i, _ in assign(weights)}) == len(assign(weights))


def test_the_threshold_stands_before_the_assignment() -> None:
    likes = [[0.7, 0.39], [0.39, 0.0]]
    allowed = [[like if like >= 0.4 else 0.0 for like in row] for row in likes]

    assert assign(likes) == [(0, 1), (1, 0)]  # of which none reaches the threshold
    assert assign(allowed) == [(0, 0)]


# ------------------------------------------------------------------------------------------- formulas, by hand


def side(words: str = "x", *, spans: tuple[tuple[int, int], ...] = ((0, 10),), **fields: object) -> Side:
    return replace(Side("s", (spans,), words, (statement(words),)), **fields)  # type: ignore[arg-type]


def test_span_is_intersection_over_union() -> None:
    assert similarity.span(side(spans=((0, 10),)), side(spans=((5, 15),))) == pytest.approx(5 / 15)
    assert similarity.span(side(spans=((0, 4), (8, 10))), side(spans=((2, 9),))) == pytest.approx(3 / 10)
    assert similarity.span(side(spans=((0, 4),)), side(spans=((4, 9),))) == 0


def test_text_is_half_word_f1_and_half_indel() -> None:
    # words mine closed dorn / mine closed orrin: F1 2/3; of their 16 and 17 characters the longest common subsequence
    # is "mine closed " and "orn", 15, so Indel is 30/33
    like = similarity.text(side("mine closed dorn"), side("mine closed orrin"), None)
    assert like == pytest.approx((2 / 3 + 30 / 33) / 2)
    assert similarity.text(side("a ferry sank"), side("prices rose"), None) == 0


def test_text_is_capped_by_numbers_and_negation_and_floored_by_evidence() -> None:
    near = side("over 20,000 people died in the war"), side("over 2,000 people died in the war")
    assert similarity.text(*near, 1.0) == 0.5
    assert similarity.text(side("the mine is closed"), side("the mine is not closed"), 1.0) == 0.3
    assert similarity.text(side("the mine is closed"), side("a shaft was shut"), 0.5) == 0.5
    assert similarity.text(side("the mine has 3 shafts"), side("the mine has shafts"), 1.0) > 0.5


def amount(value: int | None, comparator: str, unit: str | None = None, **other: object) -> Amount:
    scored = frozenset({"value", "low", "high", "comparator", "unit"})
    made = Amount(
        "w", None if value is None else Decimal(value), None, None, comparator, unit, None, None, None, scored
    )
    return replace(made, **other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("gold", "predicted", "worth"),
    [
        (amount(100_000, "more_than"), amount(100_000, "more_than"), 1),
        (amount(100_000, "more_than"), amount(100_000, "exactly"), 0.5),
        (amount(100_000, "more_than"), amount(10_000, "more_than"), 0),
        (amount(5, "exactly", "percent"), amount(5, "exactly"), 0),
        (amount(2_347, "exactly"), amount(2_300, "about"), 0.5),  # rightly rounded to two digits
        (amount(2_347, "exactly"), amount(2_400, "about"), 0),  # wrongly rounded
        (amount(2_347, "exactly"), amount(2_000, "about"), 0),  # one digit is too few
        (amount(41, "exactly"), amount(42, "exactly"), 0),  # a near number is a wrong number
        (
            amount(None, "between", low=Decimal(3), high=Decimal(5)),
            amount(None, "between", low=Decimal(3), high=Decimal(6)),
            0,
        ),
    ],
)
def test_a_quantity_is_right_half_right_or_wrong(gold: Amount, predicted: Amount, worth: float) -> None:
    assert similarity.amount(gold, predicted) == worth


def moment(start: str | None, end: str | None, of: str = "event", timex: str | None = None) -> Moment:
    first, last = (None if day is None else date.fromisoformat(day) for day in (start, end))
    return Moment("w", of, first, last, timex, frozenset({"start", "end", "timex"}))


@pytest.mark.parametrize(
    ("gold", "predicted", "worth"),
    [
        (moment("2024-01-01", "2024-01-31"), moment("2024-01-01", "2024-01-31"), 1),
        (moment("2024-01-01", "2024-01-31"), moment("2024-02-01", "2024-02-29"), 0),
        (moment("2024-01-01", "2024-01-10"), moment("2024-01-06", "2024-01-15"), 5 / 15),
        (moment("2024-01-01", "2024-12-31"), moment("2024-05-01", "2024-05-01"), 0.5),  # one holds the other
        (moment(None, "2024-05-31"), moment(None, "2024-05-31"), 1),
        (moment(None, "2024-05-31"), moment("2024-05-31", "2024-05-31"), 0.5),
        (moment("2024-05-31", "2024-05-31"), moment("2024-05-31", "2024-05-31", of="attribution"), 0),
        (moment(None, None, timex="P6W"), moment(None, None, timex="P6W"), 1),
        (moment(None, None, timex="P6W"), moment(None, None, timex="P6M"), 0),
        (moment("2024-05-31", "2024-05-31"), moment(None, None), 0),
    ],
)
def test_a_time_is_worth_the_days_it_shares(gold: Moment, predicted: Moment, worth: float) -> None:
    assert similarity.moment(gold, predicted) == pytest.approx(worth)


def link(*names: str, mention: str = "") -> Link:
    return Link(frozenset(names), mention, "said")


@pytest.mark.parametrize(
    ("gold", "predicted", "worth"),
    [
        (link("john kirby", "kirby"), link("kirby"), 1),
        (link("ilse anna brandt"), link("ilse brandt"), 0.5),
        (link("ilse brandt"), link("tomas brandt"), 0),
        (link("ministry of health"), link("ministry"), 0.5),
        (link("ministry of health"), link("health"), 0.5),  # the last word counts as a head too
        (link(mention="two officials"), link(mention="two officials"), 1),
        (link(mention="two officials"), link("ilse brandt"), 0),
        (link("ilse brandt"), link(mention="mayor ilse brandt"), 0.5),
    ],
)
def test_a_source_is_right_by_name_or_in_part(gold: Link, predicted: Link, worth: float) -> None:
    assert similarity.link(gold, predicted) == worth


def test_a_chain_is_right_in_order_or_half_right_by_its_first_link() -> None:
    kirby, hill = link("kirby"), link("hill")

    def chain(gold: tuple[Link, ...], predicted: tuple[Link, ...]) -> float | None:
        return similarity.chain(side(chains=(gold,)), side(chains=(predicted,)))

    assert chain((kirby, hill), (kirby, hill)) == 1
    assert chain((kirby, hill), (kirby,)) == 0.5
    assert chain((kirby, hill), (hill, kirby)) == 0
    assert chain((kirby,), ()) == 0
    assert chain((), ()) is None


def test_credit_is_the_weighted_mean_of_what_is_there_and_is_capped() -> None:
    kinds = {"modality": frozenset(["certain"]), "kind": frozenset(["event"]), "polarity": frozenset(["positive"])}
    gold = side("the mine closed in may", quantities=((amount(3, "about"),),), **kinds)  # type: ignore[arg-type]
    half = replace(gold, quantities=((amount(3, "exactly"),),))
    pair = align([gold], [half])[0]
    # quantity ½ × 2, text 1 × 1, modality 1 × ½, kind 1 × ½; no source, no time
    assert pair.credit == pytest.approx((0.5 * 2 + 1 + 0.5 + 0.5) / 4)
    assert pair.likeness == pytest.approx((3 * 1 + 2 * 1 + 1 * 0.5) / 6)
    assert not pair.publishable

    denied = align([gold], [replace(gold, polarity=frozenset(["negative"]))])[0]
    assert denied.credit == 0.25
    assert denied.wrong == ("polarity",)
    assert align([gold], [gold])[0].publishable


def test_muc_counts_give_precision_and_recall() -> None:
    # possible 10, actual 9; right 5 + ½·2 (Chinchor and Sundheim 1993)
    slots = Slots(correct=5, partial=2, incorrect=1, missing=2, spurious=1)

    assert (slots.recall, slots.precision) == (6 / 10, 6 / 9)
    assert slots.f1 == pytest.approx(2 * (6 / 10) * (6 / 9) / (6 / 10 + 6 / 9))
    assert Slots().f1 is None


def test_evidence_that_is_nowhere_is_fabricated() -> None:
    fixture = next(one for one in SHORT if one.id == "seed")
    invented = PredictedClaim(statement="Nobody said so.", evidence=(Mark(text="nobody said so"),))
    scored = score([fixture], [line(fixture, [*perfect(fixture), invented])])

    assert [left.name for left in scored.articles[0].left] == ["fabricated"]
    assert scored.f1("grounding").value == pytest.approx(len(perfect(fixture)) / (len(perfect(fixture)) + 1))


def test_a_trap_is_told_when_it_is_sprung() -> None:
    fixture = next(one for one in SHORT if one.id == "border-talks")
    trap, spans = fixture.gold.forbidden[0], fixture.traps[0]
    said = PredictedClaim(
        statement=trap.statement, evidence=tuple(Mark(text=span.text, start=span.start) for span in spans)
    )
    left = score([fixture], [line(fixture, [said])]).articles[0].left

    assert [one.name for one in left if one.side.id == "p1"] in ([], ["trap"])


# ------------------------------------------------------------------------------------ what must not slip through


def test_one_wrong_number_of_two_caps_the_credit() -> None:
    both = side("3 of 30 ships sank", quantities=((amount(3, "exactly"), amount(30, "exactly")),))
    wrong = replace(both, quantities=((amount(3, "exactly"), amount(3_000, "exactly")),))
    fewer = replace(both, quantities=((amount(3, "exactly"),),))

    assert align([both], [wrong])[0].wrong == ("number",)
    assert align([both], [wrong])[0].credit == 0.25
    assert align([both], [fewer])[0].wrong == ()  # one that is missing is not wrong
    assert align([both], [fewer])[0].credit < 1


def test_a_statement_that_contradicts_gold_is_not_publishable_though_its_fields_are_right() -> None:
    gold = side("the mine has 30 shafts", quantities=((amount(30, "exactly"),),))
    other = replace(gold, statements=(statement("the mine has 40 shafts"),))

    assert align([gold], [gold])[0].publishable
    assert not align([gold], [other])[0].publishable


def test_what_stands_in_a_predicted_bracket_counts_against_it() -> None:
    fixture = next(one for one in SHORT if one.id == "seed")
    claims = perfect(fixture)
    hidden = claims[0].model_copy(
        update={"statement": claims[0].statement.replace(" experienced", " [not] experienced")}
    )
    before, after = (score([fixture], [line(fixture, [first, *claims[1:]])]) for first in (claims[0], hidden))

    was, now = (next(pair for pair in one.articles[0].pairs if pair.gold.id == "c1") for one in (before, after))

    assert was.fields["text"] == 1
    assert (now.fields["text"] or 0) <= 0.3
    assert not now.publishable


@pytest.mark.parametrize("fixture", SHORT, ids=lambda fixture: fixture.id)
def test_a_trap_told_in_golds_own_fields_is_never_publishable(fixture: Fixture) -> None:
    """Each claim is told with the statement of the trap at its place; where that is another statement, it is seen."""
    for trap, spans in zip(fixture.gold.forbidden, fixture.traps, strict=True):
        for claim in perfect(fixture):
            starts = {mark.start for mark in claim.evidence}
            if not starts & {span.start for span in spans}:
                continue
            said = claim.model_copy(update={"statement": trap.statement})
            for pair in score([fixture], [line(fixture, [said])]).articles[0].pairs:
                words = similarity.text(pair.gold, pair.predicted, None)
                assert not pair.publishable or words >= 0.8, (trap.statement, claim.statement)


def test_evidence_that_does_not_stand_at_its_place_is_not_believed() -> None:
    fixture = next(one for one in SHORT if one.id == "seed")
    claims = [
        claim.model_copy(
            update={"evidence": tuple(Mark(text="Z" * len(m.text), start=m.start) for m in claim.evidence)}
        )
        for claim in perfect(fixture)
    ]

    assert score([fixture], [line(fixture, claims)]).f1("grounding").value == 0


def test_repeats_weigh_as_one_article() -> None:
    first, second = SHORT[:2]
    once = score([first, second], [line(first, perfect(first)[:3]), line(second, perfect(second))])
    thrice = [line(first, perfect(first)[:3], sample=sample) for sample in range(3)]
    repeated = score([first, second], [*thrice, line(second, perfect(second))])

    assert repeated.counts("found").f1 == pytest.approx(once.counts("found").f1)
    assert repeated.f1("soft").interval == once.f1("soft").interval
    assert repeated.repeats("found") == 0  # of the one article that was repeated
    assert once.repeats("found") is None


def test_an_act_that_is_missing_inside_of_a_pair_is_missing() -> None:
    fixture = next(one for one in SHORT if one.id == "seed")
    mute = [
        claim.model_copy(update={"chain": tuple(source.model_copy(update={"act": None}) for source in claim.chain)})
        for claim in perfect(fixture)
    ]
    slots = score([fixture], [line(fixture, mute)]).slots("act")

    assert (slots.correct, slots.missing) == (0, score([fixture], lines([fixture])).slots("act").correct)
