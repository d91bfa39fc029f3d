"""EventStoryLine: news articles with their dates resolved (Caselli and Vossen 2017, v1.5).

Rows: ``text``, ``published``, ``annotated_sentences`` as half-open ``[start, end)``, and ``timexes`` with ``start``,
``end`` and an ISO ``value``.

What is compared: the days. A label counts if its value names a day and it stands inside an annotated sentence. It is
right if a time whose words touch the label covers this day and no other. A second measure leaves out the lines that say
no more than when the article was published: datelines are no part of a claim, so no claim can carry their day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.corpora.measures import EXTRACT, FINDER, Measure, gather
from evals.corpora.rows import Rows, chosen, read_rows
from evals.match import one_to_one
from evals.metrics import Counts
from extractor import Article, ArticleResult, extract
from extractor.literals import dates

UNSTAMPED = "right day, lines of nothing but a date left out"

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Dated:
    """Words ``[start, end)`` and the ISO day that they name."""

    start: int
    end: int
    day: str


def measure(path: Path, rows: Rows = "all") -> list[Measure]:
    """Measure the days on a file of the corpus."""
    read = chosen(read_rows(path, ("text", "published", "annotated_sentences", "timexes")), rows)
    return gather(_article(row) for row in read)


def _article(row: dict[str, Any]) -> dict[tuple[str, str], Counts]:
    dated = [(item, _DAY.match(item["value"])) for item in row["timexes"]]
    gold = [Dated(item["start"], item["end"], day[0]) for item, day in dated if day]
    result = extract(Article(text=row["text"], published=row["published"], language="en"), model="rules")
    columns = {EXTRACT: _of_claims(result), FINDER: _of_finder(result)}
    said = {column: list(dict.fromkeys(days)) for column, days in columns.items()}
    inside = row["annotated_sentences"]
    spoken = [place for place in inside if not _is_stamp(row["text"], place, row["timexes"])]
    return {
        (name, column): _compared(_within(gold, places), _within(days, places))
        for name, places in (("right day", inside), (UNSTAMPED, spoken))
        for column, days in said.items()
    }


def _is_stamp(text: str, place: Sequence[int], labels: Sequence[dict[str, Any]]) -> bool:
    """Whether a line says no more than when: labels cover half of its letters and digits."""
    dated = {i for label in labels for i in range(label["start"], label["end"])}
    said = [i for i in range(*place) if text[i].isalnum()]
    return sum(i in dated for i in said) * 2 >= len(said)


def _compared(gold: Sequence[Dated], said: Sequence[Dated]) -> Counts:
    pairs = one_to_one(gold, said, _alike)
    return Counts(len(pairs), len(gold), len(said))


def _alike(gold: Dated, said: Dated) -> float:
    return float(gold.day == said.day and gold.start < said.end and said.start < gold.end)


def _within(days: Iterable[Dated], sentences: Sequence[Sequence[int]]) -> list[Dated]:
    return [day for day in days if any(start <= day.start and day.end <= end for start, end in sentences)]


def _of_claims(result: ArticleResult) -> Iterator[Dated]:
    for claim in result.claims:
        for time in claim.times:
            yield from _one_day(time.span.start, time.span.end, time.start, time.end)


def _of_finder(result: ArticleResult) -> Iterator[Dated]:
    for sentence in result.sentences:
        for found in dates.find(sentence.text, result.article.published):
            yield from _one_day(sentence.start + found.start, sentence.start + found.end, found.first, found.last)


def _one_day(start: int, end: int, first: Any, last: Any) -> Iterator[Dated]:
    if first is not None and last is not None and first.isoformat()[:10] == last.isoformat()[:10]:
        yield Dated(start, end, first.isoformat()[:10])
