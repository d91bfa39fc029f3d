"""The counts of the seed's table are one to one."""

from __future__ import annotations

from itertools import permutations, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.bench import seed_table
from evals.dataset import load_fixture
from extractor import ArticleResult, extract

SEED = Path(__file__).parents[2] / "evals" / "fixtures" / "news" / "seed"


@pytest.fixture(scope="module")
def result() -> ArticleResult:
    return extract(load_fixture(SEED).article, model="rules")


@pytest.mark.parametrize(
    ("allowed", "most"),
    [
        ([], 0),
        ([[], []], 0),
        ([[False, False]], 0),
        ([[True], [True]], 1),
        ([[True, True]], 1),
        ([[True, True], [True, False]], 2),
        ([[True, True, False], [True, False, False], [False, True, True]], 3),
    ],
)
def test_a_row_and_a_column_make_one_pair_at_most(allowed: list[list[bool]], most: int) -> None:
    assert seed_table.pairs(allowed) == most


@given(st.integers(0, 4).flatmap(lambda n: st.lists(st.lists(st.booleans(), min_size=n, max_size=n), max_size=4)))
def test_no_other_pairing_has_more_pairs(allowed: list[list[bool]]) -> None:
    columns = range(len(allowed[0]) if allowed else 0)
    taken = product(*[[None, *columns] for _ in allowed])
    sizes = (
        sum(column is not None for column in choice)
        for choice in taken
        if all(column is None or allowed[row][column] for row, column in enumerate(choice))
        and all(one is None or one != other for one, other in permutations(choice, 2))
    )

    assert seed_table.pairs(allowed) == max(sizes)


def test_one_claim_meets_one_gold_and_no_gold_is_met_twice(result: ArticleResult) -> None:
    fixture = load_fixture(SEED)
    wanted = sum(not claim.optional for claim in fixture.gold.claims)
    one = next(claim for claim in result.claims if seed_table.met(fixture, only(result, claim.id)).startswith("1 "))

    assert seed_table.met(fixture, only(result, one.id)) == f"1 of {wanted}"
    assert seed_table.met(fixture, result.model_copy(update={"claims": (one, one)})) == f"1 of {wanted}"
    assert seed_table.met(fixture, result.model_copy(update={"claims": ()})) == f"0 of {wanted}"


def only(result: ArticleResult, claim_id: str) -> ArticleResult:
    return result.model_copy(update={"claims": tuple(c for c in result.claims if c.id == claim_id)})
