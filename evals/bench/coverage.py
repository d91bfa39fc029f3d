"""Print how often the 95 % interval of micro-F1 holds the true value, at 10, 20 and 40 articles, by simulation.

    python evals/bench/coverage.py [--trials 4000] [--seed 7]

Articles differ in length (claims, skewed), in difficulty (a beta distribution of each article's recall and precision),
and claims of one article stand and fall together; some articles hold nothing. The true F1 is that of a population of
200,000 articles made in the same way. Beside ours stands Wilson's interval over single claims, which takes the claims
of an article for independent.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy
from numpy.random import Generator
from numpy.typing import NDArray

from evals.statistics import ratio_interval

ARTICLES = (10, 20, 40)
Parts = tuple[NDArray[numpy.floating[Any]], NDArray[numpy.floating[Any]]]


@dataclass(frozen=True)
class World:
    """How articles are made.

    Attributes:
        name: What it is like.
        claims: Mean number of gold claims of an article.
        spread: Dispersion of that number (negative binomial size: small is skewed).
        recall: Mean share of gold that is found.
        precision: Mean share of what is predicted that is right.
        alike: Concentration of the beta distribution: small, and articles differ much.
    """

    name: str
    claims: float
    spread: float
    recall: float
    precision: float
    alike: float


WORLDS = (
    World("like the fixtures", 20, 3, 0.7, 0.75, 8),
    World("a weak engine", 20, 3, 0.45, 0.5, 6),
    World("a good engine", 20, 3, 0.85, 0.88, 10),
    World("short, even articles", 12, 20, 0.65, 0.7, 30),
)


def articles(world: World, number: int, random: Generator) -> Parts:
    """Make articles: of each twice its pairs, and its gold and predicted together."""
    rate = world.spread / (world.spread + world.claims)
    gold = random.negative_binomial(world.spread, rate, number)
    recall = random.beta(world.recall * world.alike, (1 - world.recall) * world.alike, number)
    precision = random.beta(world.precision * world.alike, (1 - world.precision) * world.alike, number)
    paired = random.binomial(gold, recall)
    spurious = random.poisson(paired * (1 - precision) / numpy.maximum(precision, 0.2))
    return 2.0 * paired, (gold + paired + spurious).astype(float)


def wilson(part: float, whole: float) -> tuple[float, float]:
    """Wilson's 95 % interval (Wilson 1927) of claims taken for independent."""
    z, p = 1.959964, part / whole
    middle = (p + z * z / (2 * whole)) / (1 + z * z / whole)
    reach = z / (1 + z * z / whole) * (p * (1 - p) / whole + z * z / (4 * whole * whole)) ** 0.5
    return middle - reach, middle + reach


def coverage(world: World, number: int, trials: int, random: Generator) -> tuple[float, float]:
    """The share of trials whose interval holds the truth: ours, and Wilson's."""
    parts, wholes = articles(world, 200_000, random)
    truth = parts.sum() / wholes.sum()
    held = [0, 0]
    for _ in range(trials):
        part, whole = articles(world, number, random)
        interval = ratio_interval(part.tolist(), whole.tolist())
        held[0] += interval is not None and interval.low <= truth <= interval.high
        low, high = wilson(part.sum(), whole.sum())
        held[1] += bool(low <= truth <= high)
    return held[0] / trials, held[1] / trials


def rows(trials: int, seed: int) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    yield "| articles are | number | article-linearised t | Wilson over claims |"
    yield "| --- | --- | --- | --- |"
    random = numpy.random.default_rng(seed)
    for world in WORLDS:
        for number in ARTICLES:
            ours, claims = coverage(world, number, trials, random)
            yield f"| {world.name} | {number} | {100 * ours:.1f} | {100 * claims:.1f} |"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=4_000)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    for row in rows(asked.trials, asked.seed):
        print(row, flush=True)
