"""A worker: one process that Ray Data hands batches of rows to, and gets as many rows back from."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from extractor.batch import completed, in_order
from extractor.client import Limiter
from extractor.distributed.shared import SharedRates
from extractor.errors import ExtractorError, InputError
from extractor.export import as_json
from extractor.pipeline import Extractor
from extractor.reader import KEYS, Piece, Unreadable, read_piece
from extractor.schema import Article, ArticleResult
from extractor.settings import Settings
from extractor.tally import Counts
from extractor.terminal import unforeseen

MOST_TRIES = 2
"""An article whose worker died so often is not read again: once may be chance; the second time it was read alone."""

_POISONED = (
    f"The process that read it ended {MOST_TRIES} times (killed, or out of memory?): leave it out, or read it alone."
)

_COLUMNS = KEYS | {"path", "name", "line"}
"""Columns that are looked at: an article's, and what ``files`` adds."""

Row = Mapping[str, Any]


class Reading(Protocol):
    """Who reads an article: an ``Extractor``."""

    async def extract(self, article: Article) -> ArticleResult:
        """Read it."""
        ...


def extractor_with(settings: Settings, limiter: Limiter) -> Reading:
    """The one engine of a worker."""
    return Extractor(settings, limiter=limiter)


def record(row: Row) -> Piece:
    """An article of a row whose columns are named as the keys of a JSON object."""
    values = {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
    place = f"{values['path']}, a row" if values.get("path") else "A row"
    name = place if values.get("id") in (None, "") else f"{place} with the id {values['id']}"
    return Piece(name, "record", values)


def line(row: Row) -> Piece:
    """An article of a line of JSON, as ``files`` found it."""
    return Piece(row["name"], "json", row["line"])


@dataclass(frozen=True)
class Task:
    """What every worker is told.

    Attributes:
        settings: Of the pipeline.
        published: Day of publication of the articles that name none.
        piece: Finds the article in a row.
        reading: Opens the engine.
    """

    settings: Settings
    published: date | None = None
    piece: Callable[[Row], Piece] = record
    reading: Callable[[Settings, Limiter], Reading] = extractor_with


class Worker:
    """Reads batches, each with several articles in flight; Ray Data calls it, always in the same thread.

    Where its process died, Ray starts another and hands it the same batch. Articles are then read one at a time, so
    that the one which kills its worker is alone when it does so again, and is set apart.
    """

    def __init__(self, task: Task, shared: Any) -> None:
        import ray

        self._task = task
        self._shared = shared
        self._name = ray.get_runtime_context().get_actor_id()  # the same after a restart
        self._lost = ray.exceptions.RayError
        self._wait = ray.get
        self._runner = asyncio.Runner()
        ray.get(shared.hired.remote(ray.get_runtime_context().current_actor))

    def __call__(self, batch: Any) -> Any:
        """Read a table of articles; return a table with a row for each.

        Raises:
            ExtractorError: Every other article would fail the same way.
        """
        import pyarrow

        try:
            known = batch.select([name for name in batch.column_names if name in _COLUMNS])
            rows = self._runner.run(self._read(known.to_pylist()))
        except ExtractorError as error:
            self._wait(self._shared.stop.remote(error))
            raise
        return pyarrow.Table.from_pylist(rows, schema=_schema(pyarrow))

    @cached_property
    def _engine(self) -> Reading:
        """Opened by the first batch: of an error in the constructor of an actor, Ray passes on nothing but words."""
        return self._task.reading(self._task.settings, SharedRates(self._shared))

    async def _read(self, rows: Sequence[Row]) -> list[Row]:
        inputs = [self._article(row) for row in rows]
        keys = [f"{self._name}/{place}/{_id(item)}" for place, item in enumerate(inputs)]
        tries = await self._shared.begun.remote(keys)
        most = 1 if any(tries) else self._task.settings.concurrency

        async def one(place: int, article: Article) -> Row:
            if tries[place] >= MOST_TRIES:
                return _without(article.id, _POISONED)
            await self._shared.begin.remote(keys[place])
            row = await self._result(article)
            self._shared.done.remote(keys[place])
            return row

        async with aclosing(in_order(completed(inputs, one, most))) as made:
            results = [item async for _, item in made]
        return [
            _unread(row, item) if isinstance(item, Unreadable) else item
            for row, item in zip(rows, results, strict=True)
        ]

    def _article(self, row: Row) -> Article | Unreadable:
        piece = self._task.piece(row)
        try:
            limit = self._task.settings.max_characters
            return read_piece(piece, published=self._task.published, max_characters=limit)
        except InputError as error:
            return Unreadable(piece.name, str(error))

    async def _result(self, article: Article) -> Row:
        try:
            result = await self._engine.extract(article)
        except InputError as error:
            return _without(article.id, str(error))
        except (ExtractorError, self._lost):
            raise
        except Exception as error:  # noqa: BLE001 - one article fails none of the others
            return _without(article.id, unforeseen(error))
        counts = Counts.of(result)
        found = {"result": as_json(result), "claims": counts.claims, "failed": counts.failed}
        return {"id": article.id, **found, "error": None}


def _id(item: Article | Unreadable) -> str:
    return item.id if isinstance(item, Article) else item.name


def _without(id_: str | None, why: str) -> Row:
    return {"id": id_, "result": None, "claims": None, "failed": None, "error": why}


def _unread(row: Row, item: Unreadable) -> Row:
    """The row of what is no article, with its own id if it has one."""
    given = row.get("id")
    return _without(None if given is None else str(given), item.reason)


def _schema(pyarrow: Any) -> Any:
    """The columns of a result; named here, since a batch without any error would leave their types open."""
    text, number = pyarrow.large_string(), pyarrow.int64()
    return pyarrow.schema([("id", text), ("result", text), ("claims", number), ("failed", number), ("error", text)])
