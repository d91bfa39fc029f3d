"""Evidence cut out of words that it hangs on, right before it or right behind."""

from __future__ import annotations

import pytest

from tests.ground.gate import outcome

HANGING = [
    # the object of something else is no subject
    ("The lawyer for Anna Teal resigned on Friday.", "Anna Teal resigned on Friday", "edited"),
    ("The plot to kill Anna Teal failed.", "Anna Teal failed", "edited"),
    ("The man with Omar Teal was shot near Orrin.", "Omar Teal was shot near Orrin", "edited"),
    ("The company that owns the bridge collapsed in March.", "the bridge collapsed in March", "edited"),
    # a hedge or a denial in front
    ("Perhaps the harbour of Orrin is closed.", "the harbour of Orrin is closed", "hedge_dropped"),
    ("Reportedly, the harbour of Orrin is closed.", "the harbour of Orrin is closed", "hedge_dropped"),
    ("It is not true the harbour is closed.", "the harbour is closed", "negation_conflict"),
    ("There is no evidence the harbour is closed.", "the harbour is closed", "negation_conflict"),
    # alternatives
    ("The ferry never sank or burned near Orrin.", "burned near Orrin", "negation_conflict"),
    ("Either the harbour is closed or Teal lied.", "the harbour is closed", "hedge_dropped"),
    # what follows at once
    ("Teal has won nothing in Lund.", "Teal has won", "negation_conflict"),
    ("The road is safe only in daylight.", "The road is safe", "quantifier_conflict"),
    ("The harbour is closed, reportedly.", "The harbour is closed", "hedge_dropped"),
    ("The harbour is closed, which is false.", "The harbour is closed", "negation_conflict"),
    ("In Lund 12 people drowned, at least.", "12 people drowned", "bound_conflict"),
    # conditions
    ("The harbour closes if 12 ferries sink near Orrin.", "The harbour closes", "hedge_dropped"),
    ("The harbour closes if any ferry sinks.", "The harbour closes", "hedge_dropped"),
    # pieces of two phrases
    ("The mayor, unlike the minister, resigned in Orrin.", ("the minister", "resigned in Orrin"), "edited"),
    ("Police shot a dog near the mayor in Lund.", ("Police shot", "the mayor in Lund"), "edited"),
]
STANDING = [
    ("The lawyer for Anna Teal resigned on Friday.", "The lawyer for Anna Teal resigned on Friday"),
    ("On Friday Anna Teal resigned.", "Anna Teal resigned"),
    ("Mayor Pal Rusk said Anna Teal resigned.", "Anna Teal resigned"),
    ("After the storm the harbour was closed.", "the harbour was closed"),
    ("The road was closed because the bridge had collapsed.", "the bridge had collapsed"),
    ("The harbour is closed and Teal lied.", "Teal lied"),
    ("It was bought for the port of Orrin, which is closed.", "the port of Orrin, which is closed"),
    ("Teal has won no fewer than 12 prizes.", "Teal has won no fewer than 12 prizes"),
    ("The ferries, if any, are late.", "The ferries, if any, are late"),
]


@pytest.mark.parametrize(("text", "evidence", "reason"), HANGING)
def test_what_hangs_on_other_words_is_no_claim(text: str, evidence: str | tuple[str, ...], reason: str) -> None:
    assert outcome(text, *([evidence] if isinstance(evidence, str) else evidence)) == reason


@pytest.mark.parametrize(("text", "evidence"), STANDING)
def test_what_stands_by_itself_is_one(text: str, evidence: str) -> None:
    assert outcome(text, evidence) == [evidence]
