"""Every format of any text: each written result can be had back by a reader of its own, and nothing is lost."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import SettingError
from extractor.export import FileForm, Format, results_to, write_file
from extractor.export.forms import CSV, JSONLD, PARQUET, SQLITE
from extractor.export.rows import unguarded
from extractor.schema import ArticleResult
from tests.commands import Command
from tests.export.made import made, whole

ANY = st.text(st.characters(exclude_categories=()), min_size=1, max_size=20)
VALUES = st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.integers().map(Decimal)
FILES = (PARQUET, SQLITE)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any") / "file"


@settings(max_examples=60)
@given(st.lists(st.tuples(ANY, VALUES), min_size=1, max_size=3))
def test_nothing_is_lost_of_any_text_and_value(place: Path, given: list[tuple[str, Decimal]]) -> None:
    results = [made(text, value) for text, value in given]
    texts = [whole(text) for text, _ in given]
    values = [float(result.claims[0].quantities[0].value or 0) for result in results]

    rows = list(csv.DictReader(io.StringIO(CSV.opening + "".join(map(CSV.each, results)), newline="")))
    assert [unguarded(row["statement"]) for row in rows] == texts
    assert [float(row["value"]) for row in rows] == values

    claims = [node for node in json.loads(f"[{','.join(map(JSONLD.each, results))}]") if node["@type"] == "Claim"]
    assert [node["text"] for node in claims] == [f"[Denied:] {text}" for text in texts]
    assert [len(node["mentions"]) for node in claims] == [2] * len(claims)
    assert [node["mentions"][0]["value"] for node in claims] == pytest.approx(values)

    write_file(Format.parquet, results, place)
    table = pq.read_table(place)
    assert table.column("statement").to_pylist() == texts
    assert [numbers[0]["value"] for numbers in table.column("quantities").to_pylist()] == values

    write_file(Format.sqlite, results, place)
    with closing(sqlite3.connect(place)) as base:
        assert base.execute("SELECT statement FROM claims ORDER BY claim_no").fetchall() == [(t,) for t in texts]
        numbered = "SELECT value FROM quantities WHERE position = 1 ORDER BY claim_no"
        assert base.execute(numbered).fetchall() == [(value,) for value in values]


@pytest.mark.parametrize("form", FILES)
def test_a_file_is_whole_or_as_it_was(form: FileForm, tmp_path: Path) -> None:
    file = tmp_path / f"a.{form.format}"
    with results_to(file, form):
        pass
    assert list(tmp_path.iterdir()) == []
    file.write_text("before")
    with pytest.raises(KeyboardInterrupt), results_to(file, form) as add:  # noqa: PT012 - the interruption is the test
        add(made("One."))
        assert file.read_text() == "before"
        raise KeyboardInterrupt
    assert file.read_text() == "before"
    assert list(tmp_path.iterdir()) == [file]
    with results_to(file, form) as add:
        add(made("Two."))
        add(made("Three."))
    assert statements(file) == ["Two.", "Three."]
    assert list(tmp_path.iterdir()) == [file]


def statements(file: Path) -> list[str]:
    if ".parquet" in file.name:
        found: list[str] = pq.read_table(file).column("statement").to_pylist()
        return found
    with closing(sqlite3.connect(file)) as base:
        return [statement for (statement,) in base.execute("SELECT statement FROM claims ORDER BY claim_no")]


@pytest.mark.parametrize("form", FILES)
def test_what_is_before_an_error_in_the_results_is_kept(form: FileForm, tmp_path: Path) -> None:
    def some() -> Iterator[ArticleResult]:
        yield made("One.")
        raise OSError("no more")

    with pytest.raises(OSError, match="no more"):
        write_file(form.format, some(), tmp_path / f"a.{form.format}")
    assert statements(tmp_path / f"a.{form.format}") == ["One."]


@pytest.mark.parametrize("form", FILES)
def test_an_unwritable_place_is_a_setting_error(form: FileForm, tmp_path: Path) -> None:
    missing = tmp_path / "none" / "a"
    with pytest.raises(SettingError, match="--out"), results_to(missing, form):
        pass
    with pytest.raises(SettingError, match="--out"):
        write_file(form.format, [made("One.")], missing)
    with pytest.raises(SettingError, match="no regular file"), results_to(Path("/dev/null"), form):
        pass


def test_a_text_is_no_whole_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="csv is a text"):
        write_file(Format.csv, [], tmp_path / "a")


@pytest.mark.parametrize("name", ["a.csv", "a.jsonld", "a.sqlite", "a.db", "a.parquet"])
def test_the_commands_write_every_format(command: Command, folder: Path, tmp_path: Path, name: str) -> None:
    results, direct, shown = tmp_path / "results.jsonl", tmp_path / name, tmp_path / f"shown-{name}"

    assert command("extract", folder, "--out", results).code == 0
    assert command("extract", folder, "--out", direct).code == 0
    assert command("show", results, "--out", shown).code == 0
    assert direct.read_bytes() == shown.read_bytes()


@pytest.mark.parametrize("format", ["sqlite", "parquet"])
def test_a_binary_format_needs_a_file(command: Command, folder: Path, format: str) -> None:
    ended = command("extract", folder, "--format", format)

    assert (ended.code, ended.out) == (2, "")
    assert ended.told == [f"extractor: {format} is no text for a terminal or a pipe: name a file with --out."]


def test_texts_go_to_standard_output(command: Command, folder: Path) -> None:
    table = list(csv.DictReader(io.StringIO(command("extract", folder, "--format", "csv").out)))
    graph = json.loads(command("extract", folder, "--format", "jsonld").out)["@graph"]

    assert [row["claim_id"] for row in table] == [n["identifier"] for n in graph if n["@type"] == "Claim"]


def test_an_article_of_hostile_text_is_written_everywhere(command: Command, tmp_path: Path) -> None:
    (article := tmp_path / "a.txt").write_text("=cmd|'/c calc'!A1 fell 5 percent, </script> mayor Ilse Brandt said.\n")
    for name in ("a.csv", "a.jsonld", "a.sqlite", "a.parquet"):
        assert command("extract", article, "--out", tmp_path / name).code == 0
    assert b"</script>" not in (tmp_path / "a.jsonld").read_bytes()


def test_results_are_not_held(place: Path) -> None:
    """What was written is let go: a result may be gone as soon as the next is asked for."""
    alive: list[int] = []

    def some() -> Iterator[ArticleResult]:
        seen: list[weakref.ref[ArticleResult]] = []
        for number in range(300):
            result = made(f"Text {number}.")
            seen.append(weakref.ref(result))
            yield result
            del result
            alive.append(sum(one() is not None for one in seen))

    for form in FILES:
        write_file(form.format, some(), place)
    assert max(alive) <= 2
