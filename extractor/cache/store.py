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
    parts,
    read_lines,
    row_of,
    write_lines,
    wrong_lines,
    wrongs,
)
from extractor.cache.table import COLUMNS, TABLE, columns_of, connect, prepare, stamp
from extractor.errors import CacheError, SettingError
from extractor.settings import is_recording


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


def verify(path: Path) -> Verification:
    """Check a cache file or a recording, row by row; what is wrong with a row is a problem and no error.

    Raises:
        CacheError: The file cannot be read at all.
    """
    if is_recording(path):
        lines, problems = wrong_lines(path)
        return Verification(lines, tuple(problems))
    with Cache.open(path) as cache:
        return cache.verify()


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
        cache = cls(path, connect(path))
        try:
            with cache._door() as connection:
                prepare(path, connection)
        except CacheError:
            cache.close()
            raise
        return cache

    @classmethod
    def _replay(cls, path: Path) -> Self:
        cache = cls(path, connect(":memory:"))
        with cache._door() as connection:
            connection.executescript(TABLE)
        cache._insert(read_lines(path))
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
        """Return the exchange recorded for this request body, if there is one.

        Raises:
            CacheError: The row was changed or damaged, or the file cannot be read.
        """
        key = Row(request, sample).key
        with self._door() as connection:
            found = connection.execute(f"SELECT {COLUMNS} FROM answers WHERE key = ?", (key,)).fetchone()  # noqa: S608
        return self._genuine(found) if found else None

    def holds(self, key: str) -> bool:
        """Whether the request of this key was answered, or has an outcome."""
        with self._door() as connection:
            return connection.execute("SELECT 1 FROM answers WHERE key = ?", (key,)).fetchone() is not None

    def sync(self) -> None:
        """Bring to the disk what was recorded, so that it is there even if the power fails."""
        with self._door() as connection:
            connection.execute("PRAGMA wal_checkpoint(FULL)").fetchall()

    def put(self, row: Row) -> None:
        """Record an exchange, in place of an older one of the same request.

        Raises:
            CacheError: This is a recording, or the file cannot be written.
        """
        self._refuse_if_recording()
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
            CacheError: This is a recording.
        """
        self._refuse_if_recording()
        if older_than_days is None and model is None:
            raise SettingError("Say what to prune: --older-than DAYS, --model M, or both.")
        before = stamp(datetime.now(UTC) - timedelta(days=older_than_days or 0))
        with self._door() as connection:
            removed = connection.execute(
                "DELETE FROM answers WHERE (? IS NULL OR created < ?) AND (? IS NULL OR model = ?)",
                (older_than_days, before, model, model),
            ).rowcount
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return removed

    def verify(self) -> Verification:
        """Check the file itself, and for every row that its key, its checksum and its parts are its own."""
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
            path: Where to: a name in ``.jsonl``, or in ``.jsonl.gz`` to have it compressed.

        Raises:
            SettingError: The name is none of a recording, so that it could not be read again.
        """
        if not is_recording(path):
            raise SettingError(f"{path} is no name of a recording: let it end in .jsonl or .jsonl.gz.")
        lines = [as_line(self._genuine(stored)) for stored in self._rows()]
        try:
            write_lines(path, lines)
        except OSError as error:
            raise _unusable(path, error.strerror or type(error).__name__) from error
        return len(lines)

    def load(self, path: Path) -> int:
        """Add a recording's rows, in place of rows with the same key; return how many.

        Raises:
            CacheError: The file cannot be read, a line is no row or was changed, or this is itself a recording.
        """
        self._refuse_if_recording()
        return self._insert(read_lines(path))

    def _refuse_if_recording(self) -> None:
        if not self._writable:
            raise CacheError(
                f"{self.path} is a recording, which is read and never written: name a cache file with --cache "
                "(extractor cache import makes one of a recording)."
            )

    def _insert(self, rows: Iterable[Row]) -> int:
        values = [columns_of(row) for row in rows]
        marks = ", ".join("?" * len(COLUMNS.split(",")))
        with self._door() as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(f"INSERT OR REPLACE INTO answers ({COLUMNS}) VALUES ({marks})", values)  # noqa: S608
            connection.execute("COMMIT")
        return len(values)

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        with self._door() as connection, closing(connection.execute("SELECT key FROM answers ORDER BY key")) as cursor:
            keys = cursor.fetchall()
        for key in keys:
            with self._door() as connection:
                stored = connection.execute(f"SELECT {COLUMNS} FROM answers WHERE key = ?", key).fetchone()  # noqa: S608
            if stored:
                yield stored

    def _genuine(self, stored: tuple[Any, ...]) -> Row:
        """The row of these columns; one that was changed behind our back is neither replayed nor exported."""
        if wrong := next(wrongs(stored), None):
            raise CacheError(
                f"Row {stored[0][:12]} of {self.path} cannot be used ({wrong}): cache verify lists such rows, and a "
                "run with --refresh asks for them again."
            )
        return row_of(stored)

    def _nearest(self, wanted: Row) -> Row | None:
        """The row of the same model that shares most with ``wanted``; the article's words weigh most."""
        with self._door() as connection:
            stored = connection.execute(
                f"SELECT {COLUMNS} FROM answers WHERE model = :model ORDER BY"  # noqa: S608
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


def _unusable(path: Path, why: str) -> CacheError:
    return CacheError(f"The cache file {path} cannot be used ({why}): name another with --cache, or add --no-cache.")
