import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from pyarrow import parquet

from extractor import extract
from extractor.errors import SettingError
from extractor.export import as_json, part_of
from extractor.journal import Journal
from extractor.schema import Article, ArticleResult, Provenance
from tests.commands import BRIDGE, Command

RESULTS = [extract(Article(id=str(n), text=f"Article {n}. {BRIDGE}")) for n in range(4)]
MADE = RESULTS[0].provenance


def lines(results: list[ArticleResult]) -> bytes:
    return b"".join(as_json(result).encode() + b"\n" for result in results)


def written(out: Path, *places: int) -> Journal:
    journal = Journal.open(out, MADE)
    for place in places:
        journal.add(place, RESULTS[place].article.id, as_json(RESULTS[place]))
    return journal


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "claims.jsonl"


def test_every_result_is_in_the_file_at_once(out: Path) -> None:
    journal = written(out, 0, 1)
    assert out.with_name("claims.jsonl.part").read_bytes() == lines(RESULTS[:2])
    journal.close()


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (2, 0, 3, 1)])
def test_the_file_has_the_order_of_the_inputs(out: Path, order: tuple[int, ...]) -> None:
    journal = written(out, *order)
    journal.finish()
    journal.close()
    assert out.read_bytes() == lines(RESULTS)
    assert [path.name for path in out.parent.iterdir()] == ["claims.jsonl"]


def test_a_later_run_goes_on_where_the_first_was(out: Path) -> None:
    written(out, 2, 0).close()
    journal = Journal.open(out, MADE)
    assert journal.found == 2
    for place, result in enumerate(RESULTS):
        counts = journal.before(result.article, place)
        assert (counts is not None) == (place in (0, 2))
        if counts is None:
            journal.add(place, result.article.id, as_json(result))
        else:
            assert (counts.claims, counts.failed, counts.whole) == (len(result.claims), 0, None)
    journal.finish()
    journal.close()
    assert out.read_bytes() == lines(RESULTS)


@pytest.mark.parametrize("cut", [1, 20, 200, 1000])
def test_a_torn_last_line_is_cut_off(out: Path, cut: int) -> None:
    part = out.with_name("claims.jsonl.part")
    part.write_bytes(lines(RESULTS[:2])[:-cut])
    journal = Journal.open(out, MADE)
    assert journal.found == 1
    assert part.read_bytes() == lines(RESULTS[:1])
    journal.close()


def test_a_torn_first_line_leaves_nothing(out: Path) -> None:
    part = out.with_name("claims.jsonl.part")
    for torn in (*(lines(RESULTS[:1])[:size] for size in (1, 17, 18, 300)), bytes(500)):
        part.write_bytes(torn)
        journal = Journal.open(out, MADE)
        assert journal.found == 0
        journal.close()
        assert not part.exists()


@pytest.mark.parametrize("strange", [b"my notes", b"my notes\n", b'{"a": 1}\n', b'{"article":{"id":\n'])
def test_what_is_no_unfinished_run_is_not_touched(out: Path, strange: bytes) -> None:
    part = out.with_name("claims.jsonl.part")
    for before in (b"", lines(RESULTS[:1])):
        part.write_bytes(before + strange)
        with pytest.raises(SettingError, match="remove it"):
            Journal.open(out, MADE)
        assert part.read_bytes() == before + strange


def test_results_of_other_settings_are_not_mixed(out: Path) -> None:
    written(out, 0).close()
    other = Provenance(extractor=MADE.extractor, engine="llm", model="m", prompt="claims.v1", parameters={"x": 1})
    with pytest.raises(SettingError, match=r"model rules.*now.*model m"):
        Journal.open(out, other)
    unsaid = other.model_copy(update={"parameters": {"x": 1, "temperature": None}})
    out.with_name("claims.jsonl.part").write_bytes(lines([RESULTS[0].model_copy(update={"provenance": unsaid})]))
    said = other.model_copy(update={"parameters": {"x": 1, "temperature": 0}})
    Journal.open(out, said).close()


def test_an_article_that_was_changed_is_read_again_and_one_that_is_gone_is_left_out(out: Path) -> None:
    written(out, 0, 1, 2).close()
    journal = Journal.open(out, MADE)
    changed = extract(RESULTS[1].article.model_copy(update={"title": "Bridge"}))
    assert journal.before(RESULTS[0].article, 0) is not None
    assert journal.before(changed.article, 1) is None
    journal.add(1, changed.article.id, as_json(changed))
    journal.finish()
    journal.close()
    assert out.read_bytes() == lines([RESULTS[0], changed])
    assert (journal.left, part_of(out).exists()) == (1, True), "what was paid for is never thrown away unasked"
    again = Journal.open(out, MADE)
    assert all(again.before(each.article, place) for place, each in enumerate([RESULTS[0], changed, RESULTS[2]]))
    again.finish()
    again.close()
    assert out.read_bytes() == lines([RESULTS[0], changed, RESULTS[2]])
    assert (again.left, part_of(out).exists()) == (0, False)


