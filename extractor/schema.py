"""The records: the vocabulary that every room shares.

A record is frozen and refuses unknown fields. Offsets are half-open code points of ``Article.text``. An
``ArticleResult`` cannot be built around a span that does not stand in its article, so a result read from disk is
proven again by being read.

Terms: attribution (source, cue, content) as in PolNeAR (Newell et al., LREC 2018); modality as in FactBank (Saurí and
Pustejovsky, 2009); ``timex`` and ``type`` as in TIMEX3 (ISO 24617-1, TimeML).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
    model_validator,
)

from extractor.errors import FailReason

SCHEMA_VERSION = "1"

Kind = Literal["event", "state", "statistic", "cause", "forecast", "opinion"]
Modality = Literal["certain", "probable", "possible", "underspecified"]
Polarity = Literal["positive", "negative"]
Alignment = Literal["exact", "folded", "moved", "stitched"]
Engine = Literal["llm", "rules"]
Directness = Literal["direct", "mixed", "indirect"]
SourceKind = Literal["person", "unnamed_person", "organization", "document", "anonymous", "unnamed_group", "unknown"]
Act = Literal[
    "said",
    "estimated",
    "predicted",
    "confirmed",
    "denied",
    "alleged",
    "promised",
    "demanded",
    "asked",
    "declined",
    "reported",
    "believed",
]
Comparator = Literal["exactly", "about", "nearly", "more_than", "at_least", "less_than", "at_most", "between"]
Change = Literal["level", "increase", "decrease"]
TimeType = Literal["date", "time", "duration", "set"]
Granularity = Literal[
    "minute", "hour", "day", "week", "month", "quarter", "season", "year", "decade", "century", "present"
]
Relation = Literal["at", "since", "until", "before", "after", "during"]
Flag = Literal[
    "ambiguous", "fallback", "source_unresolved", "literal_unparsed", "statement_derived", "doubted", "unverified"
]
"""``statement_derived``: the engine's statement was not its evidence's words in order, so these stand for it;
``doubted``: the model that was asked to verify it finds it unsupported; ``unverified``: that model gave no verdict."""
SkipReason = Literal["no_claim", "label", "question", "instruction", "unsupported_language"]
"""``instruction``: the sentence speaks to a machine, so it was not read."""
RejectionReason = Literal[
    "malformed",
    "no_such_sentence",
    "absent",
    "edited",
    "number_conflict",
    "scale_conflict",
    "unit_conflict",
    "bound_conflict",
    "date_conflict",
    "negation_conflict",
    "hedge_dropped",
    "quantifier_conflict",
    "direction_conflict",
    "name_conflict",
    "name_not_in_article",
    "source_conflict",
    "unsupported_addition",
    "whole_sentence",
    "instruction",
    "duplicate",
]


def _fifteen_digits(value: Decimal) -> Decimal:
    """Round to what a JSON number carries, so that a written result reads back as the same result."""
    if not value.is_finite():
        raise ValueError("a quantity is a finite number")
    if value == value.to_integral_value():
        return value.quantize(Decimal(1)) if abs(value) < Decimal(10) ** 27 else value
    return Decimal(repr(float(f"{value:.14e}")))


def _json_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[
    Decimal,
    AfterValidator(_fifteen_digits),
    PlainSerializer(_json_number, return_type=int | float, when_used="json"),
    WithJsonSchema({"type": "number"}),
]


def _moment(value: object) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise ValueError("a moment is an ISO date or date-time")
    return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)


Moment = Annotated[
    date,
    PlainValidator(_moment),
    PlainSerializer(lambda moment: moment.isoformat(), return_type=str, when_used="json"),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}),
]
"""A ``date``, or a ``datetime`` where the words give a clock time."""


class Record(BaseModel):
    """Frozen, and closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants")


