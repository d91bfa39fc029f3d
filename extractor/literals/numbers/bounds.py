"""Bounds, approximations and changes: the words before and behind a number that say how it is meant.

The comparators are those of the record; "no more than" and "up to" are at_most, "no fewer than" is at_least, "as many
as" is at_most (what is claimed is a ceiling).
"""

from __future__ import annotations

from decimal import Decimal

from extractor.literals.language.words import DASHES, Words, listed
from extractor.schema import Change, Comparator

_BEFORE: dict[tuple[str, ...], Comparator] = {
    ("about",): "about", ("around",): "about", ("roughly",): "about", ("approximately",): "about", ("some",): "about",
    ("circa",): "about", ("approx",): "about", ("approx", "."): "about", ("~",): "about", ("≈",): "about",
    ("an", "estimated"): "about", ("something", "like"): "about",
    ("nearly",): "nearly", ("almost",): "nearly", ("close", "to"): "nearly", ("just", "short", "of"): "nearly",
    ("more", "than"): "more_than", ("over",): "more_than", ("above",): "more_than", ("upwards", "of"): "more_than",
    ("in", "excess", "of"): "more_than", ("greater", "than"): "more_than", ("higher", "than"): "more_than",
    (">",): "more_than", ("north", "of"): "more_than", ("exceeding",): "more_than",
    ("at", "least"): "at_least", ("no", "fewer", "than"): "at_least", ("no", "less", "than"): "at_least",
    ("not", "less", "than"): "at_least", ("not", "fewer", "than"): "at_least", ("a", "minimum", "of"): "at_least",
    ("≥",): "at_least",
    ("less", "than"): "less_than", ("fewer", "than"): "less_than", ("under",): "less_than", ("below",): "less_than",
    ("lower", "than"): "less_than", ("<",): "less_than", ("short", "of"): "less_than",
    ("up", "to"): "at_most", ("at", "most"): "at_most", ("no", "more", "than"): "at_most",
    ("not", "more", "than"): "at_most", ("as", "many", "as"): "at_most", ("as", "much", "as"): "at_most",
    ("a", "maximum", "of"): "at_most", ("≤",): "at_most", ("exactly",): "exactly",
}  # fmt: skip
_BEHIND: dict[tuple[str, ...], Comparator] = {
    ("or", "more"): "at_least", ("or", "less"): "at_most", ("or", "fewer"): "at_most", ("or", "so"): "about",
    ("or", "above"): "at_least", ("or", "over"): "at_least", ("or", "under"): "at_most",
}  # fmt: skip
_DEGREES = listed("just well slightly far significantly considerably a little only")
_DEGREED = listed("more over above under below less fewer greater higher lower short")
_UP = listed(
    "rise rises rose risen rising increase increases increased increasing grow grows grew grown growing climb "
    "climbs climbed climbing jump jumps jumped jumping surge surges surged surging soar soared soaring gain gains "
    "gained gaining up growth hike hiked expanded added advanced swelled"
)
_DOWN = listed(
    "fall falls fell fallen falling decrease decreases decreased decreasing drop drops dropped dropping decline "
    "declines declined declining slump slumped slumping plunge plunged plunging sink sank sunk shrink shrank "
    "shrunk dip dipped slide slid tumble tumbled cut cuts reduce reduced reducing reduction down contracted "
    "lowered lower slashed"
)
_RAISED = listed("raise raises raised raising")  # only with "by": who raised $5 million raised nothing by it
_UP_NOUNS = listed("increase rise jump gain growth surge hike raise")
_DOWN_NOUNS = listed("decrease drop fall decline cut reduction slump dip plunge loss")
_RELATIVE_UNITS = ("percent", "percentage point", "fraction", "basis point")
_REACH = 6  # words from a verb of change to its "by"


def before(words: Words, i: int) -> tuple[int, Comparator] | None:
    """The bound that ends before token ``i``, its degree included ("just over"): first token and comparator."""
    for length in (3, 2, 1):
        comparator = _BEFORE.get(tuple(words.low(i - length + k) for k in range(length)))
        if comparator:
            start = i - length
            while words.low(start) in _DEGREED and words.low(start - 1) in _DEGREES and i - start < 5:
                start -= 1
            return start, comparator
    return None


def behind(words: Words, i: int) -> tuple[int, Comparator] | None:
    """The bound that starts at token ``i`` ("or more", "-plus", "+", "-odd"): the token behind it and comparator."""
    comparator = _BEHIND.get((words.low(i), words.low(i + 1)))
    if comparator and words.low(i + 2) != "than":
        return i + 2, comparator
    if words.low(i) == "+" and words.glued(i):
        return i + 1, "at_least"
    at = i + 1 if words.low(i) in DASHES and words.glued(i) else i
    if words.low(at) == "plus" and (at > i or words.word(i + 1)):
        return at + 1, "at_least"
    if words.low(at) == "odd" and at > i:
        return at + 1, "about"
    return None


def limits(value: Decimal, comparator: Comparator) -> tuple[Decimal | None, Decimal | None]:
    """Least and greatest value that a bound implies; None where it leaves a side open."""
    match comparator:
        case "exactly":
            return value, value
        case "more_than" | "at_least":
            return value, None
        case "less_than" | "at_most" | "nearly":
            return None, value
        case _:
            return None, None


def change(words: Words, start: int, stop: int, unit: str | None) -> Change:
    """Whether the quantity in the tokens ``[start, stop)`` is the size of a change ("rose by 5 %"), not a level ("to").

    Args:
        words: The sentence.
        start: First token of the quantity, bound included.
        stop: Token behind it.
        unit: Its unit: "5 percent more" is a change, "five more" an addition.
    """
    last = words.low(start - 1)
    if last == "by":
        return _nearest(words, start - 2, _REACH) or "level"
    if last in ("to", "at", "from"):
        return "level"
    lead = start - 2 if last in ("of", "an", "a", "another", "additional", "roughly") else start - 1
    found = _nearest(words, lead, 1)
    return found or _noun_behind(words, stop, unit)


def _nearest(words: Words, i: int, reach: int) -> Change | None:
    for k in range(i, max(i - reach, -1), -1):
        low = words.low(k)
        if low in _UP or (reach > 1 and low in _RAISED):
            return "increase"
        if low in _DOWN:
            return "decrease"
    return None


def _noun_behind(words: Words, i: int, unit: str | None) -> Change:
    low = words.low(i)
    if low in _UP_NOUNS:
        return "increase"
    if low in _DOWN_NOUNS:
        return "decrease"
    if unit in _RELATIVE_UNITS:
        if low in ("more", "higher", "larger", "bigger"):
            return "increase"
        if low in ("less", "fewer", "lower", "smaller", "cheaper"):
            return "decrease"
    return "level"


def changes(words: Words, i: int) -> bool:
    """Whether a verb of change stands within reach before token ``i``: "rose from 5 to 10" names two levels."""
    return _nearest(words, i - 1, _REACH) is not None
