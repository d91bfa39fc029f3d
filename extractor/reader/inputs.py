"""The inputs: from paths to the pieces that hold one article each.

Forms, by suffix: ``.txt``, ``.text``, ``.md`` plain text; ``.html``, ``.htm``, ``.xhtml``; ``.json`` one article or
a list of them; ``.jsonl``, ``.ndjson`` one article a line; ``.parquet`` one article a row, in columns of the names that
a JSON object has. Standard input and files without a known suffix are recognised by their content.
"""

from __future__ import annotations

import codecs
import io
import mimetypes
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Literal

from extractor.errors import InputError
from extractor.reader.encoding import decoded, parsed, refuse_wide
from extractor.reader.metadata import KEYS
from extractor.reader.parquet import MAGIC, rows

STANDARD_INPUT = "-"

UNFINISHED = ".part"
"""How the name of a file ends that is still being written, or never was finished."""

Form = Literal["text", "html", "json", "lines", "record", "parquet"]
_FORMS: dict[str, Form] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".parquet": "parquet",
}


@dataclass(frozen=True)
class Unreadable:
    """An input that gave no article.

    Attributes:
        name: The input: a path, with line or item where a file holds several articles.
        reason: One sentence that names the input, what is wrong with it and the remedy.
    """

    name: str
    reason: str


RESULT = "result"
"""The column of a Parquet file that holds a whole result as JSON, as ``extractor.distributed`` writes it."""


@dataclass(frozen=True)
class Piece:
    """The part of an input that holds one article; of form ``record`` it is a JSON value, else bytes."""

    name: str
    form: Form
    data: Any


def printable(name: str) -> str:
    """Return ``name`` so that it fits into one line that any terminal can show."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def pieces(path: str | Path) -> Iterator[Piece | Unreadable]:
    """Find the articles in a file, in a folder with its subfolders, or in standard input (``-``).

    A folder is read in the order of its paths, without hidden files and without ``.part`` files, which are not
    finished. Nothing raises: what cannot be opened or taken apart is an ``Unreadable`` in its place.
    """
    if str(path) == STANDARD_INPUT:
        return _guarded("standard input", _standard_input)
    return _guarded(printable(str(path)), partial(_named, Path(path)))


def files(path: str | Path) -> Iterator[Path]:
    """Yield the files that an input names: itself, or those of a folder; none for standard input."""
    if str(path) == STANDARD_INPUT:
        return
    with suppress(OSError, ValueError):  # what cannot be looked at is reported where it is read
        place = Path(path)
        found = _visible(place) if place.is_dir() else [place]
        yield from (file for file in found if isinstance(file, Path))


def _guarded(name: str, open_: Callable[[str], Iterator[Piece | Unreadable]]) -> Iterator[Piece | Unreadable]:
    """Turn whatever keeps an input from being read into an ``Unreadable`` of that name."""
    try:
        yield from open_(name)
    except InputError as error:
        yield Unreadable(name, str(error))
    except FileNotFoundError:
        yield Unreadable(name, f"{name} does not exist; check the path.")
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL character, a closed standard input
        why = getattr(error, "strerror", None) or error
        yield Unreadable(name, f"{name} cannot be read ({why}); check the path and its permissions.")


def _standard_input(name: str) -> Iterator[Piece | Unreadable]:
    if sys.stdin is None:
        raise InputError(f"{name} is closed; name a file instead of {STANDARD_INPUT}.")
    return _split(name, _own_reader(sys.stdin.buffer))


def _own_reader(given: BinaryIO) -> BinaryIO:
    """Read the same file through a buffer of our own: Python aborts where its own is being read when it ends."""
    if isinstance(given, io.BufferedReader):
        return os.fdopen(given.fileno(), "rb", closefd=False)
    return given


def _named(path: Path, name: str) -> Iterator[Piece | Unreadable]:
    return _folder(path, name) if path.is_dir() else _file(path, name)


def _file(path: Path, name: str) -> Iterator[Piece | Unreadable]:
    form = _form_of(path, name)
    with path.open("rb") as file:
        yield from _split(name, file, form)


def _folder(folder: Path, name: str) -> Iterator[Piece | Unreadable]:
    empty = True
    for found in _visible(folder):
        empty = False
        if isinstance(found, Path):
            yield from _guarded(printable(str(found)), partial(_regular, found))
        else:
            inner = printable(str(found.filename))
            yield Unreadable(inner, f"{inner} cannot be read ({found.strerror}); check its permissions.")
    if empty:
        raise InputError(f"{name} holds no file; name a folder of articles.")


def _visible(folder: Path) -> Iterator[Path | OSError]:
    """The files below a folder in the order of their paths, and an error for each folder that cannot be listed.

    Held in memory are the names in the folders that are open, not those of all files.
    """
    waiting: list[tuple[str, bool]] = [(str(folder), True)]
    while waiting:
        place, is_folder = waiting.pop()
        if not is_folder:
            yield Path(place)
            continue
        try:
            waiting += reversed(_entries(place))
        except OSError as error:
            yield error


def _entries(folder: str) -> list[tuple[str, bool]]:
    """What a folder shows, sorted: its files, and its folders that are no links."""
    with os.scandir(folder) as entries:
        found = [(entry.path, _is_folder(entry), entry.is_symlink()) for entry in entries if _is_shown(entry.name)]
    shown = ((path, is_folder) for path, is_folder, is_link in found if not (is_folder and is_link))
    return sorted((path, is_folder) for path, is_folder in shown if is_folder or not path.endswith(UNFINISHED))


def _is_shown(name: str) -> bool:
    return not name.startswith(".")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    with suppress(OSError):  # a link that leads back to itself is met again where it is read
        return entry.is_dir()
    return False


def _regular(path: Path, name: str) -> Iterator[Piece | Unreadable]:
    if path.exists() and not path.is_file():  # a pipe would block, a device may never end
        raise InputError(f"{name} is no regular file; take it out of the folder.")
    return _file(path, name)


def _form_of(path: Path, name: str) -> Form | None:
    """Tell a file's form by its suffix; None where only its content can tell."""
    form = _FORMS.get(path.suffix.lower())
    media = mimetypes.MimeTypes().guess_type(path.name)[0]  # Python's own table: the same on every machine
    if form is None and media and media != "text/plain":
        raise InputError(f"{name} is {media} by its suffix, which is not read; save it as text, HTML or JSON.")
    return form


