"""How far two labellers agree, by the same pairing that scores an engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evals.dataset import DatasetError, load_fixture
from evals.metrics import ratio
from evals.score import ArticleScore, Pair, Score, align, score_sides
from evals.sides import of_gold

CATEGORIES = ("kind", "modality", "polarity", "directness", "checkable")


@dataclass(frozen=True)
class Agreement:
    """Two labellings of some articles.

    Attributes:
        articles: Those that were labelled twice.
        score: The second labelling scored as if it were predicted.
    """

    articles: tuple[str, ...]
    score: Score

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The claims that both have, of all articles."""
        return tuple(pair for article in self.score.articles for pair in article.pairs)


def agree(dataset: Path, annotator: str, *, alternatives: bool = True) -> Agreement:
    """Compare ``gold.yaml`` with ``gold.<annotator>.yaml`` wherever both are.

    The second labeller's first readings stand for what an engine predicted. A claim that either labeller calls optional
    is neither agreement nor the lack of it.

    Args:
        dataset: A folder of fixtures.
        annotator: The second labeller's initials.
        alternatives: Whether the first labeller's other readings are right too, as they are for an engine.

    Raises:
        DatasetError: No article has a second labelling of this annotator.
    """
    folders = sorted(path.parent for path in dataset.glob(f"*/gold.{annotator}.yaml"))
    if not folders:
        raise DatasetError(f"No article of {dataset} has a gold.{annotator}.yaml; label one, or name other initials.")
    articles = tuple(_compared(folder, annotator, alternatives) for folder in folders)
    return Agreement(tuple(folder.name for folder in folders), Score(f"labeller {annotator}", articles))


def _compared(folder: Path, annotator: str, alternatives: bool) -> ArticleScore:
    first, second = load_fixture(folder), load_fixture(folder, annotator)
    gold, labelled = of_gold(first, alternatives=alternatives), of_gold(second, alternatives=False)
    met = {id(pair.predicted) for pair in align(gold, labelled)}
    counted = tuple(side for side in labelled if not side.optional or id(side) in met)
    optional = {id(pair.gold) for pair in align(gold, counted) if pair.predicted.optional}
    either = tuple(replace(side, optional=True) if id(side) in optional else side for side in gold)
    return score_sides(first, either, counted)


def kappa(pairs: Sequence[Pair], field: str) -> float | None:
    """Return Cohen's kappa of a category over paired claims (Cohen 1960).

    Each labeller's first reading counts; None where chance alone agrees fully.
    """
    both = _labelled(pairs, field)
    if not both:
        return None
    observed = sum(one == other for one, other in both) / len(both)
    ours, theirs = (Counter(side) for side in zip(*both, strict=True))
    chance = sum(ours[value] * theirs[value] for value in ours) / len(both) ** 2
    return ratio(observed - chance, 1 - chance)


def _labelled(pairs: Sequence[Pair], field: str) -> list[tuple[object, object]]:
    """What each labeller named, where both named something."""
    named = [(pair.gold.labelled.get(field), pair.predicted.labelled.get(field)) for pair in pairs]
    return [(one, other) for one, other in named if one is not None and other is not None]


def rows(agreement: Agreement) -> Iterator[Sequence[str]]:
    """Yield the kappa of each category as rows of a table."""
    yield "category", "claims", "the same", "Cohen's kappa"
    for field in CATEGORIES:
        known = _labelled(agreement.pairs, field)
        same = sum(one == other for one, other in known)
        found = kappa(agreement.pairs, field)
        yield field, str(len(known)), f"{same}", "–" if found is None else f"{found:.2f}"
