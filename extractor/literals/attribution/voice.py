"""One who speaks in one sentence: the value that sentences are joined with."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from extractor.schema import Act
from extractor.text import Range


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
        runs_on: Whether the cue shares the source of the one before it (", adding that …", "and said …").
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

    @cached_property
    def attributing(self) -> Range | None:
        """From the first to the last of source and cue; the cue alone where its source stands with another."""
        if self.source is None or self.cue is None or self.runs_on:
            return self.cue if self.runs_on else self.source or self.cue
        return min(self.source[0], self.cue[0]), max(self.source[1], self.cue[1])

    def covers(self, place: Range) -> bool:
        """Whether the content holds ``place``, give or take a sign at its edges."""
        return any(start - 2 <= place[0] and place[1] <= end + 2 for start, end in self.content)


def length(voice: Voice) -> int:
    """How many characters a voice's content has."""
    return sum(end - start for start, end in voice.content)
