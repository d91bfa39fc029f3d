"""Scores of an article and of a run: counts are kept, ratios computed from them, and none is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from evals.dataset import Fixture
from evals.metrics import Counts, ratio, total
from evals.runs import Line, PredictedClaim, RunError, text_hash
from evals.score import leftovers
from evals.score.leftovers import Leftover
from evals.score.pairing import Pair, align
from evals.score.slots import Slots, count
from evals.sides import Side, of_gold, of_predicted, of_traps
from evals.statistics import Interval, deviation, ratio_interval, smallest_difference

Metric = Literal["found", "soft", "publishable", "grounding"]
"""``found``: pairs. ``soft``: their credit. ``publishable``: pairs of which all that matters is exactly right.
``grounding``: predicted claims whose evidence stands in the article verbatim."""
METRICS: tuple[Metric, ...] = get_args(Metric)
Kept = Callable[[Side], bool]
"""Which claims of both sides a slice holds."""


def _all(_: Side) -> bool:
    return True


@dataclass(frozen=True)
class ArticleScore:
    """One article of one run.

    Attributes:
        article: The fixture's id.
        sample: Which repeat.
        tags: The fixture's tags.
        exhaustive: Whether all its claims were labelled; otherwise only recall is measured.
        pairs: Gold and predicted that met, gold that counts.
        unrewarded: Pairs with gold that is optional: neither rewarded nor punished.
        left: What no pair took up, gold that counts and predicted.
        slots: Counts of each field.
        predicted: All predicted claims.
        failed: Why there is no result; its gold is missed.
    """

    article: str
    sample: int
    tags: tuple[str, ...]
    exhaustive: bool
    pairs: tuple[Pair, ...]
    unrewarded: tuple[Pair, ...]
    left: tuple[Leftover, ...]
    slots: dict[str, Slots]
    predicted: tuple[Side, ...]
    failed: str | None = None

    def counts(self, metric: Metric, kept: Kept = _all) -> Counts:
        """What the metric's ratios are made of; ``kept`` restricts both sides (a slice)."""
        if metric == "grounding":
            verbatim = sum(side.grounded for side in self.predicted if kept(side))
            return Counts(verbatim, 0, sum(1 for side in self.predicted if kept(side)))
        pairs = [pair for pair in self.pairs if kept(pair.gold)]
        gold = len(pairs) + sum(1 for left in self.left if left.name in _OF_GOLD and kept(left.side))
        spurious = sum(1 for left in self.left if left.name not in _OF_GOLD and kept(left.side))
        return Counts(sum(_worth(pair, metric) for pair in pairs), gold, len(pairs) + spurious)


_OF_GOLD = ("missed", "merged")


def _worth(pair: Pair, metric: Metric) -> float:
    match metric:
        case "soft":
            return pair.credit
        case "publishable":
            return float(pair.publishable)
        case _:
            return 1


def score_article(fixture: Fixture, line: Line) -> ArticleScore:
    """Score what a run predicted for one article.

    Raises:
        RunError: The run was made on another text.
    """
    if line.text != text_hash(fixture.article):
        raise RunError(f"The run was made on another text of the article {fixture.id}; make it anew.")
    predicted = of_predicted(_proven(claim, fixture.article.text) for claim in line.claims)
    return replace(score_sides(fixture, of_gold(fixture), predicted), sample=line.sample, failed=line.failed)


def _proven(claim: PredictedClaim, text: str) -> PredictedClaim:
    """The claim, its evidence without a place wherever the words do not stand at the place that was told."""
    marks = (mark if mark.stands_in(text) else mark.model_copy(update={"start": None}) for mark in claim.evidence)
    return claim.model_copy(update={"evidence": tuple(marks)})


def score_sides(fixture: Fixture, gold: Sequence[Side], predicted: Sequence[Side]) -> ArticleScore:
    """Score claims that are ready to be compared, whoever made them."""
    met = align(gold, _once(predicted))
    taken = {id(side) for pair in met for side in (pair.gold, pair.predicted)}
    missed = [side for side in gold if id(side) not in taken and not side.optional]
    spurious = [side for side in predicted if id(side) not in taken]
    traps = of_traps(fixture)
    pairs = tuple(leftovers.trapped(pair, traps) for pair in met if not pair.gold.optional)
    left = (
        *leftovers.of_gold(missed, met),
        *leftovers.of_predicted(spurious, met, traps),
    )
    exhaustive = fixture.gold.exhaustive
    return ArticleScore(
        article=fixture.id,
        sample=0,
        tags=fixture.gold.tags,
        exhaustive=exhaustive,
        pairs=pairs,
        unrewarded=tuple(pair for pair in met if pair.gold.optional),
        left=left,
        slots=count(pairs, missed, spurious if exhaustive else ()),
        predicted=tuple(predicted),
    )


