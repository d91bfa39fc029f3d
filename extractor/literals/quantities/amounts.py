"""One amount: a number with its sign, its currency or its unit, and words that are one alone ("doubled")."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from extractor.literals.language.words import DASHES, Words, listed
from extractor.literals.numbers.numerals import Numeral, numeral
from extractor.literals.numbers.vocabulary import CARDINALS, SCALES
from extractor.literals.quantities.counted import NO_NOUNS, is_plural
from extractor.literals.quantities.currencies import (
    CURRENCY_STARTS,
    LEADS,
    SUBUNITS,
    currency_after,
    currency_before,
    scale_of,
)
from extractor.literals.quantities.metres import is_million
from extractor.literals.quantities.units import UNIT_STARTS, unit_after
from extractor.schema import Change, Comparator

_MINUS = frozenset("-−")
_NEGATIVE = listed("minus negative")
_SIGNS = _MINUS | _NEGATIVE | {"+"}
_LEADING = (LEADS | _SIGNS) - {"a"}
_LONGEST_LEAD = 4  # tokens of a currency and a sign
_PART_OF = {("foot", "inch"): 12, ("pound", "ounce"): 16, **SUBUNITS}
_UNIT_STARTS = CURRENCY_STARTS | UNIT_STARTS | DASHES | listed("a an x , . ; : ( ) times year years yr")
_TURNING = listed("turn turns turned turning")
_PERSONS = listed("he she i they you who")
_PEOPLE = listed("people men women children adults voters those anyone kids boys girls")
_SPANS = DASHES | {"to"}
_ELDER = listed("older over above under younger up")
_AGED = _PEOPLE | listed(", aged age ages turn turns turned turning was were is under over")
_OLDEST = 120
OLD = listed("age ages aged")
_ENDS = listed(", . ; ( ) :")
_SHORT = 4  # letters of "bed", "seed"
_ONE_COUNTS = listed("person bedroom page storey story member room point run goal seat bed star game")
_NO_COMPOUND = listed(
    "way fold time timer timers old olds something plus odd ish dimensional tone style size era like full figure digit "
    "strong"
)  # "three-way", "two-time", "30-something"
_MULTIPLIED = listed(
    "as the its their his her our that what more less greater higher lower larger bigger smaller faster slower longer "
    "deeper taller shorter hotter colder brighter thicker thinner older younger richer poorer safer cheaper denser "
    "harder tougher weaker louder quicker wider stronger better worse likelier earnings sales revenue profit"
)
_NO_COMPARATIVE = listed("earlier premier pier tier courier carrier frontier barrier supplier soldier")
_MUCH = 10_000
_NOTES = listed("note notes coin bill fine prize deal loan ticket fee house budget fund a")
_WEIGHING = listed("weigh weighs weighed weighing weight lose lost losing gained heavier lighter feet inches tall")
MAJORITIES: dict[str, Comparator] = {"majority": "more_than", "minority": "less_than"}
_NOT_A_MAJORITY = listed(
    "leader whip party owner owners shareholder shareholders stake stakes government rule vote opinion"
)
_NO_SHARE = listed("in on to which who that for and or but from by at with as")  # "dissent from the majority"
_QUALITIES = listed("vast large overwhelming great clear small tiny slim narrow")
MULTIPLES: dict[str, tuple[Decimal, str, Change]] = {
    **{word: (Decimal(2), "times", "increase") for word in ("doubled", "doubling")},
    **{word: (Decimal(3), "times", "increase") for word in ("tripled", "tripling", "trebled", "trebling")},
    **{word: (Decimal(4), "times", "increase") for word in ("quadrupled", "quadrupling")},
    **{word: (Decimal("0.5"), "fraction", "decrease") for word in ("halved", "halving")},
    **{f"{word}fold": (Decimal(n), "times", "level") for word, n in CARDINALS.items() if n > 1},
    **{f"{word}fold": (n, "times", "level") for word, n in SCALES.items() if word in ("hundred", "thousand")},
}
"""Words that are a quantity by themselves: value, unit, change. "Halved" is a decrease by half."""
_NO_MULTIPLE = listed("down over as up blind bogey bogeys amputee edged sword breasted")


class Amount(NamedTuple):
    """A number with its unit in the tokens ``[start, stop)``.

    ``high`` is the other end of a range; ``counted`` the noun inside a compound ("12-member"); ``change`` tells "+5"
    and "doubled".
    """

    start: int
    stop: int
    value: Decimal
    number: Numeral | None = None
    unit: str | None = None
    high: Decimal | None = None
    comparator: Comparator = "exactly"
    counted: tuple[int, int] | None = None
    change: Change | None = None


def of_word(words: Words, i: int) -> Amount | None:
    """An amount that one word names: "the majority", "a small minority", "doubled", "tenfold"."""
    low = words.lows[i]
    if low in MAJORITIES:
        return _majority(words, i)
    value, unit, change = MULTIPLES[low]
    if words.lows[i + 1] in _NO_MULTIPLE or words.dash(i + 1):
        return None
    return Amount(i, i + 1, value, unit=unit, change=change)


def _majority(words: Words, i: int) -> Amount | None:
    """More or less than half."""
    start = i
    while words.low(start - 1) in _QUALITIES and i - start < 2:
        start -= 1
    if words.low(start - 1) == "the" and (not words.word(i + 1) or words.low(i + 1) in _NO_SHARE):
        return None
    if words.low(start - 1) not in ("a", "the") or words.low(i + 1) in _NOT_A_MAJORITY or words.dash(i + 1):
        return None
    return Amount(start - 1, i + 1, Decimal("0.5"), unit="fraction", comparator=MAJORITIES[words.low(i)])


def amount_from(words: Words, i: int, trusted: bool, money: str | None = None) -> Amount | None:
    """The amount whose first token is ``i``, its currency and sign included; ``money`` is a range's currency."""
    at = i
    while at - i < _LONGEST_LEAD and words.lows[at] in _LEADING:
        at += 1
    found = amount_at(words, at, trusted, money)
    return found if found is not None and found.start == i else None


