"""Grounded draft to claim: the literal parsers give every value; no span moves.

Quantities, times, hedges, certainty, names, titles and acts are computed from the words that were found, the same way
for both engines.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from extractor.grounded import Grounded
from extractor.literals import certainty, dates, quantities, statements
from extractor.literals.attribution import sources
from extractor.literals.attribution.cues import act_of
from extractor.literals.attribution.voices import Voice
from extractor.literals.language import clauses
from extractor.literals.language.clauses import has_finite_verb
from extractor.literals.language.words import listed
from extractor.schema import (
    Act,
    Alternative,
    Article,
    Attribution,
    Claim,
    Context,
    Directness,
    Engine,
    Flag,
    Hedge,
    Kind,
    Quantity,
    Source,
    Span,
    TimeReference,
    claim_id,
)
from extractor.text import LOOSE, Range, find_all, trim, words

_POSSESSIVE = listed("his her my")
_PERSONAL = listed("he she his her")
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


class _Normalizing:
    """One grounded draft on its way to a claim."""

    def __init__(self, grounded: Grounded, article: Article, sentence: Span, engine: Engine) -> None:
        self.grounded, self.article, self.sentence, self.engine = grounded, article, sentence, engine
        self.text = article.text
        self.voice = grounded.voice
        self.words = " ".join(span.text for span in grounded.evidence)
        self.flags: list[Flag] = []

    def claim(self) -> Claim:
        attribution = self._attribution()
        act = attribution.chain[0].act if attribution else "said"
        counted = tuple(self._quantities())
        modality = certainty.modality(self.words, act)
        kind = self._kind(bool(counted))
        subject = self._subject()
        statement, context = self._statement(subject, attribution)
        told = self._ambiguous()
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

    def _kind(self, has_quantity: bool) -> Kind:
        """The engine's reading, except that a claim without a number is no statistic."""
        said = self.grounded.draft.kind
        return (
            certainty.kind(self.words, has_quantity=has_quantity) if said == "statistic" and not has_quantity else said
        )

    def _within(self, start: int, end: int) -> bool:
        return any(span.start <= start and end <= span.end for span in self.grounded.evidence)

    def _span(self, place: Range | None) -> Span | None:
        """A place of the sentence as a span of the article."""
        if place is None:
            return None
        return Span.of(self.text, self.sentence.start + place[0], self.sentence.start + place[1])

    def _quantities(self) -> Iterator[Quantity]:
        for found in quantities.find(self.sentence.text):
            span = self._span((found.start, found.end))
            if span is None or not self._within(span.start, span.end):
                continue
            yield Quantity(
                span=span,
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
        for found in dates.find(self.sentence.text, self.article.published):
            span = self._span((found.start, found.end))
            if span is None or (of := self._dated(span)) is None:
                continue
            yield TimeReference(
                span=span,
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

    def _dated(self, span: Span) -> Literal["event", "attribution"] | None:
        """What a time of the sentence dates: the event, the saying, or nothing of this claim."""
        if self._within(span.start, span.end):
            return "event"
        if self.voice is not None and self._beside_cue(span):
            return "attribution"
        named = any(time.start < span.end and span.start < time.end for time in self.grounded.times)
        return "event" if named else None

    def _beside_cue(self, span: Span) -> bool:
        """Whether a time stands with source and cue, outside of what is said."""
        attributing = self.voice.attributing if self.voice else None
        if attributing is None or self.voice is None or self.voice.covers((span.start, span.end)):
            return False
        source = self.voice.source
        if source is not None and source[0] <= span.start < source[1]:  # "Lind, elected in 2019, said"
            return False
        start, end = attributing
        gap = self.text[end : span.start] if span.start >= end else ""
        return start <= span.start < end or (span.start >= end and len(gap) <= 25 and not set(gap) & set(',.;"“”'))

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
        content = [self._tidied(*place) for place in voice.content]
        evidence = [(span.start, span.end) for span in self.grounded.evidence]
        content += [place for place in evidence if not any(a <= place[0] and place[1] <= b for a, b in content)]
        joined: list[Range] = []
        for start, end in sorted(content):
            if joined and start < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return joined

    def _tidied(self, start: int, end: int) -> Range:
        """A passage without the signs at its edges and a "However," before it."""
        start, end = trim(self.text, start, end, LOOSE)
        return trim(self.text, clauses.leading(self.text, start, end), end, LOOSE)

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
        start = speaker[0]
        reading = sources.read(self.text[slice(*speaker)])
        name = (start + reading.name[0], start + reading.name[1]) if reading.name else None
        if name is not None and reading.kind == "person":
            name = sources.fullest(self.text[slice(*name)], self.text) or name
        elif sources.is_pronoun(self.text[slice(*speaker)]):
            self.flags.append("source_unresolved")
        return Source(
            name=self.text[slice(*name)] if name else None,
            named_at=Span.of(self.text, *name) if name else None,
            span=mention,
            kind=reading.kind,
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

    def _subject(self) -> Span | None:
        """What the engine names, if the evidence holds it, or leaves open whom it is about."""
        named, first = self.grounded.subject, self.grounded.evidence[0]
        if named is None:
            return None
        for span in self.grounded.evidence:
            if inside := find_all(named.text, self.text, span.start, span.end):
                return Span.of(self.text, inside[0].start, inside[0].end)
        if self._holds(named):
            return named
        plausible = named.end <= first.start and statements.is_referent(named.text)
        if not plausible or not (statements.lacks_referent(first.text) or not has_finite_verb(self.words)):
            return None
        syntactic = self._antecedent(first)
        return named if syntactic is None or _same_thing(named.text, syntactic) else None

    def _holds(self, place: Span) -> bool:
        """Whether the pieces of the evidence hold all words of a place, the signs between them left aside."""
        letters = [at for at, letter in enumerate(place.text, place.start) if letter.isalnum()]
        return all(self._within(at, at + 1) for at in letters)

    def _antecedent(self, first: Span) -> str | None:
        """What the clause of the evidence is about, as the syntax of its passage shows."""
        passages = [*(self.voice.content if self.voice else ()), (self.sentence.start, self.sentence.end)]
        start, end = next(place for place in passages if place[0] <= first.start < place[1] or place is passages[-1])
        passage, at = self.text[start:end], first.start - start
        parts = [part for part in clauses.split(passage) if part.subject and part.start < first.end - start]
        part = min((part for part in parts if at < part.end), key=lambda part: abs(part.start - at), default=None)
        if part and part.subject:
            return passage[slice(*part.subject)]
        own = next((part for part in clauses.split(passage) if part.start < at < part.end), None)
        return passage[own.start : at].strip(" ,") or None if own and statements.lacks_subject(first.text) else None

    def _statement(self, subject: Span | None, attribution: Attribution | None) -> tuple[str, tuple[Context, ...]]:
        said = self.grounded.draft.statement
        if said is None:
            return self._derived(subject)
        cited = [(words, self._cited(words)) for words in statements.brackets(said)]
        context = tuple(Context(text=words, span=span) for words, span in cited if span is not None)
        indirect = attribution is not None and attribution.directness != "direct"
        objection = statements.objection(said, self.words, published=self.article.published)
        wrong = len(context) < len(cited) or (objection is not None and objection[0] != "unsupported_addition")
        if self._names_its_source(said) or not (wrong or self._is_evidence(said, indirect)) or self._misrefers(said):
            self.flags.append("statement_derived")
            return self._derived(subject)
        return said.strip(), context

    def _is_evidence(self, said: str, indirect: bool) -> bool:
        """Whether a statement is the evidence's words, with brackets that only tell what these are about."""
        return (
            all(map(statements.is_referent, statements.referents(said, self.words)))
            and statements.misplaced(said, self.grounded.evidence[0].text) is None
            and statements.is_carried(said, self.words, indirect=indirect)
        )

    def _misrefers(self, said: str) -> bool:
        """Whether a statement puts another than the article's subject in front, or a day of another sentence behind."""
        first = self.grounded.evidence[0]
        added = statements.brackets(said)
        if any(dates.spans(one) and one not in self.sentence.text for one in added):
            return True
        if not added or not said.lstrip().startswith("["):
            return False
        if statements.lacks_subject(first.text):
            shown = self._antecedent(first)
            return shown is not None and not _same_thing(added[0], shown)
        if words(first.text)[:1] and words(first.text)[0] in _PERSONAL:
            meant = self.grounded.referent.meant if self.grounded.referent else ()
            return not any(_same_thing(added[0], name.text) for name in meant)
        return False

    def _names_its_source(self, statement: str) -> bool:
        """Whether a statement says who said it: that is the attribution's part, so the evidence speaks for itself."""
        if self.voice is None or self.voice.source is None:
            return False
        mention = self.text[slice(*self.voice.source)]
        name = sources.read(mention).name
        source = set(words(mention[slice(*name)] if name else mention))
        return bool(source) and source <= set(words(statement)) and not source <= set(words(self.words))

    def _derived(self, subject: Span | None) -> tuple[str, tuple[Context, ...]]:
        """The evidence as a sentence; its subject is put in front where it stands apart."""
        pieces = [span.text for span in self.grounded.evidence]
        if (place := statements.place_word(pieces[0])) is not None:
            start = self.grounded.evidence[0].start
            where = Span.of(self.text, start + place[0], start + place[1])
            return statements.derive(pieces), (Context(text=statements.JOINT, span=where),)
        if (resolved := self._resolved()) is not None:
            return resolved
        if subject is None or not statements.lacks_subject(pieces[0]) or self._within(subject.start, subject.end):
            return statements.derive(pieces), ()
        return statements.derive(pieces, subject.text), (Context(text=subject.text, span=subject),)

    def _resolved(self) -> tuple[str, tuple[Context, ...]] | None:
        """The evidence with the one person in brackets whom its first pronoun means."""
        referent = self.grounded.referent
        if referent is None or len(referent.meant) != 1:
            return None
        (name,) = referent.meant
        plain = statements.derive([span.text for span in self.grounded.evidence])
        pronoun, rest = plain[: len(referent.pronoun.text)], plain[len(referent.pronoun.text) :]
        owner = name.text + ("'s" if pronoun.lower() in _POSSESSIVE else "")
        if not statements.is_referent(owner):
            return None
        return f"{pronoun} [{owner}]{rest}", (Context(text=owner, span=name),)

    def _ambiguous(self) -> tuple[Alternative, ...]:
        """The persons of whom a reader cannot know which one a pronoun means; the claim is flagged."""
        referent = self.grounded.referent
        if referent is None or len(referent.meant) < 2:
            return ()
        self.flags.append("ambiguous")
        return tuple(Alternative(field="subject", reading=name.text, span=name) for name in referent.meant)

    def _cited(self, words: str) -> Span | None:
        """Where the words of a bracket come from: the sentence or the nearest place before it, else behind.

        A copula comes from the words that lack it.
        """
        if words in statements.COPULAS:
            return self.grounded.evidence[-1]
        found = statements.cited(words, self.text)
        nearest = min(
            found,
            key=lambda place: (place[0] >= self.sentence.end, abs(place[0] - self.sentence.start)),
            default=None,
        )
        return Span.of(self.text, *nearest) if nearest else None


def _same_thing(one: str, other: str) -> bool:
    ours, theirs = set(words(one)), set(words(other))
    return ours <= theirs or theirs <= ours
