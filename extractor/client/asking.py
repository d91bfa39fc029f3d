"""The door onto the network: messages in; a ``Response``, or the reason why there is none, out.

A first answer is read by Pydantic. Only where it is no JSON of the schema instructor is entered, which asks again.
Beneath both stands this module's own ``_answer``, which holds the server to the strict schema, looks in the cache,
sends, and judges how an answer ended.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar
from weakref import WeakValueDictionary

from pydantic import BaseModel, ValidationError

from extractor.cache import Cache
from extractor.cache.recording import Outcome, Row
from extractor.client.budget import Budget
from extractor.client.completion import content, for_instructor, outcome_of, sendable, strict_format, unlinked
from extractor.client.fault import verdict
from extractor.client.pace import Limiter
from extractor.client.server import open_server, recorded_name
from extractor.client.transport import Transport, spent
from extractor.errors import AnswerError, CacheError, ExtractorError, MissingOffline, SettingError
from extractor.response import Message
from extractor.schema import Usage
from extractor.settings import Settings

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types.chat import ChatCompletion

_VERDICTS: tuple[Outcome, ...] = ("truncated", "filtered", "refused")

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True)
class Answer(Generic[_Model]):
    """What the model said.

    Attributes:
        response: What it said, in the shape that was asked for.
        usage: What the answer cost when it was made, re-asks included, now or in the run that recorded it.
        paid: What this run paid for it: nothing where it came from the cache.
        left_out: Parameters that it was asked without, since the model refuses them.
    """

    response: _Model
    usage: Usage
    paid: Usage
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Failure:
    """Why one request brought no answer; the reason is ``error.reason``."""

    error: AnswerError
    usage: Usage
    paid: Usage


class Client:
    """Asks one model; a context manager.

    Attributes:
        model: The model's name as requests hold it.
        paid: What this run has paid so far; answers from the cache cost nothing.
        missing: Collects the requests that an offline run does not find in the cache, if it is set to a list.
        transport: The way to the server; None offline.
    """

    def __init__(
        self,
        settings: Settings,
        openai: AsyncOpenAI | None = None,
        cache: Cache | None = None,
        budget: Budget | None = None,
        limiter: Limiter | None = None,
    ) -> None:
        """Open the cache and the way to the server; nothing is sent yet.

        Args:
            settings: The model, its address, the budgets, and the cache file.
            openai: A client of the caller's own, used in place of ``settings.base_url``; it is not closed.
            cache: An open cache of the caller's own, used in place of ``settings.cache``; it is not closed.
            budget: What may be spent, shared with other clients; None: what the settings allow.
            limiter: Who keeps the rates, where several processes share them; None: this client.

        Raises:
            ModelError: The key, the local model or its runtime is missing.
            CacheError: The cache file cannot be used.
            SettingError: Settings contradict each other, or no limit of cost can be kept for the model.
        """
        self.settings = settings
        self.model = recorded_name(settings.model)
        self.cache = cache if cache is not None else _open_cache(settings)
        self._owns_cache = cache is None
        self.paid = Usage()
        self.missing: list[Row] | None = None
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._server = None if settings.offline else open_server(settings, openai)
        self.transport: Transport | None = None
        if self._server:
            budget = budget or Budget(settings.max_cost)
            budget.admit(self.model)
            self.transport = Transport(self._server, settings, budget, limiter)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def turn(self, row: Row) -> asyncio.Lock:
        """Let of equal requests one be asked at a time, where the next can be answered from the cache."""
        return self._turns.setdefault(row.key, asyncio.Lock()) if self.cache else asyncio.Lock()

    async def close(self) -> None:
        """Close what this client opened."""
        if self._server:
            await self._server.close()
        if self.cache and self._owns_cache:
            self.cache.close()

    async def ask(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        response_model: type[_Model],
        sample: int = 0,
    ) -> Answer[_Model] | Failure:
        """Ask the model once, and again if its answer is no JSON of the schema.

        Args:
            messages: The request; sent as it is, never rendered as a template.
            max_tokens: Longest answer, in the model's tokens.
            response_model: The shape of the answer.
            sample: Which of several answers to the same request is wanted, from 0.

        Raises:
            ModelError: The model cannot be asked at all.
            CostLimit: The request could pass the limit of cost.
            CacheError: The cache file cannot be read or written.
        """
        exchange = _Exchange(self, len(messages), response_model, sample)
        try:
            response = await exchange.run(messages, max_tokens)
        except AnswerError as error:
            return Failure(error, exchange.usage, exchange.paid)
        finally:
            self.paid += exchange.paid
        return Answer(response, exchange.usage, exchange.paid, frozenset(exchange.left_out))


class _Exchange(Generic[_Model]):
    """One ``ask``: its request, the re-asks that instructor makes of it, and what they cost."""

    def __init__(self, client: Client, length: int, response_model: type[_Model], sample: int) -> None:
        self.usage = Usage()
        self.paid = Usage()
        self.left_out: set[str] = set()
        self._client = client
        self._length = length
        self._response_model = response_model
        self._sample = sample
        self._last: Mapping[str, Any] = {}
        self._spent = Usage()

    async def run(self, messages: Sequence[Message], max_tokens: int) -> _Model:
        asked = {
            "model": self._client.model,
            "messages": [sendable(message) for message in messages],
            "temperature": self._client.settings.temperature,
            "max_tokens": max_tokens,
        }
        first = await self._answer(asked)
        try:
            return self._response_model.model_validate_json(content(first))
        except ValidationError:
            return await self._asked_again(asked, first)

    async def _asked_again(self, asked: Mapping[str, Any], first: Mapping[str, Any]) -> _Model:
        """Let instructor say what is wrong with the first answer, and ask again."""
        import instructor
        from instructor.core import InstructorRetryException

        _quiet()
        had = [first]

        async def create(**again: Any) -> ChatCompletion:
            return for_instructor(had.pop() if had else await self._answer(again))

        entered: Any = instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA)
        try:
            read = await entered(
                response_model=self._response_model,
                max_retries=self._client.settings.envelope_reasks,
                context=None,  # with a context, instructor renders the article as a template
                strict=False,
                **asked,
            )
        except InstructorRetryException as error:
            raise self._reason(error.__cause__) from None  # whose words repeat requests and answers
        # instructor answers with a subclass of its own making
        return self._response_model.model_construct(**{name: getattr(read, name) for name in type(read).model_fields})

    async def _answer(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        """Answer one request from the cache or the server."""
        body = {
            **asked,
            "messages": [*asked["messages"][: self._length], *map(unlinked, asked["messages"][self._length :])],
            "response_format": strict_format(self._response_model),
        }
        self._last = body
        async with self._client.turn(Row(body, self._sample)):
            return self._replay(body) or await self._ask(body)

    def _replay(self, body: Mapping[str, Any]) -> Mapping[str, Any] | None:
        cache, settings = self._client.cache, self._client.settings
        row = cache.get(body, self._sample) if cache and not settings.refresh else None
        if row and (row.completion is not None or settings.offline):
            self._pay(row.usage, Usage())
            if row.completion is None:
                raise verdict(row.outcome)
            self.left_out.update(row.completion.get("left_out", ()))
            return row.completion
        if cache and settings.offline:
            if self._client.missing is not None:
                self._client.missing.append(Row(body, self._sample))
                raise MissingOffline(f"This request is not in {cache.path}.")
            why = cache.explain(body, self._sample)
            raise MissingOffline(f"This request is not in {cache.path}: {why}; run it once without --offline.")
        return None

    async def _ask(self, body: Mapping[str, Any]) -> Mapping[str, Any]:
        assert self._client.transport, "without a server every request is answered or missing above"  # noqa: S101
        try:
            completion = await self._client.transport.send(body)
        except AnswerError as error:
            if error.reason in _VERDICTS:
                self._pay(Usage(requests=1), Usage(requests=1))
                self._record(body, error.reason, Usage(requests=1))
            raise
        cost = spent(completion)
        self._pay(cost, cost)
        outcome = outcome_of(completion)
        if outcome != "answer":
            self._record(body, outcome, cost)
            raise verdict(outcome)
        left_out = sorted(self._client.transport.left_out & body.keys())
        self.left_out.update(left_out)
        self._record(body, outcome, cost, {**completion, "left_out": left_out} if left_out else completion)
        return completion

    def _pay(self, cost: Usage, now: Usage) -> None:
        self._spent = cost
        self.usage += cost
        self.paid += now

    def _record(self, body: Mapping[str, Any], outcome: Any, usage: Usage, completion: Any = None) -> None:
        if self._client.cache:
            self._client.cache.put(Row(body, self._sample, outcome, usage, completion))

    def _reason(self, cause: BaseException | None) -> BaseException:
        """What stopped instructor: an error of ours, its budget of re-asks, or a fault of neither."""
        if isinstance(cause, ExtractorError) or not isinstance(cause, ValueError):
            return cause or AssertionError("instructor gave up without a cause")
        # What was recorded last is no answer after all: online it must be asked for again.
        if not self._client.settings.offline:
            self._record(self._last, "unreadable", self._spent)
        return verdict("unreadable")


def _open_cache(settings: Settings) -> Cache | None:
    if settings.offline and settings.refresh:
        raise SettingError("--offline and --refresh exclude each other: leave out one of them.")
    if settings.offline and settings.cache is None:
        raise SettingError("--offline answers from the cache, and there is none: name one with --cache.")
    if settings.offline and settings.cache and not settings.cache.exists():
        raise CacheError(f"The cache file {settings.cache} does not exist: run once without --offline to record it.")
    return Cache.open(settings.cache) if settings.cache else None


def _quiet() -> None:
    """Keep instructor's log, which repeats requests and answers, to itself; who wants it adds a handler to it."""
    logger = logging.getLogger("instructor")
    logger.propagate = False
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
