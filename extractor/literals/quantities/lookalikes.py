"""Numbers that count nothing: parts of names and codes, ranks, scores, years, "one" as a pronoun, "half" as a noun."""

from __future__ import annotations

from extractor.literals.language.words import DASHES, Words, listed
from extractor.literals.numbers import bounds
from extractor.literals.numbers.vocabulary import ONE_PART
from extractor.literals.quantities.amounts import Amount
from extractor.literals.quantities.counted import PARTICIPLES, is_plural

_DESIGNATORS = listed(
    "article section chapter page room flight route highway boeing airbus number act rule clause paragraph phase "
    "level grade channel class type area block gate platform unit version windows covid falcon apollo psalm verse "
    "line formula district ward precinct amendment resolution title volume part episode season week day"
)
_NOT_AFTER_ONE = listed(
    "of another who that which day thing way could can should must is was were would has had have will to in on "
    "at for by and or but with from as more less such said says time point side hand s if she he they we you i it"
)
_NOT_BEFORE_ONE = listed("no any every each this that the which some another square back as")
_BEFORE_PRONOUN = listed("if when from")  # "if one adds", "from one country to another"
_SINCE = listed("since until till from in by before after to between of")

_NOT_BEFORE_HALF = listed("first second latter later better other in 1st 2nd")
_NOT_AFTER_HALF = listed("past time way empty full brother sister hour century term back mast")
_AFTER_PART = listed(
    "of the its their as more less fewer lower higher were are was is have had has said say do did to in from"
)
_PREDICATES = listed("were are have died")
_UNITLIKE = listed("plus odd strong")
_ORDINAL = listed("st nd rd th")
_SHORT_DESIGNATORS = listed("no art sec vol ch pp nos")
_NOT_BEFORE_ZERO = listed("net ground sub absolute below near year day patient country agent")
_PERSONS = listed("people men women children killed dead injured wounded troops soldiers workers jobs")
_COUNTED_BEFORE = listed("of with were are was than")
_STREETS = listed("street st road rd avenue ave drive lane way boulevard blvd court place square terrace row crescent")
_AVENUES = listed("ave avenue rue via calle")
_LAST_DAY = 31
_LONGEST_STREET = 4
_ENTRY = 8  # tokens within which the parenthesis of a number opens
_CIRCLES = listed("group gang class house chamber")  # "the Group of Seven"
_LONGEST_PLAIN = 15  # digits; a longer run without grouping is an identifier


def end_of_code(words: Words, i: int) -> int:
    """The token behind digits that are one code (a phone number, a score), else ``i``."""
    stop = i
    while words.digits(stop):
        stop += 1
    if stop - i >= _TELEPHONE:
        return stop
    stop = i + 1
    while words.low(stop) in _JOINTS and words.glued(stop) and words.glued(stop + 1) and words.digits(stop + 1):
        stop += 2
    return stop if words.digits(i) else i


_TELEPHONE = 3  # groups of digits in a row
_STICKING = frozenset("_#@/:=.")
_MARKS = frozenset("\"'")
_RANKS = frozenset(ONE_PART) - listed("half quarter")  # "the 2 millionth visitor"
_JOINTS = DASHES | frozenset(":/.,")


def names_something(words: Words, amount: Amount, trusted: bool) -> bool:
    """Whether the number of an amount counts nothing.

    Args:
        words: The sentence.
        amount: What was read; a number with a unit is hardly a name.
        trusted: Whether someone named it as a quantity: then only the shape is judged, not the company.
    """
    start, number, unit = amount.start, amount.number, amount.unit
    if number is None or trusted:
        return number is not None and _part_of_code(words, amount)
    if _part_of_code(words, amount):
        return True
    if number.fraction:
        return unit == "fraction" and not _part_stands(words, start, number.stop)
    if unit or amount.counted:
        return False
    if words.lows[number.stop] in _RANKS and number.value > 1:
        return True
    if number.stop == start + 1 and (stands := _STANDING.get(words.lows[start])):
        return not stands(words, start)
    if words.lows[start - 1] == "of" and words.lows[start - 2] in _CIRCLES and words.capital(start - 2):
        return True
    return number.plain and _plain_name(words, amount)


def _plain_name(words: Words, amount: Amount) -> bool:
    """Whether bare digits are a list's number, a year, an identifier, a name or an address."""
    start = amount.start
    if _numbered(words, start) or _day_of_month(words, amount):
        return True
    if bound := bounds.before(words, start):
        since = bound[0] > 0 and words.lows[bound[0] - 1] in _SINCE
        return since and _is_year(words.lows[start]) and not is_plural(words, amount.stop)
    return len(words.lows[start]) > _LONGEST_PLAIN or _named(words, amount) or _addressed(words, start)


