import gzip
import json
import multiprocessing
import sqlite3
import stat
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.cache import Cache, Verification, verify
from extractor.cache.recording import Row, as_line
from extractor.errors import CacheError, SettingError
from extractor.schema import Usage

COMPLETION = {"choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "{}"}}]}


def request(user: str = "1 Rain fell.", **changes: Any) -> dict[str, Any]:
    messages = [
        {"role": "system", "content": changes.pop("system", "Find claims.")},
        {"role": "user", "content": "1 Snow fell."},
        {"role": "assistant", "content": '{"claims": []}'},
        {"role": "user", "content": user},
    ]
    return {"model": "m", "messages": messages, "response_format": {"schema": 1}, "temperature": 0, **changes}


def row(user: str = "1 Rain fell.", sample: int = 0, **changes: Any) -> Row:
    usage = Usage(requests=1, prompt_tokens=11, completion_tokens=7)
    return Row(request(user, **changes), sample, "answer", usage, COMPLETION, "2023-05-01T00:00:00Z")


@pytest.fixture
def cache(tmp_path: Path) -> Any:
    with Cache.open(tmp_path / "deep" / "er" / "answers.sqlite") as cache:
        yield cache


def test_a_new_file_is_its_owners_alone(cache: Cache) -> None:
    cache.put(row())
    for file in cache.path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_what_is_put_is_got(cache: Cache) -> None:
    cache.put(row())
    assert cache.get(request()) == row()
    assert cache.get(request("1 Hail fell.")) is None
    assert cache.get(request(), sample=1) is None


def test_the_order_of_a_requests_fields_is_nothing(cache: Cache) -> None:
    cache.put(row())
    assert cache.get(dict(reversed(request().items()))) is not None


@pytest.mark.parametrize(
    "changed", [{"model": "n"}, {"system": "?"}, {"temperature": 1}, {"response_format": {}}, {"max_tokens": 5}]
)
def test_any_change_of_a_request_misses(cache: Cache, changed: dict[str, Any]) -> None:
    cache.put(row())
    assert cache.get(request(**changed)) is None


def test_a_later_answer_replaces_an_earlier_one(cache: Cache) -> None:
    cache.put(row())
    cache.put(Row(request(), outcome="truncated"))
    found = cache.get(request())
    assert found
    assert (found.outcome, found.completion) == ("truncated", None)
    assert cache.stats().exchanges == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"system": "Find all claims."}, "in the system prompt"),
        ({"user": "1 Hail fell."}, "in the user message"),
        ({"response_format": {"schema": 2}}, "in the schema"),
        ({"temperature": 1, "max_tokens": 5}, "in the parameters (max_tokens, temperature)"),
        ({"system": "?", "user": "?", "temperature": 2}, "in the system prompt, the user message and the parameters"),
        ({"model": "n"}, "no answer of model n is recorded, only of m"),
    ],
)
def test_a_miss_says_what_changed(cache: Cache, changed: dict[str, Any], words: str) -> None:
    cache.put(row())
    assert words in cache.explain(request(**changed))


def test_a_miss_names_the_part_against_the_row_of_the_same_article(cache: Cache) -> None:
    cache.put(row("1 Hail fell.", system="new"))
    cache.put(row("1 Rain fell.", system="old"))
    assert cache.explain(request("1 Rain fell.", system="new")).endswith("in the system prompt")


def test_a_miss_of_a_sample_and_of_everything(cache: Cache) -> None:
    assert cache.explain(request()) == "the cache is empty"
    cache.put(row())
    assert cache.explain(request(), sample=2) == "only sample 0 of it is recorded, not 2"


def test_stats(cache: Cache) -> None:
    cache.put(row())
    cache.put(row(model="n"))
    cache.put(Row(request("x"), outcome="refused", usage=Usage(requests=1, prompt_tokens=1)))
    stats = cache.stats()
    assert (stats.exchanges, stats.answers, stats.models) == (3, 2, (("m", 2), ("n", 1)))
    assert (stats.prompt_tokens, stats.completion_tokens) == (23, 14)
    assert stats.oldest == "2023-05-01T00:00:00Z"
    assert stats.newest
    assert stats.newest > stats.oldest
    assert stats.bytes > 0


