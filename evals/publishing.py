"""Runs side by side: the table that users see in ``evals/README.md``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.comparing import compare
from evals.runs import read_run
from evals.score import Metric, Score
from evals.tables import estimate, lines, percent, points

_SHOWN: tuple[Metric, ...] = ("found", "soft", "publishable")
_BESIDE: tuple[Metric, ...] = ("found", "soft")
_SLOTS = ("attribution", "quantity", "comparator", "time", "polarity")


def rows(runs: Sequence[tuple[Path, Score]], against: Score | None = None) -> Iterator[str]:
    """Yield the lines of a Markdown table, a row for each run."""
    head = ["run", "articles", "gold", "predicted", *(f"{metric} F1" for metric in _SHOWN), "grounding"]
    beside = [f"{metric} less {against.label}'s" for metric in _BESIDE] if against else []
    table = [(*head, *beside, *_SLOTS, "tokens")]
    for path, score in runs:
        table.append(
            (
                _name(path),
                *_figures(score),
                *(_beside(score, against) if against else ()),
                *_fields(score),
                _tokens(path, score),
            )
        )
    yield from lines(table)


def _name(path: Path) -> str:
    return path.name.removesuffix(".gz").removesuffix(".jsonl")


def _figures(score: Score) -> Iterator[str]:
    counts = score.counts("found")
    yield str(len({article.article for article in score.articles}))
    yield str(counts.gold)
    yield str(counts.predicted)
    yield from (estimate(score.f1(metric)) for metric in _SHOWN)
    yield percent(score.f1("grounding").value)


def _beside(score: Score, against: Score) -> Iterator[str]:
    compared = compare(against, score)
    for metric in _BESIDE:
        difference = compared.rows[metric].difference
        if difference is None or difference.interval is None:
            yield "–"
        else:
            low, high = difference.interval.low, difference.interval.high
            yield f"{points(difference.value)} ({points(low)} to {points(high)})"


def _fields(score: Score) -> Iterator[str]:
    yield from (percent(score.slots(name).f1) for name in _SLOTS)


def _tokens(path: Path, score: Score) -> str:
    scored = {article.article for article in score.articles}
    spent = sum(line.usage.completion_tokens for line in read_run(path) if line.article in scored)
    return f"{spent:,}" if spent else "–"
