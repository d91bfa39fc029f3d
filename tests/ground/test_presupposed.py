"""What the article says itself in the midst of another's words."""

from __future__ import annotations

import pytest

from tests.ground.gate import claimed, outcome

OWN = [
    # who a source is
    ("Council spokesman Omar Teal said the ferry sank.", ["Council spokesman Omar Teal"]),
    ("Omar Teal, the owner of the ferry, said it sank.", ["Omar Teal, the owner of the ferry"]),
    # what a speaker does beside speaking
    ("“The ferry sank,” Teal said while leaving the harbour.", ["Teal", "leaving the harbour"]),
    ("“The ferry sank,” Teal said before leaving the harbour.", ["leaving the harbour"]),
    # the article's own brackets inside a quotation
    ("“The folks [of ferry owner Omar Teal] sank it,” Lind said.", ["ferry owner Omar Teal"]),
    # the dated past inside a prediction
    (
        "Lind predicted that Orrin would starve when the ferry sank in February last year.",
        ["the ferry sank in February last year"],
    ),
]


@pytest.mark.parametrize(("text", "evidence"), OWN)
def test_the_article_says_it_itself(text: str, evidence: list[str]) -> None:
    assert outcome(text, *evidence) == evidence
    assert claimed(text, *evidence).attribution is None


SAID = [
    ("“The folks of ferry owner Omar Teal sank it,” Lind said.", "The folks of ferry owner Omar Teal sank it"),
    ("Lind predicted that Orrin would starve when the ferry sinks.", "Orrin would starve when the ferry sinks"),
    ("Lind said that Orrin starved when the ferry sank in February last year.", "the ferry sank in February last year"),
]


@pytest.mark.parametrize(("text", "evidence"), SAID)
def test_what_a_speaker_says_is_theirs(text: str, evidence: str) -> None:
    attribution = claimed(text, evidence).attribution

    assert attribution is not None
    assert attribution.chain[0].name == "Lind"


def test_a_source_alone_is_no_claim() -> None:
    assert outcome("Omar Teal said the ferry sank.", "Omar Teal") == "whole_sentence"
