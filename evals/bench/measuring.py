"""Alternating runs, their medians, and the table that tells them.

What is compared runs in turn (A B C, A B C, …) in one session of one machine, so that what else the machine does falls
on all of them alike. A figure is the median of the rounds; a ratio is the median of the rounds' own ratios to the
first of its group.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any


class Skipped(Exception):
    """What was to be measured is not there: a peer that is not installed, a command that this version lacks."""


@dataclass(frozen=True)
class Case:
    """One thing to measure.

    Attributes:
        name: Who or what, as the table says it.
        run: Does one round and returns its figure; it is given the number of the round, so that no round repeats
            the input of another.
    """

    name: str
    run: Callable[[int], float]


@dataclass(frozen=True)
class Row:
    """A line of the table; a case that was skipped has no figures, and says why."""

    bench: str
    what: str
    name: str
    unit: str
    figures: tuple[float, ...] = ()
    ratio: float | None = None
    note: str = ""

    @property
    def median(self) -> float | None:
        """The median of the rounds."""
        return statistics.median(self.figures) if self.figures else None


@dataclass(frozen=True)
class Group:
    """Cases that are compared with each other, and the title of what they do."""

    bench: str
    what: str
    unit: str
    cases: Sequence[Case]

    def measure(self, rounds: int) -> Iterator[Row]:
        """Run the cases in turn and yield a row for each; a case that cannot run is skipped with a word."""
        figures: dict[str, list[float]] = {case.name: [] for case in self.cases}
        skipped: dict[str, str] = {}
        for number in range(rounds):
            for case in self.cases:
                if case.name not in skipped:
                    self._round(case, number, rounds, figures, skipped)
        first = figures[self.cases[0].name]
        for name, values in figures.items():
            ratios = [value / base for value, base in zip(values, first, strict=False) if base]
            ratio = statistics.median(ratios) if ratios and values is not first else None
            yield Row(self.bench, self.what, name, self.unit, tuple(values), ratio, skipped.get(name, ""))

    def _round(
        self, case: Case, number: int, rounds: int, figures: dict[str, list[float]], skipped: dict[str, str]
    ) -> None:
        try:
            figure = case.run(number)
        except Skipped as reason:
            skipped[case.name] = str(reason)
            progress(f"{self.bench}: {case.name} skipped: {reason}")
            return
        figures[case.name].append(figure)
        progress(f"{self.bench}, {self.what}, round {number + 1} of {rounds}: {case.name} {figure:,.4g} {self.unit}")


def progress(words: str) -> None:
    """Say on standard error how far it is."""
    print(words, file=sys.stderr, flush=True)


def table(rows: Iterable[Row]) -> str:
    """Return the rows as a Markdown table."""
    head = ["| bench | what | who | median | lowest – highest | × first |", "|---|---|---|---:|---:|---:|"]
    return "\n".join([*head, *(_line(row) for row in rows)])


def _line(row: Row) -> str:
    if row.median is None:
        cells = [f"skipped: {row.note}", "", ""]
    else:
        spread = f"{min(row.figures):,.4g} – {max(row.figures):,.4g}"
        cells = [f"{row.median:,.4g} {row.unit}", spread, "" if row.ratio is None else f"{row.ratio:.3g}"]
    return "| " + " | ".join([row.bench, row.what, row.name, *cells]) + " |"


def record(rows: Iterable[Row]) -> dict[str, Any]:
    """Return the rows and the machine as a JSON object."""
    return {"machine": machine(), "rows": [asdict(row) | {"median": row.median} for row in rows]}


def machine() -> str:
    """Where it was measured: cores, system, Python."""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
