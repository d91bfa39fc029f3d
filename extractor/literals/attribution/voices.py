"""Whose words each part of an article is: attributions resolved over sentences.

Within a sentence ``attribution`` finds who speaks. This module joins sentences: speech that runs on ("… he added", a
quotation without a cue), pronouns to the last fitting source, and the chain of those who pass words on. Offsets are
half-open code points of the whole text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from extractor.literals.attribution import finding, sources
from extractor.literals.language.clauses import has_finite_verb
from extractor.literals.language.tokens import CLOSING, opens, quotations
from extractor.literals.language.words import listed
from extractor.schema import Act
from extractor.text import Range

_MOST_VOICES = 40
"""More cues than that in one sentence are a list of words, and nobody passes anything on there."""
_LONGEST_CHAIN = 4
_INNER = listed("we i")
_THIRD = listed("he she they who it")


@dataclass(frozen=True)
class Voice:
    """One who speaks in one sentence.

    Attributes:
        sentence: Index of the sentence, from 0.
        source: The mention here; None where speech runs on.
        speaker: The mention that tells who it is: the source itself, or what its pronoun stands for; None if unknown.
        cue: The attributing words; None where speech runs on.
        content: The attributed passages.
        act: The kind of saying; the innermost one.
        outer: Who passes these words on.
        quoted: The quotation marks' insides in this sentence.
        runs_on: Whether the cue continues the one before it (", adding that …").
    """

    sentence: int
    source: Range | None
    speaker: Range | None
    cue: Range | None
    content: tuple[Range, ...]
    act: Act
    outer: Voice | None = None
    quoted: tuple[Range, ...] = field(default=())
    runs_on: bool = False

    @property
    def attributing(self) -> Range | None:
        """From the first to the last of source and cue."""
        ends = [place for place in (self.source, self.cue) if place is not None]
        return (min(start for start, _ in ends), max(end for _, end in ends)) if ends else None

    def covers(self, place: Range) -> bool:
        """Whether the content holds ``place``, give or take a sign at its edges."""
        return any(start - 2 <= place[0] and place[1] <= end + 2 for start, end in self.content)


@lru_cache(maxsize=8)
def read(text: str, sentences: tuple[Range, ...]) -> tuple[tuple[Voice, ...], ...]:
    """Return the voices of each sentence, outer ones first.

    Args:
        text: The article's text.
        sentences: ``[start, end)`` of each sentence, in order.
    """
    heard: list[tuple[Voice, ...]] = []
    open_quote, end = False, 0
    for index, place in enumerate(sentences):
        open_quote = open_quote and not _starts_anew(text, end, place[0])
        end = place[1]
        heard.append(_Sentence(text, place, index, heard, open_quote).voices())
        open_quote = _left_open(text[slice(*place)], open_quote)
    return tuple(heard)


def voice_of(voices: Sequence[Voice], place: Range) -> Voice | None:
    """Return the innermost voice whose content holds ``place``; None: the article's own."""
    fitting = [voice for voice in voices if voice.covers(place)]
    return min(fitting, key=lambda voice: sum(end - start for start, end in voice.content), default=None)


def _starts_anew(text: str, end: int, start: int) -> bool:
    """Whether a quotation ends between two sentences: with its paragraph, or with a line whose next opens another.

    A mark that was never closed must not turn the rest of the article inside out.
    """
    breaks = text.count("\n", end, start)
    return breaks > 1 or (breaks > 0 and opens(text, start))


def _left_open(sentence: str, was_open: bool) -> bool:
    for i, character in enumerate(sentence):
        if was_open and character in CLOSING:
            was_open = False
        elif not was_open and opens(sentence, i):
            was_open = True
    return was_open


