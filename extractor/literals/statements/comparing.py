"""What a passage says against the words that should carry it: numbers, dates, negations, hedges, directions, names.

These are the critical tokens: a statement may word them otherwise ("over 2,400" for "more than 2,400", "five percent"
for "5 %"), but says no other number, bound, unit, day or name, drops no "not" and no "may". Both sides are read by the
same parsers and compared by value; what a value cannot tell is compared by closed lists.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Context, Decimal

from extractor.literals import certainty, dates, quantities
from extractor.literals.dates import TimeReading
from extractor.literals.language.tokens import Token, inside, tokenize
from extractor.literals.language.words import listed
from extractor.literals.numbers.vocabulary import SCALES
from extractor.literals.quantities import QuantityReading
from extractor.schema import Quantity, RejectionReason
from extractor.text import Range

Objection = tuple[RejectionReason, str]

_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_SCALED = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(SCALES)}|bn|m|k|tn|crores?|lakhs?)(?![^\W\d_])", re.IGNORECASE)
_PREFIXES = {
    "kilo": Decimal(1000), "mega": Decimal(10**6), "giga": Decimal(10**9), "tera": Decimal(10**12),
    "centi": Decimal("0.01"), "milli": Decimal("0.001"),
}  # fmt: skip
_FIFTEEN_DIGITS = Context(prec=15)
_BASES = listed("metre gram litre watt tonne byte volt hertz joule watt-hour newton pascal calorie")
_LIKE_AT = frozenset(("at", "during"))
_PREPOSITIONS = listed("on in at during over for of the this")
_SAME = {
    "every": "all", "each": "all", "virtually": "almost", "practically": "almost", "nearly": "almost",
    "majority": "most", "numerous": "many", "mostly": "most", "mainly": "most", "largely": "most",
}  # fmt: skip
"""Quantifiers that say the same."""
_DEGREES = listed("likely recent recently important importantly notably probably of recently common commonly")
"""What "most" heightens rather than counts."""
_FIXED = (
    ("in", "all", "likelihood"),
    ("in", "all", "probability"),
    ("as", "many", "as"),
    ("all", "but"),
    ("after", "all"),
)
"""Phrases whose quantifier counts nothing."""
_QUANTIFIERS = listed(
    "all every each both most many much several some numerous few majority minority only almost nearly virtually "
    "practically partly partially mostly largely entirely always often sometimes usually mainly widely"
)
_UP = listed(
    "rise rises rose risen rising increase increases increased increasing grow grows grew grown growing gain gains "
    "gained climb climbs climbed jump jumps jumped surge surges surged soar soars soared up higher above more upward "
    "widen widened raise raises raised expand expanded improve improved strengthened added doubled tripled"
)
_DOWN = listed(
    "fall falls fell fallen falling decrease decreases decreased decreasing drop drops dropped dropping decline "
    "declines declined declining shrink shrank shrunk lose loses lost plunge plunged tumble tumbled slump slumped "
    "slide slid sink sank sunk down lower below less fewer downward narrow narrowed cut cuts reduce reduced worsened "
    "weakened shed halved"
)
_NO_NAMES = listed("i mr mrs ms dr the a an it he she they we this that these those in on at of no not")


def disagreement(said: str, carried: str, *, beside: str = "", published: date | None = None) -> Objection | None:
    """Tell the first critical token of a passage that the words which should carry it do not say.

    Args:
        said: What is said, without added [brackets].
        carried: The article's words.
        beside: The words that were added in [brackets]: they may hold what is missing outside of them.
        published: Day of publication, against which relative dates of both sides are read.

    Returns:
        None where all agree; else the reason and a sentence about it.
    """
    return (
        numbers(said, carried)
        or dates_in(said, carried, published)
        or _negation(said, carried)
        or _hedge(said, carried)
        or _quantifier(said, carried, beside)
        or direction(said, carried)
        or _name(said, carried, beside)
    )


def numbers(said: str, carried: str) -> Objection | None:
    """Each quantity of ``said`` must be one of ``carried``: its value, its bound, its unit; each other figure too."""
    if found := quantities.find(said):
        known = quantities.find(carried)
        amounts = {amount(reading) for reading in known}
        for reading in found:
            if amount(reading) not in amounts and not _counted_by_word(reading, said, carried):
                return _numeric(said[reading.start : reading.end], reading, known, carried)
    there = set(_FIGURE.findall(carried))
    if not (others := [match for match in _FIGURE.finditer(said) if match.group() not in there]):
        return None
    placed = [(reading.start, reading.end) for reading in found] + dates.spans(said)
    for match in others:
        if not any(start <= match.start() < end for start, end in placed):
            return "number_conflict", f'It says "{match.group()}", which the article\'s words do not.'
    return None


def _counted_by_word(reading: QuantityReading, said: str, carried: str) -> bool:
    """Whether a word of the other side says it: "both" for two, "most" for the majority."""
    there = {token.lower for token in tokenize(carried)}
    if reading.unit == "fraction" and "majority" in said[reading.start : reading.end].lower():
        return "most" in there
    return "both" in there and reading.unit is None and reading.low == reading.high == 2


def amount(reading: QuantityReading | Quantity) -> tuple[object, ...]:
    """A quantity as what it says: value or ends, bound, unit; shares are percent, SI units have no prefix."""
    scale, unit = _base_unit(reading.unit)
    ends = [
        None if end is None else _FIFTEEN_DIGITS.multiply(end, scale).normalize()
        for end in (reading.value, reading.low, reading.high)
    ]
    return *ends, reading.comparator, unit


def _base_unit(unit: str | None) -> tuple[Decimal, str | None]:
    if unit == "fraction":
        return Decimal(100), "percent"
    for prefix, scale in _PREFIXES.items():
        if unit and unit.startswith(prefix) and unit.removeprefix(prefix) in _BASES:
            return scale, unit.removeprefix(prefix)
    return Decimal(1), unit


def _numeric(words: str, said: QuantityReading, known: Sequence[QuantityReading], carried: str) -> Objection:
    """Tell how a quantity differs from the nearest of those that the article's words name."""
    value, *_, unit = amount(said)
    for other in known:
        its = amount(other)
        there = carried[other.start : other.end]
        if its[0] == value and its[-1] == unit and value is not None:
            return "bound_conflict", f'It says "{words}", the article "{there}".'
    for other in known:
        there = carried[other.start : other.end]
        if other.value is not None and other.value == said.value:
            return "unit_conflict", f'It says "{words}", the article "{there}".'
        if _differ_in_scale(words, said, there, other):
            return "scale_conflict", f'It says "{words}", the article "{there}".'
    return "number_conflict", f'It says "{words}", which the article\'s words do not.'


