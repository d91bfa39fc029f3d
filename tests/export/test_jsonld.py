"""JSON-LD is read by a processor of its own, offline, with a context that stands in for schema.org's."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from pyld import FrozenDocumentLoader, jsonld

from extractor import extract
from extractor.export import results_to
from extractor.export.forms import JSONLD
from extractor.schema import ArticleResult
from tests.export.made import HOSTILE, made, whole

SCHEMA = "http://schema.org/"
CONTEXT = {
    "@context": {
        "@vocab": SCHEMA,
        "url": {"@type": "@id"},
        "datePublished": {"@type": "Date"},
        "dateCreated": {"@type": "Date"},
    }
}
"""What matters of the context that stands at https://schema.org."""

THING = {"name", "description", "identifier", "url"}
WORK = THING | {
    *("text", "headline", "author", "creator", "publisher", "creditText", "citation", "datePublished", "dateCreated"),
    *("inLanguage", "isBasedOn", "isPartOf", "keywords", "mentions", "temporalCoverage"),
}
VOCABULARY = {
    "NewsArticle": WORK,
    "Claim": WORK | {"appearance"},
    "Quotation": WORK | {"spokenByCharacter"},
    "CreativeWork": WORK,
    "Person": THING | {"jobTitle"},
    "Organization": THING,
    "QuantitativeValue": THING | {"value", "minValue", "maxValue", "unitCode", "unitText", "additionalProperty"},
    "PropertyValue": THING | {"value"},
    "CreateAction": THING | {"object", "instrument", "result"},
    "SoftwareApplication": WORK | {"softwareVersion"},
}
"""The properties that schema.org has for each type used, as far as they are used."""


def document(results: list[ArticleResult], place: Path) -> Any:
    with results_to(place, JSONLD) as add:
        for result in results:
            add(result)
    return json.loads(place.read_bytes())


