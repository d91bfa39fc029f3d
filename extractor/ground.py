"""Draft to grounded draft: every literal is found in the article, or the draft is rejected.

The engine points (a sentence number and short strings); this room finds the code points. It widens a source to its whole
noun phrase and cuts cue and source out of the evidence; it never adds a word that is not the article's. A bad draft is a
``Rejection``, never an exception.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from extractor.grounded import Grounded
from extractor.literals import attribution, certainty, clauses, quantities, voices
from extractor.literals.tokens import MARKS
from extractor.literals.voices import Voice
from extractor.response import Draft, Malformed
from extractor.schema import Alignment, Article, Rejection, RejectionReason, Span
from extractor.text import Match, find_all, trim, words

Range = tuple[int, int]

_ASIDE = re.compile(r"(?:[^,]{1,60},\s+)?(?:which|who|where)\b")
_ASIDE_BEFORE = re.compile(r",\s+(?:which|who|where)\s+$")
_LOOSE = ",.;:—–-"
_LONGEST_GAP = 160
"""Most characters that stitched evidence may skip between two of its runs."""


class Ground:
    """An article's sentences, ready for drafts to be found in."""

    def __init__(self, article: Article, sentences: Sequence[Span]) -> None:
        """Take the article and its sentences, number n at index n - 1."""
        self.article = article
        self.sentences = tuple(sentences)

    @cached_property
    def voices(self) -> tuple[tuple[Voice, ...], ...]:
        """The voices of each sentence."""
        return voices.read(self.article.text, [(sentence.start, sentence.end) for sentence in self.sentences])

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
        try:
            return _Grounding(self, item).done()
        except _Reject as reject:
            numbers = (item.sentence,) if 1 <= item.sentence <= len(self.sentences) else ()
            return Rejection(sentences=numbers, draft=item.model_dump(), reason=reject.reason, detail=reject.detail)


