"""Gold: what a labeller says an article claims, as ``gold.yaml`` holds it.

Gold names places of the article by their words, never by offsets; ``evals.dataset`` finds them. The fields are those of
``extractor.schema``, except that ``text`` names the words of a quantity, a time or a hedge. In these three a field that
is left unset is not scored, and one that is set to null is scored as null: ``model_fields_set`` tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic.config import JsonDict

from extractor.schema import (
    Act,
    Change,
    Comparator,
    Directness,
    Granularity,
    Kind,
    Modality,
    Moment,
    Number,
    Polarity,
    Relation,
    SourceKind,
    TimeType,
)

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class GoldRecord(BaseModel):
    """Frozen, and closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _or_a_string(written: JsonDict) -> None:
    """Words may be written as a string: an editor must know it."""
    record = dict(written)
    written.clear()
    written["anyOf"] = [{"type": "string", "pattern": r"\S"}, record]


class Words(GoldRecord):
    """Verbatim words of the article; in YAML a string, or ``{text, occurrence}`` where they repeat."""

    model_config = ConfigDict(json_schema_extra=_or_a_string)

    text: Text
    occurrence: int | None = Field(None, ge=1, description="Which of the places where the words stand, from 1.")

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value


def _listed(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else [value]


_Some = Annotated[tuple[Words, ...], Field(min_length=1)]
Evidence = Annotated[_Some, BeforeValidator(_listed, json_schema_input_type=Words | _Some)]
"""One or more verbatim strings; a single one may stand without its list."""


class GoldSource(GoldRecord):
    """One link of a chain."""

    name: Words | None = Field(None, description="The fullest form in the article, without title.")
    aliases: tuple[Text, ...] = Field((), description="Other names that are as right; they need not be in the article.")
    named_at: Words | None = None
    span: Words | None = Field(None, description="The mention here, title included; null where speech runs on.")
    kind: SourceKind
    title: Words | None = None
    act: Act
    cue: Words | None = None


class GoldAttribution(GoldRecord):
    """Who is said to say it, nearest to the words first."""

    chain: tuple[GoldSource, ...] = Field(min_length=1)
    directness: Directness | None = None
    content: Evidence | None = Field(None, description="The whole attributed passage.")


class GoldHedge(GoldRecord):
    """Words that lower certainty, and whose they are."""

    text: Words
    by: Literal["source", "article"] | None = None


class GoldQuantity(GoldRecord):
    """A number of the text; only the fields that are set are scored."""

    text: Words
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    comparator: Comparator | None = None
    unit: Text | None = None
    measure: Words | None = None
    base: Words | None = None
    change: Change | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("low exceeds high")
        if self.comparator == "between" and self.value is not None:
            raise ValueError("between has low and high, and no value")
        return self


class GoldTime(GoldRecord):
    """When; only the fields that are set are scored."""

    text: Words
    of: Literal["event", "attribution"] | None = None
    type: TimeType | None = None
    timex: Text | None = None
    start: Moment | None = None
    end: Moment | None = None
    granularity: Granularity | None = None
    relation: Relation | None = None
    unresolved: Text | None = None
    comparator: Comparator | None = None
    low: Text | None = None
    high: Text | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start and self.end and self.start.isoformat()[:10] > self.end.isoformat()[:10]:
            raise ValueError("start is after end")
        return self


class GoldContext(GoldRecord):
    """Where the words of one [bracket] in the statement come from."""

    text: Text
    span: Words


class Alternatives(GoldRecord):
    """Other right answers, per field of the claim: each a list of values that the field could have had."""

    evidence: tuple[Evidence, ...] = ()
    statement: tuple[Text, ...] = ()
    subject: tuple[Words | None, ...] = ()
    kind: tuple[Kind, ...] = ()
    attribution: tuple[GoldAttribution | None, ...] = ()
    modality: tuple[Modality, ...] = ()
    polarity: tuple[Polarity, ...] = ()
    hedges: tuple[tuple[GoldHedge, ...], ...] = ()
    quantities: tuple[tuple[GoldQuantity, ...], ...] = ()
    times: tuple[tuple[GoldTime, ...], ...] = ()
    checkable: tuple[bool, ...] = ()


class GoldClaim(GoldRecord):
    """One claim of the article, as labelled."""

    id: Text
    evidence: Evidence
    statement: Text
    context: tuple[GoldContext, ...] = ()
    subject: Words | None = Field(None, description="Null: not labelled.")
    kind: Kind | None = Field(None, description="Null: not labelled; so with modality, polarity and checkable.")
    attribution: GoldAttribution | None = Field(None, description="Null: the article's own voice.")
    modality: Modality | None = None
    polarity: Polarity | None = None
    hedges: tuple[GoldHedge, ...] = ()
    quantities: tuple[GoldQuantity, ...] = ()
    times: tuple[GoldTime, ...] = ()
    checkable: bool | None = None
    alternatives: Alternatives = Alternatives()
    optional: bool = Field(False, description="True: neither rewarded nor punished.")


class Forbidden(GoldRecord):
    """A trap: what the article does not say, and the words that tempt to it."""

    evidence: Evidence
    statement: Text
    why: Text


class Gold(GoldRecord):
    """One labelling of one article."""

    published: date | None = None
    language: Text = "en"
    annotators: tuple[Text, ...] = ()
    exhaustive: bool = Field(True, description="False: only recall is measured, no precision.")
    tags: tuple[Text, ...] = ()
    split: Literal["dev", "test"] | None = None
    claims: tuple[GoldClaim, ...]
    forbidden: tuple[Forbidden, ...] = ()

    @model_validator(mode="after")
    def _own_ids(self) -> Self:
        ids = [claim.id for claim in self.claims]
        for repeated in {one for one in ids if ids.count(one) > 1}:
            raise ValueError(f"the id {repeated} names two claims")
        return self


def words_in(value: object, field: str = "") -> Iterator[tuple[str, Words]]:
    """Yield all words of the article that a labelling names, each with the field that names them."""
    if isinstance(value, Words):
        yield field, value
    elif isinstance(value, tuple):
        for item in value:
            yield from words_in(item, field)
    elif isinstance(value, GoldRecord):
        for name in type(value).model_fields:
            yield from words_in(getattr(value, name), f"{field}.{name}" if field else name)
