"""One recorded exchange with a model: its key, its parts, and its line in a recording."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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

    @property
    def key(self) -> str:
        """SHA-256 of the canonical JSON of request and sample index."""
        return _digest({"request": self.request, "sample": self.sample})

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
    _, sample, outcome, _, created, prompt_tokens, completion_tokens, *_, request, completion = stored
    usage = Usage(requests=1, prompt_tokens=prompt_tokens, completion_tokens=completion_tokens)
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
        yield "its key is not that of its request"
    if (row.model, *parts(row.request).values()) != (stored[3], *stored[7:12]):
        yield "its model or the hashes of its parts are not those of its request"
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


def is_recording(path: Path) -> bool:
    """Whether a file's name says that it is a recording."""
    return path.name.endswith((".jsonl", ".jsonl.gz"))


def as_line(row: Row) -> str:
    """Write a row as one line of JSON; the same row gives the same characters."""
    record = {
        "key": row.key,
        "sample": row.sample,
        "outcome": row.outcome,
        "created": row.created,
        "usage": {"prompt_tokens": row.usage.prompt_tokens, "completion_tokens": row.usage.completion_tokens},
        "request": row.request,
        "completion": row.completion,
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
        CacheError: The file cannot be read, or a line is no row; the message names the line.
    """
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise CacheError(f"The recording {path} cannot be read ({error}): record it again.") from error
    return [_read_line(path, number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _read_line(path: Path, number: int, line: str) -> Row:
    try:
        record = json.loads(line)
        usage = Usage(requests=1, **record["usage"])
        row = Row(
            record["request"], record["sample"], record["outcome"], usage, record["completion"], record["created"]
        )
        genuine = row.key == record["key"]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CacheError(f"Line {number} of the recording {path} is no recorded answer: record it again.") from error
    if not genuine:
        raise CacheError(f"Line {number} of the recording {path} was changed: its key is not that of its request.")
    return row


def _parameters(request: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in request.items() if name not in ("model", "messages", "response_format")}


def _changed(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    return [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _digest(value: object) -> str:
    return hashlib.sha256(_canonical(value).encode()).hexdigest()
