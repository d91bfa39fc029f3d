"""What a claim says, as sets that can be compared: content words, names, subject, words that change the meaning.

Words come from the evidence, without the words of numbers and times, which are compared by value; what stands in a
statement's [brackets] is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractor.ledger.meanings import ADDING, CRITICAL, FATES, FUNCTION, TOLL, meaning
from extractor.literals.certainty import negations
from extractor.literals.language.clauses import AUXILIARIES, is_finite
from extractor.literals.language.tokens import Token, tokenize
from extractor.schema import Claim, Span

_PRONOUNS = frozenset(["it", "they", "he", "she", "this", "that", "these", "those", "there", "who", "which"])
_SPEAKERS = frozenset(["i", "we"])


@dataclass(frozen=True)
class Content:
    """What a claim says beside its numbers, its times and its source.

    Attributes:
        words: The content words as they are compared, in order.
        bag: The same as a set.
        names: Those with a capital that are not the first word.
        subject: Content words of the subject; empty where it is not known or is the speaker.
        counted: Whether the subject is what is counted ("12 miners").
        pronoun: Whether the subject is a pronoun that nothing resolves.
        verb: The main verb; empty where none is seen.
        critical: Words and left-over figures that both claims must hold.
        negations: How many there are; a denial is one.
        counts: Words for what is counted, which is compared beside them.
        agent: Whether a "by" may name who did it.
        toll: Whether it tells how far a toll has come.
        adding: Whether the figure comes on top of another.
    """

    words: tuple[str, ...]
    bag: frozenset[str]
    names: frozenset[str]
    subject: frozenset[str]
    counted: bool
    pronoun: bool
    verb: str
    critical: frozenset[str]
    negations: int
    counts: frozenset[str]
    agent: bool
    toll: bool
    adding: bool

    @property
    def fates(self) -> frozenset[str]:
        """What happened to those who are counted."""
        return self.bag & FATES


def content_of(claim: Claim) -> Content:
    """Return what a claim says."""
    taken = [span for span in _valued(claim) if span.text]
    tokens = [token for span in claim.evidence for token in _outside(span, taken)]
    added = [token for context in claim.context for token in tokenize(context.text) if token.is_word]
    words = _without_toll(tuple(_content(tokens + added)))
    subject = _outside(claim.subject, taken) if claim.subject else []
    lowers = {token.lower for token in tokens}
    return Content(
        words,
        frozenset(words),
        frozenset(_names(tokens)) | frozenset(_names(added)),
        frozenset(_without_toll(tuple(_content(subject)))),
        claim.subject is not None
        and any(q.measure and _inside(q.span.start, [claim.subject]) for q in claim.quantities),
        {token.lower for token in subject} <= _PRONOUNS and bool(subject) and not added,
        _verb(tokens),
        frozenset(lowers & CRITICAL) | {token.lower for token in tokens if token.text[0].isdigit()},
        _negations(claim),
        frozenset(_content([t for q in claim.quantities if q.measure for t in tokenize(q.measure.text) if t.is_word])),
        "by" in lowers,
        "toll" in lowers,
        bool(lowers & ADDING),
    )


def _valued(claim: Claim) -> Iterator[Span]:
    yield from (quantity.span for quantity in claim.quantities)
    yield from (time.span for time in claim.times)


def _outside(span: Span, taken: Iterable[Span]) -> list[Token]:
    """The words of a span that belong to no number and no time."""
    taken = list(taken)
    return [t for t in tokenize(span.text) if t.is_word and not _inside(span.start + t.start, taken)]


def _inside(at: int, spans: Iterable[Span]) -> bool:
    return any(span.start <= at < span.end for span in spans)


def _bare(token: Token) -> str:
    return token.lower.removesuffix("'s").removesuffix("s'")


def _content(tokens: Sequence[Token]) -> Iterator[str]:
    """The words of content: names as they are, other words by their meaning."""
    for i, token in enumerate(tokens):
        for part in _bare(token).split("-"):
            if part and part not in FUNCTION:
                yield part if _is_name(tokens, i) else meaning(part)


def _without_toll(words: tuple[str, ...]) -> tuple[str, ...]:
    """Leave the toll out: "the death toll of the blast rose to 15" says of the blast that 15 died."""
    return tuple(word for word in words if word not in TOLL) if "toll" in words else words


def _names(tokens: Sequence[Token]) -> Iterator[str]:
    for i, token in enumerate(tokens):
        if _is_name(tokens, i):
            yield from (part for part in _bare(token).split("-") if part and part not in FUNCTION)


def _is_name(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word has a capital; a first word only where a name follows it ("Norvik Steel")."""
    return tokens[i].is_name and (i > 0 or (len(tokens) > 1 and tokens[1].is_name))


def _verb(tokens: list[Token]) -> str:
    """The first verb that is no auxiliary, or what stands behind the auxiliaries."""
    behind = False
    for token in tokens:
        if token.lower in AUXILIARIES:
            behind = True
        elif (behind and token.lower not in FUNCTION and not token.lower.endswith("ly")) or is_finite(token):
            return meaning(token.lower)
    return ""


def _negations(claim: Claim) -> int:
    denied = claim.attribution is not None and claim.attribution.chain[0].act == "denied"
    return len(negations(" ".join(span.text for span in claim.evidence))) + denied
