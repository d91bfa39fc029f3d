"""Times of day: "5 p.m.", "17:00 GMT", "noon". A day beside them is joined later; alone they name none."""

from __future__ import annotations

import re

from extractor.literals.dates.phrases import Meaning, Phrase, unresolved
from extractor.literals.language.words import APOSTROPHES, Words, listed

_ZONES = listed("et edt est ct cdt cst mt mdt mst pt pdt pst gmt utc bst cet cest ist jst aest")
_no_day: Meaning = unresolved("a time of day whose day is not named")


def clock_time(words: Words, i: int) -> Phrase | None:
    """A time of day: "5 p.m.", "5:30pm", "17:00 GMT", "noon", "5 o'clock"."""
    if words.low(i) in ("noon", "midnight", "midday"):
        return Phrase(i, i + 1, _no_day, "time", clock=(0 if words.low(i) == "midnight" else 12, 0))
    found = _hour_minute(words, i)
    if found is None:
        return None
    hour, minute, stop = found
    half, behind = _meridiem(words, stop)
    if half is None and minute is None:
        return _o_clock(words, i, hour, stop)
    if half is not None and not 1 <= hour <= 12:
        return None
    hour = hour if half is None else hour % 12 + half
    return Phrase(i, _zone(words, behind), _no_day, "time", clock=(hour, minute))


def _hour_minute(words: Words, i: int) -> tuple[int, int | None, int] | None:
    text = words.low(i)
    spoken = re.fullmatch(r"([0-9]{1,2})(?:\.([0-5][0-9]))?", text)
    if not spoken or int(spoken[1]) > 24 or (words.glued(i) and words.low(i - 1) not in ("(", "|")):
        return None
    minute = words.low(i + 2)
    if words.low(i + 1) == ":" and words.glued(i + 1) and re.fullmatch(r"[0-5][0-9]", minute):
        if words.low(i + 3) == ":" or int(spoken[1]) > 23:
            return None
        return int(spoken[1]), int(minute), i + 3
    if spoken[2]:  # "5.30" is a decimal unless a meridiem follows
        return (int(spoken[1]), int(spoken[2]), i + 1) if _meridiem(words, i + 1)[0] is not None else None
    return int(spoken[1]), None, i + 1


def _meridiem(words: Words, i: int) -> tuple[int | None, int]:
    """0 for "a.m.", 12 for "p.m.", None for neither; and the token behind it."""
    low = words.low(i)
    if low in ("am", "pm"):
        return (12 if low == "pm" else 0), i + 1
    if low in ("a", "p") and words.run(i + 1, ".", "m"):
        return (12 if low == "p" else 0), i + 4 if words.low(i + 3) == "." else i + 3
    return None, i


def _o_clock(words: Words, i: int, hour: int, stop: int) -> Phrase | None:
    if words.low(stop) == "o" and words.low(stop + 1) in APOSTROPHES and words.low(stop + 2) == "clock":
        return Phrase(i, stop + 3, _no_day, "time", clock=(hour % 24, None))
    return None


def _zone(words: Words, i: int) -> int:
    if words.low(i) in _ZONES and words[i].text.isupper():
        return i + 1
    return i + 2 if words.run(i, "local", "time") else i
