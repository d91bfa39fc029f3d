"""``extractor ledger``: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from extractor.ledger import Ledger, ledger
from extractor.ledger.command import keep
from extractor.ledger.rows import COLUMNS, as_csv
from extractor.ledger.table import MOST, table
from tests.commands import Command, finished, on_a_terminal
from tests.ledger.answers import Answers


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("results") / "claims.jsonl"
    file.write_text("".join(f"{result.model_dump_json()}\n" for result in Answers.of("articles").results))
    return file


def test_the_table_tells_figures_side_by_side_and_copies(command: Command, results: Path) -> None:
    ended = command("ledger", results)

    assert ended.code == 0
    assert ended.out.startswith("20 articles of 15 origins, 151 claims: ")
    assert "Figures side by side" in ended.out
    assert "15 miners" in ended.out
    assert "One origin, several articles (3)" in ended.out
    assert "\x1b" not in ended.out
    assert max(map(len, ended.out.splitlines())) <= 100


def test_no_colour_means_none(results: Path) -> None:
    assert "\x1b[1m" in on_a_terminal("ledger", results)[1]
    assert "\x1b" not in on_a_terminal("ledger", results, NO_COLOR="1")[1]


def test_json_is_the_ledger(command: Command, results: Path) -> None:
    ended = command("ledger", results, "--format", "json")

    assert Ledger.model_validate_json(ended.out) == ledger(Answers.of("articles").results)
    assert ended.told


def test_csv_has_a_row_for_each_claim(command: Command, results: Path, tmp_path: Path) -> None:
    out = tmp_path / "figures.csv"
    ended = command("ledger", results, "--out", out)
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))

    assert ended.code == 0
    assert ended.out == ""
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 151
    assert {row["values"] for row in rows if "1,850" in row["evidence"]} == {"1850"}
    assert not list(tmp_path.glob("*.part"))


def test_what_a_spreadsheet_would_run_is_text() -> None:
    kept = ledger(Answers.of("articles").results)
    entry = kept.entries[0].model_copy(update={"statement": "=HYPERLINK(1)", "source": "@mayor"})
    rows = list(csv.DictReader(io.StringIO(as_csv(kept.model_copy(update={"entries": (entry,)})))))

    assert rows[0]["statement"] == "'=HYPERLINK(1)"
    assert rows[0]["source"] == "'@mayor"


def test_markup_and_controls_of_an_article_are_words() -> None:
    kept = ledger(Answers.of("articles").results)
    entry = kept.entries[0].model_copy(update={"statement": "[bold]\x1b[31mred"})
    shown = table(kept.model_copy(update={"entries": (entry,)}), width=200)

    assert "[bold]\ufffd[31mred" in shown


def test_a_long_table_says_what_it_leaves_out() -> None:
    kept = ledger(Answers.of("articles").results)
    many = kept.model_copy(update={"conflicts": kept.conflicts[:1] * (MOST + 3)})

    assert "… and 3 more" in table(many, width=100)


def test_what_is_no_result_is_told_and_the_rest_is_linked(command: Command, results: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"article": 1}')
    ended = command("ledger", results, broken)

    assert ended.code == 1
    assert "20 articles" in ended.out
    assert any("broken.json" in line for line in ended.told)


def test_nothing_to_link(command: Command, tmp_path: Path) -> None:
    ended = command("ledger", tmp_path / "none.jsonl")

    assert ended.code == 2
    assert "does not exist" in ended.err
    assert ended.out == ""


@pytest.mark.parametrize("name", ["claims.jsonl", "figures.pdf"])
def test_a_file_that_cannot_be_meant_is_refused(command: Command, results: Path, name: str) -> None:
    before = results.read_bytes()
    ended = command("ledger", results, "--out", results.with_name(name))

    assert ended.code == 2
    assert name in ended.err
    assert results.read_bytes() == before


def test_an_input_is_not_written_over_by_another_name(results: Path, tmp_path: Path) -> None:
    file = tmp_path / "claims.json"
    file.write_text(json.dumps([json.loads(line) for line in results.read_text().splitlines()]))
    link = tmp_path / "ledger.json"
    link.symlink_to(file)

    ended = finished("ledger", file, "--out", link)

    assert ended.code == 2
    assert "is read" in ended.err


def test_standard_input_is_read(results: Path) -> None:
    ended = finished("ledger", "-", "--format", "json", given=results.read_bytes())

    assert ended.code == 0
    assert json.loads(ended.out)["articles"] == 20


def test_a_file_is_replaced_whole(results: Path, tmp_path: Path) -> None:
    out = tmp_path / "figures.txt"
    out.write_text("older")

    assert keep([str(results)], out) == 0
    assert out.read_text().startswith("20 articles")


def test_the_readme_shows_what_is_printed(command: Command, results: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    example = readme.partition("$ extractor ledger claims.jsonl\n")[2].partition("```")[0]
    printed = command("ledger", results).out

    assert example.strip()
    assert all(piece.strip("\n") in printed for piece in example.split("…\n"))
