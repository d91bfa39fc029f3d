"""The gate: each draft is grounded, normalized and checked, and becomes a claim or a rejection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.check import check
from extractor.ground import Ground
from extractor.grounded import Grounded
from extractor.normalize import normalize
from extractor.pipeline.drafting import Drafting, Wrong, spelled
from extractor.response import Draft, Malformed
from extractor.schema import Rejection, Span
from extractor.text import find_all


def gated(drafting: Drafting, ground: Ground) -> Drafting:
    """Ground, normalize and check each draft of an answer."""
    for item in drafting.items:
        grounded = _grounded(item, drafting, ground)
        if isinstance(grounded, Wrong):
            drafting.wrong.append(grounded)
            continue
        number = grounded.sentence
        claim = normalize(grounded, ground.article, ground.sentences[number - 1], drafting.engine)
        if (wrong := check(claim, ground.article.published)) is not None:
            record = Rejection(sentences=(number,), draft=item.model_dump(), reason=wrong[0], detail=wrong[1])
            drafting.wrong.append(Wrong(record, number, record.detail))
            continue
        if drafting.fallback:
            claim = claim.model_copy(update={"flags": (*claim.flags, "fallback")})
        drafting.notes += grounded.notes
        drafting.claims.append((number, claim))
    return drafting


def _grounded(item: Draft | Malformed, drafting: Drafting, ground: Ground) -> Grounded | Wrong:
    """Ground an item in the sentence it names, else in the only one shown that holds its words."""
    named = drafting.sentence(item)
    if isinstance(item, Malformed):
        made = ground.ground(item)
        assert isinstance(made, Rejection)  # noqa: S101 - what is no draft has no evidence
        return _unread(made, named, drafting)
    number = named or _holding(item, drafting.numbers, ground.sentences)
    if number is None:
        return _nowhere(item, drafting)
    made = ground.ground(item if item.sentence == number else item.model_copy(update={"sentence": number}))
    if isinstance(made, Rejection):
        return Wrong(made.model_copy(update={"draft": item.model_dump()}), number, made.detail)
    return made if named else replace(made, alignment="moved")


def _holding(draft: Draft, numbers: Sequence[int], sentences: Sequence[Span]) -> int | None:
    """The number of the only sentence in which all of a draft's evidence stands."""
    holding = [n for n in numbers if all(find_all(words, sentences[n - 1].text) for words in draft.evidence)]
    return holding[0] if len(holding) == 1 else None


def _unread(made: Rejection, named: int | None, drafting: Drafting) -> Wrong:
    if named is not None:
        return Wrong(made.model_copy(update={"sentences": (named,)}), named, made.detail)
    detail = f"{made.detail} It names no sentence, and could mean any of {spelled(drafting.numbers)}."
    return Wrong(made.model_copy(update={"sentences": tuple(drafting.numbers), "detail": detail}), None, made.detail)


def _nowhere(draft: Draft, drafting: Drafting) -> Wrong:
    shown = spelled(drafting.numbers)
    detail = f"The request showed no sentence {draft.sentence}; the draft could mean any of {shown}."
    sentences, said = tuple(drafting.numbers), draft.model_dump()
    record = Rejection(sentences=sentences, draft=said, reason="no_such_sentence", detail=detail)
    return Wrong(record, None, f"There is no sentence {draft.sentence}.")


def settle(rounds: Sequence[Drafting]) -> None:
    """Where re-asks mended all that was wrong, the drafts that named no sentence meant those of the mended ones."""
    known = {claim.evidence for _, claim in rounds[0].claims}
    mended = {claim.evidence: n for again in rounds[1:] for n, claim in again.claims if claim.evidence not in known}
    if rounds[-1].wrong or len(mended) < len(rounds[0].wrong):
        return
    meant = {"sentences": tuple(sorted(set(mended.values())))}
    for drafting in rounds:
        drafting.wrong = [
            one if one.sentence else replace(one, record=one.record.model_copy(update=meant)) for one in drafting.wrong
        ]