@pytest.fixture(scope="module")
def graph(results: list[ArticleResult], tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = document(results, tmp_path_factory.mktemp("ld") / "a.jsonld")["@graph"]
    return nodes


def of_type(graph: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [node for node in graph if node["@type"] == name]


def test_each_claim_is_a_claim_with_its_article_and_quantities(
    results: list[ArticleResult], graph: list[dict[str, Any]]
) -> None:
    claims = [claim for result in results for claim in result.claims]
    nodes = of_type(graph, "Claim")
    articles = {node["@id"]: node for node in of_type(graph, "NewsArticle")}

    assert [node["identifier"] for node in nodes] == [claim.id for claim in claims]
    assert len({node["@id"] for node in nodes}) == len({claim.id for claim in claims})
    for node, claim in zip(nodes, claims, strict=True):
        assert node["text"].endswith(whole(claim.statement))
        assert len(node.get("mentions", [])) == len(claim.quantities)
        assert node["appearance"]["@id"] in articles
    assert len(of_type(graph, "NewsArticle")) == len(of_type(graph, "CreateAction")) == len(results)
    assert "ClaimReview" not in json.dumps(graph)


def test_a_processor_expands_it_to_terms_of_the_vocabulary(results: list[ArticleResult], tmp_path: Path) -> None:
    loader = FrozenDocumentLoader({"https://schema.org": CONTEXT})
    given = document(results, tmp_path / "a.jsonld")
    expanded = jsonld.expand(given, {"documentLoader": loader})

    assert len(expanded) == len(given["@graph"])
    assert _check(expanded) > 1000
    quads = jsonld.to_rdf(given, {"documentLoader": loader, "format": "application/n-quads"})
    claims = {claim.id for result in results for claim in result.claims}
    assert quads.count(f"<{SCHEMA}appearance>") == quads.count(f"<{SCHEMA}Claim>") == len(claims)


def _check(value: Any) -> int:
    """Count the nodes, each of a known type with properties of that type and absolute names."""
    if isinstance(value, list):
        return sum(map(_check, value))
    if not isinstance(value, dict) or "@value" in value:
        return 0
    if "@id" in value:
        assert re.match(r"urn:uuid:[0-9a-f-]{36}$|https?://", value["@id"])
    properties = {name.removeprefix(SCHEMA) for name in value if not name.startswith("@")}
    if "@type" in value:
        (name,) = (name.removeprefix(SCHEMA) for name in value["@type"])
        assert properties <= VOCABULARY[name], (name, properties - VOCABULARY[name])
    else:
        assert not properties
    return 1 + sum(_check(item) for name, item in value.items() if not name.startswith("@"))


def test_what_the_seed_says(graph: list[dict[str, Any]]) -> None:
    indirect = next(n for n in of_type(graph, "Claim") if "casualties … since December" in n["description"])
    node = next(n for n in of_type(graph, "Claim") if "suffered more than 100,000 casualties”" in n["description"])

    assert indirect["author"] == {"@type": "Organization", "name": "President Joe Biden-led administration"}
    assert indirect["temporalCoverage"] == ["2022-12-01/2023-05-01"]
    assert node["author"] == {"@type": "Person", "name": "John Kirby"}
    assert node["datePublished"] == "2023-05-01"
    (quantity,) = node["mentions"]
    assert (quantity["value"], quantity["minValue"], "maxValue" in quantity) == (100000, 100000, False)
    assert {"@type": "PropertyValue", "name": "comparator", "value": "more_than"} in quantity["additionalProperty"]
    quotation = next(n for n in of_type(graph, "Quotation") if n["@id"] == node["isBasedOn"]["@id"])
    assert quotation["creator"] == quotation["spokenByCharacter"] == node["author"]
    assert quotation["isPartOf"] == node["appearance"]


def test_direct_speech_alone_is_a_quotation_each_passage_once(
    results: list[ArticleResult], graph: list[dict[str, Any]]
) -> None:
    direct = [c for r in results for c in r.claims if c.attribution and c.attribution.directness == "direct"]
    quotations = of_type(graph, "Quotation")

    assert sum("isBasedOn" in node for node in of_type(graph, "Claim")) == len(direct)
    assert len({node["@id"] for node in quotations}) <= len(direct)
    assert {n["isBasedOn"]["@id"] for n in of_type(graph, "Claim") if "isBasedOn" in n} == {
        n["@id"] for n in quotations
    }


def test_what_is_denied_is_no_assertion(tmp_path: Path) -> None:
    result = extract("Mayor Ilse Brandt denied that boats sank. She said on Monday that 5 percent of 12 boats left.")
    denied, said = of_type(document([result], tmp_path / "a.jsonld")["@graph"], "Claim")

    assert denied["text"] == "[Denied:] Boats sank."
    assert "negative" in denied["keywords"]
    assert not said["text"].startswith("[")
    assert said["mentions"][0]["unitCode"] == "P1"


def test_units_intervals_and_open_ends() -> None:
    result = extract(
        "Sales rose to 1.2 billion euros from March to May. The port is closed until 3 p.m. on Tuesday.",
        published="2024-06-12",
    )
    nodes = of_type(json.loads(f"[{JSONLD.each(result)}]"), "Claim")

    assert nodes[0]["mentions"][0]["unitCode"] == "ISO4217:EUR"
    assert nodes[0]["temporalCoverage"] == ["2024-03-01/2024-05-31"]
    assert nodes[1]["temporalCoverage"] == ["../2024-06-18T15:00:00"]


def test_hostile_text_is_text(results: list[ArticleResult], graph: list[dict[str, Any]]) -> None:
    node = of_type(graph, "Claim")[-1]

    assert node["text"] == f"[Denied:] {whole(HOSTILE)}"
    assert "<" not in JSONLD.each(results[-1])
    assert all(ord(c) < 0xD800 or ord(c) > 0xDFFF for c in JSONLD.each(results[-1]))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://a.example/ b", "http://", "http://[", "//a.example", ""]
)
def test_only_an_address_of_the_web_is_one(url: str) -> None:
    result = made("Boats sank.")
    article = result.article.model_copy(update={"url": url})
    (node, *_) = json.loads(f"[{JSONLD.each(result.model_copy(update={'article': article}))}]")

    assert "url" not in node


def test_names_are_the_same_in_every_export_and_differ_between_articles() -> None:
    assert JSONLD.each(made("One.")) == JSONLD.each(made("One."))
    ids = re.findall(r'"@id": "([^"]+)"', JSONLD.each(made("One.")) + JSONLD.each(made("Two.")))
    assert len(set(ids)) == 6