def amount_at(words: Words, i: int, trusted: bool, money: str | None = None) -> Amount | None:
    """The amount whose number starts at token ``i``, with what stands before and behind it."""
    currency = currency_before(words, i) if words.lows[i - 1] in LEADS else None
    number = numeral(words, i, letters=bool(currency or money) or _millions(words, i))
    if number is None:
        return None
    start = currency[1] if currency else i
    value, start, change = _signed(words, number.value, start)
    amount = Amount(start, number.stop, value, number, change=change)
    if currency is None:
        return _with_unit(words, amount, trusted)
    return _money(words, amount._replace(value=value * scale_of(words, start), unit=currency[0]))


def _signed(words: Words, value: Decimal, start: int) -> tuple[Decimal, int, Change | None]:
    """The value with the sign before token ``start``, and whether "+" makes it a change."""
    low = words.lows[start - 1] if start else ""
    if low not in _SIGNS:
        return value, start, None
    if low in _NEGATIVE and words.low(start - 2) == "or":  # "plus or minus"
        return value, start, None
    if low in _NEGATIVE:
        return -value, start - 1, None
    if not words.glued(start) or words.glued(start - 1) or words.low(start - 2) == "/":  # "+/-3"
        return value, start, None
    return (value, start - 1, "increase") if low == "+" else (-value, start - 1, None)


def _millions(words: Words, i: int) -> bool:
    """Whether an m or b behind digits is a scale without a currency sign: "5m people", "5m euros", "5b"."""
    if not words.digits(i) or (words.glued(i + 2) and words.text(i + 2).isalnum()):
        return False
    if words.lows[i + 1] == "b":
        return words.glued(i + 1)
    return words.text(i + 1) == "m" and is_million(words, i + 1)


def _money(words: Words, amount: Amount) -> Amount:
    """Behind a sign the country or the currency's word may stand too: "$76 US a barrel", "$10 dollars"."""
    stop = amount.stop
    text = words.text(stop)
    if text == "US" and not words.capital(stop + 1):
        return amount._replace(stop=stop + 1)
    if amount.unit == "USD" and (found := currency_after(words, stop, large=True)) and found[0].endswith("D"):
        return amount._replace(unit=found[0], stop=found[1])
    return amount


def _with_unit(words: Words, amount: Amount, trusted: bool) -> Amount:
    number, stop = amount.number, amount.stop
    after = words.lows[stop]
    if number is None or not (after in _UNIT_STARTS or words.lows[amount.start - 1] in _AGED):
        return _without_unit(amount)
    if age := _age(words, amount.start, stop, number):
        return amount._replace(unit="year", stop=age)
    part = number.fraction and after in ("a", "an")  # "half a mile"
    at = stop + 1 if part else stop
    dash = words.dash(at)
    if weight := _weight(words, at, number):
        return amount._replace(unit="pound", stop=weight)
    if found := currency_after(words, at + 1 if dash else at, abs(number.value) >= 1000):
        return _with_rest(words, _with_scale(words, amount._replace(unit=found[0], stop=found[1])))
    if found := unit_after(words, at, trusted):
        return _with_rest(words, amount._replace(unit=found[0], stop=found[1]))
    return _counting(words, amount, number)


def _counting(words: Words, amount: Amount, number: Numeral) -> Amount:
    """An amount without a unit proper: "12-member", "3 times higher", "4x"."""
    stop = amount.stop
    if words.dash(stop) and _compounded(words, stop + 1, number):
        return amount._replace(counted=(stop + 1, stop + 2))
    more = words.lows[stop + 1]
    compared = more in _MULTIPLIED or (more.endswith("ier") and more not in _NO_COMPARATIVE)
    times = words.lows[stop] == "times" and compared
    if times or (words.lows[stop] == "x" and words.glued(stop) and not words.glued(stop + 1)):
        return amount._replace(unit="times", stop=stop + 1)
    return _without_unit(amount)


