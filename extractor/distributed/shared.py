"""What all workers share: one actor that keeps their rates, knows them, what they began, and why they have to stop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from extractor.client import Rates
from extractor.errors import ExtractorError, SettingError


class Shared:
    """The state of one run, held by an actor of Ray; should its machine be lost, it begins anew."""

    def __init__(self, rates: Rates) -> None:
        self._rates = rates
        self._begun: Counter[str] = Counter()
        self._workers: list[Any] = []
        self._reason: ExtractorError | None = None

    async def reserve(self, tokens: int) -> float:
        """Take a place for one request; see ``Limiter``."""
        return await self._rates.reserve(tokens)

    async def pause(self, seconds: float) -> None:
        """Let no worker send for so long; see ``Limiter``."""
        await self._rates.pause(seconds)

    async def paused(self) -> bool:
        """Whether a pause goes on; see ``Limiter``."""
        return await self._rates.paused()

    async def hired(self, worker: Any) -> None:
        """Note a worker, by its handle."""
        self._workers.append(worker)

    async def workers(self) -> list[Any]:
        """All that were hired."""
        return self._workers

    async def begun(self, keys: Iterable[str]) -> list[int]:
        """How often each was begun without being done: so often its worker died meanwhile."""
        return [self._begun[key] for key in keys]

    async def begin(self, key: str) -> None:
        """Note that a worker begins an article."""
        self._begun[key] += 1

    async def done(self, key: str) -> None:
        """Note that it got through."""
        self._begun.pop(key, None)

    async def stop(self, reason: ExtractorError) -> None:
        """Note why the run has to end; the first reason counts."""
        self._reason = self._reason or reason

    async def reason(self) -> ExtractorError | None:
        """Why the run had to end, as it was raised: Ray adds words of its own to what it passes on."""
        return self._reason


class SharedRates:
    """A worker's ``Limiter``: it asks the actor."""

    def __init__(self, shared: Any) -> None:
        self._shared = shared

    async def reserve(self, tokens: int) -> float:
        """Take a place; see ``Limiter``."""
        return float(await self._shared.reserve.remote(tokens))

    async def pause(self, seconds: float) -> None:
        """Let no worker send for so long; see ``Limiter``."""
        await self._shared.pause.remote(seconds)

    async def paused(self) -> bool:
        """Whether a pause goes on; see ``Limiter``."""
        return bool(await self._shared.paused.remote())


def shared_by_all(rates: Rates) -> Any:
    """Start the actor; it lives as long as somebody holds what is returned."""
    restarted = {"max_restarts": -1, "max_task_retries": -1}  # as often as it is lost; it is then asked again
    return ray().remote(num_cpus=0, **restarted)(Shared).remote(rates)


def dismiss(shared: Any) -> None:
    """End a run's workers, so that their processors are free: Ray keeps them for as long as an exception knows them."""
    for worker in ray().get(shared.workers.remote()):
        ray().kill(worker)


def ray() -> Any:
    """Ray, connected to the cluster that RAY_ADDRESS names; without one, it is started on this machine.

    Raises:
        SettingError: It is not installed.
    """
    try:
        import ray
        import ray.data
    except ImportError:
        raise SettingError(
            'Work on many machines is done by Ray, which is not installed: pip install "claim-extractor[ray]".'
        ) from None
    if not ray.is_initialized():
        ray.init()
    return ray
