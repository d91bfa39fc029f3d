"""Statements: how evidence becomes a self-contained sentence, and where added words come from."""

import pytest
from hypothesis import given
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


FOLLOWS = [
    # evidence, a statement that is the same words in their order
    ("the bridge is closed", "The bridge is closed."),
    ("we've never met", "We have never met."),
    ("it can't last", "It cannot last."),
    ("he's left", "He has left."),
    ("It's 40 km", "It is 40 km."),
    ("and the bridge is closed", "The bridge is closed."),
    ("the bridge, however, is closed", "The bridge is closed."),
    ("they said that it sank", "They said it sank."),
    ("Orrin, which is small", "Orrin is small."),
    ("who runs the port", "[Mara Lind] runs the port."),
    ("they have left", "[The White House] has left."),
    ("it sank", "[The ferry] sank."),
    ("it sank", "It [the ferry] sank."),
    ("its port is closed", "[Orrin's] port is closed."),
    ("it sank", "It sank [ ]."),
    ("40 boats… sank", "40 boats... sank."),
]
DIFFERS = [
    ("the dog bit the man", "The man bit the dog."),
    ("from 5 to 9", "From 9 to 5."),
    ("it is open", "It was open."),
    ("it was open", "It had been open."),
    ("rain and snow", "Rain or snow."),
    ("a few boats sank", "Few boats sank."),
    ("boats and men sank", "Boats men sank."),
    ("those which pay are exempt", "Those pay are exempt."),
    ("it may sink", "It sinks."),
    ("the town of Orrin sank", "[The town] of Orrin sank."),
    ("the ferry sank", "[The boat] sank."),
    ("it sank", "[] sank."),
    ("it sank", "[ ] sank."),
    ("it sank", "It sank it."),
    ("it sank", ""),
    ("is it open", "Is it open?"),
    ("5 boats", "-5 boats."),
    ("5 % fell", "5 fell."),
    ("$5 was paid", "5 was paid."),
    ("sales of 2.5 boats", "Sales of 25 boats."),
    ("Mara Lind, 40, left", "Mara Lind 40 left."),
]


@pytest.mark.parametrize(("evidence", "statement"), FOLLOWS)
def test_a_statement_may_follow_its_evidence(evidence: str, statement: str) -> None:
    assert statements.is_carried(statement, evidence)


@pytest.mark.parametrize(("evidence", "statement"), DIFFERS)
def test_or_differ_from_it(evidence: str, statement: str) -> None:
    assert not statements.is_carried(statement, evidence)


@pytest.mark.parametrize(
    ("evidence", "statement"),
    [("it had been closed", "It was closed."), ("they had left", "They have left."), ("he had left", "He has left.")],
)
def test_only_indirect_speech_shifts_its_tense(evidence: str, statement: str) -> None:
    assert statements.is_carried(statement, evidence, indirect=True)
    assert not statements.is_carried(statement, evidence)
    assert not statements.is_carried(evidence, statement, indirect=True)


REFERENTS = (
    "the ferry",
    "Mara Lind",
    "Mara Lind's port",
    "in Orrin",
    "of those killed",
    "of casualties",
    "the united front",
    "on 12 May 2023",
    "since December",
    "mayor of Orrin",
    "Italy",
)
NO_REFERENTS = (
    "",
    "of the",
    "the ferry sank",
    "is closed",
    "The flood damaged",
    "and burned",
    "40 ships",
    "two ships",
    "over half of them",
    "never",
    "no ferry",
    "reportedly",
    "perhaps Orrin",
    "according to Lind",
    "barely",
    "Barely",
    "dangerous",
    "Mara Lind may",
    "the " * 16 + "port",
)


@pytest.mark.parametrize("words", REFERENTS)
def test_a_referent_tells_who_or_what_is_meant(words: str) -> None:
    assert statements.is_referent(words)


@pytest.mark.parametrize("words", NO_REFERENTS)
def test_words_that_say_something_are_no_referent(words: str) -> None:
    assert not statements.is_referent(words)


@pytest.mark.parametrize(
    ("statement", "evidence", "wrong"),
    [
        ("[Mara Lind] left.", "left", None),
        ("[Mara Lind] left.", "She left", None),
        ("[Mara Lind] Omar Teal left.", "Omar Teal left", "Mara Lind"),
        ("[In Orrin] the ferry sank.", "the ferry sank", None),
        ("[In] Orrin, it rains.", "Orrin, where it rains", None),
        ("We [the board] left.", "We left", None),
        ("The town [Orrin] fell.", "The town fell", None),
        ("The road to Orrin [Lund] is open.", "The road to Orrin is open", "Lund"),
        ("The road to Orrin [in Lund] is open.", "The road to Orrin is open", None),
    ],
)
def test_a_bracket_does_not_stand_where_the_evidence_has_its_own(
    statement: str, evidence: str, wrong: str | None
) -> None:
    assert statements.misplaced(statement, evidence) == wrong


PIECES = ("the ferry", "Orrin", "sank", "it's", "and", "however", ",", "which", "who", "where", "%", "“", "is")
WORDS = st.lists(st.sampled_from(PIECES))


@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=3))
def test_what_is_derived_follows_its_evidence(evidence: list[str]) -> None:
    statement = statements.derive(evidence)
    assert statements.is_carried(statement, " ".join(evidence)) or "?" in statement


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_statement_can_be_held_against_any_evidence(statement: str, evidence: str) -> None:
    assert statements.is_carried(statement, evidence) in (True, False)
    assert statements.objection(evidence, evidence) is None or "[" in evidence
    assert statements.is_referent(statement) in (True, False)
    assert statements.misplaced(statement, evidence) is None or "[" in statement


@given(st.lists(st.text(max_size=40), max_size=3), st.one_of(st.none(), st.text(min_size=1, max_size=20)))
def test_any_evidence_makes_a_statement_whose_brackets_close(evidence: list[str], subject: str | None) -> None:
    statement = statements.derive(evidence, subject)
    assert statement.endswith((".", "?", "!"))
    assert statement.count("[") == statement.count("]")
    assert "[" not in statements.outside_brackets(statement).replace("[]", "")


@given(st.text(max_size=20).filter(str.strip), st.text(max_size=60))
def test_cited_places_stand_in_the_text(added: str, text: str) -> None:
    for start, end in statements.cited(added, text):
        assert 0 <= start < end <= len(text)


@given(st.text(max_size=60))
def test_any_piece_can_be_asked(piece: str) -> None:
    assert statements.lacks_subject(piece) in (True, False)
    place = statements.place_word(piece)
    assert place is None or piece[slice(*place)] == "where"


def test_a_dash_joins_no_negation_to_the_next_word() -> None:
    evidence = "it’s plain—at least to those who did nothing—that it sank"

    assert statements.objection(statements.derive([evidence]), evidence) is None
