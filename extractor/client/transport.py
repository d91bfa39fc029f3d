"""The way of one request to a server and back: tried again while that may help, and adapted to what a model refuses."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from extractor.cache.recording import has_choice
from extractor.client.budget import Budget
from extractor.client.discretion import discreet
from extractor.client.fault import Fault, meaning, no_completion
from extractor.client.pace import ENOUGH, Limiter, Pace, Rates
from extractor.client.server import Server
from extractor.client.web import Reply
from extractor.errors import ExtractorError, ModelError
from extractor.schema import Usage
from extractor.settings import Settings

if TYPE_CHECKING:
    from tenacity import RetryCallState

ADAPTED: Mapping[str, str | None] = {
    "max_tokens": "max_completion_tokens",
    "temperature": None,
}
"""What becomes of a parameter that a model refuses: another name, or it is left out."""

_QUICK = 0.2
"""Longest pause in seconds before the one further try at an address where nothing answers."""

_TOO_MANY = 2**40
"""Tokens that no answer has."""

_PERHAPS_PAID = frozenset({408, 502, 504, 520, 524})
"""Statuses by which a gateway says that it was given no good answer, or none in time: the model may have worked."""

_BYTES_PER_TOKEN = 4
"""Of English text, about; for the rates, which a server counts by the same rule of thumb."""


@dataclass
class _Known:
    """What one request knew of the others.

    Attributes:
        fatal: How many errors that all would meet there were when it came.
        responses: How many responses had come to anybody when it first made no connection; None while it made one.
    """

    fatal: int
    responses: int | None = None


class Transport:
    """Sends requests to one server, with a budget of tries for each.

    Attributes:
        retries: Tries beyond the first of any request, so far.
    """

    def __init__(
        self, server: Server, settings: Settings, budget: Budget | None = None, limiter: Limiter | None = None
    ) -> None:
        """Send nothing yet.

        Args:
            server: Where to.
            settings: Budgets of tries, the rates, and how many requests may be in flight.
            budget: What may be spent; None: no limit.
            limiter: Who keeps the rates; None: this transport, by its settings.
        """
        self.retries = 0
        self._server = server
        self._settings = settings
        self._budget = budget or Budget()
        rates = limiter or Rates(settings.requests_per_minute, settings.tokens_per_minute)
        self._pace = Pace(settings.concurrency, server.timeout, rates)
        self._refused: set[str] = set()
        self._responses = 0
        self._fatal: list[ModelError] = []

    @property
    def left_out(self) -> frozenset[str]:
        """The parameters that the model was seen to refuse, and that have no other name."""
        return left_out(self._refused)

    async def send(self, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """Send one request, again after 408, 409, 429, 5xx, time-outs and lost connections.

        One that waits for its turn while another learns that the model cannot be asked is not sent.

        Args:
            body: The request as it is wanted; parameters that this model was seen to refuse are left out.

        Returns:
            A completion with at least one choice.

        Raises:
            ModelError: No later request would fare better.
            AnswerError: This one brought nothing.
        """
        from tenacity import AsyncRetrying, retry_if_exception

        tries = AsyncRetrying(
            retry=retry_if_exception(lambda error: isinstance(error, Fault) and error.again),
            stop=self._spent,
            wait=self._pause,
            reraise=True,
        )
        known = _Known(len(self._fatal))
        try:
            return await tries(self._try, body, known)
        except Fault as fault:
            raise self._meaning(fault, body, known) from None  # a fault has the server's own words

    def _meaning(self, fault: Fault, body: Mapping[str, Any], known: _Known) -> ExtractorError:
        """What the last fault means; a server that nobody reached since the first of these tries is gone."""
        told = replace(fault, said=discreet(fault.said, self._server.secrets(), body))
        model, address = str(body.get("model")), self._server.address
        error = meaning(told, model=model, address=address, reached=known.responses != self._responses)
        if isinstance(error, ModelError):
            self._fatal.append(type(error)(*error.args))  # a copy, without the traceback
        return error

    async def _try(self, body: Mapping[str, Any], known: _Known) -> Mapping[str, Any]:
        while True:
            sent = adapted(body, self._refused)
            try:
                return await self._once(sent, known)
            except Fault as fault:
                self._responses += fault.status is not None
                if fault.connected:
                    known.responses = None
                elif known.responses is None:
                    known.responses = self._responses
                if not (fault.unsupported and fault.param in ADAPTED and fault.param in sent):
                    raise
                self._refused.add(fault.param)

    async def _once(self, sent: Mapping[str, Any], known: _Known) -> Mapping[str, Any]:
        async with self._pace.turn(_tokens(sent)):
            if fatal := self._fatal[known.fatal :]:
                raise type(fatal[0])(*fatal[0].args)
            reply = await self._paid(sent)
        self._responses += 1
        return reply.completion

    async def _paid(self, sent: Mapping[str, Any]) -> Reply:
        """Send within the budget; what was cancelled, or lost on the way back, may have been paid for."""
        model, usage = str(sent.get("model")), None
        held = await self._budget.hold(sent)
        try:
            reply = await self._timed(sent)
            usage = spent(reply.completion) if _is_told(reply.completion) else None
        except Fault as fault:
            answered = fault.status is not None and fault.status not in _PERHAPS_PAID
            usage = Usage() if answered or not fault.connected else None
            raise
        finally:
            self._budget.settle(model, held, usage)
        if not has_choice(reply.completion):
            raise no_completion(reply.completion)
        return reply

    async def _timed(self, sent: Mapping[str, Any]) -> Reply:
        """Send, and let the pace learn from how it went."""
        begun = time.monotonic()
        try:
            async with asyncio.timeout(self._server.timeout):
                reply = await self._server.post(sent)
        except TimeoutError as error:
            await self._pace.overloaded(time.monotonic() - begun, None)
            raise Fault("no answer came in time", again=True) from error
        except Fault as fault:
            if fault.status in ENOUGH or fault.late:
                wait = min(fault.wait or 0.0, self._settings.max_wait) if fault.again else None
                await self._pace.overloaded(time.monotonic() - begun, wait)
            raise
        self._pace.answered(time.monotonic() - begun)
        await self._pace.heed(reply.headers, self._settings.max_wait)
        return reply

    def _spent(self, state: RetryCallState) -> bool:
        budget = self._settings.transport_retries
        if self._never_reached(_fault(state)):
            budget = min(budget, 1)
        return state.attempt_number > budget

    def _pause(self, state: RetryCallState) -> float:
        """Seconds until the next try: what the server asks for, else exponential; always with jitter."""
        self.retries += 1
        fault, longest = _fault(state), self._settings.max_wait
        if fault.wait is not None:
            return min(fault.wait * random.uniform(1, 1.1), longest)  # noqa: S311 - jitter, not a secret
        ceiling = _QUICK if self._never_reached(fault) else 2.0 ** min(state.attempt_number, 30) / 2
        return random.uniform(0.5, 1) * min(ceiling, longest)  # noqa: S311

    def _never_reached(self, fault: Fault) -> bool:
        return not fault.connected and not self._responses


def _fault(state: RetryCallState) -> Fault:
    error = state.outcome.exception() if state.outcome else None
    return error if isinstance(error, Fault) else Fault("")


def adapted(body: Mapping[str, Any], refused: Collection[str]) -> dict[str, Any]:
    """The request without the parameters that its model refuses, or with their other names."""
    names = {name: ADAPTED[name] if name in refused else name for name in body}
    return {new: body[name] for name, new in names.items() if new}


def left_out(refused: Collection[str]) -> frozenset[str]:
    """Those of the refused parameters that have no other name."""
    return frozenset(name for name in refused if ADAPTED[name] is None)


def spent(completion: Mapping[str, Any]) -> Usage:
    """The tokens a server says it used; not every server says so."""
    counted = completion.get("usage")
    counted = counted if isinstance(counted, Mapping) else {}
    details = counted.get("prompt_tokens_details")
    return Usage(
        requests=1,
        prompt_tokens=_number(counted.get("prompt_tokens")),
        completion_tokens=_number(counted.get("completion_tokens")),
        cached_tokens=_number(details.get("cached_tokens")) if isinstance(details, Mapping) else 0,
    )


def _is_told(completion: Mapping[str, Any]) -> bool:
    """Whether the server says what an answer cost."""
    counted = completion.get("usage")
    needed = ("prompt_tokens", "completion_tokens")
    return isinstance(counted, Mapping) and all(_number(counted.get(name)) for name in needed)


def _number(said: object) -> int:
    """A number of tokens; what cannot be one counts as nought."""
    return said if isinstance(said, int) and 0 <= said < _TOO_MANY else 0


def _tokens(sent: Mapping[str, Any]) -> int:
    """About the most tokens that a request can use."""
    answer = sent.get("max_tokens") or sent.get("max_completion_tokens") or 0
    return len(json.dumps(sent["messages"])) // _BYTES_PER_TOKEN + int(answer)
