"""A file of results that is either whole or left as it was."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import SettingError
from extractor.export.formats import Add, FileForm, Form, Format
from extractor.export.forms import form_of

if TYPE_CHECKING:
    from extractor.schema import ArticleResult


def write_file(format: Format, results: Iterable[ArticleResult], place: Path) -> None:
    """Write a whole Parquet or SQLite file; what stood at its place is gone.

    Memory does not grow with the number of results. Where ``results`` raises, the file holds those before it and is
    valid.

    Args:
        format: ``parquet`` or ``sqlite``.
        results: What to write; where there is none, the file has its columns or tables and no row.
        place: The file.

    Raises:
        SettingError: The place cannot be written, or a library is missing.
        ValueError: The format is a text.
    """
    form = form_of(format)
    if not isinstance(form, FileForm):
        raise ValueError(f"{format} is a text: results_to writes it")
    form.needed()
    with ExitStack() as file:
        with _naming(place):
            place.unlink(missing_ok=True)
            add = file.enter_context(form.opened(place))
        for result in results:
            with _naming(place):
                add(result)
        with _naming(place):
            file.close()


@contextmanager
def results_to(out: Path | None, form: Form | FileForm) -> Iterator[Add]:
    """Open the place where results go; yields the function that writes one.

    A file is written beside its place, with ``.part`` after its name, and put there as the last step. Where the block
    ends in an exception, the ``.part`` is closed properly and stays, and so does an older file as it was. Where there
    was no result, nothing is left.

    Args:
        out: A file; None: standard output.
        form: How results are written.

    Raises:
        SettingError: The place cannot be written, or a library is missing.
    """
    with _filed(out, form) if isinstance(form, FileForm) else _told(out, form) as add:
        yield add


@contextmanager
def _told(out: Path | None, form: Form) -> Iterator[Add]:
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
def _filed(out: Path | None, form: FileForm) -> Iterator[Add]:
    place = _regular(out, form.format)
    part = part_of(place)
    form.needed()
    with _naming(place):
        part.open("ab").close()  # what an interrupted run left stays until the first result
    begun: list[Add] = []
    try:
        with ExitStack() as file:

            def add(result: ArticleResult) -> None:
                with _naming(place):
                    if not begun:
                        part.unlink()
                        begun.append(file.enter_context(form.opened(part)))
                    begun[0](result)

            yield add
            with _naming(place):
                file.close()
                if begun:
                    part.replace(_place(place))
    finally:
        _remove_if_empty(part)


def _regular(out: Path | None, format: Format) -> Path:
    if out is None:
        raise SettingError(f"{format} is no text for a terminal or a pipe: name a file with --out.")
    if part_of(out) == out:
        raise SettingError(f"--out {out} is no regular file, and {format} needs one: name another.")
    return out


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
