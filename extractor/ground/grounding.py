"""Draft to grounded draft: every literal is found in the article, or the draft is rejected.

The engine points (a sentence number and short strings); this room finds the code points. It takes the source's whole
noun phrase and cuts cue and source out of the evidence; it never adds a word that is not the article's. A bad draft is
a ``Rejection``, never an exception.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from extractor.ground import finding
from extractor.ground.carving import carve
from extractor.ground.finding import Found, Objection
from extractor.grounded import Grounded
from extractor.literals import certainty, quantities
from extractor.literals.attribution import sources, voices
from extractor.literals.attribution.voices import Voice
from extractor.response import Draft, Malformed
from extractor.schema import Article, Rejection, Span
from extractor.text import Range, find_all, words

_ASIDE = re.compile(r"(?:[^,]{1,60},\s+)?(?:which|who|where)\b")
_MODALS = frozenset(("may", "might", "could", "would", "will", "shall", "should", "must", "can"))
_REACH = 30
"""Characters before a piece of evidence in which its own verb's "not" or "may" stands."""
_ASIDE_BEFORE = re.compile(r",\s+(?:which|who|where)\s+$")


class Ground:
    """An article's sentences, ready for drafts to be found in."""

    def __init__(self, article: Article, sentences: Sequence[Span]) -> None:
        """Take the article and its sentences, number n at index n - 1."""
        self.article = article
        self.sentences = tuple(sentences)
        self._places = tuple((sentence.start, sentence.end) for sentence in sentences)

    @cached_property
    def voices(self) -> tuple[tuple[Voice, ...], ...]:
        """The voices of each sentence."""
        return voices.read(self.article.text, self._places)

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

    def _grounded(self, draft: Draft) -> Grounded | Objection:
        if not 1 <= draft.sentence <= len(self.sentences):
            last = len(self.sentences)
            return Objection("no_such_sentence", f"There is no sentence {draft.sentence}; the last is {last}.")
        if not draft.evidence:
            return Objection("absent", "The draft names no evidence.")
        found = finding.find(draft.evidence, self.article.text, self._places, draft.sentence)
        return found if isinstance(found, Objection) else self._carved(draft, found)

    def _carved(self, draft: Draft, found: Found) -> Grounded | Objection:
        """Cut the evidence down to the words that carry the claim, and check what stands with it."""
        text, sentence = self.article.text, self.sentences[found.sentence - 1]
        heard = self.voices[found.sentence - 1]
        places = carve(found.places, text, (sentence.start, sentence.end), heard)
        if not places:
            return Objection("whole_sentence", "Without source and cue, nothing is left of the evidence.")
        voice = None if _is_aside(text, places[-1], heard) else voices.voice_of(heard, places[-1])
        wrong = _cut_bound(places, sentence) or _cut_off(places, text, sentence) or _wrong_quantity(draft, sentence)
        return wrong or self._attributed(draft, found, places, voice)

    def _attributed(self, draft: Draft, found: Found, places: list[Range], voice: Voice | None) -> Grounded | Objection:
        """Hold the source that the engine named against the article, then put the grounded draft together."""
        heard = self.voices[found.sentence - 1]
        shown = voice is not None or _is_aside(self.article.text, places[-1], heard)
        named = None if draft.source is None or shown else self._nearest(draft.source, found.sentence)
        if draft.source is not None and named is None and not shown:
            return Objection("name_not_in_article", f'The source "{draft.source}" does not stand in the article.')
        if voice is not None and (whose := self._misheard(draft, voice, heard)) is not None:
            return Objection("source_conflict", f'In the article these words are not said by "{whose}".')
        sentence = self.sentences[found.sentence - 1]
        return Grounded(
            draft=draft,
            sentence=found.sentence,
            evidence=tuple(Span.of(self.article.text, *place) for place in places),
            alignment=found.alignment,
            subject=None if draft.subject is None else self._nearest(draft.subject, draft.sentence),
            voice=voice,
            named=named,
            times=tuple(span for literal in draft.times if (span := _within(literal, sentence)) is not None),
            notes=tuple(self._notes(draft, sentence)),
        )

    def _nearest(self, literal: str, number: int) -> Span | None:
        """The place of a literal in its sentence, else the last one before it, else the first behind."""
        sentence = self.sentences[number - 1]
        found = find_all(literal, self.article.text)
        before = [match for match in found if match.start < sentence.end]
        inside = [match for match in before if match.start >= sentence.start]
        match = next(iter(inside or before[-1:] or found), None)
        return None if match is None else Span.of(self.article.text, match.start, match.end)

    def _misheard(self, draft: Draft, voice: Voice, heard: Sequence[Voice]) -> str | None:
        """The source that the draft names, where it is another one of the sentence than those who say these words."""
        if draft.source is None or sources.is_pronoun(draft.source):
            return None
        chain = list(_links(voice))
        others = [other for other in heard if all(other.cue != link.cue for link in chain)]
        if self._is_source(draft.source, others) and not self._is_source(draft.source, chain):
            return draft.source
        return None

    def _is_source(self, literal: str, heard: Sequence[Voice]) -> bool:
        """Whether a literal names the source of one of the voices."""
        named = set(words(literal))
        mentions = [place for voice in heard for place in (voice.source, voice.speaker) if place is not None]
        return any(named <= set(words(self.article.text[slice(*place)])) for place in mentions)

    def _notes(self, draft: Draft, sentence: Span) -> Iterator[str]:
        """Tell which of the words beside the evidence are left out."""
        for literal in draft.quantities:
            if _is_no_quantity(literal):
                yield f'"{literal}" is no quantity.'
        if draft.subject is not None and not find_all(draft.subject, self.article.text):
            yield f'The subject "{draft.subject}" does not stand in the article.'
        for literal in draft.times:
            if _within(literal, sentence) is None:
                yield f'The time "{literal}" does not stand in sentence {draft.sentence}.'


