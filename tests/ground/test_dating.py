"""Times that a draft names beside its evidence: those of its clause count, others are left out with a note."""

from __future__ import annotations

import pytest

from extractor.ground import Ground
from extractor.schema import Article, Rejection
from extractor.segment import segment
from tests.ground.gate import PUBLISHED, draft


def dated(text: str, evidence: str, time: str) -> tuple[list[str], bool]:
    """The times that are kept, and whether a note tells of one that is not."""
    article = Article(id="test", text=text, published=PUBLISHED)
    made = Ground(article, segment(article).sentences).ground(draft(evidence, times=[time]))
    assert not isinstance(made, Rejection), made
    return [span.text for span in made.times], any(time in note for note in made.notes)


@pytest.mark.parametrize(
    ("text", "evidence", "time"),
    [
        ("The ferry sank in May.", "The ferry sank in May", "in May"),
        ("The ferry sank near Orrin in May.", "The ferry sank", "in May"),
        ("In May the ferry sank.", "the ferry sank", "In May"),
        ("In May, the ferry from Lund left and sank.", "the ferry from Lund left", "May"),
        ("“In May the ferry sank,” Brandt said.", "the ferry sank", "In May"),
        ("“The ferry sank,” Brandt told reporters on Monday.", "The ferry sank", "on Monday"),
    ],
)
def test_a_time_of_the_clause_in_front_of_it_or_of_the_saying(text: str, evidence: str, time: str) -> None:
    assert dated(text, evidence, time) == ([time], False)


@pytest.mark.parametrize(
    ("text", "evidence", "time"),
    [
        ("The ferry sank after the bridge fell in May.", "The ferry sank", "in May"),
        ("The bridge fell in May, and the ferry sank.", "the ferry sank", "in May"),
        ("The ferry sank; in May the bridge fell.", "The ferry sank", "in May"),
        ("The ferry met the tanker, which sank in May.", "The ferry met the tanker", "in May"),
        ("The ferry sank.", "The ferry sank", "in May"),
    ],
)
def test_a_time_of_another_clause(text: str, evidence: str, time: str) -> None:
    assert dated(text, evidence, time) == ([], True)
