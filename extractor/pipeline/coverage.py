"""What became of each sentence, and what a person is told of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from extractor import rules
from extractor.errors import FailReason
from extractor.pipeline.drafting import FALLBACK, Drafting, spelled
from extractor.schema import Claim, Rejection, SentenceCoverage, SkipReason, Span


def coverage(
    sentences: Sequence[Span],
    claims: Sequence[Claim],
    rejections: Sequence[Rejection],
    unanswered: Mapping[int, FailReason],
    skip: SkipReason | None,
    instructions: Collection[int] = (),
) -> Iterator[SentenceCoverage]:
    """Yield for each sentence: claimed if a claim stands, else failed if something was lost, else skipped.

    Those in ``instructions`` speak to a machine: they were not read.
    """
    rejected = {number for rejection in rejections for number in rejection.sentences}
    details = {rejection.sentences[0]: rejection.detail for rejection in rejections if len(rejection.sentences) == 1}
    starts = [sentence.start for sentence in sentences]
    claimed = {bisect_right(starts, span.start) for claim in claims for span in claim.evidence}
    for number, sentence in enumerate(sentences, 1):
        if number in claimed:
            why = unanswered.get(number)
            yield SentenceCoverage(sentence=number, status="claimed", reason=None if why in FALLBACK else why)
        elif number in unanswered:
            yield SentenceCoverage(sentence=number, status="failed", reason=unanswered[number])
        elif number in rejected:
            yield SentenceCoverage(sentence=number, status="failed", reason="rejected", detail=details.get(number))
        else:
            reason = skip or ("instruction" if number in instructions else rules.skip_reason(sentence.text))
            yield SentenceCoverage(sentence=number, status="skipped", reason=reason)


def unanswered(made: Iterable[Drafting]) -> dict[int, FailReason]:
    """Which sentences got no answer of a model, and why."""
    answers = [(drafting, drafting.failure) for drafting in made if not drafting.is_reask]
    return {number: failure.reason for drafting, failure in answers if failure for number in drafting.numbers}


def failures(made: Sequence[Drafting]) -> Iterator[str]:
    """Tell where the rules stood in, what the gate noted, and each cause of failures once."""
    for drafting in made:
        if drafting.fallback and drafting.failure is not None:
            why = FALLBACK[drafting.failure.reason]
            yield f"{spelled(drafting.numbers).capitalize()}: the rules stood in, since {why}."
        yield from drafting.notes
    yield from _causes("No answer came for", [drafting for drafting in made if not drafting.is_reask])
    yield from _causes("No answer came to the re-ask of", [drafting for drafting in made if drafting.is_reask])


def _causes(what: str, made: Iterable[Drafting]) -> Iterator[str]:
    """Tell each cause of failures once, with all the sentences it concerns."""
    causes: dict[str, list[int]] = {}
    for drafting in made:
        if drafting.failure is not None:
            causes.setdefault(str(drafting.failure), []).extend(drafting.numbers)
    for cause, numbers in causes.items():
        yield f"{what} {spelled(numbers)}: {cause}"
