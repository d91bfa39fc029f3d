"""What a bracket may hold: a referent, which says of what the evidence speaks and nothing that is said of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.literals import certainty, dates, quantities
from extractor.literals.language.clauses import AUXILIARIES, has_finite_verb, is_finite
from extractor.literals.language.tokens import Token, inside, tokenize
from extractor.literals.language.words import listed
from extractor.literals.statements.deriving import COPULAS, JOINT, brackets, lacks_subject

PREPOSITIONS = listed(
    "in of on at by for to with from among against between during since until before after over under near within "
    "inside outside across about into through"
)
PRONOUNS = listed("i we he she it they this these those him her them us me its his their our my")
_DETERMINERS = listed("a an the this that these those its his her their our my")
_NO_NOUN = re.compile(r"(?:ous|ss|less|(?<!\bita)(?<!\bju)(?<!fami)(?<!assemb)(?<!supp)ly)$")
_MOST_WORDS = 15
_BRACKET = re.compile(r"(\S{0,40})\s{0,3}\[([^\[\]]+)\]")


def referents(statement: str, evidence: str) -> list[str]:
    """The brackets that must tell who or what is meant: not the "In" for "where", nor a copula that evidence lacks."""
    free = {JOINT} if has_finite_verb(evidence) else {JOINT, *COPULAS}
    return [words for words in brackets(statement) if words not in free]


def is_referent(words: str) -> bool:
    """Whether the words of a bracket are a noun phrase, a name, a date or a title, perhaps with a preposition.

    No tagger reads them: a phrase shows itself by a determiner, a name, a date or a plural. It holds no verb, no number
    that is not a date, no negation, no hedge and no "according to".
    """
    tokens = [token for token in tokenize(words) if token.is_word]
    while tokens and tokens[0].lower in PREPOSITIONS:
        tokens = tokens[1:]
    if not 0 < len(tokens) <= _MOST_WORDS or certainty.negations(words) or certainty.hedges(words):
        return False
    timed = dates.spans(words)
    figures = [token for token in tokens if token.text[0].isdigit() and not inside(token.start, timed)]
    if figures or quantities.find(words):
        return False
    if any(token.lower == "according" for token in tokens) or _has_verb(tokens):
        return False
    led = len(tokens) > 1 and tokens[0].lower in _DETERMINERS
    return bool(timed) or led or _is_plural(tokens[-1]) or any(map(_is_named, tokens))


def _is_plural(token: Token) -> bool:
    return token.lower.endswith("s") and len(token.text) > 3 and not _NO_NOUN.search(token.lower)


def _is_named(token: Token) -> bool:
    return token.is_name and token.lower not in _DETERMINERS and not _NO_NOUN.search(token.lower)


def _has_verb(tokens: Sequence[Token]) -> bool:
    """Whether one of the words is a finite verb: behind a determiner or a preposition it is none ("those killed")."""
    if any(token.lower in AUXILIARIES | {"being"} and token.text != "May" for token in tokens) or _is_verb(tokens[0]):
        return True
    return any(
        _is_verb(token) and before.lower not in _DETERMINERS | PREPOSITIONS for before, token in pairwise(tokens)
    )


def _is_verb(token: Token) -> bool:
    return is_finite(token) and not token.is_name


def misplaced(statement: str, evidence: str) -> str | None:
    """Return the words of a bracket that stand where the evidence itself says who it is about; None where none do.

    That is a bracket put before a subject, or right behind a name as if it were another name for it.
    """
    for match in _BRACKET.finditer(statement):
        before, words = match[1], match[2].strip()
        if not words or words == JOINT or words.split()[0].lower() in PREPOSITIONS:
            continue
        if before and before[0].isupper() and before.lower() not in PRONOUNS:
            return words
        if match.start() == 0 and not before and not lacks_referent(evidence):
            return words
    return None


def lacks_referent(evidence: str) -> bool:
    """Whether evidence leaves open whom it is about: it begins with its verb, a relative word or a pronoun."""
    first = next((token for token in tokenize(evidence) if token.is_word), None)
    return first is None or first.lower in PRONOUNS or lacks_subject(evidence)
