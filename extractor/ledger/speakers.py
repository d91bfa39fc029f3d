"""Who says it: when the first links of two attributions are one source."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.ledger.meanings import FUNCTION
from extractor.literals.language.tokens import tokenize
from extractor.schema import Attribution, SourceKind

_PRONOUNS = frozenset(("he", "she", "it", "they", "we", "i", "who", "which"))
_BODIES = frozenset(("organization", "document", "unknown"))


@dataclass(frozen=True)
class Speaker:
    """The first link of an attribution.

    Attributes:
        shown: The name, else the words, as a person reads them; None for the article's own voice.
        name: The words of the name, in lower case; empty where there is none.
        role: What its words or its title say of it.
        head: The last of these words.
        kind: As the extractor has it; None for the article's own voice.
    """

    shown: str | None = None
    name: tuple[str, ...] = ()
    role: frozenset[str] = frozenset()
    head: str = ""
    kind: SourceKind | None = None


def speaker_of(attribution: Attribution | None) -> Speaker:
    """Return who is said to say it."""
    if attribution is None:
        return Speaker()
    source = attribution.chain[0]
    words = source.span.text if source.span else ""
    if source.name:
        name = tuple(token.lower.removesuffix("'s") for token in tokenize(source.name) if token.is_word)
        role = _role(source.title.text if source.title else "")
        return Speaker(source.name, name, frozenset(role), kind=source.kind)
    role = _role(words)
    return Speaker(" ".join(words.split()), (), frozenset(role), role[-1] if role else "", source.kind)


def _role(words: str) -> list[str]:
    tokens = [token.lower.removesuffix("'s") for token in tokenize(words) if token.is_word]
    return [token for token in tokens if token not in FUNCTION and token not in _PRONOUNS]


def same_speaker(one: Speaker, other: Speaker) -> bool:
    """Whether two sources of articles on one story are the same.

    Names are the same where they are equal, where one is the other's surname or opening and no title speaks against
    it, or where they differ in a middle name or an initial. Sources without a name are the same where their words are;
    "the ministry" may be "the health ministry". A name and a role are kept apart, and a pronoun is nobody.
    """
    if one.kind is None or other.kind is None:
        return one.kind is other.kind
    if one.name and other.name:
        return _same_name(one, other)
    if one.name or other.name or not one.role or not other.role or one.head != other.head:
        return False
    if one.role == other.role:
        return True
    return {one.kind, other.kind} <= _BODIES and (one.role <= other.role or other.role <= one.role)


def _same_name(one: Speaker, other: Speaker) -> bool:
    if one.name == other.name:
        return True
    short, long = sorted((one.name, other.name), key=len)
    if len(short) == 1:
        at_odds = bool(one.role and other.role and not one.role & other.role)
        return short[0] in {long[0], long[-1]} and len(long) > 1 and not at_odds
    if len(short) == len(long) == 2:
        return short[1] == long[1] and _initial(short[0], long[0])
    ends = (long[0], long[-1]) == (short[0], short[-1])
    return (ends and len(short) == 2 and len(long) == 3) or long[-len(short) :] == short or long[: len(short)] == short


def _initial(one: str, other: str) -> bool:
    return min(len(one), len(other)) == 1 and one[0] == other[0]
