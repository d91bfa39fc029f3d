"""Slots: what became of each field of each claim, counted as in the Message Understanding Conferences.

Correct, partial, incorrect, missing and spurious (Chinchor and Sundheim 1993, MUC-5 Evaluation Metrics): the slots that
gold has are correct + partial + incorrect + missing, those that were predicted are correct + partial + incorrect +
spurious, and a partial one counts half.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeVar

from evals import similarity
from evals.match import one_to_one
from evals.metrics import ratio
from evals.score.pairing import Pair
from evals.sides import Amount, Link, Side

FIELDS = (
    "span", "text", "quantity", "comparator", "unit", "measure", "base", "change", "time", "attribution", "chain",
    "act", "directness", "modality", "polarity", "kind", "hedges", "checkable",
)  # fmt: skip
"""The fields whose slots are counted."""
_RIGHT = 0.95

_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Slots:
    """Counts of one field."""

    correct: int = 0
    partial: int = 0
    incorrect: int = 0
    missing: int = 0
    spurious: int = 0

    def __add__(self, other: Slots) -> Slots:
        return Slots(
            self.correct + other.correct,
            self.partial + other.partial,
            self.incorrect + other.incorrect,
            self.missing + other.missing,
            self.spurious + other.spurious,
        )

    @property
    def possible(self) -> int:
        """Slots that gold has."""
        return self.correct + self.partial + self.incorrect + self.missing

    @property
    def actual(self) -> int:
        """Slots that were predicted."""
        return self.correct + self.partial + self.incorrect + self.spurious

    @property
    def right(self) -> float:
        """Correct ones, and half of the partial ones."""
        return self.correct + self.partial / 2

    @property
    def precision(self) -> float | None:
        """Share of the predicted slots that is right."""
        return ratio(self.right, self.actual)

    @property
    def recall(self) -> float | None:
        """Share of gold's slots that is right."""
        return ratio(self.right, self.possible)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        return ratio(2 * self.right, self.actual + self.possible)


_NONE = Slots()
_CORRECT, _PARTIAL, _INCORRECT = Slots(correct=1), Slots(partial=1), Slots(incorrect=1)
_MISSING, _SPURIOUS = Slots(missing=1), Slots(spurious=1)


def count(pairs: Iterable[Pair], missed: Iterable[Side], spurious: Iterable[Side]) -> dict[str, Slots]:
    """Count every field's slots of an article: those of pairs, of gold that was missed, and of what is spurious."""
    counted = dict.fromkeys(FIELDS, _NONE)

    def add(found: Mapping[str, Slots]) -> None:
        for name, slots in found.items():
            if slots is not _NONE:
                counted[name] += slots

    for pair in pairs:
        add(of_pair(pair))
    for side in missed:
        add({name: Slots(missing=filled) for name, filled in _filled(side).items()})
    for side in spurious:
        add({name: Slots(spurious=filled) for name, filled in _filled(side).items()})
    return counted


def of_pair(pair: Pair) -> dict[str, Slots]:
    """What became of each field of a pair."""
    fields, gold, predicted = pair.fields, pair.gold, pair.predicted
    slots = {name: _outcome(fields[name]) for name in ("span", "text")}
    slots["attribution"] = _voiced(pair, fields["attribution"])
    slots["chain"] = _voiced(pair, fields["chain"])
    for name in ("directness", "modality", "polarity", "kind", "checkable"):
        slots[name] = _category(fields[name], bool(getattr(predicted, name)))
    slots["act"] = _acts(gold, predicted)
    slots["time"] = _listed(gold.times, predicted.times, similarity.moment)
    slots["hedges"] = _listed(gold.hedges, predicted.hedges, _same)
    amounts, others = _reading(gold.quantities, predicted.quantities, similarity.amount)
    slots["quantity"] = _elements(amounts, others, similarity.amount)
    for name in _INSIDE if amounts or others else ():
        slots[name] = _inside(amounts, others, name)
    return slots


def _outcome(like: float | None) -> Slots:
    if like is None:
        return _NONE
    return _CORRECT if like >= _RIGHT else _PARTIAL if like >= similarity.ALLOWED else _INCORRECT


def _voiced(pair: Pair, like: float | None) -> Slots:
    """The slot of a source: missing or spurious where one side speaks in the article's voice."""
    if like is None:
        return _NONE
    if not any(pair.gold.chains):
        return _SPURIOUS
    return _outcome(like) if any(pair.predicted.chains) else _MISSING


def _category(like: float | None, predicted: bool) -> Slots:
    if like is None:
        return _NONE
    return _CORRECT if like else _INCORRECT if predicted else _MISSING