def _part_of_code(words: Words, amount: Amount) -> bool:
    """Whether letters, digits or joints stick to the number: "G7", "Covid-19", "21st", "5G", "3-2", "10:45"."""
    start, stop = amount.start, amount.stop
    if sticks(words, start):
        return True
    if not words.glued(stop):
        return stop == start + 1 and words.digits(stop) and words.digits(start) and words.digits(stop + 1)
    after = words.lows[stop]
    if words.word(stop) or after in ("_", "@", "("):
        return not bounds.behind(words, stop)
    if after in _JOINTS and words.glued(stop + 1) and words.digits(stop + 1) and words.digits(stop - 1):
        return True
    if amount.unit or amount.counted:
        return False
    return words.dash(stop) and words.word(stop + 1) and words.lows[stop + 1] not in _UNITLIKE


def sticks(words: Words, start: int) -> bool:
    """Whether token ``start`` is glued to a word, a number or a sign that makes them one name: "Covid-19", "#5"."""
    if not words.glued(start):
        return False
    before = words.lows[start - 1]
    if before in DASHES - frozenset("–—"):
        return words.glued(start - 1) and words.lows[start - 2] not in ("%", "/")
    if before in _MARKS and words.lows[start - 2] == "=":  # an attribute of a page
        return words.glued(start - 1)
    return before[-1:].isalnum() or before in _STICKING


def _part_stands(words: Words, start: int, stop: int) -> bool:
    """Whether "half" or "a third" is a share: "a third of voters", but "a third man", "the second half"."""
    after = words.low(stop)
    if words.dash(stop):
        return False
    if words.low(start) == "half":
        return words.low(start - 1) not in _NOT_BEFORE_HALF and after not in _NOT_AFTER_HALF
    if words.low(start) not in ("a", "an") or words.dash(start + 1):
        return True
    return not words.word(stop) or after in _AFTER_PART or bounds.before(words, start) is not None


def _one_stands(words: Words, i: int) -> bool:
    """Whether "one" counts the noun behind it, and is no pronoun or idiom."""
    after = words.lows[i + 1]
    bound = bounds.before(words, i)
    if bound is not None and i - bound[0] > 1:  # "as many as one"
        return True
    if not words.word(i + 1) or words.lows[i - 1] in _NOT_BEFORE_ONE or after in _NOT_AFTER_ONE:
        return False
    if after.endswith("ed") or (after[-1:] == "s" and is_plural(words, i + 1) and not words.word(i + 2)):
        return False
    if words.lows[i - 1] in _BEFORE_PRONOUN and (after[-1:] == "s" or words.lows[i + 2] == "to"):
        return False
    if words.lows[i - 1] == "only" and words.lows[i - 2] in ("the", "s"):  # "the only one left"
        return False
    return not words.capital(i + 1) or (words.word(i + 2) and not words.capital(i + 2) and after != "i")


def _zero_stands(words: Words, i: int) -> bool:
    """Whether "zero" is a number and no name: "fell to zero", "zero deaths", but not "zero tolerance"."""
    if words.lows[i - 1] in _NOT_BEFORE_ZERO or words.dash(i + 1):
        return False
    return is_plural(words, i + 1) or not words.word(i + 1) or words.lows[i + 1] == "such"


_STANDING = {"one": _one_stands, "zero": _zero_stands}


def _named(words: Words, amount: Amount) -> bool:
    """Whether the word before makes the number a name: "Article 5", "No. 10", "Windows 11"; or it is a bare year."""
    start, stop = amount.start, amount.stop
    before = words.lows[start - 1] if start else ""
    if before in _DESIGNATORS or (before == "." and words.lows[start - 2] in _SHORT_DESIGNATORS):
        return True
    counted = is_plural(words, stop)
    if _is_year(words.lows[start]) and words.lows[stop] not in _PERSONS:
        return not counted or before not in _COUNTED_BEFORE
    counts = counted or words.lows[stop] in PARTICIPLES or words.lows[stop] in _PREDICATES
    return start > 1 and words.capital(start - 1) and not counts


def _numbered(words: Words, i: int) -> bool:
    """Whether the number is that of a list's entry: "1) read, 2) write"."""
    closed = words.lows[i + 1] == ")" and words.glued(i + 1) and len(words.lows[i]) < 3
    return closed and "(" not in words.lows[max(i - _ENTRY, 0) : i]


def _day_of_month(words: Words, amount: Amount) -> bool:
    """Whether a year behind a comma makes the number a day, whatever the month is called: "Mai 6, 2016"."""
    written = words.lows[amount.stop] == "," and words.word(amount.start - 1) and _is_year(words.lows[amount.stop + 1])
    return written and amount.value <= _LAST_DAY


def _is_year(text: str) -> bool:
    return len(text) == 4 and "1900" <= text <= "2100" and not text.endswith("00")


def _addressed(words: Words, i: int) -> bool:
    """Whether the number starts an address: "49 Zorro Ranch Road", "9 E 71st St"."""
    at = i + 1
    while at - i <= _LONGEST_STREET and (words.capital(at) or words.digits(at) or words.lows[at] in _ORDINAL):
        if words.lows[at] in _STREETS and at > i + 1:
            return True
        if words.lows[at] in _AVENUES:
            return True
        at += 1
    return False
