"""Measures and deceptions as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evals.corpora.measures import Measure
from evals.perturb.suite import Judged, rates
from evals.statistics import Interval

_HEAD = ("measure", "column", "precision", "recall", "F1", "95 % interval of F1", "paired", "gold", "predicted")


def table(measures: Sequence[Measure]) -> Iterator[str]:
    """Yield the lines of a Markdown table, one row for each measure and column."""
    yield from lines([_HEAD, *(_row(measure) for measure in sorted(measures, key=lambda each: each.column))])


def lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a Markdown table, its head first."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for number, row in enumerate(rows):
        yield "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        if number == 0:
            yield "|" + "|".join("-" * (width + 2) for width in widths) + "|"


def deceptions(judged: Sequence[Judged], names: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a Markdown table: false accepts and false rejects of each class, one column an aligner."""
    columns = [list(rates(judged, name)) for name in names]
    rows = [("class", "cases", *names, "mended by the gate")]
    for row in zip(*columns, strict=True):
        counted = (f"{rate.wrong} ({_percent(rate.share)} %)" if rate.cases else "–" for rate in row)
        rows.append((row[0].label, str(row[0].cases), *counted, str(row[0].mended)))
    yield from lines(rows)


def _row(measure: Measure) -> tuple[str, ...]:
    whole = measure.whole
    shares = (_percent(whole.precision), _percent(whole.recall), _percent(whole.f1), _span(measure.interval))
    return (measure.name, measure.column, *shares, str(whole.paired), str(whole.gold), str(whole.predicted))


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"


def _span(interval: Interval | None) -> str:
    return "–" if interval is None else f"{100 * interval.low:.1f} to {100 * interval.high:.1f}"
