import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

import extractor
from extractor.cache import Cache
from extractor.schema import ArticleResult
from tests.commands import BRIDGE, SEED, Command, finished, on_a_terminal


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
        ["cache", "import"],
        ["jobs", "submit"],
        ["jobs", "status"],
        ["jobs", "fetch"],
    ],
)
def test_each_command_has_help_with_examples(command: Command, arguments: list[str]) -> None:
    ended = command(*arguments, "--help")
    assert ended.code == 0
    assert f"extractor {' '.join(arguments)} " in ended.out.partition("Example")[2]
    assert "<bool>" not in ended.out
    assert "<list" not in ended.out


def test_without_arguments_the_help_is_shown(command: Command) -> None:
    ended = command()
    assert "Commands" in ended.out + ended.err
    assert "extract" in ended.out + ended.err


def test_version(command: Command) -> None:
    assert command("--version").out == f"extractor {extractor.__version__}\n"
    ran = subprocess.run([sys.executable, "-m", "extractor", "--version"], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, f"extractor {extractor.__version__}\n")


@pytest.mark.parametrize("arguments", [[], ["extract"]])
def test_help_is_plain_on_every_terminal(arguments: list[str]) -> None:
    code, shown = on_a_terminal(*arguments, "--help", NO_COLOR="1", TERM="xterm-256color")
    assert code == 0
    assert "\x1b" not in shown


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
        (["extract", "a.txt", "--format", "doc"], "'--format': 'doc' is not one of"),
        (["extract", "a.txt", "--out", "o.xyz"], "--format (table, json, jsonl, csv, parquet, sqlite, jsonld, html)"),
        (["show", "a.jsonl", "--out", "o"], "--format (table, json, jsonl, csv, parquet, sqlite, jsonld, html)"),
        (["extract", "a.txt", "--model", "m", "--offline", "--refresh"], "--offline and --refresh"),
        (["extract", "a.txt", "--limit", "0"], "--limit"),
        (["extract", "a.txt", "--concurrency", "many"], "--concurrency"),
        (["extract", "a.txt", "--cache", "c", "--no-cache"], "leave out one"),
        (["extract", "a.txt", "--model", "m", "--offline", "--no-cache"], "--cache"),
        (["extract", "a.txt", "--model", "m", "--base-url", "nowhere"], "http://localhost:8080/v1"),
        (["serve"], "--help"),
        (["cache", "prune"], "--older-than"),
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


def test_help_into_a_reader_that_goes_away_ends_quietly() -> None:
    given, taken = os.pipe()
    os.close(given)
    command = [sys.executable, "-m", "extractor", "extract", "--help"]
    ran = subprocess.run(command, stdout=taken, stderr=subprocess.PIPE, check=False)
    os.close(taken)
    assert (ran.returncode, ran.stderr) == (141, b"")


def test_an_interruption_outside_a_run_ends_in_130_too(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("extractor.run.show", interrupted)
    assert command("show", "results.jsonl").code == 130
