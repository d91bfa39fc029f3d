"""Pairs gold with predicted, one to one: the threshold first, then the assignment with the greatest sum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Gold = TypeVar("Gold")
Predicted = TypeVar("Predicted")

Weights = Sequence[Sequence[float]]
"""A row for each gold, a column for each predicted; 0 where the two must not be paired."""


def one_to_one(
    gold: Sequence[Gold], predicted: Sequence[Predicted], likeness: Callable[[Gold, Predicted], float]
) -> list[tuple[int, int]]:
    """Return the pairs of indices with the most pairs, and of those with the greatest likeness (Kuhn 1955).

    Args:
        gold: The labelled things.
        predicted: The found things.
        likeness: In [0, 1] of a pair; 0 where the two must not be paired.
    """
    likes = [[likeness(one, other) for other in predicted] for one in gold]
    most = min(len(gold), len(predicted)) + 1  # a pair more outweighs any likeness
    return assign([[most + like if like > 0 else 0.0 for like in row] for row in likes])


def assign(weights: Weights) -> list[tuple[int, int]]:
    """Return the pairs of indices with the greatest sum of weights (Kuhn 1955; Jonker and Volgenant 1987)."""
    if not weights or not weights[0]:
        return []
    if len(weights) == 1 or len(weights[0]) == 1:
        return _best_single(weights)
    import numpy
    from scipy.optimize import linear_sum_assignment

    matrix = numpy.array(weights)
    rows, columns = linear_sum_assignment(matrix, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if matrix[i, j] > 0]


def paired_sum(weights: Weights) -> float:
    """Return the greatest sum of weights of an assignment."""
    return sum(weights[i][j] for i, j in assign(weights))


def _best_single(weights: Weights) -> list[tuple[int, int]]:
    best = max((weight, -i, -j) for i, row in enumerate(weights) for j, weight in enumerate(row))
    return [(-best[1], -best[2])] if best[0] > 0 else []
