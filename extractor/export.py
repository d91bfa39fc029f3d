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

from extractor.errors import InputError, SettingError

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
    ".json": Format.json,
    ".jsonl": Format.jsonl,
    ".ndjson": Format.jsonl,
    ".html": Format.html,
    ".htm": Format.html,
}


def format_of(out: Path | None) -> Format:
    """The format that a file's suffix asks for; else the table."""
    return _SUFFIXES.get(out.suffix.lower(), Format.table) if out else Format.table


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
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "the record"
        raise InputError(
            f"{piece.name} is no result of this program ({where}: {first['msg']}); write it anew with: "
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

    However the block ends, what was written by then stays, closed properly. A file of that name is replaced as the
    last step, and left untouched where there was no result.

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


@contextmanager
def _opened(out: Path | None) -> Iterator[Callable[[str], None]]:
    if out is None:
        yield _to_standard_output
        return
    place = Path(os.path.realpath(out))  # a link stays a link
    with _naming(out):
        whole = not place.exists() or stat.S_ISREG(place.stat().st_mode)
        part = place.with_name(f".{place.name}.{os.getpid()}.part") if whole else place
        file = part.open("w", encoding="utf-8", newline="")
    begun = False

    def write(text: str) -> None:
        nonlocal begun
        with _naming(out):
            file.write(text)
            file.flush()
        begun = True

    try:
        yield write
        with _naming(out):
            file.close()
    finally:
        with suppress(OSError):
            file.close()
        if whole:
            _settle(part, place, begun=begun)


def _settle(part: Path, place: Path, *, begun: bool) -> None:
    with _naming(place):
        if begun:
            part.replace(place)
        else:
            part.unlink()


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