class Article(Record):
    """The input: one news article."""

    id: str = Field("", description="The input's own id, else the first 16 hex digits of the text's SHA-256.")
    text: str = Field(description="The characters as they came, without BOM and metadata prefix.")
    title: str | None = None
    published: date | None = Field(None, description="Day of publication; relative dates are read against it.")
    publisher: str | None = None
    byline: str | None = None
    url: str | None = None
    language: str = Field("en", description="ISO 639-1 code.")

    @model_validator(mode="before")
    @classmethod
    def _own_id(cls, data: Any) -> Any:
        if isinstance(data, dict) and not data.get("id") and isinstance(data.get("text"), str):
            digest = hashlib.sha256(data["text"].encode("utf-8", "surrogatepass")).hexdigest()
            return {**data, "id": digest[:16]}
        return data


class Span(Record):
    """Half-open ``[start, end)`` in code points of the article's text, with the characters that stand there."""

    start: int = Field(ge=0)
    end: int
    text: str

    @model_validator(mode="after")
    def _as_long_as_its_text(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"span [{self.start}, {self.end}) is not as long as its text {self.text!r}")
        return self

    @staticmethod
    @lru_cache(maxsize=128)  # the claims of a sentence name the same source, cue and content
    def of(text: str, start: int, end: int) -> Span:
        """The span of ``text[start:end]``."""
        return Span(start=start, end=end, text=text[start:end])


class Context(Record):
    """Where the words of one [bracket] in a statement come from."""

    text: str
    span: Span


class Source(Record):
    """One who says: a link of an attribution's chain."""

    name: str | None = Field(None, description="The fullest form in the article, without title.")
    named_at: Span | None = Field(None, description="Where that form stands.")
    span: Span | None = Field(None, description="The mention here, title included; null where speech runs on.")
    kind: SourceKind
    title: Span | None = Field(None, description="Role, else rank.")
    act: Act
    cue: Span | None = Field(None, description="The attributing words.")


class Attribution(Record):
    """Who is said to say it."""

    content: tuple[Span, ...] = Field(
        description="The whole attributed passage, shared by all claims cut from it; evidence lies inside it, or is it."
    )
    chain: tuple[Source, ...] = Field(min_length=1, description="Nearest to the words first.")
    directness: Directness = Field(description="In quotation marks, partly, or not.")


class Hedge(Record):
    """Words that lower certainty, and whose they are."""

    span: Span
    by: Literal["source", "article"]


class Quantity(Record):
    """A number of the text: bound, number and unit, never the noun that is counted."""

    span: Span
    value: Number | None = Field(description="The number the words name, scale applied; null only for between.")
    low: Number | None = Field(None, description="Least value implied; null where nothing bounds it below.")
    high: Number | None = Field(None, description="Greatest value implied; null where nothing bounds it above.")
    comparator: Comparator
    unit: str | None = Field(
        None, description="percent, percentage point, fraction, an ISO 4217 code or a unit's name."
    )
    measure: Span | None = Field(None, description="What is counted or measured.")
    base: Span | None = Field(None, description="Out of what.")
    change: Change = "level"

    @model_validator(mode="after")
    def _value_unless_between(self) -> Self:
        if (self.value is None) != (self.comparator == "between"):
            raise ValueError("value is null exactly where the comparator is between")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("low exceeds high")
        return self


