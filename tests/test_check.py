"""A statement says what its evidence and its cited brackets carry, and nothing more."""

from __future__ import annotations

import pytest

from extractor.check import check
from extractor.schema import Claim, Context, RejectionReason, Span

CONTEXT = " The town is Orrin."


def claim(evidence: str, statement: str, *brackets: str) -> Claim:
    """A claim whose brackets are cited from the words behind its evidence."""
    text = evidence + CONTEXT
    cited = tuple(Context(text=words, span=Span.of(text, len(evidence) + 13, len(text) - 1)) for words in brackets)
    return Claim(
        statement=statement,
        context=cited,
        evidence=(Span.of(text, 0, len(evidence)),),
        alignment="exact",
        kind="event",
        modality="certain",
        polarity="positive",
        checkable=True,
        engine="llm",
    )


LOST = "lost at least 2,000 ships and 5 % of its crew since 2023"


@pytest.mark.parametrize(
    ("evidence", "statement"),
    [
        (LOST, "Lost at least 2,000 ships and 5 % of its crew since 2023."),
        (LOST, "At least 2,000 ships were lost."),
        ("the ferry sinks", "The ferry sinking."),
        ("it didn’t sink", "It didn't sink."),
        ("the ferry did not sink", "It is not so that the ferry did sink."),
        ("no fewer than 40 ships sank", "No fewer than 40 ships sank."),
        ("the cafe\u0301 burned", "The café burned."),
        ("the ferry sank", "It was the ferry that sank."),
    ],
)
def test_what_the_evidence_carries_stands(evidence: str, statement: str) -> None:
    assert check(claim(evidence, statement)) is None


@pytest.mark.parametrize(
    ("evidence", "statement", "reason", "says"),
    [
        (LOST, "Lost at least 3,000 ships.", "number_conflict", "3,000"),
        (LOST, "Lost at least 2000 ships.", "number_conflict", "2000"),
        (LOST, "Lost at least 2,000 ships since 202.", "number_conflict", "202"),
        (LOST, "Lost 2,000.5 ships.", "number_conflict", "2,000.5"),
        ("the ferry sank", "The ferry never sank.", "negation_conflict", "negation"),
        ("the ferry has not sunk", "The ferry has sunk.", "negation_conflict", "negation"),
        ("the ferry didn’t sink", "The ferry did sink.", "negation_conflict", "negation"),
        ("the ferry sank", "The old ferry sank.", "unsupported_addition", '"old"'),
        ("the ferry sank", "The ferry sank near Orrin.", "unsupported_addition", '"near"'),
        ("it sank", "Ilse Brandt sank.", "unsupported_addition", '"ilse"'),
        ("the ferry sank", "The ferry [of Lund] sank.", "unsupported_addition", '"[of Lund]"'),
        ("the ferry sank", "The ferry sank [ 2023 ].", "unsupported_addition", '"[2023]"'),
    ],
)
def test_what_it_does_not_carry_is_a_reason(evidence: str, statement: str, reason: RejectionReason, says: str) -> None:
    wrong = check(claim(evidence, statement))

    assert wrong is not None
    assert wrong[0] == reason
    assert says in wrong[1]
    assert wrong[1].endswith(".")


def test_a_cited_bracket_stands_and_another_does_not() -> None:
    assert check(claim("it sank", "It sank [in Orrin].", "in Orrin")) is None
    wrong = check(claim("it sank", "It sank [in Orrin] [on Monday].", "in Orrin"))
    assert wrong == ("unsupported_addition", 'The added words "[on Monday]" stand nowhere in the article.')


def test_words_of_a_cited_place_may_be_used_outside_of_the_bracket() -> None:
    assert check(claim("it sank", "Orrin sank [in Orrin].", "in Orrin")) is None


def test_a_claim_of_several_pieces_is_compared_with_all_of_them() -> None:
    text = "The ferry, in March, sank"
    whole = claim(text, "The ferry sank.")
    pieces = whole.model_copy(update={"evidence": (Span.of(text, 0, 9), Span.of(text, 21, 25))})

    assert check(pieces) is None
    assert check(pieces.model_copy(update={"statement": "The ferry sank in March."})) is not None