def test_prune_by_age_by_model_and_by_both(cache: Cache) -> None:
    cache.put(row())
    cache.put(row(model="n"))
    cache.put(Row(request("new", model="n"), completion=COMPLETION))
    assert cache.prune(older_than_days=1, model="m") == 1
    assert cache.prune(older_than_days=1) == 1
    assert cache.prune(model="m") == 0
    assert cache.prune(model="n") == 1
    with pytest.raises(SettingError):
        cache.prune()


def test_verify_sees_every_kind_of_damage(cache: Cache) -> None:
    for number in range(5):
        cache.put(row(str(number)))
    assert cache.verify().problems == ()
    changes = (
        ("request", '{"model": "m"}', "not that of its request"),
        ("system", "x", "hashes of its parts"),
        ("completion", '{"choices": []}', "its answer is missing"),
        ("completion", "{", "cannot be read"),
        ("outcome", "truncated", "its answer is there"),
    )
    keys = [Row(request(str(number))).key for number in range(5)]
    with sqlite3.connect(cache.path) as other:
        for key, (column, value, _) in zip(keys, changes, strict=True):
            other.execute(f"UPDATE answers SET {column} = ? WHERE key = ?", (value, key))  # noqa: S608 - the columns above
    checked = cache.verify()
    assert checked.rows == 5
    for key, (_, _, words) in zip(keys, changes, strict=True):
        assert any(key[:12] in problem and words in problem for problem in checked.problems), words


def test_a_changed_row_is_neither_replayed_nor_exported(cache: Cache, tmp_path: Path) -> None:
    cache.put(row())
    with sqlite3.connect(cache.path) as other:
        other.execute("UPDATE answers SET completion = replace(completion, '{}', '[]')")
    with pytest.raises(CacheError, match="its checksum is not that of its answer"):
        cache.get(request())
    with pytest.raises(CacheError, match="cache verify lists such rows"):
        cache.dump(tmp_path / "r.jsonl")
    cache.put(row())
    assert cache.get(request()) == row()


@pytest.mark.parametrize(
    "change",
    [
        "created = '2020-01-01T00:00:00Z'",
        "completion_tokens = 8",
        "completion = replace(completion, 'stop', 'length')",
        "outcome = 'refused'",
        "checksum = ''",
    ],
)
def test_a_checksum_covers_all_that_came_back(cache: Cache, change: str) -> None:
    cache.put(row())
    with sqlite3.connect(cache.path) as other:
        other.execute(f"UPDATE answers SET {change}")  # noqa: S608 - the changes above
    assert "its checksum" in cache.verify().problems[0]


@pytest.mark.parametrize(("version", "added"), [(1, ["checksum", "cached_tokens"]), (2, ["cached_tokens"])])
def test_a_file_of_an_older_version_is_brought_up_to_date(cache: Cache, version: int, added: list[str]) -> None:
    cache.put(row())
    with sqlite3.connect(cache.path) as other:
        for column in added:
            other.execute(f"ALTER TABLE answers DROP COLUMN {column}")
        other.execute(f"PRAGMA user_version = {version}")
    for _ in range(2):
        with Cache.open(cache.path) as again:
            assert again.verify() == Verification(1, ())
            assert again.get(request()) == row()


def test_tokens_that_a_server_had_cached_are_kept(cache: Cache, tmp_path: Path) -> None:
    usage = Usage(requests=1, prompt_tokens=11, completion_tokens=7, cached_tokens=8)
    cache.put(replace(row(), usage=usage))
    found = cache.get(request())
    assert found is not None
    assert found.usage == usage
    cache.dump(path := tmp_path / "r.jsonl")
    with Cache.open(path) as recording:
        assert recording.get(request()) == found


def test_a_line_without_a_checksum_is_read_and_reported(tmp_path: Path) -> None:
    record = {name: value for name, value in json.loads(as_line(row())).items() if name != "checksum"}
    (path := tmp_path / "r.jsonl").write_text(json.dumps(record) + "\nno row\n" + as_line(row("other")) + "\n")
    found = verify(path)
    assert found.rows == 3
    assert found.problems == (
        "Line 1: it is of an older version and has no checksum; cache export writes it with one.",
        "Line 2: it is no recorded answer.",
    )
    path.write_text(json.dumps(record))
    with Cache.open(path) as recording:
        assert recording.get(request()) == row()


