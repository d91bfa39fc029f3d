"""A statement that repeats its evidence is told without the judges, and only where none of them would object."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.literals import statements
from extractor.literals.language.words import listed

PUBLISHED = date(2024, 6, 12)


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("The ferry sank off Orrin.", "the ferry sank off Orrin"),
        ("It didn't sink.", "it didn’t sink"),
        ("Sales fell 5 % on Monday.", "sales fell 5 %  on Monday"),
        ("Brandt (the mayor) left.", "Brandt [the mayor] left"),
        ("Has it sunk?", "has it sunk?"),
        ("the ferry may sink", "the ferry may sink"),
    ],
)
def test_words_that_stand_as_they_are(statement: str, evidence: str) -> None:
    assert statements.repeats(statement, evidence, published=PUBLISHED)


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("The ferry sank.", "the ferries sank"),
        ("The Ferry sank.", "the ferry sank"),
        ("The ferry sank..", "the ferry sank"),
        ("The [old] ferry sank.", "the ferry sank"),
        ("May sink.", "may sink"),
        ("No 10 is closed.", "no 10 is closed"),
        ("Has it sunk?.", "has it sunk?"),
        ("The LIND'S boat sank.", "the LIND'S boat sank"),
        ("Both boats lost two masts.", "both boats lost two masts"),
        ("", "the ferry sank"),
        ("İt sank.", "i̇t sank"),
    ],
)
def test_what_a_judge_could_object_to_is_left_to_the_judges(statement: str, evidence: str) -> None:
    assert not statements.repeats(statement, evidence, published=PUBLISHED)


WORDS = sorted(
    listed(
        "the ferry ferries sank may May will Will no No not never all both two 2 5,000 % percent half most some many "
        "Lind LIND'S Lind's on Monday in May at 5 p.m. a.m. Jan U.S. $3 bn. more than about if unless who which where "
        "“lost” didn’t … ? . , ; - (Orrin) [the mayor] ` é might reportedly rose fell said"
    )
)


@settings(max_examples=400)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), st.booleans(), st.booleans())
def test_no_judge_objects_to_what_repeats(words: list[str], capital: bool, stop: bool) -> None:
    evidence = " ".join(words)
    statement = (evidence[:1].upper() + evidence[1:] if capital else evidence) + ("." if stop else "")
    if statements.repeats(statement, evidence, published=PUBLISHED):
        assert statements.objection(statement, evidence, published=PUBLISHED) is None
        assert statements.is_carried(statement, evidence)
        assert statements.misplaced(statement, evidence) is None
