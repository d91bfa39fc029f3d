"""Quantities of a sentence: bound, number and unit, and what they say about what.

A quantity's words are its bound ("more than"), its number and its unit, never the noun that is counted. Numbers that
name a time, a thing ("Boeing 737", "Article 5"), a rank or a clock are none; "many" and "some" are none either. What a
bound implies: more_than and at_least bound from below, less_than, at_most and nearly from above, exactly from both
sides, about from neither. Units are percent, percentage point, fraction, times, an ISO 4217 code or the unit's English
name.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from extractor.literals import dates
from extractor.literals.language.lexicon import vocabulary
from extractor.literals.language.words import Words, listed, unstopped, words_of
from extractor.literals.numbers import bounds, changes
from extractor.literals.numbers.numerals import NUMBER_WORDS
from extractor.literals.numbers.vocabulary import ONE_PART, SCALES
from extractor.literals.quantities.amounts import MAJORITIES, MULTIPLES, OLD, Amount, amount_at, of_word
from extractor.literals.quantities.beside import beside
from extractor.literals.quantities.counted import (
    BASES,
    base_after,
    is_act,
    is_plural,
    measure_after,
    measure_before,
    measure_in,
    measure_subject,
    noun_phrase,
)
from extractor.literals.quantities.currencies import CODES, LEADS, SIGNS
from extractor.literals.quantities.elision import share
from extractor.literals.quantities.lookalikes import end_of_code, names_something, sticks
from extractor.literals.quantities.ranges import second_bound, whole
from extractor.literals.quantities.reading import Place, QuantityReading, Tokens
from extractor.schema import Change, Comparator

_ARTICLES = frozenset(("a", "an"))
_ALONE = frozenset(MAJORITIES) | frozenset(MULTIPLES)
_COUNTED_BY_A = frozenset(SCALES) | frozenset(ONE_PART)
_OPENERS = (NUMBER_WORDS - _ARTICLES) | _COUNTED_BY_A | _ALONE
_STARTS = NUMBER_WORDS | _ALONE
_DIGITS = frozenset("0123456789")
_NEVER = 1 << 62
_PLAIN_LEVELS = listed("to at was is were reached hit from stands stood")
_YEARLY = listed("year annum month week")  # no base of money: "120 euros a year"
_MOST = 3_000
_LONGEST_LITERAL = 1_000  # characters; what is longer names no quantity
_LEADERS = listed("in on at for among during")
_LONGEST_LIMB = 7  # tokens between two quantities that share a verb
_LONGEST_OR = 3  # tokens between two quantities that say the same
_FIGURE = re.compile("[0-9½⅓⅔¼¾⅛]")


def find(sentence: str) -> list[QuantityReading]:
    """Find the quantities of a sentence, in text order, none overlapping.

    Only its first 3,000 numbers are read: no sentence has more, and what was made to be slow ends in time.
    """
    return list(_found(unstopped(sentence)))


def may_hold(sentence: str) -> bool:
    """Whether a figure or a word that opens a number stands in a sentence at all."""
    return _FIGURE.search(sentence) is not None or not _OPENERS.isdisjoint(vocabulary(sentence))


@lru_cache(maxsize=1024)
def _found(sentence: str) -> tuple[QuantityReading, ...]:
    """What ``find`` finds; the last are remembered, since several rooms ask about the same sentence."""
    if not may_hold(sentence):
        return ()
    words = words_of(sentence)
    candidates = _candidates(words)
    return tuple(_scan(words, candidates[:_MOST], dates.spans(sentence), trusted=False)) if candidates else ()


def read(literal: str) -> QuantityReading | None:
    """Read a literal that is one quantity as a whole ("over 20,000", "almost half"); None where it is not.

    That someone names it as a quantity is trusted: a bare "2023" is a number here and "three weeks" has the unit week.
    """
    if len(literal) > _LONGEST_LITERAL:
        return None
    bare = literal.strip(" \t\r\n,;:")
    bare = bare[:-1] if bare.endswith(".") else bare
    start = literal.find(bare)
    words = words_of(literal)
    for reading in _scan(words, _candidates(words)[:_MOST], [], trusted=True):
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
    places: list[Place] = []
    bare = False
    i = t = stop = 0
    for at in candidates:
        if at < i:
            continue
        start = words.start(at)
        while t < len(times) and times[t][1] <= start:
            t += 1
        time = times[t][0] if t < len(times) and words.lows[at - 1] not in SIGNS else _NEVER
        amount = None if time <= start and not _counts(words, at, times[t]) else _amount_at(words, at, trusted)
        met = amount is not None and start < time < _NEVER and _meets_time(words, amount, time)
        if amount is None or met or amount.start < stop:
            i = max(at + 1, end_of_code(words, at))
            continue
        place, i = _place(words, amount, stop, trusted, places[-1] if places else None)
        places.append(place)
        stop, bare = place.stop, bare or place.bare
    if len(places) > 1:
        places = beside(words, places)
        places = share(words, places) if bare else places
    return [place.record(words) for place in places]


def _counts(words: Words, at: int, time: tuple[int, int]) -> bool:
    """Whether what could be a year is a count: "as many as 1900 geese"."""
    bound = bounds.before(words, at) if time == words.span(at, at + 1) and is_plural(words, at + 1) else None
    return bound is not None and at - bound[0] > 1


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


def _place(words: Words, amount: Amount, floor: int, trusted: bool, before: Place | None) -> tuple[Place, int]:
    """An amount with its bound, its change and what it measures, and the token from which to read on.

    ``floor`` is the token behind the quantity before: a bound does not reach over it. The change of the one ``before``
    goes on in "rose 18 points, or 0.6 %".
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
    change = amount.change or _change(words, amount, (start, stop), before)
    measure, base, behind = _about(words, amount, start, stop)
    place = Place(start, stop, amount, value, low, high, comparator, change, amount.unit, measure, base)
    return place, behind


