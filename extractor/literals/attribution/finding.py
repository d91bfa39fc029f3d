"""Who says what in one sentence: cues, sources, and the words they carry.

A deterministic reading of English news syntax, in the terms of PolNeAR (Newell et al., 2018): a *source*, a *cue* and a
*content*. Offsets are half-open code points of the sentence.
"""

from __future__ import annotations

from typing import NamedTuple

from extractor.literals.attribution import cues
from extractor.literals.attribution.extents import Heard
from extractor.literals.attribution.hearing import Hearing
from extractor.literals.language.lexicon import vocabulary
from extractor.schema import Act
from extractor.text import Range


class Attributed(NamedTuple):
    """One attribution in a sentence.

    Attributes:
        source: The noun phrase of who says it, apposition included; None where nobody is named.
        cue: The attributing words: the verb with its auxiliaries and adverbs, a preposition, a noun.
        content: The attributed passages, in text order; empty where a sentence is no more than "Lind said.".
        act: What kind of saying it is.
        cue_runs_on: Whether the cue shares the source of the one before it (", adding that …", "and said …").
    """

    source: Range | None
    cue: Range
    content: tuple[Range, ...]
    act: Act
    cue_runs_on: bool = False


def find(sentence: str, is_open: bool = False) -> list[Attributed]:
    """Find the attributions of ``sentence``, in the order of their cues.

    Inside quotation marks only what the speaker says of himself is read ("we estimate that …").

    Args:
        sentence: One sentence of an article.
        is_open: Whether it starts inside a quotation.

    Returns:
        Attributions; where one contains another's content and cue, it is the outer link of a chain.
    """
    if not cues.may_hold(vocabulary(sentence)):
        return []
    reading = Hearing(sentence, is_open)
    heard = reading.heard()
    return [made for one in heard if (made := _attributed(reading, one, heard)) is not None]


def _attributed(reading: Hearing, one: Heard, heard: list[Heard]) -> Attributed | None:
    """A cue with what it carries; None where it carries nothing."""
    content = reading.content(one, heard)
    if not content and not reading.stands_alone(one):
        return None
    return Attributed(one.source, reading.place(one.first, one.last), content, one.act, one.runs_on)
