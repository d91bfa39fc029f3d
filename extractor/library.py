"""The doors of library use: extract, and the gate alone."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterable, Mapping
from datetime import date
from pathlib import Path
from types import EllipsisType
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from extractor.errors import InputError, NoArticle, first_complaint
from extractor.literals import instructions, statements
from extractor.pipeline import Extractor, Held, Verifier, hold
from extractor.reader import given_day, read_text
from extractor.response import Draft, Response, Verdict
from extractor.schema import Article, ArticleResult, RejectionReason
from extractor.segment import segment
from extractor.settings import RULES, Settings

if TYPE_CHECKING:
    from openai import AsyncOpenAI

_BLANK: Mapping[str, Any] = {
    "sentence": 0, "source": None, "cue": None, "reported_by": None, "evidence": [], "subject": None, "kind": "event",
    "quantities": [], "times": [], "statement": None,
}  # fmt: skip


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


def gate(
    article: Article | str, drafts: Iterable[Draft | Mapping[str, Any]], *, published: date | str | None = None
) -> Held:
    """Hold claims that were drafted elsewhere (by a model of yours, by hand) against their article.

    Each draft becomes a claim whose every field is proven against the article's characters, or a rejection with its
    reason. No engine runs, and nothing is asked of anyone.

    Args:
        article: The article, or its text.
        drafts: Drafts, or mappings with the fields of ``extractor.response.Draft``: ``evidence`` (a list of verbatim
            strings), ``sentence``, ``source``, ``statement`` and so on. What is left out is null or empty, the kind is
            ``event``, and the sentence is the first that holds the evidence.
        published: Day of publication, as in ``extract``.

    Returns:
        Claims and rejections, and the sentences of the article.

    Raises:
        InputError: The article or the day is not usable.
    """
    ready = _article(article, given_day(published), Settings.from_environment(model=RULES))
    items = [
        {**_BLANK, **{str(name): value for name, value in draft.items()}} if isinstance(draft, Mapping) else draft
        for draft in drafts
    ]
    return hold(ready, Response.model_validate({"claims": items}).claims)


def check_statement(
    statement: str, article: Article | str, *, published: date | str | None = None
) -> tuple[tuple[RejectionReason, str], ...]:
    """Check a statement of anybody's (a summary, a post) against an article, by code alone.

    It compares numbers, units, bounds, dates and names with the whole article; negations, hedges and directions with
    the one sentence that says nearly the same, if there is one; and it tells content words that the article lacks. It
    does not see who did what to whom, nor quantifiers. To hold a statement against words that you name, use ``gate``.

    Returns:
        A reason and a sentence for each thing that the article cannot carry; empty where nothing speaks against it.

    Raises:
        InputError: The article or the day is not usable.
    """
    ready = _article(article, given_day(published), Settings.from_environment(model=RULES))
    said = segment(_article(statement, None, Settings.from_environment(model=RULES))).sentences
    there = segment(ready).sentences
    found = statements.unsupported(
        [span.text for span in said], [span.text for span in there], published=ready.published
    )
    return tuple(found)


async def verify_statement(statement: str, article: Article | str, *, model: str, **settings: Any) -> bool | None:
    """Ask a model whether an article supports a statement.

    Args:
        statement: What is said.
        article: The article, or its text; it is shown whole, but for what speaks to a machine.
        model: The model to ask.
        **settings: Other fields of ``Settings`` (``base_url``, ``cache``, ``offline``, …).

    Returns:
        The model's answer; None where it gave none.

    Raises:
        ModelError: The model cannot be asked at all.
    """
    chosen = Settings.from_environment(verify=model, model=RULES, **settings)
    ready = _article(article, None, chosen)
    verifier = Verifier(chosen)
    try:
        sentences = segment(ready).sentences
        orders = instructions.find(ready.text, [(span.start, span.end) for span in sentences])
        shown = [span.text for i, span in enumerate(sentences) if i not in orders]
        verdict, _, _ = await verifier.ask(shown, statement)
    finally:
        await verifier.close()
    return verdict.supported if isinstance(verdict, Verdict) else None


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


async def _extracted(
    article: object, published: date | str | None, client: AsyncOpenAI | None, given: dict[str, Any]
) -> ArticleResult:
    chosen = Settings.from_environment(**{name: value for name, value in given.items() if value is not ...})
    ready = _article(article, given_day(published), chosen)
    async with Extractor(chosen, client) as extractor:
        return await extractor.extract(ready)


def _article(given: object, published: date | None, settings: Settings) -> Article:
    """The article of what a caller gave, validated: a copy that was updated unchecked leads to no unreadable result."""
    if isinstance(given, str):
        return read_text(given, published=published, max_characters=settings.max_characters)
    if not isinstance(given, Article):
        raise NoArticle(
            f"extract takes a text (str) or an Article, and got {_kind(given)}: extractor.read makes articles of files."
        )
    fields = dict(given)
    try:
        return Article.model_validate(fields | {"published": given_day(given.published) or published})
    except ValidationError as error:
        raise InputError(f"The article is not valid ({first_complaint(error)}); build it anew.") from error


def _kind(given: object) -> str:
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
