"""The ledger over articles that were labelled by hand: nothing is merged that differs, and most of what agrees is."""

from __future__ import annotations

import random
from datetime import date
from itertools import combinations

import pytest

from extractor import ArticleResult, extract
from extractor.ledger import Ledger, ledger
from extractor.schema import Article
from tests.ledger.answers import Answers

SETS = ("articles", "held_out")


@pytest.fixture(scope="module", params=SETS)
def told(request: pytest.FixtureRequest) -> tuple[Answers, Ledger]:
    answers = Answers.of(request.param)
    return answers, ledger(answers.results)


def test_every_copy_is_found_and_no_rewrite_is_one(told: tuple[Answers, Ledger]) -> None:
    answers, kept = told
    found = answers.one_origin(kept)

    assert not found.wrong
    assert not found.missed


def test_what_differs_is_never_one_entry(told: tuple[Answers, Ledger]) -> None:
    answers, kept = told

    assert answers.linked(kept).wrong == frozenset()


def test_near_misses_stay_apart(told: tuple[Answers, Ledger]) -> None:
    answers, kept = told
    for why, pairs in answers.labels["near_misses"].items():
        for one, other in pairs:
            assert not answers.home(kept, one) & answers.home(kept, other), f"{why}: {one}, {other}"


def test_most_of_what_agrees_is_linked() -> None:
    """What is missed on the twenty articles was read otherwise: the rules lose the speaker where lines are wrapped."""
    least = {"articles": 71, "held_out": 17}
    for name in SETS:
        answers = Answers.of(name)
        assert len(answers.linked(ledger(answers.results)).right) >= least[name]


def test_figures_that_differ_stand_side_by_side(told: tuple[Answers, Ledger]) -> None:
    answers, kept = told
    found = answers.side_by_side(kept)
    read_as_two = {("furnace-october", "furnace-october")}  # of "one of the two furnaces" the rules read the two

    assert found.wrong <= read_as_two
    assert len(found.right) >= 0.7 * len(found.right | found.missed)


def test_bounds_that_one_number_meets_are_told_from_contradictions(told: tuple[Answers, Ledger]) -> None:
    answers, kept = told
    entries = {entry.id: entry for entry in kept.entries}
    for conflict in kept.conflicts:
        keys = {key for figure in conflict.figures for i in figure.entries for key in answers.keys(entries[i])}
        for label in answers.labels["conflicts"]:
            flat = {key for row in label["figures"] for key in (row if isinstance(row, list) else [row])}
            if flat <= keys:
                assert conflict.relation == label["relation"], conflict.about


def test_the_same_of_another_source_is_an_entry_of_its_own_that_is_named() -> None:
    answers = Answers.of("articles")
    kept = ledger(answers.results)
    (aune,) = (entry for entry in kept.entries if "cut-1200-aune" in answers.keys(entry))
    (solvik,) = (entry for entry in kept.entries if "cut-1200-solvik" in answers.keys(entry))

    assert solvik.id in aune.also
    assert aune.id in solvik.also


def test_a_source_that_gives_another_figure_later_is_said_to() -> None:
    answers = Answers.of("articles")
    (voll,) = (c for c in ledger(answers.results).conflicts if "children" in c.about and "died" in c.about)

    assert [(str(figure.amount.value), figure.revises) for figure in voll.figures] == [("2", False), ("3", True)]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", SETS)
def test_the_order_of_the_results_changes_nothing(name: str, seed: int) -> None:
    results = Answers.of(name).results
    shuffled = random.Random(seed).sample(results, len(results))

    assert ledger(shuffled) == ledger(results)


def test_the_same_article_twice_counts_once() -> None:
    results = Answers.of("held_out").results

    assert ledger(results + results) == ledger(results)


def test_every_claim_stands_in_one_entry(told: tuple[Answers, Ledger]) -> None:
    answers, kept = told
    places = [(reference.article, reference.claim) for entry in kept.entries for reference in entry.references]

    assert sorted(places) == sorted(
        (result.article.id, claim.id) for result in answers.results for claim in result.claims
    )
    assert kept.claims == len(places)


def test_an_empty_ledger_holds_nothing() -> None:
    assert ledger([]) == Ledger(articles=0, claims=0, origins=(), entries=(), conflicts=())


def _said(text: str, name: str = "a") -> ArticleResult:
    return extract(Article(id=name, text=text, published=date(2024, 5, 6)), model="rules")


def test_what_could_belong_to_two_sides_belongs_to_neither() -> None:
    """ "Brandt" beside Ilse Brandt and Jonas Brandt."""
    told = "The bridge at Orrin carries 900 lorries a day, {} said. The council of Orrin met at Orrin Hall."
    results = [_said(told.format(who), name=who) for who in ("Ilse Brandt", "Jonas Brandt", "Brandt")]
    entries = [e for e in ledger(results).entries if e.amounts and e.amounts[0].value == 900]

    assert sorted(str(entry.source) for entry in entries) == ["Brandt", "Ilse Brandt", "Jonas Brandt"]


def test_a_surname_alone_is_the_only_one_who_bears_it() -> None:
    told = "The bridge at Orrin carries 900 lorries a day, {} said. The council of Orrin met at Orrin Hall."
    results = [_said(told.format(who), name=who) for who in ("mayor Ilse Brandt", "Brandt")]
    (entry,) = (e for e in ledger(results).entries if e.amounts and e.amounts[0].value == 900)

    assert entry.source == "Ilse Brandt"


def test_a_name_that_two_stories_do_not_share_keeps_short_claims_apart() -> None:
    one = _said("Two children have died. Orrin mourns, and so does Port Hallen.", name="a")
    other = _said("Two children have died. Lunde mourns, and so does Vail Harbour.", name="b")

    assert all(entry.articles == 1 for entry in ledger([one, other]).entries)


def test_all_that_an_entry_holds_is_of_one_mind(told: tuple[Answers, Ledger]) -> None:
    answers, kept = told
    claims = {claim.id: claim for result in answers.results for claim in result.claims}
    for entry in kept.entries:
        for one, other in combinations([claims[reference.claim] for reference in entry.references], 2):
            amounts = [
                sorted((q.value, q.low, q.high, q.comparator, q.unit) for q in c.quantities) for c in (one, other)
            ]
            assert amounts[0] == amounts[1]
            assert one.polarity == other.polarity
            assert (one.attribution is None) == (other.attribution is None)
