"""Change against level: the size of a rise or a fall ("rose by 5 %") told from what was reached ("to 5 %")."""

from __future__ import annotations

from extractor.literals.language.words import Words, listed
from extractor.schema import Change

_UP = listed(
    "rise rises rose risen rising increase increases increased increasing grow grows grew grown growing climb climbs "
    "climbed climbing jump jumps jumped jumping surge surges surged surging soar soars soared soaring gain gains "
    "gained gaining up growth hike hiked expand expands expanded expanding add adds added adding advance advances "
    "advanced advancing swelled rally rallied rallying rocketed skyrocketed leapt appreciated rebounded strengthened "
    "outperformed upped quickened accelerated"
)
_DOWN = listed(
    "fall falls fell fallen falling decrease decreases decreased decreasing drop drops dropped dropping decline "
    "declines declined declining slump slumps slumped slumping plunge plunges plunged plunging sinks sank sunk "
    "shrink shrinks shrank shrunk shrinking dip dips dipped slide slides slid sliding tumble tumbles tumbled tumbling "
    "cut cuts cutting reduce reduces reduced reducing reduction down contract contracted contracting lowered lower "
    "slash slashed slashing slip slips slipped slipping retreated eased shed plummeted crashed collapsed weakened "
    "depreciated discounted dived sagged skidded nosedived slowed trimmed"
)
_RAISED = listed("raise raises raised raising")  # only with "by": who raised $5 million raised nothing by it
_LOST = listed("lose loses lost losing")  # of a share only: who lost $5 million is no smaller by it
_UP_NOUNS = listed(
    "increase increases rise rises jump gain gains growth surge hike hikes raise uptick upside uplift boost rebound "
    "improvement expansion leap spike"
)
_DOWN_NOUNS = listed(
    "decrease decreases drop drops fall falls decline declines cut cuts reduction reductions slump dip plunge loss "
    "losses downturn contraction discount shortfall slide"
)
_MORE = listed("more higher larger bigger above greater faster up")
_LESS = listed("less fewer lower smaller cheaper below slower off down")
SHARES = listed("percent fraction") | {"percentage point", "basis point"}
_LEADS = listed("of an a another additional roughly further extra the its their")
_LEVELS = listed("to at from")
_MADE = listed(
    "make makes made making pick picked take takes took set gave give came come ended end wound turn turned"
)  # "made up 46 percent of voters"
_BETWEEN = listed(
    "in of by to at from with for on than and or but as is was are were , ; : ( ) $ £ € over under after before about"
)
_SHORT = listed("short shy")
_POINTS = listed("point points")
_COMPARED = listed("higher lower up down")  # "3.2 points lower"
_DEGREES = listed("just well slightly far back")
_MARKS = listed("below under above")
_LENGTHS = listed("metre foot kilometre mile")
_STANDS = listed("rises rising soars soaring climbs drops")
_REACH = 6  # words from a verb of change to its "by"
_OBJECT = 3  # words of an object between the verb and its percentage: "cut its stake 5 percent"


def change(words: Words, start: int, stop: int, unit: str | None) -> Change:
    """Whether the quantity in the tokens ``[start, stop)`` is the size of a change ("rose by 5 %"), not a level ("to").

    Args:
        words: The sentence.
        start: First token of the quantity, bound included.
        stop: Token behind it.
        unit: Its unit: "5 percent more" is a change, "five more" an addition.
    """
    stop = stop + 1 if words.low(stop) in _POINTS and words.low(stop + 1) in _COMPARED else stop
    last = words.low(start - 1)
    if last == "by":
        return _nearest(words, start - 2) or "level"
    passed = _passed(words, start, unit) and _behind(words, stop, unit) is None
    if last in _LEVELS or passed or _rises_high(words, start, stop, unit):
        return "level"
    if last == "up" and words.low(start - 2) in _MADE:
        return "level"
    at = start - 2 if last in _LEADS else start - 1
    if words.lows[stop] in _SHORT or words.lows[stop + 1] in _SHORT:  # "fell 20 pages short"
        return "level"
    found = _direction(words.low(at), unit) or _behind(words, stop, unit)
    if found or unit not in SHARES or words.low(stop) in ("of", "in"):
        return found or "level"
    return _over_object(words, start - 1) or "level"


def _passed(words: Words, start: int, unit: str | None) -> bool:
    """Whether the bound at token ``start`` is a mark that was passed: "fell below $10", but "rose over 5 percent"."""
    at = start + 1 if words.low(start) in _DEGREES else start
    low = words.low(at)
    return low in _MARKS or (low == "over" and unit not in SHARES and words.low(start - 1) != "up")


def _rises_high(words: Words, start: int, stop: int, unit: str | None) -> bool:
    """Whether a length is how high something stands: "the tower rises 300 m"."""
    return unit in _LENGTHS and words.low(start - 1) in _STANDS and words.low(stop) not in ("a", "per", "each", "every")


def changes(words: Words, i: int) -> bool:
    """Whether a verb of change stands within reach before token ``i``: "rose from 5 to 10" names two levels."""
    return _nearest(words, i - 1) is not None


def moved(low: str) -> bool:
    """Whether a word is one of change: "rose 5 to 10" names its size and the level it led to."""
    return low in _UP or low in _DOWN


def _direction(low: str, unit: str | None) -> Change | None:
    if low in _UP:
        return "increase"
    return "decrease" if low in _DOWN or (low in _LOST and unit in SHARES) else None


def _nearest(words: Words, i: int) -> Change | None:
    for k in range(i, max(i - _REACH, -1), -1):
        low = words.low(k)
        if low in _UP or low in _RAISED:
            return "increase"
        if low in _DOWN:
            return "decrease"
    return None


def _over_object(words: Words, i: int) -> Change | None:
    """The verb before an object: "cut its stake 5 percent"."""
    for k in range(i, max(i - _OBJECT, -1), -1):
        low = words.low(k)
        if low in _BETWEEN:
            return None
        if low in _UP or low in _DOWN:
            return "increase" if low in _UP else "decrease"
    return None


def _behind(words: Words, i: int, unit: str | None) -> Change | None:
    """A noun of change behind ("a 5 percent increase", "a 5 % annual rise") or a comparative ("5 % more")."""
    low = words.low(i)
    if unit in SHARES or words.low(i - 1) in _POINTS:
        if low in _MORE:
            return "increase"
        if low in _LESS:
            return "decrease"
    for noun in (low, words.low(i + 1) if words.word(i) and low not in _BETWEEN else ""):
        if noun in _UP_NOUNS:
            return "increase"
        if noun in _DOWN_NOUNS:
            return "decrease"
    return None
