"""What stands beside each other is one time: a day and its clock ("Sunday at 5:30pm"), both ends of an interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from extractor.literals.dates import periods
from extractor.literals.dates.clocks import timed
from extractor.literals.dates.days import part_of
from extractor.literals.dates.lengths import length_of
from extractor.literals.dates.phrases import Anchor, Meaning, Phrase, UnresolvedError
from extractor.literals.language.words import DASHES, Words, listed

_TO = DASHES | listed("to through until till ~")
_BETWEEN = listed("on at , around about in the of ( | - – — from between @ and")
_PUBLISHED = listed("published updated posted modified")
_APART = listed("and said says told who which that but ; because while when")
_ENDS = (
    ["to"],
    ["through"],
    ["ending"],
    ["ended"],
    ["ending", "in"],
    ["ended", "in"],
    ["ending", "on"],
    ["ended", "on"],
)
_WEEK = 7
_REACH = 12  # words between a time of day and the day that the sentence names for it


def joined(words: Words, found: Sequence[Phrase]) -> list[Phrase]:
    """Join what belongs together; a time of day left alone takes the one day that its clause names."""
    pairs = list(_pairs(words, list(_timed(words, found))))
    return [
        _with_day(words, phrase, pairs[max(k - 2, 0) : k + 3]) if _lacks_day(phrase) else phrase
        for k, phrase in enumerate(pairs)
    ]


def _timed(words: Words, found: Sequence[Phrase]) -> Iterator[Phrase]:
    left: Phrase | None = None
    for right in found:
        both = left and (
            _timed_day(words, left, right) or _clock_in_part(words, left, right) or _timed_set(left, right)
        )
        if left and not both:
            yield left
        left = both or right
    if left:
        yield left


def _pairs(words: Words, found: Sequence[Phrase]) -> Iterator[Phrase]:
    left: Phrase | None = None
    for right in found:
        both = left and _interval(words, left, right)
        if left and not both:
            yield left
        left = both or right
    if left:
        yield left


def _gap(words: Words, left: Phrase, right: Phrase) -> bool:
    return right.start - left.stop <= 3 and all(words.lows[k] in _BETWEEN for k in range(left.stop, right.start))


def _timed_set(left: Phrase, right: Phrase) -> Phrase | None:
    """As in "3 p.m. every day"."""
    if not (_lacks_day(left) and left.clock and right.type == "set" and right.start == left.stop and right.timex):
        return None
    if right.granularity != "day":
        return None
    return replace(right, start=left.start, timex=("" if right.timex == "P1D" else right.timex) + left.clock.timex)


def _timed_day(words: Words, left: Phrase, right: Phrase) -> Phrase | None:
    """A day and a time of day beside it, or a day and its part."""
    day, time = (left, right) if _lacks_day(right) else (right, left)
    if not (day.one_day and day.meaning and _lacks_day(time)) or day.clock or not _gap(words, left, right):
        return None
    if (time.part and day.part) or words.lows[left.stop] == "and":
        return None
    stop = right.stop + 1 if words.lows[right.stop] == ")" and words.lows[left.stop] == "(" else right.stop
    if time.part and not time.clock:
        return replace(day, start=left.start, stop=stop, meaning=part_of(day.meaning, time.part), type="time",
                       part=time.part)  # fmt: skip
    if time.clock is None:
        return None
    meaning = timed(day.meaning, time.clock, day.part or time.part)
    return Phrase(
        left.start, stop, meaning, "time", one_day=True, clock=time.clock, ends=time.ends, floating=day.floating
    )


def _clock_in_part(words: Words, left: Phrase, right: Phrase) -> Phrase | None:
    """As in "in the morning at 7:30"."""
    part, clock = (left, right) if left.part else (right, left)
    if not (_lacks_day(part) and part.part and _lacks_day(clock) and clock.clock) or not _gap(words, left, right):
        return None
    shift = 12 if not clock.clock.exact and clock.clock.hour < 12 and part.part != "MO" else 0
    moved = replace(clock.clock, hour=clock.clock.hour + shift, exact=True)
    return replace(clock, start=left.start, stop=right.stop, clock=moved, timex=moved.timex)


def _lacks_day(phrase: Phrase) -> bool:
    return (phrase.clock is not None or phrase.part is not None) and not phrase.one_day and phrase.type == "time"


def _with_day(words: Words, phrase: Phrase, near: Sequence[Phrase]) -> Phrase:
    """The time of day on the one day that stands within reach in its clause, or on that of a line of publication."""
    if any(words.lows[k] in _PUBLISHED for k in range(max(phrase.start - 4, 0), phrase.start)):
        return _on(phrase, lambda anchor: periods.day(anchor.day))
    named = [day for day in near if day.one_day and not day.clock and _of_one_clause(words, day, phrase)]
    if len(named) != 1 or named[0].meaning is None:
        return phrase
    return replace(_on(phrase, named[0].meaning), floating=named[0].floating)


def _of_one_clause(words: Words, day: Phrase, phrase: Phrase) -> bool:
    start, stop = (day.stop, phrase.start) if day.stop <= phrase.start else (phrase.stop, day.start)
    return stop - start <= _REACH and not any(words.lows[k] in _APART for k in range(start, stop))


def _on(phrase: Phrase, day: Meaning) -> Phrase:
    if phrase.clock:
        return replace(phrase, meaning=timed(day, phrase.clock, phrase.part), timex=None)
    return replace(phrase, meaning=part_of(day, phrase.part or ""), timex=None)


def _begun(words: Words, left: Phrase, right: Phrase) -> Phrase | None:
    """A length and the day it begins on: "for 3 days starting next Monday"."""
    gap = [words.lows[k] for k in range(left.stop, right.start)]
    length = length_of(words, left.start)
    if not gap or gap[0] not in ("starting", "beginning", "commencing") or len(gap) > 2 or length is None:
        return None
    if length.count is None or length.unit in ("hour", "minute", "second") or right.clock or right.meaning is None:
        return None
    count, unit, named = length.count, length.unit, right.meaning

    def meaning(anchor: Anchor) -> periods.Period:
        first = _day(named(anchor).first)
        return periods.days(first, periods.shifted(unit, first, count) - timedelta(days=1))

    return Phrase(left.start, right.stop, meaning, ends=True, floating=right.floating)


def _ended(words: Words, left: Phrase, right: Phrase) -> Phrase | None:
    """A length and what it ends with: "the three months to June"."""
    gap = [words.lows[k] for k in range(left.stop, right.start)]
    if gap not in _ENDS or words.lows[left.start - 1] != "the" or right.meaning is None or right.ends or right.rolling:
        return None
    length = length_of(words, left.start)
    if length is None or length.count is None or length.unit not in ("day", "week", "month", "quarter", "year"):
        return None
    count, unit, named = length.count, length.unit, right.meaning

    def meaning(anchor: Anchor) -> periods.Period:
        last = _day(named(anchor).last)
        return periods.days(periods.shifted(unit, last + timedelta(days=1), -count), last)

    return Phrase(left.start - 1, right.stop, meaning, ends=True, floating=right.floating)


def _interval(words: Words, left: Phrase, right: Phrase) -> Phrase | None:
    if left.type == "duration" and not left.rolling and right.type == "date":
        return _ended(words, left, right) or (_begun(words, left, right) if right.one_day else None)
    joint, opened = words.lows[left.stop], words.lows[left.start - 1] == "between"
    if joint not in _TO and not (joint == "and" and opened):
        return None
    behind = left.stop + 2 if words.lows[left.stop + 1] == "the" and right.start == left.stop + 2 else left.stop + 1
    if right.start != behind or left.ends or right.ends or not left.meaning or not right.meaning:
        return None
    if left.rolling or right.rolling or "set" in (left.type, right.type) or "duration" in (left.type, right.type):
        return None
    if {left.type, right.type} == {"time"} and not (left.one_day and right.one_day):
        return None
    if {left.type, right.type} != {"date"} and not (left.type == right.type == "time"):
        return None
    kind = left.type
    loose = left.floating or right.floating
    return Phrase(left.start, right.stop, _from_to(left.meaning, right.meaning, left.floating, right.floating), kind,
                  ends=True, floating=loose)  # fmt: skip


def _from_to(first: Meaning, last: Meaning, loose_first: bool, loose_last: bool) -> Meaning:
    """Both ends: a loose one ("May" in "May to July 2022") is the nearest that keeps them in order.

    Of two loose ones that may be years away, those are meant that hold the day of publication.
    """

    def ordered(anchor: Anchor) -> periods.Period:
        if loose_last and not loose_first:
            a = first(anchor)
            b = last(Anchor(_day(a.first), forward=True, earlier=anchor.earlier))
        else:
            b = last(anchor)
            a = first(Anchor(_day(b.last), forward=False, earlier=anchor.earlier) if loose_first else anchor)
        if a.first.isoformat() > b.last.isoformat():
            raise UnresolvedError("the interval ends before it starts")
        return periods.Period(a.first, b.last, f"{a.timex}/{b.timex}", b.granularity)

    def meaning(anchor: Anchor) -> periods.Period:
        own = ordered(anchor)
        if not (loose_first and loose_last) or anchor.published is None:
            return own
        held = ordered(replace(anchor, forward=True))
        holds = _day(held.first) <= anchor.published <= _day(held.last)
        return held if holds and (anchor.published - _day(own.last)).days > _WEEK else own

    return meaning


def _day(moment: date) -> date:
    return date(moment.year, moment.month, moment.day)
