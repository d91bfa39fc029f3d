"""JSON-LD: articles and their claims in the vocabulary of schema.org, one graph for all of them.

A ``Claim`` is what is said to be so; nothing here reviews it. Its ``author`` is the source that is nearest to the
words, its ``appearance`` the article. ``firstAppearance`` is left out, since nobody looked for an earlier one, and so
is ``claimInterpreter``, who by the vocabulary interprets a recording or an image. Words in direct speech are a
``Quotation``, which the claims cut from it are ``isBasedOn``. A source that does not hold the statement to be so (it
denied, asked, demanded or declined it) is told in a [bracket] before the ``text``, where no reader misses it.

Names of things are ``urn:uuid:`` of their content (RFC 9562, version 5): the same in every export. Left to the other
formats: the article's text, places in it, rejected drafts and what became of each sentence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from extractor.export.cells import called, chain, figure, fit, joined, words

if TYPE_CHECKING:
    from datetime import date

    from extractor.schema import ArticleResult, Claim, Quantity, Source, Span, TimeReference

Node = dict[str, Any]

OPENING = '{"@context": "https://schema.org", "@graph": [\n'
CLOSING = "\n]}\n"

_NAMESPACE = UUID("c61b3ede-53c7-4adb-b5c3-efd38f42e8c2")
"""Of the names that are made here: random, and never changed."""

_ADDRESS = re.compile(r"https?://[^\s\x00-\x20<>\"{}|\\^`]+")

_TYPES = {
    "person": "Person",
    "unnamed_person": "Person",
    "organization": "Organization",
    "unnamed_group": "Organization",
}
"""What the source of each kind is; a document is a work, and of the others nobody knows."""

_NOT_HELD = {"denied": "Denied", "asked": "Asked", "demanded": "Demanded", "declined": "Declined"}
"""Acts whose source does not hold the statement to be so."""


def nodes(result: ArticleResult) -> str:
    """One article as nodes of the graph: itself, its quotations and claims, and what was done to it."""
    return ",\n".join(map(_line, _nodes(result)))


def _line(node: Node) -> str:
    """One node in one line; ``<`` is escaped, so that no text ends the script element that the graph may stand in."""
    return json.dumps(_without_gaps(fit(node, figure)), ensure_ascii=False).replace("<", "\\u003c")


def _without_gaps(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_gaps(item) for name, item in value.items() if item not in (None, "", [], {})}
    return [_without_gaps(item) for item in value] if isinstance(value, list) else value


def _nodes(result: ArticleResult) -> Iterator[Node]:
    article = _article(result)
    yield article
    claims: list[Node] = []
    quoted: set[str] = set()
    for claim in result.claims:
        quotation = _quotation(claim, article)
        if quotation and quotation["@id"] not in quoted:
            quoted.add(quotation["@id"])
            yield quotation
        claims.append(_claim(claim, article, quotation))
        yield claims[-1]
    yield _making(result, article, claims)


def _name(*parts: str) -> str:
    content = "\x1f".join(parts).encode("utf-8", "backslashreplace").decode()
    return uuid5(_NAMESPACE, content).urn


def _to(node: Node) -> Node | None:
    return {"@id": node["@id"]} if node else None


def _article(result: ArticleResult) -> Node:
    article = result.article
    return {
        "@type": "NewsArticle",
        "@id": _name("article", article.id, article.text),
        "identifier": article.id,
        "url": article.url if _is_web(article.url) else None,
        "headline": article.title,
        "datePublished": _day(article.published),
        "creditText": article.byline,
        "publisher": {"@type": "Organization", "name": article.publisher} if article.publisher else None,
        "inLanguage": article.language,
    }


def _is_web(url: str | None) -> bool:
    """Whether an address is one of the web, of characters that may stand in one (RFC 3987)."""
    try:
        return bool(url and _ADDRESS.fullmatch(url) and urlsplit(url).netloc)
    except ValueError:
        return False


def _claim(claim: Claim, article: Node, quotation: Node) -> Node:
    said = claim.attribution
    doubt = _NOT_HELD.get(said.chain[0].act) if said else None
    return {
        "@type": "Claim",
        "@id": _name("claim", article["@id"], claim.id),
        "identifier": claim.id,
        "text": f"[{doubt}:] {claim.statement}" if doubt else claim.statement,
        "description": _described(claim),
        "keywords": [claim.kind, claim.modality, claim.polarity, *claim.flags],
        "author": _party(said.chain[0]) if said else None,
        "citation": _work(said.chain[0]) if said else None,
        "creditText": chain(said) if said else None,
        "appearance": _to(article),
        "isBasedOn": _to(quotation),
        "datePublished": article["datePublished"],
        "dateCreated": _said_on(claim),
        "inLanguage": article["inLanguage"],
        "temporalCoverage": [
            _interval(when) for when in claim.times if when.of == "event" and (when.start or when.end)
        ],
        "mentions": [_quantity(number) for number in claim.quantities],
    }


def _described(claim: Claim) -> str:
    from extractor.wording import certainty, who  # late: as in cells

    return f"{who(claim.attribution)} · {certainty(claim)} · “{joined(claim.evidence)}”"


def _quotation(claim: Claim, article: Node) -> Node:
    """The passage in quotation marks that a claim is cut from; nothing where its words are not all inside of them."""
    said = claim.attribution
    if said is None or said.directness != "direct":
        return {}
    speaker = _party(said.chain[0])
    return {
        "@type": "Quotation",
        "@id": _name("quotation", article["@id"], chain(said), *map(_place, said.content)),
        "text": joined(said.content),
        "creator": speaker,
        "spokenByCharacter": speaker,
        "creditText": chain(said),
        "isPartOf": _to(article),
        "dateCreated": _said_on(claim),
        "inLanguage": article["inLanguage"],
    }


def _place(span: Span) -> str:
    return f"{span.start}:{span.end}"


def _party(link: Source) -> Node | None:
    """A person or an organization; who has no name has a description."""
    if (kind := _TYPES.get(link.kind)) is None:
        return None
    told = {"name": link.name} if link.name else {"description": words(link.span)}
    return {"@type": kind, **told, "jobTitle": words(link.title) if kind == "Person" else None}


def _work(link: Source) -> Node | None:
    return {"@type": "CreativeWork", "name": called(link)} if link.kind == "document" else None


def _said_on(claim: Claim) -> str | None:
    """The day of the saying, where the words give one."""
    days = {(when.start, when.end) for when in claim.times if when.of == "attribution"}
    start, end = next(iter(days)) if len(days) == 1 else (None, None)
    return _day(start) if start == end else None


def _day(moment: date | None) -> str | None:
    return moment.isoformat() if moment else None


def _interval(when: TimeReference) -> str:
    """ISO 8601: a day, or an interval; ".." stands for an open end."""
    start, end = _day(when.start) or "..", _day(when.end) or ".."
    return start if start == end else f"{start}/{end}"


def _quantity(number: Quantity) -> Node:
    unit = number.unit
    own = {"comparator": number.comparator, "change": number.change, "base": words(number.base)}
    currency = unit is not None and len(unit) == 3 and unit.isupper()
    return {
        "@type": "QuantitativeValue",
        "name": words(number.measure),
        "description": number.span.text,
        "value": number.value,
        "minValue": number.low,
        "maxValue": number.high,
        "unitCode": "P1" if unit == "percent" else f"ISO4217:{unit}" if currency else None,
        "unitText": unit,
        "additionalProperty": [{"@type": "PropertyValue", "name": n, "value": v} for n, v in own.items() if v],
    }


def _making(result: ArticleResult, article: Node, claims: list[Node]) -> Node:
    """By which program and model the claims were made of the article."""
    made = result.provenance
    tools = [{"name": "claim-extractor", "softwareVersion": made.extractor}]
    tools += [{"name": made.model}] if made.model != made.engine else []
    return {
        "@type": "CreateAction",
        "object": _to(article),
        "instrument": [{"@type": "SoftwareApplication", **tool} for tool in tools],
        "result": [_to(claim) for claim in claims],
    }
