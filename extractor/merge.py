"""Claims of all segments to unique claims in text order; what is dropped becomes a ``Rejection``."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.schema import Claim, Rejection

Key = tuple[tuple[tuple[int, int], ...], tuple[str | None, ...]]


def merge(claims: Sequence[tuple[int, Claim]]) -> tuple[tuple[Claim, ...], tuple[Rejection, ...]]:
    """Keep the first claim of each evidence and source.

    Args:
        claims: Each claim with the number of its sentence, in the order they were made.

    Returns:
        The claims in text order, and a rejection for each that says again what another says.
    """
    kept: dict[Key, Claim] = {}
    dropped: list[Rejection] = []
    for number, claim in claims:
        key = _key(claim)
        if key not in kept:
            kept[key] = claim
            continue
        draft = claim.model_dump(mode="json", include={"statement", "kind", "engine"})
        draft["evidence"] = [span.text for span in claim.evidence]
        detail = f"The claim {kept[key].id} already has this evidence and source."
        dropped.append(Rejection(sentences=(number,), draft=draft, reason="duplicate", detail=detail))
    return tuple(sorted(kept.values(), key=_place)), tuple(dropped)


def _key(claim: Claim) -> Key:
    names = tuple(source.name for source in claim.attribution.chain) if claim.attribution else ()
    return tuple((span.start, span.end) for span in claim.evidence), names


def _place(claim: Claim) -> int:
    """Text order; claims that start at one place stay in the order they were drafted."""
    return claim.evidence[0].start
