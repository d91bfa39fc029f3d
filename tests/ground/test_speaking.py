"""Who speaks: the syntax where it shows a voice, the engine's word only where speech demonstrably runs on."""

from __future__ import annotations

import pytest

from tests.ground.gate import claimed, outcome, rejected

CLOSED = "the harbour is closed"
SPOKEN = "Mayor Ilse Brandt of Lund said the harbour is closed. Omar Teal left."


@pytest.mark.parametrize("source", ["Ilse Brandt", "Brandt", "Mayor Ilse Brandt", "the mayor", "she", None])
def test_a_source_that_the_syntax_shows(source: str | None) -> None:
    attribution = claimed(SPOKEN, CLOSED, source=source).attribution

    assert attribution is not None
    assert attribution.chain[0].name == "Ilse Brandt"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("Omar Teal", "source_conflict"),
        ("Lund", "source_conflict"),
        ("harbour", "source_conflict"),
        ("Omar Brandt", "name_not_in_article"),
        ("Lina Moor", "name_not_in_article"),
    ],
)
def test_a_source_that_it_does_not_show(source: str, reason: str) -> None:
    assert outcome(SPOKEN, CLOSED, source=source) == reason


PASSED_ON = "Brandt said the harbour is closed, the Courier reported. Teal left."


@pytest.mark.parametrize("reporter", ["the Courier", "Courier"])
def test_who_passes_it_on(reporter: str) -> None:
    attribution = claimed(PASSED_ON, CLOSED, source="Brandt", reported_by=reporter).attribution

    assert attribution is not None
    assert [source.name for source in attribution.chain] == ["Brandt", "Courier"]


@pytest.mark.parametrize(("reporter", "reason"), [("Teal", "source_conflict"), ("The Post", "name_not_in_article")])
def test_who_does_not_pass_it_on(reporter: str, reason: str) -> None:
    assert outcome(PASSED_ON, CLOSED, source="Brandt", reported_by=reporter) == reason


RUNS_ON = [
    ("“The pier is closed,” Brandt said. “It is late. We go home.”", 2, "We go home"),
    ("“The pier is closed. The bridge is open,” Brandt said.", 1, "The bridge is open"),
    ("The bridge stands, Brandt said, and the harbour is closed.", 1, CLOSED),
]


@pytest.mark.parametrize(("text", "sentence", "evidence"), RUNS_ON)
def test_speech_that_runs_on_is_the_last_speakers(text: str, sentence: int, evidence: str) -> None:
    attribution = claimed(text, evidence, sentence=sentence, source="Brandt", cue="said").attribution

    assert attribution is not None
    assert attribution.chain[0].name == "Brandt"


CLOSED_AS_FACT = "The harbour is closed"
SILENT = [
    ("Brandt said the pier burned. The harbour is closed.", "The harbour is closed"),
    ("“The pier burned,” Brandt said, and the harbour is closed.", CLOSED),
]


@pytest.mark.parametrize("text", ["The harbour is closed. Brandt left.", "Brandt left. The harbour is closed."])
def test_where_nobody_speaks_a_named_source_is_none(text: str) -> None:
    claim = claimed(text, CLOSED_AS_FACT, sentence=1 if text.startswith("The") else 2, source="Brandt")

    assert claim.attribution is None


@pytest.mark.parametrize(("text", "evidence"), SILENT)
def test_the_articles_own_words_are_nobodys(text: str, evidence: str) -> None:
    number = 1 if text.lower().startswith(evidence.lower()) or "pier burned,”" in text else 2

    assert outcome(text, evidence, sentence=number, source="Brandt") == "source_conflict"
    assert outcome(text, evidence, sentence=number) == [evidence]


LONG = "which is actively engaged in the long and costly struggle for the port of Orrin and all of its piers"


def test_a_non_restrictive_clause_is_cut_off_what_a_speaker_says() -> None:
    text = f"Brandt said the ferry belongs to Lund Lines, {LONG}."
    claim = claimed(text, text.rstrip("."))

    assert [span.text for span in claim.evidence] == ["the ferry belongs to Lund Lines"]
    assert claim.attribution is not None


@pytest.mark.parametrize("evidence", [f"Lund Lines, {LONG}", LONG, LONG.removeprefix("which ")])
def test_a_non_restrictive_clause_by_itself_is_the_articles_own(evidence: str) -> None:
    claim = claimed(f"Brandt said the ferry belongs to Lund Lines, {LONG}.", evidence)

    assert [span.text for span in claim.evidence] == [evidence]
    assert claim.attribution is None


def test_a_non_restrictive_clause_in_the_middle_leaves_the_clause_around_it() -> None:
    claim = claimed("Brandt said the ferry, which is old, sank near Orrin.", "the ferry, which is old, sank near Orrin")

    assert [span.text for span in claim.evidence] == ["the ferry", "sank near Orrin"]
    assert claim.attribution is not None


def test_inside_quotation_marks_it_is_the_speakers() -> None:
    claim = claimed("“The ferry, which is old, sank,” Brandt said.", "The ferry, which is old, sank")

    assert [span.text for span in claim.evidence] == ["The ferry, which is old, sank"]
    assert claim.attribution is not None


def test_the_detail_names_who_does_say_it() -> None:
    wrong = rejected("“The ferry sank,” Mara Lind said, and Omar Teal left.", "The ferry sank", source="Omar Teal")

    assert wrong.reason == "source_conflict"
    assert wrong.detail == 'In the article these words are said by "Mara Lind", not by "Omar Teal".'
