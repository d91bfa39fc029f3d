"""Results to files and back: the formats, and a file that is either whole or left as it was.

JSON and JSON Lines are results in full, and are read back. The others are made to be worked with: CSV for a
spreadsheet, Parquet for a table of columns, SQLite for questions, JSON-LD for the web. Texts (``Form``) go anywhere,
article by article; Parquet and SQLite (``FileForm``) are files of their own. Each format's form is in ``forms``,
imported where something is written.
"""

from extractor.export.formats import JSON, LINES, FileForm, Form, Format, as_json, format_of
from extractor.export.reading import read_results
from extractor.export.writing import WHOLE, naming, part_of, put_in_place, regular, results_to, text_to, write_file

__all__ = [
    "JSON",
    "LINES",
    "WHOLE",
    "FileForm",
    "Form",
    "Format",
    "as_json",
    "format_of",
    "naming",
    "part_of",
    "put_in_place",
    "read_results",
    "regular",
    "results_to",
    "text_to",
    "write_file",
]
