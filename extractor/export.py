"""Results to files and back: the formats, and a file that is either whole or left as it was."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import InputError, SettingError, first_complaint

if TYPE_CHECKING:
    from extractor.reader.inputs import Piece, Unreadable
    from extractor.schema import ArticleResult


class Format(StrEnum):
    """How results are written."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    html = "html"


_SUFFIXES = {
    ".txt": Format.table,
    ".json": Format.json,
    ".jsonl": Format.jsonl,
    ".ndjson": Format.jsonl,
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


def as_json(result: ArticleResult, indent: int | None = None) -> str:
    """Write one result as JSON; ``read_results`` gives the same result again."""
    try:
        return result.model_dump_json(indent=indent)
    except ValueError:  # half of a surrogate pair, in what a model said: UTF-8 cannot say it, an escape can
        return json.dumps(result.model_dump(mode="json"), indent=indent)


JSON = Form(lambda result: as_json(result, indent=2), "[\n", ",\n", "\n]\n")
LINES = Form(lambda result: as_json(result) + "\n")


def read_results(path: str | Path) -> Iterator[ArticleResult | Unreadable]:
    """Read results that were written as JSON or JSON Lines; every span is proven again.

    Args:
        path: A file, a folder of them, or ``-`` for standard input.

    Yields:
        An ``ArticleResult``, or an ``Unreadable`` in its place. Nothing raises.
    """
    from extractor.reader.inputs import Unreadable, pieces

    for piece in pieces(path):
        if isinstance(piece, Unreadable):
            yield piece
            continue
        try:
            yield _result(piece)
        except InputError as error:
            yield Unreadable(piece.name, str(error))


def _result(piece: Piece) -> ArticleResult:
    from pydantic import ValidationError

    from extractor.schema import ArticleResult

    try:
        return ArticleResult.model_validate(_value(piece))
    except ValidationError as error:
        raise InputError(
            f"{piece.name} is no result of this program ({first_complaint(error)}); write it anew with: "
            "extractor extract --format jsonl"
        ) from None


def _value(piece: Piece) -> Any:
    from extractor.reader.encoding import decoded, parsed

    if piece.form == "record":
        return piece.data
    if piece.form == "json":
        return parsed(decoded(piece.data, piece.name), piece.name)
    raise InputError(f"{piece.name} holds no results; name a file that was written with --format json or jsonl.")


@contextmanager
def results_to(out: Path | None, form: Form) -> Iterator[Callable[[ArticleResult], None]]:
    """Open the place where results go; yields the function that writes one.

    A file is written beside its place, with ``.part`` after its name, and put there as the last step. Where the block
    ends in an exception, the ``.part`` is closed properly and stays, and so does an older file as it was. Where there
    was no result, nothing is left.

    Args:
        out: A file; None: standard output.
        form: How results are written.

    Raises:
        SettingError: The place cannot be written.
    """
    written = 0
    with _opened(out) as write:

        def add(result: ArticleResult) -> None:
            nonlocal written
            write((form.between if written else form.opening) + form.each(result))
            written += 1

        try:
            yield add
        finally:
            if written:
                write(form.closing)


def part_of(out: Path) -> Path:
    """The file that is written until all results stand in it; ``out`` itself where that is no regular file."""
    from extractor.reader.inputs import UNFINISHED

    place = _place(out)
    whole = not place.exists() or stat.S_ISREG(place.stat().st_mode)
    return place.with_name(place.name + UNFINISHED) if whole else place


def _place(out: Path) -> Path:
    """Where a file stands: a link stays a link."""
    return Path(os.path.realpath(out)) if out.is_symlink() else out


@contextmanager
def _opened(out: Path | None) -> Iterator[Callable[[str], None]]:
    if out is None:
        yield _to_standard_output
        return
    with _naming(out):
        place, part = _place(out), part_of(out)
        file = part.open("a", encoding="utf-8", newline="")  # what an interrupted run left stays until the first result
    begun = False

    def write(text: str) -> None:
        nonlocal begun
        with _naming(out):
            if not begun and part != place:
                file.truncate(0)
            file.write(text)
            file.flush()
        begun = True

    try:
        yield write
        with _naming(out):
            file.close()
            if begun and part != place:
                part.replace(place)
    finally:
        with suppress(OSError):
            file.close()
            _remove_if_empty(part)


def _remove_if_empty(file: Path) -> None:
    if file.is_file() and not file.stat().st_size:
        file.unlink()


def _to_standard_output(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise SettingError(f"Standard output cannot be written ({error.strerror}): name a file with --out.") from error


@contextmanager
def _naming(out: Path) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise SettingError(f"{out} cannot be written ({error.strerror}): name another file with --out.") from error
