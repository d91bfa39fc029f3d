"""Which numbers a figure allows, and whether two figures allow a common one."""

from __future__ import annotations

from decimal import Decimal

from extractor.ledger.reading import Value

_ABOUT = Decimal("0.1")
"""What "about" and "nearly" leave open: a tenth of the number. The words have no limit of their own."""

Edge = tuple[Decimal, int]
"""A number, and +1 or -1 where what is allowed begins just above or ends just below it."""

_LEAST: Edge = (Decimal("-Infinity"), 0)
_MOST: Edge = (Decimal("Infinity"), 0)


def exclude_each_other(one: Value, other: Value) -> bool:
    """Whether no number meets both: 12 and 15, 12 and "more than 12"; not "at least 12" and 15."""
    (low, high), (least, most) = _allowed(one), _allowed(other)
    return high < least or most < low


def _allowed(said: Value) -> tuple[Edge, Edge]:
    value, low, high, comparator = said[:4]
    if not isinstance(value, Decimal):
        return (low, 0) if isinstance(low, Decimal) else _LEAST, (high, 0) if isinstance(high, Decimal) else _MOST
    slack = abs(value) * _ABOUT
    match comparator:
        case "more_than":
            return (value, 1), _MOST
        case "at_least":
            return (value, 0), _MOST
        case "less_than":
            return _LEAST, (value, -1)
        case "at_most":
            return _LEAST, (value, 0)
        case "about":
            return (value - slack, 0), (value + slack, 0)
        case "nearly":
            return (value - slack, 0), (value, -1)
    return (value, 0), (value, 0)
