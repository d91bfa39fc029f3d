"""Markdown tables and figures in words; nothing is measured here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evals.score import Estimate
from evals.statistics import Interval


def lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a Markdown table, its head first."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for number, row in enumerate(rows):
        yield "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        if number == 0:
            yield "|" + "|".join("-" * (width + 2) for width in widths) + "|"


def percent(share: float | None) -> str:
    """A share in per cent, with one decimal; a dash where it is undefined."""
    return "–" if share is None else f"{100 * share:.1f}"


def points(difference: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    return f"{100 * difference:+.1f}"


def between(interval: Interval | None) -> str:
    """An interval in per cent."""
    return "–" if interval is None else f"{percent(interval.low)} to {percent(interval.high)}"


def estimate(found: Estimate) -> str:
    """A figure with its interval: ``54.2 (48.0 to 60.4)``."""
    if found.value is None or found.interval is None:
        return percent(found.value)
    return f"{percent(found.value)} ({between(found.interval)})"
