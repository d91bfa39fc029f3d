"""How alike a gold and a predicted claim are, field by field: in [0, 1], or None where both sides are empty.

The fields and their rules are those of the scheme in ``evals/README.md``, "How a claim is scored". Where a field has
several right readings, the best counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TypeVar

from evals.match import one_to_one, paired_sum
from evals.sides import Amount, Link, Moment, Side
from evals.words import Spans, Statement, content_words

NUMBERS_CONFLICT = 0.5
"""Most that a text is alike whose numbers conflict."""
NEGATION_DIFFERS = 0.3
"""Most that a text is alike of which only one is negated."""
ALLOWED = 0.5
"""Least likeness of span or text of a pair."""
_RIGHTLY_ROUNDED = Decimal("0.05")

_Item = TypeVar("_Item")


def span(gold: Side, predicted: Side) -> float | None:
    """Intersection over union of the evidences' characters."""
    if not gold.evidence or not predicted.evidence:
        return 0.0 if gold.evidence or predicted.evidence else None
    return max(overlap(one, other) for one in gold.evidence for other in predicted.evidence)


def overlap(one: Spans, other: Spans) -> float:
    """Intersection over union of two sets of spans."""
    if one[-1][1] <= other[0][0] or other[-1][1] <= one[0][0]:
        return 0.0
    shared = shared_length(one, other)
    return shared / (length(one) + length(other) - shared) if shared else 0.0


def shared_length(one: Spans, other: Spans) -> int:
    """How many code points stand in both."""
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)


def length(spans: Spans) -> int:
    """How many code points stand in spans."""
    return sum(end - start for start, end in spans)


def text(gold: Side, predicted: Side, spans: float | None) -> float:
    """Half F1 of content words, half one less the Indel distance, within the two guards.

    Where the evidence is the same (``spans`` at least a half) and no guard speaks, it is a half at least: the words of
    a statement may be put otherwise, its numbers and its negation may not.
    """
    floor = ALLOWED if spans is not None and spans >= ALLOWED else 0.0
    return max(_text(one, other, floor) for one in gold.statements for other in predicted.statements)


def _text(one: Statement, other: Statement, floor: float) -> float:
    if not floor and one.tokens.keys().isdisjoint(other.tokens):
        return 0.0  # without a word in common it stays below what a pair needs
    if one == other:
        return 1.0
    f1, shorter, both = _f1(one, other), min(len(one.text), len(other.text)), len(one.text) + len(other.text)
    if not floor and f1 + 2 * shorter / both < 2 * ALLOWED:
        return f1 / 2  # whatever its characters, it stays below what a pair needs
    like = max(floor, (f1 + _indel(one.text, other.text)) / 2)
    if one.negated != other.negated:
        like = min(like, NEGATION_DIFFERS)
    return min(like, NUMBERS_CONFLICT) if conflicting(one, other) else like


def agreeing(gold: Side, predicted: Side) -> float:
    """Whether some right statement and the predicted one agree in their numbers and in negation."""
    both = ((one, other) for one in gold.statements for other in predicted.statements)
    return float(any(one.negated == other.negated and not conflicting(one, other) for one, other in both))


def conflicting(one: Statement, other: Statement) -> bool:
    """Whether each of two statements names a number that the other does not."""
    return bool(one.numbers - other.numbers and other.numbers - one.numbers)


def _f1(one: Statement, other: Statement) -> float:
    shared = sum((one.tokens & other.tokens).values())
    total = one.tokens.total() + other.tokens.total()
    return 2 * shared / total if total else 0.0


@lru_cache(maxsize=1)
def _indel_similarity() -> Callable[[str, str], float]:
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity


def _indel(one: str, other: str) -> float:
    return _indel_similarity()(one, other)


def quantity(gold: Side, predicted: Side) -> float | None:
    """The quantities, paired one to one."""
    return best(gold.quantities, predicted.quantities, amount)


