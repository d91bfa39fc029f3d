"""From the result of an article to what the ledger compares: small values, whatever the length of the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extractor.ledger.content import Content, content_of
from extractor.ledger.meanings import FUNCTION, counted
from extractor.ledger.origins import Shingles, shingles
from extractor.ledger.record import Amount
from extractor.ledger.speakers import Speaker, speaker_of
from extractor.ledger.stories import Story, story_of
from extractor.ledger.times import When, when
from extractor.literals.language.tokens import tokenize
from extractor.literals.statements.comparing import amount
from extractor.schema import Article, ArticleResult, Claim, Polarity, Quantity, Span
from extractor.text import fold

Value = tuple[object, ...]
"""What a quantity says: value, ends, bound, unit, direction."""

Stance = tuple[str, ...]
"""How a claim stands to what it says: modality, forecast or opinion, and an act that asserts nothing."""

_NOWHERE = -1
"""The number of an article before all are put in order."""

_OTHER_ACTS = frozenset(("asked", "demanded", "declined"))


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity as it is compared: its value, and the head noun of what is counted and of what it is a part of."""

    said: Value
    measure: str
    base: str
    shown: Amount

    @property
    def slot(self) -> Value:
        """What the figure is about, without the figure: unit, direction, what is counted."""
        return *self.said[-2:], self.measure


@dataclass(frozen=True, slots=True)
class Saying:
    """One claim as it is compared, and where it stands; ``article`` is the article's number in the collection."""

    article: int
    article_id: str
    published: date | None
    claim: str
    statement: str
    evidence: str
    at: int
    speaker: Speaker
    polarity: Polarity
    denied: bool
    stance: Stance
    measured: tuple[Measured, ...]
    when: When
    content: Content

    @property
    def folded(self) -> str:
        """The words of the evidence, whatever their typography."""
        return fold(self.evidence).text.lower()

    @property
    def values(self) -> tuple[Value, ...]:
        """What its quantities say, in an order of their own."""
        return tuple(one.said for one in self.measured)


@dataclass(frozen=True, slots=True)
class Reading:
    """One article as the ledger keeps it."""

    article_id: str
    published: date | None
    text: Shingles
    story: Story
    sayings: tuple[Saying, ...]

    @property
    def key(self) -> tuple[str, str, int]:
        """By what articles are put in order: day, id, length."""
        return (self.published or date.max).isoformat(), self.article_id, len(self.text)


def read(result: ArticleResult) -> Reading:
    """Keep of a result what the ledger compares."""
    article = result.article
    said = tuple(_saying(claim, article) for claim in result.claims)
    return Reading(article.id, article.published, shingles(article.text), story_of(result), said)


def _saying(claim: Claim, article: Article) -> Saying:
    content = content_of(claim)
    return Saying(
        _NOWHERE,
        article.id,
        article.published,
        claim.id,
        claim.statement,
        " … ".join(_line(span.text) for span in claim.evidence),
        claim.evidence[0].start,
        speaker_of(claim.attribution),
        claim.polarity,
        claim.attribution is not None and claim.attribution.chain[0].act == "denied",
        _stance(claim),
        tuple(sorted((_measured(quantity) for quantity in claim.quantities), key=lambda m: (repr(m.said), m.measure))),
        When() if content.toll else when(claim),  # a toll's day is that of the count
        content,
    )


def _stance(claim: Claim) -> Stance:
    act = claim.attribution.chain[0].act if claim.attribution else "said"
    kind = claim.kind if claim.kind in {"forecast", "opinion"} else ""
    return claim.modality, kind, act if act in _OTHER_ACTS else ""


def _measured(quantity: Quantity) -> Measured:
    said = (*amount(quantity), quantity.change)
    return Measured(said, _head(quantity.measure), _head(quantity.base), _shown(quantity))


def _shown(quantity: Quantity) -> Amount:
    return Amount(
        words=_line(quantity.span.text),
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        comparator=quantity.comparator,
        unit=quantity.unit,
        change=quantity.change,
        measure=_line(quantity.measure.text) if quantity.measure else None,
        base=_line(quantity.base.text) if quantity.base else None,
    )


def _line(words: str) -> str:
    return " ".join(words.split())


def _head(span: Span | None) -> str:
    words = [token.lower for token in tokenize(span.text) if token.is_word] if span else []
    words = [word for word in words if word not in FUNCTION]
    return counted(words[-1].removesuffix("'s")) if words else ""
