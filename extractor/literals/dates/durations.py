"""Lengths and rhythms: "three weeks" (P3W), "several months" (PXM), "every Monday" (a set), and what counts from now.

Values are ISO 8601 durations as TIMEX3 uses them: "PT30M", "P3W", "P1DE" for a decade; X where the words give no
number. An age ("23 years old") is no duration: it is a quantity.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.literals.dates import periods
from extractor.literals.dates.phrases import GRAINS, UNITS, WEEKDAYS, Anchor, Meaning, Phrase, unresolved
from extractor.literals.language.words import DASHES, Words, listed
from extractor.literals.numbers.numerals import numeral

_CODES = {
    "second": "T{}S", "minute": "T{}M", "hour": "T{}H", "day": "{}D", "weekend": "{}WE", "week": "{}W",
    "fortnight": "{}F", "month": "{}M", "quarter": "{}Q", "year": "{}Y", "decade": "{}DE", "century": "{}CE",
}  # fmt: skip
_BETWEEN = listed("more full whole consecutive straight long additional further calendar business")
_RHYTHMS = {"daily": "day", "nightly": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter"}
_RHYTHMS |= {"yearly": "year", "annually": "year", "hourly": "hour"}
_FOR_QUARTERS = listed("for in over past last next coming previous")
RHYTHM_WORDS = frozenset(_RHYTHMS) | {f"{name}s" for name in WEEKDAYS} | {"every", "each", "per", "a", "an"}
_FOR_ONE = listed("for in within over than nearly almost about after least of every under around past last next spent")
_SINGLE = listed("day week month year decade century")


@dataclass(frozen=True)
class Length:
    """A counted stretch of time; ``count`` is None where it is vague ("several", "two or three")."""

    count: Decimal | None
    unit: str
    stop: int

    @property
    def timex(self) -> str:
        """Its TIMEX3 value."""
        return counted_time("X" if self.count is None else _plain(self.count), self.unit)


def counted_time(count: str, unit: str) -> str:
    """The TIMEX3 value of a count of units: "P3W", "PT30M"."""
    if count == "0.5" and unit == "hour":
        return "PT30M"
    if unit == "fortnight" and count.isdecimal():
        return f"P{2 * int(count)}W"
    return "P" + _CODES[unit].format(count)


def _plain(count: Decimal) -> str:
    text = format(round(count, 4), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def length_of(words: Words, i: int) -> Length | None:
    """Read "three weeks", "two or three days", "several months", "half an hour", "a five-year"; ages are none."""
    found = _count(words, i)
    if found is None:
        return None
    count, at = found
    at = at + 1 if words.dash(at) or words.low(at) in _BETWEEN else at
    unit = UNITS.get(words.low(at))
    if unit is None or _age(words, at + 1) or (unit == "second" and words.low(at) == unit and count == 1):
        return None
    if unit == "quarter" and (words.low(i - 1) not in _FOR_QUARTERS or words.low(at + 1) == "of" or count == 1):
        return None  # "three quarters of voters"
    return Length(count, unit, at + 1)


def _count(words: Words, i: int) -> tuple[Decimal | None, int] | None:
    if words.run(i, "half", "a") or words.run(i, "half", "an"):
        return Decimal("0.5"), i + 2
    if (vague := _vague(words, i)) is not None:
        return None, vague
    first = numeral(words, i)
    if first is None or first.fraction:
        return (Decimal(1), i + 1) if words.low(i) in ("a", "an") else None
    joint = words.low(first.stop)
    if joint in ("to", "or") or joint in DASHES:
        second = numeral(words, first.stop + 1)
        if second and second.value > first.value:
            return None, second.stop
    return first.value, first.stop


def _vague(words: Words, i: int) -> int | None:
    """The token behind a count without a number: "several", "a few", "a couple of", "many"."""
    at = i + 1 if words.low(i) == "a" else i
    if words.run(at, "couple", "of"):
        return at + 2
    return at + 1 if words.low(at) in ("several", "few", "many", "couple") else None


def _age(words: Words, i: int) -> bool:
    at = i + 1 if words.dash(i) else i
    return words.low(at) in ("old", "olds") or words.run(at, "of", "age")


def duration(words: Words, i: int) -> Phrase | None:
    """A length, or the moment that it leads to: "three weeks", "two weeks ago", "five days later"."""
    length = length_of(words, i)
    if length is None:
        return None
    if moved := _moved(words, i, length):
        return moved
    if words.low(i) in ("a", "an") and length.stop == i + 2 and not _one_stands(words, i):
        return None
    if words.run(i, "one", "day") and words.low(i - 1) not in _FOR_ONE:
        return None
    return Phrase(i, length.stop, None, "duration", length.timex, GRAINS[length.unit])


def _one_stands(words: Words, i: int) -> bool:
    """Whether "a year" is a length: behind a preposition, not in "the chance of a lifetime" or "a day out"."""
    return words.low(i - 1) in _FOR_ONE


def _moved(words: Words, i: int, length: Length) -> Phrase | None:
    after = words.low(length.stop)
    if after in ("ago", "back") and (after == "ago" or words.low(length.stop + 1) in (".", ",", "")):
        return Phrase(i, length.stop + 1, _counted(length, back=True), one_day=length.unit == "day")
    if words.run(length.stop, "from", "now"):
        return Phrase(i, length.stop + 2, _counted(length, back=False), one_day=length.unit == "day")
    if after in ("earlier", "later", "afterwards", "afterward", "before"):
        if after == "before" and words.word(length.stop + 1):
            return None
        return Phrase(i, length.stop + 1, unresolved("counts from another time of the text"))
    return None


def ahead(length: Phrase, words: Words) -> Phrase:
    """Read "in two weeks" of a sentence that looks forward as the time two weeks from publication."""
    found = length_of(words, length.start)
    if found is None or found.count is None:
        return length
    return Phrase(length.start, length.stop, _counted(found, back=False), one_day=found.unit == "day")


def _counted(length: Length, back: bool) -> Meaning:
    def meaning(anchor: Anchor) -> periods.Period:
        if length.count is None:
            return unresolved("names no exact length")(anchor)
        if length.unit in ("hour", "minute", "second"):
            return unresolved("the hour of publication is not known")(anchor)
        moment = periods.shifted(length.unit, anchor.day, -length.count if back else length.count)
        unit = "week" if length.unit == "fortnight" else length.unit
        return periods.around(unit, moment)

    return meaning


def bare_plural(words: Words, i: int) -> Phrase | None:
    """As in "for years", "for decades": a length without a number."""
    unit = UNITS.get(words.low(i))
    if unit is None or words.low(i) == unit or words.low(i - 1) != "for":
        return None
    return Phrase(i, i + 1, None, "duration", counted_time("X", unit), GRAINS[unit])


def rhythm(words: Words, i: int) -> Phrase | None:
    """A set of times: "every Monday", "each year", "every two weeks", "daily", "on Mondays", "twice a week"."""
    low = words.low(i)
    if low in _RHYTHMS and words[i].text.islower():
        return _set(i, i + 1, counted_time("1", _RHYTHMS[low]), _RHYTHMS[low])
    if low.removesuffix("s") in WEEKDAYS and low.endswith("s") and words.low(i - 1) == "on":
        return _set(i, i + 1, _weekly(low.removesuffix("s")), "day")
    if low in ("every", "each"):
        return _every(words, i)
    if low == "per" and UNITS.get(words.low(i + 1)) == words.low(i + 1) and words.low(i + 1) in _SINGLE:
        return _set(i, i + 2, counted_time("1", words.low(i + 1)), words.low(i + 1))
    if low in ("a", "an") and words.low(i + 1) in _SINGLE and _rate(words, i):
        return _set(i, i + 2, counted_time("1", words.low(i + 1)), words.low(i + 1))
    return None


def _every(words: Words, i: int) -> Phrase | None:
    low = words.low(i + 1)
    if low in WEEKDAYS:
        return _set(i, i + 2, _weekly(low), "day")
    if low in UNITS and low == UNITS[low]:
        return _set(i, i + 2, counted_time("1", low), low)
    if low == "other" and words.low(i + 2) in _SINGLE:
        return _set(i, i + 3, counted_time("2", words.low(i + 2)), words.low(i + 2))
    length = length_of(words, i + 1)
    return _set(i, length.stop, length.timex, length.unit) if length else None


def _rate(words: Words, i: int) -> bool:
    """Whether "a day" says how often: behind a number, a unit or what is counted ("20 barrels a day")."""
    if words.low(i + 2) in ("ago", "later", "earlier", "before", "after"):
        return False
    if words.low(i - 1) in ("twice", "once", "times", "%", "percent"):
        return True
    near = words.word(i - 1) and words.low(i - 1) not in _FOR_ONE
    return numeral(words, i - 1) is not None or (near and any(words.digits(i - k) for k in (2, 3)))


def _set(start: int, stop: int, timex: str, unit: str) -> Phrase:
    return Phrase(start, stop, None, "set", timex, GRAINS[unit])


def _weekly(name: str) -> str:
    return f"XXXX-WXX-{WEEKDAYS[name] + 1}"