class _Sentence:
    """One sentence among those before it."""

    def __init__(self, text: str, place: Range, index: int, before: list[tuple[Voice, ...]], open_quote: bool) -> None:
        self.text, self.place, self.index, self.before = text, place, index, before
        self.quoted = self._quotations(open_quote)

    def _quotations(self, open_quote: bool) -> tuple[Range, ...]:
        start, end = self.place
        sentence = self.text[start:end]
        if open_quote:
            close = next((i for i, character in enumerate(sentence) if character in CLOSING), len(sentence))
            rest = [(a + close + 1, b + close + 1) for a, b in quotations(sentence[close + 1 :])]
            return tuple((start + a, start + b) for a, b in [(0, close), *rest])
        return tuple((start + a, start + b) for a, b in quotations(sentence))

    def voices(self) -> tuple[Voice, ...]:
        base = self.place[0]
        found = [self._voice(item, base) for item in finding.find(self.text[slice(*self.place)])]
        if (running := self._running_on(found)) is not None:
            found.append(running)
        if len(found) <= _MOST_VOICES:
            found = [self._clipped(voice, found) for voice in found]
            found = [self._chained(voice, found, _LONGEST_CHAIN) for voice in found]
        return tuple(sorted(found, key=_length, reverse=True))

    def _voice(self, item: finding.Attributed, base: int) -> Voice:
        def shift(place: Range | None) -> Range | None:
            return None if place is None else (base + place[0], base + place[1])

        source = None if item.cue_runs_on else shift(item.source)
        content = tuple((base + start, base + end) for start, end in item.content if end > start)
        named = shift(item.source)
        speaker = None if named is None else self._stands_for(named)
        return Voice(
            self.index,
            source,
            speaker,
            shift(item.cue),
            content,
            item.act,
            quoted=self.quoted,
            runs_on=item.cue_runs_on,
        )

    def _stands_for(self, source: Range) -> Range | None:
        word = self.text[slice(*source)].lower()
        if word in _INNER:
            return None
        return self._last_speaker(plural=word == "they") if word in _THIRD else source

    def _last_speaker(self, *, plural: bool = False, within: int = 6) -> Range | None:
        """The last source that a pronoun can point to, of the sentences before this one."""
        fallback: Range | None = None
        for voices in reversed(self.before[-within:]):
            for voice in sorted(voices, key=lambda v: v.attributing or (0, 0), reverse=True):
                if voice.speaker is None or (voice.outer is None and voice.act == "reported"):
                    continue
                kind = sources.read(self.text[slice(*voice.speaker)]).kind
                if (kind in {"person", "unnamed_person"} and not plural) or (kind == "unnamed_group" and plural):
                    return voice.speaker
                fallback = fallback or voice.speaker
        return fallback

    def _running_on(self, found: list[Voice]) -> Voice | None:
        """A quotation that no cue of this sentence carries belongs to the last speaker."""
        outside = [voice for voice in found if voice.attributing and not self._is_quoted(voice.attributing)]
        start, end = self.place
        mostly = sum(b - a for a, b in self.quoted) > (end - start) * 0.6
        if outside or not self.quoted or not mostly or not self.before:
            return None
        speaker = self._last_speaker(within=2)
        return (
            None if speaker is None else Voice(self.index, None, speaker, None, self.quoted, "said", quoted=self.quoted)
        )

    def _is_quoted(self, place: Range) -> bool:
        return any(start <= place[0] < end for start, end in self.quoted)

    def _clipped(self, voice: Voice, found: list[Voice]) -> Voice:
        """End what a voice says where another one speaks beside it: "A said X, but B said Y"."""
        ends = [place[0] for other in found if (place := other.attributing) and self._speaks_beside(other, voice)]
        if not ends:
            return voice
        cut = [(start, min(end, *ends)) if start < min(ends) else (start, end) for start, end in voice.content]
        return replace(voice, content=tuple(cut))

    def _speaks_beside(self, other: Voice, voice: Voice) -> bool:
        """Whether a cue inside a content is no part of it: words with a verb of their own stand before it there."""
        if other is voice or other.cue is None or other.attributing is None or not voice.covers(other.cue):
            return False
        if self._is_quoted(other.cue) or other.source is None:
            return False
        start = next(left for left, right in voice.content if left - 2 <= other.cue[0] <= right + 2)
        own = max((end for _, end in other.content if end <= other.attributing[0]), default=start)
        return has_finite_verb(self.text[own : other.attributing[0]])

    def _chained(self, voice: Voice, found: list[Voice], links: int) -> Voice:
        """Give a voice its outer one; "we" inside a quotation is who is quoted, and no link of its own."""
        size = _length(voice)
        outers = [
            other
            for other in found
            if other is not voice and voice.cue and _length(other) > size and other.covers(voice.cue)
        ]
        outer = min(outers, key=_length, default=None)
        if outer is None or not links:
            return voice
        resolved = self._chained(outer, found, links - 1)
        if voice.speaker is None and voice.source is not None:
            return replace(voice, speaker=outer.speaker, outer=resolved.outer)
        return replace(voice, outer=resolved)


def _length(voice: Voice) -> int:
    return sum(end - start for start, end in voice.content)
