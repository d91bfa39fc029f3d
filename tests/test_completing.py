"""The strategy ``complete``: the rules read first, and a model is shown only what they left."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import extract
from extractor.cache import Cache
from extractor.ground import Ground
from extractor.pipeline import completing
from extractor.pipeline.drafting import Drafting
from extractor.pipeline.gating import gated
from extractor.response import Draft
from extractor.rules import draft
from extractor.schema import Article
from extractor.segment import segment


def by_rules(text: str) -> tuple[Ground, Drafting]:
    article = Article(text=text)
    ground = Ground(article, segment(article).sentences)
    numbers = list(range(1, len(ground.sentences) + 1))
    return ground, gated(Drafting("rules", numbers, draft(text, ground.sentences, numbers).claims), ground)


def left_over(text: str) -> list[str]:
    ground, first = by_rules(text)
    return [ground.sentences[number - 1].text for number in completing.left_over(ground, first)]


@pytest.mark.parametrize(
    "text",
    [
        "Two ships sank near Orrin on Monday.",
        "“Two ships sank,” Ilse Brandt said.",
        "How many ships sank?",
        "The smell of diesel.",
        "School to pay part of the bill",
    ],
)
def test_what_the_rules_read_whole_or_what_claims_nothing_is_not_shown(text: str) -> None:
    assert left_over(text) == []


def test_a_clause_on_a_source_is_left() -> None:
    sentence = "Rhea Lund, who leads the opposition, said the plan was too late."
    assert left_over(f"Two ships sank near Orrin. {sentence}") == [sentence]


def test_of_the_models_claims_only_what_is_new_stands() -> None:
    ground, first = by_rules("The mill has not been sold, and the council says it is empty.")
    assert [claim.statement for _, claim in first.claims] == ["It is empty."]

    def said(*evidence: str) -> Draft:
        return Draft(
            sentence=1, source=None, cue=None, reported_by=None, evidence=list(evidence), subject=None, kind=None,
            quantities=[], times=[], statement=None,
        )  # fmt: skip

    answer = Drafting("llm", [1], [said("The mill has not been sold"), said("it is empty")])
    completing.only_new(gated(answer, ground), [claim for _, claim in first.claims])

    assert [claim.statement for _, claim in answer.claims] == ["The mill has not been sold."]
    assert [(one.record.reason, one.record.draft["evidence"]) for one in answer.wrong] == [
        ("duplicate", ["it is empty"])
    ]


def test_with_nothing_left_no_model_is_asked(tmp_path: Path) -> None:
    """Offline and without any recorded answer the run is whole, since it asks for none."""
    Cache.open(empty := tmp_path / "empty.sqlite").close()
    result = extract("Two ships sank near Orrin.", model="any", strategy="complete", offline=True, cache=empty)

    assert result.complete
    assert result.usage.requests == 0
    assert [claim.engine for claim in result.claims] == ["rules"]
