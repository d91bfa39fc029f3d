import json
import os
import pty
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from extractor.cache import Cache
from extractor.cache.recording import Row
from extractor.normalize import normalize
from extractor.schema import Article, ArticleResult
from tests.commands import BRIDGE, SEED, Command, finished, started
from tests.faults import FaultServer, Reply, answer, error


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in (1, 2, 3):
        (articles / f"{number}.txt").write_text(f"date: 2024-06-1{number}\n\nArticle {number}. {BRIDGE}")
    return articles


def test_help_loads_neither_a_client_nor_a_reader_nor_an_engine() -> None:
    script = (
        "import sys, extractor\n"
        "from extractor.cli import main\n"
        "assert main(['extract', '--help']) == 0\n"
        "heavy = {'openai', 'instructor', 'httpx2', 'trafilatura', 'lxml', 'eld', 'sentencex', 'tenacity'}\n"
        "late = {'extractor.run', 'extractor.pipeline', 'extractor.rules', 'extractor.client', 'extractor.cache'}\n"
        "loaded = (heavy | late) & set(sys.modules)\n"
        "assert not loaded, loaded\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract"],
        ["schema"],
        ["show"],
        ["cache", "stats"],
        ["cache", "prune"],
        ["cache", "verify"],
        ["cache", "export"],
    ],
)
def test_each_command_has_help_with_examples(command: Command, arguments: list[str]) -> None:
    ended = command(*arguments, "--help")
    assert ended.code == 0
    assert f"extractor {' '.join(arguments)} " in ended.out.partition("Example")[2]


def test_without_arguments_the_help_is_shown(command: Command) -> None:
    ended = command()
    assert "Commands" in ended.out + ended.err
    assert "extract" in ended.out + ended.err


def test_version(command: Command) -> None:
    assert command("--version").out.startswith("extractor")


def test_the_schema_describes_what_is_written(command: Command) -> None:
    schema = json.loads(command("schema").out)
    written = json.loads(command("extract", SEED, "--format", "json").out)
    for result in written:
        jsonschema.validate(result, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**written[0], "claims": [{}]}, schema)


def test_rules_read_the_seed_unless_a_model_is_named(command: Command) -> None:
    ended = command("extract", SEED, "--format", "json")
    (result,) = [ArticleResult.model_validate(item) for item in json.loads(ended.out)]
    assert ended.code == 0
    assert (result.provenance.engine, str(result.article.published)) == ("rules", "2023-05-01")
    first, last = ended.err.splitlines()
    assert "rules engine" in first
    assert "--model" in first
    assert last.startswith(f"extractor: 1 article: {len(result.claims)} claims")


def test_who_names_the_rules_is_not_told_of_them(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "rules engine" not in command("extract", SEED, "--model", "rules").err
    monkeypatch.setenv("EXTRACTOR_MODEL", "rules")
    assert "rules engine" not in command("extract", SEED).err


def test_the_table_is_the_default_and_the_suffix_chooses(command: Command, folder: Path) -> None:
    table = command("extract", folder)
    assert "Ilse Brandt (said)" in table.out
    assert table.out.count("· published 2024-06-1") == 3
    for name, opening in {
        "a.json": "[\n{",
        "a.jsonl": '{"article"',
        "a.html": "<!doctype html>",
        "a.txt": "Art",
    }.items():
        out = folder.parent / name
        assert command("extract", folder, "--out", out).out == ""
        assert out.read_text().startswith(opening)
    assert command("extract", folder, "--out", folder.parent / "b.html", "--format", "jsonl").code == 0
    assert len((folder.parent / "b.html").read_text().splitlines()) == 3


def test_show_writes_a_result_again_in_every_format(command: Command, folder: Path) -> None:
    written = command("extract", folder, "--format", "jsonl").out
    (file := folder.parent / "results.jsonl").write_text(written)
    shown = {form: command("show", file, "--format", form) for form in ("table", "json", "jsonl", "html")}
    assert {ended.code for ended in shown.values()} == {0}
    assert shown["jsonl"].out == written
    assert shown["table"].out == command("extract", folder).out
    assert shown["html"].out == command("extract", folder, "--format", "html").out
    (file := folder.parent / "results.json").write_text(shown["json"].out)
    assert command("show", file, "--format", "jsonl").out == written


def test_show_reports_a_bad_line_and_shows_the_others(command: Command, folder: Path) -> None:
    lines = command("extract", folder, "--format", "jsonl").out.splitlines()
    record = json.loads(lines[1])
    record["claims"][0]["evidence"][0]["text"] = record["claims"][0]["evidence"][0]["text"].swapcase()
    (file := folder.parent / "results.jsonl").write_text("\n".join([lines[0], json.dumps(record), lines[2]]))
    ended = command("show", file, "--format", "jsonl")
    assert ended.code == 1
    assert ended.out.splitlines() == [lines[0], lines[2]]
    (told,) = ended.told
    assert "line 2" in told
    assert "does not stand at" in told


@pytest.mark.parametrize("content", ["An article, no result.", '{"text": "An article."}', "[]"])
def test_show_of_what_is_no_result_can_do_nothing(command: Command, tmp_path: Path, content: str) -> None:
    (file := tmp_path / "a.json").write_text(content)
    ended = command("show", file)
    assert (ended.code, ended.out, len(ended.told)) == (2, "", 1)


def test_limit_reads_the_first_articles_only(command: Command, folder: Path) -> None:
    (folder / "0.txt").write_text("")
    ended = command("extract", folder, "--limit", "2", "--format", "jsonl")
    assert [json.loads(line)["article"]["published"] for line in ended.out.splitlines()] == ["2024-06-11", "2024-06-12"]


def test_published_fills_in_for_articles_without_a_date(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BRIDGE)
    ended = command("extract", tmp_path, "--published", "2024-06-12", "--format", "json")
    (result,) = json.loads(ended.out)
    assert result["claims"][0]["times"][0]["start"] == "2024-06-10"


def test_standard_input_is_read() -> None:
    ended = finished("extract", "-", "--format", "json", given=BRIDGE.encode())
    assert ended.code == 0
    assert json.loads(ended.out)[0]["article"]["text"] == BRIDGE


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["extract"], "See: extractor extract --help"),
        (["extract", "a.txt", "--modle", "m"], "--model"),
        (["extract", "a.txt", "--format", "csv"], "jsonl"),
        (["extract", "a.txt", "--limit", "0"], "--limit"),
        (["extract", "a.txt", "--concurrency", "many"], "--concurrency"),
        (["extract", "a.txt", "--cache", "c", "--no-cache"], "leave out one"),
        (["extract", "a.txt", "--model", "m", "--offline", "--no-cache"], "--cache"),
        (["extract", "a.txt", "--model", "m", "--base-url", "nowhere"], "http://localhost:8080/v1"),
        (["serve"], "--help"),
        (["cache", "prune"], "an age in days"),
        (["cache", "stats"], "does not exist"),
    ],
)
def test_a_usage_error_is_one_line_and_exit_code_2(command: Command, arguments: list[str], remedy: str) -> None:
    if arguments[-1] == "prune":
        Cache.open(Path(os.environ["EXTRACTOR_CACHE"])).close()
    ended = command(*arguments)
    assert (ended.code, ended.out) == (2, "")
    (told,) = ended.told
    assert told.startswith("extractor: ")
    assert remedy in told


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

    monkeypatch.setattr("extractor.pipeline.normalize", broken)
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
    assert (ended.code, len(out.read_text().splitlines())) == (1, 1)
    assert "OPENAI_API_KEY" in ended.told[0]


