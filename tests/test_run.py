"""A run from its inputs to its file: what is written, what stays, and what a person is told."""

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.cache import Cache
from extractor.normalize import normalize
from extractor.schema import Article, ArticleResult
from tests.commands import BRIDGE, SEED, Command, finished, on_a_terminal, started
from tests.faults import FaultServer, Reply, answer, error


def test_no_input_is_written_over_under_whatever_name(command: Command, folder: Path) -> None:
    article = folder / "1.txt"
    before = article.read_bytes()
    (link := folder.parent / "link.txt").symlink_to(article)
    (hard := folder.parent / "hard.txt").hardlink_to(article)
    for out in (article, link, hard, folder / ".." / "articles" / "1.txt"):
        for read in (article, folder):
            ended = command("extract", read, "--out", out, "--format", "jsonl")
            assert (ended.code, ended.out, article.read_bytes()) == (2, "", before)
            (told,) = ended.told
            assert f"--out {out} would be written over {article}" in told
    with article.open("rb") as stdin:
        given = [sys.executable, "-m", "extractor", "extract", "-", "--out", str(article)]
        assert subprocess.run(given, stdin=stdin, capture_output=True, check=False).returncode == 2
    assert article.read_bytes() == before


def test_neither_results_nor_a_cache_that_is_read_are_written_over(command: Command, folder: Path) -> None:
    results = folder.parent / "results.jsonl"
    assert command("extract", folder, "--out", results).code == 0
    before = results.read_bytes()
    assert command("show", results, "--out", results).code == 2
    options = ("--model", "m", "--offline", "--cache", results, "--out", results)
    assert command("extract", folder, *options).code == 2
    assert results.read_bytes() == before


def test_a_folder_that_is_read_takes_no_results(command: Command, folder: Path) -> None:
    """They would be an input of the next run."""
    (folder / "deeper").mkdir()
    for out in (folder / "claims.jsonl", folder / "deeper" / "claims.csv", folder / ".." / "articles" / "claims.json"):
        ended = command("extract", folder, "--out", out)
        assert ended.code == 2
        assert f"would stand in {folder}" in ended.told[0]
        assert not out.exists()
    assert command("extract", folder / "1.txt", "--out", folder / "claims.jsonl").code == 0


def test_a_dash_is_standard_output(command: Command, folder: Path) -> None:
    ended = command("extract", folder, "--out", "-", "--format", "jsonl")
    assert (ended.code, ended.out.count("\n")) == (0, 3)
    assert ended.out == command("extract", folder, "--format", "jsonl").out


def test_show_writes_a_file(command: Command, folder: Path) -> None:
    command("extract", folder, "--out", results := folder.parent / "results.jsonl")
    assert command("show", results, "--out", page := folder.parent / "page.html").out == ""
    assert page.read_text() == command("show", results, "--format", "html").out


def test_an_unwritable_place_is_named_before_any_work(command: Command, folder: Path) -> None:
    for out in (folder / "missing" / "a.json", folder):
        ended = command("extract", folder, "--out", out)
        assert (ended.code, len(ended.told)) == (2, 1)
        assert str(out) in ended.told[0]


