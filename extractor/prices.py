"""What OpenAI's models cost, dated: ``prices.csv`` has one row a model, in US dollars per million tokens.

Source: OpenAI's pricing page (https://developers.openai.com/api/docs/pricing, Standard), as it stood on the day that a
row names; each row was compared with a second published list (pydantic/genai-prices, simonw/llm-prices). Rows of
2026-02-07 are of models that the page lists as legacy or no longer. What the table leaves open:

- An empty row is a model whose price is unknown: nobody lists it, or each request costs something beside its tokens.
- A dash on the page means that cached input has no price of its own; the row then repeats the price of input.
- ``gpt-5.6-sol`` has the price before the promotion that was promised until 2026-11-21, so that no estimate is too low.
- Not in it: the higher prices of prompts over 272,000 tokens and of writes to the cache, and of other service tiers.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

from extractor.schema import Usage

BATCH_SHARE = Decimal("0.5")
"""What a request of the Batch API costs of its price: half, for all text models (pricing page, 2026-09-07)."""

_MILLION = Decimal(1_000_000)
_SNAPSHOT = re.compile(r"-\d{4}-\d{2}-\d{2}$")


@dataclass(frozen=True)
class Price:
    """A model's price.

    Attributes:
        input: US dollars for a million prompt tokens.
        cached_input: US dollars for a million prompt tokens that OpenAI had in its cache.
        output: US dollars for a million completion tokens; reasoning tokens are among them.
        as_of: The day on which OpenAI's page said so.
    """

    input: Decimal
    cached_input: Decimal
    output: Decimal
    as_of: date


def price_of(model: str) -> Price | None:
    """Return what a model costs, or None where that is unknown, or the model is not one of OpenAI's.

    Args:
        model: A name as OpenAI has it; a dated snapshot without a row of its own has the price of its model.
    """
    prices = known_prices()
    return prices[model] if model in prices else prices.get(_SNAPSHOT.sub("", model))


def cost_of(usage: Usage, model: str, *, batch: bool = False) -> Decimal | None:
    """Return what answers cost in US dollars, or None where the model's price is unknown.

    Args:
        usage: Their tokens; of the prompt tokens, the cached ones have a price of their own.
        model: The model that gave them.
        batch: Whether they were asked for over the Batch API.
    """
    price = price_of(model)
    if price is None:
        return None
    cached = min(getattr(usage, "cached_tokens", 0), usage.prompt_tokens)
    parts = (
        (usage.prompt_tokens - cached) * price.input,
        cached * price.cached_input,
        usage.completion_tokens * price.output,
    )
    return sum(parts, Decimal(0)) / _MILLION * (BATCH_SHARE if batch else 1)


@lru_cache(maxsize=1)
def known_prices() -> dict[str, Price | None]:
    """The table: each model that is known by name, with its price, or None where that is unknown."""
    text = files("extractor").joinpath("prices.csv").read_text(encoding="utf-8")
    return {row["model"]: _price(row) for row in csv.DictReader(text.splitlines())}


def _price(row: dict[str, str]) -> Price | None:
    if not row["as_of"]:
        return None
    amounts = {name: Decimal(row[name]) for name in ("input", "cached_input", "output")}
    return Price(as_of=date.fromisoformat(row["as_of"]), **amounts)
