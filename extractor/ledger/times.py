"""When: whether the times of two claims are compatible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from extractor.schema import Claim, TimeReference

WINDOW = timedelta(days=14)
"""How far apart articles may be published whose claims name no day: later, the same words mean another state."""
_NEAR = timedelta(days=7)
"""How far a named day may lie from an article that leaves the day out."""
_OPEN = {"since": "since", "after": "since", "until": "until", "before": "until"}

Interval = tuple[str, str | None, str | None]
"""Relation, first and last day or moment (ISO 8601); what is open at one side has None there."""


@dataclass(frozen=True)
class When:
    """The times of the event that a claim speaks of.

    Attributes:
        dated: Intervals.
        spans: Durations and sets, as TIMEX3 values with their bounds.
        loose: Times that no day could be given to: their TIMEX3 values, else their words.
    """

    dated: frozenset[Interval] = frozenset()
    spans: frozenset[tuple[str | None, ...]] = frozenset()
    loose: frozenset[str] = frozenset()


def when(claim: Claim) -> When:
    """Return when the event of a claim is; times of the saying are left out."""
    times = [time for time in claim.times if time.of == "event"]
    lasting = [time for time in times if time.type in {"duration", "set"}]
    placed = [time for time in times if time not in lasting]
    return When(
        frozenset(_interval(time) for time in placed if not time.unresolved and (time.start or time.end)),
        frozenset((time.timex, time.comparator, time.low, time.high) for time in lasting),
        frozenset(_words(time) for time in placed if time.unresolved or not (time.start or time.end)),
    )


def _words(time: TimeReference) -> str:
    return f"{time.relation} {time.timex or ' '.join(time.span.text.lower().split())}"


def _interval(time: TimeReference) -> Interval:
    relation = _OPEN.get(time.relation, "at")
    start = time.start.isoformat() if time.start and relation != "until" else None
    end = time.end.isoformat() if time.end and relation != "since" else None
    return relation, start, end


def compatible(one: When, other: When, published: date | None, others: date | None) -> bool:
    """Whether two claims can speak of the same time.

    Args:
        one: The times of one claim.
        other: The times of the other.
        published: Day of publication of one's article.
        others: Day of publication of the other's article.
    """
    if one.spans != other.spans:
        return False
    if one.loose != other.loose and (one.loose or one.dated) and (other.loose or other.dated):
        return False
    if one.dated and other.dated:
        return _same_days(one.dated, other.dated) and (_closed(one) or _within(published, others, WINDOW))
    if one.dated or other.dated:
        return _may_be_left_out(one.dated or other.dated, others if one.dated else published)
    return _within(published, others, WINDOW)


def _closed(one: When) -> bool:
    return all(relation == "at" for relation, _, _ in one.dated)


def _same_days(one: frozenset[Interval], other: frozenset[Interval]) -> bool:
    """Equal, or the same day once with and once without the time of day."""
    if one == other or len(one) != 1 or len(other) != 1:
        return one == other
    (mine,), (theirs,) = one, other
    timed = ["T" in (interval[1] or "") for interval in (mine, theirs)]
    return _day(mine) is not None and _day(mine) == _day(theirs) and not all(timed)


def _day(interval: Interval) -> tuple[str, str] | None:
    relation, start, end = interval
    if start is None or end is None or start[:10] != end[:10]:
        return None
    return relation, start[:10]


def _may_be_left_out(dated: frozenset[Interval], published: date | None) -> bool:
    """Whether an article of that day may leave these times out: they are days close to it."""
    days = [_day(interval) for interval in dated]
    return all(day is not None and _within(date.fromisoformat(day[1]), published, _NEAR) for day in days)


def _within(one: date | None, other: date | None, most: timedelta) -> bool:
    return one is None or other is None or abs(one - other) <= most
