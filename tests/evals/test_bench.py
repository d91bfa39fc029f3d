import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from http.client import HTTPConnection, RemoteDisconnected
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from evals.bench import __main__ as command
from evals.bench import faults, throughput
from evals.bench.answering import completion
from evals.bench.articles import article, articles, write
from evals.bench.loads import LOADS, task
from evals.bench.measuring import Case, Group, Skipped, table
from evals.bench.serving import FAULTS, Faults, Served, served
from extractor import gate, read
from extractor.response import Response


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with served() as running:
        yield running


def post(server: Served, body: dict[str, Any]) -> tuple[int, dict[str, str], dict[str, Any]]:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        connection.request("POST", "/v1/chat/completions", json.dumps(body))
        reply = connection.getresponse()
        return reply.status, dict(reply.getheaders()), json.loads(reply.read())
    finally:
        connection.close()


def asked(number: int = 0) -> dict[str, Any]:
    given = task([article(number, 400, "asked")], "", 1)
    return {"model": "bench", "messages": given.messages[0]}


def test_the_server_answers_with_a_draft_for_each_sentence_that_the_gate_takes(server: Served) -> None:
    made = article(0, 400, "asked")
    _, _, said = post(server, asked())
    response = Response.model_validate_json(said["choices"][0]["message"]["content"])
    held = gate(made, response.drafts)
    assert not response.malformed
    assert not held.rejections
    assert len(held.claims) == len(held.sentences) > 2
    assert said["usage"]["prompt_tokens"] > said["usage"]["completion_tokens"] > 0


def test_a_request_with_a_tool_is_answered_by_its_call(server: Served) -> None:
    tools = [{"type": "function", "function": {"name": "Response", "parameters": {}}}]
    _, _, said = post(server, asked() | {"tools": tools})
    function = said["choices"][0]["message"]["tool_calls"][0]["function"]
    assert function["name"] == "Response"
    assert Response.model_validate_json(function["arguments"]).drafts


def test_langextract_gets_an_extraction_for_each_sentence_of_its_last_text() -> None:
    shown = "Extract.\n\nExamples\nQ: The pier is closed.\nA: {}\n\nQ: Costs rose by 2.5 percent. The mayor left.\nA: "
    said = completion({"messages": [{"role": "user", "content": shown}]}, 100)
    content = json.loads(said["choices"][0]["message"]["content"])
    assert [each["claim"] for each in content["extractions"]] == ["Costs rose by 2.5 percent", "The mayor left"]


def test_faults_are_a_function_of_seed_and_request() -> None:
    requests = [str(number).encode() for number in range(2_000)]
    first, again, other = (
        [one.of(each) for each in requests] for one in (Faults(0.1, 1), Faults(0.1, 1), Faults(0.1, 2))
    )
    assert first == again != other
    backwards = Faults(0.1, 1)
    assert [backwards.of(each) for each in reversed(requests)][::-1] == first
    kinds = Counter(filter(None, first))
    assert set(kinds) == set(FAULTS)
    assert 140 < kinds.total() < 260
    assert set(map(Faults(0, 1).of, requests)) == {None}


def test_a_request_that_comes_again_is_drawn_anew() -> None:
    drawn = Faults(0.5, 1)
    assert len({drawn.of(b"the same") for _ in range(50)}) > 2


def test_each_fault_is_what_its_name_says() -> None:
    seen: dict[str, Any] = {}
    with served(faults=1.0, seed=3) as server:
        for number in range(60):
            try:
                status, headers, said = post(server, asked(number))
            except (RemoteDisconnected, ConnectionError):
                seen["dropped"] = True
                continue
            if status != 200:
                seen["limited" if status == 429 else "failing"] = (
                    headers.get("Retry-After") if status == 429 else status
                )
                continue
            choice = said["choices"][0]
            assert not _is_json(choice["message"]["content"])
            seen["truncated" if choice["finish_reason"] == "length" else "malformed"] = True
        stats = server.stats()
    assert seen == {"limited": "1", "failing": 500, "dropped": True, "malformed": True, "truncated": True}
    assert stats["requests"] == 60 == sum(stats[name] for name in FAULTS)
    assert "answered" not in stats


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def test_the_server_ends_with_its_block_and_with_its_input() -> None:
    with served() as running:
        pass
    with pytest.raises(ConnectionError):
        running.stats()
    command = [sys.executable, "-m", "evals.bench.serving"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        assert int(process.stdout.readline())
        process.stdin.close()
        assert process.wait(10) == 0


def test_articles_are_the_same_for_a_seed_and_share_no_sentence(tmp_path: Path) -> None:
    made = list(articles(150, 600, 1))
    assert made[7] == article(7, 600, 1) != article(7, 600, 2)
    assert len({each.id for each in made}) == 150
    assert all(600 <= len(each.text) < 800 for each in made)
    said = [sentence for each in made for sentence in each.text.replace("\n\n", " ").split(". ")]
    assert len(set(said)) == len(said) > 1_000
    write(tmp_path / "made.jsonl", made)
    assert list(read([tmp_path / "made.jsonl"])) == made


def test_cases_run_in_turn_and_one_that_cannot_is_skipped_with_a_word() -> None:
    turns: list[str] = []

    def run(name: str, figure: float) -> Case:
        return Case(name, lambda number: turns.append(name) or figure * (number + 1))  # type: ignore[func-returns-value]

    def absent(_: int) -> float:
        raise Skipped("it is not installed")

    rows = list(Group("b", "w", "s", [run("one", 2), Case("none", absent), run("two", 3)]).measure(3))
    assert turns == ["one", "two"] * 3
    assert [row.median for row in rows] == [4, None, 6]
    assert [row.ratio for row in rows] == [None, None, 1.5]
    assert "skipped: it is not installed" in table(rows)


def test_a_tiny_run_of_the_throughput_ends() -> None:
    rows = {row.name: row for row in islice(throughput.bench(1, 0.008), len(LOADS))}
    assert set(rows) == set(LOADS)
    for name, row in rows.items():
        assert row.figures or row.note, name
    assert rows["raw client"].median
    assert rows["plain instructor"].median


def test_a_tiny_run_with_faults_loses_no_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "LATENCY", 0.01)
    monkeypatch.setattr(faults, "SHARE", 0.2)
    rows = {row.name: row for row in faults.bench(1, 0.015)}
    if rows["extractor"].figures:
        whole, part = (rows[f"extractor: {name}"].median for name in ("complete", "reported as failed in part"))
        assert (whole or 0) + (part or 0) == 9
        assert rows["extractor: lost"].median == 0
    else:
        assert "extract_many_async" in rows["extractor"].note


def test_the_command_prints_a_table_and_writes_the_rounds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command.main(["--only", "startup", "--rounds", "1", "--size", "0.2", "--json", str(tmp_path / "b.json")])
    said = capsys.readouterr()
    assert "| startup | a process from start to end | extractor --help |" in said.out
    assert "cores" in said.out
    assert "round 1 of 1" in said.err
    kept = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))
    assert [len(row["figures"]) for row in kept["rows"]] == [1, 1]
