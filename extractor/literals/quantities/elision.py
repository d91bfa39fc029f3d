"""What several numbers share: "from 240 to 273 seats", "12 and 15 goals", "nine people died and 21 were hurt".

A number that nothing is named behind takes what the next one counts if only a joint stands between them, else what the
last count before it counts. A unit is lent as its words, which are then what is measured: the field ``unit`` tells what
the quantity's own words say. Only an age, which no word may name ("aged 18 and 21"), is lent as a unit.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.literals.language.words import Words, listed
from extractor.literals.numbers.changes import SHARES
from extractor.literals.quantities.counted import NO_NOUNS
from extractor.literals.quantities.reading import Place

_JOINTS = listed("to and or from versus vs then through not but by against than x × - – —")
_LONGEST_JOINT = 2
_FURTHEST = 14  # tokens between two numbers that count the same
_PARTS = listed("; : . ? !")
_BEHIND = NO_NOUNS | listed("forecast worldwide nationwide overall")
_POINTS = listed("points")
_NEVER_AGAIN = listed("times time days weeks months years")


def share(words: Words, places: Sequence[Place]) -> list[Place]:
    """The quantities of a sentence, in order, each with the unit or the measure that another one lends it."""
    found = list(places)
    for k in range(len(found) - 2, -1, -1):
        if found[k].bare:
            found[k] = _from_next(words, found[k], found[k + 1], chained=found[k + 1] != places[k + 1])
    for k in range(1, len(found)):
        if found[k].bare:
            found[k] = _from_before(words, found, k)
    return found


def _from_next(words: Words, place: Place, after: Place, chained: bool) -> Place:
    gap = words.lows[place.stop : after.start] if after.start - place.stop <= _LONGEST_JOINT else []
    if not gap or not all(low in _JOINTS or (low == "," and (chained or len(gap) > 1)) for low in gap):
        return place
    if "," in gap and after.unit == "percent":  # "to 500, or 3%"
        return place
    if after.unit is None:
        return place._replace(measure=after.measure)
    return _united(words, place, after)


def _from_before(words: Words, found: list[Place], k: int) -> Place:
    place, before = found[k], found[k - 1]
    low = words.lows[place.stop]
    if words.word(place.stop) and low not in _BEHIND and not low.endswith(("ed", "ly")):
        return place
    joint = words.lows[before.stop : place.start]
    if before.unit and before.unit not in SHARES and len(joint) == 1 and joint[0] in _JOINTS:
        return _united(words, place, before)
    at = k - 1
    while at >= 0 and found[at].unit:
        at -= 1
    lender = found[at] if at >= 0 else None
    if lender is None or lender.measure is None or place.start - lender.stop > _FURTHEST:
        return place
    return place._replace(measure=lender.measure) if _counts_on(words, lender, lender.measure[1], place) else place


def _counts_on(words: Words, lender: Place, stop: int, place: Place) -> bool:
    """Whether a bare number counts what the one before it counts, and is no age, grade or rate of it."""
    last = words.lows[stop - 1]
    between = words.lows[stop : place.start]
    whole = place.amount.value == place.amount.value.to_integral_value()
    beside = between == [","] and not (words.low(lender.start - 1) == "of" and words.low(lender.start - 2) in ("", ","))
    if last in _NEVER_AGAIN or (beside and not place.base) or not between or not _PARTS.isdisjoint(between):
        return False
    return whole or last in _POINTS


def _united(words: Words, place: Place, lender: Place) -> Place:
    """The place with the unit of another: an age as such, else the words behind its number, if there are any."""
    if lender.unit == "year":
        return place._replace(unit=lender.unit)
    number, stop = lender.amount.number, lender.amount.stop
    if number is None or number.stop == stop:
        return place
    return place._replace(measure=(number.stop + words.dash(number.stop), stop))