def test_what_is_written_is_on_the_disk_a_second_later(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[float] = []
    monkeypatch.setattr("os.fsync", lambda _: synced.append(time.monotonic()))
    monkeypatch.setattr("extractor.journal._SYNCED", 0.1)

    async def run() -> float:
        journal = Journal.open(out, MADE)
        for place in (0, 1):
            journal.add(place, RESULTS[place].article.id, as_json(RESULTS[place]))
        last = time.monotonic()
        await asyncio.sleep(0.5)
        journal.close()
        return last

    last = asyncio.run(run())
    assert synced[-1] > last, "though no further result came"


def test_two_processes_never_write_one_file(out: Path) -> None:
    journal = written(out, 0)
    code = (
        "import sys; from pathlib import Path; from extractor.journal import Journal\n"
        "from extractor.errors import SettingError; from extractor.schema import Provenance\n"
        "try: Journal.open(Path(sys.argv[1]), Provenance.model_validate_json(sys.argv[2])); print('held')\n"
        "except SettingError as error: print(error)"
    )
    command = [sys.executable, "-c", code, str(out), MADE.model_dump_json()]
    refused = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "is being written by another process" in refused
    journal.close()
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "held\n"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="cannot be written"):
        Journal.open(tmp_path / "none" / "claims.jsonl", MADE)


def content(out: Path) -> object:
    """A file's bytes, or of a database or Parquet, which hold more than their rows say, the rows."""
    if out.suffix == ".parquet":
        return parquet.read_table(out).to_pylist()
    if out.suffix != ".sqlite":
        return out.read_bytes()
    with closing(sqlite3.connect(out)) as database:
        return list(database.iterdump())


@pytest.mark.parametrize("format", ["json", "csv", "html", "table", "jsonld", "sqlite", "jsonl", "parquet"])
def test_every_format_is_made_of_the_journal(command: Command, folder: Path, format: str) -> None:
    out, part = folder.parent / f"out.{format}", folder.parent / f"out.{format}.part"
    assert command("extract", folder, "--format", "jsonl", "--out", folder.parent / "whole.jsonl").code == 0
    whole = (folder.parent / "whole.jsonl").read_bytes().splitlines(keepends=True)
    options = ("--format", format, "--out", out)
    assert command("extract", folder, *options).code == 0
    undisturbed = content(out)
    out.unlink()
    part.write_bytes(whole[1] + whole[0][:99])
    ended = command("extract", folder, *options)
    assert ended.code == 0
    assert "3 articles (1 of them before)" in ended.err
    assert content(out) == undisturbed
    assert not part.exists()


def test_a_disk_that_fills_up_corrupts_nothing(folder: Path) -> None:
    """A limit on the size of files stands for a disk without room: the system writes a part and then refuses."""
    out = folder.parent / "claims.jsonl"
    code = (
        "import resource, signal, sys; from extractor.cli import main\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))\n"
        "sys.exit(main(sys.argv[2:]))"
    )
    arguments = ["extract", str(folder), "--out", str(out), "--concurrency", "1"]
    one = len(as_json(extract(next(iter(_articles(folder)))))) + 1
    full = subprocess.run(
        [sys.executable, "-c", code, str(one + one // 2), *arguments], capture_output=True, text=True, check=False
    )
    assert full.returncode == 1
    assert "cannot be written" in full.stderr
    assert not out.exists()
    ended = subprocess.run([sys.executable, "-m", "extractor", *arguments], capture_output=True, text=True, check=False)
    assert (ended.returncode, "(1 of them before)" in ended.stderr) == (0, True)
    assert [json.loads(line)["article"]["text"][:10] for line in out.read_text().splitlines()] == [
        f"Article {n}." for n in (1, 2, 3)
    ]


def _articles(folder: Path) -> list[Article]:
    from extractor import read

    return [item for item in read(folder) if isinstance(item, Article)]


def test_an_input_that_vanishes_is_told_and_the_rest_goes_on(command: Command, folder: Path) -> None:
    out = folder.parent / "claims.jsonl"
    ended = command("extract", folder / "1.txt", folder / "gone.txt", folder / "3.txt", "--out", out)
    assert (ended.code, len(out.read_text().splitlines())) == (1, 2)
    assert "gone.txt does not exist" in ended.err


def test_workers_make_the_same_file(folder: Path, command: Command) -> None:
    for number in range(4, 12):
        (folder / f"{number}.txt").write_text(f"date: 2024-06-12\n\nArticle {number}. {BRIDGE * number}")
    alone, together = folder.parent / "1.jsonl", folder.parent / "2.jsonl"
    assert command("extract", folder, "--out", alone).code == 0
    ran = [sys.executable, "-m", "extractor", "extract", str(folder), "--workers", "2", "--out", str(together)]
    subprocess.run(ran, check=True, capture_output=True)
    assert together.read_bytes() == alone.read_bytes()
    assert command("extract", folder, "--workers", "2").out == command("extract", folder).out


def test_a_model_is_asked_by_one_process(command: Command, folder: Path) -> None:
    ended = command("extract", folder, "--workers", "2", "--model", "m", "--base-url", "http://127.0.0.1:9/v1")
    assert ended.code == 2
    assert "--concurrency" in ended.err


def test_workers_end_with_the_process_that_started_them(folder: Path) -> None:
    for number in range(4, 400):
        (folder / f"{number}.txt").write_text(f"Article {number}. {BRIDGE * 5}")
    place = folder.parent / "o.jsonl"
    ran = [
        sys.executable,
        "-m",
        "extractor",
        "extract",
        str(folder),
        "--workers",
        "2",
        "--out",
        str(place),
    ]
    with subprocess.Popen(ran, stderr=subprocess.PIPE, start_new_session=True) as process:
        part = place.with_name("o.jsonl.part")
        while not (part.exists() and part.stat().st_size) and process.poll() is None:
            os.sched_yield()
        process.kill()
        assert process.stderr
        process.stderr.read()  # ends when the last of them has closed it
    assert process.returncode == -signal.SIGKILL
