import asyncio
import itertools
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extractor import Article, ArticleResult, Unreadable, extract, extract_many, extract_many_async, read
from extractor.errors import NoArticle, SettingError, WrongKey
from tests.commands import BRIDGE
from tests.faults import FaultServer, answer, error

DAY = date(2024, 6, 12)


def test_many_are_as_one_by_one(folder: Path) -> None:
    articles = [item for item in read(folder) if isinstance(item, Article)]
    assert list(extract_many(articles)) == [extract(article) for article in articles]


def test_texts_and_what_cannot_be_read_have_their_place(tmp_path: Path) -> None:
    given = [BRIDGE, next(iter(read(tmp_path / "none.txt"))), "!!!", Article(text=BRIDGE + "More.")]
    results = list(extract_many(given, published="2024-06-12"))
    assert [type(one) for one in results] == [ArticleResult, Unreadable, Unreadable, ArticleResult]
    assert isinstance(results[2], Unreadable)
    assert results[2].name == "article 3"
    for one in results:
        assert isinstance(one, Unreadable) or one.article.published == DAY


def test_a_feed_that_never_ends_is_read_as_results_are_taken() -> None:
    read_so_far = 0

    def feed() -> Iterator[str]:
        nonlocal read_so_far
        for number in itertools.count():
            read_so_far += 1
            yield f"Article {number}. {BRIDGE}"

    results = extract_many(feed(), concurrency=2)
    taken = [next(results) for _ in range(5)]
    assert len(taken) == 5
    results.close()  # type: ignore[attr-defined]
    assert read_so_far < 100
    assert all(isinstance(one, ArticleResult) for one in taken)


ABANDONED = """
import itertools
from extractor import extract_many
results = extract_many((f"Article {{n}}. Ilse Brandt said on Monday that 40 boats wait." for n in itertools.count()))
for _, result in zip(range(2), results):
    print(result.article.text[:10])
if {close}:
    import threading, time
    time.sleep(1)  # as many results wait as may
    results.close()
    for thread in threading.enumerate():
        thread.name == "extractor" and thread.join(10)
    print(sorted(thread.name for thread in threading.enumerate() if thread.name == "extractor"))
"""


@pytest.mark.parametrize(("close", "printed"), [(False, []), (True, ["[]"])])
def test_a_program_that_takes_no_more_can_end(close: bool, printed: list[str]) -> None:
    command = [sys.executable, "-c", ABANDONED.format(close=close)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert ended.stdout.splitlines() == ["Article 0.", "Article 1.", *printed]
    assert ended.stderr == ""


def test_an_asynchronous_feed_inside_a_loop() -> None:
    async def feed() -> AsyncIterator[str]:
        for number in range(3):
            yield f"Article {number}. {BRIDGE}"

    async def run() -> list[Any]:
        return [result async for result in extract_many_async(feed())]

    results = asyncio.run(run())
    assert [one.article.text[:10] for one in results] == ["Article 0.", "Article 1.", "Article 2."]


def test_a_plain_iterator_works_where_a_loop_runs() -> None:
    async def run() -> list[Any]:
        return list(extract_many([BRIDGE]))

    assert len(asyncio.run(run())) == 1


def test_errors_reach_the_caller_and_leave_no_thread() -> None:
    with FaultServer(error(401)) as server, pytest.raises(WrongKey):
        list(extract_many([BRIDGE] * 50, model="m", base_url=server.url, cache=None))
    assert len(server.seen) <= 8, "it stops at once"
    with pytest.raises(SettingError):
        list(extract_many([BRIDGE], concurrency=0))
    with pytest.raises(NoArticle, match="several articles"):
        list(extract_many(BRIDGE))
    assert "extractor" not in {thread.name for thread in threading.enumerate() if thread.is_alive()}


def test_requests_of_many_articles_are_in_flight_together() -> None:
    with FaultServer(answer()) as server:
        results = list(
            extract_many([f"Rain {n}. {BRIDGE}" for n in range(20)], model="m", base_url=server.url, cache=None)
        )
    assert len(results) == len(server.seen) == 20
