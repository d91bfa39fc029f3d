"""Whom the pronoun means that evidence begins with: a reader of the statement alone could not know.

"He" and "she" are the last person who spoke, or whom a sentence was about by title and name; "I" is the speaker. Where
two such persons are as near, nobody is chosen, and both are told; where any other name stands near, nothing is said.
Offsets are half-open code points of the article's text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence, Set
from functools import lru_cache

from extractor.ground.passage import Passage
from extractor.grounded import Referent
from extractor.literals.attribution import antecedents, sources, subjects
from extractor.literals.attribution.voices import Voice
from extractor.literals.language.tokens import first_token
from extractor.literals.language.words import listed
from extractor.schema import Span
from extractor.text import Range

_PERSONAL = listed("he she his her")
_NAME = re.compile(r"[A-Z][^\W\d_]+(?:-[A-Z][^\W\d_]+)*(?:\s+[A-Z][^\W\d_]+(?:-[A-Z][^\W\d_]+)*)+")
_NEAR = 2
"""Sentences before a pronoun in which another name leaves it open."""
_OWN = listed("i my")
_PRONOUNS = _PERSONAL | _OWN
_LONGEST = 20
"""Characters that are looked at for a pronoun."""


def referent(
    passage: Passage, start: int, voice: Voice | None, before: Sequence[tuple[Voice, ...]], sentences: Sequence[Range]
) -> Referent | None:
    """Tell whom the pronoun at ``start`` means.

    Args:
        passage: The sentence of the evidence.
        start: Where the evidence starts.
        voice: Who says it.
        before: The voices of the sentences before.
        sentences: Where the sentences before stand.

    Returns:
        None where no personal pronoun stands there, or nobody can be meant.
    """
    word = first_token(passage.text, start, start + _LONGEST)
    if word.lower() not in _PRONOUNS:
        return None
    end = start + len(word)
    speakers = {_surname(passage.text, one.speaker) for heard in before for one in heard if one.speaker is not None}
    if voice is not None and voice.speaker is not None:
        speakers.add(_surname(passage.text, voice.speaker))
    people = list(_people(passage, (start, end), voice, before, sentences))
    named = {_surname(passage.text, place): place for place in reversed(people)}
    if not named or not all(_is_attested(passage.text, place, speakers) for place in named.values()):
        return None
    if word.lower() in _PERSONAL and _others(passage.text, people, sentences, start, named.keys()):
        return None
    pronoun = Span.of(passage.text, start, end)
    return Referent(pronoun, tuple(_name(passage.text, place) for place in dict.fromkeys(reversed(named.values()))))


def _is_attested(text: str, place: Range, speakers: Set[str]) -> bool:
    """Whether a mention is surely a person by name: one who speaks, or bears a title."""
    reading = sources.read(text[slice(*place)])
    return reading.name is not None and (reading.title is not None or _surname(text, place) in speakers)


def _others(
    text: str, people: Sequence[Range], sentences: Sequence[Range], start: int, surnames: Collection[str]
) -> bool:
    """Whether another name stands in the two sentences before a pronoun, or since whom it can mean was named."""
    opening = min(place[0] for place in (*people, *sentences[-_NEAR:]))
    found = (match.group().split() for match in _NAME.finditer(text, opening, start))
    return any(name[-1].lower() not in surnames for name in found)


def _people(
    passage: Passage,
    pronoun: Range,
    voice: Voice | None,
    before: Sequence[tuple[Voice, ...]],
    sentences: Sequence[Range],
) -> Iterator[Range]:
    """Those whom a pronoun can mean: who speaks, whom the sentence is about, who was told of before."""
    text = passage.text
    word = text[slice(*pronoun)].lower()
    quoted = passage.is_quoted(pronoun[0])
    speaker = voice.speaker if voice is not None and _is_person(text, voice.speaker) else None
    if word in _OWN:
        if speaker is not None and quoted:
            yield speaker
        return
    if speaker is not None and not quoted and subjects.fits(word, text[slice(*speaker)]):
        yield speaker
    if voice is None and pronoun[0] > passage.start:
        yield from (place for place in _about(passage, pronoun[0]) if subjects.fits(word, text[slice(*place)]))
    earlier = antecedents.stands_for(pronoun, text, before, sentences)
    if earlier is not None and earlier != pronoun and not (quoted and earlier == speaker):
        yield earlier


def _about(passage: Passage, end: int) -> Iterator[Range]:
    found = subjects.subject(passage.words)
    place = None if found is None else (passage.place[0] + found[0], passage.place[0] + found[1])
    if place is not None and place[1] <= end and subjects.is_person(passage.text[slice(*place)], passage.text):
        yield place


def _is_person(text: str, place: Range | None) -> bool:
    return place is not None and sources.read(text[slice(*place)]).kind == "person"


def _surname(text: str, place: Range) -> str:
    return _surname_in(text[slice(*place)])


@lru_cache(maxsize=256)  # each pronoun asks about all who spoke before it
def _surname_in(mention: str) -> str:
    reading = sources.read(mention)
    name = mention[slice(*reading.name)] if reading.name else mention
    return name.split()[-1].lower()


def _name(text: str, place: Range) -> Span:
    """The name in a mention; a role without a name is taken whole."""
    reading = sources.read(text[slice(*place)])
    left, right = reading.name or (0, place[1] - place[0])
    return Span.of(text, place[0] + left, place[0] + right)
