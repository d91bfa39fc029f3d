"""The commands over the cache, on SQLite files and on recordings."""

import sqlite3
from pathlib import Path

import pytest

from extractor.cache import Cache
from extractor.cache.recording import Row
from tests.commands import Command
from tests.faults import FaultServer, answer

ROW = Row(
    {"model": "m", "messages": []}, completion={"choices": [{"message": {"role": "assistant", "content": "Rain"}}]}
)


def test_the_cache_commands(command: Command, tmp_path: Path) -> None:
    file, copy, recording = (tmp_path / name for name in ("a.sqlite", "b.sqlite", "c.jsonl"))
    with Cache.open(file) as cache:
        assert "made" not in command("cache", "stats", "--cache", file).out
        cache.put(ROW)
    assert "m (1)" in command("cache", "stats", "--cache", file).out
    assert command("cache", "export", recording, "--cache", file).code == 0
    assert command("cache", "import", recording, "--cache", copy).code == 0
    assert "m (1)" in command("cache", "stats", "--cache", copy).out
    assert command("cache", "prune", "--older-than", "1", "--cache", copy).out == "0 removed.\n"
    assert command("cache", "prune", "--model", "m", "--cache", copy).out == "1 removed.\n"
    assert command("cache", "verify", "--cache", copy).out == "0 rows checked, 0 problems.\n"


def test_a_recording_is_neither_pruned_nor_added_to(command: Command, tmp_path: Path) -> None:
    file, recording = tmp_path / "a.sqlite", tmp_path / "c.jsonl"
    with Cache.open(file) as cache:
        cache.put(ROW)
        cache.dump(recording)
    before = recording.read_bytes()
    for arguments in (["prune", "--model", "m"], ["import", recording]):
        ended = command("cache", *arguments, "--cache", recording)
        assert (ended.code, ended.out) == (2, "")
        assert "is a recording, which is read and never written" in ended.told[0]
    assert recording.read_bytes() == before


def test_a_recording_as_cache_of_a_live_run_is_refused_before_anybody_is_asked(
    command: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = folder.parent / "c.jsonl"
    recording.write_text("")
    with FaultServer(answer()) as server:
        live = command("extract", folder, "--model", "m", "--base-url", server.url, "--cache", recording)
        assert server.seen == []
    assert (live.code, live.out) == (2, "")
    assert "add --offline" in live.told[0]
    monkeypatch.setenv("EXTRACTOR_CACHE", str(recording))
    assert command("extract", folder, "--model", "m", "--offline").code == 1
    assert command("extract", folder).code == 0


@pytest.mark.parametrize("name", ["a.sqlite", "a.jsonl"])
def test_an_altered_answer_is_a_problem_of_a_cache_and_of_a_recording(
    command: Command, tmp_path: Path, name: str
) -> None:
    cache, file = tmp_path / "cache.sqlite", tmp_path / name
    with Cache.open(cache) as opened:
        opened.put(ROW)
        opened.dump(tmp_path / "a.jsonl")
    if name == "a.sqlite":
        cache.rename(file)
        with sqlite3.connect(file) as connection:
            connection.execute("UPDATE answers SET completion = replace(completion, 'Rain', 'Snow')")
        connection.close()
    else:
        file.write_text(file.read_text().replace("Rain", "Snow"))
    ended = command("cache", "verify", "--cache", file)
    assert ended.code == 1
    assert "its checksum is not that of its answer" in ended.out
    assert ended.out.endswith("1 row checked, 1 problem.\n")
    export = command("cache", "export", tmp_path / "b.jsonl", "--cache", file)
    assert (export.code, "was changed" in export.told[0]) == (2, True)


def test_the_cache_is_never_exported_over_itself(command: Command, tmp_path: Path) -> None:
    with Cache.open(file := tmp_path / "a.sqlite") as cache:
        cache.put(ROW)
    ended = command("cache", "export", file, "--cache", file)
    assert (ended.code, ".jsonl" in ended.told[0]) == (2, True)
    assert "m (1)" in command("cache", "stats", "--cache", file).out


def test_cache_verify_ends_in_1_where_a_row_is_wrong(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite"
    with Cache.open(file) as cache:
        cache.put(ROW)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE answers SET key = 'other'")
    connection.close()
    ended = command("cache", "verify", "--cache", file)
    assert ended.code == 1
    assert "its key is not that of its request" in ended.out