def _change(words: Words, amount: Amount, place: tuple[int, int], before: Place | None) -> Change:
    """The change of an amount in the tokens ``place``: that of the one before, where it goes on, else its own."""
    start, stop = place
    if before and (_goes_on(words, amount, start, before.stop) or _goes_on_beside(words, amount, place, before)):
        return before.change
    return changes.change(words, start, stop, amount.unit)


def _goes_on(words: Words, amount: Amount, start: int, floor: int) -> bool:
    """Whether the change before goes on: "rose 18 points, or 0.6 %", "decreases of 70% and 31%"."""
    if words.lows[start - 1] == "or":
        return start - floor <= _LONGEST_OR
    return start == floor + 1 and words.lows[floor] == "and" and amount.unit in changes.SHARES


def _goes_on_beside(words: Words, amount: Amount, place: tuple[int, int], before: Place) -> bool:
    """Whether the verb before is left out: "rose 3% in May and 4% in June"."""
    start, stop = place
    if before.change == "level" or before.unit != amount.unit:
        return False
    leader = words.lows[before.stop]
    joined = words.lows[start - 1] in ("and", "but", ",") and 2 < start - before.stop <= _LONGEST_LIMB
    return joined and leader in _LEADERS and words.lows[stop] == leader


def _bounded(words: Words, amount: Amount, floor: int) -> tuple[int, int, Comparator]:
    """First token, token behind and comparator of an amount with its bound; the one behind is the stronger one."""
    start, stop, comparator = amount.start, amount.stop, amount.comparator
    if bound := bounds.before(words, start - 1 if words.lows[start - 1] in OLD else start):
        start, comparator = bound if bound[0] >= floor else (start, comparator)
    if bound := bounds.behind(words, stop):
        stop = bound[0]
        comparator = bound[1] if comparator in ("exactly", "about") else comparator
    return start, stop, comparator


def _about(words: Words, amount: Amount, start: int, stop: int) -> tuple[Tokens, Tokens, int]:
    """What is measured, out of what, and the token from which to read on."""
    unit = amount.unit
    if unit == "fraction" and is_plural(words, stop):
        return None, measure_after(words, stop, one=False), stop
    if unit in ("percent", "fraction"):
        half = words.lows[amount.start] == "half"
        return None, base_after(words, stop) or (noun_phrase(words, stop) if half else None), stop
    measure = amount.counted or measure_after(
        words, stop, one=amount.value == 1 and amount.high is None, unit=unit is not None
    )
    measure = None if measure and is_act(words, start, measure) else measure
    at = measure[1] if measure else stop
    base = base_after(words, at, of=unit is None and measure is None) if words.lows[at] in BASES else None
    per = words.lows[at] == "per"
    measure = measure or _elsewhere(words, amount, start, None if per else base)
    if base and amount.unit in CODES and words.lows[base[0]] in _YEARLY:
        return measure, None, stop
    return measure, base, base[1] if base and per else stop


def _elsewhere(words: Words, amount: Amount, start: int, base: Tokens) -> Tokens:
    """What is measured, where no noun follows: in the base, before "of", or as the subject of a level."""
    if amount.unit is None and base is not None:
        return measure_in(words, base)
    found = measure_before(words, start)
    if found is None and amount.unit is None and words.low(start - 1) in _PLAIN_LEVELS:
        return measure_subject(words, start)
    return found
