"""Bounds and approximations: the words before and behind a number that say how it is meant.

The comparators are those of the record; "no more than" and "up to" are at_most, "no fewer than" and "as few as" are
at_least, "as many as" is at_most (what is claimed is a ceiling).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from extractor.literals.language.words import DASHES, Words, listed
from extractor.schema import Comparator

_PHRASES: dict[Comparator, str] = {
    "about": (
        "about around roughly approximately some circa approx approx|. ca|. ~ ≈ an|estimated a|estimated "
        "something|like an|approximate more|or|less about|an|estimated in|the|region|of in|the|order|of "
        "on|the|order|of in|the|neighborhood|of in|the|neighbourhood|of in|the|vicinity|of nearer|to a|rough "
        "plus|or|minus +|/|- +|/|− somewhere|near ±"
    ),
    "nearly": "nearly almost close|to just|short|of not|quite approaching nearing the|best|part|of",
    "more_than": (
        "more|than over above upwards|of upward|of in|excess|of greater|than higher|than larger|than "
        "bigger|than > north|of exceeding exceed exceeds exceeded surpass surpasses surpassed surpassing "
        "topping topped tops beyond longer|than older|than heavier|than taller|than faster|than"
    ),
    "at_least": (
        "at|least no|fewer|than no|less|than not|less|than not|fewer|than a|minimum|of minimum|of ≥ >|= "
        "as|few|as as|little|as at|the|very|least at|a|minimum at|the|least greater|than|or|equal|to "
        "more|than|or|equal|to greater|or|equal|to greater|or|equal|than bigger|or|equal|than "
        "bigger|or|equal|to higher|or|equal|than larger|or|equal|than larger|or|equal|to higher|or|equal|to "
        "more|or|equal|than more|or|equal|to equal|to|or|more|than equal|to|or|greater|than "
        "at|least|or|equal|to no|lower|than no|smaller|than"
    ),
    "less_than": (
        "less|than fewer|than under below lower|than < short|of smaller|than shorter|than younger|than "
        "lighter|than slower|than south|of cheaper|than shy|of"
    ),
    "at_most": (
        "up|to at|most no|more|than not|more|than as|many|as as|much|as a|maximum|of maximum|of ≤ <|= "
        "at|the|most at|the|very|most not|exceeding at|a|maximum no|greater|than no|higher|than "
        "no|larger|than less|than|or|equal|to fewer|than|or|equal|to smaller|or|equal|than "
        "smaller|or|equal|to less|or|equal|than less|or|equal|to lower|or|equal|than lower|or|equal|to "
        "equal|to|or|less|than equal|to|or|fewer|than smaller|than|or|equal|to lower|than|or|equal|to "
        "no|older|than no|longer|than as|high|as"
    ),
    "exactly": "exactly precisely",
}


@dataclass
class _Node:
    """What a word may end, read backwards: a whole phrase, or longer ones by the word before."""

    comparator: Comparator | None = None
    longer: dict[str, _Node] = field(default_factory=dict)


def _backwards(phrases: dict[Comparator, str]) -> dict[str, _Node]:
    root = _Node()
    for comparator, listing in phrases.items():
        for phrase in listing.split():
            node = root
            for word in reversed(phrase.split("|")):
                node = node.longer.setdefault(word, _Node())
            node.comparator = comparator
    return root.longer


_BEFORE = _backwards(_PHRASES)
_BEHIND: dict[str, Comparator] = {
    "more": "at_least", "greater": "at_least", "above": "at_least", "over": "at_least", "higher": "at_least",
    "larger": "at_least", "older": "at_least", "longer": "at_least", "upward": "at_least", "upwards": "at_least",
    "less": "at_most", "fewer": "at_most", "under": "at_most", "below": "at_most", "lower": "at_most",
    "younger": "at_most", "smaller": "at_most", "so": "about", "thereabouts": "about",
}  # fmt: skip
_AND_BEHIND = listed("more above over older up")
_AGES = listed("older up")
_DEGREES = listed("just well slightly far significantly considerably a little only somewhat substantially much bit")
_DEGREED = listed("more over above under below less fewer greater higher lower short larger bigger smaller shy north")
_LONGEST_DEGREE = 5
_OPENERS = DASHES | listed("or and + plus odd ish")


def before(words: Words, i: int) -> tuple[int, Comparator] | None:
    """The bound that ends before token ``i``, its degree included ("just over"): first token and comparator."""
    lows = words.lows
    at, found = i - 1, None
    node = _BEFORE.get(lows[at])
    while node is not None and at >= 0:
        if node.comparator:
            found = (at, node.comparator)
        at -= 1
        node = node.longer.get(lows[at])
    if found is None:
        return None
    start, comparator = found
    while lows[start] in _DEGREED and start and lows[start - 1] in _DEGREES and i - start < _LONGEST_DEGREE:
        start -= 1
    return start, comparator


def behind(words: Words, i: int) -> tuple[int, Comparator] | None:
    """The bound that starts at token ``i`` ("or more", "-plus", "+", "-odd"): the token behind it and comparator."""
    low = words.lows[i]
    if low not in _OPENERS:
        return None
    after = words.lows[i + 1]
    if low in ("or", "and"):
        comparator = _BEHIND.get(after) if low == "or" or after in _AND_BEHIND else None
        then = words.lows[i + 2]
        joined = then == "than" or (low == "and" and after not in _AGES and then[:1].isalnum() and then != "in")
        return (i + 2, comparator) if comparator and not joined else None
    if low == "+":
        return (i + 1, "at_least") if words.glued(i) and not words.digits(i + 1) else None
    at = i + 1 if low in DASHES and words.glued(i) else i
    return _attached(words, at, hyphen=at > i)


def _attached(words: Words, i: int, hyphen: bool) -> tuple[int, Comparator] | None:
    """As in "100-plus", "100 plus people", "20-odd", "50ish"."""
    low = words.lows[i]
    if low == "plus" and (hyphen or words.word(i + 1)):
        return i + 1, "at_least"
    if (low == "odd" and hyphen) or (low == "ish" and words.glued(i)):
        return i + 1, "about"
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
