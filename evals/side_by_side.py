"""Runs side by side: the tables that users see in ``evals/README.md``."""

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
    """Yield the lines of a Markdown table, a row for each run.

    Args:
        runs: Each run's file and its score.
        against: A run that each is compared with, in pairs by article.
    """
    beside = [f"{metric} beside it" for metric in _BESIDE] if against else []
    head = ("run", "articles", "gold", "predicted", *(f"{metric} F1" for metric in _SHOWN), "grounding", *beside)
    body = [
        (
            _name(path),
            *_figures(score),
            *(_beside(score, against) if against else ()),
            *_fields(score),
            *_spent(path, score),
        )
        for path, score in runs
    ]
    yield from lines([(*head, *_SLOTS, "tokens"), *body])


def _name(path: Path) -> str:
    return path.name.removesuffix(".gz").removesuffix(".jsonl")


def _figures(score: Score) -> Iterator[str]:
    counts = score.counts("found")
    yield str(len({article.article for article in score.articles}))
    yield f"{counts.gold:g}"
    yield f"{counts.predicted:g}"
    yield from (estimate(score.f1(metric)) for metric in _SHOWN)
    yield percent(score.f1("grounding").value)


def _beside(score: Score, against: Score) -> Iterator[str]:
    """How much more it has than the run that it is compared with, and the interval of that."""
    compared = compare(against, score)
    for metric in _BESIDE:
        difference = compared.rows[metric].difference
        if score is against or difference is None:
            yield "–"
        elif difference.interval is None:
            yield points(difference.value)
        else:
            ends = f"{points(difference.interval.low)} to {points(difference.interval.high)}"
            yield f"{points(difference.value)} ({ends})"


def _fields(score: Score) -> Iterator[str]:
    yield from (percent(score.slots(name).f1) for name in _SLOTS)


def _spent(path: Path, score: Score) -> Iterator[str]:
    """Tokens of the answers; a tool that does not tell has none."""
    scored = {article.article for article in score.articles}
    spent = sum(line.usage.completion_tokens for line in read_run(path) if line.article in scored)
    yield f"{spent:,}" if spent else "–"
