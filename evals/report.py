"""Measures as a Markdown table: precision beside recall, F1 with its interval over articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evals.corpora.measures import Measure
from evals.statistics import Interval

_HEAD = ("measure", "column", "precision", "recall", "F1", "95 % interval of F1", "paired", "gold", "predicted")


def table(measures: Sequence[Measure]) -> Iterator[str]:
    """Yield the lines of a Markdown table, one row for each measure and column."""
    rows = [_HEAD, *(_row(measure) for measure in sorted(measures, key=lambda each: each.column))]
    widths = [max(len(row[i]) for row in rows) for i in range(len(_HEAD))]
    for number, row in enumerate(rows):
        yield "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        if number == 0:
            yield "|" + "|".join("-" * (width + 2) for width in widths) + "|"


def _row(measure: Measure) -> tuple[str, ...]:
    whole = measure.whole
    shares = (_percent(whole.precision), _percent(whole.recall), _percent(whole.f1), _span(measure.interval))
    return (measure.name, measure.column, *shares, str(whole.paired), str(whole.gold), str(whole.predicted))


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"


def _span(interval: Interval | None) -> str:
    return "–" if interval is None else f"{100 * interval.low:.1f} to {100 * interval.high:.1f}"