def test_an_unforeseen_error_is_one_line_and_what_is_done_stays(
    command: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(grounded: object, article: Article, *rest: object) -> object:
        if article.text.startswith("Article 2"):
            raise KeyError("surprise")
        return normalize(grounded, article, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("extractor.pipeline.gating.normalize", broken)
    ended = command("extract", folder, "--format", "jsonl", "--concurrency", "1")
    assert (ended.code, len(ended.out.splitlines())) == (1, 1)
    assert "KeyError" in ended.told[0]
    assert "report" in ended.told[0]
    monkeypatch.setenv("EXTRACTOR_DEBUG", "1")
    with pytest.raises(KeyError):
        command("extract", folder, "--concurrency", "1")


def test_a_model_that_fails_midway_leaves_what_was_written(command: Command, folder: Path) -> None:
    out = folder.parent / "out.jsonl"
    with FaultServer(answer(), error(401)) as server:
        ended = command("extract", folder, "--model", "m", "--base-url", server.url, "--concurrency", "1", "--out", out)
    assert (ended.code, len(Path(f"{out}.part").read_text().splitlines())) == (1, 1)
    assert not out.exists()
    first, last = ended.told
    assert "OPENAI_API_KEY" in first
    assert f"1 result written to {out}.part" in last


def test_an_llm_run_names_the_cache_and_says_what_it_paid(command: Command, folder: Path) -> None:
    cache = folder.parent / "answers.sqlite"
    with FaultServer(answer()) as server:
        arguments = ("extract", folder, "--model", "m", "--base-url", server.url, "--format", "jsonl")
        first = command(*arguments, "--cache", cache)
        second = command(*arguments, "--cache", cache)
        off = command(*arguments, "--no-cache")
        assert len(server.seen) == 6
    assert str(cache) in first.err.splitlines()[0]
    assert "paid: 3 requests, 33 + 21 tokens, price of m unknown; replayed: 0 requests" in first.err
    assert "paid: 0 requests, 0 + 0 tokens; replayed: 3 requests, 33 + 21 tokens" in second.err
    assert first.out == second.out == off.out
    assert "The cache is off" in off.err


def test_missing_offline_is_an_incomplete_run(command: Command, folder: Path) -> None:
    cache = folder.parent / "answers.sqlite"
    Cache.open(cache).close()
    ended = command("extract", folder, "--model", "m", "--offline", "--cache", cache)
    assert ended.code == 1
    assert "missing offline" in ended.out
    assert "without --offline" in " ".join(ended.out.split())


def test_ctrl_c_leaves_the_older_file_and_what_was_written_beside_it(folder: Path) -> None:
    out, part = folder.parent / "out.json", folder.parent / "out.json.part"
    out.write_text("of an earlier run")
    with FaultServer(answer(), Reply(hang=True)) as server:
        options = ("--base-url", server.url, "--concurrency", "1", "--out", out)
        with started("extract", folder, "--model", "m", *options) as process:
            while len(server.seen) < 2 and process.poll() is None:
                server.arrived.wait(0.01)
            process.send_signal(signal.SIGINT)
            _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert f"1 result written to {part}, where the same command continues; {out} is left as it was." in told.decode()
    assert b"Traceback" not in told
    assert out.read_text() == "of an earlier run"
    assert len([ArticleResult.model_validate_json(line) for line in part.read_text().splitlines()]) == 1
    assert sorted(path.name for path in folder.parent.iterdir()) == ["articles", "out.json", "out.json.part"]


def test_a_reader_that_goes_away_ends_the_run_quietly(folder: Path) -> None:
    for number in range(20):
        (folder / f"{number}x.txt").write_text(f"Article {number}. {BRIDGE * 20}")
    with started("extract", folder, "--format", "jsonl") as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read()
    assert process.returncode == 141
    assert told.decode().splitlines()[1:] == []
    assert b"rules engine" in told


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "extractor", "extract", str(SEED)]
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ran.returncode == 2
    assert "No space left" in ran.stderr.splitlines()[-1]


@pytest.mark.parametrize("arguments", [["extract", "--help"], ["extract", SEED]])
def test_a_terminal_without_a_size_is_as_wide_as_plain_text(arguments: list[str | Path]) -> None:
    code, shown = on_a_terminal(*arguments, rows=0, columns=0, TERM="xterm")
    assert code == 0
    assert "Traceback" not in shown
    if arguments[-1] == SEED:
        assert "Who · numbers · dates · certainty" in shown


def test_progress_is_shown_on_a_terminal_only(folder: Path) -> None:
    outer, inner = pty.openpty()
    command = [sys.executable, "-m", "extractor", "extract", str(folder), "--format", "jsonl"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=inner, env={**os.environ, "TERM": "xterm"}
    ) as process:
        out, _ = process.communicate(timeout=60)
    os.close(inner)
    shown = os.read(outer, 1 << 16).decode()
    os.close(outer)
    assert "articles done" in shown
    assert len(out.splitlines()) == 3
    assert "done" not in finished("extract", folder).err
