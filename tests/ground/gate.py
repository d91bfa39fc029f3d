"""What the tests of the gate share: drafts, run through ground, normalize, check and merge."""

from __future__ import annotations

from datetime import date
from typing import Any

from extractor.check import check
from extractor.ground import Ground
from extractor.merge import merge
from extractor.normalize import normalize
from extractor.response import Draft, Malformed
from extractor.schema import Article, Claim, Rejection
from extractor.segment import segment

PUBLISHED = date(2024, 6, 12)


def draft(*evidence: str, sentence: int = 1, **fields: Any) -> Draft:
    empty = {"source": None, "cue": None, "reported_by": None, "subject": None, "statement": None}
    said = {"sentence": sentence, "evidence": list(evidence), "kind": "event", "quantities": [], "times": []}
    return Draft.model_validate(empty | said | fields)


def judge(text: str, *items: Draft | Malformed) -> tuple[list[Claim], list[Rejection]]:
    """Run drafts through the rooms of the gate, in the pipeline's order."""
    article = Article(id="test", text=text, published=PUBLISHED)
    ground = Ground(article, segment(article).sentences)
    claims: list[tuple[int, Claim]] = []
    rejections: list[Rejection] = []
    for item in items:
        grounded = ground.ground(item)
        if isinstance(grounded, Rejection):
            rejections.append(grounded)
            continue
        claim = normalize(grounded, article, ground.sentences[grounded.sentence - 1], "llm")
        if (wrong := check(claim)) is None:
            claims.append((grounded.sentence, claim))
        else:
            said = grounded.draft.model_dump()
            rejections.append(Rejection(sentences=(grounded.sentence,), draft=said, reason=wrong[0], detail=wrong[1]))
    kept, duplicates = merge(claims)
    return list(kept), [*rejections, *duplicates]


def claimed(text: str, *evidence: str, sentence: int = 1, **fields: Any) -> Claim:
    """The one claim of one draft."""
    claims, rejections = judge(text, draft(*evidence, sentence=sentence, **fields))
    assert not rejections, rejections
    return claims[0]


def rejected(text: str, *evidence: str, sentence: int = 1, **fields: Any) -> Rejection:
    """The one rejection of one draft."""
    claims, rejections = judge(text, draft(*evidence, sentence=sentence, **fields))
    assert not claims, claims
    return rejections[0]


def outcome(text: str, *evidence: str, **fields: Any) -> str | list[str]:
    """The reason of the one rejection, or the words of the one claim's evidence."""
    claims, rejections = judge(text, draft(*evidence, **fields))
    return rejections[0].reason if rejections else [span.text for span in claims[0].evidence]
