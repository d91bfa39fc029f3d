"""What evidence may leave out between two pieces: drafted as a list, or as one literal with words left out."""

from __future__ import annotations

import pytest

from extractor.ground import gaps
from tests.ground.gate import claimed, outcome, rejected

SUNK = ["The ferry", "sank near Orrin"]

KEPT = [
    # what only describes may go
    "The ferry from Lund sank near Orrin.",
    "The ferry and two tankers sank near Orrin.",
    # a relative clause, an apposition and a parenthesis go whole, whatever they hold
    "The ferry, which had not been inspected, sank near Orrin.",
    "The ferry, whose crew would have left if it could, sank near Orrin.",
    "The ferry, an old ship built in Lund, sank near Orrin.",
    "The ferry (it did not burn) sank near Orrin.",
    # so does the first of two predicates of one subject
    "The ferry left Lund and sank near Orrin.",
    "The ferry, 40, was refused entry in Lund, but sank near Orrin.",
    "The ferry did not wait for the crew and sank near Orrin.",
    # and those who say it
    "The ferry, Brandt said, sank near Orrin.",
    "The ferry, the council denied, sank near Orrin.",
]


@pytest.mark.parametrize("text", KEPT)
def test_a_gap_that_changes_nothing(text: str) -> None:
    assert outcome(text, *SUNK) == SUNK


INFINITIVES = [
    ("The crew was able to hold the old bridge and leave Orrin.", ["The crew was able to", "leave Orrin"], None),
    ("The crew will hold the bridge or leave Orrin.", ["The crew will", "leave Orrin"], None),
    ("The crew was able to hold the bridge.", ["The crew was able to", "the bridge"], "edited"),
    (
        "The crew was able to hold the bridge and sailed to Orrin.",
        ["The crew was able to", "sailed to Orrin"],
        "edited",
    ),
    ("The crew is to see if it can hold and leave Orrin.", ["The crew is to", "leave Orrin"], "hedge_dropped"),
]


@pytest.mark.parametrize(("text", "evidence", "reason"), INFINITIVES)
def test_two_infinitives_share_what_stands_before_them(text: str, evidence: list[str], reason: str | None) -> None:
    assert outcome(text, *evidence) == (reason or evidence)


TURNED = [
    ("The ferry never sank near Orrin.", "negation_conflict"),
    ("The ferry hardly sank near Orrin.", "negation_conflict"),
    ("The ferry never left Lund and sank near Orrin.", "negation_conflict"),
    ("Neither the ferry nor the tanker sank near Orrin.", "negation_conflict"),
    ("The ferry almost sank near Orrin.", "hedge_dropped"),
    ("The ferry allegedly sank near Orrin.", "hedge_dropped"),
    ("The ferry, if the council is right, sank near Orrin.", "hedge_dropped"),
    ("The ferry sailed; the tanker sank near Orrin.", "edited"),
    ("The ferry sailed and the tanker sank near Orrin.", "edited"),
    ("The ferry was late because the tanker left and sank near Orrin.", "edited"),
    ("The ferry sailing behind the tanker sank near Orrin.", "edited"),
    ("The ferry's boat sank near Orrin.", "edited"),
    ("“The ferry sailed. The tanker sank near Orrin,” Brandt said.", "edited"),
]


@pytest.mark.parametrize(("text", "reason"), TURNED)
def test_a_gap_that_says_something_else(text: str, reason: str) -> None:
    assert outcome(text, *SUNK) == reason


@pytest.mark.parametrize(
    ("text", "pieces", "reason"),
    [
        ("The mayor is unlikely to resign in May.", ["The mayor", "to resign in May"], "negation_conflict"),
        ("The crew failed to stop the ferry.", ["The crew", "stop the ferry"], "negation_conflict"),
        ("The ferry left without paying the toll.", ["The ferry left", "paying the toll"], "negation_conflict"),
        ("The ferry sank unless the crew lied.", ["The ferry", "the crew lied"], "hedge_dropped"),
        ("The mayor threatens to close the harbour.", ["The mayor", "close the harbour"], "hedge_dropped"),
        ("The ferry lost few boats.", ["The ferry lost", "boats"], "negation_conflict"),
        ("The ferry lost about 12 boats.", ["The ferry lost", "12 boats"], "bound_conflict"),
        ("Teal met the wife of the minister in Lund.", ["Teal met the wife of", "Lund"], "edited"),
        ("The crew tried to leave Lund and quit the harbour.", ["The crew", "quit the harbour"], "hedge_dropped"),
    ],
)
def test_pieces_that_a_gap_parts_wrongly(text: str, pieces: list[str], reason: str) -> None:
    assert outcome(text, *pieces) == reason


def test_a_number_is_skipped_with_its_bound() -> None:
    text = "Lund lost more than 100 boats, including 20 ferries, in May."

    assert outcome(text, "Lund lost", "20 ferries") == ["Lund lost", "20 ferries"]


@pytest.mark.parametrize(
    ("text", "evidence", "reason"),
    [
        ("The mayor will resign if the vote fails.", "The mayor will resign the vote fails", "edited"),
        ("The ferry almost sank near Orrin.", "The ferry sank near Orrin", "edited"),
        ("The ferry never sank near Orrin.", "The ferry sank near Orrin", "negation_conflict"),
        ("The old ferry left, and the new tanker sank.", "The old ferry the new tanker sank", "edited"),
    ],
)
def test_one_literal_with_words_left_out_is_held_to_the_same_rule(text: str, evidence: str, reason: str) -> None:
    assert rejected(text, evidence).reason == reason


def test_one_literal_leaves_out_a_few_words_only() -> None:
    """The same gap is skipped by two pieces, which are drafted apart on purpose."""
    aside = "from the quiet northern harbour of the old town of Lund " * 3
    text = f"The ferry {aside}sank near Orrin."
    assert len(aside) > gaps.LONGEST

    assert rejected(text, "The ferry sank near Orrin").reason == "edited"
    assert claimed(text.replace(aside, aside[:56]), "The ferry sank near Orrin").alignment == "stitched"
    assert outcome(text, *SUNK) == SUNK
