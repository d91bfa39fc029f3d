from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractor.export import results_to
from extractor.export.forms import CSV
from extractor.export.rows import COLUMNS, guarded, unguarded
from extractor.schema import ArticleResult
from tests.export.made import FORMULAS, HOSTILE, made, whole


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def written(results: list[ArticleResult], place: Path) -> list[dict[str, str]]:
    with results_to(place, CSV) as add:
        for result in results:
            add(result)
    return read(place.read_bytes().decode())


def test_each_claim_is_a_row_and_nothing_of_it_is_lost(results: list[ArticleResult], tmp_path: Path) -> None:
    rows = written(results, tmp_path / "a.csv")
    claims = [claim for result in results for claim in result.claims]

    assert [row["claim_id"] for row in rows] == [claim.id for claim in claims]
    assert tuple(rows[0]) == COLUMNS
    for row, claim in zip(rows, claims, strict=True):
        assert unguarded(row["statement"]) == whole(claim.statement)
        assert unguarded(row["evidence"]) == whole(" … ".join(span.text for span in claim.evidence))
        assert len(json.loads(row["quantities"] or "[]")) == len(claim.quantities)
        assert len(json.loads(row["times"] or "[]")) == len(claim.times)
        assert unguarded(row["chain"]).count(" → ") == (len(claim.attribution.chain) - 1 if claim.attribution else 0)


def test_the_first_values_have_columns_of_their_own(results: list[ArticleResult], tmp_path: Path) -> None:
    rows = written(results, tmp_path / "a.csv")
    row = next(row for row in rows if "around 100,000 casualties … since December" in row["evidence"])

    told = {name: row[name] for name in ("published", "source", "source_kind", "act", "directness", "checkable")}
    assert told == {
        "published": "2023-05-01",
        "source": "President Joe Biden-led administration",
        "source_kind": "organization",
        "act": "estimated",
        "directness": "indirect",
        "checkable": "true",
    }
    assert (row["value"], row["low"], row["high"]) == ("100000", "", "")
    assert (row["quantity"], row["comparator"], row["measure"]) == ("around 100,000", "about", "casualties")
    assert (row["start"], row["end"], row["relation"]) == ("2022-12-01", "2023-05-01", "since")


def test_the_file_is_rfc_4180(results: list[ArticleResult], tmp_path: Path) -> None:
    written(results, tmp_path / "a.csv")
    data = (tmp_path / "a.csv").read_bytes()

    assert data.startswith(b"article_id,title,")
    assert data.endswith(b"\r\n")
    rows = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
    assert {len(row) for row in rows} == {len(COLUMNS)}


@pytest.mark.parametrize("text", [*FORMULAS, HOSTILE])
def test_no_cell_is_run_and_numbers_stay_numbers(text: str) -> None:
    (row,) = read(CSV.opening + CSV.each(made(text, Decimal("-5.5"))))

    numbers = {"evidence_start", "evidence_end", "value", "low", "high"}
    for name in row.keys() - numbers:
        assert not row[name].lstrip(" \ufeff").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝")), name
    assert float(row["value"]) == float(row["low"]) == -5.5
    assert unguarded(row["statement"]) == whole(text)
    assert json.loads(row["quantities"])[0]["text"] == whole(text)
    assert json.loads(row["quantities"])[1]["high"] == 10**20


@given(st.text(st.sampled_from("'=+-@\t\r\n \ufeffa1＝\"")) | st.text())
@example("' =1")
def test_what_was_guarded_can_be_had_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text).lstrip()[:1] not in {*"=+-@＝"}


def test_a_harmless_text_is_not_touched() -> None:
    for text in ("It's 5 percent", "'quoted'", "a=b", "“-5”", "", "… 5"):
        assert guarded(text) == text
