"""CSV: one row a claim, for a spreadsheet.

RFC 4180 to the letter: commas, doubled quotation marks, rows that end in CR LF, one header; UTF-8 without a byte order
mark. An article without a claim has no row. What is not there is an empty cell.

Article text is hostile, and a spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@`` (OWASP, "CSV
Injection"). Before such a text stands an apostrophe; numbers, which are cells of their own, stay numbers. ``unguarded``
takes the apostrophe off again, and never another.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from extractor.export.cells import (
    Row,
    called,
    chain,
    event_time,
    figure,
    fit,
    joined,
    packed,
    quantity,
    source,
    time,
)

if TYPE_CHECKING:
    from extractor.schema import ArticleResult, Claim

COLUMNS = (
    *("article_id", "title", "published", "publisher", "url"),
    *("claim_id", "statement", "evidence", "evidence_start", "evidence_end", "alignment"),
    *("kind", "modality", "polarity", "checkable"),
    *("source", "source_kind", "source_title", "act", "cue", "chain", "directness"),
    *("quantity", "value", "low", "high", "comparator", "unit", "measure", "base", "change", "quantities"),
    *("time", "timex", "start", "end", "relation", "times"),
    *("hedges", "flags", "engine", "model"),
)
"""In order; what each holds stands in the README."""

_FORMULA = re.compile(r"'*[\t\r\n]|['\s\ufeff\u200b]*[=+\-@＝＋－＠]")
"""How a text begins that a spreadsheet might run. An apostrophe before it changes nothing, so that a text which looks
guarded is guarded too, and what was put before it can be told from what was there."""


def lines(result: ArticleResult) -> str:
    """The rows of one article's claims; empty where it has none."""
    return "".join(_line([row[name] for name in COLUMNS]) for row in map(_guarded, _rows(result)))


def guarded(text: str) -> str:
    """A text that no spreadsheet runs."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text that a cell was before it was guarded."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell[1:]) else cell


def _line(cells: list[Any]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


HEADER = _line(list(COLUMNS))


def _guarded(row: Row) -> Row:
    return {name: guarded(cell) if isinstance(cell, str) else cell for name, cell in fit(row, figure).items()}


def _rows(result: ArticleResult) -> Iterator[Row]:
    article = {
        "article_id": result.article.id,
        "title": result.article.title,
        "published": result.article.published,
        "publisher": result.article.publisher,
        "url": result.article.url,
        "model": result.provenance.model,
    }
    for claim in result.claims:
        yield {**article, **_said(claim), **_sourced(claim), **_counted(claim), **_dated(claim)}


def _said(claim: Claim) -> Row:
    return {
        "claim_id": claim.id,
        "statement": claim.statement,
        "evidence": joined(claim.evidence),
        "evidence_start": min(span.start for span in claim.evidence),
        "evidence_end": max(span.end for span in claim.evidence),
        "alignment": claim.alignment,
        "kind": claim.kind,
        "modality": claim.modality,
        "polarity": claim.polarity,
        "checkable": "true" if claim.checkable else "false",
        "hedges": "; ".join(hedge.span.text for hedge in claim.hedges),
        "flags": "; ".join(claim.flags),
        "engine": claim.engine,
    }


def _sourced(claim: Claim) -> Row:
    """The first link, which is the nearest to the words; all links are in the chain."""
    said = claim.attribution
    first = source(said.chain[0]) if said else {}
    return {
        "source": called(said.chain[0]) if said else None,
        "source_kind": first.get("kind"),
        "source_title": first.get("title"),
        "act": first.get("act"),
        "cue": first.get("cue"),
        "chain": chain(said),
        "directness": said.directness if said else None,
    }


def _counted(claim: Claim) -> Row:
    first = quantity(claim.quantities[0]) if claim.quantities else {}
    names = ("value", "low", "high", "comparator", "unit", "measure", "base", "change")
    return {
        "quantity": first.get("text"),
        **{name: first.get(name) for name in names},
        "quantities": packed(list(map(quantity, claim.quantities))) if claim.quantities else None,
    }


def _dated(claim: Claim) -> Row:
    when = event_time(claim)
    first = time(when) if when else {}
    return {
        "time": first.get("text"),
        **{name: first.get(name) for name in ("timex", "start", "end", "relation")},
        "times": packed(list(map(time, claim.times))) if claim.times else None,
    }
