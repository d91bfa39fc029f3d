"""Two numbers that make one quantity: shares ("3 in 10"), ranges ("between 5 and 10", "20-30"), pairs of bounds."""

from __future__ import annotations

from decimal import Decimal

from extractor.literals.language.words import DASHES, Words, listed
from extractor.literals.numbers import bounds, changes
from extractor.literals.numbers.numerals import numeral
from extractor.literals.quantities.amounts import Amount, amount_at, amount_from
from extractor.literals.quantities.counted import NO_NOUNS, is_plural, measure_after
from extractor.literals.quantities.currencies import SIGNS, SUBUNITS
from extractor.literals.quantities.units import TIME
from extractor.schema import Comparator

_ROUND = (Decimal(10), Decimal(20), Decimal(100), Decimal(1000))  # what "3 in 10" is told by
_JOINTS = DASHES | listed("to or and through ~")
_SHARES = listed("in out over")
_AFTER_SHARE = listed(
    "say says said are is were was be have has had of would will do does did think believe support live who now also"
)
_AGENTS = ("ers", "ors", "ants", "ents", "ists", "ans", "ees")
_NO_AGENTS = listed("quarters chapters encounters tournaments corners centers centres letters towers events")
_LOWER: tuple[Comparator, ...] = ("more_than", "at_least")
_UPPER: tuple[Comparator, ...] = ("less_than", "at_most")
_LONGEST_BOUND = 6
_FEW = 10
_FAR = 4  # an end of a range is hardly more times the other
_TENFOLD = (Decimal(10), Decimal(100))
_SERIES = frozenset(TIME) | listed("games matches innings attempts starts tries races")
_PEOPLE = listed(
    "people adults pupils graduates prisoners women men children americans britons voters households "
    "workers patients students families parents "
    "teenagers girls boys respondents residents employees businesses companies firms homes families"
)


def whole(words: Words, first: Amount, trusted: bool) -> Amount | None:
    """The share or the range that an amount opens, if it does."""
    joint = words.lows[first.stop]
    if joint in _SHARES or (joint in DASHES and words.lows[first.stop + 1] == "in"):
        return _share(words, first)
    return _range(words, first, trusted) if joint in _JOINTS else None


def _share(words: Words, first: Amount) -> Amount | None:
    """As in "one in five", "3 out of 10", "one over twenty": a fraction."""
    number, stop = first.number, first.stop
    if words.dash(stop):
        return _hyphened(words, first)
    out_of, over = words.run(stop, "out", "of"), words.lows[stop] == "over"
    if number is None or first.unit or number.scale != 1 or not (out_of or over or words.lows[stop] == "in"):
        return None
    every = words.lows[stop + 1] == "every"
    parts = numeral(words, stop + (2 if out_of or every else 1))
    if parts is None or parts.fraction or not 0 < abs(first.value) < parts.value:
        return None
    after = words.lows[parts.stop]
    ends = not words.word(parts.stop) or after in _AFTER_SHARE or after in NO_NOUNS or after.endswith("ed")
    people = (parts.value <= _FEW and _persons(after)) or (parts.value in _TENFOLD and after not in _SERIES)
    usual = parts.value in _ROUND or (first.value == 1 and parts.value <= 1000)
    usual = usual or (parts.value <= _FEW and after in _AFTER_SHARE)  # "two in three of them"
    if not (out_of or (over and ends) or (not over and (people or (usual and (ends or is_plural(words, parts.stop)))))):
        return None
    return first._replace(value=first.value / parts.value, stop=parts.stop, unit="fraction")


def _persons(low: str) -> bool:
    return low in _PEOPLE or (low.endswith(_AGENTS) and low not in _NO_AGENTS)


def _hyphened(words: Words, first: Amount) -> Amount | None:
    """As in "a one-in-five chance"."""
    at = first.stop + 2
    if first.unit or words.lows[at - 1] != "in" or not words.dash(at):
        return None
    parts = numeral(words, at + 1)
    if parts is None or parts.fraction or not 0 < first.value < parts.value:
        return None
    return first._replace(value=first.value / parts.value, stop=parts.stop, unit="fraction")