def _split(name: str, file: BinaryIO, form: Form | None = None) -> Iterator[Piece | Unreadable]:
    if form == "lines":
        yield from _lines(name, file)
        return
    if form == "parquet":
        yield from _rows(name, file)
        return
    data = file.read()
    if not data.strip():
        raise InputError(f"{name} is empty; leave it out.")
    form = form or _recognised(data, name)
    if form == "lines":
        yield from _lines(name, io.BytesIO(data))
    elif form == "parquet":
        yield from _rows(name, io.BytesIO(data))
    elif form == "json":
        yield from _records(name, parsed(decoded(data, name), name))
    else:
        yield Piece(name, form, data)


def _lines(name: str, lines: Iterable[bytes]) -> Iterator[Piece | Unreadable]:
    empty = True
    for number, line in enumerate(lines, start=1):
        if number == 1:
            refuse_wide(line, name)
        if line.strip():
            empty = False
            yield Piece(f"{name}, line {number}", "json", line)
    if empty:
        raise InputError(f"{name} is empty; leave it out.")


def _rows(name: str, file: BinaryIO) -> Iterator[Piece | Unreadable]:
    empty = True
    for number, row in enumerate(rows(file, name, KEYS | {RESULT}), start=1):
        empty = False
        yield Piece(f"{name}, row {number}", "record", row)
    if empty:
        raise InputError(f"{name} is empty; leave it out.")


def _records(name: str, value: Any) -> Iterator[Piece | Unreadable]:
    if not isinstance(value, list):
        yield Piece(name, "record", value)
        return
    if not value:
        raise InputError(f"{name} is an empty list; leave it out.")
    for number, item in enumerate(value, start=1):
        yield Piece(f"{name}, item {number}", "record", item)


_HTML_OPENINGS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<article", b"<?xml", b"<!--")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def _recognised(data: bytes, name: str) -> Form:
    """Tell the form of an input without a telling name."""
    if data.startswith(MAGIC):
        return "parquet"
    opening = data[:1024].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if opening.startswith(_HTML_OPENINGS):
        return "html"
    text = decoded(data, name)
    if _CONTROLS.search(text):
        raise InputError(f"{name} is binary; save the article's text as a .txt file.")
    if re.match(r'\s*(\[\s*)?\{\s*"', text):
        return "lines" if _many_objects(text) else "json"
    return "text"


def _many_objects(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    first, second = (lines[0].strip(), lines[1].lstrip()) if len(lines) > 1 else ("", "")
    return first.startswith("{") and (first.endswith("}") or second.startswith("{"))
