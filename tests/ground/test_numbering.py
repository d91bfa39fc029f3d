"""Numbers that a draft names: those of its evidence, with their bounds."""

from __future__ import annotations

import pytest

from tests.ground.gate import outcome

TOLL = "More than 300 died, and 300 were hurt."


@pytest.mark.parametrize(
    ("text", "evidence", "quantity"),
    [
        (TOLL, "300 were hurt", "300"),
        (TOLL, "More than 300 died", "More than 300"),
        ("Lund lost 12 boats and 12 crews.", "Lund lost 12 boats", "12"),
        (TOLL, "300 were hurt", "many"),
    ],
)
def test_a_number_with_its_bound(text: str, evidence: str, quantity: str) -> None:
    assert outcome(text, evidence, quantities=[quantity]) == [evidence]


@pytest.mark.parametrize(
    ("text", "evidence", "quantity", "reason"),
    [
        (TOLL, "More than 300 died", "300", "bound_conflict"),
        (TOLL, "300 were hurt", "about 300", "number_conflict"),
        (TOLL, "300 were hurt", "400", "number_conflict"),
        ("The gate opened as more than 300 died.", "The gate opened", "300", "bound_conflict"),
    ],
)
def test_a_number_without_its_bound_or_not_there(text: str, evidence: str, quantity: str, reason: str) -> None:
    assert outcome(text, evidence, quantities=[quantity]) == reason