def _range(words: Words, first: Amount, trusted: bool) -> Amount | None:
    """Two amounts that bound a third: "between 5 and 10", "20-30", "$3 to $5 billion", "two or three"."""
    joint, opened = words.lows[first.stop], words.lows[first.start - 1] if first.start else ""
    dash = _dashed(words, first.stop)
    if not dash and (joint in DASHES or joint == "~" or (joint == "and" and opened != "between")):
        return None
    money = first.unit if first.unit and first.unit.isupper() else None
    last = (amount_at if dash and words.lows[first.stop + 1] not in SIGNS else amount_from)(
        words, first.stop + 1, trusted, money
    )
    if last is None or last.number is None or first.number is None:
        return None
    if parts := SUBUNITS.get((last.unit or "", first.unit or "")):
        first = first._replace(value=first.value / parts, unit=last.unit)  # "80 cents to $1.10"
    if not _alike(first.unit, last.unit, dash) or (joint == "to" and _leads(first, last, opened)):
        return None
    if joint == "to" and _by_and_to(words, first, last):
        return None
    low = _scaled_alike(first, last)
    levels = opened == "from" and changes.changes(words, first.start - 1)
    if low >= last.value or levels or (dash and words.lows[first.stop + 1].startswith("0")):
        return None
    start = first.start - 1 if opened == "between" or (opened == "from" and joint in ("to", "through")) else first.start
    return last._replace(start=start, value=low, high=last.value, unit=last.unit or first.unit, change=None)


def _leads(first: Amount, last: Amount, opened: str) -> bool:
    """Whether "rose 17.6 to 3,044" names a change and the level it led to; "fell 5 to 10 percent" is a range."""
    return changes.moved(opened) and (first.unit is not None or last.value > _FAR * first.value)


def _by_and_to(words: Words, first: Amount, last: Amount) -> bool:
    """Whether "rose by 10,000 to 230,000" names the size of a change and the level; "by 5 to 10 percent" is a range."""
    if first.number is None or last.number is None:
        return False
    bound = bounds.before(words, first.start)
    by = (bound[0] if bound else first.start) - 1
    if words.low(by) != "by":
        return False
    if first.unit not in (None, "percent") and first.stop > first.number.stop:  # "by 5 cents to 45 cents"
        return True
    shared = first.number.scale == 1 != last.number.scale or (first.unit is None and last.unit is not None)
    if shared or first.unit == "percent" or not changes.changes(words, by):
        return False
    far = last.value > _FAR * first.value
    return first.unit is not None or far or measure_after(words, last.stop, one=False) is None


def _alike(first: str | None, last: str | None, dash: bool) -> bool:
    """Whether two numbers can be the ends of one range: "0.6 % to 3,044" is a change and a level."""
    if last is None:
        return first in (None, "year") or dash or first.isupper()
    return first in (None, last)


def _dashed(words: Words, i: int) -> bool:
    """Whether a dash or a tilde joins two numbers, with a space on both sides or on neither."""
    if words.lows[i] == "~":
        return words.glued(i) and words.glued(i + 1)
    return words.lows[i] in DASHES and words.glued(i) == words.glued(i + 1)


def _scaled_alike(first: Amount, last: Amount) -> Decimal:
    """The lower end with the scale that both share: "1 to 2 thousand"."""
    if first.number is None or last.number is None:
        return first.value
    scale = last.number.scale
    scaled = first.value * scale
    return scaled if first.number.scale == 1 and scale != 1 and scaled < last.value else first.value


def second_bound(
    words: Words, stop: int, first: Comparator, value: Decimal, trusted: bool
) -> tuple[Decimal, Decimal, Amount] | None:
    """The other side of a bound: "more than 20 and less than 30" lies between.

    Returns:
        The lower and the upper end, and the second amount, whose number ends the words; None where no bound follows.
    """
    at = stop + 1 if words.lows[stop] in (",", "and", "but") else stop
    at = at + 1 if at > stop and words.lows[at] in ("and", "but") else at
    if at == stop or first not in _LOWER + _UPPER:
        return None
    for i in range(at + 1, at + 1 + _LONGEST_BOUND):
        bound = bounds.before(words, i)
        if bound is None or bound[0] != at or bound[1] not in (_UPPER if first in _LOWER else _LOWER):
            continue
        last = amount_from(words, i, trusted)
        if last is not None:
            low, high = (value, last.value) if first in _LOWER else (last.value, value)
            return (low, high, last) if low < high else None
    return None
