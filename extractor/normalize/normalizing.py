"""Grounded draft to claim: the literal parsers give every value; no span moves.

Quantities, times, hedges, certainty, names, titles and acts are computed from the words that were found, the same way
for both engines.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from extractor.grounded import Grounded
from extractor.literals import certainty, dates, quantities
from extractor.literals.attribution import sources
from extractor.literals.attribution.cues import act_of
from extractor.literals.attribution.voices import Voice
from extractor.literals.language import clauses
from extractor.literals.language.words import listed
from extractor.normalize.stating import Stating
from extractor.schema import (
    Act,
    Article,
    Attribution,
    Claim,
    Directness,
    Engine,
    Hedge,
    Kind,
    Quantity,
    Source,
    SourceKind,
    Span,
    TimeReference,
    claim_id,
)
from extractor.text import LOOSE, Range, find_all, trim

_OWN_HEDGES = listed("reportedly allegedly apparently purportedly")
"""Outside quotation marks these words are the reporter's: he does not vouch for what he passes on."""


def normalize(grounded: Grounded, article: Article, sentence: Span, engine: Engine) -> Claim:
    """Compute the claim of a grounded draft.

    Args:
        grounded: The draft, its words found.
        article: The article; ``published`` anchors relative dates.
        sentence: The sentence that holds the evidence.
        engine: Who drafted it.

    Returns:
        The claim, its statement derived from the evidence where the draft has none.
    """
    return _Normalizing(grounded, article, sentence, engine).claim()


