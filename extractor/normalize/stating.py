"""What a claim is about, and its statement: the engine's where its evidence carries it, else one derived from that."""

from __future__ import annotations

from extractor.grounded import Grounded
from extractor.literals import dates, statements
from extractor.literals.attribution import sources
from extractor.literals.language import clauses
from extractor.literals.language.clauses import has_finite_verb
from extractor.literals.language.words import listed
from extractor.schema import Alternative, Article, Attribution, Context, Engine, Flag, Span
from extractor.text import find_all, words

_POSSESSIVE = listed("his her my")
_PERSONAL = listed("he she his her")


class Stating:
    """One grounded draft: its subject and its statement."""

    def __init__(self, grounded: Grounded, article: Article, sentence: Span, engine: Engine) -> None:
        """Take the draft and where it was found."""
        self.grounded, self.article, self.sentence, self.engine = grounded, article, sentence, engine
        self.text = article.text
        self.voice = grounded.voice
        self.words = " ".join(span.text for span in grounded.evidence)
        self.flags: list[Flag] = []

    def _within(self, start: int, end: int) -> bool:
        return any(span.start <= start and end <= span.end for span in self.grounded.evidence)

    def subject(self) -> Span | None:
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
        parts = clauses.split(passage)
        told = [part for part in parts if part.subject and part.start < first.end - start and at < part.end]
        part = min(told, key=lambda part: abs(part.start - at), default=None)
        if part and part.subject:
            return passage[slice(*part.subject)]
        own = next((part for part in parts if part.start < at < part.end), None)
        if own is None or not statements.lacks_subject(first.text):
            return None
        return passage[own.start : at].strip(" ,") or None

    def statement(self, subject: Span | None, attribution: Attribution | None) -> tuple[str, tuple[Context, ...]]:
        """The statement, and where each of its brackets comes from."""
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

    def ambiguous(self) -> tuple[Alternative, ...]:
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
