"""Several processes that read articles side by side: ``extract --workers N``.

For work that this machine's processors do (the rules, a replay offline). A model that is asked is asked by one process,
so that its limits and costs are kept in one place. Workers end with the process that started them, however that ends.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

from extractor.errors import SettingError, WorkerLost
from extractor.export import as_json
from extractor.pipeline import Extractor
from extractor.schema import Article
from extractor.settings import RULES, Settings
from extractor.tally import Counts

BEGUN = 3
"""Articles that are handed out for each worker: one that is read, the others on their way."""


@dataclass(frozen=True)
class Line:
    """One result as a line of JSON, and what is counted of it."""

    article_id: str
    text: str
    counts: Counts


class Workers:
    """Reads articles in several processes.

    Attributes:
        count: How many.
        lost: Whether one of them ended.
    """

    def __init__(self, pool: ProcessPoolExecutor, count: int) -> None:
        self.count = count
        self.lost = False
        self._pool = pool

    async def read(self, article: Article) -> Line:
        """Have one worker read an article.

        Raises:
            WorkerLost: A worker's process ended.
        """
        try:
            reading = self._handed_out(article)
            return await asyncio.shield(reading)  # a pool that breaks stumbles over futures that were cancelled
        except BrokenProcessPool as error:
            self.lost = True
            raise WorkerLost(
                "A worker process ended unexpectedly (killed, or out of memory?): try fewer --workers; with --out, the "
                "same command continues."
            ) from error

    def _handed_out(self, article: Article) -> asyncio.Future[Line]:
        """An article on its way; the first ones start the processes.

        Raises:
            BrokenProcessPool: One of them ended, which a pool that is starting another meets in many forms.
        """
        try:
            with _without_interrupts():
                return asyncio.get_running_loop().run_in_executor(self._pool, _read, article)
        except (OSError, ValueError, RuntimeError) as error:
            raise BrokenProcessPool(str(error)) from error


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Let Ctrl-C wait, also in the processes that are started meanwhile: who started them ends them."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@asynccontextmanager
async def hired(count: int, settings: Settings) -> AsyncIterator[Workers]:
    """Start workers, and let them go at the end.

    Raises:
        SettingError: The settings ask a model online.
    """
    if (settings.model != RULES or settings.verify) and not settings.offline:
        raise SettingError(
            "--workers is for the rules and for --offline: a model is asked by one process, which keeps its limits and "
            "costs. Raise --concurrency instead."
        )
    pool = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), _begin, (settings,))
    workers = Workers(pool, count)
    try:
        yield workers
    finally:
        if workers.lost:  # a broken pool forgets a process that was just being started, and Python would wait for it
            for left in multiprocessing.active_children():
                left.kill()
        pool.shutdown(wait=False, cancel_futures=True)


_OWN: list[tuple[Extractor, asyncio.Runner]] = []
"""What a worker reads with, for as long as it lives."""


def _begin(settings: Settings) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started this ends it
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _OWN.append((Extractor(settings), asyncio.Runner()))


def _end_with_parent() -> None:
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)


def _read(article: Article) -> Line:
    extractor, runner = _OWN[0]
    result = runner.run(extractor.extract(article))
    return Line(article.id, as_json(result), Counts.of(result))
