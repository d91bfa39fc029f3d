import asyncio
import json
import random
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from extractor.client import Answer, Budget, Client
from extractor.client.transport import spent
from extractor.errors import CostLimit, SettingError
from extractor.prices import cost_of
from extractor.response import Response
from extractor.schema import Usage
from extractor.settings import Settings
from tests.faults import FaultServer, Reply, answer, error

MODEL = "gpt-4o-mini"
BODY: Mapping[str, Any] = {"model": MODEL, "messages": [{"role": "user", "content": "Rain fell."}], "max_tokens": 1000}
ONE = cost_of(Usage(prompt_tokens=11, completion_tokens=7), MODEL)


async def ask(url: str, number: int, **changes: Any) -> Any:
    settings = Settings(model=MODEL, base_url=url, cache=None, transport_retries=1, max_wait=0.01, **changes)
    async with Client(settings) as client:
        asked = (
            client.ask([{"role": "user", "content": f"Rain {n}."}], max_tokens=1000, response_model=Response)
            for n in range(number)
        )
        return await asyncio.gather(*asked, return_exceptions=True)


def test_no_request_is_sent_that_could_pass_the_limit() -> None:
    dear = json.loads(answer().body)
    dear["usage"] = {"prompt_tokens": 100, "completion_tokens": 900}
    with FaultServer(Reply(body=json.dumps(dear))) as server:
        got = asyncio.run(ask(server.url, 50, max_cost=Decimal("0.003"), concurrency=50))
    answered = [each for each in got if isinstance(each, Answer)]
    assert len(answered) == len(server.seen)
    assert 0 < len(answered) < 50
    assert {type(each) for each in got} == {Answer, CostLimit}
    cost = cost_of(Usage(prompt_tokens=100, completion_tokens=900), MODEL)
    assert cost is not None
    assert Decimal("0.0015") < cost * len(answered) <= Decimal("0.003")
    assert "--max-cost" in str(next(each for each in got if isinstance(each, CostLimit)))


def test_requests_wait_for_what_others_leave_over() -> None:
    """Each may cost $0.0006 and more, and costs $0.000006: one after the other, all have their turn."""
    with FaultServer(answer()) as server:
        got = asyncio.run(ask(server.url, 20, max_cost=Decimal("0.0025"), concurrency=20))
        assert len(server.seen) == 20
    assert all(isinstance(each, Answer) for each in got)


def test_what_was_lost_on_the_way_counts_as_spent() -> None:
    async def run() -> Budget:
        budget = Budget(Decimal(1))
        for usage in (None, Usage(), Usage(requests=1, prompt_tokens=11, completion_tokens=7)):
            budget.settle(MODEL, await budget.hold(BODY), usage)
        return budget

    budget = asyncio.run(run())
    assert ONE is not None
    ceiling = budget.spent - ONE
    assert ceiling > Decimal("0.0006"), "a thousand tokens of an answer"


@pytest.mark.parametrize(
    ("fault", "free"),
    [
        (error(500), True),
        (error(429), True),
        (error(408), False),
        (error(502), False),
        (error(504), False),
        (error(520), False),
        (Reply(drop=True), False),
    ],
)
def test_what_a_fault_costs(fault: Reply, free: bool) -> None:
    async def run(url: str) -> Decimal:
        budget = Budget(Decimal(1))
        settings = Settings(model=MODEL, base_url=url, cache=None, transport_retries=0)
        async with Client(settings, budget=budget) as client:
            await client.ask([{"role": "user", "content": "Rain."}], max_tokens=1000, response_model=Response)
        return budget.spent

    with FaultServer(fault) as server:
        assert (asyncio.run(run(server.url)) == 0) is free


def test_a_model_without_a_price_has_no_limit_and_no_cost() -> None:
    budget = Budget(Decimal(1))
    with pytest.raises(SettingError, match="price of the model nobodys"):
        budget.admit("nobodys")
    free = Budget()
    free.admit("nobodys")
    free.settle("nobodys", Decimal(0), Usage(requests=1, prompt_tokens=5))
    assert (free.spent, free.unpriced) == (Decimal(0), {"nobodys"})


def test_tokens_that_the_server_had_cached_are_told_and_cheaper() -> None:
    told = json.loads(answer().body)
    told["usage"] |= {"prompt_tokens": 1000, "prompt_tokens_details": {"cached_tokens": 900}}
    usage = spent(told)
    assert (usage.prompt_tokens, usage.cached_tokens) == (1000, 900)
    full = cost_of(usage.model_copy(update={"cached_tokens": 0}), MODEL)
    cost = cost_of(usage, MODEL)
    assert full is not None
    assert cost is not None
    assert cost < full


@pytest.mark.parametrize("told", [{}, {"usage": None}, {"usage": {"prompt_tokens": None}}, {"usage": "much"}])
def test_a_server_may_say_nothing_of_tokens(told: dict[str, Any]) -> None:
    assert spent(told) == Usage(requests=1)


def test_an_answer_whose_cost_is_not_told_counts_as_the_most() -> None:
    silent = json.loads(answer().body)
    del silent["usage"]
    with FaultServer(Reply(body=json.dumps(silent))) as server:
        got = asyncio.run(ask(server.url, 20, max_cost=Decimal("0.003"), concurrency=2))
        assert 0 < len(server.seen) < 5
    assert {type(each) for each in got} == {Answer, CostLimit}


@pytest.mark.parametrize("seed", range(20))
def test_whoever_is_cancelled_or_fails_nothing_stays_held(seed: int) -> None:
    drawn = random.Random(seed)

    async def run() -> None:
        budget = Budget(Decimal("0.01"))
        dear = Usage(requests=1, prompt_tokens=20, completion_tokens=900)

        async def one() -> None:
            held, usage = await budget.hold(BODY), None
            try:
                for _ in range(drawn.randrange(4)):
                    await asyncio.sleep(0)
                usage = drawn.choice([dear, Usage(), None])
            finally:
                budget.settle(MODEL, held, usage)

        tasks = [asyncio.create_task(one()) for _ in range(60)]
        async with asyncio.timeout(10):
            while not all(task.done() for task in tasks):
                drawn.choice(tasks).cancel()
                await asyncio.sleep(0)
        assert {type(task.exception()) for task in tasks if not task.cancelled()} <= {type(None), CostLimit}
        assert budget._held == 0
        assert 0 <= budget.spent <= Decimal("0.01")

    asyncio.run(run())
