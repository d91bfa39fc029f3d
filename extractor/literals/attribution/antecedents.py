"""Whom a pronoun stands for, among those who spoke before.

"He" and "she" are a person, never a body: the last who spoke or whom a sentence was about, and nobody where two are as
near. "They" is a group, else a body; "it" is a body or a document. "Who" and "which" stand for the words before them in
their own sentence. Offsets are half-open code points of the whole text.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.literals.attribution import sources, subjects
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


def stands_for(source: Range, text: str, before: Heard, sentences: Sequence[Range] = ()) -> Range | None:
    """Return the mention that tells who a source is: itself, or what its pronoun stands for; None where unknown.

    Args:
        source: Where the source stands.
        text: The article's text.
        before: The voices of the sentences before.
        sentences: Where the sentences before stand; who they are about competes with who spoke.
    """
    word = text[slice(*source)].lower()
    if word in _INNER:
        return None
    if word in _RELATIVE:
        return _antecedent(source[0], text)
    if word in _SINGULAR:
        return _last_person(word, text, before[-_REACH:], sentences[-_REACH:])
    if word in _PLURAL:
        return last_speaker(text, before[-_REACH:], _GROUP[:1]) or last_speaker(text, before[-_REACH:], _GROUP)
    return last_speaker(text, before[-_REACH:], _BODY) if word in _NEUTER else source


def _last_person(word: str, text: str, before: Heard, sentences: Sequence[Range]) -> Range | None:
    """The person of the last sentence that has one: who speaks there, else whom it is about; None where two do."""
    places: list[Range | None] = [*sentences] or [None] * len(before)
    for voices, place in zip(reversed(before), reversed(places), strict=True):
        people = [voice.speaker for voice in voices if voice.speaker and _is_person(text, voice.speaker)]
        unknown = any(voice.speaker is None and _is_singular(text, voice.source) for voice in voices)
        if not voices and place is not None:
            people = _about(text, place)
        fitting = [person for person in people if subjects.fits(word, text[slice(*person)])]
        if fitting or unknown:
            named = {text[slice(*person)].split()[-1].lower() for person in fitting}
            alone = not unknown and len(named) == 1 and not subjects.is_joint(text[slice(*fitting[0])])
            return fitting[0] if alone else None
    return None


def _about(text: str, place: Range) -> list[Range]:
    found = subjects.subject(text[slice(*place)])
    subject = None if found is None else (place[0] + found[0], place[0] + found[1])
    return [subject] if subject is not None and subjects.is_person(text[slice(*subject)], text) else []


def _is_person(text: str, place: Range) -> bool:
    return sources.read(text[slice(*place)]).kind in _PERSON


def _is_singular(text: str, place: Range | None) -> bool:
    return place is not None and text[slice(*place)].lower() in _SINGULAR


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