def _weight(words: Words, i: int, number: Numeral) -> int | None:
    """The token behind pounds that are no money: "a 5,000-pound bomb", "weighs 200 pounds", "20 pounds of clay"."""
    at = i + 1 if words.dash(i) else i
    if words.lows[at] not in ("pound", "pounds"):
        return None
    after = words.lows[at + 1]
    if at > i:
        return at + 1 if words.word(at + 1) and after not in _NOTES else None
    heavy = after in _WEIGHING or any(words.low(i - k) in _WEIGHING for k in range(2, 6))
    return at + 1 if heavy or (after == "of" and number.value < _MUCH) else None


def _compounded(words: Words, i: int, number: Numeral) -> bool:
    """Whether token ``i``, joined to a number by a hyphen, is what it counts: "12-member", "16-game"."""
    low = words.lows[i]
    if number.fraction or not words.word(i) or words.capital(i) or low in _NO_COMPOUND or low in NO_NOUNS:
        return False
    if number.value in (0, 1):
        return number.value == 1 and low in _ONE_COUNTS
    participle = low.endswith("ed") and len(low) > _SHORT and low != "speed"
    return not participle and len(low) > 2 and not (number.plain and 1900 <= number.value <= 2100)


def _without_unit(amount: Amount) -> Amount:
    return amount._replace(unit="fraction") if amount.number and amount.number.fraction else amount


def _with_scale(words: Words, amount: Amount) -> Amount:
    """As in "75 USD million"; the currency's own scale ("30 MUSD") too."""
    own = scale_of(words, amount.stop - 1)
    scale = SCALES.get(words.lows[amount.stop]) if words.text(amount.stop - 1).isupper() else None
    value = amount.value * own * (scale or 1)
    return amount._replace(value=value, stop=amount.stop + 1 if scale else amount.stop)


def _with_rest(words: Words, amount: Amount) -> Amount:
    """The smaller unit behind a greater one: "5 feet 2 inches", "three dollars and fifty cents", "3 dollars 50"."""
    feet = amount.unit == "foot" and words.dash(amount.stop)
    at = amount.stop + 1 if feet or words.lows[amount.stop] == "and" else amount.stop
    if not (words.digits(at) or words.lows[at] in CARDINALS):
        return amount
    rest = numeral(words, at)
    if rest is None or rest.fraction or rest.scale != 1:
        return amount
    found = currency_after(words, rest.stop, large=False) or unit_after(words, rest.stop)
    if feet and rest.value < _PART_OF["foot", "inch"]:  # "6-foot-3"
        return amount._replace(value=amount.value + rest.value / 12, stop=rest.stop)
    whole = _PART_OF.get((amount.unit or "", found[0])) if found else None
    if found and whole and rest.value < whole:
        return amount._replace(value=amount.value + rest.value / whole, stop=found[1])
    bare = at == amount.stop and not words.word(rest.stop) and not words.digits(rest.stop) and rest.value < 100
    if found is None and bare and (amount.unit, "cent") in _PART_OF and rest.value == rest.value.to_integral_value():
        return amount._replace(value=amount.value + rest.value / 100, stop=rest.stop)
    return amount


def _age(words: Words, start: int, stop: int, number: Numeral) -> int | None:
    """The token behind an age: "23-year-old", "23 years old", "aged 23", and the news form "Ann Example, 23, said"."""
    low = words.lows[stop]
    at = stop + 1 if words.dash(stop) else stop
    if words.lows[at] in ("year", "years", "yr"):
        old = at + 2 if words.dash(at + 1) else at + 1
        if words.lows[old] in ("old", "olds"):
            return old + 1
        return old + 2 if words.run(old, "of", "age") else None
    before = words.lows[start - 1] if start else ""
    ends = low in (",", "(") or (low in _ENDS and not words.word(stop + 1))
    named = before == "," and ends and words.capital(start - 2)
    if not (number.plain and number.value < _OLDEST):
        return None
    return stop if before in OLD or named or _turned(words, start, stop) else None


def _turned(words: Words, start: int, stop: int) -> bool:
    """Whether someone is or becomes a number: "when she turned 18", "when he was 12"."""
    before, low = words.lows[start - 1], words.lows[stop]
    if before in _TURNING:
        return not is_plural(words, stop)
    if before in ("under", "over"):  # "men under 35"
        return words.lows[start - 2] in _PEOPLE
    if before in _PEOPLE:  # "adults 30 to 44", "men 65 and older"
        return words.digits(stop + 1) if low in _SPANS else low in ("and", "or") and words.lows[stop + 1] in _ELDER
    return before in ("was", "were", "is") and words.lows[start - 3] == "when" and words.lows[start - 2] in _PERSONS