class _Reject(Exception):  # noqa: N818 - leaves this module as a value
    def __init__(self, reason: RejectionReason, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail


class _Grounding:
    """One draft on its way."""

    def __init__(self, ground: Ground, draft: Draft) -> None:
        self.ground, self.draft = ground, draft
        self.text = ground.article.text
        self.notes: list[str] = []

    def done(self) -> Grounded:
        if not 1 <= self.draft.sentence <= len(self.ground.sentences):
            last = len(self.ground.sentences)
            raise _Reject("no_such_sentence", f"There is no sentence {self.draft.sentence}; the last is {last}.")
        if not self.draft.evidence:
            raise _Reject("absent", "The draft names no evidence.")
        number, found, alignment = self._evidence()
        sentence = self.ground.sentences[number - 1]
        evidence = self._carved(found, sentence, number)
        self._check_bounds(evidence, sentence)
        self._check_quantities(sentence)
        own = self._is_aside(evidence, number)
        voice = None if own else voices.voice_of(self.ground.voices[number - 1], evidence[-1])
        return Grounded(
            draft=self.draft,
            sentence=number,
            evidence=tuple(Span.of(self.text, *place) for place in evidence),
            alignment=alignment,
            subject=self._subject(sentence),
            voice=voice,
            named=None if own or voice else self._named(number),
            times=tuple(self._times(sentence)),
            notes=tuple(self.notes),
        )

    def _evidence(self) -> tuple[int, list[Range], Alignment]:
        """Where the evidence stands: in the sentence named, else whole in the nearest other one, else in runs."""
        named = self.draft.sentence
        for number in sorted(range(1, len(self.ground.sentences) + 1), key=lambda other: abs(other - named)):
            matches = [self._match(literal, number) for literal in self.draft.evidence]
            if all(match is not None for match in matches):
                places = [(match.start, match.end) for match in matches if match is not None]
                if number != named:
                    return number, places, "moved"
                return number, places, "exact" if all(match and match.exact for match in matches) else "folded"
        runs = [self._stitched(literal, named) for literal in self.draft.evidence]
        return named, [place for run in runs for place in run], "stitched"

    def _match(self, literal: str, number: int) -> Match | None:
        sentence = self.ground.sentences[number - 1]
        literal = literal.strip().strip(_LOOSE).strip()
        found = find_all(literal, self.text, sentence.start, sentence.end)
        if not found:
            bare = literal.strip("\"“”„'‘’ ").strip(_LOOSE)
            found = find_all(bare, self.text, sentence.start, sentence.end) or self._recased(bare, sentence)
        return found[0] if found else None

    def _recased(self, literal: str, sentence: Span) -> list[Match]:
        """A sentence's first letter may be written small in evidence, and the other way round."""
        other = literal[:1].swapcase() + literal[1:]
        found = find_all(other, self.text, sentence.start, sentence.end)
        return [Match(match.start, match.end, exact=False) for match in found]

    def _stitched(self, literal: str, number: int) -> list[Range]:
        """Find a literal that skips words as a few runs in order; what it skips must not change what is said."""
        sentence = self.ground.sentences[number - 1]
        runs = _runs(literal, self.text, sentence)
        if runs is None:
            raise _Reject(*_why_absent(literal, sentence.text, self.text))
        for (_, left), (right, _) in pairwise(runs):
            skipped = self.text[left:right]
            if certainty.negations(skipped):
                raise _Reject("negation_conflict", f'The evidence skips "{skipped.strip()}", which negates it.')
            if certainty.hedges(skipped) or len(skipped) > _LONGEST_GAP:
                raise _Reject("edited", f'The evidence leaves out "{skipped.strip()[:60]}".')
        return runs

    def _carved(self, found: list[Range], sentence: Span, number: int) -> list[Range]:
        """Cut labels, cues and sources out of the evidence, and signs off its edges."""
        label = sentence.start + attribution.label_end(sentence.text)
        heard = self.ground.voices[number - 1]
        places = [piece for start, end in sorted(found) for piece in self._unmarked(max(start, label), end)]
        for voice in heard:
            if voice.attributing and (cut := _to_cut(voice, heard, sentence.end)) is not None:
                if not _inside_quotation(voice, voice.attributing) or voice.act != "said":
                    places = [piece for place in places for piece in _minus(place, cut)]
        tidied = [self._tidy(place) for place in places]
        kept = _joined([place for place in tidied if any(c.isalnum() for c in self.text[slice(*place)])])
        if not kept:
            raise _Reject("whole_sentence", "Without source and cue, nothing is left of the evidence.")
        return kept

    def _unmarked(self, start: int, end: int) -> list[Range]:
        """Cut at quotation marks: evidence is words."""
        marks = [i for i in range(start, end) if self.text[i] in MARKS]
        edges = [start - 1, *marks, end]
        return [(left + 1, right) for left, right in pairwise(edges) if right > left + 1]

    def _tidy(self, place: Range) -> Range:
        start, end = trim(self.text, *place, _LOOSE)
        return trim(self.text, clauses.leading(self.text, start, end), end, _LOOSE)

    def _check_bounds(self, evidence: list[Range], sentence: Span) -> None:
        """Evidence that cuts a number off its bound, or a number in two, says something else."""
        for quantity in quantities.find(sentence.text):
            start, end = sentence.start + quantity.start, sentence.start + quantity.end
            for left, right in evidence:
                touches = left < end and start < right
                if touches and not (left <= start and end <= right):
                    whole = self.text[start:end]
                    raise _Reject(
                        "bound_conflict",
                        f'The evidence cuts "{whole}" to "{self.text[max(left, start) : min(right, end)]}".',
                    )

    def _check_quantities(self, sentence: Span) -> None:
        """Each quantity named must stand in the sentence, with the bound that stands before it."""
        standing = [sentence.text[q.start : q.end] for q in quantities.find(sentence.text)]
        for literal in self.draft.quantities:
            if not any(character.isdigit() for character in literal) and quantities.read(literal) is None:
                self.notes.append(f'"{literal}" is no quantity.')
            elif not find_all(literal, sentence.text):
                raise _Reject("number_conflict", f'"{literal}" does not stand in the sentence.')
            elif wider := next((w for w in standing if literal.strip() != w and find_all(literal, w)), None):
                said, meant = quantities.read(literal), quantities.read(wider)
                if said and meant and said.comparator != meant.comparator:
                    raise _Reject("bound_conflict", f'The article says "{wider}", not "{literal}".')

    def _is_aside(self, evidence: list[Range], number: int) -> bool:
        """Whether the evidence is a non-restrictive clause outside quotation marks: the article's own voice."""
        quoted = [q for voice in self.ground.voices[number - 1] for q in voice.quoted]
        inside = any(start <= evidence[-1][0] < end for start, end in quoted)
        return not inside and _is_relative(self.text, evidence[-1])

    def _named(self, number: int) -> Span | None:
        """Where the source stands that the engine named and syntax does not show."""
        literal = self.draft.source
        if literal is None:
            return None
        match = self._nearest(literal, number)
        if match is None:
            raise _Reject("name_not_in_article", f'The source "{literal}" does not stand in the article.')
        return Span.of(self.text, match.start, match.end)

    def _nearest(self, literal: str, number: int) -> Match | None:
        """The place of a literal in its sentence, else the last one before it, else the first behind."""
        sentence = self.ground.sentences[number - 1]
        found = find_all(literal, self.text)
        before = [match for match in found if match.start < sentence.end]
        inside = [match for match in before if match.start >= sentence.start]
        return next(iter(inside), None) or (before[-1] if before else next(iter(found), None))

    def _subject(self, sentence: Span) -> Span | None:
        if self.draft.subject is None:
            return None
        literal = self.draft.subject
        match = self._nearest(literal, self.draft.sentence)
        if match is None:
            self.notes.append(f'The subject "{literal}" does not stand in the article.')
            return None
        return Span.of(self.text, match.start, match.end)

    def _times(self, sentence: Span) -> Iterable[Span]:
        for literal in self.draft.times:
            found = find_all(literal, self.text, sentence.start, sentence.end)
            if found:
                yield Span.of(self.text, found[0].start, found[0].end)
            else:
                self.notes.append(f'The time "{literal}" does not stand in sentence {self.draft.sentence}.')


def _runs(literal: str, text: str, sentence: Span) -> list[Range] | None:
    """Cover a literal by at most three runs of words that stand in the sentence in the same order."""
    parts = literal.strip().strip(_LOOSE).split()
    runs: list[Range] = []
    floor, i = sentence.start, 0
    while i < len(parts):
        for j in range(len(parts), i, -1):
            found = find_all(" ".join(parts[i:j]).strip(_LOOSE), text, floor, sentence.end)
            if found and (j - i >= 2 or j - i == len(parts)):
                runs.append((found[0].start, found[0].end))
                floor, i = found[0].end, j
                break
        else:
            return None
        if len(runs) > 3:
            return None
    return runs or None


def _why_absent(literal: str, sentence: str, text: str) -> tuple[RejectionReason, str]:
    """Tell how words that do not stand in the sentence differ from it."""
    said, there = words(literal), set(words(sentence))
    numbers = [word for word in said if word[0].isdigit() and word not in there]
    if numbers:
        return "number_conflict", f'"{numbers[0]}" does not stand in the sentence.'
    shared = sum(word in there for word in said) / max(1, len(said))
    if shared >= 0.7:
        if len(certainty.negations(literal)) < len(certainty.negations(sentence)) or set(said) & _NOT - there:
            return "negation_conflict", f'"{literal}" differs from the sentence by a negation.'
        return "edited", f'"{literal}" does not stand in the sentence word for word.'
    return "absent", f'"{literal}" does not stand in the sentence.'


_NOT = {"not", "no", "never"}


def _to_cut(voice: Voice, heard: Sequence[Voice], sentence_end: int) -> Range | None:
    """From the first of source and cue to the content behind, or, where it stands before, to the next cue or the end."""
    attributing = voice.attributing
    if attributing is None or not voice.content or (voice.source is None and not voice.runs_on):
        return None
    start, end = attributing
    behind = [left for left, _ in voice.content if left >= end]
    following = [other.cue[0] for other in heard if other.cue and other.cue[0] > end]
    return start, min([*behind, *following], default=sentence_end)


def _minus(place: Range, cut: Range) -> list[Range]:
    pieces = [(place[0], min(place[1], cut[0])), (max(place[0], cut[1]), place[1])]
    return [(start, end) for start, end in pieces if end > start]


def _joined(places: list[Range]) -> list[Range]:
    """Merge places that overlap, in text order."""
    merged: list[Range] = []
    for start, end in sorted(places):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _inside_quotation(voice: Voice, place: Range) -> bool:
    return any(start <= place[0] and place[1] <= end + 2 for start, end in voice.quoted)


def _is_relative(text: str, place: Range) -> bool:
    """Whether a place is, or opens with, a clause behind ", which", ", who" or ", where"."""
    return bool(_ASIDE.match(text[place[0] : place[1]]) or _ASIDE_BEFORE.search(text[max(0, place[0] - 9) : place[0]]))
