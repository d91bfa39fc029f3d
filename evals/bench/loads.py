"""Ways to send articles to a server: this project's, and those of others that it is held against.

All of them ask the same server, and each reads its answers into its own records. The raw client does nothing with an
answer; it is the measure of what the SDK itself costs. It and plain instructor are given this project's messages ready
made, outside of what is timed.
"""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.bench.measuring import Skipped
from extractor import Article, ArticleResult
from extractor.prompt import load, render
from extractor.response import Response
from extractor.segment import segment

MODEL = "bench"


@dataclass(frozen=True)
class Task:
    """Articles to send.

    Attributes:
        articles: Each short enough for one request.
        messages: What asks for the claims of each.
        url: The server's base URL.
        in_flight: Most requests at once.
    """

    articles: Sequence[Article]
    messages: Sequence[Any]
    url: str
    in_flight: int


Load = Callable[[Task], int]
"""Sends all articles, and returns how many were read to their end."""


def task(articles: Iterable[Article], url: str, in_flight: int) -> Task:
    """Prepare articles for sending."""
    ready = list(articles)
    template = load("claims.v1")
    shown = [[span.text for span in segment(article).sentences] for article in ready]
    asked = [render(template, said, published=article.published) for said, article in zip(shown, ready, strict=True)]
    return Task(ready, asked, url, in_flight)


def raw_client(given: Task) -> int:
    """The SDK's asynchronous client and a semaphore; answers are counted, and not read."""
    import openai

    schema = openai.pydantic_function_tool(Response)["function"]["parameters"]
    shape = {"type": "json_schema", "json_schema": {"name": "Response", "strict": True, "schema": schema}}

    async def send(client: Any, messages: Any) -> bool:
        completion = await client.chat.completions.create(model=MODEL, messages=messages, response_format=shape)
        return bool(completion.choices[0].finish_reason == "stop")

    return asyncio.run(_all(given, send, lambda client: client))


def plain_instructor(given: Task) -> int:
    """Instructor as its guide has it, with the same messages and records."""
    import instructor

    async def send(client: Any, messages: Any) -> bool:
        answer = await client.chat.completions.create(model=MODEL, messages=messages, response_model=Response)
        return isinstance(answer, Response)

    return asyncio.run(_all(given, send, instructor.from_openai))


async def _all(given: Task, send: Callable[..., Awaitable[bool]], wrap: Callable[[Any], Any]) -> int:
    import openai

    slots = asyncio.Semaphore(given.in_flight)
    async with openai.AsyncOpenAI(base_url=given.url, api_key="none", http_client=_direct()) as sdk:
        client = wrap(sdk)

        async def one(messages: Any) -> bool:
            async with slots:
                try:
                    return await send(client, messages)
                except Exception:  # noqa: BLE001 - whatever a library raises, the article was not read
                    return False

        return sum(await asyncio.gather(*map(one, given.messages)))


def _direct() -> Any:
    """A client that no proxy of the environment stands before."""
    import openai

    return openai.DefaultAsyncHttpxClient(trust_env=False)


def lang_extract(given: Task) -> int:
    """As the guide of langextract has it, with as many workers as requests in flight: no more than ten are in flight.

    Its ``batch_length`` is 10 unless it is set, and a batch is asked for when the one before is answered.
    """
    return _lang_extract(given)


def lang_extract_wide(given: Task) -> int:
    """The same with batches as large as its workers are many."""
    return _lang_extract(given, batch_length=given.in_flight)


def _lang_extract(given: Task, **setting: int) -> int:
    try:
        import langextract
        from langextract.factory import ModelConfig
    except ImportError:
        raise Skipped("langextract is not installed (extra [peers])") from None

    kwargs = {"base_url": given.url, "api_key": "none", "max_workers": given.in_flight}
    data = langextract.data
    example = data.ExampleData(
        text="The pier of Lund is closed.",
        extractions=[data.Extraction("claim", "The pier of Lund is closed", attributes={"kind": "state"})],
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = langextract.extract(
            text_or_documents=[data.Document(text=each.text, document_id=each.id) for each in given.articles],
            prompt_description="Extract every claim of the news article, in its own words.",
            examples=[example],
            config=ModelConfig(model_id=MODEL, provider="OpenAILanguageModel", provider_kwargs=kwargs),
            max_workers=given.in_flight,
            **setting,
            use_schema_constraints=False,
            fetch_urls=False,
            debug=False,
        )
        return sum(bool(each.extractions) for each in found)


def ours(given: Task) -> int:
    """This project: every answer through the gate, into records."""

    async def count() -> int:
        return sum([result.complete async for result in results(given.articles, given.url, given.in_flight)])

    return asyncio.run(count())


def results(articles: Iterable[Article], url: str, in_flight: int) -> AsyncIterator[ArticleResult]:
    """What this project makes of articles, in their order and without a cache."""
    import extractor

    many = getattr(extractor, "extract_many_async", None)
    if many is None:
        raise Skipped("this version of extractor has no extract_many_async")
    found: AsyncIterator[ArticleResult] = many(articles, model=MODEL, base_url=url, concurrency=in_flight, cache=None)
    return found


LOADS: Mapping[str, Load] = {
    "raw client": raw_client,
    "plain instructor": plain_instructor,
    "langextract": lang_extract,
    "langextract, batch_length 64": lang_extract_wide,
    "extractor": ours,
}
