"""Evidence without what is no claim: labels, cues, sources, quotation marks and signs at its edges are cut out.

Offsets are half-open code points of the article's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from extractor.ground.passage import Passage, has_word
from extractor.literals.attribution.voices import Voice
from extractor.literals.language import clauses
from extractor.literals.language.tokens import MARKS, tokenize, within
from extractor.literals.language.words import listed
from extractor.text import LOOSE, Range, trim

_ASIDE = re.compile(r",\s+(?=(?:which|who|whose|where)\b)")
_OPENS_ASIDE = re.compile(r"(?:which|who|whose|where)\b")
_ASIDE_BEFORE = re.compile(r",\s+(?:which|who|whose|where)\s+$")
_COMMA = re.compile(r",\s+")
_JOINS = listed("and but while whereas")


def carve(passage: Passage, places: Iterable[Range], *, own: bool) -> list[Range]:
    """Cut labels, cues and sources out of evidence, and signs off its edges.

    Args:
        passage: The sentence that holds the evidence.
        places: Where this stands.
        own: Whether it is the article's own, whoever speaks around it.

    Returns:
        What is left, in text order and without overlaps; empty where all of it was source and cue.
    """
    text = passage.text
    pieces = [piece for start, end in places for piece in _unmarked(passage, max(start, passage.start), end)]
    for cut in () if own else _cuts(passage):
        pieces = [piece for place in pieces for piece in _minus(place, cut)]
    tidied = [_tidy(text, piece) for piece in pieces]
    return _joined(piece for piece in tidied if has_word(text[slice(*piece)]))


def is_aside(text: str, places: Sequence[Range], quoted: Sequence[Range]) -> bool:
    """Whether evidence is a non-restrictive clause outside quotation marks: the article's own voice.

    It is one where the relative word opens it or stands right before it, or where nothing but its antecedent precedes
    and nothing goes on behind.
    """
    start, end = places[-1]
    if within(start, quoted) is None and (
        _OPENS_ASIDE.match(text, start, end) or _ASIDE_BEFORE.search(text, max(0, start - 9), start)
    ):
        return True
    asides = _asides_of(text, places[0][0], end, quoted)
    return bool(asides) and asides[0][1] == end and not clauses.has_finite_verb(text[places[0][0] : asides[0][0]])


def without_asides(places: Sequence[Range], text: str, quoted: Sequence[Range]) -> list[Range]:
    """Cut the non-restrictive clauses outside quotation marks off evidence that another voice says."""
    pieces = list(places)
    for aside in _asides_of(text, places[0][0], places[-1][1], quoted):
        pieces = [piece for place in pieces for piece in _minus(place, aside)]
    return [_tidy(text, piece) for piece in pieces] or list(places)


def _asides_of(text: str, start: int, end: int, quoted: Sequence[Range]) -> list[Range]:
    """From the comma before each "which" or "who" to where the main clause goes on, else to the end."""
    asides: list[Range] = []
    for comma in _ASIDE.finditer(text, start, end):
        if within(comma.start(), quoted) is None and (not asides or asides[-1][1] <= comma.start()):
            asides.append((comma.start(), _behind_aside(text, comma.end(), end)))
    return asides


def _behind_aside(text: str, start: int, end: int) -> int:
    """Where a main clause goes on behind the comma that closes an aside: with a verb, or "and" with a clause."""
    for comma in _COMMA.finditer(text, start, end):
        rest = text[comma.end() : end]
        first = next((token for token in tokenize(rest) if token.text not in MARKS), None)
        if first is not None and (clauses.is_finite(first) or first.lower in _JOINS) and clauses.has_finite_verb(rest):
            return comma.end()
    return end


def _unmarked(passage: Passage, start: int, end: int) -> list[Range]:
    """Cut at quotation marks: evidence is words."""
    marks = [at for at in passage.marks if start <= at < end]
    return [(left + 1, right) for left, right in pairwise([start - 1, *marks, end]) if right > left + 1]


@lru_cache(maxsize=64)  # each claim of a sentence asks
def _cuts(passage: Passage) -> tuple[Range, ...]:
    """What attributes; a plain "he said" inside a quotation is part of what is quoted."""
    made = [(voice, _attributing(voice, passage)) for voice in passage.heard]
    whole = [(voice, cut) for voice, cut in made if cut is not None and (voice.act != "said" or not _is_quoted(voice))]
    cuts: list[Range] = []
    for voice, cut in whole:
        pieces = [cut]
        for aside in _asides(voice, passage.text):
            pieces = [piece for place in pieces for piece in _minus(place, aside)]
        cuts += pieces
    return tuple(cuts)


def _attributing(voice: Voice, passage: Passage) -> Range | None:
    """From source and cue to the content behind, or, where it stands before, to the next cue, comma or the end."""
    if voice.attributing is None or not voice.content or (voice.source is None and not voice.runs_on):
        return None
    start, end = voice.attributing
    behind = [left for left, _ in voice.content if left >= end]
    following = [other.cue[0] for other in passage.heard if other.cue and other.cue[0] > end]
    comma = passage.text.find(",", end, passage.end)
    goes_on = comma >= 0 and clauses.has_finite_verb(passage.text[comma : passage.end])
    return start, min([*behind, *following, *([comma] if goes_on else [])], default=passage.end)


def _asides(voice: Voice, text: str) -> list[Range]:
    """The relative clauses inside a source: "Brandt, who has led the town since 2019, said …" says two things."""
    if voice.source is None:
        return []
    start, end = voice.source
    comma = text.find(", who ", start, end)
    return [(comma + 2, end)] if comma >= 0 else []


def _is_quoted(voice: Voice) -> bool:
    """Whether source and cue stand inside quotation marks, a comma and the closing mark behind them left aside."""
    place = voice.attributing
    return place is not None and any(start <= place[0] and place[1] <= end + 2 for start, end in voice.quoted)


def _minus(place: Range, cut: Range) -> list[Range]:
    pieces = [(place[0], min(place[1], cut[0])), (max(place[0], cut[1]), place[1])]
    return [(start, end) for start, end in pieces if end > start]


def _tidy(text: str, place: Range) -> Range:
    start, end = trim(text, *place, LOOSE)
    end = clauses.trailing(text, start, end)
    return trim(text, clauses.leading(text, start, end), end, LOOSE)


def _joined(places: Iterable[Range]) -> list[Range]:
    """Merge places that overlap, in text order."""
    merged: list[Range] = []
    for start, end in sorted(places):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
