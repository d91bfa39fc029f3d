"""Runs that are stopped, disturbed or short of room: what is left is a state that the same command goes on from."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor import run
from extractor.errors import SettingError
from extractor.journal import Journal
from extractor.pipeline import Extractor
from extractor.settings import Settings
from tests.commands import BRIDGE, Command, finished, started
from tests.faults import Reply, error
from tests.harbours import Answering, articles

WAIT = 60


def extract(given: Path, out: Path, url: str, **changes: Any) -> int:
    settings = {"transport_retries": 1, "max_wait": 0.02, "cache": None, "concurrency": 4, **changes}
    return run.extract(run.Order([str(given)], out=out), Settings(model="m", base_url=url, **settings))


def beside(out: Path) -> set[str]:
    return {path.name for path in out.parent.iterdir() if path.name.startswith(out.name)}


def test_a_wrong_key_stops_at_once(tmp_path: Path) -> None:
    with Answering(lambda number, times: error(401, "Incorrect API key"), latency=0.1) as server:
        options = ("--model", "m", "--base-url", server.url, "--no-cache", "--concurrency", "32")
        ended = finished(
            "extract", articles(tmp_path / "a.jsonl", 2000), *options, "--out", out := tmp_path / "o.jsonl"
        )
        assert len(server.seen) <= 32
    assert (ended.code, ended.err.count("refuses the key"), len(ended.told)) == (2, 1, 2)
    assert not beside(out)


def test_a_second_process_leaves_the_first_alone(tmp_path: Path, command: Command) -> None:
    given, out = articles(tmp_path / "a.jsonl", 9), tmp_path / "o.jsonl"
    with Answering(latency=0.2) as server:
        options = ("--model", "m", "--base-url", server.url, "--no-cache", "--concurrency", "1", "--out", out)
        with started("extract", given, *options) as first:
            while not server.seen and first.poll() is None:
                time.sleep(0.01)
            ended = command("extract", given, *options)
            show = command("extract", given, "--out", out)
            _, told = first.communicate(timeout=WAIT)
        assert len(server.seen) == 9
    for refused in (ended, show):
        assert refused.code == 2
        assert f"{out} is being written by another process" in refused.told[-1]
    assert (first.returncode, len(out.read_text().splitlines())) == (0, 9), told
    assert beside(out) == {"o.jsonl"}


def test_signals_end_a_run_that_then_goes_on(tmp_path: Path) -> None:
    given, out = articles(tmp_path / "a.jsonl", 40), tmp_path / "o.jsonl"
    part, done = out.with_name("o.jsonl.part"), 0
    with Answering(latency=0.05) as server:
        options = ("--model", "m", "--base-url", server.url, "--no-cache", "--concurrency", "2", "--out", out)
        for number in (signal.SIGTERM, signal.SIGINT):
            with started("extract", given, *options) as process:
                until = done + 5
                while (done := _lines(part)) < until and process.poll() is None:
                    time.sleep(0.01)
                process.send_signal(number)
                _, told = process.communicate(timeout=WAIT)
            done = _lines(part)
            assert process.returncode == (130 if number == signal.SIGINT else -number)
            assert b"Traceback" not in told
        assert finished("extract", given, *options).code == 0
        assert sum(server.asked.values()) <= 40 + 2 * 2, "only what was in flight is asked for again"
    assert [json.loads(line)["article"]["id"] for line in out.read_text().splitlines()] == [str(n) for n in range(40)]


def _lines(part: Path) -> int:
    return part.read_bytes().count(b"\n") if part.exists() else 0


def test_ctrl_c_reaches_workers_quietly(tmp_path: Path) -> None:
    """A terminal sends it to all processes; those that have just begun know nothing of it."""
    given, out = articles(tmp_path / "a.jsonl", 400), tmp_path / "o.jsonl"
    command = [sys.executable, "-m", "extractor", "extract", str(given), "--workers", "2", "--out", str(out)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as process:
        while not out.with_name("o.jsonl.part").exists() and process.poll() is None:
            time.sleep(0.01)
        time.sleep(0.4)
        os.killpg(process.pid, signal.SIGINT)
        _, told = process.communicate(timeout=WAIT)
    assert process.returncode == 130
    assert b"Traceback" not in told


def test_ctrl_c_while_the_file_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given, out = articles(tmp_path / "a.jsonl", 5), tmp_path / "o.json"

    def interrupted(journal: Journal) -> Iterator[Any]:
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(Journal, "results", interrupted)
    with Answering() as server:
        assert extract(given, out, server.url) == 130
        assert beside(out) == {"o.json.part"}
        assert "the same command continues" in capsys.readouterr().err
        monkeypatch.undo()
        assert extract(given, out, server.url) == 0
        assert (beside(out), sum(server.asked.values())) == ({"o.json"}, 5)

        out = tmp_path / "o.jsonl"
        monkeypatch.setattr(Journal, "_is_in_order", lambda journal: False)
        monkeypatch.setattr(Journal, "lines", interrupted)
        assert extract(given, out, server.url) == 130
        assert beside(out) == {"o.jsonl.part"}


def test_ctrl_c_after_the_file_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def interrupted(extractor: Extractor, *_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Extractor, "__aexit__", interrupted)
    out = tmp_path / "o.jsonl"
    assert run.extract(run.Order([str(articles(tmp_path / "a.jsonl", 2))], out=out), Settings(cache=None)) == 130
    assert f"Interrupted; 2 results written to {out}." in capsys.readouterr().err
    assert beside(out) == {"o.jsonl"}


def test_inputs_that_change_between_two_lives(tmp_path: Path) -> None:
    """The file is that of the inputs as they are at the end; only what is new or changed is read."""
    given, out = articles(tmp_path / "a.jsonl", 8), tmp_path / "o.jsonl"
    with Answering(lambda number, times: error(401) if number == 5 else None) as server:
        assert extract(given, out, server.url, concurrency=1) == 1
    lines = given.read_text().splitlines(keepends=True)
    changed = lines[2].replace("left", "sold")
    added = lines[0].replace('"0"', '"8"').replace("arbour 0", "arbour 8")
    given.write_text("".join([lines[4], lines[0], added, changed, *lines[5:]]))
    with Answering() as server:
        assert extract(given, out, server.url) == 0
        assert sorted(server.asked) == [2, 5, 6, 7, 8]
        assert extract(given, whole := tmp_path / "whole.jsonl", server.url) == 0
    assert out.read_bytes() == whole.read_bytes()
    assert [json.loads(line)["article"]["id"] for line in out.read_text().splitlines()] == list("4082567")


def test_what_an_offline_run_did_not_find_is_asked_for_by_the_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given, out, cache = articles(tmp_path / "a.jsonl", 6), tmp_path / "o.jsonl", tmp_path / "answers.sqlite"
    with Answering() as server:
        order = run.Order([str(given)], limit=4, out=tmp_path / "four.jsonl")
        assert run.extract(order, Settings(model="m", base_url=server.url, cache=cache)) == 0
        assert extract(given, out, server.url, cache=cache, offline=True) == 1
        assert "4 sentences failed (4 for want of an answer in the cache)" in capsys.readouterr().err
        out.rename(f"{out}.part")  # as if it had been stopped before its end
        assert extract(given, out, server.url, cache=cache) == 0
        assert "6 articles (4 of them before)" in capsys.readouterr().err
        assert extract(given, whole := tmp_path / "whole.jsonl", server.url, cache=cache) == 0
        assert len(server.seen) == 6
    assert out.read_bytes() == whole.read_bytes()
    assert beside(out) == {"o.jsonl"}


def test_a_folder_that_vanishes_on_the_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder := tmp_path / "articles").mkdir()
    for number in range(40):
        (folder / f"{number:02}.txt").write_text(f"Harbour {number} was closed, said Ilse Brandt. {BRIDGE}")

    def choose(number: int, times: int) -> Reply | None:
        if number == 2:
            shutil.rmtree(folder, ignore_errors=True)
        return None

    with Answering(choose) as server:
        code = extract(folder, out := tmp_path / "o.jsonl", server.url, concurrency=1)
    written = len(out.read_text().splitlines())
    told = capsys.readouterr().err
    assert code == 1
    assert written >= 3
    assert told.count("does not exist; check the path") == 40 - written
    assert f"{40 - written} inputs unreadable" in told


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KiB."""
    (place := tmp_path / "disk").mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("a file system cannot be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize("format", ["jsonl", "json", "sqlite"])
def test_a_disk_that_is_full(tmp_path: Path, small_disk: Path, capsys: pytest.CaptureFixture[str], format: str) -> None:
    """While results come, or while the file is made of them."""
    given, out = articles(tmp_path / "a.jsonl", 60 if format == "jsonl" else 18), small_disk / f"o.{format}"
    with Answering() as server:
        assert extract(given, out, server.url) == 1
        told = capsys.readouterr().err
        assert "No space left on device" in told or "full" in told
        assert beside(out) == {f"o.{format}.part"}
        subprocess.run(["mount", "-o", "remount,size=4m", str(small_disk)], check=True)
        assert extract(given, out, server.url) == 0
        assert max(server.asked.values()) <= (2 if format == "jsonl" else 1)
    assert beside(out) == {f"o.{format}"}
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(SettingError, match="Read-only"):
        extract(given, out, server.url)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are found below /proc")
def test_a_worker_that_is_killed_as_it_starts_is_told(tmp_path: Path) -> None:
    """And nobody waits for the others that were being started."""
    given, out = articles(tmp_path / "a.jsonl", 900), tmp_path / "o.jsonl"
    with started("extract", given, "--workers", "3", "--out", out) as process:
        while not (workers := _workers(process.pid)) and process.poll() is None:
            time.sleep(0.001)
        os.kill(workers[0], signal.SIGKILL)
        _, told = process.communicate(timeout=WAIT)
    assert process.returncode in (1, 2)
    assert b"A worker process ended" in told  # where Python's pool stumbles over its own thread, it says so as well
    assert b"not foreseen" not in told


def _workers(parent: int) -> list[int]:
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]
