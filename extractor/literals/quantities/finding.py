"""Quantities of a sentence: bound, number and unit, and what they say about what.

A quantity's words are its bound ("more than"), its number and its unit, never the noun that is counted. Numbers that
name a time, a thing ("Boeing 737", "Article 5"), a rank or a clock are none; "many" and "some" are none either. What a
bound implies: more_than and at_least bound from below, less_than, at_most and nearly from above, exactly from both
sides, about from neither. Units are percent, percentage point, fraction, an ISO 4217 code or the unit's English name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.literals import dates
from extractor.literals.language.words import Words, listed, words_of
from extractor.literals.numbers import bounds
from extractor.literals.numbers.numerals import NUMBER_WORDS, Numeral, numeral
from extractor.literals.quantities import units
from extractor.literals.quantities.counted import base_after, is_plural, measure_after, measure_before, noun_phrase
from extractor.literals.quantities.lookalikes import COMPOUNDS, end_of_code, names_something
from extractor.literals.quantities.units import currency_after, currency_before, unit_after
from extractor.schema import Change, Comparator

_MAJORITIES: dict[str, Comparator] = {"majority": "more_than", "minority": "less_than"}
_NOT_A_MAJORITY = listed(
    "leader whip party owner owners shareholder shareholders stake stakes government rule vote opinion"
)
_QUALITIES = listed("vast large overwhelming great clear small tiny slim narrow")
_ROUND = (Decimal(10), Decimal(20), Decimal(100), Decimal(1000))  # what "3 in 10" is told by
_MINUS = frozenset("-−")
_OPENERS = NUMBER_WORDS | units.OPENERS | frozenset(_MAJORITIES) | _MINUS | {"+", "minus"}


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
        unit: percent, percentage point, fraction, an ISO 4217 code or a unit's name; None for a count.
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


@dataclass(frozen=True)
class _Amount:
    """A number with its unit in the tokens ``[start, stop)``.

    ``high`` is the other end of a range; ``counted`` the noun inside a compound ("12-member"); ``signed`` tells "+5".
    """

    start: int
    stop: int
    value: Decimal
    number: Numeral | None = None
    unit: str | None = None
    high: Decimal | None = None
    comparator: Comparator = "exactly"
    counted: tuple[int, int] | None = None
    signed: bool = False


def find(sentence: str) -> list[QuantityReading]:
    """Find the quantities of a sentence, in text order, none overlapping."""
    return _scan(words_of(sentence), dates.spans(sentence), trusted=False)


def read(literal: str) -> QuantityReading | None:
    """Read a literal that is one quantity as a whole ("over 20,000", "almost half"); None where it is not.

    That someone names it as a quantity is trusted: a bare "2023" is a number here and "three weeks" has the unit week.
    """
    bare = literal.strip(" \t\r\n,;:")
    bare = bare[:-1] if bare.endswith(".") else bare
    start = literal.find(bare)
    for reading in _scan(words_of(literal), [], trusted=True):
        if (reading.start, reading.end) == (start, start + len(bare)):
            return reading
    return None


def _scan(words: Words, times: list[tuple[int, int]], trusted: bool) -> list[QuantityReading]:
    readings: list[QuantityReading] = []
    i = t = stop = 0
    while i < len(words):
        if not (words.low(i) in _OPENERS or words.digits(i)):
            i += 1
            continue
        while t < len(times) and times[t][1] <= words[i].start:
            t += 1
        dated = t < len(times) and times[t][0] <= words[i].start
        amount = None if dated else _amount_at(words, i, trusted)
        if amount is None or (t < len(times) and times[t][0] < words[amount.stop - 1].end):
            i = max(i + 1, end_of_code(words, i))
            continue
        reading, stop, i = _reading(words, amount, stop)
        readings.append(reading)
    return readings


def _amount_at(words: Words, i: int, trusted: bool) -> _Amount | None:
    """The whole amount that starts at token ``i``: a majority, a share, a range, or one number with its unit."""
    if words.low(i) in _MAJORITIES:
        return _majority(words, i)
    first = _amount(words, i, trusted)
    if first is None or first.number is None:
        return None
    whole = _share(words, first) or _range(words, first, trusted)
    if whole is None and names_something(words, first.start, first.stop, first.number, first.unit, trusted):
        return None
    return whole or first


def _majority(words: Words, i: int) -> _Amount | None:
    """As in "the majority", "a small minority": more or less than half."""
    start = i
    while words.low(start - 1) in _QUALITIES and i - start < 2:
        start -= 1
    if words.low(start - 1) not in ("a", "the") or words.low(i + 1) in _NOT_A_MAJORITY or words.dash(i + 1):
        return None
    return _Amount(start - 1, i + 1, Decimal("0.5"), unit="fraction", comparator=_MAJORITIES[words.low(i)])


def _amount(words: Words, i: int, trusted: bool, money: str | None = None) -> _Amount | None:
    """A number at token ``i`` with sign, currency and unit; ``money`` is the currency of a range it belongs to."""
    at = i + 1 if _signed(words, i) else i
    currency = currency_before(words, at)
    at = currency[1] if currency else at
    if words.low(at) in _MINUS and currency and words.digits(at + 1):
        return None
    number = numeral(words, at, letters=bool(currency or money) or _millions(words, at))
    if number is None:
        return None
    value = -number.value if words.low(i) in ("minus", *_MINUS) else number.value
    amount = _Amount(i, number.stop, value, number, signed=words.low(i) == "+")
    if currency:
        return replace(amount, unit=currency[0])
    return _with_unit(words, amount, trusted)


def _signed(words: Words, i: int) -> bool:
    if words.low(i) == "minus":
        return words.digits(i + 1)
    return words.low(i) in ("+", *_MINUS) and words.glued(i + 1) and not words.glued(i)


def _millions(words: Words, i: int) -> bool:
    """Whether an attached m or b is a scale without a currency sign: "5m people", "5m euros"; "5m" is five metres."""
    if not words.digits(i) or words.low(i + 1) not in ("m", "b"):
        return False
    return is_plural(words, i + 2) or currency_after(words, i + 2, large=True) is not None


def _with_unit(words: Words, amount: _Amount, trusted: bool) -> _Amount:
    number, stop = amount.number, amount.stop
    if number is None:
        return amount
    if age := _age(words, amount.start, stop, number):
        return replace(amount, unit="year", stop=age)
    part = number.fraction and words.low(stop) in ("a", "an")  # "half a mile"
    at = stop + 1 if part else stop
    unit = currency_after(words, at, abs(number.value) >= 1000) or unit_after(words, at, trusted)
    if unit:
        return replace(amount, unit=unit[0], stop=unit[1])
    if number.fraction:
        return replace(amount, unit="fraction")
    if words.dash(stop) and words.low(stop + 1) in COMPOUNDS:
        return replace(amount, counted=(stop + 1, stop + 2))
    return amount


def _age(words: Words, start: int, stop: int, number: Numeral) -> int | None:
    """The token behind an age: "23-year-old", "23 years old", "aged 23", and the news form "Ann Example, 23, said"."""
    at = stop + 1 if words.dash(stop) else stop
    if words.low(at) in ("year", "years", "yr"):
        old = at + 2 if words.dash(at + 1) else at + 1
        if words.low(old) in ("old", "olds"):
            return old + 1
        return old + 2 if words.run(old, "of", "age") else None
    named = words.low(start - 1) == "," and words.capital(start - 2) and words.low(stop) == ","
    young = number.plain and number.value < 120
    return stop if words.low(start - 1) == "aged" or (named and young) else None


def _share(words: Words, first: _Amount) -> _Amount | None:
    """As in "one in five", "3 out of 10": a fraction."""
    number, stop = first.number, first.stop
    out_of = words.run(stop, "out", "of")
    if number is None or first.unit or number.scale != 1 or not (out_of or words.low(stop) == "in"):
        return None
    whole = numeral(words, stop + (2 if out_of else 1))
    if whole is None or whole.fraction or not 0 < first.value < whole.value:
        return None
    usual = whole.value in _ROUND or (first.value == 1 and whole.value <= 1000)
    if not (out_of or (usual and (is_plural(words, whole.stop) or not words.word(whole.stop)))):
        return None
    return replace(first, value=first.value / whole.value, stop=whole.stop, unit="fraction")


def _range(words: Words, first: _Amount, trusted: bool) -> _Amount | None:
    """Two amounts that bound a third: "between 5 and 10", "20-30", "$3 to $5 billion", "two or three"."""
    joint, opened = words.low(first.stop), words.low(first.start - 1)
    dash = words.dash(first.stop)
    if not (dash or joint in ("to", "or") or (joint == "and" and opened == "between")):
        return None
    money = first.unit if first.unit and first.unit.isupper() else None
    last = _amount(words, first.stop + 1, trusted, money)
    if (
        last is None
        or first.number is None
        or last.number is None
        or (first.unit and last.unit not in (None, first.unit))
    ):
        return None
    low = first.value
    scale = last.number.scale
    if first.number.scale == 1 and scale != 1 and low * scale < last.value:
        low *= scale
    levels = opened == "from" and bounds.changes(words, first.start - 1)
    if low >= last.value or levels or (dash and words.low(first.stop + 1).startswith("0")):
        return None
    start = first.start - 1 if opened == "between" or (opened == "from" and joint == "to") else first.start
    return replace(last, start=start, value=low, high=last.value, unit=last.unit or first.unit)


def _reading(words: Words, amount: _Amount, floor: int) -> tuple[QuantityReading, int, int]:
    """The record of an amount, the token behind its words, and the token from which to read on.

    ``floor`` is the token behind the quantity before: a bound does not reach over it.
    """
    start, stop, comparator = amount.start, amount.stop, amount.comparator
    if bound := bounds.behind(words, stop):
        stop, comparator = bound
    if (bound := bounds.before(words, start)) and bound[0] >= floor:
        start, comparator = bound
    low, high = bounds.limits(amount.value, comparator)
    value: Decimal | None = amount.value
    if amount.high is not None:
        value, comparator, low, high = None, "between", amount.value, amount.high
    change = "increase" if amount.signed else bounds.change(words, start, stop, amount.unit)
    measure, base, behind = _about(words, amount, start, stop)
    reading = QuantityReading(
        *words.span(start, stop), value, low, high, comparator, amount.unit,
        words.span(*measure) if measure else None, words.span(*base) if base else None, change,
    )  # fmt: skip
    return reading, stop, behind


_Tokens = tuple[int, int] | None


def _about(words: Words, amount: _Amount, start: int, stop: int) -> tuple[_Tokens, _Tokens, int]:
    """What is measured, out of what, and the token from which to read on."""
    if amount.unit == "fraction" and is_plural(words, stop):
        return None, measure_after(words, stop, one=False), stop
    if amount.unit in ("percent", "fraction"):
        whole = base_after(words, stop) or (noun_phrase(words, stop) if words.low(amount.start) == "half" else None)
        return None, whole, stop
    measure = amount.counted or measure_after(words, stop, one=amount.value == 1, unit=amount.unit is not None)
    if measure is None and amount.unit is None and (base := base_after(words, stop)):
        return None, base, stop
    if measure and words.low(measure[1]) in ("per", "out") and (base := base_after(words, measure[1])):
        return measure, base, base[1] if words.low(measure[1]) == "per" else stop
    return measure or measure_before(words, start), None, stop
