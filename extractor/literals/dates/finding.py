"""Times of a sentence: their words, their TIMEX3 value and the days they cover.

Values are those of TIMEX3 (ISO-TimeML, ISO 24617-1), days those of ISO 8601. What the words leave open is read as news
means it: of a weekday, a day or a month without a year the verb in reach says whether the last one or the next one is
meant ("fell", "is due to"); where none says so it is the nearest, of weekdays the last. What cannot be read is
unresolved and says why; nothing is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import islice

from extractor.literals.dates import durations
from extractor.literals.dates.joining import joined
from extractor.literals.dates.lengths import Limits, limits
from extractor.literals.dates.openings import FIRST, LEAD, may_hold, opens, phrase_at
from extractor.literals.dates.periods import Period
from extractor.literals.dates.phrases import Anchor, Meaning, Phrase, UnresolvedError
from extractor.literals.dates.placing import bounded, place
from extractor.literals.dates.tense import Side, side_of
from extractor.literals.language.words import Words, unstopped, words_of
from extractor.schema import Granularity, Relation, TimeType

_LONGEST = 1_000
"""Characters of a literal; no time has more."""
_MOST = 3_000
"""Words of a sentence that a time is sought at; no sentence has more, and what was made to be slow ends in time."""


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
        limits: How a duration is bounded; None for all else, and where no number is named.
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
    limits: Limits | None = None


def find(sentence: str, published: date | None) -> list[TimeReading]:
    """Find the times of a sentence.

    Args:
        sentence: The words; offsets of the result are code points into it.
        published: Day of publication; without it what is relative stays unresolved.

    Returns:
        Readings in text order, none overlapping.
    """
    return list(_found(unstopped(sentence), published))


@lru_cache(maxsize=1024)
def _found(sentence: str, published: date | None) -> tuple[TimeReading, ...]:
    """What ``find`` finds; the last are remembered, since each claim asks about its sentence."""
    found = phrases(sentence)
    if not found:
        return ()
    readings: list[TimeReading] = []
    words, earlier = words_of(sentence), None
    for phrase in found:
        reading, period = _read(words, phrase, published, earlier)
        readings.append(reading)
        if period is not None and not phrase.rolling and period.granularity != "present":
            earlier = period
    return tuple(readings)


def read(literal: str, published: date | None) -> TimeReading | None:
    """Read a literal that is one time as a whole ("since December"); None where it is not."""
    if len(literal) > _LONGEST:
        return None
    bare = literal.strip(" \t\r\n.,;:")
    start = literal.find(bare)
    for lead in ("", "in ", "in the ", "on the ", "for "):  # "May" alone is a time when someone says that it is one
        for reading in find(lead + bare, published):
            if reading.end - reading.start in (len(bare), len(lead + bare)) and reading.end == len(lead + bare):
                return replace(reading, start=start, end=start + len(bare))
    return None


def spans(sentence: str) -> list[tuple[int, int]]:
    """Where the times of a sentence stand, prepositions left out: numbers there are no quantities."""
    bare = unstopped(sentence)
    found = phrases(bare)
    if not found:
        return []
    words = words_of(bare)
    return [words.span(phrase.start, phrase.stop) for phrase in found]


@lru_cache(maxsize=1024)
def phrases(sentence: str) -> tuple[Phrase, ...]:
    """The time expressions of a sentence, before a day of publication is known."""
    if not may_hold(sentence):
        return ()
    words = words_of(sentence)
    found: list[Phrase] = []
    start = 0
    for core in islice(opens(words), _MOST):
        for i in range(max(start, core - LEAD), core + 1):
            start = i + 1
            low = words.lows[i]
            if (low in FIRST or low[-1:].isdigit()) and (phrase := phrase_at(words, i)):
                found.append(phrase)
                start = phrase.stop
                break
    return tuple(joined(words, found))


def _read(
    words: Words, phrase: Phrase, published: date | None, earlier: Period | None
) -> tuple[TimeReading, Period | None]:
    """The reading of a phrase, and the period that it names."""
    phrase, start, relation = place(words, phrase)
    counts = phrase.type == "duration" and not phrase.rolling and words.low(start) == "in"
    side: Side = side_of(words, start, phrase) if phrase.floating or counts else "last"
    if counts and side == "next":
        phrase, relation = durations.ahead(phrase, words), "at"
    length, stop = limits(words, phrase.start, phrase.stop, phrase.timex) if _lasts(phrase) else (None, phrase.stop)
    first, last = words.span(start, stop)
    meaning = _nearest(phrase.meaning, side) if phrase.meaning and side not in ("last", "next") else phrase.meaning
    named = _named(meaning, Anchor(published, side == "next", earlier), relation)
    if isinstance(named, str):
        return TimeReading(first, last, phrase.type, phrase.timex, None, None, None, relation, named, length), None
    if named is None:
        grain = phrase.granularity
        return TimeReading(first, last, phrase.type, phrase.timex, None, None, grain, relation, limits=length), None
    period, ends = named
    timex = phrase.timex or period.timex
    return TimeReading(first, last, phrase.type, timex, *ends, period.granularity, relation, limits=length), period


def _lasts(phrase: Phrase) -> bool:
    return phrase.type == "duration" and not phrase.ends


def _named(
    meaning: Meaning | None, anchor: Anchor, relation: Relation
) -> tuple[Period, tuple[date | None, date | None]] | str | None:
    """The period of a phrase and the days that its relation leaves of it; or why there is none."""
    if meaning is None:
        return None
    try:
        period = meaning(anchor)
        return period, bounded(period, relation, anchor.published)
    except UnresolvedError as reason:
        return str(reason)
    except (ValueError, OverflowError):
        return "a day outside the calendar"


def _nearest(meaning: Meaning, side: Side) -> Meaning:
    """The nearer of the periods before and after publication; of two as near, the former."""

    def nearest(anchor: Anchor) -> Period:
        last, after = (meaning(replace(anchor, forward=forward)) for forward in (False, True))
        before, ahead = _away(last, anchor.day), _away(after, anchor.day)
        if side in ("planned", "untold") and max(before, ahead) < 7:
            return after if side == "planned" else last
        return after if ahead < before else last

    return nearest


def _away(period: Period, day: date) -> int:
    """Days between a period and a day; none where the day lies within."""
    first, last = (date(end.year, end.month, end.day) for end in (period.first, period.last))
    return max((first - day).days, (day - last).days, 0)
