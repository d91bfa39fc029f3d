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
    from extractor.export.forms import form_of  # late: --help needs none of the forms

    form = form_of(format)
    if not isinstance(form, FileForm):
        raise ValueError(f"{format} is a text: results_to writes it")
    form.needed()
    with ExitStack() as file:
        with naming(place):
            place.unlink(missing_ok=True)
            add = file.enter_context(form.opened(place))
        for result in results:
            with naming(place):
                add(result)
        with naming(place):
            file.close()


@contextmanager
def results_to(out: Path | None, form: Form | FileForm) -> Iterator[Add]:
    """Open the place where results go; yields the function that writes one.

    A file is written beside its place, with ``.whole.part`` after its name, and put there as the last step. Where the
    block ends in an exception, or there was no result, an older file stays as it was and nothing else is left.

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
    written, torn = 0, False
    with text_to(out) as write:

        def add(result: ArticleResult) -> None:
            nonlocal written, torn
            torn = True
            write((form.between if written else form.opening) + form.each(result))
            written, torn = written + 1, False

        try:
            yield add
        finally:
            if written and not torn:  # where a result found no room, neither does what closes the whole
                write(form.closing)


@contextmanager
def _filed(out: Path | None, form: FileForm) -> Iterator[Add]:
    place = regular(out, form.format)
    part = part_of(place, WHOLE)
    form.needed()
    with naming(place):
        part.open("wb").close()
    begun: list[Add] = []
    try:
        with ExitStack() as file:

            def add(result: ArticleResult) -> None:
                with naming(place):
                    if not begun:
                        part.unlink()
                        begun.append(file.enter_context(form.opened(part)))
                    begun[0](result)

            yield add
            with naming(place):
                file.close()
            if begun:
                put_in_place(part, place)
    finally:
        part.unlink(missing_ok=True)


def regular(out: Path | None, format: Format) -> Path:
    """Refuse a place for a format that needs a file.

    Raises:
        SettingError: It is standard output, a pipe or a device.
    """
    if out is None:
        raise SettingError(f"{format} is no text for a terminal or a pipe: name a file with --out.")
    if part_of(out) == out:
        raise SettingError(f"--out {out} is no regular file, and {format} needs one: name another.")
    return out


WHOLE = ".whole"
"""Marks the file that becomes the one that is asked for, in one step."""


def part_of(out: Path, kind: str = "") -> Path:
    """The file that is written until all results stand in it; ``out`` itself where that is no regular file."""
    from extractor.reader.inputs import UNFINISHED

    place = _place(out)
    whole = not place.exists() or stat.S_ISREG(place.stat().st_mode)
    return place.with_name(place.name + kind + UNFINISHED) if whole else place


def put_in_place(part: Path, out: Path) -> None:
    """Make a written file the one that is asked for, in one step that a power failure cannot halve.

    Raises:
        SettingError: The system refuses.
    """
    with naming(out):
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(_place(out))


def _place(out: Path) -> Path:
    """Where a file stands: a link stays a link."""
    return Path(os.path.realpath(out)) if out.is_symlink() else out


@contextmanager
def text_to(out: Path | None) -> Iterator[Callable[[str], None]]:
    """Open the place where a text goes; yields the function that writes a part of it. A file is put in place whole.

    Raises:
        SettingError: The place cannot be written.
    """
    if out is None:
        yield _to_standard_output
        return
    with naming(out):
        place, part = _place(out), part_of(out, WHOLE)
        file = part.open("w" if part != place else "a", encoding="utf-8", newline="")
    begun = False

    def write(text: str) -> None:
        nonlocal begun
        with naming(out):
            file.write(text)
            file.flush()
        begun = True

    try:
        yield write
        with naming(out):
            file.close()
        if begun and part != place:
            put_in_place(part, place)
    finally:
        with suppress(OSError):
            file.close()
        if part != place:
            part.unlink(missing_ok=True)


def _to_standard_output(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise SettingError(f"Standard output cannot be written ({error.strerror}): name a file with --out.") from error


@contextmanager
def naming(out: Path) -> Iterator[None]:
    """Say of which file the system's errors are.

    Raises:
        SettingError: Instead of an ``OSError``.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise SettingError(f"{out} cannot be written ({error.strerror}): name another file with --out.") from error
