"""GATE.md is run: each alignment and each reason with its example, and both sets are whole."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from extractor import Article, gate
from extractor.schema import Alignment, RejectionReason

GUIDE = Path(__file__).parents[1] / "GATE.md"
_ROW = re.compile(r"^\| `(\w+)` \| (.+) \| (.+) \| `(.+)` \|$", re.MULTILINE)
ROWS = [match.groups() for match in _ROW.finditer(GUIDE.read_text(encoding="utf-8"))]


def drafts(cell: str) -> list[dict[str, Any]]:
    read = yaml.safe_load(cell)
    return [{"sentence": 1, **one} for one in (read if isinstance(read, list) else [read])]


@pytest.mark.parametrize(("outcome", "meaning", "article", "cell"), ROWS, ids=[row[0] for row in ROWS])
def test_each_example_comes_out_as_it_is_told(outcome: str, meaning: str, article: str, cell: str) -> None:
    held = gate(Article(text=article), drafts(cell))

    if outcome in get_args(Alignment):
        assert [claim.alignment for claim in held.claims] == [outcome]
    else:
        assert [rejection.reason for rejection in held.rejections] == [outcome]
        assert len(held.claims) == len(drafts(cell)) - 1
        assert held.rejections[0].detail.strip()


def test_the_guide_names_every_alignment_and_every_reason() -> None:
    assert {row[0] for row in ROWS} == {*get_args(Alignment), *get_args(RejectionReason)}


def test_a_draft_without_a_number_is_held_against_the_first_sentence_that_has_its_words() -> None:
    held = gate("The crew had left. The ferry sank.", [{"evidence": ["The ferry sank"]}])

    assert [(claim.evidence[0].start, claim.alignment) for claim in held.claims] == [(19, "exact")]


def test_right_drafts_stay_beside_wrong_ones() -> None:
    held = gate(
        "The ferry sank. At least 12 people drowned.",
        [{"evidence": ["The ferry sank"]}, {"evidence": ["12 people drowned"], "sentence": 2}, {"evidence": 3}],
    )

    assert [claim.statement for claim in held.claims] == ["The ferry sank."]
    assert [rejection.reason for rejection in held.rejections] == ["bound_conflict", "malformed"]