def _within(literal: str, sentence: Span) -> Span | None:
    """The first place of a literal in a sentence."""
    match = next(iter(find_all(literal, sentence.text)), None)
    if match is None:
        return None
    start, end = sentence.start + match.start, sentence.start + match.end
    return Span(start=start, end=end, text=sentence.text[match.start : match.end])


def _links(voice: Voice) -> Iterator[Voice]:
    link: Voice | None = voice
    while link is not None:
        yield link
        link = link.outer


def _is_aside(text: str, place: Range, heard: Sequence[Voice]) -> bool:
    """Whether evidence is a non-restrictive clause outside quotation marks: the article's own voice."""
    quoted = any(start <= place[0] < end for voice in heard for start, end in voice.quoted)
    return not quoted and bool(
        _ASIDE.match(text[slice(*place)]) or _ASIDE_BEFORE.search(text[max(0, place[0] - 9) : place[0]])
    )


def _cut_bound(places: Sequence[Range], sentence: Span) -> Objection | None:
    """Evidence that cuts a number off its bound, or a number in two, says something else."""
    for quantity in quantities.find(sentence.text):
        start, end = sentence.start + quantity.start, sentence.start + quantity.end
        for left, right in places:
            if left < end and start < right and not (left <= start and end <= right):
                whole = sentence.text[quantity.start : quantity.end]
                cut = sentence.text[max(left, start) - sentence.start : min(right, end) - sentence.start]
                return Objection("bound_conflict", f'The evidence cuts "{whole}" to "{cut}".')
    return None


def _cut_off(places: Sequence[Range], text: str, sentence: Span) -> Objection | None:
    """Evidence that leaves out the "not" or the "may" of its own verb says something else.

    What stands between two pieces counts too, unless commas set it apart ("Brandt, who has not left, said …").
    """
    for left, right in pairwise([(sentence.start, sentence.start), *places]):
        skipped = text[left[1] : right[0]].strip()
        apart = skipped.startswith(",") or skipped.endswith((",", ":"))
        last = words(skipped[-_REACH:])[-1:] if right[0] > left[1] else []
        loose = left[1] > sentence.start and not apart
        if certainty.negations(skipped if loose else "".join(last)) or (last and last[0].endswith("n't")):
            return Objection("negation_conflict", f'The evidence leaves out "{skipped[-_REACH:]}", which negates it.')
        if set(last) & _MODALS or (loose and certainty.hedges(skipped)):
            return Objection("hedge_dropped", f'The evidence leaves out "{skipped[-_REACH:]}", which weakens it.')
    return None


def _wrong_quantity(draft: Draft, sentence: Span) -> Objection | None:
    """Each quantity named must stand in the sentence, with the bound that stands before it."""
    standing = [sentence.text[quantity.start : quantity.end] for quantity in quantities.find(sentence.text)]
    for literal in draft.quantities:
        if _is_no_quantity(literal):
            continue
        if not find_all(literal, sentence.text):
            return Objection("number_conflict", f'"{literal}" does not stand in the sentence.')
        wider = next((whole for whole in standing if literal.strip() != whole and find_all(literal, whole)), None)
        if wider is not None and _differ(literal, wider):
            return Objection("bound_conflict", f'The article says "{wider}", not "{literal}".')
    return None


def _is_no_quantity(literal: str) -> bool:
    return not any(character.isdigit() for character in literal) and quantities.read(literal) is None


def _differ(literal: str, whole: str) -> bool:
    said, meant = quantities.read(literal), quantities.read(whole)
    return said is not None and meant is not None and said.comparator != meant.comparator
