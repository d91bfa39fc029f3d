"""What judges a case: this project's gate, and the aligners of others as peers.

A verdict is what became of the draft. *Mended* says that a claim stands without what was planted: its statement was
derived from the evidence anew, or its numbers were read from the words and not from the draft.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Literal

from evals.perturb.cases import Case
from extractor import gate
from extractor.schema import Claim

_KEPT = ("scale", "unit", "bound", "negation", "hedge", "quantifier")
"""Classes whose claim is wrong without the words that were there; a claim that says no day is not wrong for it."""
Verdict = Literal["rejected", "mended", "accepted"]
Aligner = Callable[[Case], Verdict]


def ours(case: Case) -> Verdict:
    """This project's gate."""
    held = gate(case.article, [case.draft])
    if not held.claims:
        return "rejected"
    claim = held.claims[0]
    if case.is_right:
        return _kept(case, claim)
    return "accepted" if _survives(case, claim) else "mended"


def _kept(case: Case, claim: Claim) -> Verdict:
    """A right claim is kept where its evidence is; with another statement it is mended."""
    right, found = _words(" ".join(case.evidence)), _words(" ".join(span.text for span in claim.evidence))
    shared = len(set(right) & set(found)) / max(1, len(set(right) | set(found)))
    if shared < 0.5:
        return "rejected"
    return "mended" if "statement_derived" in claim.flags else "accepted"


def _survives(case: Case, claim: Claim) -> bool:
    """Whether what was planted stands in the claim, or what it replaced does not."""
    if case.plant == "source":
        chain = claim.attribution.chain if claim.attribution else ()
        names = [text for link in chain for text in (link.name, link.span.text if link.span else None) if text]
        return any(set(_words(case.planted)) <= set(_words(name)) for name in names)
    if case.plant == "literal":
        dated = [one.span.text for one in claim.times if one.of == "event"]
        found = [*(one.span.text for one in claim.quantities), *dated]
        return any(_words(text) == _words(case.planted) for text in found)
    if case.name in ("stitched", "source"):
        return _holds(claim.statement, case.planted) if case.name == "source" else _is_apart(case, claim)
    texts = (claim.statement, " ".join(span.text for span in claim.evidence))
    return any(_is_wrong(text, case) for text in texts)


def _is_apart(case: Case, claim: Claim) -> bool:
    """Whether evidence of several pieces skips words; pieces that grew up to each other are one passage."""
    pieces = claim.evidence
    return any(case.article.text[a.end : b.start].strip() for a, b in pairwise(pieces))


def _is_wrong(text: str, case: Case) -> bool:
    lost = case.name in _KEPT and not _holds(text, case.was)
    added = bool(_words(case.planted)) and _holds(text, case.planted) and not _holds(case.was, case.planted)
    return lost or added


def _holds(text: str, wanted: str) -> bool:
    there, words = _words(text), _words(wanted)
    return any(there[i : i + len(words)] == words for i in range(len(there) - len(words) + 1))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:[.,'’-][^\W_]+)*|[%€$£]", text.lower().replace("’", "'"))


def langextract(case: Case) -> Verdict:
    """The aligner of langextract with its defaults: accepted is what it gives a place in the text.

    It places the extracted text; attributes beside it (a statement, a source) are passed on as they are.
    """
    from langextract.core.data import Extraction
    from langextract.resolver import WordAligner

    placed = [Extraction("claim", text) for text in _placed(case)]
    aligned = list(WordAligner().align_extractions([placed], case.article.text))
    found = [one for group in aligned for one in group]
    return "accepted" if found and all(one.char_interval is not None for one in found) else "rejected"


def citation(case: Case) -> Verdict:
    """Instructor's ``CitationMixin``: accepted is what keeps a quotation; the claim beside it is never looked at."""
    from instructor.dsl.citation import CitationMixin
    from pydantic import BaseModel

    class Cited(CitationMixin, BaseModel):
        statement: str

    quotes = list(_placed(case))
    made = Cited.model_validate(
        {"statement": str(case.draft["statement"] or ""), "substring_quotes": quotes},
        context={"context": case.article.text},
    )
    return "accepted" if len(made.substring_quotes) >= len(quotes) else "rejected"


def _placed(case: Case) -> list[str]:
    """The strings of a draft that an aligner is given: what was planted on, else the evidence."""
    if case.plant == "literal":
        field = (
            "quantities" if case.planted and any(case.planted in text for text in case.draft["quantities"]) else "times"
        )
        return [str(text) for text in case.draft[field]]
    return [str(case.draft["source"])] if case.plant == "source" else [str(text) for text in case.draft["evidence"]]


ALIGNERS: Mapping[str, Aligner] = {"gate": ours, "langextract": langextract, "CitationMixin": citation}
