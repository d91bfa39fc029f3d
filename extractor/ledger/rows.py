"""The ledger as CSV: a row for each claim, with its entry and its conflicts beside it."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator

from extractor.ledger.record import Amount, Entry, Ledger

COLUMNS = (
    "entry", "statement", "source", "polarity", "denied", "figures", "values", "comparators", "units", "articles",
    "origins", "first", "last", "also", "conflicts", "article", "origin", "published", "claim", "evidence",
)  # fmt: skip

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(ledger: Ledger) -> str:
    """Write a ledger as CSV, RFC 4180; where a cell holds several values, they are parted by ``|``.

    A cell of article text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    conflicts: defaultdict[str, list[str]] = defaultdict(list)
    for conflict in ledger.conflicts:
        for figure in conflict.figures:
            for given in figure.entries:
                conflicts[given].append(conflict.id)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for entry in ledger.entries:
        writer.writerows(_rows(entry, sorted(set(conflicts[entry.id]))))
    return file.getvalue()


def _rows(entry: Entry, conflicts: list[str]) -> Iterator[list[str]]:
    amounts = entry.amounts
    beginning = [
        *(entry.id, _safe(entry.statement), _safe(entry.source or ""), entry.polarity, "yes" if entry.denied else ""),
        _safe(" | ".join(shown(amount) for amount in amounts)),
        " | ".join(_value(amount) for amount in amounts),
        " | ".join(amount.comparator for amount in amounts),
        " | ".join(amount.unit or "" for amount in amounts),
        *(str(entry.articles), str(entry.origins)),
        *(day.isoformat() if day else "" for day in (entry.first, entry.last)),
        *(" | ".join(entry.also), " | ".join(conflicts)),
    ]
    for reference in entry.references:
        day = reference.published.isoformat() if reference.published else ""
        own = (_safe(reference.article), _safe(reference.origin), day, reference.claim, _safe(reference.evidence))
        yield [*beginning, *own]


def shown(amount: Amount) -> str:
    """A figure in its article's words: "at least 12 miners", "71 percent of the children"."""
    measure = f" {amount.measure}" if amount.measure and amount.measure not in (amount.base or "") else ""
    return f"{amount.words}{measure}{f' of {amount.base}' if amount.base else ''}"


def _value(amount: Amount) -> str:
    if amount.value is not None:
        return f"{amount.value:f}"
    return "..".join("" if end is None else f"{end:f}" for end in (amount.low, amount.high))


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
