"""Where the evidence that an engine copied stands: whole in a sentence, or as a few runs of its words in order.

A literal is sought in the sentence that was named, then in the others, nearest first; only then may it skip words. What
it skips must not change what is said. Offsets are half-open code points of the article's text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.literals import certainty
from extractor.literals.language.words import listed
from extractor.schema import Alignment, RejectionReason
from extractor.text import LOOSE, Match, Range, find_all, words

"""Signs at the edges of evidence that are no part of it."""

_QUOTES = "\"“”„'‘’ "
_NOT = listed("not no never")
_MOST_RUNS = 3
_LONGEST_GAP = 160
"""Most characters that stitched evidence may skip between two of its runs."""


@dataclass(frozen=True)
class Found:
    """Where evidence stands.

    Attributes:
        sentence: The number of the sentence that holds it, from 1.
        places: A place for each literal, or for each run of one.
        alignment: How it was found.
    """

    sentence: int
    places: tuple[Range, ...]
    alignment: Alignment


@dataclass(frozen=True)
class Objection:
    """Why a draft is rejected, and a sentence about it."""

    reason: RejectionReason
    detail: str


def find(literals: Sequence[str], text: str, sentences: Sequence[Range], named: int) -> Found | Objection:
    """Find the literals of one draft, all in one sentence.

    Args:
        literals: The words as the engine copied them.
        text: The article's text.
        sentences: ``[start, end)`` of each sentence, number n at index n - 1.
        named: The number of the sentence that the engine named.
    """
    for number in sorted(range(1, len(sentences) + 1), key=lambda other: abs(other - named)):
        if (matches := _whole(literals, text, sentences[number - 1])) is not None:
            places = tuple((match.start, match.end) for match in matches)
            exact: Alignment = "exact" if all(match.exact for match in matches) else "folded"
            return Found(number, places, exact if number == named else "moved")
    return _stitched(literals, text, sentences[named - 1], named)


def _whole(literals: Sequence[str], text: str, sentence: Range) -> list[Match] | None:
    matches: list[Match] = []
    for literal in literals:
        if (match := _match(literal, text, sentence)) is None:
            return None
        matches.append(match)
    return matches


def _match(literal: str, text: str, sentence: Range) -> Match | None:
    """The first place of a literal in a sentence: as it is, else without quotation marks, else with its case turned."""
    plain = literal.strip().strip(LOOSE).strip()
    bare = plain.strip(_QUOTES).strip(LOOSE)
    found = find_all(plain, text, *sentence) or find_all(bare, text, *sentence) or _recased(bare, text, sentence)
    return found[0] if found else None


def _recased(literal: str, text: str, sentence: Range) -> list[Match]:
    """A sentence's first letter may be written small in evidence, and the other way round."""
    other = literal[:1].swapcase() + literal[1:]
    return [Match(match.start, match.end, exact=False) for match in find_all(other, text, *sentence)]


def _stitched(literals: Sequence[str], text: str, sentence: Range, number: int) -> Found | Objection:
    places: list[Range] = []
    for literal in literals:
        runs = _runs(literal, text, sentence)
        if runs is None:
            return _why_absent(literal, text[slice(*sentence)])
        if (wrong := _skipped_wrongly(runs, text)) is not None:
            return wrong
        places += runs
    return Found(number, tuple(places), "stitched")


def _runs(literal: str, text: str, sentence: Range) -> list[Range] | None:
    """Cover a literal by a few runs, each of two words or more, that stand in the sentence in the same order."""
    parts = literal.strip().strip(LOOSE).split()
    floor, end = sentence
    runs: list[Range] = []
    i = 0
    while i < len(parts) and len(runs) < _MOST_RUNS:
        longest = list(_growing(parts[i:], text, floor, end))
        taken, place = longest[-1] if longest else (0, (floor, floor))
        if taken < min(2, len(parts)):
            return None
        runs.append(place)
        floor, i = place[1], i + taken
    return runs if runs and i == len(parts) else None


def _growing(parts: Sequence[str], text: str, start: int, end: int) -> Iterator[tuple[int, Range]]:
    """Yield the places of the first one, two, three … parts, as long as these stand in the text."""
    for taken in range(1, len(parts) + 1):
        wanted = " ".join(parts[:taken]).strip(LOOSE)
        found = find_all(wanted, text, start, end)
        if found:
            yield taken, (found[0].start, found[0].end)
        elif wanted:
            return


def _skipped_wrongly(runs: Sequence[Range], text: str) -> Objection | None:
    for (_, left), (right, _) in pairwise(runs):
        skipped = text[left:right].strip()
        if certainty.negations(skipped):
            return Objection("negation_conflict", f'The evidence skips "{skipped}", which negates it.')
        if certainty.hedges(skipped) or right - left > _LONGEST_GAP:
            return Objection("edited", f'The evidence leaves out "{skipped[:60]}".')
    return None


def _why_absent(literal: str, sentence: str) -> Objection:
    """Tell how words that do not stand in the sentence differ from it."""
    said, there = words(literal), set(words(sentence))
    numbers = [word for word in said if word[0].isdigit() and word not in there]
    if numbers:
        return Objection("number_conflict", f'"{numbers[0]}" does not stand in the sentence.')
    shared = sum(word in there for word in said) / max(1, len(said))
    if shared < 0.7:
        return Objection("absent", f'"{literal}" does not stand in the sentence.')
    if len(certainty.negations(literal)) < len(certainty.negations(sentence)) or set(said) & _NOT - there:
        return Objection("negation_conflict", f'"{literal}" differs from the sentence by a negation.')
    return Objection("edited", f'"{literal}" does not stand in the sentence word for word.')
