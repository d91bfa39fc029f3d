"""Copies of a text are one origin, whatever was done to their typography, head and tail; other texts never are."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.dataset import load_fixture
from extractor import Article, read
from extractor.ledger.origins import LEAST, containment, origins, shingles

FIXTURES = Path(__file__).parents[2] / "evals" / "fixtures" / "news"
ARTICLES = Path(__file__).parent / "articles"
ORIGINAL = (ARTICLES / "a01.txt").read_text(encoding="utf-8").partition("\n\n")[2]


def _one(*texts: str) -> bool:
    return len(set(origins([shingles(text) for text in texts]))) == 1


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(ORIGINAL.replace('"', "”").replace("'", "’").replace(" — ", " - "), id="typography"),
        pytest.param(ORIGINAL.upper(), id="capitals"),
        pytest.param("\n".join(ORIGINAL.split(" ")), id="reflowed"),
        pytest.param(ORIGINAL[: len(ORIGINAL) // 3], id="cut"),
        pytest.param(ORIGINAL.partition("—")[2], id="no dateline"),
        pytest.param(
            f"By our staff. Read more on page 7.\n\n{ORIGINAL}\n\nAdditional reporting by A. B.", id="dressed"
        ),
        pytest.param(
            ORIGINAL.replace("injured", "hurt").replace("noon", "midday").replace("crowns", "kr"), id="edited"
        ),
    ],
)
def test_a_copy_is_of_the_same_origin(copy: str) -> None:
    assert _one(ORIGINAL, copy)


def test_a_piece_is_cut_out_anywhere() -> None:
    words = ORIGINAL.split()
    for start in range(0, len(words) - 60, 20):
        assert _one(ORIGINAL, " ".join(words[start : start + 60]))


def test_the_articles_made_for_evaluation_are_origins_of_their_own() -> None:
    texts = [shingles(load_fixture(place).article.text) for place in sorted(FIXTURES.iterdir()) if place.is_dir()]

    assert len(texts) == 16
    assert len(set(origins(texts))) == 16
    assert max(containment(one, other) for one, other in combinations(texts, 2)) < LEAST / 4


def test_a_rewrite_that_keeps_a_quotation_is_an_origin_of_its_own() -> None:
    quoted = "“We have no contact with the lower gallery,” Reik told reporters at the gate."
    rewrite = f"Hope fades below Brenna. {quoted} Families stood in the rain. Trucks carried pumps up the hill all day."

    assert not _one(ORIGINAL, rewrite)


def test_texts_that_are_too_short_to_compare_stay_apart() -> None:
    assert origins([shingles("Four words of news."), shingles("Four words of news."), shingles("")]) == [0, 1, 2]


@settings(max_examples=20)
@given(st.integers(0, 2**32))
def test_the_order_of_texts_changes_no_group(seed: int) -> None:
    texts = [shingles(article.text) for article in read(ARTICLES) if isinstance(article, Article)]
    places = random.Random(seed).sample(range(len(texts)), len(texts))
    found = origins([texts[place] for place in places])
    groups = {frozenset(p for p, root in zip(places, found, strict=True) if root == wanted) for wanted in found}
    plain = origins(texts)

    assert groups == {frozenset(i for i, root in enumerate(plain) if root == wanted) for wanted in plain}
