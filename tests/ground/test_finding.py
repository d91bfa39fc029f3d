"""Where evidence stands: in the named sentence, else in the nearest, and how a literal differs that stands nowhere."""

from __future__ import annotations

import pytest

from extractor.ground.finding import Found, find
from tests.ground.gate import claimed, rejected

REPEATED = ["The gate opened.", "It rained.", "It was late.", "The crew left.", "The gate opened.", "The gate opened."]


@pytest.mark.parametrize(("named", "found"), [(1, 1), (2, 1), (3, 1), (4, 5), (5, 5), (6, 6)])
def test_moved_evidence_stands_in_the_nearest_sentence(named: int, found: int) -> None:
    text, places, at = " ".join(REPEATED), [], 0
    for sentence in REPEATED:
        places.append((at, at + len(sentence)))
        at += len(sentence) + 1
    made = find(["The gate opened"], text, places, named)

    assert isinstance(made, Found)
    assert (made.sentence, made.alignment) == (found, "exact" if named == found else "moved")
    assert made.places == ((places[found - 1][0], places[found - 1][1] - 1),)


def test_of_two_as_near_the_one_before_comes_first() -> None:
    text = "The gate opened. It rained. The gate opened."
    made = find(["The gate opened"], text, [(0, 16), (17, 27), (28, 44)], 2)

    assert isinstance(made, Found)
    assert made.sentence == 1


def test_all_pieces_stand_in_the_sentence_that_they_are_moved_to() -> None:
    text = "The gate opened. It rained. The gate opened at noon."
    made = find(["The gate opened", "noon"], text, [(0, 16), (17, 27), (28, 52)], 2)

    assert isinstance(made, Found)
    assert made.sentence == 3


def test_a_piece_is_sought_behind_the_one_before_it() -> None:
    text = "In May the pier fell, the gate closed and the ferry sank in May."
    claim = claimed(text, "the ferry sank", "in May")

    assert [(span.start, span.text) for span in claim.evidence][-1] == (text.rindex("in May"), "in May")


@pytest.mark.parametrize(
    ("text", "evidence", "reason"),
    [
        ("The harbour is closed.", "The harbour is not closed", "negation_conflict"),
        ("The harbour has not been open.", "The harbour has been wide open", "negation_conflict"),
        ("The pier is not shut, but the bridge is old today.", "the bridge is rather old today", "edited"),
        ("It never rains when the bridge is open all day.", "the bridge is open almost all day", "date_conflict"),
    ],
)
def test_what_differs_is_told_by_its_kind(text: str, evidence: str, reason: str) -> None:
    assert rejected(text, evidence).reason == reason
