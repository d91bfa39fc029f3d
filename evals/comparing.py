"""Two runs on the same articles, in pairs: how they differ, how surely, and in which claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from evals.runs import RunError
from evals.score import METRICS, ArticleScore, Metric, Pair, Score
from evals.statistics import Difference, paired_difference

_MOVED = 0.05
"""Least change of a pair's credit that is told."""


@dataclass(frozen=True)
class Row:
    """One metric of both runs."""

    first: float | None
    second: float | None
    difference: Difference | None


@dataclass(frozen=True)
class Change:
    """A gold claim that the second run found and the first did not, or lost, or got better or worse.

    Attributes:
        name: What happened.
        article: The fixture's id.
        gold: The gold claim's id.
        words: Its evidence.
        credit: The second run's credit less the first's.
    """

    name: Literal["found", "lost", "changed"]
    article: str
    gold: str
    words: str
    credit: float


@dataclass(frozen=True)
class Comparison:
    """Two runs beside each other.

    Attributes:
        first: What made the first run.
        second: What made the second.
        articles: Those that both have.
        only_one: Those that one of them lacks; they are left out.
        rows: Each metric's figures.
        changes: The claims that differ, those of one article together.
    """

    first: str
    second: str
    articles: tuple[str, ...]
    only_one: tuple[str, ...]
    rows: Mapping[Metric, Row]
    changes: tuple[Change, ...]


def compare(first: Score, second: Score) -> Comparison:
    """Compare two runs article by article.

    Raises:
        RunError: They have no article in common.
    """
    ours, theirs = ({article.article for article in score.articles} for score in (first, second))
    both = [name for name in dict.fromkeys(article.article for article in first.articles) if name in theirs]
    if not both:
        raise RunError("The two runs have no article in common; compare runs of one dataset.")
    one, other = (_only(score, set(both)) for score in (first, second))
    return Comparison(
        first=first.label,
        second=second.label,
        articles=tuple(both),
        only_one=tuple(sorted(ours ^ theirs)),
        rows={metric: _row(one, other, metric) for metric in METRICS},
        changes=tuple(_changes(one, other)),
    )


def _only(score: Score, names: set[str]) -> Score:
    return Score(score.label, tuple(article for article in score.articles if article.article in names))


def _row(first: Score, second: Score, metric: Metric) -> Row:
    ours, theirs = first.per_article(metric), second.per_article(metric)
    names = sorted(ours.keys() | theirs.keys())
    paired = paired_difference([ours.get(n, (0, 0)) for n in names], [theirs.get(n, (0, 0)) for n in names])
    return Row(first.f1(metric).value, second.f1(metric).value, paired)


def _changes(first: Score, second: Score) -> Iterator[Change]:
    after = {(article.article, article.sample): article for article in second.articles}
    for before in first.articles:
        if (before.article, before.sample) in after:
            yield from _changes_of(before, after[before.article, before.sample])


def _changes_of(before: ArticleScore, after: ArticleScore) -> Iterator[Change]:
    old, new = _by_gold(before), _by_gold(after)
    for name in sorted(old.keys() | new.keys()):
        moved = (new[name].credit if name in new else 0) - (old[name].credit if name in old else 0)
        words = (new.get(name) or old[name]).gold.words
        if name not in old:
            yield Change("found", before.article, name, words, moved)
        elif name not in new:
            yield Change("lost", before.article, name, words, moved)
        elif abs(moved) >= _MOVED:
            yield Change("changed", before.article, name, words, moved)


def _by_gold(article: ArticleScore) -> dict[str, Pair]:
    return {pair.gold.id: pair for pair in article.pairs}
