"""The way of one request to a server and back: tried again while that may help, and adapted to what a model refuses."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from extractor.client.fault import Fault, meaning, no_completion, read
from extractor.client.server import Server
from extractor.errors import ExtractorError, ModelError
from extractor.settings import Settings

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion
    from tenacity import RetryCallState

_ADAPTED: Mapping[str, str | None] = {
    "max_tokens": "max_completion_tokens",
    "temperature": None,
}
"""What becomes of a parameter that a model refuses: another name, or it is left out."""

_QUICK = 0.2
"""Longest pause in seconds before the one further try at an address where nothing answers."""


class Transport:
    """Sends requests to one server, with a budget of tries for each."""

    def __init__(self, server: Server, settings: Settings) -> None:
        self._server = server
        self._settings = settings
        self._slots = asyncio.Semaphore(settings.concurrency)
        self._refused: set[str] = set()
        self._reached = False
        self._fatal: list[ModelError] = []

    @property
    def left_out(self) -> frozenset[str]:
        """The parameters that the model was seen to refuse, and that have no other name."""
        return frozenset(name for name in self._refused if _ADAPTED[name] is None)

    async def send(self, body: Mapping[str, Any]) -> ChatCompletion:
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
        try:
            return await tries(self._try, body, len(self._fatal))
        except Fault as fault:
            raise self._meaning(fault, str(body.get("model"))) from fault

    def _meaning(self, fault: Fault, model: str) -> ExtractorError:
        address, secret = self._server.address, self._server.secret()
        error = meaning(fault, model=model, address=address, reached=self._reached, secret=secret)
        if isinstance(error, ModelError):
            self._fatal.append(type(error)(*error.args))  # a copy, without the traceback
        return error

    async def _try(self, body: Mapping[str, Any], known: int) -> ChatCompletion:
        while True:
            sent = self._adapt(body)
            try:
                return await self._once(sent, known)
            except Fault as fault:
                self._reached = self._reached or fault.status is not None
                if not (fault.unsupported and fault.param in _ADAPTED and fault.param in sent):
                    raise
                self._refused.add(fault.param)

    async def _once(self, sent: Mapping[str, Any], known: int) -> ChatCompletion:
        import httpx2
        import openai

        try:
            async with self._slots, asyncio.timeout(self._server.timeout):
                if fatal := self._fatal[known:]:
                    raise type(fatal[0])(*fatal[0].args)
                completion: ChatCompletion = await self._server.create(**sent)
        except ExtractorError:
            raise
        except (openai.OpenAIError, httpx2.HTTPError, OSError, ValueError) as error:
            raise read(error) from error
        if not getattr(completion, "choices", None) or not getattr(completion.choices[0], "message", None):
            raise no_completion(completion)
        self._reached = True
        return completion

    def _adapt(self, body: Mapping[str, Any]) -> dict[str, Any]:
        names = {name: _ADAPTED[name] if name in self._refused else name for name in body}
        return {new: body[name] for name, new in names.items() if new}

    def _spent(self, state: RetryCallState) -> bool:
        budget = self._settings.transport_retries
        if self._never_reached(_fault(state)):
            budget = min(budget, 1)
        return state.attempt_number > budget

    def _pause(self, state: RetryCallState) -> float:
        """Seconds until the next try: what the server asks for, else exponential; always with jitter."""
        fault, longest = _fault(state), self._settings.max_wait
        if fault.wait is not None:
            return min(fault.wait * random.uniform(1, 1.1), longest)  # noqa: S311 - jitter, not a secret
        ceiling = _QUICK if self._never_reached(fault) else 2.0 ** min(state.attempt_number, 30) / 2
        return random.uniform(0.5, 1) * min(ceiling, longest)  # noqa: S311

    def _never_reached(self, fault: Fault) -> bool:
        return not fault.connected and not self._reached


def _fault(state: RetryCallState) -> Fault:
    error = state.outcome.exception() if state.outcome else None
    return error if isinstance(error, Fault) else Fault("")
