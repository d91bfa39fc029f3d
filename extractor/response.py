"""What an engine says: drafts, before any of it is proven.

This is the one shape that a model's answer takes, kept apart from the records in ``schema``: within OpenAI's strict
subset (every field required, nothing beside it), small, and made of sentence numbers and short literal strings only.
What code can derive is not asked for: offsets, values, dates, acts, titles, directness, certainty.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any, ClassVar, TypedDict

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
    create_model,
    field_validator,
)
from pydantic.json_schema import SkipJsonSchema

from extractor.schema import Kind


class Message(TypedDict):
    """One message of a request to a model."""

    role: str
    content: str


_KIND = TypeAdapter(Kind).json_schema()
"""What a model is asked for; where it is not asked, the kind is null and code tells it."""


class Draft(BaseModel):
    """One thing the article says, as the engine put it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sentence: int = Field(description="number of the sentence")
    source: str | None = Field(description="who is named as saying it, copied exactly; null if nobody is")
    cue: str | None = Field(description="the word of saying, copied exactly; null without a source")
    reported_by: str | None = Field(description="a second source that passes it on, copied exactly; mostly null")
    evidence: list[str] = Field(description="the words that say it, copied exactly, without who said it")
    subject: str | None = Field(description="who or what it is about, copied exactly; a few words")
    kind: Annotated[Kind | None, WithJsonSchema(_KIND)]
    quantities: list[str] = Field(description="numbers with bound and unit, copied exactly: over 20,000")
    times: list[str] = Field(description="words that say when, copied exactly: since December")
    statement: str | None = Field(
        description="one full sentence, added words in [brackets]; null if the evidence alone is clear"
    )

    @field_validator("source", "cue", "reported_by", "subject", "statement", mode="before")
    @classmethod
    def _nothing_is_null(cls, value: Any) -> Any:
        """Small models write null as a word, or as an empty string."""
        return None if isinstance(value, str) and value.strip().lower() in {"", "null", "none"} else value

    @field_validator("evidence", "quantities", "times", mode="after")
    @classmethod
    def _no_blanks(cls, values: list[str]) -> list[str]:
        return [value for value in values if value.strip().lower() not in {"", "null", "none"}]


class Malformed(BaseModel):
    """An item of the list that is no draft; set aside, so that it cannot fail the others."""

    model_config = ConfigDict(frozen=True)

    item: Any
    why: str

    @property
    def sentence(self) -> int | None:
        """The number of the sentence that it names, if it names one."""
        number = self.item.get("sentence") if isinstance(self.item, dict) else None
        return number if type(number) is int else None


def _set_aside(item: Any, _: ValidatorFunctionWrapHandler) -> Draft | Malformed:
    """Read a draft; by itself, so that no answer can pass an item off as one that was set aside."""
    if isinstance(item, Draft | Malformed):
        return item
    try:
        return Draft.model_validate(item)
    except ValidationError as error:
        return Malformed(item=item, why=_why(error))


def _why(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    if not first["loc"]:
        return "The item is no draft: a draft is an object with the fields of the schema."
    field, wrong = ".".join(map(str, first["loc"])), first["msg"].removeprefix("Value error, ")
    return f'The field "{field}" of the draft is not usable: {wrong}.'


Item = Annotated[Draft | SkipJsonSchema[Malformed], WrapValidator(_set_aside)]


class Response(BaseModel):
    """An engine's answer to one segment."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    claims: list[Item]

    @property
    def drafts(self) -> list[Draft]:
        """The items that have the shape of a draft."""
        return [item for item in self.claims if isinstance(item, Draft)]

    @property
    def malformed(self) -> list[Malformed]:
        """The items that have not."""
        return [item for item in self.claims if isinstance(item, Malformed)]


FIELDS = tuple(Draft.model_fields)
"""All that a draft can say."""

NEEDED = frozenset({"sentence", "evidence"})
"""What no draft can do without."""

_LISTS = frozenset({"evidence", "quantities", "times"})


@lru_cache(maxsize=16)
def answer_with(fields: tuple[str, ...]) -> type[Response]:
    """Return the shape of an answer whose drafts say only some fields; the others are null or empty, and derived.

    Args:
        fields: Names out of ``FIELDS``, with those of ``NEEDED`` among them.
    """
    if set(fields) == set(FIELDS):
        return Response
    left_out: dict[str, Any] = {name: [] if name in _LISTS else None for name in FIELDS if name not in fields}
    return create_model("Response", __base__=_Partial, __cls_kwargs__={"left_out": left_out})


class _Partial(Response):
    """A response whose drafts lack fields: neither asked for nor shown in the schema."""

    _left_out: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls, left_out: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls._left_out = left_out or cls._left_out  # instructor makes subclasses of what it is given

    @field_validator("claims", mode="before")
    @classmethod
    def _filled(cls, items: Any) -> Any:
        if not isinstance(items, list):
            return items
        return [cls._left_out | item if isinstance(item, dict) else item for item in items]

    @classmethod
    def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:
        schema = super().model_json_schema(*args, **kwargs)
        draft = schema["$defs"]["Draft"]
        draft["properties"] = {name: of for name, of in draft["properties"].items() if name not in cls._left_out}
        draft["required"] = [name for name in draft["required"] if name not in cls._left_out]
        return schema


class Verdict(BaseModel):
    """A model's answer to whether sentences support a statement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    differs: str | None = Field(description="the first word of the statement that they do not support; null if none")
    supported: bool = Field(description="whether everything in the statement follows from the sentences")