def test_an_llm_run_names_the_cache_and_says_what_it_paid(command: Command, folder: Path) -> None:
    cache = folder.parent / "answers.sqlite"
    with FaultServer(answer()) as server:
        arguments = ("extract", folder, "--model", "m", "--base-url", server.url, "--format", "jsonl")
        first = command(*arguments, "--cache", cache)
        second = command(*arguments, "--cache", cache)
        off = command(*arguments, "--no-cache")
        assert len(server.seen) == 6
    assert str(cache) in first.err.splitlines()[0]
    assert "paid: 3 requests, 33 + 21 tokens; replayed: 0 requests" in first.err
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


def test_ctrl_c_leaves_what_was_written_and_ends_in_130(folder: Path) -> None:
    out = folder.parent / "out.jsonl"
    out.write_text("of an earlier run")
    with FaultServer(answer(), Reply(hang=True)) as server:
        options = ("--base-url", server.url, "--concurrency", "1", "--out", out)
        with started("extract", folder, "--model", "m", *options) as process:
            while len(server.seen) < 2 and process.poll() is None:
                server.arrived.wait(0.01)
            process.send_signal(signal.SIGINT)
            _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Interrupted; 1 result written." in told
    assert b"Traceback" not in told
    assert len([ArticleResult.model_validate_json(line) for line in out.read_text().splitlines()]) == 1
    assert sorted(path.name for path in folder.parent.iterdir()) == ["articles", "out.jsonl"]


def test_a_reader_that_goes_away_ends_the_run_quietly(folder: Path) -> None:
    for number in range(20):
        (folder / f"{number}x.txt").write_text(f"Article {number}. {BRIDGE * 20}")
    with started("extract", folder, "--format", "jsonl") as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read()
    assert process.returncode == 1
    assert b"Broken pipe" not in told
    assert b"BrokenPipe" not in told


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "extractor.cli", "extract", str(SEED)]
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ran.returncode == 2
    assert "No space left" in ran.stderr.splitlines()[-1]


def test_progress_is_shown_on_a_terminal_only(folder: Path) -> None:
    outer, inner = pty.openpty()
    command = [sys.executable, "-m", "extractor.cli", "extract", str(folder), "--format", "jsonl"]
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


def test_the_cache_commands(command: Command, tmp_path: Path) -> None:
    file, copy, recording = (tmp_path / name for name in ("a.sqlite", "b.sqlite", "c.jsonl"))
    with Cache.open(file) as cache:
        cache.put(Row({"model": "m", "messages": []}, completion={"choices": []}))
    assert "m (1)" in command("cache", "stats", "--cache", file).out
    assert command("cache", "export", recording, "--cache", file).code == 0
    assert command("cache", "import", recording, "--cache", copy).code == 0
    assert "m (1)" in command("cache", "stats", "--cache", copy).out
    assert command("cache", "prune", "--older-than", "1", "--cache", copy).out == "0 removed.\n"
    assert command("cache", "prune", "--model", "m", "--cache", copy).out == "1 removed.\n"
    assert command("cache", "verify", "--cache", copy).code == 0


def test_cache_verify_ends_in_1_where_a_row_is_wrong(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite"
    with Cache.open(file) as cache:
        cache.put(Row({"model": "m", "messages": []}, completion={"choices": []}))
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE answers SET key = 'other'")
    connection.close()
    ended = command("cache", "verify", "--cache", file)
    assert ended.code == 1
    assert "its key is not that of its request" in ended.out


def test_an_interruption_outside_a_run_ends_in_130_too(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("extractor.run.show", interrupted)
    assert command("show", "results.jsonl").code == 130
