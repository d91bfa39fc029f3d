"""Articles read by a real local cluster of Ray with two workers."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet as pq
import pytest

from extractor import ArticleResult, extract, read
from extractor.client import Limiter, Rates
from extractor.distributed import Summary, extract_dataset, extract_files, files
from extractor.distributed.__main__ import main
from extractor.distributed.shared import Shared
from extractor.distributed.worker import Task
from extractor.errors import InputError, SettingError, WorkerLost, WrongKey
from extractor.export import as_json, read_results
from extractor.pipeline import Extractor
from extractor.schema import Article
from extractor.settings import Settings
from tests.commands import BRIDGE
from tests.faults import FaultServer, Reply, Seen, answer, error

_LOOPBACK = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}
"""Without it, Ray takes 127.0.0.1 for this machine's address in its network."""

_SURROUNDINGS = {**_LOOPBACK, "RAY_USAGE_STATS_ENABLED": "0", "RAY_DATA_DISABLE_PROGRESS_BARS": "1"}


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in _SURROUNDINGS.items():
            patch.setenv(name, value)
        ray = pytest.importorskip("ray")
        ray.init(
            address="local",
            num_cpus=4,  # as Ray counts them: two workers, and room where an ended run is still being cleared away
            include_dashboard=False,
            log_to_driver=False,
            logging_level="ERROR",
            object_store_memory=100_000_000,
            _node_ip_address="127.0.0.1",
        )
        assert {node["NodeManagerAddress"] for node in ray.nodes()} == {"127.0.0.1"}
        logging.getLogger("ray.data").setLevel("CRITICAL")
        yield ray
        begun = descendants(os.getpid())
        ray.shutdown()
        stop(begun)


def descendants(parent: int) -> set[int]:
    """Processes that a process began, and those that these began."""
    places = Path(f"/proc/{parent}/task").glob("*/children")
    own = {int(child) for place in places for child in place.read_text().split()}
    return own.union(*map(descendants, own))


def stop(begun: set[int]) -> None:
    """End what outlives its cluster: now and then a worker of Ray hangs where its process should end."""
    end = time.monotonic() + 5
    while time.monotonic() < end and any(Path(f"/proc/{each}").exists() for each in begun):
        time.sleep(0.1)
    for each in begun:
        with suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)


@pytest.fixture(autouse=True)
def alarm() -> Iterator[None]:
    """Work that Ray waits for without end fails its test."""
    signal.signal(signal.SIGALRM, _late)
    signal.alarm(200)
    yield
    signal.alarm(0)


def _late(*_: object) -> None:
    raise TimeoutError("Ray is still waiting.")


def articles(count: int) -> list[dict[str, str]]:
    return [
        {
            "id": f"a{number}",
            "text": f"Article {number}. {BRIDGE}",
            "title": "2024-01-01",  # what looks like a date stays a text
            "date": f"2024-06-{number % 28 + 1:02}",
        }
        for number in range(count)
    ]


def lines(place: Path, rows: list[dict[str, str]]) -> Path:
    place.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return place


def written(folder: Path) -> dict[str, dict[str, Any]]:
    rows = pa.dataset.dataset(folder).to_table().to_pylist()
    assert len({row["id"] for row in rows}) == len(rows), "every article stands there once"
    return {row["id"]: row for row in rows}


def in_this_process(*paths: Path) -> dict[str, str]:
    return {item.id: as_json(extract(item)) for item in read(paths) if isinstance(item, Article)}


def deadly(place: Path) -> Callable[[Settings, Limiter], Extractor]:
    """An engine whose process is killed by one article always, and by another once; it notes which it began."""

    class Deadly(Extractor):
        async def extract(self, article: Article) -> ArticleResult:
            with (place / "begun").open("a") as file:
                file.write(f"{article.id}\n")
            await asyncio.sleep(0)  # others in flight are begun
            once = place / "killed"
            if article.id == "unlucky" and not once.exists():
                once.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            if article.id == "poison":
                os.kill(os.getpid(), signal.SIGKILL)
            return await super().extract(article)

    return lambda settings, limiter: Deadly(settings, limiter=limiter)


