"""Whose words each part of an article is: attributions resolved over sentences.

Within a sentence ``attribution`` finds who speaks. This module joins sentences: speech that runs on ("… he added", a
quotation without a cue), and the chain of those who pass words on; ``antecedents`` tells whom a pronoun stands for.
Offsets are half-open code points of the whole text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from extractor.literals.attribution import finding
from extractor.literals.attribution.antecedents import last_speaker, stands_for
from extractor.literals.attribution.voice import Voice, length
from extractor.literals.language.tokens import left_open, opens, quotations
from extractor.text import Range

__all__ = ["Voice", "read", "voice_of"]

_MOST_VOICES = 40
"""More cues than that in one sentence are a list of words, and nobody passes anything on there."""
_LONGEST_CHAIN = 4
_MOSTLY = 0.6
"""Share of a sentence that stands in quotation marks where it is speech that runs on."""


@lru_cache(maxsize=8)
def read(text: str, sentences: tuple[Range, ...]) -> tuple[tuple[Voice, ...], ...]:
    """Return the voices of each sentence, outer ones first.

    Where a sentence is no more than source and cue ("Lind asked."), its voice stands with the quotation before it.

    Args:
        text: The article's text.
        sentences: ``[start, end)`` of each sentence, in order.
    """
    heard: list[tuple[Voice, ...]] = []
    open_quote, end = False, 0
    for index, place in enumerate(sentences):
        open_quote = open_quote and not _starts_anew(text, end, place[0])
        sentence = _Sentence(text, sentences, index, heard, open_quote)
        if (asked := sentence.closing(end)) is not None:
            heard[-1] = (asked,)
        heard.append(sentence.voices())
        open_quote = left_open(text[slice(*place)], open_quote)
        end = place[1]
    return tuple(heard)


def voice_of(voices: Sequence[Voice], place: Range) -> Voice | None:
    """Return the innermost voice whose content holds ``place``; None: the article's own."""
    fitting = [voice for voice in voices if voice.covers(place)]
    return min(fitting, key=length, default=None)


def _starts_anew(text: str, end: int, start: int) -> bool:
    """Whether a quotation ends between two sentences: with its paragraph, or with a line whose next opens another.

    A mark that was never closed must not turn the rest of the article inside out.
    """
    breaks = text.count("\n", end, start)
    return breaks > 1 or (breaks > 0 and opens(text, start))


class _Sentence:
    """One sentence among those before it."""

    def __init__(
        self, text: str, places: Sequence[Range], index: int, before: list[tuple[Voice, ...]], open_quote: bool
    ) -> None:
        self.text, self.places, self.index, self.before = text, places, index, before
        self.place = start, _ = places[index]
        words = text[slice(*self.place)]
        self.read = finding.find(words, open_quote)
        self.quoted = tuple((start + a, start + b) for a, b in quotations(words, open_quote))

    def voices(self) -> tuple[Voice, ...]:
        """The voices of this sentence."""
        found = [self._voice(item) for item in self.read if item.content]
        if (running := self._running_on(found)) is not None:
            found.append(running)
        if 1 < len(found) <= _MOST_VOICES:
            found = self._citing(found)
            found = [self._chained(voice, found, _LONGEST_CHAIN) for voice in found]
        return tuple(sorted(found, key=length, reverse=True))

    def closing(self, end: int) -> Voice | None:
        """The voice of the quotation before, where this sentence is no more than its source and cue."""
        if len(self.read) != 1 or self.read[0].content or not self.before or "\n" in self.text[end : self.place[0]]:
            return None
        before = [voice for voice in self.before[-1] if voice.cue is None]
        quoted = quotations(self._sentence_before(end))
        start = end - len(self._sentence_before(end))
        content = before[0].content if before else tuple((start + a, start + b) for a, b in quoted)
        if not content or end - content[-1][1] > len("''."):
            return None
        voice = self._voice(self.read[0])
        return replace(voice, sentence=self.index - 1, content=content, quoted=content)

    def _sentence_before(self, end: int) -> str:
        """The line before this sentence, up to its end."""
        start = self.text.rfind("\n", 0, end) + 1
        return self.text[start:end]

    def _shift(self, place: Range | None) -> Range | None:
        return None if place is None else (self.place[0] + place[0], self.place[0] + place[1])

    def _voice(self, item: finding.Attributed) -> Voice:
        base, source = self.place[0], self._shift(item.source)
        return Voice(
            self.index,
            source,
            None if source is None else stands_for(source, self.text, self.before, self.places[: self.index]),
            self._shift(item.cue),
            tuple((base + start, base + end) for start, end in item.content if end > start),
            item.act,
            quoted=self.quoted,
            runs_on=item.cue_runs_on,
        )

    def _running_on(self, found: list[Voice]) -> Voice | None:
        """A quotation that no cue of this sentence carries belongs to the last speaker."""
        start, end = self.place
        if not self.quoted or not self.before or sum(b - a for a, b in self.quoted) <= (end - start) * _MOSTLY:
            return None
        if any(voice.attributing and not self._is_quoted(voice.attributing) for voice in found):
            return None
        speaker = last_speaker(self.text, self.before[-2:])
        return (
            None if speaker is None else Voice(self.index, None, speaker, None, self.quoted, "said", quoted=self.quoted)
        )

    def _is_quoted(self, place: Range) -> bool:
        return any(start <= place[0] < end for start, end in self.quoted)

    def _citing(self, found: list[Voice]) -> list[Voice]:
        """For "…, the Courier reported, citing Lind": these are Lind's words, which the Courier passes on."""
        for voice in [voice for voice in found if voice.cue and self.text[slice(*voice.cue)].lower() == "citing"]:
            passing = [
                other for other in found if other.cue and other.content != voice.content and voice.covers(other.cue)
            ]
            outer = max(passing, key=length, default=None)
            if outer is not None:
                cited = replace(voice, content=outer.content, outer=outer)
                found = [cited if other is voice else other for other in found if other is not outer]
        return found

    def _chained(self, voice: Voice, found: list[Voice], links: int) -> Voice:
        """Give a voice its outer one; "we" inside a quotation is who is quoted, and no link of its own."""
        size = length(voice)
        outers = [
            other
            for other in found
            if other is not voice and voice.cue and length(other) > size and other.covers(voice.cue)
        ]
        outer = min(outers, key=length, default=None)
        if outer is None or not links:
            return voice
        resolved = self._chained(outer, found, links - 1)
        if voice.speaker is None and voice.source is not None:
            return replace(voice, speaker=outer.speaker, outer=resolved.outer)
        return replace(voice, outer=resolved)
