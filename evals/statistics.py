"""How sure a ratio over articles is: the article is the unit, since claims of one article stand and fall together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True)
class Interval:
    """A confidence interval of a ratio, both ends inside [0, 1]."""

    low: float
    high: float


def ratio_interval(parts: Sequence[float], wholes: Sequence[float], confidence: float = 0.95) -> Interval | None:
    """Return the interval of ``sum(parts) / sum(wholes)``, linearised over articles.

    The variance of a ratio of sums by Taylor series, one residual an article, with Student's t (Cochran 1977, Sampling
    Techniques, 6.19; for F1 the part is twice the pairs and the whole gold and predicted together).

    Args:
        parts: Of each article.
        wholes: Of each article, in the same order.
        confidence: Of the interval.

    Returns:
        The interval; None where fewer than two articles have a whole.
    """
    counted = [(part, whole) for part, whole in zip(parts, wholes, strict=True) if whole]
    if len(counted) < 2:
        return None
    from scipy.stats import t as student

    number, whole = len(counted), sum(whole for _, whole in counted)
    ratio = sum(part for part, _ in counted) / whole
    residuals = sum((part - ratio * size) ** 2 for part, size in counted)
    error = sqrt(number / (number - 1) * residuals) / whole
    reach = float(student.ppf((1 + confidence) / 2, number - 1)) * error
    return Interval(max(0.0, ratio - reach), min(1.0, ratio + reach))
