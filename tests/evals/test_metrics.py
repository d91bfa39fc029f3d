"""Counts, ratios, intervals and pairs, against values worked out by hand."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evals.match import one_to_one
from evals.metrics import Counts, total
from evals.statistics import Interval, linearised_error, paired_difference, ratio_interval


def test_ratios_of_counts() -> None:
    counts = total([Counts(2, 4, 3), Counts(1, 2, 3)])

    assert counts == Counts(3, 6, 6)
    assert (counts.precision, counts.recall, counts.f1) == (0.5, 0.5, 0.5)
    assert Counts(3, 4, 6).f1 == pytest.approx(0.6)


def test_an_undefined_ratio_is_none() -> None:
    assert Counts(0, 3, 0).precision is None
    assert Counts(0, 3, 0).recall == 0
    assert Counts(0, 0, 3).recall is None
    assert Counts().f1 is None


def test_the_interval_of_a_ratio_by_hand() -> None:
    """Parts 1, 1, 4 of 2, 2, 4: ratio .75; left out, the articles move it by -.5/6, -.5/6 and 1/4.

    s = sqrt(3/2 · (2/144 + 1/16)) = .338502; t(.6, 2) = .288675.
    """
    interval = ratio_interval([1, 1, 4], [2, 2, 4])

    assert interval is not None
    assert (interval.low, interval.high) == (0.0, 1.0)
    narrow = ratio_interval([1, 1, 4], [2, 2, 4], confidence=0.2)
    assert narrow is not None
    assert narrow.high - 0.75 == pytest.approx(0.288675 * 0.338502, rel=1e-4)
    assert 0.75 - narrow.low == pytest.approx(0.288675 * 0.338502, rel=1e-4)


def test_the_error_is_that_of_the_delete_one_jackknife() -> None:
    """To the first order: Tukey's pseudo-values, scaled by n / (n - 1) over (n - 1) / n times the squares' sum."""
    parts, wholes = [3.0, 5.0, 2.0, 9.0, 4.0], [6.0, 8.0, 5.0, 11.0, 9.0]
    whole = sum(parts) / sum(wholes)
    without = [(sum(parts) - p) / (sum(wholes) - w) for p, w in zip(parts, wholes, strict=True)]
    squares = sum((whole - left) ** 2 for left in without)

    assert linearised_error(parts, wholes) == pytest.approx((5 / 4 * squares) ** 0.5)


def test_of_means_over_equal_articles_it_is_nearly_students_interval() -> None:
    parts = [0.2, 0.5, 0.4, 0.9, 0.6, 0.7]
    ours = ratio_interval(parts, [1.0] * 6)
    error = stats.sem(parts)
    low, high = stats.t.interval(0.95, 5, loc=sum(parts) / 6, scale=error * 6 / 5)  # the jackknife's n / (n - 1)

    assert ours is not None
    assert [ours.low, ours.high] == pytest.approx([low, high])


def test_the_paired_difference_by_hand_and_its_swaps() -> None:
    """Of two articles all four swaps are counted; two of them give the difference at hand or its opposite."""
    found = paired_difference([(2, 4), (4, 4)], [(3, 4), (4, 4)])

    assert found is not None
    assert found.value == pytest.approx(1 / 8)
    assert (found.p, found.seed) == (1.0, None)  # the article that is the same in both gives the same under each swap
    assert paired_difference([(1, 2)], [(2, 2)]) is not None
    assert paired_difference([(0, 0)], [(1, 2)]) is None


def test_the_swap_test_agrees_with_scipys_permutation_test() -> None:
    first = [(3.0, 8.0), (5.0, 8.0), (2.0, 8.0), (6.0, 8.0), (4.0, 8.0), (7.0, 8.0)]
    second = [(6.0, 8.0), (5.0, 8.0), (5.0, 8.0), (7.0, 8.0), (6.0, 8.0), (6.0, 8.0)]
    found = paired_difference(first, second)
    ours, theirs = ([part for part, _ in run] for run in (first, second))
    published = stats.permutation_test(
        (ours, theirs), lambda a, b, axis: b.mean(axis) - a.mean(axis), permutation_type="samples", n_resamples=10_000
    )

    assert found is not None
    assert found.p == pytest.approx(published.pvalue)


def test_a_sampled_swap_test_is_the_same_each_time_and_near_the_exact_one() -> None:
    generator = random.Random(2)
    first = [(10 * generator.random(), 10.0) for _ in range(20)]
    second = [(part + generator.uniform(-1, 2), 10.0) for part, _ in first]
    once, again = (paired_difference(first, second) for _ in range(2))

    assert once == again
    assert once is not None
    assert once.seed is not None
    normal = stats.ttest_rel([part for part, _ in first], [part for part, _ in second]).pvalue
    assert once.p == pytest.approx(normal, abs=0.03)


def test_no_difference_is_no_difference() -> None:
    same = paired_difference([(3, 4), (2, 6), (5, 5)], [(3, 4), (2, 6), (5, 5)])

    assert same is not None
    assert (same.value, same.interval, same.p, same.smallest) == (0.0, Interval(0.0, 0.0), 1.0, 0.0)


def test_articles_without_a_whole_say_nothing() -> None:
    assert ratio_interval([1, 0], [2, 0]) is None
    assert ratio_interval([1, 2, 0], [2, 3, 0]) == ratio_interval([1, 2], [2, 3])
    assert ratio_interval([], []) is None


def test_the_assignment_has_the_most_pairs_before_the_likest() -> None:
    likes = {(0, 0): 0.9, (0, 1): 0.2, (1, 0): 0.3}

    assert one_to_one([0, 1], [0, 1], lambda i, j: likes.get((i, j), 0.0)) == [(0, 1), (1, 0)]


def test_what_must_not_be_paired_is_not() -> None:
    assert one_to_one(["a", "b"], ["c"], lambda one, other: 0.0) == []
    assert one_to_one([], ["c"], lambda one, other: 1.0) == []


@given(st.lists(st.integers(0, 5), max_size=6), st.lists(st.integers(0, 5), max_size=6), st.randoms())
def test_order_does_not_change_how_many_are_paired(gold: list[int], said: list[int], order: random.Random) -> None:
    def alike(one: int, other: int) -> float:
        return max(0.0, 1 - abs(one - other) / 2)

    shuffled = sorted(said, key=lambda _: order.random())
    pairs, again = one_to_one(gold, said, alike), one_to_one(gold, shuffled, alike)

    assert len(pairs) == len(again)
    assert sum(alike(gold[i], said[j]) for i, j in pairs) == pytest.approx(
        sum(alike(gold[i], shuffled[j]) for i, j in again)
    )
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
