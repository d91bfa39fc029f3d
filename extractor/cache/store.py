"""What models have answered, in one SQLite file: a request that was answered once costs nothing again.

A row is one exchange, found by the SHA-256 of the whole request body and a sample index, so that a changed prompt,
schema or parameter misses by itself. An exchange that brought no answer (truncated, filtered, refused, unreadable)
leaves its outcome without any text: offline it stands for what happened, online it is asked again. Neither headers
nor keys are ever stored. A recording is the same rows as JSON Lines, to be committed, read and diffed.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from extractor.cache.recording import (
    Row,
    as_line,
    differing,
    is_recording,
    parts,
    read_lines,
    row_of,
    write_lines,
    wrongs,
)
from extractor.errors import CacheError, SettingError

_APPLICATION = 0x636C6D73
_VERSION = 1
_COLUMNS = (
    "key, sample, outcome, model, created, prompt_tokens, completion_tokens,"
    " system, examples, user, schema, parameters, request, completion"
)
_TABLE = f"""
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, sample INTEGER NOT NULL, outcome TEXT NOT NULL, model TEXT NOT NULL, created TEXT NOT NULL,
    prompt_tokens INTEGER NOT NULL, completion_tokens INTEGER NOT NULL,
    system TEXT NOT NULL, examples TEXT NOT NULL, user TEXT NOT NULL, schema TEXT NOT NULL, parameters TEXT NOT NULL,
    request TEXT NOT NULL, completion TEXT);
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {_VERSION};
"""
_BUSY = 30.0
"""Seconds to wait for another process that writes."""


@dataclass(frozen=True)
class Stats:
    """What a cache holds; tokens are what its exchanges cost when they were made."""

    path: Path
    bytes: int
    exchanges: int
    answers: int
    prompt_tokens: int
    completion_tokens: int
    models: tuple[tuple[str, int], ...]
    oldest: str | None
    newest: str | None


@dataclass(frozen=True)
class Verification:
    """How many rows were checked, and one sentence for each that is wrong."""

    rows: int
    problems: tuple[str, ...]


class Cache:
    """One cache file; safe for threads and for several processes at once."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, writable: bool = True) -> None:
        self.path = path
        self._connection = connection
        self._writable = writable
        self._lock = threading.RLock()

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a cache file, or create it with mode 0600 and the folders above it.

        Args:
            path: A SQLite file; or a recording (``.jsonl``, ``.jsonl.gz``), which is read and never written.

        Raises:
            CacheError: It is no cache, is newer than this program, or cannot be opened.
        """
        if is_recording(path):
            return cls._replay(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise _unusable(path, error.strerror or type(error).__name__) from error
        cache = cls(path, _connect(path))
        try:
            with cache._door() as connection:
                _prepare(path, connection)
        except CacheError:
            cache.close()
            raise
        return cache

    @classmethod
    def _replay(cls, path: Path) -> Self:
        cache = cls(path, _connect(":memory:"))
        with cache._door() as connection:
            connection.executescript(_TABLE)
        cache.load(path)
        cache._writable = False
        return cache

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def get(self, request: Mapping[str, Any], sample: int = 0) -> Row | None:
        """Return the exchange recorded for this request body, if there is one."""
        key = Row(request, sample).key
        with self._door() as connection:
            found = connection.execute(f"SELECT {_COLUMNS} FROM answers WHERE key = ?", (key,)).fetchone()  # noqa: S608
        return row_of(found) if found else None

    def put(self, row: Row) -> None:
        """Record an exchange, in place of an older one of the same request."""
        if not self._writable:
            raise CacheError(f"{self.path} is a recording, which is never written: add --offline or name a cache file.")
        self._insert([row])

    def explain(self, request: Mapping[str, Any], sample: int = 0) -> str:
        """Say in one clause how this request differs from the nearest one recorded."""
        wanted = Row(request, sample)
        nearest = self._nearest(wanted)
        if nearest is None:
            models = ", ".join(name for name, _ in self.stats().models)
            return (
                f"no answer of model {wanted.model} is recorded, only of {models}" if models else "the cache is empty"
            )
        if nearest.key == wanted.key:
            return f"only its outcome ({nearest.outcome}) is recorded"
        return differing(wanted, nearest)

    def stats(self) -> Stats:
        """Count what the cache holds."""
        with self._door() as connection:
            counts = connection.execute(
                "SELECT count(*), coalesce(sum(outcome = 'answer'), 0), coalesce(sum(prompt_tokens), 0),"
                " coalesce(sum(completion_tokens), 0), min(created), max(created) FROM answers"
            ).fetchone()
            models = connection.execute("SELECT model, count(*) FROM answers GROUP BY model ORDER BY model").fetchall()
        exchanges, answers, prompt_tokens, completion_tokens, oldest, newest = counts
        return Stats(
            path=self.path,
            bytes=self.path.stat().st_size if self.path.exists() else 0,
            exchanges=exchanges,
            answers=answers,
            prompt_tokens=prompt_tokens,
            completion_tokens=completion_tokens,
            models=tuple(models),
            oldest=oldest,
            newest=newest,
        )

    def prune(self, older_than_days: float | None = None, model: str | None = None) -> int:
        """Remove exchanges that are older, or of that model, or (both given) both; return how many.

        Raises:
            SettingError: Neither is given.
        """
        if older_than_days is None and model is None:
            raise SettingError("Say what to prune: an age in days, a model, or both.")
        before = _stamp(datetime.now(UTC) - timedelta(days=older_than_days or 0))
        with self._door() as connection:
            removed = connection.execute(
                "DELETE FROM answers WHERE (? IS NULL OR created < ?) AND (? IS NULL OR model = ?)",
                (older_than_days, before, model, model),
            ).rowcount
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return removed

    def verify(self) -> Verification:
        """Check the file itself, and for every row that its key is its request's and its answer can be read."""
        with self._door() as connection:
            damage = [text for (text,) in connection.execute("PRAGMA quick_check") if text != "ok"]
        rows = 0
        problems = [f"The file is damaged: {text}." for text in damage]
        for stored in self._rows():
            rows += 1
            problems += [f"Row {stored[0][:12]}: {wrong}." for wrong in wrongs(stored)]
        return Verification(rows, tuple(problems))

    def dump(self, path: Path) -> int:
        """Write a recording: a row a line, sorted by key, the same bytes for the same rows; return how many.

        Args:
            path: Where to; compressed if it ends in ``.gz``.
        """
        lines = [as_line(row_of(stored)) for stored in self._rows()]
        try:
            write_lines(path, lines)
        except OSError as error:
            raise _unusable(path, error.strerror or type(error).__name__) from error
        return len(lines)

    def load(self, path: Path) -> int:
        """Add a recording's rows, in place of rows with the same key; return how many.

        Raises:
            CacheError: The file cannot be read, or a line is no row.
        """
        return self._insert(read_lines(path))

    def _insert(self, rows: Iterable[Row]) -> int:
        values = [_values(row) for row in rows]
        marks = ", ".join("?" * len(_COLUMNS.split(",")))
        with self._door() as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(f"INSERT OR REPLACE INTO answers ({_COLUMNS}) VALUES ({marks})", values)  # noqa: S608
            connection.execute("COMMIT")
        return len(values)

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        with self._door() as connection, closing(connection.execute("SELECT key FROM answers ORDER BY key")) as cursor:
            keys = cursor.fetchall()
        for key in keys:
            with self._door() as connection:
                stored = connection.execute(f"SELECT {_COLUMNS} FROM answers WHERE key = ?", key).fetchone()  # noqa: S608
            if stored:
                yield stored

    def _nearest(self, wanted: Row) -> Row | None:
        """The row of the same model that shares most with ``wanted``; the article's words weigh most."""
        with self._door() as connection:
            stored = connection.execute(
                f"SELECT {_COLUMNS} FROM answers WHERE model = :model ORDER BY"  # noqa: S608
                " 8 * (user = :user) + 3 * (system = :system) + 2 * (schema = :schema) + 2 * (examples = :examples)"
                " + (parameters = :parameters) DESC, key LIMIT 1",
                {"model": wanted.model, **parts(wanted.request)},
            ).fetchone()
        return row_of(stored) if stored else None

    @contextmanager
    def _door(self) -> Iterator[sqlite3.Connection]:
        """The connection, for one thread at a time; SQLite's errors leave as ``CacheError``."""
        with self._lock:
            try:
                yield self._connection
            except sqlite3.Error as error:
                with suppress(sqlite3.Error):
                    self._connection.rollback()
                raise _unusable(self.path, str(error)) from error


def _connect(path: Path | str) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=_BUSY, isolation_level=None, check_same_thread=False)


def _prepare(path: Path, connection: sqlite3.Connection) -> None:
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
        connection.executescript(f"BEGIN IMMEDIATE; {_TABLE} COMMIT;")


def _values(row: Row) -> tuple[Any, ...]:
    part = parts(row.request)
    return (
        *(row.key, row.sample, row.outcome, row.model, row.created or _stamp(datetime.now(UTC))),
        *(row.usage.prompt_tokens, row.usage.completion_tokens),
        *(part[name] for name in ("system", "examples", "user", "schema", "parameters")),
        *(row.request_text, row.completion_text),
    )


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _unusable(path: Path, why: str) -> CacheError:
    return CacheError(f"The cache file {path} cannot be used ({why}): name another with --cache, or add --no-cache.")
