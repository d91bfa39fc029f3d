"""A statement says what its evidence and its cited brackets carry, and nothing more."""

from __future__ import annotations

import pytest

from extractor.check import check
from extractor.schema import Attribution, Claim, Context, RejectionReason, Source, Span

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
        ("lost more than 2,000 ships", "Lost over 2000 ships."),
        ("sales fell 5 %", "Sales fell five percent."),
        ("half of the crew left", "50 percent of the crew left."),
        ("it didn’t sink", "It didn't sink."),
        ("it didn’t sink", "It did not sink."),
        ("no fewer than 40 ships sank", "No fewer than 40 ships sank."),
        ("the cafe\u0301 burned", "The café burned."),
        ("We [the board] left", "We (the board) left."),
        ("Orrin, where it rains", "Orrin, it rains."),
    ],
)
def test_what_the_evidence_carries_stands(evidence: str, statement: str) -> None:
    assert check(claim(evidence, statement)) is None


@pytest.mark.parametrize(
    ("evidence", "statement", "reason", "says"),
    [
        (LOST, "Lost at least 3,000 ships.", "number_conflict", "3,000"),
        (LOST, "Lost at least 7 ships since 2023.", "number_conflict", '"at least 7"'),
        (LOST, "Lost at least 2000 ships.", "unsupported_addition", "order"),
        (LOST, "Lost at least 2,000 ships since 202.", "number_conflict", "202"),
        (LOST, "Lost 2,000.5 ships.", "number_conflict", "2,000.5"),
        (LOST, "Lost 2,000 ships and 5 % of its crew since 2023.", "bound_conflict", '"at least 2,000"'),
        (LOST, "Lost at least 5 ships since 2023.", "unit_conflict", '"at least 5"'),
        (LOST, "Lost at most 2,000 ships and 5 % of its crew since 2023.", "bound_conflict", '"at most 2,000"'),
        (
            LOST,
            "Lost at least 2 million ships and 5 % of its crew since 2023.",
            "scale_conflict",
            '"at least 2 million"',
        ),
        (LOST, "Lost at least 2,000 ships and 5 kg of its crew since 2023.", "unit_conflict", '"5 kg"'),
        (LOST, "Lost at least 2,000 ships and 5 % of its crew since 2021.", "date_conflict", '"since 2021"'),
        (LOST, "Lost at least 2,000 ships and 5 % of its crew before 2023.", "date_conflict", '"before 2023"'),
        ("it owes 2 million euros", "It owes 2 billion euros.", "scale_conflict", '"2 billion euros"'),
        ("it owes $2m", "It owes $2bn.", "scale_conflict", '"$2bn"'),
        ("most ships sank", "All ships sank.", "quantifier_conflict", "all"),
        ("some of the ships sank", "The ships sank.", "quantifier_conflict", "some"),
        ("sales fell in Lund", "Sales rose in Lund.", "direction_conflict", '"rose"'),
        ("sailors from Lund left", "Sailors from Orrin left.", "name_conflict", '"Orrin"'),
        ("it will close", "It is closed.", "hedge_dropped", "future"),
        ("sales fell 5 %", "Sales of 5 % fell.", "unsupported_addition", "order"),
        (LOST, "At least 2,000 ships were lost.", "unsupported_addition", "order"),
        (LOST, "Lost at least 2,000 ships.", "unsupported_addition", "order"),
        ("the ferry hit the bridge", "The bridge hit the ferry.", "unsupported_addition", "order"),
        ("fell from 5 to 9 metres", "Fell from 9 to 5 metres.", "unit_conflict", "9"),
        ("the bridge was closed", "The bridge is closed.", "unsupported_addition", "order"),
        ("rain and snow fell", "Rain or snow fell.", "unsupported_addition", "order"),
        ("it did not sink because it was old", "It did sink because it was not old.", "unsupported_addition", "order"),
        ("the ferry almost sank", "The ferry sank.", "quantifier_conflict", "almost"),
        ("the ferry might sink and might burn", "The ferry might burn and sink.", "hedge_dropped", "might"),
        ("it may sink", "It perhaps sinks.", "unsupported_addition", '"perhaps"'),
        ("it may sink", "It will probably sink.", "hedge_dropped", '"may"'),
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


def test_words_of_a_cited_place_stay_inside_the_bracket() -> None:
    assert check(claim("it sank", "Orrin sank [in Orrin].", "in Orrin")) is not None


@pytest.mark.parametrize(
    ("evidence", "statement", "bracket"),
    [
        ("the ferry sank", "The ferry sank [and burned].", "and burned"),
        ("the ferry sank", "The ferry sank [with 40 sailors].", "with 40 sailors"),
        ("the ferry sank", "The ferry [never] sank.", "never"),
        ("the ferry sank", "The ferry [reportedly] sank.", "reportedly"),
        ("the ferry sank", "The ferry sank [according to Brandt].", "according to Brandt"),
        ("the ferry sank", "[Omar Teal] the ferry sank.", "Omar Teal"),
        ("Brandt left", "Brandt [Omar Teal] left.", "Omar Teal"),
    ],
)
def test_a_cited_bracket_that_says_something_is_an_addition(evidence: str, statement: str, bracket: str) -> None:
    wrong = check(claim(evidence, statement, bracket))

    assert wrong is not None
    assert wrong[0] == "unsupported_addition"
    assert f"[{bracket}]" in wrong[1]


def test_indirect_speech_may_shift_its_tense_and_direct_speech_may_not() -> None:
    shifted = claim("the ferry had been closed", "The ferry was closed.")
    teal = Source(name="Teal", kind="person", act="said")
    indirect = Attribution(content=shifted.evidence, chain=(teal,), directness="indirect")

    assert check(shifted) is not None
    assert check(shifted.model_copy(update={"attribution": indirect})) is None
    direct = indirect.model_copy(update={"directness": "direct"})
    assert check(shifted.model_copy(update={"attribution": direct})) is not None


def test_a_claim_of_several_pieces_is_compared_with_all_of_them() -> None:
    text = "The ferry, in March, sank"
    whole = claim(text, "The ferry sank.")
    pieces = whole.model_copy(update={"evidence": (Span.of(text, 0, 9), Span.of(text, 21, 25))})

    assert check(pieces) is None
    assert check(pieces.model_copy(update={"statement": "The ferry sank in March."})) is not None
