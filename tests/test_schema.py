"""A record that contradicts itself or its article cannot be built."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from extractor import extract
from extractor.schema import Article, ArticleResult, Attribution, Claim, Source, Span, claim_id

TEXT = "Since May, we think, the ferry is lost, Teal said."
TIME, FERRY, WIDE = (0, 9), (21, 38), (10, 38)


def claim(content: tuple[tuple[int, int], ...], *evidence: tuple[int, int]) -> Claim:
    spans = tuple(Span.of(TEXT, *place) for place in content)
    teal = Source(name="Teal", kind="person", act="said")
    return Claim(
        statement="The ferry is lost.",
        evidence=tuple(Span.of(TEXT, *place) for place in evidence),
        alignment="exact",
        kind="state",
        attribution=Attribution(content=spans, chain=(teal,), directness="indirect"),
        modality="certain",
        polarity="positive",
        checkable=True,
        engine="llm",
    )


@pytest.mark.parametrize("content", [(FERRY,), (WIDE,), (TIME, FERRY)])
def test_evidence_is_the_content_or_lies_inside_it(content: tuple[tuple[int, int], ...]) -> None:
    assert claim(content, FERRY).evidence[0].text == "the ferry is lost"


@pytest.mark.parametrize(
    ("content", "evidence"),
    [((FERRY,), (TIME, FERRY)), ((TIME,), (FERRY,)), (((22, 38),), (FERRY,)), (((21, 37),), (FERRY,)), ((), (FERRY,))],
)
def test_evidence_outside_of_the_content_is_refused(content: Any, evidence: Any) -> None:
    with pytest.raises(ValidationError, match="lies outside of the attributed content"):
        claim(content, *evidence)


def test_content_that_does_not_stand_in_the_article_is_refused() -> None:
    result = extract(Article(id="a", text="Omar Teal said the ferry is lost."), model="rules")
    raw = result.model_dump(mode="json")
    assert ArticleResult.model_validate(raw) == result
    span = raw["claims"][0]["attribution"]["content"][0]
    span["text"] = span["text"].replace("lost", "last")

    with pytest.raises(ValidationError, match="does not stand at"):
        ArticleResult.model_validate(raw)


def test_an_id_is_made_of_any_characters() -> None:
    lone = claim_id("a\ud800", (Span.of("b\udfff", 0, 2),), "\ud800")

    assert len(lone) == 16
    assert lone != claim_id("a\ud801", (Span.of("b\udfff", 0, 2),), "\ud800")