def _differ_in_scale(words: str, said: QuantityReading, there: str, other: QuantityReading) -> bool:
    """Whether two numbers are the same figures with another scale word: "2.4 million" and "2.4 billion"."""
    one, two = said.value or said.high, other.value or other.high
    if not one or not two or not (_SCALED.search(words) or _SCALED.search(there)):
        return False
    ratio = max(one, two) / min(one, two)
    return ratio >= 10 and ratio.normalize().as_tuple().digits == (1,)


def dates_in(said: str, carried: str, published: date | None) -> Objection | None:
    """Each time of ``said`` must be one of ``carried``: the same days, named in the same way."""
    if not (found := dates.find(said, published)):
        return None
    known = dates.find(carried, published)
    for reading in found:
        words = said[reading.start : reading.end]
        if any(_coincide(reading, words, other, carried[other.start : other.end]) for other in known):
            continue
        return "date_conflict", f'It says "{words}", which the article\'s words do not.'
    return None


def _coincide(one: TimeReading, words: str, other: TimeReading, there: str) -> bool:
    """Whether two times name the same days in the same way; unresolved ones, whether their words are the same."""
    relations = {"at" if reading.relation in _LIKE_AT else reading.relation for reading in (one, other)}
    if len(relations) > 1 or (one.limits is None) != (other.limits is None):
        return False
    if one.limits is not None and other.limits is not None and one.limits != other.limits:
        return False
    if _bare(words) == _bare(there):
        return True
    return one.timex is not None and "X" not in one.timex and one.timex == other.timex


def _bare(words: str) -> list[str]:
    return [token.lower for token in tokenize(words) if token.lower not in _PREPOSITIONS]


