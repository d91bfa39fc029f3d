"""Results that were written as JSON or JSON Lines, read back and proven again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import InputError, first_complaint

if TYPE_CHECKING:
    from extractor.reader.inputs import Piece, Unreadable
    from extractor.schema import ArticleResult


def read_results(path: str | Path) -> Iterator[ArticleResult | Unreadable]:
    """Read results that were written as JSON or JSON Lines, or by many machines; every span is proven again.

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
    from extractor.reader.inputs import RESULT

    if piece.form == "record":
        held = piece.data.get(RESULT) if isinstance(piece.data, dict) else None
        return parsed(held, piece.name) if isinstance(held, str) else piece.data
    if piece.form == "json":
        return parsed(decoded(piece.data, piece.name), piece.name)
    raise InputError(f"{piece.name} holds no results; name a file that was written with --format json or jsonl.")
