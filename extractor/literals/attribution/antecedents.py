"""Whom a pronoun stands for, among those who spoke before.

"He" and "she" are a person, never a body; "they" is a group, else a body; "it" is a body or a document. "Who" and
"which" stand for the words before them in their own sentence. Offsets are half-open code points of the whole text.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.literals.attribution import sources
from extractor.literals.attribution.voice import Voice
from extractor.literals.language.tokens import tokenize
from extractor.literals.language.words import listed
from extractor.schema import SourceKind
from extractor.text import Range, trim

_REACH = 6
"""Sentences that a pronoun looks back."""
_INNER = listed("we i our my")
_SINGULAR = listed("he she his her")
_PLURAL = listed("they their")
_NEUTER = listed("it its")
_RELATIVE = listed("who which that")
_PERSON: tuple[SourceKind, ...] = ("person", "unnamed_person")
_GROUP: tuple[SourceKind, ...] = ("unnamed_group", "organization")
_BODY: tuple[SourceKind, ...] = ("organization", "document")
_ANTECEDENT = 80
"""Characters before "who" in which its antecedent stands."""

Heard = Sequence[tuple[Voice, ...]]


def stands_for(source: Range, text: str, before: Heard) -> Range | None:
    """Return the mention that tells who a source is: itself, or what its pronoun stands for; None where unknown.

    Args:
        source: Where the source stands.
        text: The article's text.
        before: The voices of the sentences before.
    """
    word = text[slice(*source)].lower()
    if word in _INNER:
        return None
    if word in _RELATIVE:
        return _antecedent(source[0], text)
    if word in _SINGULAR:
        return last_speaker(text, before[-_REACH:], _PERSON)
    if word in _PLURAL:
        return last_speaker(text, before[-_REACH:], _GROUP[:1]) or last_speaker(text, before[-_REACH:], _GROUP)
    return last_speaker(text, before[-_REACH:], _BODY) if word in _NEUTER else source


def last_speaker(text: str, before: Heard, kinds: Sequence[SourceKind] = ()) -> Range | None:
    """Return the last who spoke, of the given kinds; without kinds a person, else whoever it was.

    Who only passes words on ("…, the Courier reported") is left out.
    """
    fallback: Range | None = None
    for voices in reversed(before):
        for voice in sorted(voices, key=lambda one: one.attributing or (0, 0), reverse=True):
            if voice.speaker is None or (voice.outer is None and voice.act == "reported"):
                continue
            kind = sources.read(text[slice(*voice.speaker)]).kind
            if kind in (kinds or _PERSON):
                return voice.speaker
            fallback = fallback or voice.speaker
    return None if kinds else fallback


def _antecedent(at: int, text: str) -> Range | None:
    """The capitalised words before "who"; None where none stand there."""
    start, end = trim(text, max(0, at - _ANTECEDENT), at, ",")
    first = None
    for token in reversed(tokenize(text[start:end])):
        rank = token.text == "." or token.lower in {"of", "de", "van", "von"}
        if not (token.is_name or rank):
            break
        first = start + token.start if token.is_name else first
    return (first, end) if first is not None and text[end - 1].isalnum() else None
