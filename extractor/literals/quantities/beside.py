"""What a quantity beside another says about its unit: points beside a percentage, cents beside dollars.

"Support fell 3.2 points to 41%" speaks of percentage points, "the index fell 20 points, or 3%" does not: the percentage
must be the level that the points lead to or from.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractor.literals.language.words import Words, listed
from extractor.literals.quantities.currencies import SUBUNITS
from extractor.literals.quantities.reading import Place

_POINTS = listed("point points pt pts")
_TO_LEVEL = listed("to at from")
_AFTER_LEVEL = listed("up down a rise fall drop increase decrease gain loss")
_FURTHEST = 6  # tokens between the points and their percentage
_NEAR = 4  # and between a percentage and its points: "41%, a drop of 3 points"
_WHOLE = 100  # more points are those of an index


def beside(words: Words, places: Sequence[Place]) -> list[Place]:
    """The quantities of a sentence, in order, each with the unit that one beside it gives it."""
    return [_in_share(words, _in_greater(words, place, places, k), places, k) for k, place in enumerate(places)]


def _in_share(words: Words, place: Place, places: Sequence[Place], k: int) -> Place:
    """As in "3.2 points to 41%", "half a point lower at 5.5%", "41%, down 2 points"."""
    stop = _behind_points(words, place)
    if stop is None or not place.amount.value <= _WHOLE:
        return place
    after = places[k + 1] if k + 1 < len(places) else None
    before = places[k - 1] if k else None
    leads = ("at",) if place.change == "level" else _TO_LEVEL
    to = after and _level(after) and 0 < after.start - stop <= _FURTHEST and words.lows[after.start - 1] in leads
    led = before and _level(before) and 0 < place.start - before.stop <= _NEAR and words.lows[before.stop] == ","
    if not (to or (led and not _AFTER_LEVEL.isdisjoint(words.lows[place.start - 2 : place.start]))):
        return place
    return place._replace(stop=stop, unit="percentage point", measure=None, base=None)


def _level(place: Place) -> bool:
    return place.unit == "percent" and place.change == "level"


def _behind_points(words: Words, place: Place) -> int | None:
    """The token behind "points", where the quantity's number counts them."""
    at = place.stop
    if place.unit == "fraction":  # "half a point", "a quarter of a point"
        at = at + 1 if words.lows[at] == "of" else at
        at = at + 1 if words.lows[at] == "a" else at
    elif place.unit is not None:
        return None
    at = at + 1 if words.dash(at) else at
    return at + 1 if words.lows[at] in _POINTS else None


def _in_greater(words: Words, place: Place, places: Sequence[Place], k: int) -> Place:
    """As in "from 80 cents to $1.10": the cents as a part of the dollar beside them."""
    after = places[k + 1] if k + 1 < len(places) else None
    parts = SUBUNITS.get((after.unit or "", place.unit or "")) if after else None
    if after is None or parts is None or place.change != "level" or words.lows[place.stop : after.start] != ["to"]:
        return place
    value, low, high = (_divided(number, parts) for number in (place.value, place.low, place.high))
    return place._replace(value=value, low=low, high=high, unit=after.unit)


def _divided(number: Decimal | None, parts: int) -> Decimal | None:
    return None if number is None else number / parts
