"""What stands in one cell of a table: the values of a claim, flat, with names that every table shares.

Characters that are none in other programs, halves of surrogate pairs and NUL, become U+FFFD, so that offsets still
count. Places in the article are ``char_start`` and ``char_end``, half-open code points; ``start`` and ``end`` are
moments.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.schema import Alternative, Attribution, Claim, Quantity, Source, Span, TimeReference

GAP = " … "
"""Stands between pieces of evidence that do not touch."""

Row = dict[str, Any]

_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")


def fit(value: Any, number: Callable[[Decimal], int | float] = float) -> Any:
    """Make a value one that files can hold: text without what is no character, and numbers of the machine.

    Args:
        value: A text, a number, or dictionaries and lists of these; anything else stays as it is.
        number: What a decimal becomes; ``float`` keeps fifteen digits.
    """
    if isinstance(value, str):
        return _NO_CHARACTER.sub("\ufffd", value)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, dict):
        return {fit(key): fit(item, number) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [fit(item, number) for item in value]
    return value


def figure(value: Decimal) -> int | float:
    """A decimal as JSON writes it: whole numbers in full."""
    return int(value) if value == value.to_integral_value() else float(value)


def packed(value: Any) -> str:
    """A list or a dictionary in one cell, as JSON."""
    return json.dumps(fit(value, figure), ensure_ascii=False)


def joined(spans: Iterable[Span]) -> str:
    """The words of several places, with a gap between them."""
    return GAP.join(span.text for span in spans)


def words(span: Span | None) -> str | None:
    """The words of a place, where there is one."""
    return span.text if span else None


def place(span: Span | None) -> Row:
    """A place in the article, and its words; empty where there is none."""
    if span is None:
        return {"text": None, "char_start": None, "char_end": None}
    return {"text": span.text, "char_start": span.start, "char_end": span.end}


def source(link: Source) -> Row:
    """One link of a chain: ``name`` is its fullest form in the article, ``mention`` the words here."""
    where = place(link.span)
    return {
        "name": link.name,
        "mention": where.pop("text"),
        **where,
        "kind": link.kind,
        "title": words(link.title),
        "act": link.act,
        "cue": words(link.cue),
    }


def called(link: Source) -> str | None:
    """What a source is called: its name, else the words that stand for it."""
    return link.name or words(link.span)


def chain(attribution: Attribution | None) -> str:
    """The chain of sources as a person reads it, nearest to the words first."""
    from extractor.wording import who  # late: the records take a tenth of a second to load, and --help needs none

    return who(attribution)


def other(reading: Alternative) -> Row:
    """Another reading of one field, and where it stands."""
    return {"field": reading.field, "reading": reading.reading, **place(reading.span)}


def quantity(number: Quantity) -> Row:
    """A quantity; what it measures and out of what are the article's words."""
    return {
        **place(number.span),
        "value": number.value,
        "low": number.low,
        "high": number.high,
        "comparator": number.comparator,
        "unit": number.unit,
        "measure": words(number.measure),
        "base": words(number.base),
        "change": number.change,
    }


def time(when: TimeReference) -> Row:
    """A time; ``start`` and ``end`` are ISO days, or date-times where the words give a clock time."""
    return {
        **place(when.span),
        "of": when.of,
        "type": when.type,
        "timex": when.timex,
        "start": when.start.isoformat() if when.start else None,
        "end": when.end.isoformat() if when.end else None,
        "granularity": when.granularity,
        "relation": when.relation,
        "unresolved": when.unresolved,
        "comparator": when.comparator,
        "low": when.low,
        "high": when.high,
    }


def event_time(claim: Claim) -> TimeReference | None:
    """When what is said happened: the first time of the event that has an interval, else the first."""
    times = [when for when in claim.times if when.of == "event"]
    return next((when for when in times if when.start or when.end), times[0] if times else None)
