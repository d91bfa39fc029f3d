from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extractor.errors import SettingError
from extractor.export import Format, columns, results_to, write_file
from extractor.export.forms import PARQUET
from extractor.schema import ArticleResult
from tests.export.made import HOSTILE, made, whole


@pytest.fixture(scope="module")
def file(results: list[ArticleResult], tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("parquet") / "claims.parquet"
    write_file(Format.parquet, results, place)
    return place


@pytest.fixture(scope="module")
def rows(file: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(file).to_pylist()
    return found


def test_each_claim_is_a_row_and_nothing_of_it_is_lost(results: list[ArticleResult], rows: list[Any]) -> None:
    claims = [claim for result in results for claim in result.claims]

    assert [row["claim_id"] for row in rows] == [claim.id for claim in claims]
    for row, claim in zip(rows, claims, strict=True):
        assert row["statement"] == whole(claim.statement)
        assert [(e["text"], e["char_start"]) for e in row["evidence"]] == [
            (whole(span.text), span.start) for span in claim.evidence
        ]
        assert [(q["value"], q["low"], q["high"], q["comparator"]) for q in row["quantities"]] == [
            (_float(q.value), _float(q.low), _float(q.high), q.comparator) for q in claim.quantities
        ]
        assert [(t["of"], str(t["start"])) for t in row["times"]] == [(t.of, str(t.start)[:10]) for t in claim.times]
        assert len(row["sources"]) == (len(claim.attribution.chain) if claim.attribution else 0)
        assert (len(row["hedges"]), len(row["context"])) == (len(claim.hedges), len(claim.context))
        assert (row["flags"], len(row["alternatives"])) == (list(claim.flags), len(claim.alternatives))


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


def test_the_columns_are_typed_and_compressed_with_zstd(file: Path) -> None:
    parquet = pq.ParquetFile(file)

    assert parquet.schema_arrow.field("published").type == pa.date32()
    assert parquet.schema_arrow.field("checkable").type == pa.bool_()
    quantity = parquet.schema_arrow.field("quantities").type.value_type
    assert quantity.field("value").type == pa.float64()
    assert parquet.metadata.row_group(0).column(0).compression == "ZSTD"


def test_articles_without_claims_are_named_in_the_metadata(results: list[ArticleResult], file: Path) -> None:
    metadata = pq.ParquetFile(file).metadata.metadata

    without = [result.article.id for result in results if not result.claims]
    assert without
    assert json.loads(metadata[b"extractor.articles_without_claims"]) == without
    assert int(metadata[b"extractor.articles"]) == len(results)


def test_days_are_days_and_clock_times_stand_beside_them(rows: list[Any]) -> None:
    time = rows[-1]["times"][2]

    assert rows[-1]["published"] == date(2024, 6, 12)
    assert (time["start"], time["end"], time["end_time"]) == (None, date(2024, 6, 18), "2024-06-18T15:00:00")


def test_rows_are_written_by_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "GROUP", 3)
    write_file(Format.parquet, (made(f"Text {number}.") for number in range(8)), tmp_path / "a.parquet")

    parquet = pq.ParquetFile(tmp_path / "a.parquet")
    assert [parquet.metadata.row_group(i).num_rows for i in range(parquet.num_row_groups)] == [3, 3, 2]
    assert parquet.read().column("statement").to_pylist() == [f"Text {number}." for number in range(8)]


def test_hostile_text_is_text(rows: list[Any]) -> None:
    assert rows[-1]["statement"] == whole(HOSTILE)
    assert rows[-1]["sources"][0]["title"] == whole(HOSTILE)


def test_without_results_there_are_columns_and_no_row(tmp_path: Path) -> None:
    write_file(Format.parquet, [], tmp_path / "a.parquet")

    assert pq.read_table(tmp_path / "a.parquet").num_rows == 0


def test_without_pyarrow_the_command_is_named_before_anything_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(SettingError, match=r'pip install "claim-extractor\[parquet\]"'):
        results_to(tmp_path / "a.parquet", PARQUET).__enter__()
    with pytest.raises(SettingError, match="pyarrow"):
        write_file(Format.parquet, [], tmp_path / "a.parquet")
    assert list(tmp_path.iterdir()) == []
