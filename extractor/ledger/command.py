"""The command ``extractor ledger``: results in, the ledger out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from extractor.errors import SettingError
from extractor.export import WHOLE, part_of, read_results, text_to
from extractor.ledger.keeping import ledger
from extractor.ledger.record import Ledger
from extractor.ledger.rows import as_csv
from extractor.ledger.table import summary, table
from extractor.reader.inputs import Unreadable, files
from extractor.schema import ArticleResult
from extractor.tally import DONE, INCOMPLETE, NOTHING
from extractor.terminal import PLAIN_WIDTH, has_colour, say, width


class Form(StrEnum):
    """How a ledger is written."""

    table = "table"
    json = "json"
    csv = "csv"


_SUFFIXES = {".txt": Form.table, ".json": Form.json, ".csv": Form.csv}


def keep(paths: Sequence[str], out: Path | None = None, form: Form | None = None) -> int:
    """Link the results at ``paths`` and write the ledger; return the exit code.

    Raises:
        SettingError: The file cannot be written, is read, or tells no format.
    """
    form = form or _form_of(out)
    _spare_what_is_read(paths, out)
    unreadable: list[str] = []
    kept = ledger(_results(paths, unreadable))
    if not kept.articles:
        return NOTHING
    with text_to(out) as write:
        write(_written(kept, form, out).encode(errors="backslashreplace").decode())
    if out is not None or form is not Form.table:
        say(f"{summary(kept)}.")
    return INCOMPLETE if unreadable else DONE


def _results(paths: Sequence[str], unreadable: list[str]) -> Iterator[ArticleResult]:
    """Yield the results; tell what is none."""
    for path in paths:
        for item in read_results(path):
            if isinstance(item, Unreadable):
                unreadable.append(item.name)
                say(item.reason)
            else:
                yield item


def _form_of(out: Path | None) -> Form:
    if out is None:
        return Form.table
    if (form := _SUFFIXES.get(out.suffix.lower())) is None:
        raise SettingError(
            f"--out {out} tells no format: name one with --format ({', '.join(Form)}), or let the file end in "
            f"{', '.join(_SUFFIXES)}."
        )
    return form


def _spare_what_is_read(paths: Sequence[str], out: Path | None) -> None:
    read = [file for path in paths for file in files(path)]
    for place in (out, part_of(out, WHOLE)) if out else ():
        if place.is_file() and any(file.is_file() and file.samefile(place) for file in read):
            raise SettingError(f"--out {out} would be written over {place}, which is read: name another file.")


def _written(kept: Ledger, form: Form, out: Path | None) -> str:
    if form is Form.json:
        return kept.model_dump_json(indent=2) + "\n"
    if form is Form.csv:
        return as_csv(kept)
    return table(kept, width=PLAIN_WIDTH if out else width(), colour=out is None and has_colour())
