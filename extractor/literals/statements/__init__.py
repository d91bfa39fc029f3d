"""Statements: evidence as one self-contained sentence, and what a given statement may say beside it."""

from extractor.literals.statements.carrying import is_carried, objection
from extractor.literals.statements.comparing import disagreement, numbers
from extractor.literals.statements.deriving import (
    COPULAS,
    JOINT,
    brackets,
    cited,
    derive,
    lacks_subject,
    outside_brackets,
    place_word,
)
from extractor.literals.statements.referents import is_referent, lacks_referent, misplaced, referents
from extractor.literals.statements.repeating import repeats
from extractor.literals.statements.supporting import unsupported

__all__ = [
    "COPULAS",
    "JOINT",
    "brackets",
    "cited",
    "derive",
    "disagreement",
    "is_carried",
    "is_referent",
    "lacks_referent",
    "lacks_subject",
    "misplaced",
    "numbers",
    "objection",
    "outside_brackets",
    "place_word",
    "referents",
    "repeats",
    "unsupported",
]
