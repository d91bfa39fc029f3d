import re
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from openai.types.shared.chat_model import ChatModel

from extractor.prices import BATCH_SHARE, cost_of, known_prices, price_of
from extractor.schema import Usage


class Cached(Usage):
    cached_tokens: int = 0


SPENT = Usage(requests=1, prompt_tokens=1_000_000, completion_tokens=100_000)


@pytest.mark.parametrize("model", get_args(ChatModel))
def test_the_table_knows_every_model_that_the_sdk_names(model: str) -> None:
    bare = re.sub(r"-\d{4}-\d\d-\d\d$", "", model)
    assert model in known_prices() or bare in known_prices(), (
        f"prices.csv lacks {model}: add its price, or an empty row."
    )


def test_every_price_has_a_day_and_makes_sense() -> None:
    for model, price in known_prices().items():
        if price is not None:
            assert 0 < price.cached_input <= price.input < price.output, model
            assert date(2025, 1, 1) < price.as_of <= date.today(), model


def test_a_snapshot_has_its_own_price_or_that_of_its_model() -> None:
    assert price_of("gpt-4o-2024-08-06") == price_of("gpt-4o")
    own = price_of("gpt-4o-2024-05-13")
    assert own is not None
    assert own.input == Decimal("5.00")
    assert own != price_of("gpt-4o")


@pytest.mark.parametrize(
    "model",
    ["gpt-5.1-mini", "gpt-4o-search-preview-2025-03-11", "rules", "gguf:small.gguf", "qwen2.5", "ft:gpt-4o:x", ""],
)
def test_what_is_unknown_or_of_another_provider_has_no_price(model: str) -> None:
    assert price_of(model) is None
    assert cost_of(SPENT, model) is None


def test_a_cost_is_exact() -> None:
    assert cost_of(SPENT, "gpt-4.1-mini") == Decimal("0.56")
    assert cost_of(Usage(), "gpt-4.1-mini") == 0


def test_cached_prompt_tokens_have_a_price_of_their_own() -> None:
    usage = Cached(requests=1, prompt_tokens=1_000_000, completion_tokens=100_000, cached_tokens=900_000)
    assert cost_of(usage, "gpt-4.1-mini") == Decimal("0.04") + Decimal("0.09") + Decimal("0.16")


def test_more_cached_tokens_than_prompt_tokens_never_make_a_cost_negative() -> None:
    usage = Cached(prompt_tokens=10, cached_tokens=1_000)
    assert cost_of(usage, "gpt-4.1-mini") == Decimal("0.000001")


def test_a_batch_costs_half() -> None:
    whole, half = cost_of(SPENT, "gpt-4o"), cost_of(SPENT, "gpt-4o", batch=True)
    assert whole is not None
    assert half == whole * BATCH_SHARE == Decimal("1.75")
