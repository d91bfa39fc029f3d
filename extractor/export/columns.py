"""Parquet: one row a claim, in typed columns; what a claim has several of are lists of structs.

Numbers are float64: a decimal of the record has fifteen digits, which a double gives back, and only a whole number
beyond 2^53 is rounded. Days are date32; where words give a clock time, ``start_time`` or ``end_time`` holds it in ISO
8601: a timestamp would need a time zone, which an article seldom names. Pages are compressed with zstd. Rows are
written a row group at a time, so memory does not grow with their number.

An article without a claim has no row. The metadata of the file name it: ``extractor.articles`` is how many articles
there were, ``extractor.articles_without_claims`` a JSON list of the ids of those without a row, which alone are held
until the end.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import SettingError
from extractor.export.cells import Row, fit, other, place, quantity, source, time, words
from extractor.export.formats import Add

if TYPE_CHECKING:
    from extractor.schema import ArticleResult, Claim, TimeReference

GROUP = 4_096
"""Rows of a row group: what is held in memory."""


def pyarrow() -> Any:
    """The library that writes Parquet.

    Raises:
        SettingError: It is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise SettingError(
            'Parquet is written by pyarrow, which is not installed: pip install "claim-extractor[parquet]".'
        ) from None
    return pyarrow


@contextmanager
def opened(file: Path) -> Iterator[Add]:
    """Open a new Parquet file; yields the function that adds an article's claims."""
    pa = pyarrow()
    with pa.parquet.ParquetWriter(file, schema(), compression="zstd") as writer:
        table = _Table(writer)
        try:
            yield table.add
        finally:
            table.finish()


class _Table:
    """The rows that wait for their row group, and the articles that have none."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer
        self._waiting: list[Row] = []
        self._articles = 0
        self._without: list[str] = []

    def add(self, result: ArticleResult) -> None:
        self._articles += 1
        if not result.claims:
            self._without.append(fit(result.article.id))
        for row in _rows(result):
            self._waiting.append(fit(row))
            if len(self._waiting) == GROUP:
                self._write()

    def finish(self) -> None:
        if self._waiting:
            self._write()
        metadata = {"articles": str(self._articles), "articles_without_claims": json.dumps(self._without)}
        self._writer.add_key_value_metadata({f"extractor.{name}": told for name, told in metadata.items()})

    def _write(self) -> None:
        batch = pyarrow().RecordBatch.from_pylist(self._waiting, schema())
        self._waiting = []
        self._writer.write_batch(batch, row_group_size=GROUP)


@lru_cache(maxsize=1)
def schema() -> Any:
    """The columns and their types."""
    pa = pyarrow()
    text, integer, number = pa.string(), pa.int32(), pa.float64()

    def struct(**fields: Any) -> Any:
        return pa.struct(list(fields.items()))

    def texts(names: str) -> dict[str, Any]:
        return dict.fromkeys(names.split(), text)

    chars = {"char_start": integer, "char_end": integer}
    where = {"text": text, **chars}
    amounts = dict.fromkeys(("value", "low", "high"), number)
    days = {"start": pa.date32(), "end": pa.date32()}
    columns = {
        **texts("article_id title"),
        "published": pa.date32(),
        **texts("publisher byline url language claim_id statement subject"),
        "evidence": pa.list_(struct(**where)),
        **texts("alignment kind modality polarity"),
        "checkable": pa.bool_(),
        "directness": text,
        "sources": pa.list_(struct(**texts("name mention"), **chars, **texts("kind title act cue"))),
        "content": pa.list_(struct(**where)),
        "quantities": pa.list_(struct(**where, **amounts, **texts("comparator unit measure base change"))),
        "times": pa.list_(
            struct(
                **where,
                **texts("of type timex"),
                **days,
                **texts("start_time end_time granularity relation unresolved comparator low high"),
            )
        ),
        "hedges": pa.list_(struct(**where, by=text)),
        "context": pa.list_(struct(**where, added=text)),
        "alternatives": pa.list_(struct(**texts("field reading"), **where)),
        "flags": pa.list_(text),
        **texts("engine model prompt fingerprint extractor"),
    }
    return pa.schema(list(columns.items()))


def _rows(result: ArticleResult) -> Iterator[Row]:
    article, made = result.article, result.provenance
    shared = {
        "article_id": article.id,
        **{name: getattr(article, name) for name in ("title", "published", "publisher", "byline", "url", "language")},
        **{name: getattr(made, name) for name in ("model", "prompt", "fingerprint", "extractor")},
    }
    for claim in result.claims:
        yield {**shared, **_claim(claim)}


def _claim(claim: Claim) -> Row:
    said = claim.attribution
    alike = ("statement", "alignment", "kind", "modality", "polarity", "checkable", "flags", "engine")
    return {
        "claim_id": claim.id,
        **{name: getattr(claim, name) for name in alike},
        "subject": words(claim.subject),
        "evidence": [place(span) for span in claim.evidence],
        "directness": said.directness if said else None,
        "sources": [source(link) for link in said.chain] if said else [],
        "content": [place(span) for span in said.content] if said else [],
        "quantities": [quantity(number) for number in claim.quantities],
        "times": [_time(when) for when in claim.times],
        "hedges": [{**place(hedge.span), "by": hedge.by} for hedge in claim.hedges],
        "context": [{**place(added.span), "added": added.text} for added in claim.context],
        "alternatives": [other(reading) for reading in claim.alternatives],
    }


def _time(when: TimeReference) -> Row:
    return {
        **time(when),
        "start": _day(when.start),
        "end": _day(when.end),
        "start_time": _clock(when.start),
        "end_time": _clock(when.end),
    }


def _day(moment: date | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment


def _clock(moment: date | None) -> str | None:
    return moment.isoformat() if isinstance(moment, datetime) else None
