"""How fast a server is asked: requests in flight, requests and tokens a minute, and pauses that it asks for.

The number in flight follows AIMD, as TCP's congestion window does (Chiu and Jain, 1989; RFC 5681): halved where the
server says that it has enough, one more for each window of answers. A window is cut once for all requests that were
sent before the cut. Slow answers alone cost a queueing server nothing until they time out, so the window shrinks where
they come near to that.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Protocol

ENOUGH = frozenset({429, 503, 529})
"""Statuses by which servers say that they are asked too much."""

_TOLERATED = 0.1
"""Share of refusals among the last answers that is no sign of too much: servers refuse one in a hundred by chance."""

_LAST = 32
"""Answers that the share is of, the later ones counting more."""

_CUT = 0.5
_SHRINK = 0.9
_SLOW = 0.5
"""Share of the time-out beyond which an answer counts as slow."""

_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}


class Limiter(Protocol):
    """Who keeps the rates: this process, or one that several workers share."""

    async def reserve(self, tokens: int) -> float:
        """Take a place for one request with so many tokens; return in how many seconds it may be sent."""
        ...

    async def pause(self, seconds: float) -> None:
        """Let nobody send for so long."""
        ...

    async def paused(self) -> bool:
        """Whether a pause goes on."""
        ...


class Rates:
    """Requests and tokens a minute, evenly spread (the generic cell rate algorithm, ITU-T I.371)."""

    def __init__(
        self,
        requests_per_minute: float | None = None,
        tokens_per_minute: float | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Start with nothing sent.

        Args:
            requests_per_minute: Most requests; None for no limit.
            tokens_per_minute: Most tokens, of prompts and answers; None for no limit.
            clock: Seconds that never go back.
        """
        self._cost = (60 / (requests_per_minute or float("inf")), 60 / (tokens_per_minute or float("inf")))
        self._clock = clock
        self._next = [0.0, 0.0]
        self._paused = 0.0

    async def reserve(self, tokens: int) -> float:
        """Take a place; see ``Limiter``."""
        now = self._clock()
        start = max(now, self._paused, *self._next)
        self._next = [start + self._cost[0], start + self._cost[1] * tokens]
        return start - now

    async def pause(self, seconds: float) -> None:
        """Let nobody send for so long; see ``Limiter``."""
        self._paused = max(self._paused, self._clock() + seconds)

    async def paused(self) -> bool:
        """Whether a pause goes on; see ``Limiter``."""
        return self._clock() < self._paused


class Pace:
    """Admits requests to one server.

    Attributes:
        window: Most requests in flight now, between 1 and the most that is allowed.
        in_flight: How many are.
    """

    def __init__(self, most: int, timeout: float | None, limiter: Limiter) -> None:
        """Begin with all that is allowed.

        Args:
            most: Most requests in flight.
            timeout: Seconds one may take; None for no limit.
            limiter: Who keeps the rates.
        """
        self.window = float(most)
        self.in_flight = 0
        self._most = most
        self._timeout = timeout or float("inf")
        self._limiter = limiter
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._cut_at = float("-inf")
        self._answered = self._refused = 0.0

    @asynccontextmanager
    async def turn(self, tokens: int) -> AsyncIterator[None]:
        """Wait for a place in flight, and then for the rates; ``tokens`` is what the request may use at most."""
        await self._enter()
        try:
            while (wait := await self._limiter.reserve(tokens)) > 0:
                await asyncio.sleep(wait)
                if not await self._limiter.paused():  # else the place fell into a pause that was asked for meanwhile
                    break
            yield
        finally:
            self.in_flight -= 1
            self._wake()

    def answered(self, seconds: float) -> None:
        """An answer came after so many seconds."""
        self._count(answered=1)
        if seconds > _SLOW * self._timeout:
            self._narrow(_SHRINK, seconds)
        else:
            self.window = min(self._most, self.window + 1 / self.window)
        self._wake()

    async def overloaded(self, seconds: float, wait: float | None) -> None:
        """The server had enough, so many seconds after it was asked, and may say how long to wait.

        A refusal among many answers is the refused request's own affair, which waits before it is sent again.
        """
        self._count(refused=1)
        if self._refused <= _TOLERATED * (self._answered + self._refused):
            return
        self._narrow(_CUT, seconds)
        if wait:
            await self._limiter.pause(wait)

    async def heed(self, headers: Mapping[str, str], longest: float) -> None:
        """Pause where the headers of an answer say that no request or no token is left, for so many seconds at most."""
        for what in ("requests", "tokens"):
            if headers.get(f"x-ratelimit-remaining-{what}") == "0":
                wait = length(headers.get(f"x-ratelimit-reset-{what}", ""))
                await self._limiter.pause(min(wait, longest))

    def _count(self, *, answered: int = 0, refused: int = 0) -> None:
        self._answered += answered - self._answered / _LAST
        self._refused += refused - self._refused / _LAST

    def _narrow(self, share: float, seconds: float) -> None:
        now = time.monotonic()
        if now - seconds >= self._cut_at:  # else it was sent before the last cut, which answers it already
            self.window = max(1.0, self.window * share)
            self._cut_at = now

    async def _enter(self) -> None:
        if self._waiting or self.in_flight >= int(self.window):
            place = asyncio.get_running_loop().create_future()
            self._waiting.append(place)
            try:
                await place
            except asyncio.CancelledError:
                if place in self._waiting:
                    self._waiting.remove(place)
                elif not place.cancelled():  # it had its place already
                    self.in_flight -= 1
                    self._wake()
                raise
        else:
            self.in_flight += 1

    def _wake(self) -> None:
        while self._waiting and self.in_flight < int(self.window):
            place = self._waiting.popleft()
            if not place.done():
                self.in_flight += 1
                place.set_result(None)


def length(text: str) -> float:
    """Seconds of a length of time as OpenAI's headers write it ("6m0s", "20ms"); nought for anything else."""
    return sum(float(number) * _SECONDS[unit] for number, unit in _LENGTH.findall(text))
