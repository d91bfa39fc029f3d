"""The names of the formats, what a form of writing is, and results as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import SettingError

if TYPE_CHECKING:
    from extractor.schema import ArticleResult


class Format(StrEnum):
    """How results are written."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
    sqlite = "sqlite"
    jsonld = "jsonld"
    html = "html"


_SUFFIXES = {
    ".txt": Format.table,
    ".json": Format.json,
    ".jsonl": Format.jsonl,
    ".ndjson": Format.jsonl,
    ".csv": Format.csv,
    ".parquet": Format.parquet,
    ".sqlite": Format.sqlite,
    ".db": Format.sqlite,
    ".jsonld": Format.jsonld,
    ".html": Format.html,
    ".htm": Format.html,
}


def format_of(out: Path | None) -> Format:
    """The format that a file's suffix asks for; the table on standard output.

    Raises:
        SettingError: The suffix tells no format.
    """
    if out is None:
        return Format.table
    try:
        return _SUFFIXES[out.suffix.lower()]
    except KeyError:
        raise SettingError(
            f"--out {out} tells no format: name one with --format ({', '.join(Format)}), or let the file end in "
            f"{', '.join(_SUFFIXES)}."
        ) from None


@dataclass(frozen=True)
class Form:
    """How a row of results becomes one text; nothing is written where there is no result."""

    each: Callable[[ArticleResult], str]
    opening: str = ""
    between: str = ""
    closing: str = ""


Add = Callable[["ArticleResult"], None]
"""Writes one more result."""


@dataclass(frozen=True)
class FileForm:
    """How results become a file that is no text.

    Attributes:
        format: Its name.
        needed: Raises a ``SettingError`` where what it takes to write the file is not installed.
        opened: Opens a new file at a place where none is; at the end of the block it is whole, with what was added.
    """

    format: Format
    needed: Callable[[], object]
    opened: Callable[[Path], AbstractContextManager[Add]]


def as_json(result: ArticleResult, indent: int | None = None) -> str:
    """Write one result as JSON; ``read_results`` gives the same result again."""
    try:
        return result.model_dump_json(indent=indent)
    except ValueError:  # half of a surrogate pair, in what a model said: UTF-8 cannot say it, an escape can
        separators = (",", ":") if indent is None else None
        return json.dumps(result.model_dump(mode="json"), indent=indent, separators=separators)


JSON = Form(lambda result: as_json(result, indent=2), "[\n", ",\n", "\n]\n")
LINES = Form(lambda result: as_json(result) + "\n")
