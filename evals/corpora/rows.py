"""Reads the rows of a corpus from a path that the user gives."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

Rows = Literal["all", "even", "odd"]


class CorpusError(Exception):
    """A corpus that cannot be read; the message names it and the remedy."""


def read_rows(path: Path, needed: Sequence[str]) -> list[dict[str, Any]]:
    """Read JSON Lines, or a JSON list.

    Args:
        path: The file.
        needed: Keys that every row must have.

    Raises:
        CorpusError: If the file cannot be read, or a row lacks a key.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} cannot be read ({error}); name a file of the corpus.") from error
    rows = _parsed(text, path)
    for number, row in enumerate(rows, 1):
        missing = [key for key in needed if not isinstance(row, dict) or key not in row]
        if missing:
            raise CorpusError(f"{path}: row {number} has no {missing[0]!r}; is it another corpus?")
    return rows


def chosen(rows: Sequence[dict[str, Any]], which: Rows) -> list[dict[str, Any]]:
    """Return all rows, or the even or the odd ones, counted from 0."""
    return list(rows) if which == "all" else list(rows[which == "odd" :: 2])


def _parsed(text: str, path: Path) -> list[dict[str, Any]]:
    if text.lstrip().startswith("["):
        return list(_one(text, path, 1))
    return [_one(line, path, number) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _one(text: str, path: Path, line: int) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        at = line + error.lineno - 1
        raise CorpusError(f"{path}: line {at} is no JSON ({error.msg}); name a JSON Lines file.") from error
