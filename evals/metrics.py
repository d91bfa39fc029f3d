"""Counts and the ratios of them: counts are stored, ratios computed, and an undefined ratio is None, never 0."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Counts:
    """What was paired, of how much gold and how much predicted (van Rijsbergen 1979 for F1).

    Attributes:
        paired: Pairs of gold and predicted, each in one pair at most; or what these are worth.
        gold: All gold.
        predicted: All predicted.
    """

    paired: float = 0
    gold: float = 0
    predicted: float = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.paired + other.paired, self.gold + other.gold, self.predicted + other.predicted)

    def over(self, repeats: int) -> Counts:
        """The mean of several repeats, of which these are the sum."""
        return Counts(self.paired / repeats, self.gold / repeats, self.predicted / repeats)

    @property
    def precision(self) -> float | None:
        """Share of the predicted that is paired."""
        return ratio(self.paired, self.predicted)

    @property
    def recall(self) -> float | None:
        """Share of the gold that is paired."""
        return ratio(self.paired, self.gold)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        return ratio(2 * self.paired, self.gold + self.predicted)


def ratio(part: float, whole: float) -> float | None:
    """Return ``part / whole``; None where there is no whole."""
    return part / whole if whole else None


def total(counts: Iterable[Counts]) -> Counts:
    """Sum counts: the micro-average's ground."""
    return sum(counts, Counts())
