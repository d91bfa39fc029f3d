"""Drafts that were made elsewhere, held against their article: the gate alone, without an engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.ground import Ground
from extractor.merge import merge
from extractor.pipeline.drafting import Drafting
from extractor.pipeline.gating import gated
from extractor.response import Draft, Malformed
from extractor.schema import Article, Claim, Rejection, Span
from extractor.segment import segment
from extractor.text import find_first


@dataclass(frozen=True)
class Held:
    """What became of drafts.

    Attributes:
        sentences: The article's sentences, number n at index n - 1.
        claims: Those that the article carries, in text order.
        rejections: All others, each with its reason.
        notes: Sentences about named words that were left out.
    """

    sentences: tuple[Span, ...]
    claims: tuple[Claim, ...]
    rejections: tuple[Rejection, ...]
    notes: tuple[str, ...]


def hold(article: Article, items: Sequence[Draft | Malformed]) -> Held:
    """Ground, normalize and check drafts.

    Their sentence numbers count the article's sentences from 1; nought stands for the first that holds the evidence.
    """
    sentences = segment(article).sentences
    placed = [_numbered(item, sentences) if isinstance(item, Draft) and not item.sentence else item for item in items]
    made = gated(Drafting("llm", range(1, len(sentences) + 1), placed), Ground(article, sentences))
    claims, dropped = merge(made.claims)
    return Held(sentences, claims, (*(wrong.record for wrong in made.wrong), *dropped), tuple(made.notes))


def _numbered(draft: Draft, sentences: Sequence[Span]) -> Draft:
    holding = (
        number
        for number, sentence in enumerate(sentences, 1)
        if draft.evidence and find_first(draft.evidence[0], sentence.text) is not None
    )
    return draft.model_copy(update={"sentence": next(holding, 1)})
