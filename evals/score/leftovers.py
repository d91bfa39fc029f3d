"""Names what no pair took up: what was missed, merged, split, said twice, invented, or perhaps overlooked in gold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from evals import similarity
from evals.score.pairing import Pair, meet
from evals.sides import Side
from evals.words import Spans

Name = Literal["missed", "merged", "duplicate", "split", "fabricated", "grounded", "trap"]
"""Of gold: ``missed``, or ``merged`` into the pair of another claim. Of the predicted: a ``duplicate`` of a pair, a
piece that was ``split`` from one, ``fabricated`` (its evidence does not stand in the article), a ``trap`` of gold's, or
``grounded``: its words stand there, so perhaps the labeller missed it."""
_WITHIN = 0.8
_SAME_SAYING = 0.8


@dataclass(frozen=True)
class Leftover:
    """A claim of one side that has no partner.

    Attributes:
        name: What became of it.
        side: The claim.
        beside: The id of the claim of the other side that it belongs with, if there is one.
    """

    name: Name
    side: Side
    beside: str | None = None


def of_gold(missed: Sequence[Side], pairs: Sequence[Pair]) -> Iterator[Leftover]:
    """Name the gold claims that no pair took up."""
    for side in missed:
        holder = next((pair for pair in pairs if _inside(side.evidence, pair.predicted.evidence)), None)
        yield Leftover("merged", side, holder.predicted.id) if holder else Leftover("missed", side)


def of_predicted(spurious: Sequence[Side], pairs: Sequence[Pair], traps: Sequence[Side]) -> Iterator[Leftover]:
    """Name the predicted claims that no pair took up."""
    for side in spurious:
        if not side.grounded:
            yield Leftover("fabricated", side)
        elif trap := next((trap for trap in traps if springs(side, trap)), None):
            yield Leftover("trap", side, trap.id)
        else:
            yield _grounded(side, pairs)


def springs(side: Side, trap: Side) -> bool:
    """Whether a claim says what the article does not: the trap's words, numbers and negation, at the trap's place."""
    said = similarity.text(trap, side, None)
    return said >= _SAME_SAYING and (similarity.span(trap, side) or 0) > 0


def trapped(pair: Pair, traps: Sequence[Side]) -> Pair:
    """The pair, with the trap that its predicted claim is nearer to than to gold, if there is one."""
    words = similarity.text(pair.gold, pair.predicted, None)
    for trap in traps:
        if springs(pair.predicted, trap) and similarity.text(trap, pair.predicted, None) > words:
            return replace(pair, trap=trap.id)
    return pair


def _grounded(side: Side, pairs: Sequence[Pair]) -> Leftover:
    for pair in pairs:
        if _overlap(side.evidence, pair.predicted.evidence) >= similarity.ALLOWED and meet(pair.gold, side):
            return Leftover("duplicate", side, pair.gold.id)
    for pair in pairs:
        if _inside(side.evidence, pair.gold.evidence):
            return Leftover("split", side, pair.gold.id)
    return Leftover("grounded", side)


def _inside(part: Sequence[Spans], whole: Sequence[Spans]) -> bool:
    """Whether most of some reading's evidence lies in the other's."""
    pairs = ((one, other) for one in part for other in whole)
    return any(similarity.shared_length(one, other) >= _WITHIN * similarity.length(one) for one, other in pairs)


def _overlap(one: Sequence[Spans], other: Sequence[Spans]) -> float:
    return max((similarity.overlap(a, b) for a in one for b in other), default=0.0)
