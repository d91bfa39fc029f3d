"""Times of day: "5 p.m.", "17:00 GMT", "1500 GMT", "half past eight", "noon", "from 2 to 4 p.m.", "in the morning".

A day beside them is joined later; alone they name none. Moments are the words' own clock, without a time zone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from extractor.literals.dates.periods import Period
from extractor.literals.dates.phrases import DAY_PARTS, Anchor, Clock, Meaning, Phrase, unresolved
from extractor.literals.language.words import APOSTROPHES, DASHES, Words, listed
from extractor.schema import Granularity

AMERICAN_ZONES = listed("ET EDT EST CT CDT CST MT MDT MST PT PDT PST")
_ZONES = AMERICAN_ZONES | listed("GMT UTC BST CET CEST EET EEST IST JST KST AEST AEDT HKT SGT WAT EAT MSK")
CLOCK_NEXT = listed(": . a p am pm o oclock h past ish min mins minutes in at hours local noon") | listed(
    " ".join(_ZONES).lower()
)
"""What may follow the number that a time of day opens with."""
_NOONS = {"noon": 12, "midday": 12, "noonish": 12, "midnight": 0}
_HOUR_NAMES = "one two three four five six seven eight nine ten eleven twelve"
HOURS = {name: number for number, name in enumerate(_HOUR_NAMES.split(), 1)}
_MINUTE_NAMES = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty"
)
_MINUTES = dict(zip(_MINUTE_NAMES.split(), [*range(10, 21), 30, 40, 50], strict=True))
PAST_WORDS = _MINUTES | HOURS | {"half": 30, "quarter": 15}
_HALVES = {"morning": 0, "afternoon": 12, "evening": 12, "night": 12}
_SPOKEN = re.compile(r"([0-9]{1,2})\.([0-5][0-9])")
_TO = DASHES | {"to", "until", "till"}
_OPENS_PART = listed("in during late early until since by from the")
_Parts = tuple[int, int | None, int | None, int]
_no_day: Meaning = unresolved("a time of day whose day is not named")


def clock_time(words: Words, i: int) -> Phrase | None:
    """A time of day, or both ends of one."""
    if _passed_over(words, i):
        return None
    parts = _parts(words, i)
    return (parts and _range(words, i, parts)) or _single(words, i, parts)


def _passed_over(words: Words, i: int) -> bool:
    """Whether a number of three digits or more stands before nothing that would make it a time: most do."""
    low = words.low(i)
    return len(low) > 2 and low[-1:].isdigit() and "." not in low and words.low(i + 1) not in CLOCK_NEXT


def _phrase(start: int, stop: int, clock: Clock) -> Phrase:
    grain: Granularity = "hour" if clock.minute is None and clock.until is None else "minute"
    return Phrase(start, stop, _no_day, "time", clock.timex, grain, clock=clock, ends=clock.until is not None)


def _single(words: Words, i: int, parts: _Parts | None) -> Phrase | None:
    found = _noon(words, i) or _past_hour(words, i)
    if found is None and parts:
        found = _with_half(words, parts) or _plain(words, i, parts)
    return _phrase(i, found[1], found[0]) if found else None


def _noon(words: Words, i: int) -> tuple[Clock, int] | None:
    at = i + 1 if words.low(i) == "12" else i
    hour = _NOONS.get(words.low(at))
    if hour is None or (words.capital(at) and i > 0):
        return None
    return Clock(hour, 0), _zone(words, at + 1)[0]


def _past_hour(words: Words, i: int) -> tuple[Clock, int] | None:
    """As in "half past eight", "20 minutes to nine in the morning"."""
    text = words.low(i)
    minute = int(text) if len(text) <= 2 and text.isdecimal() and text.isascii() else PAST_WORDS.get(text)
    at = i + 2 if words.low(i + 1) in ("min", "mins", "minutes") else i + 1
    side = words.low(at)
    if minute is None or minute > 59 or side not in ("past", "to") or (side == "to" and minute not in (15, 10, 5, 20)):
        return None
    hour = _hour(words, at + 1)
    if hour is None or (side == "to" and text in HOURS and text not in ("five", "ten")):
        return None
    half, stop = _half(words, at + 2)
    if half is None and side == "to":
        return None
    total = (hour % 12 + (half or 0)) * 60 + (minute if side == "past" else -minute)
    return Clock(total // 60 % 24, total % 60, exact=half is not None), stop


def _hour(words: Words, i: int) -> int | None:
    text = words.low(i)
    if text.isdecimal() and text.isascii() and len(text) <= 2:
        return int(text) if 1 <= int(text) <= 12 else None
    return HOURS.get(text)


def _parts(words: Words, i: int) -> _Parts | None:
    """Hour, minute, second and the token behind them: "5", "5:30:10", "5.30", "0530", "five thirty"."""
    text = words.low(i)
    if words.word(i):
        return _in_words(words, i)
    if not words.digits(i) or (words.glued(i) and words.low(i - 1) not in "(|-–—,[\"'“"):
        return None
    if found := _SPOKEN.fullmatch(text):
        return (int(found[1]), int(found[2]), None, i + 1) if int(found[1]) < 24 else None
    if not text.isdecimal() or not text.isascii():
        return None
    if len(text) in (3, 4):
        hour, minute = divmod(int(text), 100)
        return (hour, minute, None, i + 1) if hour < 24 and minute < 60 else None
    if len(text) > 2 or int(text) > 24:
        return None
    return _with_minutes(words, i, int(text))


def _with_minutes(words: Words, i: int, hour: int) -> _Parts | None:
    minute = words.low(i + 2)
    if words.low(i + 1) in (":", "h") and words.glued(i + 1) and re.fullmatch(r"[0-5][0-9]", minute):
        if words.low(i + 3) != ":" or hour > 23:
            return (hour, int(minute), None, i + 3) if hour < 24 else None
        second = words.low(i + 4)
        return (hour, int(minute), int(second), i + 5) if re.fullmatch(r"[0-5][0-9]", second) else None
    if words.low(i + 1) == "." and words.glued(i + 1) and re.fullmatch(r"[0-5][0-9]", minute):  # "8. 30 p. m."
        return hour, int(minute), None, i + 3
    return hour, None, None, i + 1


def _in_words(words: Words, i: int) -> _Parts | None:
    hour = HOURS.get(words.low(i))
    if hour is None:
        return None
    at = i + 2 if words.dash(i + 1) else i + 1
    tens = _MINUTES.get(words.low(at))
    if tens is None:
        return hour, None, None, i + 1
    behind = at + 2 if words.dash(at + 1) else at + 1
    unit = HOURS.get(words.low(behind), 10) if tens >= 20 else 10
    return (hour, tens + unit, None, behind + 1) if unit < 10 else (hour, tens, None, at + 1)


def _with_half(words: Words, parts: _Parts) -> tuple[Clock, int] | None:
    """A time whose half of the day is named: "5 p.m.", "5:30pm", "nine in the evening"."""
    hour, minute, second, stop = parts
    half, behind = _half(words, stop)
    if half is None or not 1 <= hour <= 12:
        return (Clock(hour, minute, second), behind) if half is not None and 12 < hour < 24 and half == 12 else None
    end, american = _zone(words, behind)
    return Clock(_of_day(hour, half), minute, second, american=american), end


def _of_day(hour: int, half: int) -> int:
    return hour % 12 + half


def _half(words: Words, i: int) -> tuple[int | None, int]:
    """0 for "a.m.", 12 for "p.m.", None for neither; and the token behind it."""
    i = i + 1 if words.low(i) == "ish" else _o_clock(words, i) or i
    low = words.low(i)
    if low in ("am", "pm"):
        return (12 if low == "pm" else 0), i + 1
    if low == "." and words.low(i + 1) in ("am", "pm"):  # "9.am"
        return (12 if words.low(i + 1) == "pm" else 0), i + 2
    if low in ("a", "p"):
        half = 12 if low == "p" else 0
        at = i + 2 if words.low(i + 1) == "." else i + 1
        if words.low(at) == "m":
            return half, at + 2 if words.low(at + 1) == "." and at == i + 2 else at + 1
        alone = not words.glued(i + 1) or not (words.word(i + 1) or words.digits(i + 1))
        return (half, i + 1) if words.glued(i) and words.digits(i - 1) and alone else (None, i)
    if low == "in" and words.low(i + 1) == "the" and words.low(i + 2) in _HALVES:
        return _HALVES[words.low(i + 2)], i + 3
    if low == "at" and words.low(i + 1) == "night":
        return 12, i + 2
    return None, i


def _plain(words: Words, i: int, parts: _Parts) -> tuple[Clock, int] | None:
    """A time without its half of the day: "17:00", "1500 GMT", "5 o'clock", "tonight at 8"."""
    hour, minute, second, stop = parts
    if stop_clock := _o_clock(words, stop):
        return Clock(hour % 24, minute, exact=hour > 12), _zone(words, stop_clock)[0]
    end, american = _zone(words, stop)
    zoned = end > stop or (words.low(stop) == "hours" and len(words.low(i)) == 4)
    written = words.low(i + 1) in (":", "h") and minute is not None
    if written or (zoned and minute is not None and words.digits(i)):
        end = stop + 1 if zoned and end == stop else end
        padded = words.low(i).startswith("0") or hour > 12 or hour == 0
        return Clock(hour, minute, second, exact=zoned or padded, american=american), end
    if words.low(stop) == "ish" and words.glued(stop):
        return Clock(hour, minute, exact=False), stop + 1
    if words.low(i - 1) in ("at", "around", "about") and (
        words.low(i - 2) in DAY_PARTS or words.low(i - 2) == "tonight"
    ):
        bare = not (words.word(stop) or words.digits(stop) or words.low(stop) in ("%", "-", "/"))
        return (Clock(hour, minute, exact=False), stop) if bare and 1 <= hour <= 12 else None
    return None


def _o_clock(words: Words, i: int) -> int | None:
    if words.low(i) == "oclock":
        return i + 1
    return i + 3 if words.low(i) == "o" and words.low(i + 1) in APOSTROPHES and words.low(i + 2) == "clock" else None


def _zone(words: Words, i: int) -> tuple[int, bool]:
    """The token behind a time zone or "local time", and whether the zone is a North American one."""
    american = False
    for _ in range(2):  # "ET EDT"
        if words[i].text not in _ZONES:
            break
        american = words[i].text in AMERICAN_ZONES
        i += 1
    return (i + 2 if words.run(i, "local", "time") else i), american


def _range(words: Words, i: int, first: _Parts) -> Phrase | None:
    """Both ends: "5 to 6pm", "between 5 and 6 in the afternoon"; the half of the day behind serves both."""
    half, stop = _half(words, first[3])
    joint = words.low(stop)
    if joint not in _TO and not (joint == "and" and words.low(i - 1) == "between"):
        return None
    last = _single(words, stop + 1, _parts(words, stop + 1))
    if last is None or last.clock is None or (words.word(i) and not last.clock.exact):
        return None
    opened = _opened(first, half, last.clock)
    bare = first[1] is None and half is None and not last.clock.exact
    if opened is None or (bare and words.low(i - 1) not in ("from", "between")):
        return None
    return _phrase(i, last.stop, replace(opened, until=last.clock, american=last.clock.american))


def _opened(first: _Parts, half: int | None, last: Clock) -> Clock | None:
    """The first end of a range, in the half of the day that puts it shortly before the last one."""
    hour, minute, second, _ = first
    if half is not None:
        return Clock(_of_day(hour, half), minute, second) if 1 <= hour <= 12 else None
    if last.exact and 1 <= hour <= 12:
        end = (last.hour, last.minute or 0)
        for shift in (12, 0):
            if last.hour >= 12 and (hour % 12 + shift, minute or 0) < end:
                return Clock(hour % 12 + shift, minute, second)
        return Clock(hour % 12 + (12 if last.hour < 12 and (hour % 12, minute or 0) > end else 0), minute, second)
    return Clock(hour, minute, second, exact=last.exact) if hour < 24 else None


def day_part(words: Words, i: int) -> Phrase | None:
    """A part of a day that the sentence may name: "in the morning"."""
    if words.low(i - 1) not in ("the", "late", "early") or words.low(i - 2) not in _OPENS_PART:
        return None
    if words.capital(i) or words.low(i + 1) in ("of", "after", "before") or words.dash(i + 1):
        return None
    code = DAY_PARTS[words.low(i)]
    reason = unresolved("a part of a day that is not named")
    return Phrase(i, i + 1, reason, "time", f"T{code}", "day", part=code)


def timed(day: Meaning, clock: Clock, part: str | None = None) -> Meaning:
    """The moment, or the two ends, that a time of day means on a day."""
    if part in ("AF", "EV", "NI") and not clock.exact:
        clock = _later(clock)

    def meaning(anchor: Anchor) -> Period:
        on = day(anchor).first
        first = _moment(on, clock)
        last = _moment(on, clock.until) if clock.until else first
        if last < first:
            last += timedelta(days=1)
        timex = _value(first) if first == last else f"{_value(first)}/{_value(last)}"
        return Period(first, last, timex, "hour" if clock.minute is None and not clock.until else "minute")

    return meaning


def _later(clock: Clock) -> Clock:
    """The same time in the second half of the day."""
    until = _later(clock.until) if clock.until else None
    return replace(clock, hour=clock.hour + 12 if clock.hour < 12 else clock.hour, until=until)


def _moment(on: date, clock: Clock) -> datetime:
    at = datetime(on.year, on.month, on.day, clock.hour % 24, clock.minute or 0, clock.second or 0)
    return at + timedelta(days=1) if clock.hour == 24 else at


def _value(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")
