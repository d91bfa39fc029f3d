"""Whom a pronoun at the start of evidence means: one person stands in brackets, of two both are told."""

from __future__ import annotations

import pytest

from extractor import extract, gate

RESOLVED = [
    # text, the sentence, evidence, the statement, the name it comes from
    (
        "Mayor Ilse Brandt said the harbour is closed. She will resign in May.",
        2, "She will resign in May", "She [Ilse Brandt] will resign in May.", "Ilse Brandt",
    ),
    (
        "“I have never seen such a storm,” harbour master Omar Teal said.",
        1, "I have never seen such a storm", "I [Omar Teal] have never seen such a storm.", "Omar Teal",
    ),
    (
        "Mayor Ilse Brandt said she would resign in May.",
        1, "she would resign in May", "She [Ilse Brandt] would resign in May.", "Ilse Brandt",
    ),
    (
        "Mayor Ilse Brandt spoke first. Her plan was rejected.",
        2, "Her plan was rejected", "Her [Ilse Brandt's] plan was rejected.", "Ilse Brandt",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number", "evidence", "statement", "name"), RESOLVED)
def test_one_person_stands_in_brackets(text: str, number: int, evidence: str, statement: str, name: str) -> None:
    (claim,) = gate(text, [{"sentence": number, "evidence": [evidence]}]).claims

    assert claim.statement == statement
    assert [text[context.span.start : context.span.end] for context in claim.context] == [name]
    assert "ambiguous" not in claim.flags


def test_of_two_persons_nobody_is_chosen() -> None:
    text = "Judge Omar Teal said the pier is unsafe. Mayor Pal Rusk said he would resign in May."
    (claim,) = gate(text, [{"sentence": 2, "evidence": ["he would resign in May"]}]).claims

    assert "ambiguous" in claim.flags
    assert [(other.field, other.reading) for other in claim.alternatives] == [
        ("subject", "Pal Rusk"),
        ("subject", "Omar Teal"),
    ]
    assert claim.statement == "He would resign in May."


def test_a_title_of_the_other_sex_is_nobody() -> None:
    text = "Spokeswoman Lena Marsk said the pier is unsafe. He will resign in May."
    (claim,) = gate(text, [{"sentence": 2, "evidence": ["He will resign in May"]}]).claims

    assert (claim.statement, claim.context) == ("He will resign in May.", ())


def test_the_rules_resolve_too() -> None:
    claims = extract("Mayor Ilse Brandt said the harbour is closed. She will resign in May.", model="rules").claims

    assert "She [Ilse Brandt] will resign in May." in [claim.statement for claim in claims]


@pytest.mark.parametrize(
    "text",
    [
        "The judge sentenced Karl Brandt. He fled on Friday.",
        "Mayor Ilse Brandt leads the council. Professor Omar Teal leads the port. She resigned on Friday.",
        "Mayor Omar Teal met Karl Brandt in Lund. He resigned.",
        "Goldman Sachs fell. He came in May.",
        "Mayor Pal Rusk said of Omar Teal that he resigned.",
    ],
)
def test_where_another_can_be_meant_nothing_is_said(text: str) -> None:
    evidence = text.rsplit(". ", 1)[-1].rstrip(".") if ". " in text else "he resigned"
    (claim,) = gate(text, [{"evidence": [evidence]}]).claims

    assert "[" not in claim.statement