def test_a_killed_worker_loses_nothing_and_a_poisoned_article_is_set_apart(cluster: Any, tmp_path: Path) -> None:
    rows = articles(60)
    for place, name in ((5, "poison"), (50, "unlucky")):
        rows[place]["id"] = name
    given = lines(tmp_path / "a.jsonl", rows)
    with given.open("a") as file:
        file.write('\n{"id": "torn", "te\n')
    task = Task(Settings(), reading=deadly(tmp_path))

    summary = files.run([given], tmp_path / "out", task, workers=2)

    rows_out = pa.dataset.dataset(tmp_path / "out").to_table().to_pylist()
    made = {row["id"]: row["result"] for row in rows_out if row["result"]}
    expected = in_this_process(given)
    del expected["poison"]
    assert made == expected, "to the byte"
    assert summary == Summary(61, sum(row["claims"] or 0 for row in rows_out), 0, 2)
    assert summary.claims >= 60
    errors = {row["id"]: row["error"] for row in rows_out if row["error"]}
    assert errors.keys() == {"poison", None}
    assert "ended 2 times" in errors["poison"]
    assert f"{given}, line 62" in errors[None]
    begun = (tmp_path / "begun").read_text().split()
    assert begun.count("poison") == 2, "there is no third time"
    assert begun.count("unlucky") == 2
    assert max(begun.count(name) for name in expected) <= 4, "no neighbour is read without end"


