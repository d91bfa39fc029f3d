"""A full stop behind a plain word belongs to no number and no time, so that texts with it and without are read once."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from extractor.literals.dates import finding as times
from extractor.literals.language.words import unstopped, words_of
from extractor.literals.quantities import finding as numbers

ROOT = Path(__file__).parents[2]
PUBLISHED = date(2024, 6, 12)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("The ferry sank near Orrin.", "The ferry sank near Orrin"),
        ("It left in March.", "It left in March"),
        ("It left at 5 p.m.", "It left at 5 p.m."),
        ("It left in Sept.", "It left in Sept."),
        ("It cost 3.5.", "It cost 3.5."),
        ("It left the USSSR.", "It left the USSSR."),
        ("It left.", "It left."),
        ("It left Orrin..", "It left Orrin.."),
        ("", ""),
        (".", "."),
    ],
)
def test_what_is_read(text: str, read: str) -> None:
    assert unstopped(text) == read


def clauses() -> list[str]:
    """All clauses of the project's own articles that end in such a word."""
    texts = [*ROOT.glob("evals/fixtures/news/*/article.txt"), *ROOT.glob("tests/ledger/articles/*.txt")]
    told = [text for path in texts for text in re.split(r"[.,;:]\s", path.read_text(encoding="utf-8"))]
    return [text for text in told if unstopped(f"{text}.") == text]


def test_it_changes_no_number_and_no_time() -> None:
    """Read past the memory that both share."""
    told = clauses()
    assert len(told) > 100
    for text in told:
        stopped = f"{text}."
        assert numbers._found.__wrapped__(text) == numbers._found.__wrapped__(stopped)
        assert times._found.__wrapped__(text, PUBLISHED) == times._found.__wrapped__(stopped, PUBLISHED)
        places = [[words_of(each).span(one.start, one.stop) for one in times.phrases(each)] for each in (text, stopped)]
        assert places[0] == places[1]