class _Normalizing(Stating):
    """One grounded draft on its way to a claim."""

    def claim(self) -> Claim:
        attribution = self._attribution()
        act = attribution.chain[0].act if attribution else "said"
        counted = tuple(self._quantities())
        modality = certainty.modality(self.words, act)
        kind = self._kind(bool(counted), act)
        subject = self.subject()
        statement, context = self.statement(subject, attribution)
        told = self.ambiguous()
        return Claim(
            id=claim_id(self.article.id, self.grounded.evidence, statement),
            statement=statement,
            context=context,
            subject=subject,
            evidence=self.grounded.evidence,
            alignment=self.grounded.alignment,
            kind=kind,
            attribution=attribution,
            modality=modality,
            polarity=certainty.polarity(self.words, act),
            hedges=tuple(self._hedges(attribution)),
            quantities=counted,
            times=tuple(self._times()),
            checkable=certainty.checkable(kind, modality, self.words),
            engine=self.engine,
            flags=tuple(dict.fromkeys(self.flags)),
            alternatives=told,
        )

    def _kind(self, has_quantity: bool, act: Act) -> Kind:
        """The engine's reading, where it gave one; a claim without a number is no statistic."""
        said = self.grounded.draft.kind
        if said is None:
            return certainty.kind(self.words, has_quantity=has_quantity, act=act)
        return (
            certainty.kind(self.words, has_quantity=has_quantity) if said == "statistic" and not has_quantity else said
        )

    def _span(self, place: Range | None) -> Span | None:
        """A place of the sentence as a span of the article."""
        if place is None:
            return None
        return Span.of(self.text, self.sentence.start + place[0], self.sentence.start + place[1])

    def _quantities(self) -> Iterator[Quantity]:
        base = self.sentence.start
        for found in quantities.find(self.sentence.text):
            if not self._within(base + found.start, base + found.end):
                continue
            yield Quantity(
                span=Span.of(self.text, base + found.start, base + found.end),
                value=found.value,
                low=found.low,
                high=found.high,
                comparator=found.comparator,
                unit=found.unit,
                measure=self._span(found.measure),
                base=self._span(found.base),
                change=found.change,
            )

    def _times(self) -> Iterator[TimeReference]:
        """Times of the evidence, those the draft names beside it, and the time of the saying."""
        base = self.sentence.start
        for found in dates.find(self.sentence.text, self.article.published):
            start, end = base + found.start, base + found.end
            if (of := self._dated(start, end)) is None:
                continue
            yield TimeReference(
                span=Span.of(self.text, start, end),
                of=of,
                type=found.type,
                timex=found.timex,
                start=found.first,
                end=found.last,
                granularity=found.granularity,
                relation=found.relation,
                unresolved=found.unresolved,
                comparator=found.limits and found.limits.comparator,
                low=found.limits and found.limits.low,
                high=found.limits and found.limits.high,
            )

    def _dated(self, start: int, end: int) -> Literal["event", "attribution"] | None:
        """What a time of the sentence dates: the event, the saying, or nothing of this claim."""
        if self._within(start, end):
            return "event"
        if self.voice is not None and self._beside_cue((start, end), self.voice):
            return "attribution"
        named = any(time.start < end and start < time.end for time in self.grounded.times)
        return "event" if named else None

    def _beside_cue(self, time: Range, voice: Voice) -> bool:
        """Whether a time stands with source and cue, outside of what is said."""
        attributing, source, at = voice.attributing, voice.source, time[0]
        if attributing is None or voice.covers(time):
            return False
        if source is not None and source[0] <= at < source[1]:  # "Lind, elected in 2019, said"
            return False
        start, end = attributing
        gap = self.text[end:at] if at >= end else ""
        return start <= at < end or (at >= end and len(gap) <= 25 and not set(gap) & set(',.;"“”'))

    def _hedges(self, attribution: Attribution | None) -> Iterator[Hedge]:
        for span in self.grounded.evidence:
            for found in certainty.hedges(span.text):
                start = span.start + found.start
                hedge = Span.of(self.text, start, span.start + found.end)
                own = attribution is None or (hedge.text.lower() in _OWN_HEDGES and not self._quoted(start))
                yield Hedge(span=hedge, by="article" if own else "source")

    def _quoted(self, at: int) -> bool:
        return self.voice is not None and any(start <= at < end for start, end in self.voice.quoted)

    def _attribution(self) -> Attribution | None:
        if self.voice is None and self.grounded.named is None:
            return None
        if self.voice is None:
            return self._named_only()
        content = tuple(Span.of(self.text, *place) for place in self._content(self.voice))
        return Attribution(content=content, chain=tuple(self._chain(self.voice)), directness=self._directness())

    def _content(self, voice: Voice) -> list[Range]:
        """What is attributed, with evidence that stands apart: "Just since December" before "we estimate that …"."""
        content = [_tidied(self.text, place) for place in voice.content]
        evidence = [(span.start, span.end) for span in self.grounded.evidence]
        content += [place for place in evidence if not any(a <= place[0] and place[1] <= b for a, b in content)]
        joined: list[Range] = []
        for start, end in sorted(content):
            if joined and start < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return joined

    def _named_only(self) -> Attribution:
        """The engine names a source that no cue of the sentence shows: speech that runs on."""
        named = self.grounded.named
        cue = self.grounded.draft.cue
        found = find_all(cue, self.text, self.sentence.start, self.sentence.end) if cue else []
        span = Span.of(self.text, found[0].start, found[0].end) if found else None
        mention = named if named and self.sentence.start <= named.start < self.sentence.end else None
        place = (named.start, named.end) if named else None
        source = self._source(place, mention, span, act_of(span.text) if span else "said")
        return Attribution(content=self.grounded.evidence, chain=(source,), directness=self._directness())

    def _chain(self, voice: Voice) -> Iterator[Source]:
        link: Voice | None = voice
        while link is not None:
            mention = self._mention(link)
            cue = Span.of(self.text, *link.cue) if link.cue else None
            yield self._source(link.speaker, mention, cue, link.act)
            link = link.outer

    def _mention(self, link: Voice) -> Span | None:
        """The source as this sentence has it; ", adding that …" shares that of the cue before."""
        place = link.speaker if link.source is None and link.runs_on else link.source
        here = place is not None and self.sentence.start <= place[0] < self.sentence.end
        return Span.of(self.text, *place) if place and here else None

    def _source(self, speaker: Range | None, mention: Span | None, cue: Span | None, act: Act) -> Source:
        if speaker is None:
            if mention is not None:
                self.flags.append("source_unresolved")
            return Source(
                kind=sources.read(mention.text).kind if mention else "unknown", span=mention, act=act, cue=cue
            )
        kind, name = _named(self.text, speaker)
        if (name is None or kind != "person") and sources.is_pronoun(self.text[slice(*speaker)]):
            self.flags.append("source_unresolved")
        return Source(
            name=self.text[slice(*name)] if name else None,
            named_at=Span.of(self.text, *name) if name else None,
            span=mention,
            kind=kind,
            title=self._title(mention),
            act=act,
            cue=cue,
        )

    def _title(self, mention: Span | None) -> Span | None:
        """The title in this mention; what an earlier one says is not repeated."""
        place = sources.read(mention.text).title if mention else None
        return Span.of(self.text, mention.start + place[0], mention.start + place[1]) if mention and place else None

    def _directness(self) -> Directness:
        """Whether the content stands in quotation marks, partly, or not; article's own brackets leave it direct."""
        quoted = self.voice.quoted if self.voice else ()
        content = self.voice.content if self.voice else tuple((s.start, s.end) for s in self.grounded.evidence)
        inside = [any(a <= start and end <= b + 2 for a, b in quoted) for start, end in content]
        if inside and all(inside):
            return "direct"
        touched = any(start < b and a < end for start, end in content for a, b in quoted)
        return "mixed" if touched else "indirect"


@lru_cache(maxsize=128)  # a passage holds several claims
def _tidied(text: str, place: Range) -> Range:
    """A passage without the signs at its edges and a "However," before it."""
    start, end = trim(text, *place, LOOSE)
    return trim(text, clauses.leading(text, start, end), end, LOOSE)


@lru_cache(maxsize=128)  # a source stands in each claim of what it says
def _named(text: str, speaker: Range) -> tuple[SourceKind, Range | None]:
    """What kind a source is, and where the fullest form of its name stands."""
    reading, start = sources.read(text[slice(*speaker)]), speaker[0]
    name = (start + reading.name[0], start + reading.name[1]) if reading.name else None
    if name is not None and reading.kind == "person":
        name = sources.fullest(text[slice(*name)], text) or name
    return reading.kind, name
