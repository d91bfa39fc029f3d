"""Quantities of a sentence: bound, number and unit, and what they say about what.

A quantity's words are its bound ("more than"), its number and its unit, never the noun that is counted. Numbers that
name a time, a thing ("Boeing 737", "Article 5"), a rank or a clock are none; "many" and "some" are none either. What a
bound implies: more_than and at_least bound from below, less_than, at_most and nearly from above, exactly from both
sides, about from neither. Units are percent, percentage point, fraction, times, an ISO 4217 code or the unit's English
name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from extractor.literals import dates
from extractor.literals.language.words import Words, words_of
from extractor.literals.numbers import bounds, changes
from extractor.literals.numbers.numerals import NUMBER_WORDS
from extractor.literals.numbers.vocabulary import ONE_PART, SCALES
from extractor.literals.quantities.amounts import MAJORITIES, MULTIPLES, Amount, amount_at, of_word
from extractor.literals.quantities.counted import (
    BASES,
    base_after,
    is_plural,
    measure_after,
    measure_before,
    noun_phrase,
)
from extractor.literals.quantities.currencies import LEADS, SIGNS
from extractor.literals.quantities.lookalikes import end_of_code, names_something, sticks
from extractor.literals.quantities.ranges import second_bound, whole
from extractor.schema import Change, Comparator

_ARTICLES = frozenset(("a", "an"))
_ALONE = frozenset(MAJORITIES) | frozenset(MULTIPLES)
_COUNTED_BY_A = frozenset(SCALES) | frozenset(ONE_PART)
_OPENERS = (NUMBER_WORDS - _ARTICLES) | _COUNTED_BY_A | _ALONE
_STARTS = NUMBER_WORDS | _ALONE
_DIGITS = frozenset("0123456789")
_NEVER = 1 << 62
_LONGEST_OR = 3  # tokens between two quantities that say the same
_ANY = re.compile("[0-9½⅓⅔¼¾⅛]|" + "|".join(sorted({f"{word[:3]}" for word in _OPENERS if word.isalpha()})))


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


def find(sentence: str) -> list[QuantityReading]:
    """Find the quantities of a sentence, in text order, none overlapping."""
    if not _ANY.search(sentence.lower()):
        return []
    words = words_of(sentence)
    candidates = _candidates(words)
    return _scan(words, candidates, dates.spans(sentence), trusted=False) if candidates else []


def read(literal: str) -> QuantityReading | None:
    """Read a literal that is one quantity as a whole ("over 20,000", "almost half"); None where it is not.

    That someone names it as a quantity is trusted: a bare "2023" is a number here and "three weeks" has the unit week.
    """
    bare = literal.strip(" \t\r\n,;:")
    bare = bare[:-1] if bare.endswith(".") else bare
    start = literal.find(bare)
    words = words_of(literal)
    for reading in _scan(words, _candidates(words), [], trusted=True):
        if (reading.start, reading.end) == (start, start + len(bare)):
            return reading
    return None


def _candidates(words: Words) -> list[int]:
    """The tokens that a number can start at, or a word that is a quantity by itself; in order."""
    lows = words.lows
    found = [i for i, low in enumerate(lows) if low in _OPENERS or (low < ":" and low[-1:] in _DIGITS)]
    starts = [i - 1 if lows[i - 1] in _ARTICLES and lows[i] in _COUNTED_BY_A else i for i in found]
    return [i for i in starts if lows[i] in _STARTS or lows[i][-1] in _DIGITS]


def _scan(words: Words, candidates: list[int], times: list[tuple[int, int]], trusted: bool) -> list[QuantityReading]:
    readings: list[QuantityReading] = []
    i = t = stop = 0
    for at in candidates:
        if at < i:
            continue
        start = words.start(at)
        while t < len(times) and times[t][1] <= start:
            t += 1
        time = times[t][0] if t < len(times) and words.lows[at - 1] not in SIGNS else _NEVER
        amount = None if time <= start else _amount_at(words, at, trusted)
        if amount is None or (time < _NEVER and _meets_time(words, amount, time)):
            i = max(at + 1, end_of_code(words, at))
            continue
        before = readings[-1].change if readings else "level"
        reading, stop, i = _reading(words, amount, stop, trusted, before)
        readings.append(reading)
    return readings


def _meets_time(words: Words, amount: Amount, time: int) -> bool:
    """Whether the time from code point ``time`` on starts in the number, or shares it: "20" of "20 and 50 years ago".

    It may start in the number's rate ("20 barrels a day").
    """
    stop = amount.number.stop if amount.number else amount.stop
    if time < words.span(amount.start, max(stop, amount.start + 1))[1]:
        return True
    joined = not amount.unit and words.lows[amount.stop] in ("and", "or", "to")
    return joined and words[amount.stop + 1].start == time


def _amount_at(words: Words, i: int, trusted: bool) -> Amount | None:
    """The whole amount that starts at token ``i``: a majority, a share, a range, or one number with its unit."""
    if words.lows[i] in _ALONE:
        return of_word(words, i)
    if words.lows[i - 1] not in LEADS and sticks(words, i):
        return None
    first = amount_at(words, i, trusted)
    if first is None or first.number is None:
        return None
    found = whole(words, first, trusted)
    if found is None and names_something(words, first, trusted):
        return None
    return found or first


def _reading(
    words: Words, amount: Amount, floor: int, trusted: bool, before: Change
) -> tuple[QuantityReading, int, int]:
    """The record of an amount, the token behind its words, and the token from which to read on.

    ``floor`` is the token behind the quantity before: a bound does not reach over it. ``before`` is that one's change,
    which goes on in "rose 18 points, or 0.6 %".
    """
    start, stop, comparator = _bounded(words, amount, floor)
    value: Decimal | None = amount.value
    low, high = bounds.limits(amount.value, comparator)
    if amount.high is not None:
        value, comparator, low, high = None, "between", amount.value, amount.high
    elif comparator != "exactly" and (pair := second_bound(words, stop, comparator, amount.value, trusted)):
        low, high, last = pair
        value, comparator, stop = None, "between", last.stop
        amount = last._replace(unit=last.unit or amount.unit)
    goes_on = words.lows[start - 1] == "or" and start - floor <= _LONGEST_OR
    change = amount.change or (before if goes_on else changes.change(words, start, stop, amount.unit))
    measure, base, behind = _about(words, amount, start, stop)
    reading = QuantityReading(
        *words.span(start, stop), value, low, high, comparator, amount.unit,
        words.span(*measure) if measure else None, words.span(*base) if base else None, change,
    )  # fmt: skip
    return reading, stop, behind


def _bounded(words: Words, amount: Amount, floor: int) -> tuple[int, int, Comparator]:
    """First token, token behind and comparator of an amount with its bound; the one behind is the stronger one."""
    start, stop, comparator = amount.start, amount.stop, amount.comparator
    if bound := bounds.before(words, start):
        start, comparator = bound if bound[0] >= floor else (start, comparator)
    if bound := bounds.behind(words, stop):
        stop = bound[0]
        comparator = bound[1] if comparator in ("exactly", "about") else comparator
    return start, stop, comparator


_Tokens = tuple[int, int] | None


def _about(words: Words, amount: Amount, start: int, stop: int) -> tuple[_Tokens, _Tokens, int]:
    """What is measured, out of what, and the token from which to read on."""
    unit = amount.unit
    if unit == "fraction" and is_plural(words, stop):
        return None, measure_after(words, stop, one=False), stop
    if unit in ("percent", "fraction"):
        half = words.lows[amount.start] == "half"
        return None, base_after(words, stop) or (noun_phrase(words, stop) if half else None), stop
    measure = amount.counted or measure_after(words, stop, one=amount.value == 1, unit=unit is not None)
    at = measure[1] if measure else stop
    base = base_after(words, at, of=unit is None and measure is None) if words.lows[at] in BASES else None
    measure = measure or (measure_before(words, start) if unit or base is None else None)
    return measure, base, base[1] if base and words.lows[at] == "per" else stop
