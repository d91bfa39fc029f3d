"""The LLM engine end to end, over answers recorded from a real small model (qwen2.5-coder-1.5b-instruct).

Delete the cassettes and run `pytest tests/test_llm.py --record-mode=once` while that model serves at the address below.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from extractor import Article, ArticleResult, extract

SERVER = "http://127.0.0.1:8091/v1"
MODEL = "qwen2.5-coder-1.5b-instruct"
CASSETTES = Path(__file__).parent / "cassettes" / "test_llm"

BRIDGE = (
    "More than 1,200 people crossed the new bridge at Orrin on Saturday, the town council said. "
    '"It is the best day of my life," mayor Ilse Brandt told reporters. '
    "The bridge, which cost €4.5 million, replaces a ferry that sank in 2021."
)
TEMPLATES = (
    "Engineer Omar Teal said the price label read $sentences and $published. The shop in Lund sold 31 lamps on Friday."
)


def read(text: str, **settings: Any) -> ArticleResult:
    article = Article(id="test", text=text, published=date(2024, 6, 12))
    return extract(article, model=MODEL, base_url=SERVER, cache=None, **settings)


def recorded_requests(name: str) -> list[dict[str, Any]]:
    cassette = yaml.safe_load((CASSETTES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [json.loads(interaction["request"]["body"]) for interaction in cassette["interactions"]]


@pytest.mark.vcr
def test_bridge() -> None:
    result = read(BRIDGE)

    assert result.provenance.engine == "llm"
    assert result.provenance.model == MODEL
    assert result.usage.requests >= 1
    assert result.usage.completion_tokens > 0
    evidence = {" | ".join(span.text for span in claim.evidence): claim for claim in result.claims}
    crossing = next(claim for words, claim in evidence.items() if "crossed the new bridge" in words)
    assert crossing.quantities[0].comparator == "more_than"
    assert crossing.quantities[0].value == 1200
    assert crossing.attribution is not None
    assert crossing.attribution.chain[0].span is not None
    assert crossing.attribution.chain[0].span.text == "the town council"
    quoted = next(claim for words, claim in evidence.items() if "best day of my life" in words)
    assert quoted.attribution is not None
    assert quoted.attribution.directness == "direct"
    assert quoted.attribution.chain[0].name == "Ilse Brandt"


@pytest.mark.vcr
def test_article_text_is_no_template() -> None:
    result = read(TEMPLATES)

    asked = recorded_requests("test_article_text_is_no_template")[0]["messages"][-1]["content"]
    assert "$sentences and $published" in asked
    assert any("31" in quantity.span.text for claim in result.claims for quantity in claim.quantities)


@pytest.mark.vcr
def test_a_language_other_than_english_is_read_with_a_warning() -> None:
    article = Article(text="Die Brücke in Orrin ist gesperrt, sagte Bürgermeisterin Ilse Brandt.", language="de")
    result = extract(article, model=MODEL, base_url=SERVER, cache=None, draft_reasks=0)

    assert any("'de'" in warning for warning in result.warnings)


def test_recorded_requests_are_strict_and_bounded() -> None:
    for cassette in CASSETTES.glob("*.yaml"):
        for body in recorded_requests(cassette.stem):
            form = body["response_format"]
            assert form["type"] == "json_schema"
            assert form["json_schema"]["strict"] is True
            assert body["temperature"] == 0
            assert 200 < body["max_tokens"] < 4000


def test_recordings_keep_an_allow_list_of_headers() -> None:
    for cassette in CASSETTES.parent.rglob("*.yaml"):
        for interaction in yaml.safe_load(cassette.read_text(encoding="utf-8"))["interactions"]:
            for message in (interaction["request"], interaction["response"]):
                assert {name.lower() for name in message["headers"]} <= {"content-type"}


def test_every_recording_belongs_to_a_test() -> None:
    for cassette in CASSETTES.parent.rglob("*.yaml"):
        module = Path(__file__).parent / f"{cassette.parent.name}.py"
        assert f"def {cassette.stem}(" in module.read_text(encoding="utf-8"), f"{cassette} is an orphan"
