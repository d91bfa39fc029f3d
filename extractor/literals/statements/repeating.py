"""A statement that is its evidence word for word, with no more than a capital in front and a full stop behind.

Such a statement says what its evidence says, and most statements are such: those that are derived, and those of an
engine that copies. Here that is told by comparing characters, before any judge reads either side.

Why no judge can object: they read words in lower case, and these are the same; but for words whose capital tells a
month, a name or a number sign, for a possessive in capitals, which is taken for another name, and for "both", which is
weighed against a two. Where a word can open a number or a time, these are read on both sides, since a full stop may
belong to one ("p.m."); it opens none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from extractor.literals import dates, quantities
from extractor.literals.quantities import QuantityReading
from extractor.literals.statements.comparing import amount
from extractor.text import fold

_TOLD_BY_CAPITAL = re.compile(r"(?:may|might|will|no)(?![^\W_])", re.IGNORECASE)


def repeats(statement: str, evidence: str, *, published: date | None = None) -> bool:
    """Whether a statement without brackets is the words of its evidence, so that ``objection`` is None.

    Args:
        statement: As it was said, or derived.
        evidence: The words that carry it; the article's own [brackets] count as parentheses.
        published: Day of publication, against which relative dates are read.
    """
    if "[" in statement:
        return False
    own, there = _folded(statement), _folded(evidence.replace("[", "(").replace("]", ")"))
    if not there.isascii() or not _same_characters(own, there) or _is_told_otherwise(own):
        return False
    return own == there or (_same_numbers(own, there) and _same_times(own, there, published))


def _folded(text: str) -> str:
    """A text without its typography; most have none."""
    plain = text.isascii() and text.isprintable() and "  " not in text and "`" not in text
    return text if plain else fold(text).text


def _same_characters(own: str, there: str) -> bool:
    if own[1:] != there[1:] and not (own[1:] == there[1:] + "." and "?" not in there):
        return False
    return own[:1] == there[:1] or (own[:1] == there[:1].upper() and not _TOLD_BY_CAPITAL.match(own))


def _is_told_otherwise(own: str) -> bool:
    """Whether it holds what a judge may take otherwise; a backtick folds or not, by what stands around it."""
    return "'S" in own or "`" in own or "both" in own.lower()


def _same_numbers(own: str, there: str) -> bool:
    if not quantities.may_hold(there):
        return True
    read, carried = quantities.find(own), quantities.find(there)
    return read == carried or _numbers(read) == _numbers(carried)


def _same_times(own: str, there: str, published: date | None) -> bool:
    return not dates.may_hold(there) or _times(own, published) == _times(there, published)


def _numbers(found: Sequence[QuantityReading]) -> list[tuple[object, ...]]:
    return [(reading.start, reading.end, *amount(reading)) for reading in found]


def _times(text: str, published: date | None) -> list[tuple[object, ...]]:
    """Where the times of a text stand, with their prepositions and without, and what is compared of each."""
    if not (places := dates.spans(text)):
        return []
    told = [(one.start, one.end, one.timex, one.relation, one.limits) for one in dates.find(text, published)]
    return [*places, *told]