def _negation(said: str, carried: str) -> Objection | None:
    if len(certainty.negations(said)) != len(certainty.negations(carried)):
        return "negation_conflict", "It and the article's words differ in a negation."
    return None


def _hedge(said: str, carried: str) -> Objection | None:
    """A hedge may be worded otherwise, never dropped or made stronger; what will be is not what is."""
    kept = Counter(_hedges(said))
    dropped = list((Counter(_hedges(carried)) - kept).elements())
    if dropped:
        as_many = sum(kept.values()) >= len(certainty.hedges(carried))
        if not as_many or certainty.modality(said) != certainty.modality(carried):
            return "hedge_dropped", f'It drops "{dropped[0]}" of the article\'s words.'
    if certainty.is_future(carried) and certainty.modality(said) == "certain":
        return "hedge_dropped", "It says as a fact what the article's words say of the future."
    if certainty.is_open(carried) and not certainty.is_open(said):
        return "hedge_dropped", "It says as a fact what the article's words ask, or put under a condition."
    return None


def _hedges(passage: str) -> list[str]:
    return [passage[hedge.start : hedge.end].lower() for hedge in certainty.hedges(passage)]


def _quantifier(said: str, carried: str, beside: str) -> Objection | None:
    own, there = Counter(_quantifiers(said)), Counter(_quantifiers(carried))
    if "both" in there and any(reading.low == reading.high == 2 for reading in quantities.find(said)):
        del there["both"]
    if not (differing := [*(own - there), *(there - own - Counter(_quantifiers(beside)))]):
        return None
    return "quantifier_conflict", f'It and the article\'s words differ in "{differing[0]}".'


def _quantifiers(passage: str) -> Iterator[str]:
    """Words for how many, outside of numbers; "some 200" is one."""
    tokens = tokenize(passage)
    lows = [token.lower for token in tokens]
    if _QUANTIFIERS.isdisjoint(lows):
        return
    placed = [(reading.start, reading.end) for reading in quantities.find(passage)] + dates.spans(passage)
    placed.sort()
    fixed = {i + k for phrase in _FIXED for i in _starts(lows, phrase) for k in range(len(phrase))}
    for i, token in enumerate(tokens):
        if token.lower not in _QUANTIFIERS or i in fixed or (_within(token, placed) and token.lower != "majority"):
            continue
        if token.lower != "most" or " ".join(lows[i + 1 : i + 2]) not in _DEGREES - {"of"}:
            yield _SAME.get(token.lower, token.lower)


def _starts(lows: Sequence[str], phrase: tuple[str, ...]) -> Iterator[int]:
    return (i for i in range(len(lows)) if tuple(lows[i : i + len(phrase)]) == phrase)


def _within(token: Token, places: Sequence[Range]) -> bool:
    return any(start <= token.start < end for start, end in places)


def direction(said: str, carried: str) -> Objection | None:
    """A word for up in place of one for down, or the other way round."""
    own, there = ({token.lower for token in tokenize(passage)} for passage in (said, carried))
    for one, other in ((_UP, _DOWN), (_DOWN, _UP)):
        added, lost = (own - there) & one, (there - own) & other
        if added and lost:
            return "direction_conflict", f'It says "{min(added)}", the article "{min(lost)}".'
    return None


def _name(said: str, carried: str, beside: str) -> Objection | None:
    """A name in place of another; a name in place of a pronoun is an addition."""
    there = {token.lower.removesuffix("'s") for token in tokenize(carried)}
    if not (added := [name for name in names(said) if name.lower() not in there]):
        return None
    own = {token.lower.removesuffix("'s") for token in (*tokenize(said), *tokenize(beside))}
    if lost := [name for name in names(carried) if name.lower() not in own]:
        return "name_conflict", f'It says "{added[0]}", the article "{lost[0]}".'
    return None


def names(passage: str) -> Iterator[str]:
    """Yield words with a capital, but for the first of a sentence where nothing shows that it is a name."""
    timed = dates.spans(passage)
    tokens = tokenize(passage)
    for i, token in enumerate(tokens):
        if not token.is_name or token.lower in _NO_NAMES or inside(token.start, timed):
            continue
        if i and tokens[i - 1].text not in ".!?:":
            yield token.text.removesuffix("'s").removesuffix("’s")
