"""The README says what the programs do: its table is what both engines give, its numbers are the article's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evals.bench import seed_table
from evals.dataset import load_fixture
from extractor import ArticleResult, extract

HOME = Path(__file__).parent.parent
README = (HOME / "README.md").read_text(encoding="utf-8")
SEED = HOME / "evals" / "fixtures" / "news" / "seed"


@pytest.fixture(scope="module")
def columns() -> dict[str, ArticleResult]:
    return seed_table.results(load_fixture(SEED))


def test_the_table_is_what_both_engines_give() -> None:
    assert seed_table.table() in README, "put the output of evals/bench/seed_table.py into the README"


def test_the_rules_get_every_known_truth_of_the_seed(columns: dict[str, ArticleResult]) -> None:
    wrong = [name for name, check in seed_table.CHECKS.items() if not check(columns["rules"])]

    assert wrong == []


def test_the_recorded_run_reads_numbers_and_dates_as_code_does(columns: dict[str, ArticleResult]) -> None:
    """What the small model leaves out is its own; what it names is read the same way."""
    rules, recorded = columns.values()
    ours = {q.span.text: (q.value, q.comparator) for claim in rules.claims for q in claim.quantities}
    theirs = {q.span.text: (q.value, q.comparator) for claim in recorded.claims for q in claim.quantities}

    assert theirs
    assert theirs.items() <= ours.items()


def test_the_example_record_is_the_rules_own() -> None:
    example = re.search(r"```\nKirby:.*?```", README, re.DOTALL)
    assert example is not None
    result = extract(load_fixture(SEED).article, model="rules")
    claim = next(c for c in result.claims if "suffered more than" in c.evidence[-1].text)

    assert claim.statement in example[0]
    for span in claim.evidence:
        assert f'"{span.text}" [{span.start}, {span.end})' in example[0]


def test_what_it_says_of_installing_and_of_the_date_holds() -> None:
    assert "pip install claim-extractor" not in README
    assert "pip install ." in README
    for prefix in ("date 2023-05-01 ", " date 2023-05-01 "):
        assert str(extract(f"{prefix}The President spoke.").article.published) == "2023-05-01"
