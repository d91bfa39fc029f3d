"""Draft to grounded draft: every literal is found in the article, or the draft is rejected.

The engine points (a sentence number and short strings); this room finds the code points. It takes the source's whole
noun phrase, cuts cue and source out of the evidence, takes whole what the evidence cuts in two, and judges what is left
out inside and around it; it never adds a word that is not the article's. A bad draft is a ``Rejection``, never an
exception.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from extractor.ground import (
    bearing,
    carving,
    dating,
    edges,
    finding,
    gaps,
    governing,
    numbering,
    presupposed,
    referring,
    speaking,
)
from extractor.ground.finding import Found
from extractor.ground.passage import Objection, Passage
from extractor.grounded import Grounded
from extractor.literals import instructions
from extractor.literals.attribution import voices
from extractor.literals.attribution.voices import Voice
from extractor.response import Draft, Malformed
from extractor.schema import Article, Rejection, Span
from extractor.text import Match, Range, find_first, find_last


class Ground:
    """An article's sentences, ready for drafts to be found in."""

    def __init__(self, article: Article, sentences: Sequence[Span]) -> None:
        """Take the article and its sentences, number n at index n - 1."""
        self.article = article
        self.sentences = tuple(sentences)
        self._places = tuple((sentence.start, sentence.end) for sentence in sentences)
        self._passages: dict[int, Passage] = {}

    @cached_property
    def voices(self) -> tuple[tuple[Voice, ...], ...]:
        """The voices of each sentence."""
        return voices.read(self.article.text, self._places)

    @cached_property
    def instructions(self) -> frozenset[int]:
        """The numbers of the sentences that speak to a machine: they tell nothing, and no model is shown them."""
        return frozenset(i + 1 for i in instructions.find(self.article.text, self._places))

    def ground(self, item: Draft | Malformed) -> Grounded | Rejection:
        """Find a draft's words in the article.

        Args:
            item: A draft, or an item that is none.

        Returns:
            The grounded draft, or the rejection with its reason.
        """
        if isinstance(item, Malformed):
            draft = item.item if isinstance(item.item, dict) else {"item": item.item}
            return Rejection(sentences=(), draft=draft, reason="malformed", detail=item.why)
        made = self._grounded(item)
        if isinstance(made, Grounded):
            return made
        numbers = (item.sentence,) if 1 <= item.sentence <= len(self.sentences) else ()
        return Rejection(sentences=numbers, draft=item.model_dump(), reason=made.reason, detail=made.detail)

    def _passage(self, number: int) -> Passage:
        """A sentence, read once for all drafts that name it."""
        if number not in self._passages:
            place, heard = self._places[number - 1], self.voices[number - 1]
            self._passages[number] = Passage(self.article.text, place, heard, self.article.published)
        return self._passages[number]

    def _grounded(self, draft: Draft) -> Grounded | Objection:
        if not 1 <= draft.sentence <= len(self.sentences):
            last = len(self.sentences)
            return Objection("no_such_sentence", f"There is no sentence {draft.sentence}; the last is {last}.")
        if not draft.evidence:
            return Objection("absent", "The draft names no evidence.")
        found = finding.find(draft.evidence, self.article.text, self._places, draft.sentence)
        if isinstance(found, Objection):
            return found
        if found.sentence in self.instructions:
            return Objection("instruction", f"Sentence {found.sentence} speaks to a machine; it tells nothing.")
        return self._carved(draft, found)

    def _carved(self, draft: Draft, found: Found) -> Grounded | Objection:
        """Cut the evidence down to the words that carry the claim, and judge what it leaves out."""
        passage = self._passage(found.sentence)
        own = presupposed.is_own(passage, found.places)
        places = carving.carve(passage, found.places, own=own)
        if not places:
            return Objection("whole_sentence", "Without source and cue, nothing is left of the evidence.")
        if (wrong := numbering.cut_bound(passage, places)) is not None:
            return wrong
        grown = edges.whole(passage, places, draft.statement)
        if isinstance(grown, Objection):
            return grown
        aside = own or carving.is_aside(passage.text, grown, passage.quoted)
        voice = None if aside else voices.voice_of(passage.heard, grown[-1])
        kept = grown if voice is None else carving.without_asides(grown, passage.text, passage.quoted)
        if (wrong := None if kept == grown else _lost(passage, grown, kept)) is not None:
            return wrong
        wrong = (
            gaps.objection(passage, kept, edited=found.alignment == "stitched")
            or bearing.objection(passage, kept, voice)
            or governing.objection(passage, kept, voice)
            or numbering.misnamed(passage, kept, draft.quantities)
            or self._misattributed(draft, found.sentence, kept, voice, aside=aside)
        )
        return wrong or self._made(draft, found, passage, kept, voice, aside=aside)

    def _misattributed(
        self, draft: Draft, number: int, places: list[Range], voice: Voice | None, *, aside: bool
    ) -> Objection | None:
        """Hold the sources that the engine named against those the article shows."""
        for literal in (draft.source, draft.reported_by):
            if literal is None:
                continue
            wrong = None
            if voice is not None:
                wrong = speaking.misheard(self.article.text, literal, voice)
            elif not aside:
                wrong = self._unheard(literal, draft.cue, number, places)
            if (wrong is not None or voice is None) and self._nearest(literal, number) is None:
                return Objection("name_not_in_article", f'The source "{literal}" does not stand in the article.')
            if wrong is not None and not (voice is None and self._is_plain(number, places)):
                return wrong
        return None

    def _is_plain(self, number: int, places: list[Range]) -> bool:
        """Whether nobody can speak in a sentence, nor run on into it from the one before."""
        before = self.voices[number - 2] if number > 1 else ()
        return not before and speaking.is_plain(self._passage(number), places)

    def _unheard(self, literal: str, cue: str | None, number: int, places: list[Range]) -> Objection | None:
        """Why a source is not believed where no voice carries the evidence."""
        around = speaking.near(number - 1, self.voices)
        return speaking.runs_on(literal, cue, self._passage(number), places[-1], around)

    def _made(
        self, draft: Draft, found: Found, passage: Passage, places: list[Range], voice: Voice | None, *, aside: bool
    ) -> Grounded:
        named = None
        if draft.source is not None and voice is None and not aside:
            heard = self._unheard(draft.source, draft.cue, found.sentence, places) is None
            named = self._nearest(draft.source, found.sentence) if heard else None
        dated = {literal: dating.of_evidence(literal, passage, places, voice) for literal in draft.times}
        subject = None if draft.subject is None else self._nearest(draft.subject, draft.sentence)
        return Grounded(
            draft=draft,
            sentence=found.sentence,
            evidence=tuple(Span.of(passage.text, *place) for place in places),
            alignment=found.alignment,
            subject=subject,
            voice=voice,
            named=named,
            times=tuple(span for span in dated.values() if span is not None),
            notes=(
                *_notes(draft, passage, subject, [literal for literal, span in dated.items() if span is None]),
                *_unspoken(draft, voice, named, aside=aside),
            ),
            referent=referring.referent(
                passage, places[0][0], voice, self.voices[: found.sentence - 1], self._places[: found.sentence - 1]
            ),
        )

    def _nearest(self, literal: str, number: int) -> Span | None:
        """The place of a literal in its sentence, else the last one before it, else the first behind."""
        text, (start, end) = self.article.text, self._places[number - 1]
        match: Match | None = (
            find_first(literal, text, start, end)
            or find_last(literal, text, 0, start)
            or find_first(literal, text, end)
        )
        return None if match is None else Span.of(text, match.start, match.end)


def _lost(passage: Passage, places: Sequence[Range], kept: Sequence[Range]) -> Objection | None:
    """A piece of evidence that was cut out whole with the aside it stands in."""
    for start, end in places:
        if not any(left < end and start < right for left, right in kept):
            said = passage.text[start:end]
            return Objection("edited", f'"{said[:60]}" stands in an aside, which somebody else says.')
    return None


def _unspoken(draft: Draft, voice: Voice | None, named: Span | None, *, aside: bool) -> Iterator[str]:
    """Tell that a source says nothing where nobody speaks."""
    if draft.source is not None and voice is None and named is None and not aside:
        yield f'Nobody speaks in sentence {draft.sentence}, so "{draft.source}" is no source.'


def _notes(draft: Draft, passage: Passage, subject: Span | None, undated: Sequence[str]) -> Iterator[str]:
    """Tell which of the words beside the evidence are left out."""
    for literal in draft.quantities:
        if numbering.is_none(literal, passage):
            yield f'"{literal}" is no quantity.'
    if draft.subject is not None and subject is None:
        yield f'The subject "{draft.subject}" does not stand in the article.'
    for literal in undated:
        yield f'The time "{literal}" does not stand with the evidence in sentence {draft.sentence}.'
