"""What an m behind a number stands for: metres or a million.

News glues a million to its number ("2.1m registered users"); a length stands glued or apart ("300 m tall"). What
follows decides, then what leads there; what nothing decides is a million where it is glued, a length where it is not.
"""

from __future__ import annotations

from extractor.literals.language.words import APOSTROPHES, DASHES, Words, listed
from extractor.literals.quantities.counted import measure_after
from extractor.literals.quantities.currencies import currency_after

_DIMENSIONS = listed(
    "long tall wide high deep thick square away apart across above below beneath underwater upstream downstream "
    "inland offshore longer taller wider higher deeper thicker shorter"
)
_THINGS = listed(
    "wave waves wall walls fence fences swell swells cliff cliffs sprint race dash hurdles freestyle butterfly "
    "backstroke breaststroke relay medley final snow drifts seas"
)
_PLACING = listed("from above below")
_ARTICLES = listed("the a an")
_PERIODS = listed("year month week quarter day previous last same")
_OF_SOME = listed("them us you which whom these those the its their our his her all")
_MEASURING = listed(
    "ran run runs running swam swim swims jumped leapt threw walked sprinted swimming dug stretches stretching "
    "measures measured measuring within height length depth width distance altitude elevation radius diameter"
)
_UNITS = listed("tonne ton barrel bushel litre liter gallon ounce acre hectare km kg")  # "a 5m tonne order"
_SUMS = listed(
    "increase decrease rise gain loss majority audience population shortfall surplus deficit profit loan deal fund "
    "budget investment grant"
)  # "a 3m increase"
_SIDES = ("met", "kilomet", "mile", "foot", "feet", "yard")
_RACES = listed("50 60 100 200 400 800 1,500 1500 3,000 5,000 10,000")
_JOINTS = DASHES | listed("to and or")
_TIMES = frozenset("x×") | {"by"}
_LONGEST_CHAIN = 3  # lengths in a row: "30 m by 20 m by 5 m"
_REACH = 4  # tokens from a word of length to its number


def is_million(words: Words, i: int) -> bool:
    """Whether the m at token ``i``, behind a number in digits, is a million: "3m Afghan refugees", "2m of them"."""
    at = i + 1
    for _ in range(_LONGEST_CHAIN):
        joint = words.lows[at]
        if not (joint in _JOINTS | _TIMES and words.digits(at + 1) and words.lows[at + 2] == "m"):
            break
        if joint in _TIMES:
            return False
        at += 3
    if _measures_more(words, at):
        return True
    if _has_dimension(words, at) or _leads_to_length(words, i - 1, at):
        return False
    if _counts(words, at) or currency_after(words, at, large=True):
        return True
    return words.glued(i) and words.lows[at] != "of"


def _measures_more(words: Words, i: int) -> bool:
    """Whether token ``i`` starts a unit, or names a sum, so that a bare number stands before it."""
    low = words.lows[i]
    return low in _UNITS or low in _SUMS or (low in ("square", "cubic") and words.lows[i + 1].startswith(_SIDES))


def _counts(words: Words, i: int) -> bool:
    """Whether what is counted starts at token ``i``: a plural, or "of them"."""
    some = words.lows[i] == "of" and words.lows[i + 1] in _OF_SOME
    return some or measure_after(words, i, one=False) is not None


def _has_dimension(words: Words, i: int) -> bool:
    """Whether token ``i``, joined to the m or not, says what is long: "10m-high", "5m from a ledge", "2m waves"."""
    at = i + 1 if words.dash(i) else i
    low, then = words.lows[at], words.lows[at + 1]
    if low in _PLACING and words.glued(i - 1) and measure_after(words, at + 1, one=False):  # "3m from investors"
        return False
    if low == "from":
        period = then in _PERIODS or (then in _ARTICLES and words.lows[at + 2] in _PERIODS)
        return not (words.digits(at + 1) or period)
    return low in _THINGS or (low in _DIMENSIONS and not words.dash(at + 1))


def _leads_to_length(words: Words, number: int, behind: int) -> bool:
    """Whether what stands before a number and its m makes it a length: "by 20 m", "a 5m wave", "ran 100m"."""
    before, last = words.lows[number - 1], words.lows[number - 2]
    if before in _TIMES and last == "m":
        return True
    at = behind + 1 if words.dash(behind) else behind
    if before in ("a", "an") and words.word(at) and words.lows[at] not in ("strong", "of"):
        return True
    race = words.low(number) in _RACES and (before == "the" or (before == "s" and last in APOSTROPHES))
    of = before == "of" and last in _THINGS  # "waves of 12m"
    led = race or of or any(words.low(number - k) in _MEASURING for k in range(1, _REACH + 1))
    return led and not (words.lows[behind] != "of" and _counts(words, behind))
