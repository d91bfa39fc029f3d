from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from extractor.export import Format, database, write_file
from extractor.export.rows import COLUMNS
from extractor.schema import ArticleResult
from tests.export.made import HOSTILE, made, whole


@pytest.fixture(scope="module")
def file(results: list[ArticleResult], tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("sqlite") / "claims.sqlite"
    write_file(Format.sqlite, results, place)
    return place


@pytest.fixture
def base(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        yield connection


def counts(base: sqlite3.Connection) -> dict[str, int]:
    tables = ("articles", "claims", "sources", "quantities", "times", "rejections", "coverage", "runs")
    return {table: base.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}  # noqa: S608


def test_nothing_is_lost(results: list[ArticleResult], base: sqlite3.Connection) -> None:
    claims = [claim for result in results for claim in result.claims]

    assert counts(base) == {
        "articles": len(results),
        "claims": len(claims),
        "sources": sum(len(claim.attribution.chain) for claim in claims if claim.attribution),
        "quantities": sum(len(claim.quantities) for claim in claims),
        "times": sum(len(claim.times) for claim in claims),
        "rejections": sum(len(result.rejections) for result in results),
        "coverage": sum(len(result.coverage) for result in results),
        "runs": 3,
    }
    found = base.execute("SELECT id, statement, evidence, flags FROM claims ORDER BY claim_no").fetchall()
    assert found == [
        (c.id, whole(c.statement), whole(" … ".join(s.text for s in c.evidence)), json.dumps(c.flags)) for c in claims
    ]


def test_the_file_says_what_it_is_and_is_sound(base: sqlite3.Connection) -> None:
    def pragma(name: str) -> Any:
        return base.execute(f"PRAGMA {name}").fetchall()

    assert pragma("application_id") == [(int.from_bytes(b"CLMS"),)]
    assert pragma("user_version") == [(1,)]
    assert pragma("integrity_check") == [("ok",)]
    assert pragma("foreign_key_check") == []
    assert pragma("journal_mode") == [("delete",)]


def test_words_are_found_in_statements_and_evidence(base: sqlite3.Connection) -> None:
    found = base.execute(
        "SELECT c.statement FROM claims_fts JOIN claims c ON c.claim_no = claims_fts.rowid "
        "WHERE claims_fts MATCH 'evidence : casualties AND statement : december' ORDER BY rank"
    ).fetchall()

    assert found
    assert all("casualties" in statement and "December" in statement for (statement,) in found)


def test_the_index_stays_in_step(file: Path, tmp_path: Path) -> None:
    (copy := tmp_path / "copy.sqlite").write_bytes(file.read_bytes())
    with closing(sqlite3.connect(copy)) as base:
        base.execute("PRAGMA foreign_keys = ON")
        (number,) = base.execute("SELECT claim_no FROM claims WHERE statement LIKE '%casualties%'").fetchone()
        base.execute("UPDATE claims SET statement = 'A zeppelin rose.', evidence = '' WHERE claim_no = ?", (number,))
        find = "SELECT rowid FROM claims_fts WHERE claims_fts MATCH 'zeppelin'"
        assert base.execute(find).fetchall() == [(number,)]
        base.execute("DELETE FROM articles")
        assert base.execute(find).fetchall() == []
        base.execute("INSERT INTO claims_fts (claims_fts, rank) VALUES ('integrity-check', 1)")
        assert counts(base) | {"runs": 0} == dict.fromkeys(counts(base), 0)


def test_claims_by_source(results: list[ArticleResult], base: sqlite3.Connection) -> None:
    found = base.execute(
        "SELECT source, act, statement, article, published FROM claims_by_source WHERE source = 'John Kirby'"
    ).fetchall()
    expected = [
        (link.name, link.act, claim.statement, result.article.id, str(result.article.published))
        for result in results
        for claim in result.claims
        for link in (claim.attribution.chain if claim.attribution else ())
        if link.name == "John Kirby"
    ]

    assert sorted(found) == sorted(expected)
    assert len(found) > 5


def test_figures(results: list[ArticleResult], base: sqlite3.Connection) -> None:
    (row,) = base.execute(
        "SELECT measure, value, low, high, comparator, unit, change, start, end, source, published, polarity "
        "FROM figures WHERE statement = 'Russia has suffered more than 100,000 casualties.' OR "
        "(text = 'more than 100,000' AND statement LIKE 'Just since December%')"
    ).fetchall()[:1]
    expected = (100000, 100000, None, "more_than", None, "level")

    assert row == ("casualties", *expected, "2022-12-01", "2023-05-01", "John Kirby", "2023-05-01", "positive")
    total = sum(len(claim.quantities) for result in results for claim in result.claims)
    assert base.execute("SELECT count(*) FROM figures").fetchone() == (total,)
    ordered = [m for (m,) in base.execute("SELECT measure FROM figures WHERE measure IS NOT NULL")]
    assert ordered == sorted(ordered)


def test_an_article_that_two_engines_read_stands_twice(base: sqlite3.Connection) -> None:
    twice = base.execute(
        "SELECT r.engine FROM articles a JOIN runs r USING (run_no) "
        "WHERE a.id IN (SELECT id FROM articles GROUP BY id HAVING count(*) > 1) ORDER BY 1"
    ).fetchall()

    assert twice == [("llm",), ("rules",)]


def test_hostile_text_is_text_and_its_json_can_be_asked(base: sqlite3.Connection) -> None:
    claim = base.execute(
        "SELECT statement, json_extract(spans, '$[0].text') FROM claims ORDER BY claim_no DESC"
    ).fetchone()
    drafts = base.execute("SELECT draft, json_type(draft) FROM rejections WHERE reason = 'malformed'").fetchall()

    assert claim == (whole(HOSTILE), whole(HOSTILE))
    assert json.loads(drafts[-1][0]) == {whole(HOSTILE): [whole(HOSTILE), "\ufffd", "\ufffd"]}
    (half,) = base.execute("SELECT value FROM rejections, json_tree(draft) WHERE value = ? LIMIT 1", ("\ufffd",))
    assert half == ("\ufffd",)


def test_the_same_results_give_the_same_bytes(results: list[ArticleResult], file: Path, tmp_path: Path) -> None:
    write_file(Format.sqlite, iter(results), tmp_path / "again.db")

    assert (tmp_path / "again.db").read_bytes() == file.read_bytes()


def test_batches_change_nothing(
    results: list[ArticleResult], file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BATCH", 3)
    write_file(Format.sqlite, results, tmp_path / "a.db")
    with closing(sqlite3.connect(tmp_path / "a.db")) as one, closing(sqlite3.connect(file)) as other:
        assert "\n".join(one.iterdump()) == "\n".join(other.iterdump())


def test_an_article_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    bad = made("Two.")
    object.__setattr__(bad.rejections[0], "reason", None)

    with pytest.raises(sqlite3.IntegrityError):
        write_file(Format.sqlite, [made("One."), bad, made("Three.")], tmp_path / "a.db")
    with closing(sqlite3.connect(tmp_path / "a.db")) as base:
        assert base.execute("SELECT text FROM articles").fetchall() == [("One.",)]
        assert counts(base)["claims"] == 1


def test_without_results_there_are_tables_and_no_row(tmp_path: Path) -> None:
    write_file(Format.sqlite, [], tmp_path / "a.db")
    with closing(sqlite3.connect(tmp_path / "a.db")) as base:
        assert set(counts(base).values()) == {0}


README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("query", re.findall(r"```sql\n(.*?)```", README, re.DOTALL))
def test_the_examples_in_the_readme_find_something(base: sqlite3.Connection, query: str) -> None:
    assert len(base.execute(query).fetchall()) > 1


def test_the_readme_names_every_column_of_the_csv() -> None:
    named = set(re.findall(r"`(\w+)`", README.partition("**CSV**")[2].partition("**Parquet**")[0]))

    assert named - {"true", "false"} == set(COLUMNS)
