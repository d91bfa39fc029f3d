import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from typing import Any

import pytest

from extractor.batch import completed, in_order, in_turn
from extractor.errors import CostLimit, WrongKey
from extractor.reader import Unreadable
from extractor.schema import Article


def article(number: int) -> Article:
    return Article(id=str(number), text=f"Article {number}.")


async def collected(made: Any) -> list[Any]:
    async with aclosing(made):
        return [item async for item in made]


def test_results_stand_in_input_order_however_long_each_takes() -> None:
    async def work(one: Article) -> str:
        await asyncio.sleep(0.02 if one.id == "0" else 0)
        return one.id

    inputs: list[Article | Unreadable] = [article(0), article(1), Unreadable("x", "torn"), article(2)]
    got = asyncio.run(collected(in_turn(inputs, work, 2)))
    assert got == ["0", "1", inputs[2], "2"]


def test_what_is_done_first_comes_first_with_its_place() -> None:
    async def work(place: int, one: Article) -> str:
        await asyncio.sleep(0.02 * (2 - place))
        return one.id

    got = asyncio.run(collected(completed([article(n) for n in range(3)], work, 3)))
    assert got == [(2, "2"), (1, "1"), (0, "0")]


def test_no_more_than_allowed_are_worked_on_and_inputs_are_read_as_there_is_room() -> None:
    working, most, read = 0, 0, 0
    taken = 0

    def inputs() -> Iterator[Article]:
        nonlocal read
        for number in range(100):
            read += 1
            assert read - taken < 20, "read only as far as there is room"
            yield article(number)

    async def work(place: int, one: Article) -> str:
        nonlocal working, most
        working, most = working + 1, max(most, working + 1)
        await asyncio.sleep(0.001)
        working -= 1
        return one.id

    async def run() -> None:
        nonlocal taken
        async for _ in completed(inputs(), work, 5):
            taken += 1

    asyncio.run(run())
    assert (taken, most) == (100, 5)


def test_one_that_takes_long_holds_up_only_so_many() -> None:
    begun: list[int] = []

    async def run() -> list[int]:
        over = asyncio.Event()

        async def work(place: int, one: Article) -> int:
            begun.append(place)
            if place == 0:
                await over.wait()
            return place

        made = completed((article(n) for n in range(50)), work, 2, ahead=10)
        got = []
        async with aclosing(made), aclosing(in_order(made)) as ordered:
            waiting = asyncio.ensure_future(anext(ordered))
            await asyncio.sleep(0.1)
            assert begun == list(range(10))
            over.set()
            got.append((await waiting)[0])
            got += [place async for place, _ in ordered]
        return got

    assert asyncio.run(run()) == list(range(50))


def test_an_error_that_all_would_meet_ends_what_is_in_flight() -> None:
    cancelled: list[int] = []

    async def work(place: int, one: Article) -> int:
        if place == 3:
            raise WrongKey("no")
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            cancelled.append(place)
            raise
        return place

    with pytest.raises(WrongKey):
        asyncio.run(collected(completed((article(n) for n in range(1000)), work, 4)))
    assert sorted(cancelled) == [0, 1, 2]


def test_at_the_limit_of_cost_what_is_in_flight_is_done_and_nothing_is_begun() -> None:
    begun: list[int] = []
    got: list[int] = []

    async def work(place: int, one: Article) -> int:
        begun.append(place)
        await asyncio.sleep(0.001 * place)
        if place in (2, 4):
            raise CostLimit("spent")
        return place

    async def run() -> None:
        async for place, _ in completed((article(n) for n in range(1000)), work, 6):
            got.append(place)

    with pytest.raises(CostLimit):
        asyncio.run(run())
    assert set(begun) - set(got) == {2, 4}
    assert len(begun) < 12


def test_a_feed_that_pauses_holds_up_no_result() -> None:
    more = threading.Event()

    def feed() -> Iterator[Article]:
        yield article(0)
        more.wait(10)
        yield article(1)

    async def work(one: Article) -> str:
        return one.id

    async def run() -> list[Any]:
        async with aclosing(in_turn(feed(), work, 8)) as made:
            first = await asyncio.wait_for(anext(made), 5)
            more.set()
            return [first, *[item async for item in made]]

    assert asyncio.run(run()) == ["0", "1"]


def test_inputs_may_come_asynchronously_and_their_errors_are_told() -> None:
    async def feed() -> AsyncIterator[Article]:
        yield article(0)
        raise OSError("gone")

    def broken() -> Iterator[Article]:
        yield article(0)
        raise OSError("gone")

    async def work(one: Article) -> str:
        return one.id

    for inputs in (feed(), broken()):
        with pytest.raises(OSError, match="gone"):
            asyncio.run(collected(in_turn(inputs, work, 2)))


def test_at_the_limit_of_cost_what_was_paid_for_is_yielded_in_order() -> None:
    got: list[int] = []
    third = asyncio.Event()

    async def work(place: int, one: Article) -> int:
        if place == 1:
            await third.wait()
            raise CostLimit("spent")
        if place == 3:
            third.set()
            await asyncio.sleep(0.01)
        return place

    async def run() -> None:
        async with aclosing(completed((article(n) for n in range(1000)), work, 4, ahead=8)) as made:
            async for place, _ in in_order(made):
                got.append(place)

    with pytest.raises(CostLimit):
        asyncio.run(run())
    assert got[:3] == [0, 2, 3]
    assert got == sorted(got)


def test_work_that_is_cancelled_by_another_hand_holds_nobody_up() -> None:
    async def work(place: int, one: Article) -> int:
        if place == 2:
            raise asyncio.CancelledError
        return place

    async def run() -> None:
        await asyncio.wait_for(collected(completed((article(n) for n in range(9)), work, 2)), 5)

    with pytest.raises(RuntimeError, match="cancelled"):
        asyncio.run(run())


def test_a_consumer_that_stops_leaves_nothing_behind() -> None:
    begun: list[int] = []
    ended: list[int] = []

    async def work(place: int, one: Article) -> int:
        begun.append(place)
        try:
            await asyncio.sleep(0 if place == 0 else 60)
        finally:
            ended.append(place)
        return place

    async def run() -> set[str]:
        async with aclosing(completed((article(n) for n in range(100)), work, 3)) as made:
            assert await anext(made) == (0, 0)
        await asyncio.sleep(0)
        return {task.get_name() for task in asyncio.all_tasks() - {asyncio.current_task()}}

    assert asyncio.run(run()) == set()
    assert sorted(ended) == sorted(begun)
    deadline = time.monotonic() + 5
    while any(thread.name == "extractor-inputs" for thread in threading.enumerate()) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not any(thread.name == "extractor-inputs" for thread in threading.enumerate())


@pytest.mark.parametrize("is_async", [True, False])
def test_inputs_that_are_cancelled_hold_nobody_up(is_async: bool) -> None:
    def some() -> Iterator[Article]:
        yield article(0)
        raise asyncio.CancelledError

    async def feed() -> AsyncIterator[Article]:
        for each in some():
            yield each

    async def work(place: int, one: Article) -> int:
        return place

    async def run() -> None:
        async with asyncio.timeout(20):
            async for _ in completed(feed() if is_async else some(), work, 2):
                pass

    with pytest.raises(RuntimeError, match="cancelled"):
        asyncio.run(run())