def numbers_right(gold: Side, predicted: Side) -> float | None:
    """0 where some number stands for another one, whatever the others are; None where there are none on either side."""
    found = [_no_wrong_number(one, other) for one in gold.quantities for other in predicted.quantities]
    return None if None in found else max(each for each in found if each is not None)


def _no_wrong_number(gold: Sequence[Amount], predicted: Sequence[Amount]) -> float | None:
    if not gold and not predicted:
        return None
    fewer = min(len(gold), len(predicted))
    return float(fewer > 0 and len(one_to_one(gold, predicted, amount)) == fewer)


def amount(gold: Amount, predicted: Amount) -> float:
    """1 where value, unit and comparator agree; ½ where only the comparator differs, or the value is rightly rounded.

    Else 0: a near number is a wrong number.
    """
    if "unit" in gold.scored and gold.unit != predicted.unit:
        return 0.0
    if not _same_value(gold, predicted):
        return 0.5 if _rounded(gold.value, predicted.value) else 0.0
    return 1.0 if "comparator" not in gold.scored or gold.comparator == predicted.comparator else 0.5


def _same_value(gold: Amount, predicted: Amount) -> bool:
    if "value" not in gold.scored and "low" not in gold.scored and "high" not in gold.scored:
        return gold.words == predicted.words
    if "between" in (gold.comparator, predicted.comparator):
        return (gold.low, gold.high) == (predicted.low, predicted.high)
    return gold.value == predicted.value


def _rounded(exact: Decimal | None, rounded: Decimal | None) -> bool:
    """Whether one value is the other rounded to its own digits, two of them at least, and within a twentieth of it."""
    if not exact or not rounded or exact == rounded:
        return False
    digits = rounded.normalize()
    if len(digits.as_tuple().digits) < 2 or len(exact.normalize().as_tuple().digits) <= len(digits.as_tuple().digits):
        return False
    unit = Decimal(1).scaleb(int(digits.as_tuple().exponent))
    nearest = (exact / unit).quantize(Decimal(1), rounding=ROUND_HALF_UP) * unit
    return nearest == rounded and abs(exact - rounded) <= _RIGHTLY_ROUNDED * abs(exact)


def time(gold: Side, predicted: Side) -> float | None:
    """All times, paired one to one."""
    return best(gold.times, predicted.times, moment)


def event_time(gold: Side, predicted: Side) -> float | None:
    """The times of the event alone."""
    return best(_events(gold), _events(predicted), moment)


def _events(side: Side) -> tuple[tuple[Moment, ...], ...]:
    return tuple(tuple(one for one in reading if one.of == "event") for reading in side.times)


def moment(gold: Moment, predicted: Moment) -> float:
    """1 where the intervals are equal, 0 where disjoint, else the Jaccard of their days, ½ where one holds the other.

    A time of the saying is none of the event. Without an interval (lengths, rhythms, what is unresolved) the TIMEX3
    values are compared, and without these the words.
    """
    if gold.of != predicted.of:
        return 0.0
    if not gold.scored & {"start", "end"}:
        return float(_same_name(gold, predicted))
    if gold.start is None and gold.end is None:
        return float(predicted.start is None and predicted.end is None and _same_name(gold, predicted))
    return jaccard((gold.start, gold.end), (predicted.start, predicted.end))


def _same_name(gold: Moment, predicted: Moment) -> bool:
    return gold.timex == predicted.timex if gold.timex and predicted.timex else gold.words == predicted.words


