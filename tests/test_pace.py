import asyncio
import itertools
import random
import time
from typing import Any

import pytest

from extractor.client.pace import Pace, Rates, length


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def waits(rates: Rates, tokens: list[int]) -> list[float]:
    async def run() -> list[float]:
        return [await rates.reserve(each) for each in tokens]

    return asyncio.run(run())


def test_requests_are_spread_over_the_minute() -> None:
    assert waits(Rates(60, None, Clock()), [9, 9, 9]) == [0, 1, 2]
    assert waits(Rates(None, None, Clock()), [9, 9, 9]) == [0, 0, 0]


def test_tokens_are_spread_over_the_minute() -> None:
    assert waits(Rates(None, 600, Clock()), [100, 50, 1]) == [0, 10, 15]
    assert waits(Rates(60, 600, Clock()), [5, 5, 20, 5]) == [0, 1, 2, 4]


def test_what_was_not_used_is_not_saved_up() -> None:
    clock = Clock()
    rates = Rates(60, None, clock)
    assert waits(rates, [1]) == [0]
    clock.now += 600
    assert waits(rates, [1, 1]) == [0, 1]


def test_a_pause_holds_everybody() -> None:
    rates = Rates(None, None, Clock())
    asyncio.run(rates.pause(7))
    asyncio.run(rates.pause(3))
    assert waits(rates, [1, 1]) == [7, 7]


def pace(most: int, timeout: float | None = 100.0) -> Pace:
    return Pace(most, timeout, Rates())


def test_a_pause_holds_those_that_wait_for_their_rate() -> None:
    async def run() -> list[float]:
        begun, sent = time.monotonic(), list[float]()
        rates = Rates(1200)
        pace = Pace(8, None, rates)

        async def one() -> None:
            async with pace.turn(1):
                sent.append(time.monotonic() - begun)

        asked = [asyncio.create_task(one()) for _ in range(4)]
        await asyncio.sleep(0.02)
        await rates.pause(0.4)
        await asyncio.gather(*asked)
        return sent

    first, *others = asyncio.run(run())
    assert first < 0.3
    assert all(each >= 0.4 for each in others)
    assert all(later - earlier > 0.03 for earlier, later in itertools.pairwise(others)), "and then at their rate"


def test_the_window_is_halved_once_for_what_was_sent_before() -> None:
    of = pace(64)

    async def run() -> None:
        for _ in range(5):
            await of.overloaded(1.0, None)  # five that were all sent a second ago

    asyncio.run(run())
    assert of.window == 32
    asyncio.run(of.overloaded(0.0, None))
    assert of.window == 16


def test_a_refusal_among_many_answers_is_its_requests_own_affair() -> None:
    rates = Rates(clock=Clock())
    of = Pace(64, None, rates)

    async def run(answers: int, refusals: int) -> float:
        for _ in range(answers):
            of.answered(1.0)
        for _ in range(refusals):
            await of.overloaded(0.0, 7.0)
        return await rates.reserve(1)

    assert (asyncio.run(run(40, 2)), of.window) == (0, 64)
    assert (asyncio.run(run(20, 1)), of.window) == (0, 64)
    assert asyncio.run(run(0, 3)) == 7, "one in ten or more: all wait as long as the server says"
    assert of.window < 64


def test_the_window_never_closes_and_opens_again_by_one_a_round() -> None:
    of = pace(4)
    for _ in range(9):
        asyncio.run(of.overloaded(0.0, None))
    assert of.window == 1
    of.answered(1)
    assert of.window == 2
    for _ in range(2):
        of.answered(1)
    assert 2.8 < of.window < 3
    for _ in range(99):
        of.answered(1)
    assert of.window == 4


def test_answers_that_come_near_to_the_time_out_narrow_it() -> None:
    of = pace(10, timeout=10)
    of.answered(4.9)
    assert of.window == 10
    of.answered(5.1)
    assert of.window == 9
    endless = pace(10, timeout=None)
    endless.answered(1e6)
    assert endless.window == 10


def test_no_more_are_in_flight_than_the_window_and_each_gets_its_turn_in_order() -> None:
    most, order = 0, []

    async def run() -> None:
        of = pace(3)

        async def one(number: int) -> None:
            nonlocal most
            async with of.turn(1):
                order.append(number)
                most = max(most, of.in_flight)
                await asyncio.sleep(0.001)

        await asyncio.gather(*map(one, range(10)))
        assert of.in_flight == 0

    asyncio.run(run())
    assert (most, order) == (3, list(range(10)))


def test_who_is_cancelled_while_he_waits_takes_no_place() -> None:
    async def run() -> None:
        of = pace(1)
        entered: list[Any] = []

        async def one(name: str, until: asyncio.Event) -> None:
            async with of.turn(1):
                entered.append(name)
                await until.wait()

        over = asyncio.Event()
        first, second, third = (asyncio.create_task(one(name, over)) for name in "abc")
        await asyncio.sleep(0)
        second.cancel()
        await asyncio.sleep(0)
        over.set()
        await asyncio.gather(first, third)
        with pytest.raises(asyncio.CancelledError):
            await second
        assert (entered, of.in_flight) == (["a", "c"], 0)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("written", "seconds"), [("1s", 1), ("6m0s", 360), ("20ms", 0.02), ("1h2m3.5s", 3723.5), ("", 0), ("soon", 0)]
)
def test_lengths_of_time_in_headers(written: str, seconds: float) -> None:
    assert length(written) == pytest.approx(seconds)


def test_headers_that_say_nothing_is_left_pause_all() -> None:
    async def run(headers: dict[str, str]) -> float:
        rates = Rates(clock=Clock())
        await Pace(4, None, rates).heed(headers, 100)
        return await rates.reserve(1)

    assert asyncio.run(run({"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "2s"})) == 2
    assert asyncio.run(run({"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "1m0s"})) == 60
    assert asyncio.run(run({"x-ratelimit-remaining-requests": "9", "x-ratelimit-reset-requests": "2s"})) == 0
    assert asyncio.run(run({"x-ratelimit-remaining-requests": "0"})) == 0
    assert asyncio.run(run({"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "23h59m"})) == 100


@pytest.mark.parametrize("seed", range(20))
def test_whoever_is_cancelled_whenever_no_place_is_lost(seed: int) -> None:
    """While it waits, as its turn comes, in its turn; the window opening and closing meanwhile."""
    drawn = random.Random(seed)

    async def run() -> None:
        of = pace(4)
        done = 0

        async def one() -> None:
            nonlocal done
            async with of.turn(1):
                assert of.in_flight <= 4
                for _ in range(drawn.randrange(3)):
                    await asyncio.sleep(0)
                if drawn.random() < 0.2:
                    await of.overloaded(0.0, None)
                else:
                    of.answered(0.0)
            done += 1

        tasks = [asyncio.create_task(one()) for _ in range(60)]
        while not all(task.done() for task in tasks):
            for task in drawn.sample(tasks, 3):
                if drawn.random() < 0.3:
                    task.cancel()
            await asyncio.sleep(0)
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        assert done == sum(each is None for each in ended)
        assert of.in_flight == 0
        async with asyncio.timeout(5):
            await asyncio.gather(*(one() for _ in range(9)))
        assert of.in_flight == 0

    asyncio.run(run())
