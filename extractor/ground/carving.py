"""Evidence without what is no claim: labels, cues, sources, quotation marks and signs at its edges are cut out.

Offsets are half-open code points of the article's text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from extractor.literals.attribution.voices import Voice
from extractor.literals.language import clauses
from extractor.literals.language.labels import label_end
from extractor.literals.language.tokens import MARKS
from extractor.text import LOOSE, Range, trim


def carve(places: Iterable[Range], text: str, sentence: Range, heard: Sequence[Voice]) -> list[Range]:
    """Cut labels, cues and sources out of evidence, and signs off its edges.

    Args:
        places: Where the evidence stands.
        text: The article's text.
        sentence: The sentence that holds it.
        heard: The voices of that sentence.

    Returns:
        What is left, in text order and without overlaps; empty where all of it was source and cue.
    """
    label = sentence[0] + label_end(text[slice(*sentence)])
    pieces = [piece for start, end in places for piece in _unmarked(text, max(start, label), end)]
    for cut in _cuts(heard, text, sentence[1]):
        pieces = [piece for place in pieces for piece in _minus(place, cut)]
    tidied = [_tidy(text, piece) for piece in pieces]
    return _joined(piece for piece in tidied if any(character.isalnum() for character in text[slice(*piece)]))


def _unmarked(text: str, start: int, end: int) -> list[Range]:
    """Cut at quotation marks: evidence is words."""
    marks = [i for i in range(start, end) if text[i] in MARKS]
    return [(left + 1, right) for left, right in pairwise([start - 1, *marks, end]) if right > left + 1]


def _cuts(heard: Sequence[Voice], text: str, sentence_end: int) -> list[Range]:
    """What attributes; a plain "he said" inside a quotation is part of what is quoted."""
    made = [(voice, _attributing(voice, heard, text, sentence_end)) for voice in heard]
    whole = [(voice, cut) for voice, cut in made if cut is not None and (voice.act != "said" or not _is_quoted(voice))]
    cuts: list[Range] = []
    for voice, cut in whole:
        pieces = [cut]
        for aside in _asides(voice, text):
            pieces = [piece for place in pieces for piece in _minus(place, aside)]
        cuts += pieces
    return cuts


def _attributing(voice: Voice, heard: Sequence[Voice], text: str, sentence_end: int) -> Range | None:
    """From source and cue to the content behind, or, where it stands before, to the next cue, comma or the end."""
    if voice.attributing is None or not voice.content or (voice.source is None and not voice.runs_on):
        return None
    start, end = voice.attributing
    behind = [left for left, _ in voice.content if left >= end]
    following = [other.cue[0] for other in heard if other.cue and other.cue[0] > end]
    comma = text.find(",", end, sentence_end)
    goes_on = comma >= 0 and clauses.has_finite_verb(text[comma:sentence_end])
    return start, min([*behind, *following, *([comma] if goes_on else [])], default=sentence_end)


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
