"""Many articles at once: bounded in number and in memory, one failing none of the others.

Inputs are read in a thread of their own, so that a slow one (a feed, a pipe) holds up nothing that is in flight.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable
from contextlib import aclosing, suppress
from typing import Generic, TypeVar

from extractor.errors import CostLimit
from extractor.reader import Unreadable
from extractor.schema import Article

_Made = TypeVar("_Made")
_Item = TypeVar("_Item")

Inputs = Iterable[Article | Unreadable] | AsyncIterable[Article | Unreadable]

AHEAD = 8
"""How many results for each that may be in flight wait at most for one before them."""

_READ_AHEAD = 4
"""Inputs that are read before they are wanted."""


async def completed(
    inputs: Inputs, work: Callable[[int, Article], Awaitable[_Made]], most: int, ahead: int | None = None
) -> AsyncGenerator[tuple[int, _Made | Unreadable], None]:
    """Yield what became of each input as soon as it is done, with its place among the inputs, from nought.

    Args:
        inputs: Articles, and what the reader could not read; read only as far as there is room.
        work: What is done with the article at a place.
        most: How many are worked on at once.
        ahead: How far beyond the oldest that is not done; None: as far as it goes.

    Raises:
        ExtractorError: ``work`` raised it: what is in flight is cancelled. At the limit of cost, nothing new is begun
            and what is in flight is done first.
    """
    flight = _Flight(work, most, ahead)
    feeder = asyncio.create_task(flight.feed(inputs))
    try:
        async for landed in flight.landed(feeder):
            yield landed
    finally:
        await flight.cancel(feeder)


async def in_order(made: AsyncIterator[tuple[int, _Made]]) -> AsyncGenerator[tuple[int, _Made], None]:
    """Yield what ``completed`` yields in the order of the inputs; at the limit of cost, also what is behind a gap."""
    waiting: dict[int, _Made] = {}
    due = 0
    try:
        async for place, item in made:
            waiting[place] = item
            while due in waiting:
                yield due, waiting.pop(due)
                due += 1
    except CostLimit:
        for place in sorted(waiting):  # paid for
            yield place, waiting[place]
        raise


class _Flight(Generic[_Made]):
    """What is being worked on, and what has just been done."""

    def __init__(self, work: Callable[[int, Article], Awaitable[_Made]], most: int, ahead: int | None) -> None:
        self._work = work
        self._free = asyncio.Semaphore(most)
        self._ahead = ahead
        self._oldest = 0
        self._beyond: set[int] = set()
        self._moved = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._done: asyncio.Queue[tuple[int, _Made | Unreadable] | BaseException | None] = asyncio.Queue()
        self._begun = 0
        self._is_full = False

    async def feed(self, inputs: Inputs) -> None:
        """Begin each input as soon as there is room; at the end, say so."""
        try:
            items = inputs if isinstance(inputs, AsyncIterable) else _Thread(inputs).read()
            async for item in items:
                await self._room()
                self._begin(self._begun, item)
                self._begun += 1
        except asyncio.CancelledError:
            if not self._is_full:  # nobody here cancelled it: who iterates would wait for ever
                self._done.put_nowait(RuntimeError("the reading of inputs was cancelled"))
            raise
        except Exception as error:  # noqa: BLE001 - handed over to who iterates
            self._done.put_nowait(error)
        else:
            self._done.put_nowait(None)

    async def landed(self, feeder: asyncio.Task[None]) -> AsyncGenerator[tuple[int, _Made | Unreadable], None]:
        """Yield what is done; at the limit of cost, let nothing new begin."""
        left: int | None = None
        landed, limit = 0, None
        while left is None or landed < left:
            item = await self._done.get()
            if item is None:
                left = self._begun
                continue
            if isinstance(item, CostLimit):
                self._is_full = True
                feeder.cancel()
                left, limit = self._begun, item
            elif isinstance(item, BaseException):
                raise item
            else:
                yield item
            landed += 1
            self._free.release()
        if limit:
            raise limit

    async def cancel(self, feeder: asyncio.Task[None]) -> None:
        """End what is still going on."""
        for task in (feeder, *self._tasks):
            task.cancel()
        await asyncio.gather(feeder, *self._tasks, return_exceptions=True)

    async def _room(self) -> None:
        await self._free.acquire()
        while self._ahead is not None and self._begun - self._oldest >= self._ahead:
            self._moved.clear()
            await self._moved.wait()

    def _begin(self, place: int, item: Article | Unreadable) -> None:
        if isinstance(item, Unreadable):
            self._end(place, item)
            return
        task = asyncio.create_task(self._one(place, item))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _one(self, place: int, article: Article) -> None:
        try:
            self._end(place, await self._work(place, article))
        except asyncio.CancelledError:
            # Nobody reads this where it was cancelled from here.
            self._done.put_nowait(RuntimeError("work on an article was cancelled"))
            raise
        except Exception as error:  # noqa: BLE001 - handed over to who iterates
            self._done.put_nowait(error)

    def _end(self, place: int, item: _Made | Unreadable) -> None:
        self._done.put_nowait((place, item))
        if self._ahead is None:
            return
        self._beyond.add(place)
        while self._oldest in self._beyond:
            self._beyond.remove(self._oldest)
            self._oldest += 1
            self._moved.set()


class _Thread(Generic[_Item]):
    """Iterates in a daemon thread, a few items ahead: what blocks there stalls neither the loop nor the way out."""

    def __init__(self, items: Iterable[_Item]) -> None:
        self._items = items
        self._loop = asyncio.get_running_loop()
        self._told: asyncio.Queue[tuple[_Item] | BaseException | None] = asyncio.Queue()
        self._room = threading.Semaphore(_READ_AHEAD)
        self._over = threading.Event()

    async def read(self) -> AsyncGenerator[_Item, None]:
        """Yield the items as they come."""
        threading.Thread(target=self._run, name="extractor-inputs", daemon=True).start()
        try:
            while (item := await self._told.get()) is not None:
                if isinstance(item, BaseException):
                    raise item
                self._room.release()
                yield item[0]
        finally:
            self._over.set()
            self._room.release()

    def _run(self) -> None:
        try:
            for item in self._items:
                self._room.acquire()
                if self._over.is_set():
                    return
                self._tell((item,))
        except BaseException as error:  # noqa: BLE001 - handed over to the loop's thread
            self._tell(error)
        else:
            self._tell(None)

    def _tell(self, what: tuple[_Item] | BaseException | None) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(self._told.put_nowait, what)


async def in_turn(
    inputs: Inputs, work: Callable[[Article], Awaitable[_Made]], most: int
) -> AsyncGenerator[_Made | Unreadable, None]:
    """Yield what became of each input, in input order; see ``completed``."""

    async def placed(_: int, article: Article) -> _Made:
        return await work(article)

    async with aclosing(completed(inputs, placed, most, most * AHEAD)) as made:
        async for _, item in in_order(made):
            yield item