@pytest.mark.parametrize("name", ["answers.jsonl", "answers.jsonl.gz"])
def test_a_recording_is_stable_and_reads_back(cache: Cache, tmp_path: Path, name: str) -> None:
    for user in ("b", "“a”\n\u2028é", "\ud800"):
        cache.put(row(user))
    cache.put(Row(request("t"), outcome="truncated", created="2023-05-01T00:00:00Z"))
    path, again = tmp_path / name, tmp_path / f"again-{name}"
    assert cache.dump(path) == 4
    with Cache.open(tmp_path / "other.sqlite") as other:
        assert other.load(path) == 4
        other.dump(again)
        assert other.get(request("\ud800")) == row("\ud800")
        assert other.verify().problems == ()
    assert path.read_bytes() == again.read_bytes()


def test_a_recording_is_sorted_and_readable(cache: Cache, tmp_path: Path) -> None:
    for number in range(20):
        cache.put(row(f"Straße {number}"))
    cache.dump(tmp_path / "r.jsonl")
    lines = (tmp_path / "r.jsonl").read_text().splitlines()
    keys = [json.loads(line)["key"] for line in lines]
    assert keys == sorted(keys)
    assert "Straße 3" in "".join(lines)


def test_a_recording_can_be_replayed_but_not_written(cache: Cache, tmp_path: Path) -> None:
    cache.put(row())
    cache.dump(tmp_path / "r.jsonl.gz")
    before = (tmp_path / "r.jsonl.gz").read_bytes()
    with Cache.open(tmp_path / "r.jsonl.gz") as recording:
        assert recording.get(request()) == row()
        for write in (
            lambda: recording.put(row("other")),
            lambda: recording.prune(model="m"),
            lambda: recording.load(recording.path),
        ):
            with pytest.raises(CacheError, match="never written"):
                write()
    assert (tmp_path / "r.jsonl.gz").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("r.jsonl", b'{"key": 1}\n', "Line 1 of"),
        ("r.jsonl", b"\n{\n", "Line 2 of"),
        ("r.jsonl", as_line(row()).replace("Rain", "Hail").encode(), "Line 1 .* was changed"),
        ("r.jsonl", as_line(row()).replace('"{}"', '"[]"').encode(), "Line 1 .* was changed: its checksum"),
        ("r.jsonl", b"\xff", "cannot be read"),
        ("r.jsonl.gz", b"no gzip", "cannot be read"),
        ("r.jsonl.gz", gzip.compress(b"{}" * 50, mtime=0)[:-12], "cannot be read"),
    ],
)
def test_a_broken_recording_is_named(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(CacheError, match=words):
        Cache.open(tmp_path / name)


def test_a_file_that_is_no_cache_is_refused(tmp_path: Path) -> None:
    text, other, later = tmp_path / "a.txt", tmp_path / "b.sqlite", tmp_path / "c.sqlite"
    text.write_text("These are notes, and no database at all. " * 10)
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE notes (words TEXT)")
    Cache.open(later).close()
    with sqlite3.connect(later) as connection:
        connection.execute("PRAGMA user_version = 99")
    for path, words in ((text, "not a database"), (other, "another program"), (later, "newer version")):
        with pytest.raises(CacheError, match=words) as caught:
            Cache.open(path)
        assert str(path) in str(caught.value)
        assert "\n" not in str(caught.value)
    assert text.read_text().startswith("These are notes")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file" / "answers.sqlite", tmp_path):
        with pytest.raises(CacheError, match="--no-cache"):
            Cache.open(path)


def test_a_closed_file_is_a_cache_error(cache: Cache) -> None:
    cache.close()
    with pytest.raises(CacheError, match="cannot be used"):
        cache.get(request())


def test_threads_share_one_cache(cache: Cache) -> None:
    threads = [threading.Thread(target=_write, args=(cache, worker)) for worker in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.stats().exchanges == 80


def _write(cache: Cache, worker: int) -> None:
    for number in range(10):
        cache.put(row(f"{worker} {number}"))
        assert cache.get(request(f"{worker} {number}"))


def _open_and_write(path: Path, worker: int) -> None:
    with Cache.open(path) as cache:
        _write(cache, worker)


def test_processes_create_and_share_one_file(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_open_and_write, args=(path, worker)) for worker in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 6
    with Cache.open(path) as cache:
        assert (cache.stats().exchanges, cache.verify().problems) == (60, ())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(user=st.text(), extra=JSON)
def test_any_row_reads_back_from_a_line(user: str, extra: Any) -> None:
    line = as_line(row(user, seed=extra))
    assert "\n" not in line
    assert json.loads(line)["key"] == row(user, seed=extra).key == row(user, seed=json.loads(json.dumps(extra))).key
