"""What stands outside of evidence and turns it: a governor that denies, doubts, asks or sets a condition."""

from __future__ import annotations

import pytest

from tests.ground.gate import claimed, outcome

CLOSED = "the harbour is closed"

DENIED = [
    "Brandt did not say that the harbour is closed.",
    "Brandt did not say the harbour is closed.",
    "Brandt never said that the harbour is closed.",
    "Nobody said that the harbour is closed.",
    "No official said that the harbour is closed.",
    "Brandt was not sure the harbour is closed.",
    "There is no evidence that the harbour is closed.",
    "The council found little evidence that the harbour is closed.",
    "It is false that the harbour is closed.",
    "It is not true that the harbour is closed.",
    "The claim that the harbour is closed is false.",
    "It is unlikely that the harbour is closed.",
    "The council rejected claims that the harbour is closed.",
    "Brandt lied that the harbour is closed.",
]


@pytest.mark.parametrize("text", DENIED)
def test_evidence_whose_governor_denies_it(text: str) -> None:
    assert outcome(text, CLOSED) == "negation_conflict"


WEAKENED = [
    "It is possible that the harbour is closed.",
    "There are rumours that the harbour is closed.",
    "Brandt doubts that the harbour is closed.",
    "The council debated whether the harbour is closed.",
    "If it rains, the harbour is closed.",
    "Unless the vote fails, the harbour is closed.",
    "Brandt said that if it rains, the harbour is closed.",
    "If it rains, Brandt said, the harbour is closed.",
    "“If it rains, the harbour is closed,” Brandt said.",
    "On Monday the harbour is closed unless the vote fails.",
    "On Monday the harbour is closed, Brandt said, if it rains.",
    "The mayor acts as if the harbour is closed.",
    "Who says that the harbour is closed?",
]


@pytest.mark.parametrize("text", WEAKENED)
def test_evidence_that_is_only_possible_conditional_or_asked(text: str) -> None:
    assert outcome(text, CLOSED) == "hedge_dropped"


STANDING = [
    "There is no doubt that the harbour is closed.",
    "Even if it rains, the harbour is closed.",
    "Asked if she would resign, Brandt said the harbour is closed.",
    "The bridge opens if it rains, but the harbour is closed.",
    "In May the harbour is closed, but the bridge opens if it rains.",
    "The bridge did not open, and the harbour is closed.",
    "Brandt, who did not vote, said the harbour is closed.",
    "Brandt, who leaves if she loses, said the harbour is closed.",
    "“Did it rain?” and “If only!” were asked on the day when the harbour is closed.",
    "Police denied that the harbour is closed.",
    "The council asked whether the harbour is closed.",
]


@pytest.mark.parametrize("text", STANDING)
def test_words_that_do_not_bear_on_the_evidence(text: str) -> None:
    assert outcome(text, CLOSED) == [CLOSED]


@pytest.mark.parametrize(
    "text",
    [
        "Inspector Denik said that the harbour is closed.",
        "On Monday “the harbour is closed”, Hilde Lest said.",
        "On Monday the harbour is closed, Mark Never said.",
        "According to Hilde Lest, the harbour is closed.",
    ],
)
def test_a_name_does_not_turn_what_its_bearer_says(text: str) -> None:
    assert outcome(text, CLOSED) == [CLOSED]


def test_capitals_of_a_heading_make_no_names() -> None:
    assert outcome("The Mayor Never Said That the harbour is closed.", CLOSED) == "negation_conflict"


@pytest.mark.parametrize(("act", "text"), [("denied", STANDING[-2]), ("asked", STANDING[-1])])
def test_a_cue_that_denies_or_asks_is_told_by_the_attribution(act: str, text: str) -> None:
    attribution = claimed(text, CLOSED).attribution

    assert attribution is not None
    assert attribution.chain[0].act == act


@pytest.mark.parametrize(
    ("text", "evidence", "reason"),
    [
        ("The mayor did not even close the harbour.", "close the harbour", "negation_conflict"),
        ("The mayor could not soon close the harbour.", "close the harbour", "negation_conflict"),
        ("The mayor failed to close the harbour.", "close the harbour", "negation_conflict"),
        ("The mayor threatens to close the harbour.", "close the harbour", "hedge_dropped"),
        ("The mayor may soon close the harbour.", "close the harbour", "hedge_dropped"),
        ("The mayor almost closed the harbour.", "closed the harbour", "hedge_dropped"),
        ("The mayor has yet to close the harbour.", "close the harbour", "negation_conflict"),
        ("Brandt rather than Teal resigned.", "Teal resigned", "negation_conflict"),
        ("The harbour is not closed.", "The harbour", "negation_conflict"),
        ("Will the council close the harbour in May?", "the council close the harbour in May", "hedge_dropped"),
    ],
)
def test_evidence_that_is_cut_off_its_own_verb(text: str, evidence: str, reason: str) -> None:
    assert outcome(text, evidence) == reason


def test_a_condition_inside_the_evidence_stays() -> None:
    text = "If it rains, the harbour is closed."

    assert outcome(text, text) == [text.rstrip(".")]


def test_a_promise_is_no_condition() -> None:
    assert outcome("Brandt promised to close the harbour.", "close the harbour") == ["close the harbour"]
    assert outcome("Not only did it rain, but the pier burned.", "the pier burned") == ["the pier burned"]
