"""Article to sentences and segments: numbered sentences, and the runs of them that are sent in one request.

Segments cover the article: their texts, joined, are its text, no character lost. Sentences are found by sentencex
(Wikimedia); units without a word (blank lines, rules of asterisks) get no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from extractor.schema import Article, Span
from extractor.text import trim

_WINDOW = 2_500
"""Most characters of one sentence, and of what is split at once: at four bytes each, sentencex reads them whole."""

_LINE = re.compile(r"[^\r\n\u2028\u2029]*(?:[\r\n\u2028\u2029]+|\Z)")
_TITLES = ("Ms.", "Mx.", "Atty.")
_TITLE = re.compile(rf"\b(?:{'|'.join(map(re.escape, _TITLES))})\Z")
_STOPS = ".!?:;…\"'”’)"


@dataclass(frozen=True)
class Segment:
    """A run of sentences: ``[start, end)`` of the article's text, holding sentences ``first`` to ``last`` (from 1).

    ``last`` is below ``first`` where the run holds no sentence.
    """

    start: int
    end: int
    first: int
    last: int

    @property
    def numbers(self) -> range:
        """The numbers of its sentences."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True)
class Segmentation:
    """The sentences of an article, number n at index n - 1, and the segments that cover it."""

    sentences: tuple[Span, ...]
    segments: tuple[Segment, ...]


def segment(article: Article, characters: int = 1500) -> Segmentation:
    """Split an article into numbered sentences and segments.

    Args:
        article: The article; its ``language`` chooses the sentence rules.
        characters: Longest segment, in code points, unless one sentence is longer. A segment ends at a paragraph
            where one ends in its last third.

    Returns:
        Sentences as spans trimmed of white space, and segments that cover the text.
    """
    sentences = tuple(_sentences(article))
    return Segmentation(sentences, tuple(_segments(article.text, sentences, characters)))


def halves(part: Segment, sentences: tuple[Span, ...]) -> tuple[Segment, Segment]:
    """Split a segment of two or more sentences in the middle, between two sentences."""
    middle = (part.first + part.last + 1) // 2
    cut = sentences[middle - 1].start
    return Segment(part.start, cut, part.first, middle - 1), Segment(cut, part.end, middle, part.last)


def _sentences(article: Article) -> Iterator[Span]:
    position = 0
    for unit in _units(article.text, article.language):
        start, end = trim(article.text, position, position + unit)
        position += unit
        if any(character.isalnum() for character in article.text[start:end]):
            yield Span.of(article.text, start, end)


def _units(text: str, language: str) -> Iterator[int]:
    """Yield the length of each sentence with the white space behind it."""
    for block in _blocks(text):
        yield from _sentences_of(block, language)


def _blocks(text: str) -> Iterator[str]:
    """Yield what no sentence crosses: the lines, each with its breaks, unless they are wrapped."""
    lines = _LINE.findall(text)
    if _are_wrapped(lines):
        yield text
    else:
        yield from lines


def _are_wrapped(lines: list[str]) -> bool:
    """Whether line breaks stand inside of sentences: among lines without a stop, many go on in a small letter."""
    pairs = [(line.strip(), behind.strip()) for line, behind in pairwise(lines) if line.count("\n") < 2]
    open_ended = [behind for line, behind in pairs if line and behind and line[-1] not in _STOPS]
    return sum(behind[0].islower() for behind in open_ended) > len(open_ended) / 3


def _sentences_of(text: str, language: str) -> Iterator[int]:
    """Yield the length of each sentence of a block, window by window.

    sentencex cuts words in two where a text is longer than about 10,000 bytes. Its last unit in a window may go on
    behind it, so the next window starts there.
    """
    from sentencex import segment as split

    start = 0
    while start < len(text):
        window = text[start : start + _WINDOW]
        units = list(_rejoined(split(language, window)))
        if start + len(window) < len(text):
            units = units[:-1] or [_cut(window)]
        yield from units
        start += sum(units)


def _rejoined(units: Iterable[str]) -> Iterator[int]:
    """Yield the units' lengths; a title that sentencex takes for the end of a sentence goes with the name behind it."""
    held = 0
    for unit in units:
        held += len(unit)
        if not _ends_in_title(unit):
            yield held
            held = 0
    if held:
        yield held


def _ends_in_title(unit: str) -> bool:
    words = unit.rstrip()
    return words.endswith(_TITLES) and _TITLE.search(words) is not None


def _cut(window: str) -> int:
    """Where a sentence is cut that fills a whole window: behind its last white space."""
    return next((i for i in range(len(window), 0, -1) if window[i - 1].isspace()), len(window))


def _segments(text: str, sentences: tuple[Span, ...], characters: int) -> Iterator[Segment]:
    start, first = 0, 1
    while first <= len(sentences):
        last = _last_that_fits(text, sentences, start, first, characters)
        end = len(text) if last == len(sentences) else sentences[last].start
        yield Segment(start, end, first, last)
        start, first = end, last + 1
    if start < len(text) or not text:
        yield Segment(start, len(text), first, first - 1)


def _last_that_fits(text: str, sentences: tuple[Span, ...], start: int, first: int, characters: int) -> int:
    last = first
    while last < len(sentences) and sentences[last].end - start <= characters:
        last += 1
    if last == len(sentences):
        return last
    for number in range(last, first, -1):
        if sentences[number - 1].end - start < characters * 2 // 3:
            break
        if "\n\n" in text[sentences[number - 1].end : sentences[number].start].replace("\r", ""):
            return number
    return last
