"""The requests of one article, awaited together."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

from extractor.errors import CostLimit

_Made = TypeVar("_Made")


async def together(works: Iterable[Coroutine[Any, Any, _Made]]) -> list[_Made]:
    """Await all; where one raises, the others are cancelled, and its error is raised as it is.

    At the limit of cost nothing is cancelled: what was sent is paid for, and its answer is worth keeping.
    """
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(_within_cost(work)) for work in works]
    except BaseExceptionGroup as failed:
        first = failed.exceptions[0]
        raise first from first.__cause__
    made = [task.result() for task in tasks]
    if limits := [each for each in made if isinstance(each, CostLimit)]:
        raise limits[0]
    return [each for each in made if not isinstance(each, CostLimit)]


async def _within_cost(work: Coroutine[Any, Any, _Made]) -> _Made | CostLimit:
    try:
        return await work
    except CostLimit as limit:
        return limit
