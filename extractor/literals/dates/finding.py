"""Times of a sentence: their words, their TIMEX3 value and the days they cover.

Values are those of TIMEX3 (ISO-TimeML, ISO 24617-1), days those of ISO 8601. What the words leave open is read as news
means it: a weekday or a month without a year is the last one up to publication, the next one where the words in reach
look forward ("will", "is due to"). What cannot be read is unresolved and says why; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import chain

from extractor.literals.dates import absolute, durations, periods, relative
from extractor.literals.dates.clocks import clock_time
from extractor.literals.dates.phrases import (
    MONTHS,
    SHIFTS,
    UNITS,
    WEEKDAYS,
    Anchor,
    Meaning,
    Parser,
    Phrase,
    UnresolvedError,
    first_of,
)
from extractor.literals.language.words import APOSTROPHES, DASHES, Words, listed, words_of
from extractor.literals.numbers import bounds
from extractor.literals.numbers.numerals import NUMBER_WORDS
from extractor.schema import Granularity, Relation, TimeType

_RELATIONS: dict[str, Relation] = {
    "in": "at", "on": "at", "at": "at", "since": "since", "until": "until", "till": "until", "by": "until",
    "through": "until", "before": "before", "after": "after", "during": "during", "over": "during",
    "throughout": "during", "within": "during", "from": "at", "for": "at", "around": "at", "about": "at",
}  # fmt: skip
_PAIRS: dict[tuple[str, str], Relation] = {
    ("prior", "to"): "before", ("ahead", "of"): "before", ("as", "of"): "since", ("up", "to"): "until",
    ("starting", "in"): "since", ("starting", "on"): "since", ("beginning", "in"): "since",
    ("beginning", "on"): "since", ("up", "until"): "until",
}  # fmt: skip
_SOON = listed("will shall ll would upcoming scheduled due")
_PLANNED = listed("expected set plans planned expects going hopes intends aims")
_PAST = listed("said told was were had did has have says announced wrote began died killed took came went")
_TO = listed("to through until till")
_REACH = 8  # words over which the tense of a verb carries to a time


@dataclass(frozen=True)
class TimeReading:
    """A time in a sentence.

    Attributes:
        start: First code point of the words, preposition included.
        end: Code point behind them.
        type: As in TIMEX3.
        timex: TIMEX3 value of the words without their preposition; None where it depends on an unknown day.
        first: First day covered, or the moment where the words give a clock time; None where it is open or unknown.
        last: Last day covered, inclusive; what is open ends at publication.
        granularity: Of the words; None where they are unresolved.
        relation: How the words place what they date.
        unresolved: Why a date or a time has no interval. Lengths and rhythms have none and need no reason.
    """

    start: int
    end: int
    type: TimeType
    timex: str | None
    first: date | datetime | None
    last: date | datetime | None
    granularity: Granularity | None
    relation: Relation
    unresolved: str | None = None


def find(sentence: str, published: date | None) -> list[TimeReading]:
    """Find the times of a sentence.

    Args:
        sentence: The words; offsets of the result are code points into it.
        published: Day of publication; without it what is relative stays unresolved.

    Returns:
        Readings in text order, none overlapping.
    """
    words = words_of(sentence)
    return [_read(words, phrase, published) for phrase in phrases(sentence)]


def read(literal: str, published: date | None) -> TimeReading | None:
    """Read a literal that is one time as a whole ("since December"); None where it is not."""
    bare = literal.strip(" \t\r\n.,;:")
    start = literal.find(bare)
    for lead in ("", "in "):  # "May" and "2019" alone are a time when someone says that they are one
        for reading in find(lead + bare, published):
            if reading.end - reading.start in (len(bare), len(lead + bare)) and reading.end == len(lead + bare):
                return replace(reading, start=start, end=start + len(bare))
    return None


def spans(sentence: str) -> list[tuple[int, int]]:
    """Where the times of a sentence stand, prepositions left out: numbers there are no quantities."""
    words = words_of(sentence)
    return [words.span(phrase.start, phrase.stop) for phrase in phrases(sentence)]


@lru_cache(maxsize=64)
def phrases(sentence: str) -> tuple[Phrase, ...]:
    """The time expressions of a sentence, before a day of publication is known."""
    words = words_of(sentence)
    found: list[Phrase] = []
    i = 0
    while i < len(words):
        phrase = _phrase_at(words, i)
        if phrase is not None:
            found.append(phrase)
        i = phrase.stop if phrase else i + 1
    return tuple(_joined(words, found))


def _parsers() -> dict[str, tuple[Parser, ...]]:
    """The parsers that a word can open; a sentence has few such words, so most are passed over at once."""
    table: dict[str, list[Parser]] = {}
    for parser, opening in _OPENINGS:
        for word in opening:
            table.setdefault(word, []).append(parser)
    return {word: tuple(parsers) for word, parsers in table.items()}


def _phrase_at(words: Words, i: int) -> Phrase | None:
    if words.digits(i):
        return first_of(words, i, *_NUMERIC)
    low = words.low(i)
    if low == "the":
        inner = _phrase_at(words, i + 1) if words.low(i + 1) != "the" else None
        return replace(inner, start=i) if inner and _owns_article(words, inner) else inner
    return first_of(words, i, *_PARSERS.get(low, ()))


def _owns_article(words: Words, inner: Phrase) -> bool:
    """Whether "the" belongs to the time ("the 1990s") and not to a noun behind it ("the 2019 election")."""
    low = words.low(inner.start)
    named = low in MONTHS or low in WEEKDAYS or (inner.stop == inner.start + 1 and absolute.year_at(words, inner.start))
    return not named and (inner.type == "date" or inner.rolling)


def _modified(words: Words, i: int) -> Phrase | None:
    return relative.modified(words, i, _phrase_at)


_NUMERIC: tuple[Parser, ...] = (
    absolute.iso_day, absolute.slashed_day, clock_time, absolute.named_century, absolute.named_decade,
    absolute.named_quarter, absolute.named_day, durations.duration, absolute.named_year,
)  # fmt: skip
_OPENINGS: tuple[tuple[Parser, Iterable[str]], ...] = (
    (clock_time, ("noon", "midnight", "midday")),
    (relative.weekday, WEEKDAYS),
    (absolute.named_day, (*MONTHS, *absolute.FEAST_WORDS)),
    (absolute.named_month, MONTHS),
    (absolute.named_quarter, (*absolute.ORDINALS, "q", "h")),
    (absolute.named_season, periods.SEASONS),
    (absolute.named_decade, (*APOSTROPHES, *absolute.DECADES)),
    (relative.now, ("now", "right", "at", "currently", "presently")),
    (relative.near_day, ("today", "yesterday", "tomorrow", "tonight", "day")),
    (relative.shifted, (*SHIFTS, "recent", "following")),
    (relative.same, ("same", "that")),
    (relative.bare_weekend, ("weekend",)),
    (_modified, relative.MODIFIERS),
    (durations.rhythm, durations.RHYTHM_WORDS),
    (durations.duration, (*NUMBER_WORDS, "several", "few", "many", "couple")),
    (durations.bare_plural, UNITS),
)
_PARSERS = _parsers()


def _joined(words: Words, found: list[Phrase]) -> Iterator[Phrase]:
    """Join a clock time with the day beside it, and two times that are the ends of one interval."""
    left: Phrase | None = None
    for right in found:
        both = left and (_timed_day(words, left, right) or _interval(words, left, right))
        if left and not both:
            yield left
        left = both or right
    if left:
        yield left


def _timed_day(words: Words, left: Phrase, right: Phrase) -> Phrase | None:
    gap = [words.low(k) for k in range(left.stop, min(right.start, left.stop + 3))]
    of_day, of_clock = (left, right) if right.clock else (right, left)
    if not (of_day.one_day and of_day.meaning and of_clock.clock) or of_day.clock:
        return None
    if len(gap) > 2 or not all(low in ("on", "at", ",", "around", "about", "in", "the") for low in gap):
        return None
    meaning, (hour, minute) = of_day.meaning, of_clock.clock
    timed: Meaning = lambda anchor: periods.clock(meaning(anchor).first, hour, minute)  # noqa: E731
    return Phrase(left.start, right.stop, timed, "time")


def _interval(words: Words, left: Phrase, right: Phrase) -> Phrase | None:
    joint = words.low(left.stop)
    opened = words.low(left.start - 1) == "between"
    if right.start != left.stop + 1 or not (joint in _TO or joint in DASHES or (joint == "and" and opened)):
        return None
    if {left.type, right.type} != {"date"} or left.ends or not left.meaning or not right.meaning:
        return None
    dated = absolute.year_at(words, left.stop - 1) is not None
    floating = not dated and (words.low(left.start) in MONTHS or words.low(left.start) in WEEKDAYS)
    return Phrase(left.start, right.stop, _from_to(left.meaning, right.meaning, floating), ends=True)


def _from_to(first: Meaning, last: Meaning, floating: bool) -> Meaning:
    """An interval; a floating first end ("May" in "May to July 2022") is the last one before the other end."""

    def meaning(anchor: Anchor) -> periods.Period:
        b = last(anchor)
        a = first(Anchor(b.last, forward=False) if floating else anchor)
        if a.first > b.last:
            raise UnresolvedError("the interval ends before it starts")
        return periods.Period(a.first, b.last, f"{a.timex}/{b.timex}", b.granularity)

    return meaning


def _read(words: Words, phrase: Phrase, published: date | None) -> TimeReading:
    start, relation = _opening(words, phrase)
    anchor = Anchor(published, _looks_forward(words, start, phrase))
    if phrase.type == "duration" and not phrase.rolling and anchor.forward and words.low(start) == "in":
        phrase, relation = durations.ahead(phrase, words), "at"
    reading = TimeReading(
        words[start].start, words[phrase.stop - 1].end, phrase.type, phrase.timex or _clock_value(phrase),
        None, None, phrase.granularity, relation,
    )  # fmt: skip
    if phrase.meaning is None:
        return reading
    try:
        period = phrase.meaning(anchor)
        first, last = _bounded(period, relation, published)
    except UnresolvedError as reason:
        return replace(reading, unresolved=str(reason))
    except (ValueError, OverflowError):
        return replace(reading, unresolved="a day outside the calendar")
    timex = phrase.timex or period.timex
    return replace(reading, timex=timex, first=first, last=last, granularity=period.granularity)


def _clock_value(phrase: Phrase) -> str | None:
    return f"T{phrase.clock[0]:02d}:{phrase.clock[1] or 0:02d}" if phrase.clock else None


def _bounded(period: periods.Period, relation: Relation, published: date | None) -> tuple[date | None, date | None]:
    """The days that a relation leaves of a period; what it opens towards now ends at publication."""
    match relation:
        case "since":
            return period.first, _not_before(period.first, published)
        case "until":
            return None, period.last
        case "before":
            return None, _beside(period.first, -1)
        case "after":
            first = _beside(period.last, 1)
            return first, _not_before(first, published)
        case _:
            return period.first, period.last


def _not_before(first: date, published: date | None) -> date | None:
    return published if published and published.isoformat() >= first.isoformat()[:10] else None


def _beside(moment: date, step: int) -> date:
    return moment if isinstance(moment, datetime) else moment + timedelta(days=step)


def _opening(words: Words, phrase: Phrase) -> tuple[int, Relation]:
    """Where the phrase starts with its preposition, and how that places what is dated."""
    plain: Relation = "during" if phrase.type == "duration" or phrase.ends else "at"
    if phrase.type == "set":
        return (phrase.start - 1 if words.low(phrase.start - 1) == "on" else phrase.start), "at"
    if (words.low(phrase.stop) in APOSTROPHES and words.low(phrase.stop + 1) == "s") or _compound(words, phrase):
        return phrase.start, plain  # the preposition before "Monday's attack" is the attack's
    bound = bounds.before(words, phrase.start) if phrase.type != "date" else None
    bounded = bound[0] if bound else phrase.start  # "for more than two years"
    for i in dict.fromkeys((bounded, phrase.start)):
        if found := _preposition(words, phrase, i):
            return found
    return bounded, plain


def _preposition(words: Words, phrase: Phrase, i: int) -> tuple[int, Relation] | None:
    """The preposition that ends before token ``i``: where it starts, and what it means there."""
    if phrase.ends:
        return (i - 1, "during") if words.low(i - 1) in ("between", "from", "in", "during") else None
    if pair := _PAIRS.get((words.low(i - 2), words.low(i - 1))):
        return i - 2, pair
    single = _RELATIONS.get(words.low(i - 1))
    return (i - 1, _shade(words, phrase, i - 1, single)) if single else None


def _shade(words: Words, phrase: Phrase, i: int, relation: Relation) -> Relation:
    """A preposition's meaning before a length differs, and "from Monday on" opens an interval."""
    if phrase.type == "duration" and (relation == "at" or words.low(i) == "through"):
        return "during"
    if words.low(i) == "from" and words.low(phrase.stop) in ("on", "onward", "onwards"):
        return "since"
    return relation


def _compound(words: Words, phrase: Phrase) -> bool:
    """Whether a length stands before a noun it describes: "in three-day talks"."""
    return phrase.type == "duration" and any(words.dash(k) for k in range(phrase.start, phrase.stop))


def _looks_forward(words: Words, start: int, phrase: Phrase) -> bool:
    """Whether the words near by speak of what is to come: those before decide, else those behind."""
    if words.low(start) in ("until", "till"):
        return True
    if words.low(start) == "since":
        return False
    before = (_tense(words, i) for i in range(start - 1, max(start - 1 - _REACH, -1), -1))
    behind = (_tense(words, i) for i in range(phrase.stop, min(phrase.stop + _REACH, len(words))))
    return next((tense for tense in chain(before, behind) if tense is not None), False)


def _tense(words: Words, i: int) -> bool | None:
    """True for a word that looks forward, False for one that looks back, None for one that says nothing."""
    low = words.low(i)
    if low in _SOON or (low == "to" and words.low(i - 1) in _PLANNED):
        return True
    if low in _PAST:
        return False
    finite = low.endswith("ed") and words.low(i - 1) not in ("be", "been", "is", "are", "being", "to", "the", "a")
    return False if finite and low not in _PLANNED else None
