"""Claims that differ in one thing that matters are never one entry, whatever their other words are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extractor import ArticleResult, extract
from extractor.ledger import Ledger, ledger
from extractor.schema import Article, Attribution, Claim, Quantity, Source

STORY = "The town of Orrin lies on Lake Sorn. Police closed the road to Orrin."
DAYS = ("Monday", "Tuesday", "Wednesday")


@dataclass(frozen=True)
class Told:
    """One sentence of news, by its parts."""

    bound: str = "at least"
    number: int = 12
    noun: str = "workers"
    verb: str = "were injured"
    place: str = "in the Halm mill"
    negation: str = ""
    day: str = "Monday"
    source: str = "mayor Ilse Brandt"
    scale: str = ""

    def article(self, name: str, form: str) -> ArticleResult:
        """An article that says it, in one of several forms."""
        figure = f"{self.bound} {self.number:,}{self.scale}".strip()
        verb = self.verb.replace("were", "were not") if self.negation else self.verb
        words = {
            "plain": f"{figure} {self.noun} {verb} {self.place} on {self.day}, {self.source} said.",
            "led": f"{self.source} said that {figure} {self.noun} {verb} {self.place} on {self.day}.",
            "by": f"According to {self.source}, {figure} {self.noun} {verb} {self.place} on {self.day}.",
        }[form]
        text = f"{words[0].upper()}{words[1:]} {STORY}"
        return extract(Article(id=name, text=text, published=date(2024, 5, 8)), model="rules")


CHOICES: dict[str, tuple[object, ...]] = {
    "bound": ("at least", "more than", "about", "exactly", "fewer than", "up to", ""),
    "number": (12, 13, 120, 1200, 12000),
    "noun": ("workers", "nurses", "soldiers", "lorries"),
    "verb": ("were injured", "were killed", "were arrested", "were trained", "were hired"),
    "place": ("in the Halm mill", "in the Dorn mill", "at the north gate", "at the south gate"),
    "negation": ("", "not"),
    "day": DAYS,
    "source": ("mayor Ilse Brandt", "mayor Jonas Brandt", "fire chief Tomas Reik", "the health service", "the police"),
    "scale": ("", " million"),
}
FORMS = st.sampled_from(("plain", "led", "by"))
TELLING = st.builds(Told, **{name: st.sampled_from(values) for name, values in CHOICES.items()})


def _together(kept: Ledger) -> bool:
    """Whether claims with a number, of two articles, are one entry."""
    return any(entry.articles > 1 for entry in kept.entries if entry.amounts)


@settings(max_examples=60)
@given(TELLING, FORMS, FORMS, st.sampled_from(sorted(CHOICES)), st.data())
def test_one_thing_that_matters_keeps_apart(told: Told, form: str, other: str, part: str, data: st.DataObject) -> None:
    changed = data.draw(st.sampled_from(CHOICES[part]))
    assume(changed != getattr(told, part))
    assume(not {getattr(told, part), changed} <= {"", "exactly"} or part != "bound")

    mutant = replace(told, **{part: changed})  # type: ignore[arg-type]

    assert not _together(ledger([told.article("a", form), mutant.article("b", other)]))


@settings(max_examples=30)
@given(TELLING, FORMS, FORMS)
def test_the_same_in_another_form_is_one_entry(told: Told, form: str, other: str) -> None:
    results = [told.article("a", form), told.article("b", other)]
    assume(all(claim.attribution for result in results for claim in result.claims if claim.quantities))

    assert _together(ledger(results))


def _article(name: str, claim: Claim | None = None) -> ArticleResult:
    result = Told().article(name, "plain")
    return result.model_copy(update={"claims": (claim,)}) if claim else result


def _claim() -> Claim:
    return next(claim for claim in _article("a").claims if claim.quantities)


def _quantity(claim: Claim, **changes: object) -> Claim:
    (quantity,) = claim.quantities
    return claim.model_copy(update={"quantities": (Quantity(**{**dict(quantity), **changes}),)})


def _source(claim: Claim, **changes: object) -> Claim:
    assert claim.attribution is not None
    source = Source(**{**dict(claim.attribution.chain[0]), **changes})
    attribution = Attribution(**{**dict(claim.attribution), "chain": (source,)})
    return claim.model_copy(update={"attribution": attribution})


@pytest.mark.parametrize(
    "mutant",
    [
        pytest.param(lambda c: _quantity(c, value=Decimal(13), low=Decimal(13)), id="number"),
        pytest.param(lambda c: _quantity(c, value=Decimal(120), low=Decimal(120)), id="scale"),
        pytest.param(lambda c: _quantity(c, value=Decimal("12e25"), low=Decimal("12e25")), id="vast"),
        pytest.param(lambda c: _quantity(c, value=Decimal("12e-12"), low=Decimal("12e-12")), id="tiny"),
        pytest.param(lambda c: _quantity(c, comparator="more_than"), id="bound"),
        pytest.param(lambda c: _quantity(c, unit="percent"), id="unit"),
        pytest.param(lambda c: _quantity(c, unit="EUR"), id="currency"),
        pytest.param(lambda c: _quantity(c, change="increase"), id="direction"),
        pytest.param(lambda c: c.model_copy(update={"quantities": ()}), id="no number"),
        pytest.param(lambda c: c.model_copy(update={"polarity": "negative"}), id="polarity"),
        pytest.param(lambda c: c.model_copy(update={"modality": "possible"}), id="certainty"),
        pytest.param(lambda c: c.model_copy(update={"kind": "forecast"}), id="forecast"),
        pytest.param(lambda c: c.model_copy(update={"attribution": None}), id="own voice"),
        pytest.param(lambda c: _source(c, name="Jonas Brandt"), id="person of that surname"),
        pytest.param(lambda c: _source(c, name=None), id="no name"),
        pytest.param(lambda c: _source(c, act="demanded"), id="demand"),
        pytest.param(lambda c: _source(c, act="denied"), id="denial"),
    ],
)
def test_a_claim_whose_record_differs_is_no_part_of_the_entry(mutant: object) -> None:
    """The words are the same, so nothing but the field keeps them apart; as copies of one text, too."""
    assert callable(mutant)
    kept = ledger([_article("a", _claim()), _article("b", mutant(_claim()))])

    assert [entry.articles for entry in kept.entries] == [1, 1]


def test_the_record_itself_is_one_entry() -> None:
    assert [entry.articles for entry in ledger([_article("a", _claim()), _article("b", _claim())]).entries] == [2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lindholm will buy 12 ferries for the Sorn route", "Lindholm will sell 12 ferries for the Sorn route"),
        ("Wages rose faster than prices", "Prices rose faster than wages"),
        ("Dorn beat Orrin by 3 goals", "Orrin beat Dorn by 3 goals"),
        ("12 more people died in Orrin", "12 people died in Orrin"),
        ("There were 29 new cases in Orrin", "There were 29 cases in Orrin"),
        ("All schools in Orrin are closed", "Some schools in Orrin are closed"),
        ("The bridge in Orrin must be closed", "The bridge in Orrin was closed"),
        ("The bridge in Orrin is closed to lorries", "The bridge in Orrin is closed"),
        ("Flight 370 left Orrin late", "Flight 730 left Orrin late"),
        ("Exports of steel rose 5 percent in May", "Exports of copper rose 5 percent in May"),
        ("Norvik Steel lost 5 percent of its orders", "Norvik Marine lost 5 percent of its orders"),
        ("The army killed 12 rebels in Orrin", "The rebels killed 12 soldiers in Orrin"),
        ("12 people may have died in Orrin", "12 people have died in Orrin"),
        ("Orrin will pay 4 million euros to the families", "Orrin has paid 4 million euros to the families"),
        ("Schools in Orrin stay closed until Friday", "Schools in Orrin stay closed until Thursday"),
        ("The strike in Orrin lasted two days", "The strike in Orrin lasted three days"),
        ("Brandt resigned from the council in Orrin", "Brandt did not resign from the council in Orrin"),
    ],
)
def test_pairs_that_a_bag_of_words_would_merge(one: str, other: str) -> None:
    results = [
        extract(Article(id=name, text=f"{words}. {STORY}", published=date(2024, 5, 8)), model="rules")
        for name, words in (("a", one), ("b", other))
    ]
    own = [
        {c.id for c in result.claims if c.evidence[0].start < len(words)}
        for result, words in zip(results, (one, other), strict=True)
    ]
    entries = [{reference.claim for reference in entry.references} for entry in ledger(results).entries]

    assert all(own), "the rules read no claim"
    assert not any(entry & own[0] and entry & own[1] for entry in entries)


def test_a_figure_of_another_month_is_another_state_of_things() -> None:
    text = f"12 workers were injured in the Halm mill, mayor Ilse Brandt said. {STORY}"
    days = [date(2024, 5, 8) + timedelta(days=late) for late in (0, 5, 40)]
    results = [extract(Article(id=str(day), text=text, published=day), model="rules") for day in days]
    told = [[r.published for r in entry.references] for entry in ledger(results).entries if entry.amounts]

    assert sorted(told) == [days[:2], days[2:]]
