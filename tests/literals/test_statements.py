"""Statements: how evidence becomes a self-contained sentence, and where added words come from."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.literals import statements

DERIVED = [
    # evidence, subject, statement
    (["the bridge is closed"], None, "The bridge is closed."),
    (["The bridge is closed."], None, "The bridge is closed."),
    (["is the bridge closed?"], None, "Is the bridge closed?"),
    (["around 40 boats", "were lost in May"], None, "Around 40 boats were lost in May."),
    (["two\n  children"], None, "Two children."),
    # the subject stands in brackets
    (["is closed"], "The bridge", "[The bridge] is closed."),
    (["which is closed"], "The bridge", "[The bridge] is closed."),
    (["who runs the port"], "Mara Lind", "[Mara Lind] runs the port."),
    # a relative clause becomes a sentence
    (["Orrin, which is small"], None, "Orrin is small."),
    (["Mara Lind, who runs the port"], None, "Mara Lind runs the port."),
    (["Orrin, where it rains"], None, "[In] Orrin, it rains."),
    # brackets mark added words, so the article's own become parentheses
    (["the road [sic] is open"], None, "The road (sic) is open."),
    (["is open"], "The [old] road", "[The (old) road] is open."),
]

CITED = [
    # the words of a bracket, a text, what of the text they can come from
    ("Mara Lind", "Mara Lind met mara lind.", ["Mara Lind", "mara lind"]),
    ("the ferry", "A ferry met the ferry.", ["the ferry"]),
    ("the Orrin ferry", "An Orrin ferry left.", ["Orrin ferry"]),
    ("of the Orrin ferry in", "An Orrin ferry left.", ["Orrin ferry"]),
    ("Orrin ferry", "the Orrin\n ferry left", ["Orrin\n ferry"]),
    ("Orr", "Orrin is small.", []),
    ("the harbour", "the ferry", []),
    ("of the", "a ferry", []),
    ("", "a ferry", []),
    ("40 (old) boats", "All 40 (old) boats.", ["40 (old) boats"]),
]


@pytest.mark.parametrize(("evidence", "subject", "statement"), DERIVED)
def test_derive(evidence: list[str], subject: str | None, statement: str) -> None:
    assert statements.derive(evidence, subject) == statement


@pytest.mark.parametrize(("added", "text", "places"), CITED)
def test_cited(added: str, text: str, places: list[str]) -> None:
    assert [text[start:end] for start, end in statements.cited(added, text)] == places


def test_brackets_and_what_stands_outside() -> None:
    statement = "[Mara Lind] closed the bridge [ ] [in Orrin]."
    assert statements.brackets(statement) == ["Mara Lind", "in Orrin"]
    assert "Lind" not in statements.outside_brackets(statement)
    assert "closed the bridge" in statements.outside_brackets(statement)


@pytest.mark.parametrize(
    ("piece", "answer"),
    [
        ("which is small", True),
        ("who runs the port", True),
        ("killed 40 people", True),
        ("is closed", True),
        ("Orrin is small", False),
        ("the road is open", False),
        ("Is it open?", False),
        ("", False),
    ],
)
def test_lacks_subject(piece: str, answer: bool) -> None:
    assert statements.lacks_subject(piece) is answer


def test_the_place_that_in_stands_for() -> None:
    piece = "Orrin, where it rains"
    place = statements.place_word(piece)
    assert place is not None
    assert piece[slice(*place)] == "where"
    assert statements.place_word("Orrin is small") is None


@settings(deadline=None)
@given(st.lists(st.text(max_size=40), max_size=3), st.one_of(st.none(), st.text(min_size=1, max_size=20)))
def test_any_evidence_makes_a_statement_whose_brackets_close(evidence: list[str], subject: str | None) -> None:
    statement = statements.derive(evidence, subject)
    assert statement.endswith((".", "?", "!"))
    assert statement.count("[") == statement.count("]")
    assert "[" not in statements.outside_brackets(statement).replace("[]", "")


@settings(deadline=None)
@given(st.text(max_size=20).filter(str.strip), st.text(max_size=60))
def test_cited_places_stand_in_the_text(added: str, text: str) -> None:
    for start, end in statements.cited(added, text):
        assert 0 <= start < end <= len(text)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_piece_can_be_asked(piece: str) -> None:
    assert statements.lacks_subject(piece) in (True, False)
    place = statements.place_word(piece)
    assert place is None or piece[slice(*place)] == "where"
