"""What every export writes: the fixtures as the rules read them, a recorded model's answers, and hostile text."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.bench.seed_table import MODEL, RECORDING
from evals.dataset import load, load_fixture
from extractor import ArticleResult, extract
from tests.export.made import hostile

NEWS = Path(__file__).parents[2] / "evals" / "fixtures" / "news"


@pytest.fixture(scope="session")
def results() -> list[ArticleResult]:
    """Among them an article without a claim, and one that two engines read."""
    read = [extract(fixture.article, model="rules") for fixture in load(NEWS)]
    recorded = extract(load_fixture(NEWS / "seed").article, model=MODEL, cache=RECORDING, offline=True)
    empty = extract("Is the bridge closed?", model="rules")
    assert recorded.rejections
    assert not empty.claims
    return [*read, recorded, empty, hostile()]
