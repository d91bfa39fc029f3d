"""Articles a second over a server on loopback, one request each, 64 in flight: raw client, peers, this project."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping

from evals.bench.articles import articles
from evals.bench.loads import LOADS, Load, task
from evals.bench.measuring import Case, Group, Row, progress
from evals.bench.serving import Served, served

LATENCIES = (0.0, 0.2)
IN_FLIGHT = 64
CHARACTERS, LONG = 400, 3_000
"""Of an article that fits one request, and of one as news has them, which each tool cuts as it does."""


def bench(rounds: int, size: float = 1.0) -> Iterator[Row]:
    """Measure each load at each latency, then those that cut articles themselves over long ones."""
    count = max(2, int(320 * size))
    for latency in LATENCIES:
        yield from _group(latency, count, CHARACTERS, LOADS, rounds)
    cutting = {name: load for name, load in LOADS.items() if name.startswith(("langextract", "extractor"))}
    yield from _group(LATENCIES[-1], max(2, count // 4), LONG, cutting, rounds)


def _group(latency: float, count: int, characters: int, loads: Mapping[str, Load], rounds: int) -> Iterator[Row]:
    with served(latency=latency) as server:
        cases = [Case(name, _timed(load, server, count, latency, characters)) for name, load in loads.items()]
        what = f"{latency * 1000:.0f} ms latency, {IN_FLIGHT} in flight, {count} articles of {characters:,} characters"
        yield from Group("throughput", what, "articles/s", cases).measure(rounds)


def _timed(load: Load, server: Served, count: int, latency: float, characters: int) -> Callable[[int], float]:
    """A case's run: articles a second, after the load has imported and opened what it needs once."""
    warm = list[bool]()

    def run(number: int) -> float:
        if not warm:
            load(task(articles(2, characters, f"warm {latency}"), server.url, IN_FLIGHT))
            warm.append(True)
        given = task(articles(count, characters, f"{latency}/{number}"), server.url, IN_FLIGHT)
        before = time.perf_counter()
        done = load(given)
        spent = time.perf_counter() - before
        if done < count:
            progress(f"throughput: {count - done} of {count} articles were not read to their end")
        return done / spent

    return run
