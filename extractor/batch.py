"""Many articles at once: bounded, in input order, one failing none of the others."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable

from extractor.pipeline import Extractor
from extractor.reader import Unreadable
from extractor.schema import Article, ArticleResult


async def extract_many(
    inputs: Iterable[Article | Unreadable], extractor: Extractor
) -> AsyncIterator[ArticleResult | Unreadable]:
    """Yield the result of each input, in input order, as soon as it and all before it are done.

    Args:
        inputs: Articles, and what the reader could not read; read only as far as there are free slots.
        extractor: The engine.

    Raises:
        ModelError: The model cannot be asked at all; what is in flight is cancelled.
    """
    waiting: deque[asyncio.Task[ArticleResult] | Unreadable] = deque()
    try:
        for item in inputs:
            waiting.append(item if isinstance(item, Unreadable) else asyncio.create_task(extractor.extract(item)))
            while len(waiting) >= extractor.settings.concurrency:
                yield await _next(waiting)
        while waiting:
            yield await _next(waiting)
    finally:
        for task in waiting:
            if isinstance(task, asyncio.Task):
                task.cancel()


async def _next(waiting: deque[asyncio.Task[ArticleResult] | Unreadable]) -> ArticleResult | Unreadable:
    first = waiting[0]
    done = first if isinstance(first, Unreadable) else await first
    waiting.popleft()
    return done
