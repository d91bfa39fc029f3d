"""The most memory that `extractor extract` holds: over 1,000 articles, and over a hundred times as many."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from evals.bench.articles import articles, write
from evals.bench.commands import EXTRACTOR, lines, peak
from evals.bench.measuring import Case, Group, Row, Skipped

CHARACTERS = 300


def bench(rounds: int, size: float = 1.0) -> Iterator[Row]:
    """Measure both once: what a process holds does not depend on what else runs."""
    del rounds
    with tempfile.TemporaryDirectory() as folder:
        counts = [max(10, int(count * size)) for count in (1_000, 100_000)]
        cases = [Case(f"{count:,} articles", partial(_peak, count, Path(folder))) for count in counts]
        yield from Group("memory", f"rules, articles of {CHARACTERS} characters", "MiB", cases).measure(1)


def _peak(count: int, folder: Path, _: int) -> float:
    given, out = folder / "articles.jsonl", folder / f"{count}.jsonl"
    write(given, articles(count, CHARACTERS, "memory"))
    held = peak([*EXTRACTOR, "extract", given, "--model", "rules", "--out", out])
    if lines(out) != count:
        raise Skipped(f"{lines(out)} of {count} results were written")
    return held
