"""Claims of all segments to unique claims in text order; what is dropped becomes a ``Rejection``.

The same words are said by one source: of two claims with one evidence the better attested stays, so that no id stands
twice and no two records contradict each other about who speaks.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.schema import Claim, Rejection, RejectionReason

Numbered = tuple[int, Claim]
Evidence = tuple[tuple[int, int], ...]


def merge(claims: Sequence[Numbered]) -> tuple[tuple[Claim, ...], tuple[Rejection, ...]]:
    """Keep one claim of each evidence: the one whose source the article shows best, else the first.

    Args:
        claims: Each claim with the number of its sentence, in the order they were made.

    Returns:
        The claims in text order, and a rejection for each that says again what another says, or names another source.
    """
    kept: dict[Evidence, Numbered] = {}
    dropped: list[Rejection] = []
    for made in claims:
        place = tuple((span.start, span.end) for span in made[1].evidence)
        if place not in kept:
            kept[place] = made
            continue
        weaker, kept[place] = sorted((made, kept[place]), key=_attested)
        dropped.append(_dropped(weaker, kept[place][1]))
    return tuple(sorted((claim for _, claim in kept.values()), key=_start)), tuple(dropped)


def _attested(numbered: Numbered) -> tuple[bool, bool, bool, bool, int]:
    """How well the article shows who says it: no stand-in, a resolved source, cue and mention beside it, each link."""
    claim = numbered[1]
    chain = claim.attribution.chain if claim.attribution else ()
    shown = claim.attribution is None or chain[0].cue is not None
    mentioned = bool(chain) and chain[0].span is not None
    return "fallback" not in claim.flags, "source_unresolved" not in claim.flags, shown, mentioned, len(chain)


def _dropped(weaker: Numbered, kept: Claim) -> Rejection:
    number, claim = weaker
    draft = claim.model_dump(mode="json", include={"statement", "kind", "engine"})
    draft["evidence"] = [span.text for span in claim.evidence]
    ours, theirs = _names(claim), _names(kept)
    same = ours[: len(theirs)] == theirs[: len(ours)] and bool(ours) == bool(theirs)
    reason: RejectionReason = "duplicate" if same else "source_conflict"
    detail = (
        f"The claim {kept.id} already has this evidence and source."
        if same
        else f"The claim {kept.id} has this evidence from {_said_by(theirs)}, not from {_said_by(ours)}."
    )
    return Rejection(sentences=(number,), draft=draft, reason=reason, detail=detail)


def _names(claim: Claim) -> tuple[str | None, ...]:
    """Who says it, nearest first: the name, else the words that mention him."""
    chain = claim.attribution.chain if claim.attribution else ()
    return tuple(source.name or (source.span.text if source.span else None) for source in chain)


def _said_by(names: tuple[str | None, ...]) -> str:
    return " through ".join(name or "a source without a name" for name in names) or "the article itself"


def _start(claim: Claim) -> int:
    """Text order; claims that start at one place stay in the order they were drafted."""
    return claim.evidence[0].start