def _acts(gold: Side, predicted: Side) -> Slots:
    ours, theirs = _first_acts(gold), _first_acts(predicted)
    if not theirs:
        return _MISSING if ours and all(gold.chains) else _NONE  # the article's own voice may be right too
    if not ours:
        return _SPURIOUS
    return _CORRECT if ours & theirs else _INCORRECT


def _first_acts(side: Side) -> set[str]:
    links: Iterable[Link] = (chain[0] for chain in side.chains if chain)
    return {link.act for link in links if link.act}


def _same(one: str, other: str) -> float:
    return similarity.words([[one]], [[other]]) or 0.0


def _listed(
    gold: Sequence[Sequence[_Item]], predicted: Sequence[Sequence[_Item]], like: Callable[[_Item, _Item], float]
) -> Slots:
    return _elements(*_reading(gold, predicted, like), like)


def _reading(
    gold: Sequence[Sequence[_Item]], predicted: Sequence[Sequence[_Item]], like: Callable[[_Item, _Item], float]
) -> tuple[Sequence[_Item], Sequence[_Item]]:
    """The reading of gold that suits the predicted list best; the first of those that are as good."""
    if len(gold) < 2:
        return gold[0] if gold else (), predicted[0] if predicted else ()

    def suits(reading: Sequence[_Item]) -> float:
        found = similarity.best([reading], predicted, like)
        return 1.0 if found is None else found

    return max(gold, key=suits, default=()), predicted[0] if predicted else ()


def _elements(gold: Sequence[_Item], predicted: Sequence[_Item], like: Callable[[_Item, _Item], float]) -> Slots:
    """The slots of a list: elements that are paired with nothing alike are incorrect, what is left over is not."""
    if not gold and not predicted:
        return _NONE
    pairs = one_to_one(gold, predicted, like)
    likes = [like(gold[i], predicted[j]) for i, j in pairs]
    right = sum(each >= _RIGHT for each in likes)
    wrong = min(len(gold), len(predicted)) - len(pairs)
    return Slots(
        correct=right,
        partial=len(pairs) - right,
        incorrect=wrong,
        missing=len(gold) - len(pairs) - wrong,
        spurious=len(predicted) - len(pairs) - wrong,
    )


def _inside(gold: Sequence[Amount], predicted: Sequence[Amount], name: str) -> Slots:
    """The slots of one field inside of the quantities: of those that are alike, then of the others in their order."""
    slots = _NONE
    for ours, theirs in _met(gold, predicted):
        slots += _compared(ours, theirs, name)
    return slots


def _met(gold: Sequence[Amount], predicted: Sequence[Amount]) -> Iterator[tuple[Amount | None, Amount | None]]:
    pairs = one_to_one(gold, predicted, similarity.amount)
    yield from ((gold[i], predicted[j]) for i, j in pairs)
    left = [one for i, one in enumerate(gold) if i not in {i for i, _ in pairs}]
    yield from zip_longest(left, [one for j, one in enumerate(predicted) if j not in {j for _, j in pairs}])


def _compared(gold: Amount | None, predicted: Amount | None, name: str) -> Slots:
    ours: str | None = getattr(gold, name, None)
    theirs: str | None = getattr(predicted, name, None)
    if (gold and name not in gold.scored) or (ours is None and theirs is None):
        return _NONE
    if ours is None or theirs is None:
        return _MISSING if theirs is None else _SPURIOUS
    if ours == theirs:
        return _CORRECT
    return _PARTIAL if name in ("measure", "base") and (ours in theirs or theirs in ours) else _INCORRECT


def _filled(side: Side) -> dict[str, int]:
    """How many slots of each field one claim fills."""
    amounts = side.quantities[0] if side.quantities else ()
    voiced = int(bool(side.chains and side.chains[0]))
    filled = {name: int(bool(getattr(side, name))) for name in ("modality", "polarity", "kind", "checkable")}
    inside = {name: sum(getattr(one, name) is not None for one in amounts) for name in _INSIDE}
    return (
        filled
        | inside
        | {
            "span": int(bool(side.evidence)),
            "text": 1,
            "quantity": len(amounts),
            "time": len(side.times[0]) if side.times else 0,
            "hedges": len(side.hedges[0]) if side.hedges else 0,
            "attribution": voiced,
            "chain": voiced,
            "act": int(bool(voiced and side.chains[0][0].act)),
            "directness": int(bool(voiced and side.directness)),
        }
    )


_INSIDE = ("comparator", "unit", "measure", "base", "change")
