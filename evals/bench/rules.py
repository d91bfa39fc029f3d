"""Articles a second by the rules, as the command line reads them: on one process, and on two."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from evals.bench.articles import articles, write
from evals.bench.commands import EXTRACTOR, seconds
from evals.bench.measuring import Case, Group, Row

CHARACTERS = 3_000


def bench(rounds: int, size: float = 1.0) -> Iterator[Row]:
    """Measure both; the start of the process is in the time."""
    count = max(2, int(300 * size))
    with tempfile.TemporaryDirectory() as folder:
        cases = [
            Case("one process", _timed(count, Path(folder), [])),
            Case("--workers 2", _timed(count, Path(folder), ["--workers", "2"])),
        ]
        what = f"{count} articles of {CHARACTERS:,} characters"
        yield from Group("rules", what, "articles/s", cases).measure(rounds)


def _timed(count: int, folder: Path, options: Sequence[str]) -> Callable[[int], float]:
    def once(number: int) -> float:
        given, out = folder / f"{number}.jsonl", folder / f"{number}{''.join(options)}.out.jsonl"
        if not given.exists():
            write(given, articles(count, CHARACTERS, f"rules/{number}"))
        return count / seconds([*EXTRACTOR, "extract", given, "--model", "rules", "--out", out, *options])

    return once
