"""About how many articles there are, before they are read: for the time that is left."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from extractor.reader.inputs import STANDARD_INPUT, files

_LINES = {".jsonl", ".ndjson"}
_UNTOLD = {".json", ".parquet"}
_BLOCK = 1 << 20


def count(paths: Iterable[str | Path]) -> int | None:
    """Count files, and lines where each is an article; None where only reading can tell.

    Lines are counted by their ends, at the speed of the disk; blank and unreadable ones count too.
    """
    number = 0
    for path in paths:
        if str(path) == STANDARD_INPUT:
            return None
        for file in files(path):
            if file.suffix.lower() in _UNTOLD or not file.is_file():  # a pipe can be read once
                return None
            number += _lines(file) if file.suffix.lower() in _LINES else 1
    return number


def _lines(path: Path) -> int:
    number, last = 0, b"\n"
    with suppress(OSError), path.open("rb") as file:
        while block := file.read(_BLOCK):
            number += block.count(b"\n")
            last = block[-1:]
    return number + (last != b"\n")
