"""The gate: what stands in the article becomes a claim, and everything else a rejection with its reason.

``CASES`` is the gate's table: ways to be found and reasons to be rejected; GATE.md has one of each.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, get_args

import pytest

from extractor.ground import Ground
from extractor.response import Draft, Malformed, Response
from extractor.schema import Alignment, Article, Rejection, RejectionReason
from extractor.segment import segment
from tests.ground.gate import PUBLISHED, draft, judge, rejected
from tests.ground.gate import claimed as claimed

FERRY = "The old ferry from Lund sank slowly near Orrin, and at least 12 people in the harbour drowned on Saturday."
HARBOUR = "Mayor Ilse Brandt said the harbour is closed."
TWO = "Mayor Ilse Brandt said the harbour is closed, but engineer Omar Teal said the bridge is open."
PLAIN = "The harbour is closed."
HEDGED = "Omar Teal may resign in May."


@dataclass(frozen=True)
class Case:
    """A line of the table: drafts against a text, and what becomes of the last one."""

    name: str
    text: str
    items: tuple[Draft | Malformed, ...]
    outcome: Alignment | RejectionReason
    says: str = field(default="")


def one(
    name: str, text: str, evidence: str, outcome: Alignment | RejectionReason, says: str = "", **fields: Any
) -> Case:
    return Case(name, text, (draft(evidence, **fields),), outcome, says)


BROKEN = Response.model_validate({"claims": [{"sentence": 1, "kind": "event"}]}).malformed[0]
SUBJECTLESS = draft("at least 12 people in the harbour drowned")

CASES = [
    one("copied", FERRY, "at least 12 people in the harbour drowned", "exact"),
    one("straight quotes", "The harbour’s gate didn’t open.", "The harbour's gate didn't open", "folded"),
    one("first letter turned", f"On Monday the gate opened. {PLAIN}", "the harbour is closed", "folded", sentence=2),
    one("wrong sentence named", f"{FERRY} The crew had left.", "The crew had left", "moved"),
    one("words skipped", FERRY, "The old ferry sank slowly near Orrin", "stitched"),
    Case("an item that is no draft", FERRY, (BROKEN,), "malformed", "Field required"),
    one("a number beyond the last", FERRY, "The old ferry", "no_such_sentence", "the last is 1", sentence=7),
    one("number nought", FERRY, "The old ferry", "no_such_sentence", sentence=0),
    one("invented", FERRY, "A bridge collapsed in Vail", "absent", "A bridge collapsed in Vail"),
    Case("no evidence", FERRY, (draft(),), "absent", "no evidence"),
    one("a word changed", FERRY, "at least 12 people within the harbour drowned on Saturday", "edited"),
    one("a hedge skipped", "The ferry may have sunk near Orrin.", "The ferry have sunk near Orrin", "edited", "may"),
    one("another number", FERRY, "at least 21 people in the harbour drowned", "number_conflict", "21"),
    one("another quantity", FERRY, "at least 12 people", "number_conflict", "about 15", quantities=["about 15"]),
    one("a number in the statement", PLAIN, "is closed", "number_conflict", "2020", statement="Is closed 2020."),
    one("bound cut off", FERRY, "12 people in the harbour drowned", "bound_conflict", 'cuts "at least 12" to "12"'),
    one("bound not named", FERRY, "at least 12 people", "bound_conflict", "at least 12", quantities=["12"]),
    one(
        "not skipped", "The ferry has not sunk near Orrin.", "The ferry has sunk near Orrin", "negation_conflict", "not"
    ),
    one("not put in", PLAIN, "The harbour is not closed", "negation_conflict"),
    one("not in the statement", PLAIN, PLAIN, "negation_conflict", statement="The harbour is not closed."),
    one("not left before", "The mine did not close in May.", "close in May", "negation_conflict", "not"),
    one("may left before", "Omar Teal may resign in May.", "resign in May", "hedge_dropped", "may"),
    Case("may left in a gap", HEDGED, (draft("Omar Teal", "resign in May"),), "hedge_dropped", "may"),
    one("may out of the statement", HEDGED, HEDGED, "hedge_dropped", statement="Omar Teal will resign in May."),
    one("source invented", PLAIN, PLAIN, "name_not_in_article", "Omar Teal", source="Omar Teal"),
    one("another's words", TWO, "the harbour is closed", "source_conflict", "Omar Teal", source="engineer Omar Teal"),
    one("bracket invented", PLAIN, PLAIN, "unsupported_addition", "Lund", statement="The harbour [of Lund] is closed."),
    one("adjective added", PLAIN, PLAIN, "exact", statement="The busy harbour is closed."),
    one("source and cue alone", HARBOUR, "Mayor Ilse Brandt said", "whole_sentence", "nothing is left"),
    Case("said twice", FERRY, (SUBJECTLESS, SUBJECTLESS), "duplicate", "already has this evidence"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_table(case: Case) -> None:
    claims, rejections = judge(case.text, *case.items)

    if case.outcome in get_args(Alignment):
        assert [claim.alignment for claim in claims] == [case.outcome]
        assert rejections == []
    else:
        assert [rejection.reason for rejection in rejections] == [case.outcome]
        assert len(claims) == len(case.items) - 1
        assert case.says in rejections[0].detail
        assert rejections[0].detail.endswith(".") or case.outcome == "malformed"


def test_what_a_statement_adds_does_not_survive() -> None:
    claim = claimed(PLAIN, PLAIN, statement="The busy harbour is closed.")

    assert (claim.statement, claim.flags) == (PLAIN, ("statement_derived",))


def test_a_rejection_holds_the_draft_as_it_was_said_and_its_sentence() -> None:
    said = draft("A bridge collapsed", source="Omar Teal", quantities=["about 5"])
    _, (rejection,) = judge(FERRY, said)

    assert rejection.draft == said.model_dump()
    assert rejection.sentences == (1,)


@pytest.mark.parametrize("item", ["The ferry sank", None, 3, ["x"]])
def test_an_item_that_is_no_object_is_kept_under_a_name(item: object) -> None:
    _, (rejection,) = judge(FERRY, *Response.model_validate({"claims": [item]}).malformed)

    assert rejection.draft == {"item": item}
    assert rejection.sentences == ()


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("What Happened: The ferry sank near the town.", "What Happened: "),
        ("ORRIN, June 12 — The ferry sank near the town.", "ORRIN, June 12 — "),
        ("ORRIN (Courier) - The ferry sank near the town.", "ORRIN (Courier) - "),
    ],
)
def test_labels_and_datelines_are_no_part_of_evidence(text: str, label: str) -> None:
    assert [span.text for span in claimed(text, text).evidence] == [text.removeprefix(label).rstrip(".")]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (HARBOUR, ["the harbour is closed"]),
        ("The harbour is closed, according to mayor Ilse Brandt.", ["The harbour is closed"]),
        ("According to mayor Ilse Brandt, the harbour is closed.", ["the harbour is closed"]),
        ("“The harbour is closed,” mayor Ilse Brandt told reporters.", ["The harbour is closed"]),
        ("“The harbour is closed,” said Ilse Brandt, the mayor. ", ["The harbour is closed"]),
        ("The harbour is closed, Brandt said on Monday.", ["The harbour is closed"]),
    ],
)
def test_cue_and_source_are_cut_out_of_evidence(text: str, left: list[str]) -> None:
    claim = claimed(text, text.strip())

    assert [span.text for span in claim.evidence] == left
    assert claim.attribution is not None
    assert claim.attribution.chain[0].name in {"Ilse Brandt", "Brandt"}


def test_a_label_alone_is_no_evidence() -> None:
    assert rejected("What Happened: The ferry sank near the town.", "What Happened:").reason == "whole_sentence"


def test_quotation_marks_are_no_part_of_evidence() -> None:
    claim = claimed("Brandt said the town “will never forget” the crew.", "the town “will never forget” the crew")

    assert [span.text for span in claim.evidence] == ["the town", "will never forget", "the crew"]


def test_evidence_of_several_pieces_is_in_text_order() -> None:
    claim = claimed(FERRY, "sank slowly near Orrin", "The old ferry")

    assert [span.text for span in claim.evidence] == ["The old ferry", "sank slowly near Orrin"]
    assert claim.alignment == "exact"


def test_pieces_of_two_sentences_are_no_evidence_of_one_claim() -> None:
    assert rejected(f"{PLAIN} The bridge stands.", "The harbour", "stands").reason == "absent"


def test_a_number_inside_another_is_no_evidence() -> None:
    assert (
        rejected("In 2023 the harbour lost 12,000 tonnes.", "the harbour lost 2,000 tonnes").reason == "number_conflict"
    )


@pytest.mark.parametrize("source", ["Omar Teal", "Teal", "engineer Omar Teal"])
def test_the_speaker_of_other_words_is_not_taken_for_the_source(source: str) -> None:
    assert rejected(TWO, "the harbour is closed", source=source).reason == "source_conflict"
    assert claimed(TWO, "the bridge is open", source=source).attribution is not None


def test_words_beside_the_evidence_that_do_not_stand_are_left_out_with_a_note() -> None:
    article = Article(id="test", text=FERRY, published=PUBLISHED)
    said = draft("The old ferry from Lund sank", subject="The tanker", times=["in March"], quantities=["many"])
    grounded = Ground(article, segment(article).sentences).ground(said)

    assert not isinstance(grounded, Rejection)
    assert grounded.subject is None
    assert grounded.times == ()
    assert [next(word for word in ("many", "tanker", "March") if word in note) for note in grounded.notes] == [
        "many",
        "tanker",
        "March",
    ]
