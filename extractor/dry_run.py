"""What a run would ask and cost, without asking: ``extract --dry-run``."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from extractor import wording
from extractor.cache import Cache
from extractor.cache.recording import Row
from extractor.estimate import Estimate
from extractor.pipeline import Extractor
from extractor.reader import Unreadable
from extractor.run import Order, inputs
from extractor.settings import RULES, Settings
from extractor.tally import DONE, Counts, Tally
from extractor.terminal import say


def estimate(order: Order, settings: Settings) -> int:
    """Say what asking a model about the inputs would cost; return the exit code.

    What the cache holds already costs nothing. What follows from answers, as re-asks of rejected drafts, nobody can
    foresee: it comes on top.

    Raises:
        ExtractorError: Nothing could be begun.
    """
    tally = Tally()
    asked = asyncio.run(_all(order, settings, tally))
    total = sum(asked.values(), Estimate())
    say(
        f"{wording.counted(tally.articles, 'article')}, {wording.counted(total.about.requests, 'request')} to send: "
        f"about {total.about.prompt_tokens:,} + {total.about.completion_tokens:,} tokens{_priced(asked)}. "
        f"Nothing was sent{_on_top(settings)}."
    )
    return DONE if tally.articles and not tally.unreadable else tally.exit_code


def _on_top(settings: Settings) -> str:
    """What follows from answers that are not there yet."""
    if settings.model == RULES:
        return ""
    verified = f", and a request to {settings.verify} for each claim" if settings.verify else ""
    return f"; re-asks of rejected drafts{verified} come on top"


def _priced(asked: Mapping[str, Estimate]) -> str:
    about, most = Decimal(0), Decimal(0)
    for model, estimated in asked.items():
        dollars = estimated.dollars(model)
        if dollars is None:
            return f", price of {model} unknown"
        about, most = about + dollars[0], most + dollars[1]
    return f", about {wording.dollars(about)}, at most {wording.dollars(most)}" if asked else ""


async def _all(order: Order, settings: Settings, tally: Tally) -> dict[str, Estimate]:
    """What the first requests of all articles come to, for each model, but for those that the cache answers."""
    asked: defaultdict[str, Estimate] = defaultdict(Estimate)
    async with _offline(settings) as extractor:
        for item in inputs(order, settings):
            if isinstance(item, Unreadable):
                tally.unreadable += 1
                say(item.reason)
                continue
            tally.add(Counts.of(await extractor.extract(item)))
            for row in _taken(extractor):
                asked[row.model] += Estimate.of(row.request)
    return asked


@asynccontextmanager
async def _offline(settings: Settings) -> AsyncIterator[Extractor]:
    """An engine that answers from the cache only, and collects what it does not hold."""
    with TemporaryDirectory() as folder:
        cache = settings.cache if settings.cache and settings.cache.exists() and not settings.refresh else None
        if cache is None:
            Cache.open(cache := Path(folder) / "empty.sqlite").close()
        changed = {"cache": cache, "offline": True, "refresh": False, "max_cost": None}
        async with Extractor(settings.model_copy(update=changed)) as extractor:
            for client in extractor.clients:
                client.missing = []
            yield extractor


def _taken(extractor: Extractor) -> list[Row]:
    """What was collected since the last time."""
    taken: list[Row] = []
    for client in extractor.clients:
        taken += client.missing or ()
        client.missing = []
    return taken
