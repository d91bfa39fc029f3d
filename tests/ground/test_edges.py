"""Evidence that is cut inside a word, a score, a time or a noun phrase: taken whole, else rejected."""

from __future__ import annotations

import pytest

from tests.ground.gate import claimed, draft, judge, outcome, rejected

TAKEN_WHOLE = [
    # words that a hyphen or a score joins
    ("A non-violent crowd left.", "violent crowd left", "non-violent crowd left"),
    ("Ex-president Teal left.", "president Teal left", "Ex-president Teal left"),
    ("Lund won 3-2 in Orrin.", "Lund won 3", "Lund won 3-2"),
    ("Lund won 3–2 in Orrin.", "Lund won 3", "Lund won 3–2"),
    # a noun and what it belongs to
    ("The minister's wife left.", "wife left", "The minister's wife left"),
    ("The Bank of Lund lost.", "Lund lost", "The Bank of Lund lost"),
    ("The chairman of the council of Lund lost.", "Lund lost", "The chairman of the council of Lund lost"),
    # a noun and what it is not without
    ("The former mayor left.", "mayor left", "The former mayor left"),
    ("The former Swedish mayor left.", "Swedish mayor left", "The former Swedish mayor left"),
    ("An alleged leader left.", "leader left", "An alleged leader left"),
    # how many of them
    ("Almost all voters left.", "voters left", "Almost all voters left"),
    ("Most of the voters left.", "the voters left", "Most of the voters left"),
    ("Only 3 of 90 ships left.", "90 ships left", "Only 3 of 90 ships left"),
    ("More than 2,000 people left.", "people left", "More than 2,000 people left"),
    ("About 3,000 of 12,000 residents left.", "12,000 residents left", "About 3,000 of 12,000 residents left"),
    ("About 3,000 of 12,000 residents left.", "residents left", "About 3,000 of 12,000 residents left"),
    # when
    ("The ferry sank on 3 May 2019 near Orrin.", "The ferry sank on 3 May", "The ferry sank on 3 May 2019"),
    ("The ferry sank in early May.", "The ferry sank in early", "The ferry sank in early May"),
    # and no further
    ("Brandt met former voters, and residents left.", "residents left", "residents left"),
    ("The council met in Lund and the voters left.", "the voters left", "the voters left"),
    ("The crew of the ferry, which sank in May, left.", "the ferry, which sank in May", "the ferry, which sank in May"),
    ("In May the former mayor left the harbour.", "left the harbour", "left the harbour"),
]


@pytest.mark.parametrize(("text", "evidence", "whole"), TAKEN_WHOLE)
def test_evidence_takes_what_binds_to_its_edges(text: str, evidence: str, whole: str) -> None:
    claim = claimed(text, evidence)

    assert [span.text for span in claim.evidence] == [whole]
    assert claim.alignment == "exact"


REJECTED = [
    ("Few voters left.", "voters left", "negation_conflict"),
    ("None of the voters left.", "the voters left", "negation_conflict"),
    ("Hardly any voters left.", "voters left", "negation_conflict"),
    ("Brandt met the minister's wife.", "Brandt met the minister", "edited"),
    ("Brandt joined the Teal-led council.", "Brandt joined the Teal", "edited"),
    ("Lund lost 3 of 4 boats.", "Lund lost 3", "bound_conflict"),
    ("At least 12 people left.", "12 people left", "bound_conflict"),
]


@pytest.mark.parametrize(("text", "evidence", "reason"), REJECTED)
def test_evidence_that_is_something_else_when_it_is_whole(text: str, evidence: str, reason: str) -> None:
    assert rejected(text, evidence).reason == reason


def test_a_time_keeps_its_preposition() -> None:
    assert outcome("The ferry sails until May.", "The ferry sails", "May") == ["The ferry sails", "until May"]


@pytest.mark.parametrize(
    ("text", "evidence", "statement", "reason"),
    [
        ("The former mayor left.", "mayor left", "The mayor left.", "hedge_dropped"),
        ("Most of the voters left.", "the voters left", "The voters left.", "bound_conflict"),
        ("About 3,000 residents left.", "residents left", "Residents left.", "bound_conflict"),
        ("The Bank of Lund lost.", "Lund lost", "Lund lost.", "edited"),
    ],
)
def test_what_evidence_takes_in_must_stand_in_the_statement(
    text: str, evidence: str, statement: str, reason: str
) -> None:
    assert outcome(text, evidence, statement=statement) == reason


def test_a_statement_that_says_it_stands() -> None:
    claims, rejections = judge("The former mayor left.", draft("mayor left", statement="The former mayor left."))

    assert rejections == []
    assert claims[0].statement == "The former mayor left."
