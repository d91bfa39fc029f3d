"""The forms of the other formats, and the form of each format that needs no more than its name."""

from __future__ import annotations

from extractor.export import columns, database, graph, rows
from extractor.export.formats import JSON, LINES, FileForm, Form, Format

CSV = Form(rows.lines, opening=rows.HEADER)
JSONLD = Form(graph.nodes, graph.OPENING, ",\n", graph.CLOSING)
PARQUET = FileForm(Format.parquet, columns.pyarrow, columns.opened)
SQLITE = FileForm(Format.sqlite, database.sqlite, database.opened)

_FORMS: dict[Format, Form | FileForm] = {
    Format.json: JSON,
    Format.jsonl: LINES,
    Format.csv: CSV,
    Format.jsonld: JSONLD,
    Format.parquet: PARQUET,
    Format.sqlite: SQLITE,
}


def form_of(format: Format) -> Form | FileForm:
    """The form of a format; the table and the page, which are made to be looked at, have theirs elsewhere.

    Raises:
        KeyError: The format is the table or the page.
    """
    return _FORMS[format]
