"""A run on disk: JSON Lines, one line an article, with what was predicted and what made it.

A line stands alone: it names the article and the hash of its text, the configuration, what the answers cost, and the
predicted claims as any tool can give them: words, and where they stand if they stand anywhere. So a peer that has no
offsets is written, read and scored in the same way as the extractor.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from extractor.schema import (
    Act,
    Article,
    ArticleResult,
    Change,
    Claim,
    Comparator,
    Directness,
    Granularity,
    Kind,
    Modality,
    Moment,
    Number,
    Polarity,
    Provenance,
    Relation,
    SourceKind,
    TimeType,
    Usage,
)


class RunError(Exception):
    """A run that cannot be read or used; the message names it and the remedy."""


class RunRecord(BaseModel):
    """Frozen, and closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Mark(RunRecord):
    """Words of the article as they were predicted; ``start`` is null where they do not stand there verbatim."""

    text: str
    start: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_span(cls, value: Any) -> Any:
        return {"text": value["text"], "start": value["start"]} if isinstance(value, dict) and "end" in value else value

    def stands_in(self, text: str) -> bool:
        """Whether the words stand where they are said to."""
        return self.start is not None and text[self.start : self.start + len(self.text)] == self.text


class PredictedSource(RunRecord):
    """One link of a predicted chain."""

    name: str | None = None
    span: Mark | None = None
    kind: SourceKind | None = None
    act: Act | None = None
    cue: Mark | None = None
    title: Mark | None = None
    named_at: Mark | None = None


class PredictedQuantity(RunRecord):
    """A predicted number."""

    span: Mark
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    comparator: Comparator | None = None
    unit: str | None = None
    measure: Mark | None = None
    base: Mark | None = None
    change: Change | None = None


class PredictedTime(RunRecord):
    """A predicted time."""

    span: Mark
    of: str = "event"
    type: TimeType | None = None
    timex: str | None = None
    start: Moment | None = None
    end: Moment | None = None
    granularity: Granularity | None = None
    relation: Relation | None = None
    unresolved: str | None = None
    comparator: Comparator | None = None
    low: str | None = None
    high: str | None = None


class PredictedHedge(RunRecord):
    """Predicted words that lower certainty."""

    span: Mark
    by: str | None = None


class PredictedClaim(RunRecord):
    """One claim as a tool gave it; a field that the tool does not have is null or empty."""

    statement: str
    evidence: tuple[Mark, ...]
    subject: Mark | None = None
    chain: tuple[PredictedSource, ...] = Field((), description="Empty: the article's own voice.")
    directness: Directness | None = None
    kind: Kind | None = None
    modality: Modality | None = None
    polarity: Polarity | None = None
    hedges: tuple[PredictedHedge, ...] = ()
    quantities: tuple[PredictedQuantity, ...] = ()
    times: tuple[PredictedTime, ...] = ()
    checkable: bool | None = None
    flags: tuple[str, ...] = ()

    @classmethod
    def of(cls, claim: Claim) -> Self:
        """The extractor's claim as a run holds it."""
        record = claim.model_dump(mode="json", exclude_none=True)
        attribution = record.get("attribution") or {}
        fields = {name: record[name] for name in cls.model_fields if name in record}
        chain = {name: attribution[name] for name in ("chain", "directness") if name in attribution}
        return cls.model_validate({**fields, **chain})


class Line(RunRecord):
    """What one article gave.

    Attributes:
        article: The fixture's id.
        text: Hash of the article's text: a run on another text is another run.
        sample: Which of several repeats, from 0.
        made: What made it: engine, model, prompt, parameters.
        claims: What was predicted.
        rejections: How many drafts were rejected, by reason.
        usage: What the answers cost when they were made.
        failed: Why there is no result, or null.
        lost: How many sentences failed, by reason; ``rejected`` is what an engine said and the gate refused.
    """

    article: str
    text: str
    sample: int = 0
    made: Provenance
    claims: tuple[PredictedClaim, ...] = ()
    rejections: dict[str, int] = Field(default_factory=dict)
    usage: Usage = Usage()
    failed: str | None = None
    lost: dict[str, int] = Field(default_factory=dict)

    @classmethod
    def of(cls, name: str, result: ArticleResult, sample: int = 0) -> Self:
        """The line of a result of the extractor."""
        return cls(
            article=name,
            text=text_hash(result.article),
            sample=sample,
            made=result.provenance,
            claims=tuple(PredictedClaim.of(claim) for claim in result.claims),
            rejections=_counted(rejection.reason for rejection in result.rejections),
            usage=result.usage,
            lost=_counted(sentence.reason for sentence in result.coverage if sentence.lost),
        )

    @property
    def is_whole(self) -> bool:
        """Whether every sentence was answered; what the gate refused is an answer too."""
        return self.failed is None and not set(self.lost) - {"rejected"}

    @property
    def label(self) -> str:
        """What made it, in short: ``rules``, or model, prompt and strategy."""
        strategy = self.made.parameters.get("strategy")
        return " ".join(filter(None, (self.made.model, self.made.prompt, strategy)))


def _counted(reasons: Iterable[str | None]) -> dict[str, int]:
    return dict(sorted(Counter(str(reason) for reason in reasons).items()))


def text_hash(article: Article) -> str:
    """16 hex digits that tell one text from another."""
    return hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def write_line(line: Line) -> str:
    """The line as JSON; the same line gives the same characters."""
    record = line.model_dump(mode="json", exclude_defaults=True)
    return json.dumps({"article": line.article, **record}, ensure_ascii=False, separators=(",", ":"))


def read_run(path: Path) -> tuple[Line, ...]:
    """Read a run, compressed or not.

    Raises:
        RunError: There is no such file, it is empty, a line is no line of a run, or an article stands in it twice.
    """
    lines = parse_run(path, _text(path))
    if not lines:
        raise RunError(f"The run {path} is empty: no article was finished; make it with extractor-evals run.")
    return lines


def parse_run(path: Path, text: str) -> tuple[Line, ...]:
    """Read the lines of a run, without a file; ``path`` is named in messages.

    Raises:
        RunError: A line is no line of a run, or an article stands in it twice.
    """
    lines = tuple(_lines(path, text))
    seen: set[tuple[str, int]] = set()
    for line in lines:
        if (line.article, line.sample) in seen:
            raise RunError(f"The run {path} holds the article {line.article} twice; make it anew.")
        seen.add((line.article, line.sample))
    return lines


def save_run(path: Path, lines: Iterable[Line]) -> None:
    """Write a whole run, compressed if its name ends in ``.gz``."""
    data = "".join(f"{write_line(line)}\n" for line in lines).encode()
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)


def _lines(path: Path, whole: str) -> Iterator[Line]:
    # not splitlines: a text may hold other signs that break lines, and JSON leaves them as they are
    for number, text in enumerate(whole.removesuffix("\n").split("\n") if whole else (), 1):
        try:
            yield Line.model_validate_json(text)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(map(str, first["loc"])) or "the line"
            raise RunError(f"Line {number} of {path} is no line of a run ({where}: {first['msg']}).") from None


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
        return (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    except FileNotFoundError:
        raise RunError(f"There is no run {path}; make it with extractor-evals run --out {path}.") from None
    except IsADirectoryError:
        raise RunError(f"{path} is a folder; name a run inside it.") from None
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise RunError(f"The run {path} cannot be read ({error}); make it anew.") from None
