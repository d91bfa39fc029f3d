"""The adapters of other people's corpora, on rows written here in their formats."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.cli import main
from evals.corpora import measure
from evals.corpora.eventstoryline import UNSTAMPED
from evals.corpora.measures import EXTRACT, FINDER, PARSER
from evals.corpora.polnear import JOINED
from evals.corpora.rows import CorpusError
from evals.corpora.specified import Resolved, agrees
from evals.metrics import Counts

SAID = "Mara Lind said the old bridge is closed. The ferry runs."


def spans_of(text: str, *literals: str) -> list[list[int]]:
    return [[text.index(literal), text.index(literal) + len(literal)] for literal in literals]


def written(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def counts(name: str, path: Path) -> dict[tuple[str, str], Counts]:
    return {(each.name, each.column): each.whole for each in measure(name, path)}


def attribution(source: str, cue: str, *content: str) -> dict[str, Any]:
    return {"source": spans_of(SAID, source), "cue": spans_of(SAID, cue), "content": spans_of(SAID, *content)}


def test_polnear_pairs_contents_and_compares_spans(tmp_path: Path) -> None:
    row = {
        "text": SAID,
        "published": "2024-01-01",
        "attributions": [attribution("Mara Lind", "said", "the old bridge is closed.")],
    }
    found = counts("polnear", written(tmp_path, row))

    for column in (EXTRACT, FINDER):
        assert found["content, IoU at least .5", column] == Counts(1, 1, 1)
        assert found["source, exact", column] == Counts(1, 1, 1)
        assert found["cue, exact", column] == Counts(1, 1, 1)
        assert found["all three of one attribution", column] == Counts(1, 1, 1)


def test_polnear_tells_a_wrong_source_from_a_wrong_content(tmp_path: Path) -> None:
    row = {
        "text": SAID,
        "published": None,
        "attributions": [attribution("Lind", "said", "The ferry runs"), attribution("Lind", "said", "bridge")],
    }
    found = counts("polnear", written(tmp_path, row))

    assert found["content, IoU at least .5", FINDER] == Counts(0, 2, 1)
    assert found["content, touching", FINDER] == Counts(1, 2, 1)
    assert found["source, exact", FINDER] == Counts(0, 1, 1)
    assert found["cue, exact", FINDER] == Counts(1, 1, 1)
    assert found["content, IoU at least .5", "cue-word sentences"] == Counts(0, 2, 1)


@pytest.mark.parametrize(("gap", "predicted"), [(" ", 1), ("\n\n", 2)])
def test_polnear_joins_what_runs_on_within_its_line(tmp_path: Path, gap: str, predicted: int) -> None:
    text = f"“The bridge is closed today,” said Mara Lind.{gap}“It was built in 1950 by the town.”"
    said = spans_of(text, "The bridge is closed today", "It was built in 1950 by the town.")
    row = {
        "text": text,
        "published": None,
        "attributions": [
            {"source": spans_of(text, "Mara Lind"), "cue": spans_of(text, "said"), "content": content}
            for content in ([said] if predicted == 1 else [said[:1], said[1:]])
        ],
    }
    found = counts("polnear", written(tmp_path, row))
    for column in (EXTRACT, FINDER):
        assert found[JOINED, column] == Counts(predicted, predicted, predicted)


def quantity(value: str, unit: str, change: str = "=") -> dict[str, str]:
    return {"value": value, "unit": unit, "normalized_unit": unit, "change": change}


def test_newsquant_compares_value_change_and_unit_apart(tmp_path: Path) -> None:
    row = {
        "text": "The mine sold more than 40 trucks and 12 km of pipe.",
        "quantities": [quantity("40.0", "trucks"), quantity("12", "mile"), quantity("9", "people")],
    }
    found = counts("newsquant", written(tmp_path, row))

    assert found["value", FINDER] == Counts(2, 3, 2)
    assert found["value and change", FINDER] == Counts(1, 3, 2)
    assert found["value and unit", FINDER] == Counts(1, 3, 2)


def test_newsquant_labels_from_and_to_as_one_range(tmp_path: Path) -> None:
    row = {
        "text": "Sales rose from 240 to 273 trucks and 9 vans.",
        "quantities": [quantity("240.0-273.0", "truck", "="), quantity("9", "van")],
    }
    found = counts("newsquant", written(tmp_path, row))

    assert found["value", FINDER] == found["value", EXTRACT] == Counts(2, 2, 2)


def test_newsquant_units_agree_where_there_is_none(tmp_path: Path) -> None:
    row = {"text": "The index closed at 1.25.", "quantities": [quantity("1.25", "-")]}
    found = counts("newsquant", written(tmp_path, row))

    assert found["value and unit", FINDER] == Counts(1, 1, 1)


def test_eventstoryline_counts_days_inside_of_annotated_sentences(tmp_path: Path) -> None:
    text = "The bridge was closed on Monday. It opened on 3 May 2023."
    row = {
        "text": text,
        "published": "2023-05-10",
        "annotated_sentences": [[0, 32]],
        "timexes": [
            {"start": text.index("Monday"), "end": text.index("Monday") + 6, "value": "2023-05-08"},
            {"start": text.index("3 May"), "end": len(text) - 1, "value": "2023-05-04"},
        ],
    }
    found = counts("eventstoryline", written(tmp_path, row))

    assert found["right day", EXTRACT] == found["right day", FINDER] == Counts(1, 1, 1)
    assert found[UNSTAMPED, EXTRACT] == Counts(1, 1, 1)


def test_eventstoryline_counts_datelines_apart(tmp_path: Path) -> None:
    text = "Updated 9 May 2023\nThe bridge was closed on Monday."
    labels = [
        {"start": 8, "end": 18, "value": "2023-05-09"},
        {"start": text.index("Monday"), "end": len(text) - 1, "value": "2023-05-08"},
    ]
    lines = [[0, 18], [19, len(text)]]
    row = {"text": text, "published": "2023-05-10", "annotated_sentences": lines, "timexes": labels}
    found = counts("eventstoryline", written(tmp_path, row))

    assert found["right day", EXTRACT] == Counts(1, 2, 1)
    assert found["right day", FINDER] == Counts(2, 2, 2)
    assert found[UNSTAMPED, EXTRACT] == found[UNSTAMPED, FINDER] == Counts(1, 1, 1)


def test_recognizers_leaves_out_results_of_two_values(tmp_path: Path) -> None:
    day = {"timex": "2016-11-08", "type": "date", "value": "2016-11-08"}
    twice = [{"timex": "XXXX-10-02", "type": "date", "value": f"{year}-10-02"} for year in (2016, 2017)]
    case = {
        "Input": "I was out on 8 November 2016 and back on 2 October.",
        "Context": {"ReferenceDateTime": "2016-11-10T00:00:00"},
        "Results": [
            {"Text": "8 november 2016", "Start": 13, "TypeName": "datetimeV2.date", "Resolution": {"values": [day]}},
            {"Text": "2 october", "Start": 41, "TypeName": "datetimeV2.date", "Resolution": {"values": twice}},
        ],
    }
    path = tmp_path / "DateTimeModel.json"
    path.write_text("\ufeff" + json.dumps([case, {**case, "NotSupported": "java, python"}]), encoding="utf-8")

    found = counts("recognizers", tmp_path)

    assert found["DateTimeModel", FINDER] == Counts(1, 1, 1)
    assert found["DateTimeModel", PARSER] == Counts(1, 1, 1)
    assert found["all files", FINDER] == Counts(1, 1, 1)
    assert found["DateTimeModel, unsupported for Python", FINDER] == Counts(1, 1, 1)


def dated(type_: str, timex: str, **ends: str) -> dict[str, Any]:
    return {"TypeName": f"datetimeV2.{type_}", "Resolution": {"values": [{"type": type_, "timex": timex, **ends}]}}


def number(kind: str, value: str, **more: str) -> dict[str, Any]:
    return {"TypeName": kind, "Resolution": {"value": value, **more}}


def day(value: str) -> Any:
    from datetime import date

    return date.fromisoformat(value)


@pytest.mark.parametrize(
    ("result", "found", "right"),
    [
        (number("number", "0.04"), Resolved(0, 1, value=0.04), True),
        (number("number", "5"), Resolved(0, 1, value=5.01), False),
        (number("number", "5"), Resolved(0, 1), False),
        (number("numberrange", "(20,35]"), Resolved(0, 1, ends=(20, 35)), True),
        (number("numberrange", "(20,)"), Resolved(0, 1, ends=(20, 35)), False),
        (number("numberrange", "(20,)"), Resolved(0, 1, ends=(20, None)), True),
        (number("currency", "3", isoCurrency="USD"), Resolved(0, 1, value=3, unit="USD"), True),
        (number("currency", "3", isoCurrency="USD"), Resolved(0, 1, value=3, unit="CAD"), False),
        (number("currency", "3", unit="Dollar"), Resolved(0, 1, value=3, unit="USD"), True),
        (number("currency", "3", unit="Dollar"), Resolved(0, 1, value=3, unit="mile"), False),
        (dated("duration", "PT90M", value="5400"), Resolved(0, 1, timex="PT1H30M"), True),
        (dated("duration", "P2D", value="172800"), Resolved(0, 1, timex="P3D"), False),
        (dated("set", "P1W", value="not resolved"), Resolved(0, 1, timex="P1W"), True),
        (dated("time", "T18", value="18:00:00"), Resolved(0, 1, timex="T18:00"), True),
        (dated("time", "T18:30", value="18:30:00"), Resolved(0, 1, timex="T18:00"), False),
        (dated("timerange", "(T17,T18:30,PT90M)", start="17:00:00"), Resolved(0, 1, timex="T17:00/T18:30"), True),
        (dated("timerange", "(T17,T18,PT1H)", start="17:00:00"), Resolved(0, 1, timex="T17:00/T19:00"), False),
        (dated("date", "2018-02-30", value="not resolved"), Resolved(0, 1), True),
        (dated("date", "2018-02-30", value="not resolved"), Resolved(0, 1, first=day("2018-03-02")), False),
        (
            dated("daterange", "2018-W29", start="2018-07-16", end="2018-07-23"),
            Resolved(0, 1, first=day("2018-07-16"), last=day("2018-07-22")),
            True,
        ),
        (
            dated("daterange", "2018-W29", start="2018-07-16", end="2018-07-23"),
            Resolved(0, 1, first=day("2018-07-16"), last=day("2018-07-23")),
            False,
        ),
        (
            dated("daterange", "(2018-10-01,2018-10-07,P6D)", start="2018-10-01", end="2018-10-07"),
            Resolved(0, 1, first=day("2018-10-01"), last=day("2018-10-07")),
            True,
        ),
        (
            dated("daterange", "2018", start="2019-01-01", Mod="after"),
            Resolved(0, 1, timex="2018", relation="after"),
            True,
        ),
        (
            dated("daterange", "2018", start="2019-01-01", Mod="after"),
            Resolved(0, 1, timex="2018", relation="before"),
            False,
        ),
    ],
)
def test_what_a_case_specifies(result: dict[str, Any], found: Resolved, right: bool) -> None:
    assert agrees(result, found) is right


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"text": "a"}\n', "row 1 has no 'quantities'"),
        ('{"text": "a", "quantities": []}\n{"text"\n', "line 2 is no JSON"),
        ('"text"\n', "row 1 has no 'text'"),
    ],
)
def test_another_corpus_is_told(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(CorpusError, match=told):
        measure("newsquant", path)


def test_the_command_prints_a_table_of_the_rows_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = {"text": "Some 30 ships sank.", "quantities": [quantity("30", "ship", "~")]}
    path = written(tmp_path, row, {**row, "quantities": []})

    assert main(["corpus", "newsquant", str(path), "--rows", "odd"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [cell.strip() for cell in lines[0].split("|")[1:4]] == ["measure", "column", "precision"]
    assert [cell.strip() for cell in lines[2].split("|")[1:6]] == ["value", "extract", "0.0", "–", "0.0"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["corpus", "newsquant", "nowhere.jsonl"], "nowhere.jsonl cannot be read"),
        (["corpus", "recognizers", "."], "holds none of DateTimeModel"),
        (["corpus", "newsquant", "empty.jsonl"], "empty.jsonl holds no row to measure"),
        (["corpus", "novel", "a.jsonl"], "'novel' is not one of"),
    ],
)
def test_what_cannot_be_measured_is_one_line(
    arguments: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty.jsonl").touch()

    assert main(arguments) == 2
    message = capsys.readouterr().err
    assert told in message
    assert message.count("\n") == 1
