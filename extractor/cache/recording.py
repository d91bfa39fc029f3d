"""One recorded exchange with a model: its key, its parts, and its line in a recording."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args

from extractor.errors import CacheError
from extractor.schema import Usage

Outcome = Literal["answer", "truncated", "filtered", "refused", "unreadable"]

_LABELS = {
    "system": "the system prompt",
    "examples": "the examples",
    "user": "the user message",
    "schema": "the schema",
    "parameters": "the parameters",
}

_OTHER_REQUEST = "it was changed: its key is not that of its request"
_OTHER_ANSWER = "it was changed: its checksum is not that of its answer, its cost and its date"
_UNSEALED = "it is of an older version and has no checksum; cache export writes it with one"


@dataclass(frozen=True)
class Row:
    """A request body and what came back.

    Attributes:
        request: The whole body as it was first wanted; neither headers nor key.
        sample: Which of several answers to the same request, from 0.
        outcome: ``answer``, or why there is none.
        usage: What it cost when it was made.
        completion: The raw completion; None unless the outcome is ``answer``.
        created: When it was made, UTC; empty for now.
    """

    request: Mapping[str, Any]
    sample: int = 0
    outcome: Outcome = "answer"
    usage: Usage = field(default_factory=lambda: Usage(requests=1))
    completion: Mapping[str, Any] | None = None
    created: str = ""

    @cached_property
    def key(self) -> str:
        """SHA-256 of the canonical JSON of request and sample index."""
        return _digest({"request": self.request, "sample": self.sample})

    @property
    def checksum(self) -> str:
        """SHA-256 over the key and what came back: it changes with any change of the answer, its cost or its date."""
        return _digest([self.key, self.outcome, self.created, *_tokens(self.usage).values(), self.completion])

    @property
    def model(self) -> str:
        """The model that was asked."""
        return str(self.request.get("model", ""))

    @property
    def request_text(self) -> str:
        """The request as it is stored."""
        return _canonical(self.request)

    @property
    def completion_text(self) -> str | None:
        """The completion as it is stored."""
        return None if self.completion is None else _canonical(self.completion)


def parts(request: Mapping[str, Any]) -> dict[str, str]:
    """Return the hash of each part of a request: system, examples, user, schema, parameters."""
    messages = list(request.get("messages", ()))
    lead = next((i for i, message in enumerate(messages) if message.get("role") != "system"), len(messages))
    rest = messages[lead:]
    return {
        "system": _digest(messages[:lead]),
        "examples": _digest(rest[:-1]),
        "user": _digest(rest[-1:]),
        "schema": _digest(request.get("response_format")),
        "parameters": _digest(_parameters(request)),
    }


def differing(wanted: Row, nearest: Row) -> str:
    """Name in one clause the parts in which two requests differ."""
    there = parts(nearest.request)
    names = [_LABELS[name] for name, digest in parts(wanted.request).items() if digest != there[name]]
    if not names:
        return f"only sample {nearest.sample} of it is recorded, not {wanted.sample}"
    if _LABELS["parameters"] in names:
        names[-1] += f" ({', '.join(_changed(_parameters(wanted.request), _parameters(nearest.request)))})"
    listed = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return f"it differs from the nearest recorded request in {listed}"


def row_of(stored: Sequence[Any]) -> Row:
    """Build a row from a table's columns."""
    _, sample, outcome, _, created, asked, given, cached, *_, request, completion, _ = stored
    usage = Usage(requests=1, prompt_tokens=asked, completion_tokens=given, cached_tokens=cached)
    answer = None if completion is None else json.loads(completion)
    return Row(json.loads(request), sample, outcome, usage, answer, created)


def wrongs(stored: Sequence[Any]) -> Iterator[str]:
    """Yield what is wrong with a table's columns, in words."""
    try:
        row = row_of(stored)
    except (ValueError, TypeError) as error:
        yield f"it cannot be read ({error})"
        return
    if row.key != stored[0]:
        yield _OTHER_REQUEST
    elif row.checksum != stored[-1]:
        yield _OTHER_ANSWER
    if (row.model, *parts(row.request).values()) != (stored[3], *stored[8:13]):
        yield "its model or the hashes of its parts are not those of its request"
    yield from _contradictions(row)


def _contradictions(row: Row) -> Iterator[str]:
    if row.outcome not in get_args(Outcome):
        yield f"its outcome {row.outcome!r} is unknown"
    elif (row.outcome == "answer") != has_choice(row.completion):
        yield f"its outcome is {row.outcome} but its answer {'is missing' if row.outcome == 'answer' else 'is there'}"


def has_choice(completion: object) -> bool:
    """Whether a raw completion holds a message."""
    match completion:
        case {"choices": [{"message": {}}, *_]}:
            return True
    return False


def as_line(row: Row) -> str:
    """Write a row as one line of JSON; the same row gives the same characters."""
    record = {
        "key": row.key,
        "sample": row.sample,
        "outcome": row.outcome,
        "created": row.created,
        "usage": _tokens(row.usage),
        "request": row.request,
        "completion": row.completion,
        "checksum": row.checksum,
    }
    return json.dumps(record, sort_keys=True, ensure_ascii=False)


def write_lines(path: Path, lines: Sequence[str]) -> None:
    """Write lines to a file, compressed if its name ends in ``.gz``."""
    # A lone surrogate becomes the JSON escape that it is read back from.
    data = "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)


def read_lines(path: Path) -> list[Row]:
    """Read a recording.

    Raises:
        CacheError: The file cannot be read, or a line is no row or was changed; the message names the line.
    """
    rows = []
    for number, line in _numbered(path):
        row, wrong = _read_line(line)
        if row is None or wrong in (_OTHER_REQUEST, _OTHER_ANSWER):
            raise CacheError(f"Line {number} of the recording {path} cannot be used ({wrong}): record it again.")
        rows.append(row)
    return rows


def wrong_lines(path: Path) -> tuple[int, list[str]]:
    """Check every line of a recording: how many there are, and one sentence for each that is wrong.

    Raises:
        CacheError: The file cannot be read.
    """
    lines = list(_numbered(path))
    return len(lines), [f"Line {number}: {wrong}." for number, line in lines if (wrong := _read_line(line)[1])]


def _numbered(path: Path) -> Iterator[tuple[int, str]]:
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise CacheError(f"The recording {path} cannot be read ({error}): record it again.") from error
    yield from ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _read_line(line: str) -> tuple[Row | None, str | None]:
    """The row that a line writes, and what is wrong with it first."""
    try:
        record = json.loads(line)
        usage = Usage(requests=1, **record["usage"])
        row = Row(
            record["request"], record["sample"], record["outcome"], usage, record["completion"], record["created"]
        )
        key, checksum = record["key"], record.get("checksum")
    except (ValueError, TypeError, KeyError, AttributeError):
        return None, "it is no recorded answer"
    if row.key != key:
        return row, _OTHER_REQUEST
    if row.checksum != checksum:
        return row, _UNSEALED if checksum is None else _OTHER_ANSWER
    return row, next(_contradictions(row), None)


def _parameters(request: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in request.items() if name not in ("model", "messages", "response_format")}


def _changed(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    return [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]


def _tokens(usage: Usage) -> dict[str, int]:
    """What a row tells of its cost; prompt tokens from the server's own cache only where there were any."""
    cached = {"cached_tokens": usage.cached_tokens} if usage.cached_tokens else {}
    return {"prompt_tokens": usage.prompt_tokens, "completion_tokens": usage.completion_tokens, **cached}


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _digest(value: object) -> str:
    return hashlib.sha256(_canonical(value).encode()).hexdigest()
