"""One answer of an engine on its way through the gate: what was drafted, what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from extractor.errors import AnswerError, FailReason
from extractor.response import Draft, Malformed
from extractor.schema import Claim, Engine, Rejection, Usage

FALLBACK: Mapping[FailReason, str] = {
    "truncated": "the model's answer was truncated",
    "unreadable": "the model's answer was unreadable",
    "unavailable": "the server gave no answer",
}
"""Failures that the rules engine stands in for; a refusal, a filter and an offline miss stay failures."""


@dataclass(frozen=True)
class Wrong:
    """A rejection.

    Attributes:
        record: As it stands in the result.
        sentence: The number of the one sentence that the draft is about; None where it names none.
        why: What a re-ask says of it: without the article's sentence numbers, which no request shows.
    """

    record: Rejection
    sentence: int | None
    why: str


@dataclass
class Drafting:
    """What the engine said in one answer, and what the gate made of it.

    Attributes:
        engine: Who drafted.
        numbers: The sentences it was shown.
        items: What it said; a model counts the sentences shown from 1, the rules by their numbers in the article.
        failure: Why the model gave no answer.
        left_out: Parameters that the model was asked without.
    """

    engine: Engine
    numbers: Sequence[int] = ()
    items: Sequence[Draft | Malformed] = ()
    usage: Usage = field(default_factory=Usage)
    failure: AnswerError | None = None
    left_out: frozenset[str] = frozenset()
    is_reask: bool = False
    claims: list[tuple[int, Claim]] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def fallback(self) -> bool:
        """Whether the rules stand in for an answer of the model."""
        return self.engine == "rules" and self.failure is not None

    def sentence(self, item: Draft | Malformed) -> int | None:
        """The article's number of the sentence that an item names; None where it names none that was shown."""
        if self.engine == "rules" or item.sentence is None:
            return item.sentence
        return self.numbers[item.sentence - 1] if 1 <= item.sentence <= len(self.numbers) else None


def spelled(numbers: Iterable[int]) -> str:
    """Numbers as a person writes them: "sentence 3", "sentences 1-4, 9"."""
    ordered = sorted(set(numbers))
    runs = [[n for _, n in run] for _, run in groupby(enumerate(ordered), lambda pair: pair[1] - pair[0])]
    listed = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
    return f"sentence{'' if len(ordered) == 1 else 's'} {listed}"
