"""The results of a run that is not finished: each is on disk as soon as it is there, and the run can go on from it.

Beside the file that is asked for stands ``FILE.part``: a result a line, as JSON, in the order in which they came. A
process that is killed, at any moment, leaves whole lines and perhaps a torn last one, which the next run cuts off. At
the end the results are written in input order, and the ``.part`` goes. A line is handed to the system at once, and to
the disk (fsync) within a second of the one before: a power failure costs a second, a killed process nothing.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from io import FileIO
from pathlib import Path
from typing import Any, Self

from extractor.errors import SettingError
from extractor.export import WHOLE, naming, part_of, put_in_place
from extractor.lock import lock
from extractor.schema import Article, ArticleResult, Provenance
from extractor.tally import Counts

_BEGINS = b'{"article":{"id":'
"""How every line begins."""

_UNSAID = frozenset({"temperature"})
"""Parameters that a result may lack, since its model refused them."""

_SYNCED = 1.0
"""Seconds after which what is written goes to the disk."""

_INDEX = """
CREATE TABLE lines (id TEXT PRIMARY KEY, start INTEGER, size INTEGER, position INTEGER,
                    digest BLOB, claims INTEGER, rejected INTEGER, failed INTEGER);
CREATE INDEX positions ON lines (position);
"""


class Journal:
    """The unfinished results for one file; held by one process at a time.

    Attributes:
        out: The file that is asked for.
        found: How many results an earlier run left.
        left: How many of these are of articles that were no inputs of this run, once it is finished.
    """

    def __init__(self, out: Path, file: FileIO) -> None:
        self.out = out
        self.found = 0
        self.left = 0
        self._file = file
        self._end = 0
        self._synced = 0.0
        self._later: asyncio.TimerHandle | None = None
        # A private database that SQLite keeps on disk as it grows: memory does not.
        self._index = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._index.executescript(f"PRAGMA cache_size = -2000; {_INDEX} BEGIN;")

    @classmethod
    def open(cls, out: Path, provenance: Provenance) -> Self:
        """Take hold of the journal of ``out``, and read what an earlier run left in it.

        Args:
            out: The file that is asked for.
            provenance: What makes the results of this run.

        Raises:
            SettingError: Another process holds it, it is of another run or none of this program, or the place cannot
                be written.
        """
        part = part_of(out)
        with naming(out):
            file = _held(part, out)
        journal = cls(out, file)
        try:
            journal._read(part, _signature(provenance.model_dump(mode="json")))
        except BaseException:
            journal.close()
            raise
        return journal

    def before(self, article: Article, position: int) -> Counts | None:
        """Return what an earlier run counted of this very article; None where it is still to be read.

        Args:
            article: The article.
            position: Its place among the inputs.
        """
        if not self.found:
            return None
        asked = "SELECT digest, claims, rejected, failed FROM lines WHERE id = ?"
        row = self._index.execute(asked, (article.id,)).fetchone()
        if row is None or row[0] != _digest(article.model_dump(mode="json")):
            return None
        self._index.execute("UPDATE lines SET position = ? WHERE id = ?", (position, article.id))
        return Counts(*row[1:])

    def add(self, position: int, article_id: str, line: str) -> None:
        """Write one result down.

        Raises:
            SettingError: It cannot be written: no room is left, for one.
        """
        data = line.encode("utf-8") + b"\n"
        with naming(self.out):
            _write(self._file.fileno(), data)
            self._sync()
        self._note(article_id, len(data), position)

    def lines(self) -> Iterator[bytes]:
        """Yield the results of this run's inputs, in input order, a line each."""
        for start, size in self._places():
            yield os.pread(self._file.fileno(), size, start)

    def results(self) -> Iterator[ArticleResult]:
        """Yield them as records, every span proven again."""
        for line in self.lines():
            yield ArticleResult.model_validate(json.loads(line))

    def finish(self) -> None:
        """Make the file of JSON Lines that is asked for of what is here; the journal is then gone."""
        if self._is_in_order():
            with naming(self.out):
                os.fsync(self._file.fileno())
            put_in_place(part_of(self.out), self.out)
            return
        whole = part_of(self.out, WHOLE)
        try:
            with naming(self.out), whole.open("wb") as file:
                file.writelines(self.lines())
            put_in_place(whole, self.out)
        finally:
            whole.unlink(missing_ok=True)
        self.discard()

    def discard(self) -> None:
        """Remove the journal: what was in it stands in the file. One with results of other inputs stays."""
        (self.left,) = self._index.execute("SELECT count(*) FROM lines WHERE position IS NULL").fetchone()
        if not self.left:
            self._remove()

    def _remove(self) -> None:
        with suppress(OSError):
            part_of(self.out).unlink()

    def close(self) -> None:
        """Let go of the journal; what is in it stays. An empty one is removed."""
        with suppress(OSError):
            if not os.fstat(self._file.fileno()).st_size:
                self._remove()
            self._file.close()
        self._index.close()

    def _read(self, part: Path, wanted: str) -> None:
        """Index the lines of an earlier run, and cut off what it did not finish."""
        with part.open("rb") as file:
            for line in file:
                record = _record(line)
                if record is None:
                    self._refuse_unless_torn(line, part)
                    break
                self._refuse_unless_same(_signature(record["provenance"]), wanted, part)
                counts = Counts.of_record(record)
                # What was not asked is read anew: the cache may know more by now, or this run may ask.
                digest = None if counts.unasked else _digest(record["article"])
                known = (digest, counts.claims, counts.rejected, counts.failed)
                self._note(record["article"]["id"], len(line), None, known)
                self.found += 1
        with naming(self.out):
            self._file.truncate(self._end)

    def _refuse_unless_torn(self, line: bytes, part: Path) -> None:
        begun = line.startswith(_BEGINS[: len(line)]) or not line.strip(b"\0")  # some file systems pad with nought
        torn = begun and not line.endswith(b"\n")
        if not torn:
            raise SettingError(
                f"{part} is no unfinished run of this program: remove it, or name another file with --out."
            )

    def _refuse_unless_same(self, found: str, wanted: str, part: Path) -> None:
        if found != wanted:
            raise SettingError(
                f"{part} holds results of an unfinished run with other settings ({found}; now {wanted}): repeat that "
                "command to continue it, or remove the file to begin anew."
            )

    def _note(self, article_id: str, size: int, position: int | None, known: Sequence[object] = (None,) * 4) -> None:
        values = (article_id, self._end, size, position, *known)
        self._index.execute("INSERT OR REPLACE INTO lines VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
        self._end += size

    def _places(self) -> Iterator[tuple[int, int]]:
        rows = self._index.execute("SELECT start, size FROM lines WHERE position IS NOT NULL ORDER BY position")
        with closing(rows) as cursor:
            yield from cursor

    def _is_in_order(self) -> bool:
        """Whether the journal is, byte for byte, the file that is asked for."""
        end = 0
        for start, size in self._places():
            if start != end:
                return False
            end += size
        return end == self._end

    def _sync(self) -> None:
        """Bring to the disk what is written, now or a second from the last time."""
        if time.monotonic() - self._synced > _SYNCED:
            self._to_disk()
        elif self._later is None:
            with suppress(RuntimeError):  # without a loop, the next result does it
                self._later = asyncio.get_running_loop().call_later(_SYNCED, self._unless_closed)

    def _to_disk(self) -> None:
        os.fsync(self._file.fileno())
        self._synced = time.monotonic()

    def _unless_closed(self) -> None:
        self._later = None
        if not self._file.closed:
            with suppress(OSError):  # the next result meets it again, and tells it
                self._to_disk()


def _held(part: Path, out: Path) -> FileIO:
    """Open a journal that no other process holds; one that was put in place meanwhile is no journal any more."""
    while True:
        file = part.open("a+b", buffering=0)
        try:
            lock(file)
        except OSError:
            file.close()
            raise SettingError(
                f"{out} is being written by another process: wait for it, or name another file with --out."
            ) from None
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(file.fileno()), part.stat()):
                return file
        file.close()


def _write(number: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(number, view) :]


def _record(line: bytes) -> dict[str, Any] | None:
    """The result that a line holds; None where it is torn or none."""
    if not (line.startswith(_BEGINS) and line.endswith(b"\n")):
        return None
    try:
        record = json.loads(line)
    except ValueError:
        return None
    needed = {"claims", "rejections", "coverage", "provenance"}
    return record if isinstance(record, dict) and needed <= record.keys() else None


def _digest(article: Mapping[str, Any]) -> bytes:
    return hashlib.blake2b(json.dumps(article, sort_keys=True).encode(), digest_size=16).digest()


def _signature(provenance: Mapping[str, Any]) -> str:
    """Who made a result, in words; results of one run share them."""
    parameters = {name: value for name, value in provenance["parameters"].items() if name not in _UNSAID}
    named = {name: value for name, value in provenance.items() if name != "parameters" and value is not None}
    return ", ".join(f"{name} {value}" for name, value in {**named, **parameters}.items())
