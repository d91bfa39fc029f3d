"""What was read as a quantity: its tokens while the sentence is read, and its record."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from extractor.literals.language.words import Words
from extractor.literals.quantities.amounts import Amount
from extractor.schema import Change, Comparator


@dataclass(frozen=True)
class QuantityReading:
    """A quantity in a sentence; offsets are half-open code points.

    Attributes:
        start: First code point of bound, number and unit.
        end: Code point behind them.
        value: The number that the words name, scale applied; None only for ``between``.
        low: Least value implied, or None.
        high: Greatest value implied, or None.
        comparator: How the value bounds what is meant.
        unit: percent, percentage point, fraction, times, an ISO 4217 code or a unit's name; None for a count.
        measure: Where what is counted or measured stands ("casualties").
        base: Where that out of which it is counted stands ("those killed").
        change: Whether it is the size of an increase or a decrease.
    """

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    comparator: Comparator
    unit: str | None = None
    measure: tuple[int, int] | None = None
    base: tuple[int, int] | None = None
    change: Change = "level"


Tokens = tuple[int, int] | None
"""Tokens ``[start, stop)``."""


class Place(NamedTuple):
    """A quantity in the tokens ``[start, stop)``: its amount, what its bound implies, and what it says about what."""

    start: int
    stop: int
    amount: Amount
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    comparator: Comparator
    change: Change
    unit: str | None
    measure: Tokens
    base: Tokens

    @property
    def bare(self) -> bool:
        """Whether nothing says what is counted, or no more than "of whom" does."""
        return self.unit is None and self.measure is None and (self.base is None or self.base[1] - self.base[0] == 1)

    def record(self, words: Words) -> QuantityReading:
        """The reading, with code points for tokens."""
        measure = words.span(*self.measure) if self.measure else None
        base = words.span(*self.base) if self.base else None
        start, end = words.span(self.start, self.stop)
        return QuantityReading(
            start, end, self.value, self.low, self.high, self.comparator, self.unit, measure, base, self.change
        )
