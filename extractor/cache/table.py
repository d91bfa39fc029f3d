"""The table inside a cache file: its columns, its versions, and how a row becomes its columns."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from extractor.cache.recording import Row, parts, row_of
from extractor.errors import CacheError

_APPLICATION = 0x636C6D73
_WITH_CHECKSUMS, _WITH_CACHED = 2, 3
_VERSION = _WITH_CACHED
COLUMNS = (
    "key, sample, outcome, model, created, prompt_tokens, completion_tokens, cached_tokens,"
    " system, examples, user, schema, parameters, request, completion, checksum"
)
TABLE = f"""
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, sample INTEGER NOT NULL, outcome TEXT NOT NULL, model TEXT NOT NULL, created TEXT NOT NULL,
    prompt_tokens INTEGER NOT NULL, completion_tokens INTEGER NOT NULL, cached_tokens INTEGER NOT NULL DEFAULT 0,
    system TEXT NOT NULL, examples TEXT NOT NULL, user TEXT NOT NULL, schema TEXT NOT NULL, parameters TEXT NOT NULL,
    request TEXT NOT NULL, completion TEXT, checksum TEXT NOT NULL);
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {_VERSION};
"""
_BUSY = 30.0
"""Seconds to wait for another process that writes."""


def connect(path: Path | str) -> sqlite3.Connection:
    """Open a file, or ``:memory:``, for use by any thread."""
    return sqlite3.connect(path, timeout=_BUSY, isolation_level=None, check_same_thread=False)


def prepare(path: Path, connection: sqlite3.Connection) -> None:
    """Create what is missing; refuse what is not ours or comes from a later version."""
    connection.execute("BEGIN")  # one look at all three: another process may be creating the file
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.execute("COMMIT")
    if application != _APPLICATION and tables:
        raise CacheError(f"{path} is a SQLite file of another program: name another file with --cache.")
    if version > _VERSION:
        raise CacheError(f"{path} was written by a newer version of extractor: update, or name another with --cache.")
    with suppress(sqlite3.OperationalError):  # fails only while another process that has just begun does the same
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    if not tables:
        connection.executescript(f"BEGIN IMMEDIATE; {TABLE} COMMIT;")
    elif version < _VERSION:
        _update(connection)


def _update(connection: sqlite3.Connection) -> None:
    """Bring a file of an older version to this one, unless another process was quicker."""
    connection.execute("BEGIN IMMEDIATE")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version < _WITH_CACHED:
        connection.execute("ALTER TABLE answers ADD COLUMN cached_tokens INTEGER NOT NULL DEFAULT 0")
    if version < _WITH_CHECKSUMS:
        _add_checksums(connection)
    connection.execute(f"PRAGMA user_version = {_VERSION}")
    connection.execute("COMMIT")


def _add_checksums(connection: sqlite3.Connection) -> None:
    """Seal every row: what the file holds now is taken for unchanged."""
    connection.execute("ALTER TABLE answers ADD COLUMN checksum TEXT NOT NULL DEFAULT ''")
    for key in connection.execute("SELECT key FROM answers").fetchall():
        stored = connection.execute(f"SELECT {COLUMNS} FROM answers WHERE key = ?", key).fetchone()  # noqa: S608
        with suppress(ValueError, TypeError):  # a damaged row stays one that verify reports
            seal = row_of(stored).checksum
            connection.execute("UPDATE answers SET checksum = ? WHERE key = ?", (seal, *key))


def columns_of(given: Row) -> tuple[Any, ...]:
    """Return what the table's columns hold of a row; a row without a date is of now."""
    row = replace(given, created=given.created or stamp(datetime.now(UTC)))
    part = parts(row.request)
    return (
        *(row.key, row.sample, row.outcome, row.model, row.created),
        *(row.usage.prompt_tokens, row.usage.completion_tokens, row.usage.cached_tokens),
        *(part[name] for name in ("system", "examples", "user", "schema", "parameters")),
        *(row.request_text, row.completion_text, row.checksum),
    )


def stamp(moment: datetime) -> str:
    """Write a moment in UTC as the column ``created`` holds it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
