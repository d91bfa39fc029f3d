"""The second opinion of a model: what it doubts is flagged, never dropped, and no answer is no verdict."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from extractor import check_statement, extract, verify_statement
from extractor.errors import SettingError
from extractor.settings import Settings
from tests.commands import Command
from tests.faults import FaultServer, Reply, answer, error

TEXT = "The ferry sank near Orrin on Saturday. Mayor Ilse Brandt said the harbour is closed."


def verdict(*, supported: bool, differs: str | None = None) -> Reply:
    return answer(json.dumps({"differs": differs, "supported": supported}))


def checked(server: FaultServer, **settings: Any) -> Any:
    chosen = {"cache": None, "max_wait": 0.02, "transport_retries": 0, "concurrency": 1, **settings}
    return extract(TEXT, model="rules", verify="second", base_url=server.url, **chosen)


def test_what_the_model_doubts_is_flagged_and_stays() -> None:
    with FaultServer(verdict(supported=False, differs="Orrin"), verdict(supported=True)) as server:
        result = checked(server)

    assert len(result.claims) == 2
    assert sorted("doubted" in claim.flags for claim in result.claims) == [False, True]
    assert [told for told in result.warnings if told.endswith('for "Orrin".')] != []
    assert result.usage.requests == 2
    assert result.provenance.parameters["verify"] == "second"
    assert result.complete


def test_the_model_sees_the_sentences_and_the_statement_and_is_held_to_a_schema() -> None:
    with FaultServer(verdict(supported=True)) as server:
        checked(server)

    body = server.seen[-1].body
    asked = body["messages"][-1]["content"]
    assert "the harbour is closed" in asked
    assert "Statement: " in asked
    assert "The ferry sank near Orrin" in asked  # the sentence before, for what a pronoun means
    assert body["response_format"]["json_schema"]["strict"] is True
    assert body["model"] == "second"


def test_no_answer_is_no_doubt_and_is_told() -> None:
    with FaultServer(error(500)) as server:
        result = checked(server)

    assert [claim.flags for claim in result.claims if "doubted" in claim.flags] == []
    assert [claim.flags for claim in result.claims] == [("unverified",)] * 2
    assert any("2 statements were not verified" in told for told in result.warnings)


def test_a_run_that_could_not_verify_says_so_and_verifies_when_it_is_given_again(
    command: Command, tmp_path: Any
) -> None:
    (file := tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    given = ("extract", file, "--verify", "second", "--no-cache", "--out", out := tmp_path / "claims.jsonl")
    with FaultServer(error(422), error(422), verdict(supported=True)) as server:
        first = command(*given, "--base-url", server.url)
        assert first.code == 1
        assert "2 claims not verified" in first.err
        out.rename(f"{out}.part")  # as if it had been stopped before its end
        assert command(*given, "--base-url", server.url).code == 0
    assert all(not claim["flags"] for claim in json.loads(out.read_text())["claims"])


def test_what_could_not_be_verified_is_kept_where_its_article_is_no_input(command: Command, tmp_path: Any) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text("The bridge at Orrin closed on Monday.", encoding="utf-8")
    out = tmp_path / "claims.jsonl"
    options = ("--verify", "second", "--no-cache", "--out", out)
    with FaultServer(error(422)) as server:
        assert command("extract", tmp_path / "a.txt", tmp_path / "b.txt", *options, "--base-url", server.url).code == 1
        out.rename(part := tmp_path / "claims.jsonl.part")
        before = part.read_bytes()
        ended = command("extract", tmp_path / "a.txt", *options, "--base-url", server.url)
    assert part.read_bytes().startswith(before)
    assert "holds 1 result of articles that were not among these inputs" in ended.err


def test_rules_verify_nothing() -> None:
    with pytest.raises(SettingError, match="name a model"):
        Settings.from_environment(verify="rules")


def test_the_command_takes_the_model(command: Command, tmp_path: Any) -> None:
    file = tmp_path / "article.txt"
    file.write_text(TEXT, encoding="utf-8")
    with FaultServer(verdict(supported=False)) as server:
        ran = command(
            "extract", str(file), "--verify", "second", "--base-url", server.url, "--no-cache", "--format", "json"
        )

    (result,) = json.loads(ran.out)
    flags = [claim["flags"] for claim in result["claims"]]
    assert all("doubted" in one for one in flags)


@pytest.mark.parametrize("supported", [True, False])
def test_any_statement_is_verified_against_an_article(supported: bool) -> None:
    with FaultServer(verdict(supported=supported)) as server:
        said = verify_statement("The ferry sank.", TEXT, model="second", base_url=server.url, cache=None)
        assert asyncio.run(said) is supported


DISAGREEING = [
    ("The ferry sank near Orrin on Saturday.", set()),
    ("The harbour is closed, said mayor Brandt.", set()),
    ("The ferry sank near Velmar.", {"name_not_in_article"}),
    ("The ferry sank on Friday.", {"date_conflict"}),
    ("The ferry sank with 12 people.", {"number_conflict"}),
    ("The harbour is not closed.", {"negation_conflict"}),
]


@pytest.mark.parametrize(("statement", "reasons"), DISAGREEING)
def test_a_statement_is_checked_against_an_article(statement: str, reasons: set[str]) -> None:
    found = check_statement(statement, TEXT, published="2024-06-12")
    assert {reason for reason, _ in found if reason != "unsupported_addition"} == reasons


def test_words_that_the_article_does_not_have_are_told() -> None:
    assert ("unsupported_addition", 'The article does not say "burning".') in check_statement(
        "The burning ferry sank.", TEXT
    )
