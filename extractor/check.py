"""A statement against the words that carry it: what they do not carry is a reason to reject.

Outside of [brackets] a statement is its evidence's words in their order; a bracket is a referent that the article
holds. Deterministic and without a network.
"""

from __future__ import annotations

from datetime import date

from extractor.literals import statements
from extractor.schema import Claim, RejectionReason


def check(claim: Claim, published: date | None = None) -> tuple[RejectionReason, str] | None:
    """Compare a claim's statement with its evidence and context.

    Args:
        claim: The claim, its brackets cited in ``context``.
        published: The article's day of publication, against which relative dates are read.

    Returns:
        None where the statement says nothing that they do not carry; else the reason and a sentence about it.
    """
    evidence = " ".join(span.text for span in claim.evidence)
    if statements.repeats(claim.statement, evidence, published=published):
        return None  # there is nothing to compare
    wrong = _bracket(claim) or statements.objection(claim.statement, evidence, published=published)
    return wrong or _order(claim, evidence)


def _bracket(claim: Claim) -> tuple[RejectionReason, str] | None:
    cited = {context.text for context in claim.context}
    referents = statements.referents(claim.statement, " ".join(span.text for span in claim.evidence))
    for added in statements.brackets(claim.statement):
        if added not in cited:
            return "unsupported_addition", f'The added words "[{added}]" stand nowhere in the article.'
        if added in referents and not statements.is_referent(added):
            return "unsupported_addition", f'The added words "[{added}]" say more than who or what is meant.'
    if (wrong := statements.misplaced(claim.statement, claim.evidence[0].text)) is not None:
        return "unsupported_addition", f'The added words "[{wrong}]" stand where the evidence itself says who is meant.'
    return None


def _order(claim: Claim, evidence: str) -> tuple[RejectionReason, str] | None:
    indirect = claim.attribution is not None and claim.attribution.directness != "direct"
    if statements.is_carried(claim.statement, evidence, indirect=indirect):
        return None
    return (
        "unsupported_addition",
        "Outside of [brackets] the statement is not its evidence's words in their order.",
    )
