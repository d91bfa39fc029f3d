"""Predicted claims against gold: pairs, what each is worth, slots, and what is left over."""

from evals.score.leftovers import Leftover
from evals.score.pairing import Pair, align, compare, meet
from evals.score.scoring import METRICS, ArticleScore, Estimate, Metric, Score, score, score_article, score_sides
from evals.score.slots import FIELDS, Slots

__all__ = [
    "FIELDS",
    "METRICS",
    "ArticleScore",
    "Estimate",
    "Leftover",
    "Metric",
    "Pair",
    "Score",
    "Slots",
    "align",
    "compare",
    "meet",
    "score",
    "score_article",
    "score_sides",
]
