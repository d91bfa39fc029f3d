"""How sure a ratio over articles is: the article is the unit, since claims of one article stand and fall together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import stdev

Ratio = Sequence[tuple[float, float]]
"""Of each article the part and the whole."""


@dataclass(frozen=True)
class Interval:
    """A confidence interval: of a ratio inside [0, 1], of a difference of two inside [-1, 1]."""

    low: float
    high: float


def ratio_interval(parts: Sequence[float], wholes: Sequence[float], confidence: float = 0.95) -> Interval | None:
    """Return the interval of ``sum(parts) / sum(wholes)``, linearised over articles.

    The variance of a ratio of sums over clusters, one residual an article, with Student's t (Cochran 1977, Sampling
    Techniques, 6.19; for F1 the part is twice the pairs, the whole gold and predicted). The residuals are those of the
    jackknife and keep Cochran's n / (n - 1), so the interval errs on the wide side, the more the fewer the articles.

    Args:
        parts: Of each article.
        wholes: Of each article, in the same order.
        confidence: Of the interval.

    Returns:
        The interval; None where fewer than two articles have a whole.
    """
    counted = _counted(parts, wholes)
    if len(counted) < 2:
        return None
    ratio, reach = _ratio(counted), _student(counted, (1 + confidence) / 2) * _error(_influences(counted))
    return Interval(max(0.0, ratio - reach), min(1.0, ratio + reach))


def _counted(parts: Sequence[float], wholes: Sequence[float]) -> Ratio:
    """The articles that have a whole: the others say nothing."""
    return [(part, whole) for part, whole in zip(parts, wholes, strict=True) if whole]


def _student(sample: Sequence[object], *shares: float) -> float:
    """The sum of Student's t at some shares, for a sample of this size."""
    from scipy.stats import t

    return sum(float(t.ppf(share, len(sample) - 1)) for share in shares)


def _ratio(counted: Ratio) -> float:
    return sum(part for part, _ in counted) / sum(whole for _, whole in counted)


def _influences(counted: Ratio) -> list[float]:
    """What the ratio falls by when an article is left out: the residuals of the delete-one jackknife (Tukey 1958).

    To the first order these are the linearised residuals; a long article's share in its own ratio is put right, without
    which the intervals of articles of unequal length are too short (``evals/bench/coverage.py``: 92 instead of 95 %).
    """
    total, ratio = sum(whole for _, whole in counted), _ratio(counted)
    return [(part - ratio * whole) / (total - whole) if total > whole else 0.0 for part, whole in counted]


def _error(influences: Sequence[float]) -> float:
    number = len(influences)
    return sqrt(number / (number - 1) * sum(one**2 for one in influences))


def linearised_error(parts: Sequence[float], wholes: Sequence[float]) -> float | None:
    """Return the standard error of ``sum(parts) / sum(wholes)`` over articles; None of fewer than two articles."""
    counted = _counted(parts, wholes)
    return _error(_influences(counted)) if len(counted) > 1 else None


def smallest_difference(parts: Sequence[float], wholes: Sequence[float], power: float = 0.8) -> float | None:
    """Return the smallest true difference that a run on articles like these shows in four of five cases.

    For a paired comparison at the level .05 whose runs correlate by a half over articles, so that the difference varies
    as much as one run does (Cohen 1988, chapter 2): (t(.975) + t(power)) standard errors.
    """
    error = linearised_error(parts, wholes)
    return None if error is None else _student(_counted(parts, wholes), 0.975, power) * error


def deviation(values: Sequence[float]) -> float | None:
    """Return the standard deviation of a sample; None of fewer than two values."""
    return stdev(values) if len(values) > 1 else None


@dataclass(frozen=True)
class Difference:
    """How two runs differ on the same articles, the second less the first.

    Attributes:
        value: Difference of the two ratios.
        interval: Its 95 % interval over articles, in [-1, 1]; None of fewer than two articles.
        p: Share of label swaps that give as great a difference; of a permutation test.
        smallest: The smallest true difference that shows on articles like these in four of five cases.
        seed: Of the swaps; None where all of them were counted.
    """

    value: float
    interval: Interval | None
    p: float
    smallest: float | None
    seed: int | None


_EXACT = 14
"""Most articles of which all swaps are counted: 16,384."""


def paired_difference(first: Ratio, second: Ratio, *, swaps: int = 10_000, seed: int = 20_230_501) -> Difference | None:
    """Compare two ratios of sums over the same articles.

    The interval is linearised: each article's influence on the second ratio less that on the first, with Student's t
    (Cochran 1977, 6.19 and 2.11). The test swaps the two runs' results article by article (Fisher 1935; for F1 Yeh
    2000): all swaps of few articles, a seeded sample of many.

    Returns:
        The difference; None where one of the ratios is undefined.
    """
    both = [(one, other) for one, other in zip(first, second, strict=True) if one[1] or other[1]]
    first, second = [one for one, _ in both], [other for _, other in both]
    if not sum(whole for _, whole in first) or not sum(whole for _, whole in second):
        return None
    one, other = _influences(first), _influences(second)
    moved = [b - a for a, b in zip(one, other, strict=True)]
    value = _ratio(second) - _ratio(first)
    p, used = _swapped(first, second, abs(value), swaps, seed)
    if len(moved) < 2:
        return Difference(value, None, p, None, used)
    error = _error(moved)
    reach, smallest = _student(moved, 0.975) * error, _student(moved, 0.975, 0.8) * error
    return Difference(value, Interval(max(-1.0, value - reach), min(1.0, value + reach)), p, smallest, used)


def _swapped(first: Ratio, second: Ratio, reached: float, swaps: int, seed: int) -> tuple[float, int | None]:
    """The share of swaps whose difference is as great; the sampled ones count the one at hand among them."""
    import numpy

    one, other = numpy.array(first, dtype=float), numpy.array(second, dtype=float)
    exact = len(first) <= _EXACT
    if exact:
        masks = (numpy.arange(2 ** len(first))[:, None] >> numpy.arange(len(first))) & 1
    else:
        masks = numpy.random.default_rng(seed).integers(0, 2, size=(swaps, len(first)))
    kept = 1 - masks
    parts = kept @ one + masks @ other, kept @ other + masks @ one
    with numpy.errstate(invalid="ignore", divide="ignore"):
        differences = numpy.abs(parts[1][:, 0] / parts[1][:, 1] - parts[0][:, 0] / parts[0][:, 1])
    as_great = int((numpy.nan_to_num(differences) >= reached - 1e-12).sum())
    return (as_great / len(masks), None) if exact else ((1 + as_great) / (1 + swaps), seed)
