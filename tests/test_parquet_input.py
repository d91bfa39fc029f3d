"""Articles in the rows of Parquet files."""

from __future__ import annotations

import io
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extractor.reader import Unreadable, read
from extractor.reader.inputs import pieces
from extractor.schema import Article


def table(place: Path, **columns: Any) -> Path:
    pq.write_table(pa.table(columns), place)
    return place


def reasons(place: Path) -> list[str]:
    return [found.reason for found in read(place) if isinstance(found, Unreadable)]


def test_each_row_is_an_article(tmp_path: Path) -> None:
    place = table(
        tmp_path / "a.parquet",
        id=["one", "two"],
        text=["Boats sank.", "The bridge\r\nis closed."],
        title=[None, "Bridge"],
        published=pa.array([date(2024, 6, 12), None]),
        publisher=["The Orrin Post", ""],
        byline=pa.array([["A. Brandt", "B. Teal"], None]),
        url=["https://a.example/1", None],
        language=["en", "en-GB"],
        embedding=pa.array([[0.1], [0.2]]),
    )

    one, two = read(place)
    assert one == Article(
        id="one",
        text="Boats sank.",
        published=date(2024, 6, 12),
        publisher="The Orrin Post",
        byline="A. Brandt, B. Teal",
        url="https://a.example/1",
    )
    assert two == Article(id="two", text="The bridge\r\nis closed.", title="Bridge")
    assert [piece.name for piece in pieces(place)] == [f"{place}, row 1", f"{place}, row 2"]


@pytest.mark.parametrize(
    "published",
    [
        pa.array(["2024-06-12"]),
        pa.array([date(2024, 6, 12)], pa.date64()),
        pa.array([datetime(2024, 6, 12, 9, 30)], pa.timestamp("s")),
        pa.array([datetime(2024, 6, 12, 9, 30, tzinfo=UTC)], pa.timestamp("us", "UTC")),
        pa.array([1718184600123456789], pa.timestamp("ns")),
    ],
)
def test_the_day_of_publication_in_any_type(tmp_path: Path, published: Any) -> None:
    (article,) = read(table(tmp_path / "a.parquet", text=["Boats sank."], published=published))

    assert isinstance(article, Article)
    assert article.published == date(2024, 6, 12)


@pytest.mark.parametrize("type", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())])
def test_text_in_any_type_of_string_and_names_as_in_json(tmp_path: Path, type: Any) -> None:
    (article,) = read(table(tmp_path / "a.parquet", id=[7], maintext=pa.array(["Boats sank."]).cast(type)))

    assert article == Article(id="7", text="Boats sank.")


def test_a_bad_row_does_not_stop_the_others(tmp_path: Path) -> None:
    place = table(tmp_path / "a.parquet", text=["Boats sank.", None, "…", "Ships left."], date=["", "", "", "Monday"])

    first, *bad = read(place)
    assert isinstance(first, Article)
    assert [found.name for found in bad if isinstance(found, Unreadable)] == [f"{place}, row {n}" for n in (2, 3, 4)]
    assert ["no text" in r or "no word" in r or "names the date" in r for r in reasons(place)] == [True] * 3


def test_what_is_no_readable_table_is_told(tmp_path: Path) -> None:
    assert "has no column" in reasons(table(tmp_path / "a.parquet", words=["Boats sank."]))[0]
    assert "is empty" in reasons(table(tmp_path / "b.parquet", text=pa.array([], pa.string())))[0]
    (tmp_path / "c.parquet").write_bytes(b"PAR1 and no more")
    (found,) = reasons(tmp_path / "c.parquet")
    assert found.startswith(f"{tmp_path / 'c.parquet'} cannot be read as Parquet (")
    assert found.endswith("); write it anew.")
    assert "does not exist" in reasons(tmp_path / "none.parquet")[0]


def test_a_damaged_page_costs_the_rows_from_there_on(tmp_path: Path) -> None:
    texts = [f"Boat {number} sank." * 50 for number in range(4000)]
    pq.write_table(pa.table({"text": texts}), tmp_path / "a.parquet", row_group_size=1000, compression="zstd")
    data = bytearray((tmp_path / "a.parquet").read_bytes())
    offset = pq.ParquetFile(tmp_path / "a.parquet").metadata.row_group(3).column(0).data_page_offset
    data[offset : offset + 64] = b"\xff" * 64
    (tmp_path / "a.parquet").write_bytes(data)

    *good, last = read(tmp_path / "a.parquet")
    assert 3000 - 64 <= len(good) <= 3000
    assert isinstance(last, Unreadable)
    assert "cannot be read as Parquet" in last.reason


def test_rows_are_read_a_few_at_a_time(tmp_path: Path) -> None:
    texts = [f"Boat {number} sank. " * 500 for number in range(3000)]
    pq.write_table(pa.table({"text": texts}), tmp_path / "a.parquet", row_group_size=3000, use_dictionary=False)
    before = pa.total_allocated_bytes()
    most = max(pa.total_allocated_bytes() - before for _ in pieces(tmp_path / "a.parquet"))

    assert sum(map(len, texts)) > 20_000_000
    assert most < 12_000_000


def test_standard_input_is_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = table(tmp_path / "a.parquet", text=["Boats sank."]).read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    (piece,) = pieces("-")

    assert piece.name == "standard input, row 1"


def test_without_pyarrow_the_command_is_named_and_other_files_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table(tmp_path / "a.parquet", text=["Boats sank."])
    (tmp_path / "b.txt").write_text("Ships left.")
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    missing, article = read(tmp_path)
    assert isinstance(missing, Unreadable)
    assert 'pip install "claim-extractor[parquet]"' in missing.reason
    assert isinstance(article, Article)
