"""The two doors of library use."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from datetime import date
from typing import TYPE_CHECKING, Any

from extractor.errors import SettingError
from extractor.pipeline import Extractor
from extractor.reader import read_text
from extractor.schema import Article, ArticleResult
from extractor.settings import Settings

if TYPE_CHECKING:
    from openai import AsyncOpenAI


async def extract_async(
    article: Article | str,
    *,
    model: str | None = None,
    published: date | str | None = None,
    client: AsyncOpenAI | None = None,
    **settings: Any,
) -> ArticleResult:
    """Extract the claims of one article.

    Answers of a model are cached: the same request is paid for once. The cache is the file that ``EXTRACTOR_CACHE``
    names, else one in the user's cache folder. ``cache=None`` turns that off, ``refresh=True`` asks again, and
    ``offline=True`` asks nobody.

    Args:
        article: The article, or its text.
        model: ``rules``, the name of a model, or ``gguf:PATH``; None takes ``EXTRACTOR_MODEL``, else the rules engine.
        published: Day of publication, as a date or in ISO form; relative dates are read against it. The article's own
            date comes first.
        client: An ``AsyncOpenAI`` of your own; cache, strict schema and retries wrap it, and it is left open.
        **settings: Other fields of ``extractor.settings.Settings``: ``base_url``, ``prompt``, ``cache``, ``offline``, …

    Returns:
        Claims, rejections and the coverage of every sentence. A request that failed is a failed sentence there, not an
        exception.

    Raises:
        SettingError: A setting or the prompt is not usable.
        ModelError: The model cannot be asked at all: no key, a wrong one, no such model, no server.
        CacheError: The cache file cannot be used.
    """
    chosen = Settings.from_environment(model=model, **settings)
    ready = _article(article, published)
    async with Extractor(chosen, client) as extractor:
        return await extractor.extract(ready)


def extract(
    article: Article | str,
    *,
    model: str | None = None,
    published: date | str | None = None,
    client: AsyncOpenAI | None = None,
    **settings: Any,
) -> ArticleResult:
    """Extract the claims of one article; ``extract_async`` for those without an event loop.

    It takes and returns what ``extract_async`` does, and may also be called where a loop runs (a notebook): the work is
    then done in a thread of its own.
    """
    return _run(extract_async(article, model=model, published=published, client=client, **settings))


def _article(article: Article | str, published: date | str | None) -> Article:
    ready = read_text(article) if isinstance(article, str) else article
    if published is None or ready.published is not None:
        return ready
    return ready.model_copy(update={"published": _day(published)})


def _day(published: date | str) -> date:
    if isinstance(published, date):
        return published
    try:
        return date.fromisoformat(published)
    except ValueError:
        raise SettingError(f"{published!r} is no date: give the day of publication as YYYY-MM-DD.") from None


def _run(work: Coroutine[Any, Any, ArticleResult]) -> ArticleResult:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    done: list[ArticleResult | BaseException] = []

    def target() -> None:
        try:
            done.append(asyncio.run(work))
        except BaseException as error:  # noqa: BLE001 - handed over to the caller's thread
            done.append(error)

    thread = threading.Thread(target=target, name="extractor")
    thread.start()
    thread.join()
    if isinstance(done[0], BaseException):
        raise done[0]
    return done[0]
