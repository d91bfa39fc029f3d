"""Counts, ratios, intervals and pairs, against values worked out by hand."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.match import one_to_one
from evals.metrics import Counts, total
from evals.statistics import ratio_interval


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
    """Parts 1, 1, 4 of 2, 2, 4: ratio .75, residuals -.5, -.5, 1; s = sqrt(3/2 · 1.5) / 8; t(.975, 2) = 4.303."""
    interval = ratio_interval([1, 1, 4], [2, 2, 4])

    assert interval is not None
    assert interval.low == pytest.approx(0.0)
    assert interval.high == pytest.approx(1.0)
    narrow = ratio_interval([1, 1, 4], [2, 2, 4], confidence=0.5)
    assert narrow is not None
    assert narrow.high - 0.75 == pytest.approx(0.8165 * 0.1875, rel=1e-3)


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
