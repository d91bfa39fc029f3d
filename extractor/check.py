"""A statement against the words that carry it: what they do not carry is a reason to reject.

Compared: numbers, negation, and content words. Words in [brackets] must be cited from the article; all others must
stand in the evidence. Deterministic and without a network.
"""

from __future__ import annotations

import re

from extractor.literals import certainty, statements
from extractor.literals.language.words import listed
from extractor.schema import Claim, RejectionReason
from extractor.text import fold, words

_FUNCTION = listed(
    "a an the of in on at by for to with from and or but is are was were be been being has have had "
    "do does did "
    "that this these those it its they them their he she his her him we our us "
    "i my who which where when "
    "as than then there so such also"
)
_ENDINGS = ("ing", "ed", "es", "s", "ly")


def check(claim: Claim) -> tuple[RejectionReason, str] | None:
    """Compare a claim's statement with its evidence and context.

    Args:
        claim: The claim, its brackets cited in ``context``.

    Returns:
        None where the statement says nothing that they do not carry; else the reason and a sentence about it.
    """
    evidence = fold(" ".join(span.text for span in claim.evidence)).text
    cited = {context.text for context in claim.context}
    for added in statements.brackets(claim.statement):
        if added not in cited:
            return "unsupported_addition", f'The added words "[{added}]" stand nowhere in the article.'
    own = fold(statements.outside_brackets(claim.statement)).text
    carried = evidence + " " + " ".join(context.span.text for context in claim.context)
    return (
        _numbers(own, carried)
        or _negation(claim.statement, evidence)
        or _hedge(claim.statement, evidence)
        or _additions(own, carried)
    )


def _numbers(own: str, carried: str) -> tuple[RejectionReason, str] | None:
    there = set(_figures(carried))
    for figure in _figures(own):
        if figure not in there:
            return "number_conflict", f'The statement says "{figure}", which its evidence does not.'
    return None


def _figures(text: str) -> list[str]:
    return re.findall(r"\d+(?:[.,]\d+)*", text)


def _negation(statement: str, evidence: str) -> tuple[RejectionReason, str] | None:
    if bool(certainty.negations(statement)) != bool(certainty.negations(evidence)):
        return "negation_conflict", "Statement and evidence differ in a negation."
    return None


def _hedge(statement: str, evidence: str) -> tuple[RejectionReason, str] | None:
    if (hedges := certainty.hedges(evidence)) and not certainty.hedges(statement):
        return "hedge_dropped", f'The statement drops "{evidence[hedges[0].start : hedges[0].end]}" of its evidence.'
    return None


def _additions(own: str, carried: str) -> tuple[RejectionReason, str] | None:
    there = {_stem(word) for word in words(carried)}
    added = [word for word in words(own) if word not in _FUNCTION and _stem(word) not in there]
    if added:
        return "unsupported_addition", f'The statement adds "{added[0]}" outside of [brackets].'
    return None


def _stem(word: str) -> str:
    """A crude stem: inflection is no addition."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
