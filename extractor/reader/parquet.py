"""Parquet: the rows of a file, a few at a time."""

from __future__ import annotations

from collections.abc import Iterator, Set
from contextlib import contextmanager
from datetime import date
from typing import Any, BinaryIO

from extractor.errors import InputError

MAGIC = b"PAR1"
"""How every Parquet file begins."""

_ROWS = 64
_BUFFER = 1 << 20
"""Bytes that are read ahead of each column, instead of a whole row group."""


def rows(file: BinaryIO, name: str, wanted: Set[str]) -> Iterator[dict[str, Any]]:
    """Read the rows of a Parquet file in order; memory does not grow with their number.

    Args:
        file: The file, open at its start; it must be seekable.
        name: What to call it in messages.
        wanted: Names of the columns to read; others are passed over. Days and date-times come as ISO 8601 writes them.

    Raises:
        InputError: It is no Parquet file, is damaged or has none of the columns, or pyarrow is not installed.
    """
    arrow = _pyarrow(name)
    with _told(arrow, name):
        table = arrow.parquet.ParquetFile(file, buffer_size=_BUFFER, pre_buffer=False)
        columns = [column for column in table.schema_arrow.names if column in wanted]
        if not columns:
            raise InputError(f'{name} has no column with an article\'s words; name the one that has them "text".')
        for batch in table.iter_batches(batch_size=_ROWS, columns=columns):
            for row in _to_microseconds(arrow, batch).to_pylist():
                yield {key: _value(value) for key, value in row.items()}


def _pyarrow(name: str) -> Any:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise InputError(
            f"{name} is a Parquet file, which is read by pyarrow, and that is not installed: "
            'pip install "claim-extractor[parquet]".'
        ) from None
    return pyarrow


@contextmanager
def _told(arrow: Any, name: str) -> Iterator[None]:
    try:
        yield
    except (arrow.ArrowException, OSError, ValueError, OverflowError) as error:
        first = next(iter(str(error).splitlines()), "no reason is given")
        raise InputError(f"{name} cannot be read as Parquet ({first.rstrip('.')}); write it anew.") from None


def _to_microseconds(arrow: Any, batch: Any) -> Any:
    """Date-times as Python has them: nanoseconds, which some programs write, are cut."""
    for index, field in enumerate(batch.schema):
        if arrow.types.is_timestamp(field.type) and field.type.unit == "ns":
            cut = batch.column(index).cast(arrow.timestamp("us", field.type.tz), safe=False)
            batch = batch.set_column(index, field.name, cut)
    return batch


def _value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
