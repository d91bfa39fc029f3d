"""Print how long scoring takes: articles with 20 claims a side, and the comparison of two such runs.

    python evals/bench/scoring.py [--articles 1000]

Claims are gold of the fixtures, dealt anew into made-up articles; of the predicted side a third is changed. Processor
time of one process, loading left out.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from evals.comparing import compare
from evals.dataset import Fixture, load
from evals.score import ArticleScore, Score, score_sides
from evals.sides import Side, of_gold

FIXTURES = Path(__file__).parents[1] / "fixtures" / "news"
CLAIMS = 20
_Made = TypeVar("_Made")


def dealt(sides: list[Side], random_: random.Random) -> list[Side]:
    """Twenty claims, laid side by side as in one article."""
    chosen = random_.sample(sides, CLAIMS)
    return [replace(side, evidence=(((80 * i, 80 * i + 70),),), optional=False) for i, side in enumerate(chosen)]


def changed(sides: list[Side], random_: random.Random) -> list[Side]:
    """A third of them otherwise: denied, moved, or left out."""
    kept = [side for side in sides if random_.random() > 0.1]
    return [_other(side, random_) for side in kept]


def _other(side: Side, random_: random.Random) -> Side:
    chance = random_.random()
    if chance < 0.15:
        return replace(side, polarity=frozenset(["negative"]))
    (start, end), *_ = side.evidence[0]
    return replace(side, evidence=(((start + 20, end + 30),),)) if chance < 0.3 else side


def timed(what: str, work: Callable[[], _Made]) -> _Made:
    """Do some work, and print the processor time that it took."""
    start = time.process_time()
    made = work()
    print(f"{what}: {time.process_time() - start:.1f} s of processor time", flush=True)
    return made


def main(articles: int) -> None:
    """Score two runs, and compare them."""
    fixtures = load(FIXTURES)
    sides = [side for fixture in fixtures for side in of_gold(fixture, alternatives=False)]
    random_ = random.Random(11)  # noqa: S311 - no secret
    gold = [dealt(sides, random_) for _ in range(articles)]
    runs = [[changed(each, random_) for each in gold] for _ in range(2)]

    def scored(run: list[list[Side]]) -> Score:
        return Score("made up", tuple(_named(fixtures[0], i, gold[i], each) for i, each in enumerate(run)))

    first = timed(f"scoring {articles:,} articles of {CLAIMS} claims a side", lambda: scored(runs[0]))
    second = scored(runs[1])
    timed("comparing two such runs", lambda: compare(first, second))


def _named(fixture: Fixture, number: int, gold: list[Side], predicted: list[Side]) -> ArticleScore:
    return replace(score_sides(fixture, gold, predicted), article=f"made up {number}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000)
    main(parser.parse_args().articles)
