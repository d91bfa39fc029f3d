"""Where the evidence that an engine copied stands: whole in a sentence, or as a few runs of its words in order.

A literal is sought in the sentence that was named, then in the others, nearest first; only then may it skip words. What
it skips is judged by ``gaps``. Offsets are half-open code points of the article's text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from operator import itemgetter

from extractor.ground.passage import Objection
from extractor.literals import statements
from extractor.literals.language.tokens import tokenize
from extractor.schema import Alignment
from extractor.text import LOOSE, Match, Range, find_first, find_last, fold, words

_QUOTES = "\"“”„'‘’ "
"""Signs at the edges of evidence that are no part of it."""

_MOST_RUNS = 3
_ALIKE = 0.7
"""Share of its words that a literal has in common with its sentence, where it was edited rather than made up."""
_MOST_COMPARED = 300
"""Words of a sentence that a literal is compared with to say how it differs."""


@dataclass(frozen=True)
class Found:
    """Where evidence stands.

    Attributes:
        sentence: The number of the sentence that holds it, from 1.
        places: A place for each literal, or for each run of one, in text order.
        alignment: How it was found.
    """

    sentence: int
    places: tuple[Range, ...]
    alignment: Alignment


def find(literals: Sequence[str], text: str, sentences: Sequence[Range], named: int) -> Found | Objection:
    """Find the literals of one draft, all in one sentence.

    Args:
        literals: The words as the engine copied them.
        text: The article's text.
        sentences: ``[start, end)`` of each sentence, number n at index n - 1, in text order.
        named: The number of the sentence that the engine named.
    """
    if (matches := _whole(literals, text, sentences[named - 1])) is not None:
        return _found(named, matches, "exact" if all(match.exact for match in matches) else "folded")
    for number in _elsewhere(literals, text, sentences, named):
        if (matches := _whole(literals, text, sentences[number - 1])) is not None:
            return _found(number, matches, "moved")
    return _stitched(literals, text, sentences[named - 1], named)


def _found(number: int, matches: Sequence[Match], alignment: Alignment) -> Found:
    return Found(number, tuple(sorted((match.start, match.end) for match in matches)), alignment)


def _elsewhere(literals: Sequence[str], text: str, sentences: Sequence[Range], named: int) -> Iterator[int]:
    """The numbers of the other sentences that hold the longest literal, nearest first."""
    for form in dict.fromkeys(_forms(max(literals, key=len))):
        start, end = sentences[named - 1]
        before, behind = find_last(form, text, 0, start), find_first(form, text, end)
        while before or behind:
            left = _number(sentences, before.start) if before else 0
            right = _number(sentences, behind.start) if behind else 0
            if before and (not behind or named - left <= right - named):
                yield from [left] if left else []
                before = find_last(form, text, 0, before.end - 1)
            elif behind:
                yield right
                behind = find_first(form, text, behind.start + 1)


def _number(sentences: Sequence[Range], at: int) -> int:
    return bisect_right(sentences, at, key=itemgetter(0))


def _whole(literals: Sequence[str], text: str, sentence: Range) -> list[Match] | None:
    """A place for each literal: behind the one before it, as it was drafted, else the first in the sentence."""
    matches: list[Match] = []
    floor = sentence[0]
    for literal in literals:
        match = _match(literal, text, (floor, sentence[1])) or _match(literal, text, sentence)
        if match is None:
            return None
        matches.append(match)
        floor = match.end
    return matches


def _match(literal: str, text: str, sentence: Range) -> Match | None:
    """The first place of a literal: as it is, else without quotation marks, else with its case turned."""
    for turned, form in enumerate(_forms(literal)):
        if (match := find_first(form, text, *sentence)) is not None:
            return match if turned < 2 else Match(match.start, match.end, False)
    return None


def _forms(literal: str) -> Iterator[str]:
    """A literal without loose signs, then without quotation marks, then with its first letter's case turned."""
    plain = literal.strip().strip(LOOSE).strip()
    bare = plain.strip(_QUOTES).strip(LOOSE)
    yield plain
    yield bare
    yield bare[:1].swapcase() + bare[1:]


def _stitched(literals: Sequence[str], text: str, sentence: Range, number: int) -> Found | Objection:
    places: list[Range] = []
    floor = sentence[0]
    for literal in literals:
        runs = _runs(literal, text, (floor, sentence[1])) or _runs(literal, text, sentence)
        if runs is None:
            return _why_absent(literal, text[slice(*sentence)])
        places += runs
        floor = runs[-1][1]
    return Found(number, tuple(sorted(places)), "stitched")


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
        found = find_first(wanted, text, start, end)
        if found is not None:
            yield taken, (found.start, found.end)
            start = found.start
        elif wanted:
            return


def _why_absent(literal: str, sentence: str) -> Objection:
    """Tell how words that do not stand in the sentence differ from it."""
    said, tokens = words(literal), [token for token in tokenize(sentence)[:_MOST_COMPARED] if token.is_word]
    there = [token.lower for token in tokens]
    blocks = SequenceMatcher(None, said, there, autojunk=False).get_matching_blocks()[:-1]
    if blocks and sum(word in there for word in said) >= _ALIKE * len(said):
        first, last = blocks[0], blocks[-1]
        start = tokens[max(0, first.b - first.a)].start
        end = tokens[min(len(tokens), last.b + len(said) - last.a) - 1].end
        if (wrong := statements.disagreement(fold(literal).text, fold(sentence[start:end]).text)) is not None:
            return Objection(wrong[0], f'"{literal}" does not stand in the sentence: {_lowered(wrong[1])}')
        return Objection("edited", f'"{literal}" does not stand in the sentence word for word.')
    if (number := statements.numbers(fold(literal).text, fold(sentence).text)) is not None:
        return Objection(number[0], f'"{literal}" does not stand in the sentence: {_lowered(number[1])}')
    return Objection("absent", f'"{literal}" does not stand in the sentence.')


def _lowered(told: str) -> str:
    return told[:1].lower() + told[1:]
