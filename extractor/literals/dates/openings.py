"""Which words can open which time: the tables that let most words be passed over at once.

Every time holds a digit or a word that gives it away (a month, a unit, "now"). Parsing starts at most ``LEAD`` words
before such a word, once at each word, and looks a bounded number of words ahead: reading is linear in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from extractor.literals.dates import days, durations, feasts, lengths, longer, parts, periods, relative, rhythms
from extractor.literals.dates.clocks import CLOCK_NEXT, PAST_WORDS, clock_time, day_part
from extractor.literals.dates.named import ORDINALS, SUFFIXES, year_at
from extractor.literals.dates.numeric import numeric
from extractor.literals.dates.phrases import (
    DAY_PARTS,
    MONTHS,
    SHIFTS,
    SHORT_WEEKDAYS,
    UNITS,
    WEEKDAYS,
    Parser,
    Phrase,
    first_of,
)
from extractor.literals.language.lexicon import vocabulary
from extractor.literals.language.words import APOSTROPHES, DASHES, Words
from extractor.literals.numbers.numerals import NUMBER_WORDS
from extractor.literals.numbers.vocabulary import SCALES

LEAD = 7
"""Words that a time may start before the word that gives it away."""


def may_hold(sentence: str) -> bool:
    """Whether a digit or a word that gives a time away stands in a sentence at all."""
    return _DIGIT.search(sentence) is not None or not _CORE.isdisjoint(vocabulary(sentence))


def opens(words: Words) -> list[int]:
    """The tokens that give a time away."""
    return [i for i, low in enumerate(words.lows) if low in _CORE or low[:1] in _DIGITS]


def phrase_at(words: Words, i: int) -> Phrase | None:
    """The time that starts at token ``i``."""
    low = words.lows[i]
    if low[-1:] in _DIGITS:
        return _digital(words, i, low)
    if low == "the":
        inner = phrase_at(words, i + 1) if words.low(i + 1) != "the" else None
        return replace(inner, start=i) if inner and _owns_article(words, inner) else inner
    parsers = _PARSERS.get(low)
    return first_of(words, i, *parsers) if parsers else None


def _digital(words: Words, i: int, low: str) -> Phrase | None:
    """The time that a number opens: what follows it, or its length, says what it may be."""
    after = words.lows[i + 1]
    if after in DASHES or after in _JOINTS:
        return first_of(words, i, *_joined(words, i, after))
    if after == "/":
        return first_of(words, i, *(_SLASHED if words.lows[i + 2] in MONTHS else _NUMERIC))
    if len(low) == 4:
        return first_of(words, i, *(_YEARLIKE if after in _BY_NEXT else _YEAR))
    parsers = _BY_NEXT.get(after, ())
    if not parsers and words.low(i - 1) in ("at", "around", "about"):
        return clock_time(words, i)
    if len(low) > 4 or "." in low:
        parsers = (*_LONG_DIGITS, *parsers)
    return first_of(words, i, *parsers)


def _joined(words: Words, i: int, joint: str) -> tuple[Parser, ...]:
    """The parsers for "20-year", "3-5 May", "5 to 6 p.m.", which need a word of time soon behind."""
    if joint in DASHES and words.word(i + 2):
        return _BEFORE_WORD
    if any(low in _CORE or low == ":" for low in words.lows[i + 2 : i + 9]):
        return _BEFORE_NUMBER
    return _YEAR


def _inner(words: Words, i: int) -> Phrase | None:
    """A time inside another one ("the end of last year"): one that holds no further time itself."""
    at = i + 1 if words.low(i) == "the" else i
    if words.digits(at):
        return first_of(words, at, *_INNER_DIGITAL)
    parsers = _INNER_PARSERS.get(words.low(at))
    return first_of(words, at, *parsers) if parsers else None


def _owns_article(words: Words, inner: Phrase) -> bool:
    """Whether "the" belongs to the time ("the 1990s") and not to a noun behind it ("the 2019 election")."""
    low = words.low(inner.start)
    named = low in MONTHS or low in WEEKDAYS or (inner.stop == inner.start + 1 and year_at(words, inner.start))
    return not named and (inner.type == "date" or inner.rolling or inner.part is not None)


def _table(openings: Iterable[tuple[Parser, Iterable[str]]]) -> dict[str, tuple[Parser, ...]]:
    table: dict[str, list[Parser]] = {}
    for parser, opening in openings:
        for word in dict.fromkeys(opening):
            table.setdefault(word, []).append(parser)
    return {word: tuple(found) for word, found in table.items()}


def _modified(words: Words, i: int) -> Phrase | None:
    return parts.modified(words, i, _inner)


def _nth(words: Words, i: int) -> Phrase | None:
    return parts.nth(words, i, _inner)


def _around_day(words: Words, i: int) -> Phrase | None:
    return parts.around_day(words, i, _inner)


def _duration(words: Words, i: int) -> Phrase | None:
    return durations.duration(words, i, _inner)


_DIGITS = frozenset("0123456789")
_DIGIT = re.compile("[0-9]")
_YEARS = ("year", "calendar", "fiscal", "financial", "school", "academic", "fy", "sy")
_WHICH = (*ORDINALS, "twenty", "thirty", "last", "final")
_JOINTS = frozenset(("to", "until", "till", "through", "and", "or"))
_INNER_DIGITAL: tuple[Parser, ...] = (
    numeric, longer.named_century, longer.named_decade, longer.named_quarter, days.named_day, days.numbered_day,
    longer.named_year,
)  # fmt: skip
_BY_NEXT = _table((
    (clock_time, CLOCK_NEXT),
    (rhythms.of_every, SUFFIXES),
    (longer.named_century, SUFFIXES),
    (longer.named_decade, ("s", *APOSTROPHES)),
    (longer.named_quarter, SUFFIXES),
    (_nth, SUFFIXES),
    (days.numbered_first, (*SUFFIXES, *MONTHS, "of")),
    (_duration, (*UNITS, *lengths.SHORT_UNITS, *lengths.BETWEEN, *lengths.SLIDING, *SCALES)),
    (days.numbered_day, SUFFIXES),
))  # fmt: skip
_NUMERIC: tuple[Parser, ...] = (numeric,)
_SLASHED: tuple[Parser, ...] = (numeric, days.numbered_first)
_BEFORE_WORD: tuple[Parser, ...] = (numeric, _duration, days.numbered_first, longer.named_year)
_BEFORE_NUMBER: tuple[Parser, ...] = (numeric, clock_time, days.numbered_first, _duration, longer.named_year)
_YEAR: tuple[Parser, ...] = (numeric, longer.named_year)
_LONG_DIGITS: tuple[Parser, ...] = (numeric, clock_time, _duration)
_YEARLIKE: tuple[Parser, ...] = (
    numeric, clock_time, longer.named_decade, days.numbered_first, _duration, longer.named_year,
)  # fmt: skip
_INNER_OPENINGS: tuple[tuple[Parser, Iterable[str]], ...] = (
    (days.weekday, (*WEEKDAYS, *SHORT_WEEKDAYS)),
    (days.named_day, (*MONTHS, *feasts.FEAST_WORDS, *ORDINALS, "twenty", "thirty")),
    (longer.named_month, MONTHS),
    (longer.named_quarter, (*ORDINALS, "final", "q", "h")),
    (longer.named_season, periods.SEASONS),
    (longer.named_decade, (*APOSTROPHES, *longer.DECADES)),
    (longer.named_century, ORDINALS),
    (longer.year_word, _YEARS),
    (days.near_day, ("today", "yesterday", "tomorrow", "tonight", "day")),
    (relative.shifted, (*SHIFTS, "recent", "following")),
)
_OPENINGS: tuple[tuple[Parser, Iterable[str]], ...] = (
    (rhythms.weekday_parts, WEEKDAYS),
    (_nth, _WHICH),
    (_around_day, ("week", "weekend", "month", *DAY_PARTS)),
    *_INNER_OPENINGS,
    (clock_time, ("noon", "midday", "noonish", "midnight", *PAST_WORDS)),
    (longer.numbered_week, ("week",)),
    (relative.now, ("now", "right", "at", "currently", "presently", "current")),
    (relative.same, ("same", "that")),
    (relative.beside, ("day", "night", "week", "weekend", "month", "year", "quarter")),
    (relative.bare_weekend, ("weekend",)),
    (relative.to_date, ("week", "month", "quarter", "year")),
    (longer.year_in_words, ("two", "nineteen", "twenty")),
    (_modified, parts.MODIFIERS),
    (rhythms.rhythm, rhythms.RHYTHM_WORDS),
    (_duration, (*NUMBER_WORDS, "several", "few", "many", "couple", "another")),
    (durations.bare_plural, UNITS),
    (durations.long, durations.LONG_WORDS),
    (days.overnight, ("overnight",)),
    (day_part, DAY_PARTS),
)
_PARSERS = _table(_OPENINGS)
FIRST = frozenset((*_PARSERS, "the"))
"""The words that a time can begin with; else it begins with a number."""
_INNER_PARSERS = _table(_INNER_OPENINGS)
_CORE = frozenset((
    *MONTHS, *WEEKDAYS, *SHORT_WEEKDAYS, *UNITS, *DAY_PARTS, *periods.SEASONS, *longer.DECADES, *durations.LONG_WORDS,
    *feasts.FEAST_ENDS, *(rhythms.RHYTHM_WORDS - {"a", "an", "per", "each", "every"}), "today", "yesterday",
    "tomorrow", "tonight", "now", "currently", "presently", "present", "moment", "noon", "noonish", "midday",
    "midnight", "overnight", "thousand", "nineteen", "am", "pm", "m", "clock", "oclock", "past", "fy", "sy", "fiscal",
))  # fmt: skip
