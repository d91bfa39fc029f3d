"""The doors for many articles: an iterator, and an asynchronous one."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Callable, Iterable, Iterator
from contextlib import aclosing, suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from extractor.batch import in_turn
from extractor.errors import InputError, NoArticle
from extractor.library import article_of, kind_of, settings_of
from extractor.pipeline import Extractor
from extractor.reader import Unreadable, given_day
from extractor.schema import Article, ArticleResult
from extractor.settings import Settings

if TYPE_CHECKING:
    from openai import AsyncOpenAI

_UNTAKEN = 16
"""Results that wait at most for the caller to take them."""


def extract_many(
    articles: Iterable[Article | Unreadable | str], *, client: AsyncOpenAI | None = None, **settings: Any
) -> Iterator[ArticleResult | Unreadable]:
    """Extract the claims of many articles; the plain form of ``extract_many_async``, with the same parameters.

    The work goes on in a thread of its own while the caller deals with a result; it is never more than a few results
    ahead of him.
    """
    return _Aside(lambda: extract_many_async(articles, client=client, **settings)).results()


class _Aside:
    """Asynchronous work in a daemon thread of its own, whose results the caller takes one by one.

    Nothing waits in a thread for the caller: a program that ends without taking the rest is not held up.
    """

    def __init__(self, work: Callable[[], AsyncGenerator[ArticleResult | Unreadable, None]]) -> None:
        self._work = work
        self._made: queue.SimpleQueue[ArticleResult | Unreadable | BaseException | None] = queue.SimpleQueue()
        self._room = asyncio.Semaphore(_UNTAKEN)

    def results(self) -> Iterator[ArticleResult | Unreadable]:
        self._loop = asyncio.new_event_loop()
        task = self._loop.create_task(self._all())
        threading.Thread(target=self._run, args=(task,), name="extractor", daemon=True).start()
        try:
            while (result := self._made.get()) is not None:
                if isinstance(result, BaseException):
                    raise result
                self._tell(self._room.release)
                yield result
        finally:
            self._tell(task.cancel)

    def _tell(self, what: Callable[[], object]) -> None:
        with suppress(RuntimeError):  # the loop is closed: all is done
            self._loop.call_soon_threadsafe(what)

    def _run(self, task: asyncio.Task[None]) -> None:
        try:
            with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
                runner.run(_awaited(task))
        except BaseException as error:  # noqa: BLE001 - handed over to the caller's thread
            self._made.put(error)
        else:
            self._made.put(None)

    async def _all(self) -> None:
        async with aclosing(self._work()) as made:
            async for result in made:
                await self._room.acquire()  # what is in flight goes on meanwhile
                self._made.put(result)


async def _awaited(task: asyncio.Task[None]) -> None:
    await task


async def extract_many_async(
    articles: Iterable[Article | Unreadable | str] | AsyncIterable[Article | Unreadable | str],
    *,
    client: AsyncOpenAI | None = None,
    published: date | str | None = None,
    **settings: Any,
) -> AsyncGenerator[ArticleResult | Unreadable, None]:
    """Extract the claims of many articles, each result as soon as it and all before it are there.

    Memory does not grow with their number: articles are taken as there is room, also from a feed that never ends.

    Args:
        articles: Articles, their texts, or what ``read`` yields; in any iterable, asynchronous or not.
        client: As for ``extract``.
        published: Day of publication of the articles that name none.
        **settings: As for ``extract``; ``concurrency`` is how many requests are in flight at most, and
            ``requests_per_minute``, ``tokens_per_minute`` and ``max_cost`` bound what is asked and spent.

    Yields:
        For each article its result; for what is no readable article, an ``Unreadable`` in its place.

    Raises:
        SettingError, ModelError, CacheError: As for ``extract``.
        CostLimit: The next request could pass ``max_cost``; what could be finished was yielded before.
    """
    chosen = settings_of(settings)
    day = given_day(published)
    async with Extractor(chosen, client) as extractor:
        inputs = _readable(articles, day, chosen)
        async with aclosing(in_turn(inputs, extractor.extract, extractor.begun)) as results:
            async for result in results:
                yield result


def _readable(
    articles: Iterable[Article | Unreadable | str] | AsyncIterable[Article | Unreadable | str],
    day: date | None,
    chosen: Settings,
) -> Iterable[Article | Unreadable] | AsyncIterable[Article | Unreadable]:
    """Make an article of each text, and an ``Unreadable`` of what is none."""

    def one(number: int, given: Article | Unreadable | str) -> Article | Unreadable:
        if isinstance(given, Unreadable):
            return given
        try:
            return article_of(given, day, chosen)
        except InputError as error:
            return Unreadable(f"article {number}", str(error))

    async def each(items: AsyncIterable[Article | Unreadable | str]) -> AsyncIterator[Article | Unreadable]:
        number = 0
        async for given in items:
            number += 1
            yield one(number, given)

    if isinstance(articles, AsyncIterable):
        return each(articles)
    if isinstance(articles, str | bytes | Article):
        raise NoArticle(f"extract_many takes several articles, and got {kind_of(articles)}: extract takes one.")
    return (one(number, given) for number, given in enumerate(articles, 1))
