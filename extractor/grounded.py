"""The value that passes from ``ground`` to ``normalize``: a draft whose words all stand in the article."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.literals.attribution.voices import Voice
from extractor.response import Draft
from extractor.schema import Alignment, Span


@dataclass(frozen=True)
class Referent:
    """Whom a pronoun means: one person, or several of whom a reader cannot know which."""

    pronoun: Span
    meant: tuple[Span, ...]


@dataclass(frozen=True)
class Grounded:
    """A draft whose words all stand in the article.

    Attributes:
        draft: What the engine said.
        sentence: The number of the sentence that holds the evidence.
        evidence: The words that carry the claim, in text order.
        alignment: How the evidence was found.
        subject: Where the subject stands; None where none was named or it was not found.
        voice: Who says it, as the article's syntax shows; None for the article's own voice.
        named: Where the source that the engine named stands; None where it named none, or syntax already shows it.
        times: Where the times stand that the engine named.
        notes: Sentences about named words that were not found and are left out.
        referent: Whom the pronoun means that the evidence begins with; None where it begins with none.
    """

    draft: Draft
    sentence: int
    evidence: tuple[Span, ...]
    alignment: Alignment
    subject: Span | None
    voice: Voice | None
    named: Span | None
    times: tuple[Span, ...]
    notes: tuple[str, ...]
    referent: Referent | None = None
