"""The rules first, the model for the rest: which sentences have words left, and what the model adds there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor import rules
from extractor.ground import Ground
from extractor.literals.language import clauses
from extractor.pipeline.drafting import Drafting, Wrong
from extractor.schema import Claim, Rejection, Span
from extractor.text import Range, without, words

_CLAUSE = re.compile(r",\s*(?:who|which|whose)\b")
_FEWEST_WORDS = 3
_NEW = 0.3
"""Most of a model's claim that may stand in claims of the rules already."""


def left_over(ground: Ground, drafting: Drafting) -> list[int]:
    """The sentences of which the rules' claims leave words that could claim something.

    That is a run of three words or more with a finite verb, outside of every claim's evidence and of who says it; or a
    sentence with a finite verb and without any claim, unless it is a label or a question. What has no such verb ("The
    smell of diesel.") claims nothing, and a small model asked about it answers with the words.
    """
    return [number for number in drafting.numbers if _has_words_left(ground.sentences[number - 1], number, drafting)]


def _has_words_left(sentence: Span, number: int, drafting: Drafting) -> bool:
    claims = [claim for at, claim in drafting.claims if at == number]
    if not claims:
        return rules.skip_reason(sentence.text) == "no_claim" and _could_claim(sentence.text)
    left = without((0, len(sentence.text)), ((a - sentence.start, b - sentence.start) for a, b in _taken(claims)))
    return any(_could_claim(sentence.text[slice(*run)]) for run in left)


def _could_claim(run: str) -> bool:
    return len(words(run)) >= _FEWEST_WORDS and clauses.has_finite_verb(run)


def _taken(claims: Sequence[Claim]) -> Iterator[Range]:
    for claim in claims:
        yield from ((span.start, span.end) for span in claim.evidence)
        for source in claim.attribution.chain if claim.attribution else ():
            yield from ((span.start, span.end) for span in (source.title, source.cue) if span)
            if source.span:  # what a clause says of the source ("Lund, who leads the opposition") is a claim of its own
                yield source.span.start, source.span.start + len(_CLAUSE.split(source.span.text)[0])


def only_new(drafting: Drafting, kept: Sequence[Claim]) -> None:
    """Leave of a model's claims those that say what no claim of the rules says; the others become rejections."""
    known = [(span.start, span.end) for claim in kept for span in claim.evidence]
    for number, claim in list(drafting.claims):
        if _share(claim, known) > _NEW:
            drafting.claims.remove((number, claim))
            drafting.wrong.append(_known(number, claim))


def _share(claim: Claim, known: Sequence[Range]) -> float:
    places = {i for span in claim.evidence for i in range(span.start, span.end)}
    return len(places & {i for start, end in known for i in range(start, end)}) / len(places)


def _known(number: int, claim: Claim) -> Wrong:
    draft = {"evidence": [span.text for span in claim.evidence], "statement": claim.statement}
    detail = "The rules have a claim of these words already."
    return Wrong(Rejection(sentences=(number,), draft=draft, reason="duplicate", detail=detail), number, detail)
