"""The doors of library use for one article, and what a caller may give for one."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Mapping
from datetime import date
from pathlib import Path
from types import EllipsisType
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from extractor.errors import InputError, NoArticle, first_complaint
from extractor.pipeline import Extractor
from extractor.reader import given_day, read_text
from extractor.schema import Article, ArticleResult
from extractor.settings import Settings

if TYPE_CHECKING:
    from openai import AsyncOpenAI


def extract(  # noqa: PLR0913 - what nearly every caller sets stands here by name; the rest is in Settings
    article: Article | str,
    *,
    model: str | None = None,
    base_url: str | None = None,
    prompt: str | Path | None = None,
    published: date | str | None = None,
    cache: Path | str | EllipsisType | None = ...,
    offline: bool = False,
    refresh: bool = False,
    client: AsyncOpenAI | None = None,
    **settings: Any,
) -> ArticleResult:
    """Extract the claims of one article: who says what, with which numbers, about which dates, how certainly.

    It may also be called where an event loop runs (a notebook): the work is then done in a thread of its own.

    Args:
        article: The article, or its text.
        model: ``rules``, the name of a model, or ``gguf:PATH``; None takes ``EXTRACTOR_MODEL``, else the rules engine.
        base_url: Address of an OpenAI-compatible server; None takes ``OPENAI_BASE_URL``, else OpenAI.
        prompt: Name of a shipped prompt, or a folder of your own; None takes the default one.
        published: Day of publication, as a date or in ISO form; relative dates are read against it. The article's own
            date comes first.
        cache: File where a model's answers are kept, so that the same request is paid for once. Left out, it is the
            one that ``EXTRACTOR_CACHE`` names, else one in the user's cache folder; None: no cache.
        offline: Answer from the cache only, and ask nobody.
        refresh: Ask again, and keep the new answers.
        client: An ``AsyncOpenAI`` of your own; cache, strict schema and retries wrap it, and it is left open.
        **settings: Budgets and limits, named and explained in ``extractor.settings.Settings``: ``timeout``,
            ``transport_retries``, ``segment_characters``, ``max_characters`` and others.

    Returns:
        Claims, rejections and the coverage of every sentence. A request that failed is a failed sentence there, not an
        exception; where the rules engine stood in for it, its claims carry the flag ``fallback``.

    Raises:
        NoArticle: What was given is neither a text nor an ``Article`` (it is a ``TypeError`` too).
        InputError: The text is no readable article.
        SettingError: A setting or the prompt is not usable.
        ModelError: The model cannot be asked at all: no key, a wrong one, no such model, no server.
        CacheError: The cache file cannot be used.
    """
    named = {"model": model, "base_url": base_url, "prompt": prompt and str(prompt), "cache": cache}
    return _run(_extracted(article, published, client, {**named, "offline": offline, "refresh": refresh, **settings}))


async def extract_async(  # noqa: PLR0913 - the parameters of extract
    article: Article | str,
    *,
    model: str | None = None,
    base_url: str | None = None,
    prompt: str | Path | None = None,
    published: date | str | None = None,
    cache: Path | str | EllipsisType | None = ...,
    offline: bool = False,
    refresh: bool = False,
    client: AsyncOpenAI | None = None,
    **settings: Any,
) -> ArticleResult:
    """Extract the claims of one article inside an event loop; it takes, returns and raises what ``extract`` does."""
    named = {"model": model, "base_url": base_url, "prompt": prompt and str(prompt), "cache": cache}
    return await _extracted(article, published, client, {**named, "offline": offline, "refresh": refresh, **settings})


def settings_of(given: Mapping[str, Any]) -> Settings:
    """The settings of a caller's keywords; ``...`` counts as left out.

    Raises:
        SettingError: One is not usable.
    """
    chosen = dict(given)
    if chosen.get("prompt") is not None:
        chosen["prompt"] = str(chosen["prompt"])
    return Settings.from_environment(**{name: value for name, value in chosen.items() if value is not ...})


async def _extracted(
    article: object, published: date | str | None, client: AsyncOpenAI | None, given: dict[str, Any]
) -> ArticleResult:
    chosen = settings_of(given)
    ready = article_of(article, given_day(published), chosen)
    async with Extractor(chosen, client) as extractor:
        return await extractor.extract(ready)


def article_of(given: object, published: date | None, settings: Settings) -> Article:
    """The article of what a caller gave, validated: a copy that was updated unchecked leads to no unreadable result.

    Raises:
        InputError: It is none.
    """
    if isinstance(given, str):
        return read_text(given, published=published, max_characters=settings.max_characters)
    if not isinstance(given, Article):
        raise NoArticle(
            f"extract takes a text (str) or an Article, and got {kind_of(given)}: "
            "extractor.read makes articles of files."
        )
    fields = dict(given)
    try:
        return Article.model_validate(fields | {"published": given_day(given.published) or published})
    except ValidationError as error:
        raise InputError(f"The article is not valid ({first_complaint(error)}); build it anew.") from error


def kind_of(given: object) -> str:
    """What a caller gave, for messages."""
    return "None" if given is None else f"a {type(given).__name__}"


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
