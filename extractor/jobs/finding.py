"""Which requests are not in the cache: the normal run, offline, finds them.

Nothing else knows what a run asks. A re-ask of rejected drafts, or the halves of an answer that was cut off, show only
once the answers before them are there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Self

from extractor.cache.recording import Row
from extractor.jobs.records import Reading
from extractor.pipeline import Extractor
from extractor.reader import Unreadable, read
from extractor.settings import Settings
from extractor.terminal import say


@dataclass
class Read:
    """What a search has read and found: articles, inputs that are none, and requests."""

    articles: int = 0
    unreadable: int = 0
    requests: int = 0


class Known:
    """Requests that need not be looked at again, in a private database that SQLite keeps on disk, so that memory stays.

    Attributes:
        waiting: How many different requests were met that wait for their answers.
    """

    def __init__(self, waiting: Iterable[str] = (), failed: Iterable[str] = ()) -> None:
        """Begin with those that wait for their answers, and those that are known to have none."""
        self.waiting = 0
        self._table = sqlite3.connect("", isolation_level=None)
        self._table.executescript("CREATE TABLE keys (key BLOB PRIMARY KEY, met INTEGER) WITHOUT ROWID; BEGIN;")
        for met, keys in enumerate((waiting, failed)):
            rows = ((bytes.fromhex(key), met) for key in keys)
            self._table.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?)", rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._table.close()

    def is_new(self, row: Row) -> bool:
        """Whether a request is met for the first time, and does not wait for its answer; it is then known."""
        key = bytes.fromhex(row.key)
        if self._table.execute("INSERT OR IGNORE INTO keys VALUES (?, 1)", (key,)).rowcount:
            return True
        self.waiting += self._table.execute("UPDATE keys SET met = 1 WHERE key = ? AND met = 0", (key,)).rowcount
        return False


async def find(reading: Reading, settings: Settings, known: Known, add: Callable[[Row], None]) -> Read:
    """Run over the inputs offline, and hand on each request that is neither in the cache nor known.

    Args:
        reading: The inputs.
        settings: Offline ones, with the cache.
        known: Requests to pass over; those that are found are added.
        add: Takes a request.

    Raises:
        SettingError: The prompt is not usable.
        CacheError: The cache file cannot be used.
    """
    seen = Read()
    async with Extractor(settings) as extractor:
        assert extractor.client, "a job has a model"  # noqa: S101
        extractor.client.missing = []
        longest = settings.max_characters
        for item in read(reading.paths, published=reading.published, max_characters=longest, limit=reading.limit):
            if isinstance(item, Unreadable):
                seen.unreadable += 1
                say(item.reason)
                continue
            seen.articles += 1
            await extractor.extract(item)
            missing, extractor.client.missing = extractor.client.missing, []
            for row in filter(known.is_new, missing):
                seen.requests += 1
                add(row)
    return seen