def jaccard(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> float:
    """Days in both over days in either; an open end is as far as time goes."""
    (a, b), (c, d) = _days(one), _days(other)
    if (a, b) == (c, d):
        return 1.0
    if other == (None, None):
        return 0.0
    shared = min(b, d) - max(a, c) + 1
    if shared <= 0:
        return 0.0
    like = shared / (max(b, d) - min(a, c) + 1)
    return max(like, 0.5) if (a <= c and d <= b) or (c <= a and b <= d) else like


def _days(interval: tuple[date | None, date | None]) -> tuple[int, int]:
    start, end = interval
    return (start or date.min).toordinal(), (end or date.max).toordinal()


def attribution(gold: Side, predicted: Side) -> float | None:
    """The first link: 1 for the name or an alias, ½ for a part of it with the same surname or head."""
    return _over_chains(gold, predicted, lambda one, other: link(one[0], other[0]))


def chain(gold: Side, predicted: Side) -> float | None:
    """1 for the same links in the same order, ½ for the first alone."""
    return _over_chains(gold, predicted, _chain)


def _chain(one: Sequence[Link], other: Sequence[Link]) -> float:
    if not link(one[0], other[0]):
        return 0.0
    whole = len(one) == len(other) and all(link(a, b) for a, b in zip(one, other, strict=True))
    return 1.0 if whole else 0.5


_Chain = tuple[Link, ...]


def _over_chains(gold: Side, predicted: Side, like: Callable[[_Chain, _Chain], float]) -> float | None:
    found = [
        None if not one and not other else like(one, other) if one and other else 0.0
        for one in gold.chains
        for other in predicted.chains
    ]
    return None if None in found else max(each for each in found if each is not None)


def link(gold: Link, predicted: Link) -> float:
    """1 for a right name, ½ for a part of it that ends alike; of sources without a name the mentions are compared."""
    if _nobody(gold) or _nobody(predicted):
        return float(_unnamed(gold) and _unnamed(predicted))
    if gold.names and predicted.names:
        return _alike(gold.names, predicted.names)
    if gold.names or predicted.names:  # one of the two has but a mention: "Ms. Anders", or a name that nobody found
        return _alike(gold.names or {gold.mention}, predicted.names or {predicted.mention})
    return 1.0 if gold.mention == predicted.mention else _alike({gold.mention}, {predicted.mention})


def _nobody(one: Link) -> bool:
    """Whether neither a name nor a mention tells who it is: speech of somebody unnamed that runs on."""
    return not one.names and not one.mention


def _unnamed(one: Link) -> bool:
    return not one.mention and not (one.names and one.named)


def _alike(gold: Iterable[str], predicted: Iterable[str]) -> float:
    pairs = [(one, other) for one in gold for other in predicted if one and other]
    if any(one == other for one, other in pairs):
        return 1.0
    return 0.5 if any(_part(one, other) or _part(other, one) for one, other in pairs) else 0.0


def _part(part: str, whole: str) -> bool:
    """Whether a name is made of words of another and shares its head: its last word, or the one before "of"."""
    few, many = content_words(part), content_words(whole)
    return bool(few) and set(few) <= set(many) and few[-1] in (many[-1], _head(whole))


def _head(name: str) -> str:
    words = content_words(name.split(" of ")[0].split(", ")[0])
    return words[-1] if words else ""


def category(gold: frozenset[_Item], predicted: frozenset[_Item]) -> float | None:
    """Whether a category is one of the right ones; None where it was not labelled."""
    if not gold:
        return None
    return float(bool(gold & predicted))


def words(gold: Sequence[Sequence[str]], predicted: Sequence[Sequence[str]]) -> float | None:
    """Words (of hedges) that are the same, or of which one holds the other, paired one to one."""
    return best(gold, predicted, lambda one, other: float(one == other or f" {one} " in f" {other} "))


def best(
    gold: Sequence[Sequence[_Item]], predicted: Sequence[Sequence[_Item]], like: Callable[[_Item, _Item], float]
) -> float | None:
    """The best reading's likeness of two lists, twice the paired one over both lengths; None where both are empty."""
    found = [_lists(one, other, like) for one in gold for other in predicted]
    return None if None in found else max(each for each in found if each is not None)


def _lists(one: Sequence[_Item], other: Sequence[_Item], like: Callable[[_Item, _Item], float]) -> float | None:
    if not one and not other:
        return None
    return (
        2 * paired_sum([[like(a, b) for b in other] for a in one]) / (len(one) + len(other)) if one and other else 0.0
    )
