"""A server with 2 s latency where one request in twenty fails: how long it takes, and what becomes of the articles.

The ideal is the time of as many rounds of latency as the requests fill, as if none failed. Every article must come
back: complete, or with what failed in its coverage.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Iterator
from contextlib import suppress

from evals.bench.articles import articles
from evals.bench.loads import LOADS, raw_client, results, task
from evals.bench.measuring import Case, Group, Row, Skipped
from evals.bench.serving import served

LATENCY, SHARE, IN_FLIGHT, CHARACTERS = 2.0, 0.05, 64, 400


def bench(rounds: int, size: float = 1.0) -> Iterator[Row]:
    """Measure the time over the ideal, then count the articles."""
    count = max(2, int(10 * IN_FLIGHT * size))
    trial = _Trial(count)
    _import_all()
    what = f"{LATENCY:.0f} s latency, {SHARE:.0%} faults, {IN_FLIGHT} in flight, {count} articles"
    cases = [Case("extractor", trial.ours), Case("raw client", trial.raw)]
    yield from Group("faults", f"{what}: time / ideal", "×", cases).measure(rounds)
    for name, figures in trial.counts.items():
        yield Row("faults", what, name, "articles", tuple(figures))


def _import_all() -> None:
    """Send one article each way, so that no round's time holds the imports."""
    with served() as server:
        for name in ("extractor", "raw client"):
            with suppress(Skipped):
                LOADS[name](task(articles(1, CHARACTERS, "warm"), server.url, 1))


class _Trial:
    """Runs over a server with faults; what became of the articles is kept beside the time."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._ideal = math.ceil(count / IN_FLIGHT) * LATENCY
        self.counts: dict[str, list[float]] = {}

    def ours(self, number: int) -> float:
        with served(latency=LATENCY, faults=SHARE, seed=number) as server:
            before = time.perf_counter()
            complete = asyncio.run(_completeness(number, self._count, server.url))
            spent = time.perf_counter() - before
        self._note("extractor: complete", complete.count(True))
        self._note("extractor: reported as failed in part", complete.count(False))
        self._note("extractor: lost", self._count - len(complete))
        return spent / self._ideal

    def raw(self, number: int) -> float:
        with served(latency=LATENCY, faults=SHARE, seed=number) as server:
            given = task(articles(self._count, CHARACTERS, f"faults/{number}"), server.url, IN_FLIGHT)
            before = time.perf_counter()
            done = raw_client(given)
            spent = time.perf_counter() - before
        self._note("raw client, the SDK's own retries: an answer, unread", done)
        return spent / self._ideal

    def _note(self, name: str, articles: int) -> None:
        self.counts.setdefault(name, []).append(articles)


async def _completeness(number: int, count: int, url: str) -> list[bool]:
    """Whether each article that came back is complete."""
    made = articles(count, CHARACTERS, f"faults/{number}")
    return [result.complete async for result in results(made, url, IN_FLIGHT)]