def _once(sides: Sequence[Side]) -> list[Side]:
    """Each claim once: a copy, the same evidence in the same words, is paired with nothing and never raises a score."""
    kept: dict[object, Side] = {}
    for side in sides:
        kept.setdefault((side.evidence, side.words, tuple(sorted(side.statements[0].tokens.items()))), side)
    return list(kept.values())


@dataclass(frozen=True)
class Estimate:
    """A ratio with how sure it is.

    Attributes:
        value: The ratio; None where it is undefined.
        interval: Its 95 % interval over articles; None of fewer than two articles.
        smallest: The smallest difference that a run on as many articles can show.
    """

    value: float | None
    interval: Interval | None = None
    smallest: float | None = None


@dataclass(frozen=True)
class Score:
    """A run's score.

    Attributes:
        label: What made the run.
        articles: The scores of its articles, repeats one after another.
        lacking: Articles of the dataset that the run does not have.
    """

    label: str
    articles: tuple[ArticleScore, ...]
    lacking: tuple[str, ...] = field(default=())

    def counts(self, metric: Metric, kept: Kept = _all) -> Counts:
        """The counts of all articles together, of repeats their mean; those not exhaustive have recall alone."""
        return total(self._by_article(metric, kept).values())

    def f1(self, metric: Metric, kept: Kept = _all) -> Estimate:
        """F1 of a metric; of ``grounding`` the share of the predicted claims."""
        return _estimate(list(self.per_article(metric, kept).values()))

    def recall(self, metric: Metric, kept: Kept = _all) -> Estimate:
        """Share of gold, of all articles."""
        return _estimate([(one.paired, one.gold) for one in self._by_article(metric, kept, all_of_them=True).values()])

    def precision(self, metric: Metric, kept: Kept = _all) -> Estimate:
        """Share of the predicted claims, of articles that are labelled exhaustively."""
        return _estimate([(one.paired, one.predicted) for one in self._by_article(metric, kept).values()])

    def slots(self, name: str) -> Slots:
        """The slots of one field over all articles and repeats."""
        return sum((article.slots[name] for article in self.articles), Slots())

    def field(self, name: str) -> Estimate:
        """F1 of one field's slots."""
        found: dict[str, list[Slots]] = {}
        for article in self.articles:
            if article.exhaustive:
                found.setdefault(article.article, []).append(article.slots[name])
        return _estimate([_mean(samples) for samples in found.values()])

    def repeats(self, metric: Metric) -> float | None:
        """The standard deviation of F1 between repeats, over articles that have them all; None of fewer than two."""
        samples = sorted({article.sample for article in self.articles})
        done = Counter(article.article for article in self.articles)
        whole = [article for article in self.articles if done[article.article] == len(samples)]
        apart = (Score(self.label, tuple(a for a in whole if a.sample == k)) for k in samples)
        return deviation([value for one in apart if (value := one.f1(metric).value) is not None])

    def per_article(self, metric: Metric, kept: Kept = _all) -> dict[str, tuple[float, float]]:
        """Of each article the part and the whole that F1 is the ratio of, the mean of its repeats."""
        found = self._by_article(metric, kept)
        if metric == "grounding":
            return {name: (one.paired, one.predicted) for name, one in found.items()}
        return {name: (2 * one.paired, one.gold + one.predicted) for name, one in found.items()}

    def _by_article(self, metric: Metric, kept: Kept, all_of_them: bool = False) -> dict[str, Counts]:
        found: dict[str, list[Counts]] = {}
        for article in self.articles:
            if article.exhaustive or all_of_them:
                found.setdefault(article.article, []).append(article.counts(metric, kept))
        return {name: total(samples).over(len(samples)) for name, samples in found.items()}


def _mean(samples: Sequence[Slots]) -> tuple[float, float]:
    """The part and the whole that F1 of slots is the ratio of, the mean of an article's repeats."""
    slots = sum(samples, Slots())
    return 2 * slots.right / len(samples), (slots.actual + slots.possible) / len(samples)


def _estimate(parts: Sequence[tuple[float, float]]) -> Estimate:
    over = [part for part, _ in parts]
    under = [whole for _, whole in parts]
    return Estimate(ratio(sum(over), sum(under)), ratio_interval(over, under), smallest_difference(over, under))


def score(fixtures: Sequence[Fixture], lines: Sequence[Line]) -> Score:
    """Score a run against a dataset; no model is called.

    Raises:
        RunError: The run has an article that the dataset has not, or another text of one, or none of its articles.
    """
    known = {fixture.id: fixture for fixture in fixtures}
    of_dataset = [line for line in lines if line.article in known]
    if not of_dataset:
        raise RunError(
            f"The run has no article of the dataset ({', '.join(sorted(known))}); name the dataset it was made on."
        )
    done = {line.article for line in of_dataset}
    return Score(
        label=of_dataset[0].label,
        articles=tuple(score_article(known[line.article], line) for line in of_dataset),
        lacking=tuple(name for name in known if name not in done),
    )
