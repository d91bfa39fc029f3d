"""Which predicted claim is which gold claim, and what each field of a pair is worth.

Align on identity, credit on correctness: a pair is made of what tells two claims apart (evidence, words, numbers,
source), and is worth what a reader relies on (numbers, source, time, certainty).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from evals import similarity
from evals.match import assign
from evals.sides import Side
from evals.similarity import ALLOWED

Field = str
IDENTITY: Mapping[Field, float] = MappingProxyType({"span": 3, "text": 2, "quantity": 1, "attribution": 1, "time": 0.5})
"""Weights of the likeness that pairs are made by."""
CREDIT: Mapping[Field, float] = MappingProxyType(
    {"quantity": 2, "attribution": 1.5, "text": 1, "time": 1, "chain": 0.5, "modality": 0.5, "kind": 0.5}
)
"""Weights of what a pair is worth."""
THRESHOLD = 0.4
"""Least likeness of a pair."""
CAP = 0.25
"""Most that a pair is worth whose polarity, number or first link is wrong."""
_TIE = 1e-6  # credit decides between assignments that are equally alike
_OPTIONAL = 1e-4  # and of these, gold that counts comes before gold that does not


@dataclass(frozen=True)
class Pair:
    """A gold claim and the predicted claim that it is paired with.

    Attributes:
        gold: The labelled claim.
        predicted: What was found.
        fields: Similarity of each field in [0, 1]; None where both sides are empty, or gold was not labelled.
        trap: The forbidden claim that the predicted one is nearer to than to gold.
    """

    gold: Side
    predicted: Side
    fields: Mapping[Field, float | None]
    trap: str | None = None

    @property
    def likeness(self) -> float:
        """How surely the two are one claim, in [0, 1]."""
        return _mean(self.fields, IDENTITY)

    @property
    def credit(self) -> float:
        """What the predicted claim is worth, in [0, 1]."""
        worth = _mean(self.fields, CREDIT)
        return min(worth, CAP) if self.wrong else worth

    @property
    def wrong(self) -> tuple[Field, ...]:
        """What caps the credit: fields that are simply wrong and that nobody may rely on, and what gold forbids."""
        fields = tuple(name for name in ("polarity", "number", "attribution") if self.fields[name] == 0)
        return (*fields, "trap") if self.trap else fields

    @property
    def publishable(self) -> bool:
        """Whether quantity, time of the event, first link and polarity are exactly right, and the words near enough.

        A statement with another number or a negation too many is not near, however its other words are.
        """
        exact = ("quantity", "event_time", "attribution", "polarity", "agreeing")
        right = all(self.fields[name] in (None, 1.0) for name in exact)
        return right and self.trap is None and (self.fields["text"] or 0) >= ALLOWED


def align(gold: Sequence[Side], predicted: Sequence[Side]) -> tuple[Pair, ...]:
    """Pair gold with predicted so that the likeness of all pairs together is greatest.

    A pair is allowed where evidence or text is alike by half, and the likeness reaches the threshold; the threshold
    stands before the assignment, so that no pair is spent on what is then thrown away.
    """
    allowed = {
        (i, j): pair for i, one in enumerate(gold) for j, other in enumerate(predicted) if (pair := meet(one, other))
    }
    weights = [[_weight(allowed.get((i, j))) for j in range(len(predicted))] for i in range(len(gold))]
    return tuple(allowed[place] for place in assign(weights))


def meet(gold: Side, predicted: Side) -> Pair | None:
    """Compare two claims; None where they may not be paired."""
    spans = similarity.span(gold, predicted)
    if (spans or 0) < ALLOWED and gold.vocabulary.isdisjoint(predicted.vocabulary):
        return None
    words = similarity.text(gold, predicted, spans)
    if (spans or 0) < ALLOWED and words < ALLOWED:
        return None
    pair = _pair(gold, predicted, spans, words)
    return pair if pair.likeness >= THRESHOLD else None


def compare(gold: Side, predicted: Side) -> Pair:
    """Compare two claims in every field, whether or not they may be paired."""
    spans = similarity.span(gold, predicted)
    return _pair(gold, predicted, spans, similarity.text(gold, predicted, spans))


def _pair(gold: Side, predicted: Side, spans: float | None, words: float) -> Pair:
    attributed = all(gold.chains) or any(predicted.chains)  # where nobody need speak, nothing is missing
    fields = {
        "span": spans,
        "text": words,
        "agreeing": similarity.agreeing(gold, predicted),
        "number": similarity.numbers_right(gold, predicted),
        "quantity": similarity.quantity(gold, predicted),
        "time": similarity.time(gold, predicted),
        "event_time": similarity.event_time(gold, predicted),
        "attribution": similarity.attribution(gold, predicted),
        "chain": similarity.chain(gold, predicted),
        "directness": similarity.category(gold.directness, predicted.directness) if attributed else None,
        "modality": similarity.category(gold.modality, predicted.modality),
        "polarity": similarity.category(gold.polarity, predicted.polarity),
        "kind": similarity.category(gold.kind, predicted.kind),
        "hedges": similarity.words(gold.hedges, predicted.hedges),
        "checkable": similarity.category(gold.checkable, predicted.checkable),
    }
    return Pair(gold, predicted, fields)


def _weight(pair: Pair | None) -> float:
    if pair is None:
        return 0.0
    return pair.likeness + _TIE * pair.credit + (0 if pair.gold.optional else _OPTIONAL)


def _mean(fields: Mapping[Field, float | None], weights: Mapping[Field, float]) -> float:
    counted = [(like, weights[name]) for name in weights if (like := fields[name]) is not None]
    return sum(like * weight for like, weight in counted) / sum(weight for _, weight in counted)
