"""Articles a second from the cache, offline, beside the run that filled it from a server without latency."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from evals.bench.articles import articles, write
from evals.bench.commands import EXTRACTOR, seconds
from evals.bench.measuring import Case, Group, Row
from evals.bench.serving import served

CHARACTERS = 400


def bench(rounds: int, size: float = 1.0) -> Iterator[Row]:
    """Measure both; the start of the process is in the time."""
    count = max(2, int(1_000 * size))
    with tempfile.TemporaryDirectory() as folder, served() as server:
        asked = ["--base-url", server.url, "--concurrency", "64"]
        cases = [
            Case("asked and recorded", _timed(count, Path(folder), "asked", asked)),
            Case("replayed", _timed(count, Path(folder), "replayed", ["--offline"])),
        ]
        yield from Group("replay", f"{count} articles, one request each", "articles/s", cases).measure(rounds)


def _timed(count: int, folder: Path, name: str, options: Sequence[str]) -> Callable[[int], float]:
    def once(number: int) -> float:
        given, cache = folder / f"{number}.jsonl", folder / f"{number}.sqlite"
        if not given.exists():
            write(given, articles(count, CHARACTERS, f"replay/{number}"))
        kept: list[str | Path] = ["--model", "bench", "--cache", cache, "--out", folder / f"{number}.{name}.jsonl"]
        return count / seconds([*EXTRACTOR, "extract", given, *kept, *options])

    return once
