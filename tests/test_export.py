import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor import extract
from extractor.errors import SettingError
from extractor.export import JSON, LINES, Format, as_json, format_of, read_results, results_to
from extractor.schema import Article, ArticleResult, Rejection
from tests.commands import BRIDGE

WORDS = st.sampled_from(
    [
        "mayor Ilse Brandt said on Monday. ",
        "“More than 2,000 boats wait,” she added. ",
        "About half of those asked did not answer, reported the Orrin Post.\r\n\r\n",
        "Cafe\u0301 ",
        "東京で100人。",
        "👩‍👩‍👧 3.5 % ",
        "İstanbul ",
        "zero\u200bwidth\ufeff ",
        "\u2028\x85\x0c",
        "\x1b[31m",
        "1e400 ½ ٣٫٥ nearly 0.1 million. ",
    ]
)
CHARACTERS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
TEXTS = st.lists(WORDS | CHARACTERS, min_size=1, max_size=8).map("".join)


@pytest.fixture(scope="module")
def result() -> ArticleResult:
    return extract(BRIDGE, published="2024-06-12")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("round") / "results"


@settings(max_examples=60)
@given(TEXTS, st.none() | st.dates())
@example("Cafe\u0301 owners said on Monday that 3 % of İstanbul’s\r\n👩‍👩‍👧 “won’t\u200b pay”.", None)
def test_a_written_result_reads_back_as_the_same_result(place: Path, text: str, published: object) -> None:
    made = extract(Article(text=f"Rain fell. {text}", published=published))
    for form in (LINES, JSON):
        with results_to(place.with_suffix(".jsonl" if form is LINES else ".json"), form) as add:
            add(made)
    assert list(read_results(place.with_suffix(".jsonl"))) == [made]
    assert list(read_results(place.with_suffix(".json"))) == [made]


def test_half_a_surrogate_pair_in_a_draft_survives(result: ArticleResult, tmp_path: Path) -> None:
    rejection = Rejection(sentences=(1,), draft={"item": "\ud83d"}, reason="malformed", detail="no draft")
    made = result.model_copy(update={"rejections": (rejection,)})
    (file := tmp_path / "a.jsonl").write_text(as_json(made) + "\n")
    assert list(read_results(file)) == [made]


def test_the_suffix_chooses_the_format() -> None:
    told = {
        Format.json: ["a.JSON"],
        Format.jsonl: ["a.jsonl", "a.ndjson"],
        Format.csv: ["a.csv"],
        Format.parquet: ["a.parquet"],
        Format.sqlite: ["a.sqlite", "a.db"],
        Format.jsonld: ["a.jsonld"],
        Format.html: ["a.html"],
        Format.table: ["a.txt"],
    }
    assert format_of(None) == Format.table
    for format, names in told.items():
        assert [format_of(Path(name)) for name in names] == [format] * len(names)


@pytest.mark.parametrize("name", ["a", "a.xyz", "a.jsonl.gz"])
def test_a_suffix_that_tells_no_format_is_refused_with_the_formats(name: str) -> None:
    with pytest.raises(SettingError, match=r"table, json, jsonl, csv, parquet, sqlite, jsonld, html.*\.ndjson"):
        format_of(Path(name))


def test_a_file_is_left_as_it_was_where_there_is_no_result(tmp_path: Path) -> None:
    (file := tmp_path / "a.json").write_text("before")
    with results_to(file, JSON):
        pass
    assert file.read_text() == "before"
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_is_replaced_as_the_last_step(result: ArticleResult, tmp_path: Path) -> None:
    (file := tmp_path / "a.json").write_text("before")
    with results_to(file, JSON) as add:
        add(result)
        assert file.read_text() == "before"
    assert list(read_results(file)) == [result]
    assert list(tmp_path.iterdir()) == [file]


def test_an_interruption_leaves_the_older_file_and_nothing_else(result: ArticleResult, tmp_path: Path) -> None:
    (file := tmp_path / "a.json").write_text("before")
    with pytest.raises(KeyboardInterrupt), results_to(file, JSON) as add:  # noqa: PT012 - the interruption is the test
        add(result)
        raise KeyboardInterrupt
    assert file.read_text() == "before"
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_stays_a_link_and_a_device_a_device(result: ArticleResult, tmp_path: Path) -> None:
    (link := tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    for out in (link, Path(os.devnull)):
        with results_to(out, JSON) as add:
            add(result)
    assert link.is_symlink()
    assert list(read_results(tmp_path / "real.json")) == [result]
    assert not Path(os.devnull).is_file()


def test_an_unwritable_place_is_a_setting_error(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="--out"), results_to(tmp_path / "none" / "a.json", JSON):
        pass
