"""The reader: from paths and bytes to articles.

An input that is no article becomes an ``Unreadable`` in its place, so that one bad file never stops the others. What is
read is left as it is: no newline translation, no normalisation, no trimming; only a byte order mark and the metadata
prefix of a plain text are taken off.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from textwrap import shorten
from typing import Any

from extractor.errors import InputError, NoArticle
from extractor.reader.encoding import decoded, decoded_page, parsed
from extractor.reader.inputs import Form, Piece, Unreadable, pieces, printable
from extractor.reader.metadata import day, given_day, language, record_fields, text_fields
from extractor.reader.page import read_page
from extractor.schema import Article

__all__ = ["MAX_CHARACTERS", "Unreadable", "read", "read_piece", "read_text"]

MAX_CHARACTERS = 1_000_000
"""Longest article that is read, in code points, unless the caller says otherwise."""


def read(
    paths: str | Path | Iterable[str | Path],
    *,
    published: date | str | None = None,
    max_characters: int = MAX_CHARACTERS,
    limit: int | None = None,
) -> Iterator[Article | Unreadable]:
    """Read every article of the inputs, in input order.

    A folder is read with its subfolders, sorted by path; hidden files and unfinished ones (``.part``) are passed over.
    An article whose id was already read is Unreadable: its results could not be told from the first one's.

    Args:
        paths: A file, a folder, or ``-`` for standard input; or several of them.
        published: Day of publication for the articles that name none themselves, as a date or in ISO form.
        max_characters: Longest article that is read, in code points.
        limit: Most articles that are read, 1 or more; what is unreadable does not count. None for all.

    Returns:
        For each article an ``Article``, or an ``Unreadable`` in its place, as they are read. No input raises.

    Raises:
        NoArticle: ``paths`` is nothing that names files.
        SettingError: ``published`` is no date.
    """
    return _first(limit, _read(_listed(paths), given_day(published), max_characters))


def _first(limit: int | None, items: Iterator[Article | Unreadable]) -> Iterator[Article | Unreadable]:
    left = limit
    for item in items:
        yield item
        if left is not None and isinstance(item, Article):
            left -= 1
            if not left:
                return


def _listed(paths: str | Path | Iterable[str | Path]) -> list[str | Path]:
    named = [paths] if isinstance(paths, str | Path) else paths
    if isinstance(named, Iterable) and not isinstance(named, bytes):
        listed = list(named)
        if all(isinstance(path, str | Path) for path in listed):
            return listed
    raise NoArticle(
        f"read takes the path of a file or folder, or a list of paths, and got {_typed(paths)}: "
        "extract reads a text that is in memory."
    )


def _typed(value: object) -> str:
    return f"{shorten(repr(value), 60, placeholder='…')} ({type(value).__name__})"


def _read(paths: Iterable[str | Path], published: date | None, max_characters: int) -> Iterator[Article | Unreadable]:
    with closing(_Seen()) as seen:
        for path in paths:
            for piece in pieces(path):
                if isinstance(piece, Unreadable):
                    yield piece
                    continue
                try:
                    article = read_piece(piece, published=published, max_characters=max_characters)
                    seen.refuse_twice(article.id, piece.name)
                except InputError as error:
                    yield Unreadable(piece.name, str(error))
                else:
                    yield article


class _Seen:
    """The ids that were read, and where; in a private database that SQLite keeps on disk, so that memory stays."""

    def __init__(self) -> None:
        self._names = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._names.executescript(
            "PRAGMA cache_size = -2000; CREATE TABLE ids (id TEXT PRIMARY KEY, name TEXT); BEGIN;"
        )

    def refuse_twice(self, article_id: str, name: str) -> None:
        """Note an id.

        Raises:
            InputError: It was read before.
        """
        if self._names.execute("INSERT OR IGNORE INTO ids VALUES (?, ?)", (article_id, name)).rowcount:
            return
        (first,) = self._names.execute("SELECT name FROM ids WHERE id = ?", (article_id,)).fetchone()
        raise InputError(
            f"{name} has the same id as {first} ({printable(article_id)}); leave one of them out, or give "
            "each an id of its own."
        )

    def close(self) -> None:
        """Forget all."""
        self._names.close()


def read_text(
    text: str, *, name: str = "The text", published: date | str | None = None, max_characters: int = MAX_CHARACTERS
) -> Article:
    """Read one plain text.

    It may open with metadata, which become fields of the article and no part of its text: ``date 2023-05-01`` before
    the first words, or lines of their own, ``date: 2023-05-01`` first and then, if wanted, ``id:``, ``title:``,
    ``byline:``, ``publisher:``, ``url:`` and ``language:``, up to the first other line. One blank line behind goes too.

    Args:
        text: The characters; a byte order mark is taken off.
        name: What to call it in messages.
        published: Day of publication if the text names none, as a date or in ISO form.
        max_characters: Longest article that is read, in code points.

    Raises:
        InputError: The text is empty, too long, holds no letter or is no text, or its date is none.
        SettingError: ``published`` is no date.
    """
    return _build(text_fields(text.removeprefix("\ufeff"), name), name, given_day(published), max_characters)


def read_piece(piece: Piece, *, published: date | None = None, max_characters: int = MAX_CHARACTERS) -> Article:
    """Read the one article that a piece of an input holds.

    Raises:
        InputError: It holds none.
    """
    fields = _FIELDS[piece.form](piece.data, piece.name)
    return _build(fields, piece.name, published, max_characters)


def _build(fields: dict[str, Any], name: str, published: date | None, max_characters: int) -> Article:
    _refuse_unfit(fields, name, max_characters)
    filled = {
        "published": fields.get("published") or published,
        "language": language(fields.get("language"), fields["text"]),
    }
    return Article(**fields | filled)


def _refuse_unfit(fields: dict[str, Any], name: str, max_characters: int) -> None:
    text = fields["text"]
    if len(text) > max_characters:
        raise InputError(
            f"{name} has {len(text):,} characters and the limit is {max_characters:,}; split it into several articles."
        )
    if "\0" in text:
        raise InputError(f"{name} is binary (it holds a NUL character); save the article's text as a .txt file.")
    if not any(map(str.isalpha, text)):
        raise InputError(f"{name} holds no word; leave it out.")
    try:
        "".join(value for value in fields.values() if isinstance(value, str)).encode()
    except UnicodeEncodeError:
        raise InputError(f"{name} holds half of a surrogate pair, which is no character; write it as UTF-8.") from None


def _from_text(data: bytes, name: str) -> dict[str, Any]:
    return text_fields(decoded(data, name), name)


def _from_json(data: bytes, name: str) -> dict[str, Any]:
    return record_fields(parsed(decoded(data, name), name), name)


def _from_html(data: bytes, name: str) -> dict[str, Any]:
    page = read_page(decoded_page(data, name), name=name)
    return {**vars(page), "published": day(page.published, name)}


_FIELDS: dict[Form, Callable[[Any, str], dict[str, Any]]] = {
    "text": _from_text,
    "json": _from_json,
    "html": _from_html,
    "record": record_fields,
}
