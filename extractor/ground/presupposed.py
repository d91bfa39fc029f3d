"""What the article says itself in the midst of another's words, or of the words that attribute them.

Who a source is ("council spokesman John Kirby"), what the article's own brackets add to a quotation, what a speaker
does beside speaking ("Kirby said while deferring to Kyiv"), and the dated past inside a prediction ("would suffer when
Putin invaded Ukraine in February") are in nobody's mouth. Offsets are half-open code points of the article's text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.ground.passage import Passage
from extractor.literals.attribution import sources
from extractor.literals.attribution.voices import Voice
from extractor.literals.language import clauses
from extractor.text import Range

_BESIDE = re.compile(r"\s+(?:while|when|before|after)\s+(?=[a-z]+ing\b)")
_WHEN = re.compile(r"\b(?:when|after|since)\s+$")
_WHEN_REACH = 8


def is_own(passage: Passage, places: Sequence[Range]) -> bool:
    """Whether the evidence at ``places`` is the article's own, whatever surrounds it."""
    return (
        any(_describes(voice, passage, places) or _is_deed(voice, passage, places) for voice in passage.heard)
        or _is_bracketed(passage, places)
        or _is_dated_past(passage, places)
    )


def _describes(voice: Voice, passage: Passage, places: Sequence[Range]) -> bool:
    """Whether the evidence is a source's name with its title or apposition."""
    if voice.source is None or not all(_lies_in(place, voice.source) for place in places):
        return False
    words = passage.text[places[0][0] : places[-1][1]]
    return sources.read(words).title is not None or ", the " in words or ", a " in words


def _is_deed(voice: Voice, passage: Passage, places: Sequence[Range]) -> bool:
    """Whether the evidence is what a speaker does beside speaking, the speaker before it or not."""
    if voice.source is None or voice.cue is None or voice.cue[0] < voice.source[0]:
        return False
    beside = _BESIDE.match(passage.text, voice.cue[1], passage.end)
    if beside is None or not _lies_in(places[-1], (beside.end(), passage.end)):
        return False
    return all(_lies_in(place, voice.source) for place in places[:-1])


def _is_bracketed(passage: Passage, places: Sequence[Range]) -> bool:
    """Whether the evidence stands in [square brackets] inside a quotation."""
    start, end = places[0][0], places[-1][1]
    opened = passage.text.rfind("[", passage.place[0], start)
    if opened < 0 or not any(_lies_in((start, end), quoted) for quoted in passage.quoted):
        return False
    closed = passage.text.find("]", opened, passage.end)
    return closed >= end


def _is_dated_past(passage: Passage, places: Sequence[Range]) -> bool:
    """Whether the evidence is a clause behind "when", with a verb and a date, inside an indirect prediction."""
    start, end = places[0][0], places[-1][1]
    predicted = any(voice.act == "predicted" and voice.covers((start, end)) for voice in passage.heard)
    if not predicted or any(_lies_in((start, end), quoted) for quoted in passage.quoted):
        return False
    dated = any(_lies_in(time, (start, end)) for time in passage.times)
    opened = _WHEN.search(passage.text, max(passage.place[0], start - _WHEN_REACH), start)
    return dated and opened is not None and clauses.has_finite_verb(passage.text[start:end])


def _lies_in(inner: Range, outer: Range) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
