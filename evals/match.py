"""Pairs gold with predicted, one to one: the threshold first, then the assignment with the greatest sum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Gold = TypeVar("Gold")
Predicted = TypeVar("Predicted")


def one_to_one(
    gold: Sequence[Gold], predicted: Sequence[Predicted], likeness: Callable[[Gold, Predicted], float]
) -> list[tuple[int, int]]:
    """Return the pairs of indices with the most pairs, and of those with the greatest likeness (Kuhn 1955).

    Args:
        gold: The labelled things.
        predicted: The found things.
        likeness: In [0, 1] of a pair; 0 where the two must not be paired.
    """
    if not gold or not predicted:
        return []
    import numpy
    from scipy.optimize import linear_sum_assignment

    likes = numpy.array([[likeness(one, other) for other in predicted] for one in gold])
    most = min(likes.shape) + 1  # a pair more outweighs any likeness
    rows, columns = linear_sum_assignment(numpy.where(likes > 0, most + likes, 0), maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if likes[i, j] > 0]
