"""Rhythms, the sets of TIMEX3: "every Monday" (XXXX-WXX-1), "each year" (P1Y), "daily", "on Mondays", "20 a day"."""

from __future__ import annotations

from dataclasses import replace

from extractor.literals.dates.clocks import clock_time
from extractor.literals.dates.durations import FOR_ONE, SINGLE
from extractor.literals.dates.lengths import counted_time, length_of
from extractor.literals.dates.named import ordinal_at
from extractor.literals.dates.phrases import DAY_PARTS, GRAINS, MONTHS, UNITS, WEEKDAYS, Phrase
from extractor.literals.language.words import DASHES, Words
from extractor.literals.numbers.numerals import numeral
from extractor.schema import Granularity

_RHYTHMS = {"daily": "day", "nightly": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter"}
_RHYTHMS |= {"yearly": "year", "annually": "year", "hourly": "hour", "everyday": "day"}
_PLURALS = {f"{name}s": f"XXXX-WXX-{number + 1}" for name, number in WEEKDAYS.items()}
_PART_PLURALS = {f"{name}s": f"T{code}" for name, code in DAY_PARTS.items()}
RHYTHM_WORDS = frozenset((*_RHYTHMS, *_PLURALS, *_PART_PLURALS, "weekends", "every", "each", "per", "a", "an"))


def rhythm(words: Words, i: int) -> Phrase | None:
    """Read a set of times at token ``i``."""
    found = _named(words, i) or _rate(words, i)
    if found is None:
        return None
    at = found.stop + 1 if words.low(found.stop) in ("at", ",") else found.stop
    if found.timex is None or found.granularity != "day" or not (clock := clock_time(words, at)) or not clock.timex:
        return found
    day = "" if found.timex == "P1D" or found.timex.startswith("T") else found.timex
    return replace(found, stop=clock.stop, timex=f"{day}{clock.timex}", granularity=clock.granularity)


def _named(words: Words, i: int) -> Phrase | None:
    low = words.low(i)
    if low in _RHYTHMS and words.low(i - 1) not in DASHES:
        return _set(i, i + 1, counted_time("1", _RHYTHMS[low]), _RHYTHMS[low]) if words[i].text.islower() else None
    if low in _PLURALS and words.low(i - 1) != "of":
        part = _PART_PLURALS.get(words.low(i + 1))
        return _set(i, i + 2 if part else i + 1, _PLURALS[low] + (part or ""), "day")
    if low in _PART_PLURALS or low == "weekends":
        return _plural_part(words, i)
    return _every(words, i) if low in ("every", "each") else None


def _plural_part(words: Words, i: int) -> Phrase | None:
    """As in "on weekends", "in the mornings", "Friday mornings"; "two nights" is a length."""
    low, before = words.low(i), words.low(i - 1)
    if before in WEEKDAYS and low in _PART_PLURALS:
        return _set(i - 1, i + 1, f"XXXX-WXX-{WEEKDAYS[before] + 1}{_PART_PLURALS[low]}", "day")
    if before not in ("on", "the", "at", "during", "most") or words.low(i + 1) == "of":
        return None
    return _set(i, i + 1, "P1WE" if low == "weekends" else _PART_PLURALS[low], "day")


def weekday_parts(words: Words, i: int) -> Phrase | None:
    """As in "Friday mornings"."""
    return _plural_part(words, i + 1) if words.low(i + 1) in _PART_PLURALS else None


def _every(words: Words, i: int) -> Phrase | None:
    at = i + 2 if words.low(i + 1) in ("other", "single") else i + 1
    low, count = words.low(at), "2" if words.low(i + 1) == "other" else "1"
    if low in WEEKDAYS:
        part = DAY_PARTS.get(words.low(at + 1))
        return _set(
            i, at + 2 if part else at + 1, f"XXXX-WXX-{WEEKDAYS[low] + 1}" + (f"T{part}" if part else ""), "day"
        )
    if low in DAY_PARTS:
        return _set(i, at + 1, f"T{DAY_PARTS[low]}", "day")
    if low in MONTHS and words.capital(at):
        return _set(i, at + 1, f"XXXX-{MONTHS[low]:02d}", "month")
    if low in UNITS and low == UNITS[low]:
        return _set(i, at + 1, counted_time(count, low), low)
    if at > i + 1 or words.low(at) in ("a", "an"):
        return None
    length = length_of(words, at)
    return _set(i, length.stop, length.timex, length.unit) if length else None


def of_every(words: Words, i: int) -> Phrase | None:
    """As in "the 19th of every month"."""
    found = ordinal_at(words, i)
    if found is None or words.low(found[1]) != "of" or words.low(found[1] + 1) not in ("every", "each"):
        return None
    return _set(i, found[1] + 3, f"XXXX-XX-{found[0]:02d}", "day") if words.low(found[1] + 2) == "month" else None


def _rate(words: Words, i: int) -> Phrase | None:
    """As in "20 barrels a day", "twice a week", "per year"."""
    low, unit = words.low(i), words.low(i + 1)
    if unit not in SINGLE or low not in ("a", "an", "per"):
        return None
    if low == "per" or _says_how_often(words, i):
        return _set(i - 1 if words.low(i - 1) in ("once", "twice") else i, i + 2, counted_time("1", unit), unit)
    return None


def _says_how_often(words: Words, i: int) -> bool:
    """Whether "a day" stands behind a number, a unit or what is counted."""
    if words.low(i + 2) in ("ago", "later", "earlier", "before", "after", "from"):
        return False
    if words.low(i - 1) in ("twice", "once", "times", "%", "percent"):
        return True
    near = words.word(i - 1) and words.low(i - 1) not in FOR_ONE
    return numeral(words, i - 1) is not None or (near and any(words.digits(i - k) for k in (2, 3)))


def _set(start: int, stop: int, timex: str, unit: str) -> Phrase:
    grain: Granularity = GRAINS[unit]
    return Phrase(start, stop, None, "set", timex, grain)