class TimeReference(Record):
    """When: of what is said, or of the saying."""

    span: Span = Field(description="With its preposition.")
    of: Literal["event", "attribution"]
    type: TimeType
    timex: str | None = Field(None, description="TIMEX3 value of the words without the preposition.")
    start: Moment | None = None
    end: Moment | None = Field(None, description="Inclusive; what is open ends at the day of publication.")
    granularity: Granularity | None = None
    relation: Relation = "at"
    unresolved: str | None = Field(None, description="Why no interval is given.")
    comparator: Comparator | None = Field(None, description="How a duration is bounded; null for all other types.")
    low: str | None = Field(None, description="Shortest duration implied, in ISO 8601; null where it is open.")
    high: str | None = Field(None, description="Longest duration implied, in ISO 8601; null where it is open.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start and self.end and self.start.isoformat()[:10] > self.end.isoformat()[:10]:
            raise ValueError("a time ends before it starts")
        return self


class Alternative(Record):
    """Another reading of one field, where the claim is ambiguous."""

    field: str
    reading: str
    span: Span | None = None


class Claim(Record):
    """A grounded, normalised draft: one thing that is said to be so."""

    id: str = Field("", description="Hash of article id, evidence and statement.")
    statement: str = Field(description="One self-contained sentence; words added for context stand in [brackets].")
    context: tuple[Context, ...] = ()
    subject: Span | None = None
    evidence: tuple[Span, ...] = Field(min_length=1, description="The words that carry it, without cue and source.")
    alignment: Alignment
    kind: Kind
    attribution: Attribution | None = Field(None, description="Null: the article's own voice.")
    modality: Modality
    polarity: Polarity
    hedges: tuple[Hedge, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[TimeReference, ...] = ()
    checkable: bool = Field(description="Could someone verify it?")
    engine: Engine
    flags: tuple[Flag, ...] = ()
    alternatives: tuple[Alternative, ...] = ()

    @model_validator(mode="after")
    def _evidence_is_what_is_attributed(self) -> Self:
        if self.attribution is None:
            return self
        for words in self.evidence:
            if not any(span.start <= words.start and words.end <= span.end for span in self.attribution.content):
                raise ValueError(f"the evidence {words.text!r} lies outside of the attributed content")
        return self


def claim_id(article_id: str, evidence: tuple[Span, ...], statement: str) -> str:
    """Return the stable id of a claim: 16 hex digits over article id, evidence and statement."""
    parts = [article_id, *(f"{span.start}:{span.end}:{span.text}" for span in evidence), statement]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Rejection(Record):
    """A draft that became no claim, and why."""

    sentences: tuple[int, ...] = Field(description="Numbers of the sentences it names, or could mean, from 1.")
    draft: dict[str, Any] = Field(description="What the engine said, as said.")
    reason: RejectionReason
    detail: str


class SentenceCoverage(Record):
    """What became of one sentence.

    A sentence that is claimed and has a reason lacks what a model was to add to it: its request failed.
    """

    sentence: int = Field(ge=1)
    status: Literal["claimed", "skipped", "failed"]
    reason: SkipReason | FailReason | None = None
    detail: str | None = None

    @property
    def lost(self) -> bool:
        """Whether an answer is missing, or all that was drafted was rejected."""
        return self.status == "failed" or (self.status == "claimed" and self.reason is not None)


class Usage(Record):
    """What the answers cost when they were made; a replay from the cache repeats these numbers."""

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = Field(0, description="Those of the prompts that the server had seen before.")

    def __add__(self, other: Usage) -> Usage:
        return Usage(**{name: getattr(self, name) + getattr(other, name) for name in Usage.model_fields})


class Provenance(Record):
    """What made this result."""

    extractor: str
    schema_version: str = SCHEMA_VERSION
    engine: Engine
    model: str
    prompt: str | None = None
    fingerprint: str | None = None
    parameters: dict[str, Any] = Field(default_factory=dict)


class ArticleResult(Record):
    """Everything that became of one article."""

    article: Article
    sentences: tuple[Span, ...]
    claims: tuple[Claim, ...]
    rejections: tuple[Rejection, ...] = ()
    coverage: tuple[SentenceCoverage, ...]
    usage: Usage = Usage()
    provenance: Provenance
    warnings: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether no sentence failed, and no request for one."""
        return not any(sentence.lost for sentence in self.coverage)

    @model_validator(mode="after")
    def _every_span_proven(self) -> Self:
        for span in spans_in((self.sentences, self.claims)):
            if self.article.text[span.start : span.end] != span.text:
                raise ValueError(f"{span.text!r} does not stand at [{span.start}, {span.end}) of the article")
        return self


_PLAIN = (str, int, Decimal, date, type(None))
"""Most values of a record: no span is inside of them, and to ask whether one is a record takes longer."""


def spans_in(value: object) -> Iterator[Span]:
    """Yield every span inside a record or a tuple of records."""
    waiting = [value]  # a pile, since generators that call each other cost more than all spans they yield
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting += reversed(one)
        elif isinstance(one, Span):
            yield one
        elif isinstance(one, Record):
            waiting += [held for held in reversed(one.__dict__.values()) if not isinstance(held, _PLAIN)]