def test_the_command_reads_parquet(
    cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    rows: list[dict[str, Any]] = [{**row, "date": date.fromisoformat(row["date"])} for row in articles(60)]
    for number, part in enumerate((rows[:7], rows[7:])):
        embedded = [{**row, "embedding": [0.5, 1.5]} for row in part]
        pq.write_table(pa.Table.from_pylist(embedded), folder / f"{number}.parquet")
    told = [str(folder), "--out", str(tmp_path / "out"), "--workers", "2", "--concurrency", "4"]
    monkeypatch.setattr(sys, "argv", ["extractor.distributed", *told])

    assert main() == 0
    assert "60 articles: 1" in capsys.readouterr().err
    made = {name: row["result"] for name, row in written(tmp_path / "out").items()}
    assert made == in_this_process(folder)
    assert len(made) == 60

    again = list(read_results(tmp_path / "out"))
    assert {item.article.id: as_json(item) for item in again if isinstance(item, ArticleResult)} == made

    assert main() == 2
    assert "is not empty" in capsys.readouterr().err


class Timed(FaultServer):
    """Notes when requests arrive."""

    def __init__(self, *script: Reply) -> None:
        super().__init__(*script)
        self.times: list[float] = []

    def next_reply(self, seen: Seen) -> Reply:
        self.times.append(time.monotonic())
        return super().next_reply(seen)


def meeting(place: Path) -> Callable[[Settings, Limiter], Extractor]:
    """An engine that begins when two processes are there."""

    def opened(settings: Settings, limiter: Limiter) -> Extractor:
        (place / str(os.getpid())).touch()
        end = time.monotonic() + 60
        while len(list(place.iterdir())) < 2 and time.monotonic() < end:
            time.sleep(0.02)
        return Extractor(settings, limiter=limiter)

    return opened


def test_rates_hold_for_all_workers_together(cluster: Any, tmp_path: Path) -> None:
    from extractor.distributed.datasets import mapped, shared_for

    together = tmp_path / "together"
    together.mkdir()
    with Timed(answer()) as server:
        settings = Settings(model="m", base_url=server.url, concurrency=1, requests_per_minute=300)
        dataset = cluster.data.from_items([{"text": f"Rain {number}. {BRIDGE}"} for number in range(24)])
        task = Task(settings, reading=meeting(together))
        rows = mapped(dataset, task, shared_for(settings), workers=2).take_all()

    assert [row["error"] for row in rows] == [None] * 24
    assert len(list(together.iterdir())) == 2, "both workers sent"
    assert len(server.times) == 24
    assert server.times[-1] - server.times[0] > 23 * 0.2 - 0.8, "each by itself would take half of that"


def test_a_wrong_key_stops_the_run_at_once(cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = lines(tmp_path / "a.jsonl", articles(200))
    with FaultServer(error(401)) as server:
        asked: Mapping[str, Any] = {"model": "m", "base_url": server.url, "cache": None, "workers": 2}
        with pytest.raises(WrongKey) as alone:
            extract(BRIDGE, model="m", base_url=server.url, cache=None)
        with pytest.raises(WrongKey) as stopped:
            extract_files(given, tmp_path / "out", **asked)
        assert (type(stopped.value), str(stopped.value)) == (WrongKey, str(alone.value))
        with pytest.raises(WrongKey):
            extract_dataset(cluster.data.from_items([{"text": BRIDGE}]), **asked).take_all()
    assert len(server.seen) < 50


def test_what_cannot_be_done_is_said_before_it_is_begun(cluster: Any, tmp_path: Path) -> None:
    out = tmp_path / "out"
    one = lines(tmp_path / "a.jsonl", articles(1))
    pq.write_table(pa.table({"words": ["Rain."]}), tmp_path / "b.parquet")
    with pytest.raises(SettingError, match="kept by one process"):
        extract_files(one, out, workers=1, max_cost=1)
    with pytest.raises(SettingError, match="name at most 6 workers"):
        extract_files(one, out, workers=7)
    with pytest.raises(SettingError, match="at least 1"):
        extract_dataset(cluster.data.from_items([{"text": BRIDGE}]), workers=0)
    with pytest.raises(SettingError, match="several kinds"):
        extract_files([one, tmp_path / "b.parquet"], out, workers=1)
    with pytest.raises(SettingError, match="is not empty"):
        extract_files(one, tmp_path, workers=1)
    with pytest.raises(InputError, match="no column"):
        extract_files(tmp_path / "b.parquet", out, workers=1)
    with pytest.raises(InputError, match="check the path"):
        extract_files(tmp_path / "none.jsonl", out, workers=1)
    assert not out.exists()


def test_rows_that_are_missing_are_an_error() -> None:
    whole = Summary(articles=3, claims=4, failed=0, errors=0)
    assert files._held(3, whole, "out") is whole
    with pytest.raises(WorkerLost, match="Of 4 articles 3 are written to out"):
        files._held(4, whole, "out")


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(SettingError, match=r'pip install "claim-extractor\[ray\]"'):
        extract_files(tmp_path, tmp_path / "out", workers=1)


def test_what_was_done_is_not_suspected() -> None:
    async def told() -> list[list[int]]:
        shared = Shared(Rates())
        await shared.begin("a")
        await shared.begin("b")
        await shared.done("a")
        first = await shared.begun(["a", "b", "c"])
        await shared.begin("b")
        await shared.stop(WrongKey("first"))
        await shared.stop(InputError("second"))
        assert str(await shared.reason()) == "first"
        return [first, await shared.begun(["b"])]

    assert asyncio.run(told()) == [[0, 1, 0], [2]]


@pytest.mark.parametrize(
    ("summary", "code"), [((5, 3, 0, 0), 0), ((5, 3, 1, 0), 1), ((5, 3, 0, 1), 1), ((5, 0, 0, 5), 2)]
)
def test_the_exit_code_says_what_became_of_the_articles(
    monkeypatch: pytest.MonkeyPatch, summary: tuple[int, int, int, int], code: int
) -> None:
    monkeypatch.setattr("extractor.distributed.extract_files", lambda *_, **__: Summary(*summary))
    monkeypatch.setattr(sys, "argv", ["distributed", "in", "--out", "out", "--workers", "1"])
    assert main() == code


def test_what_nobody_foresaw_is_told_without_its_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("The old ferry sank.")

    monkeypatch.setattr("extractor.distributed.extract_files", fail)
    monkeypatch.setattr(sys, "argv", ["distributed", "in", "--out", "out", "--workers", "1"])
    assert main() == 2
    told = capsys.readouterr().err
    assert "RuntimeError" in told
    assert "ferry" not in told
