"""From the articles to their claims over the Batch API, with a real model's recorded answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extractor.cache import Cache, verify
from extractor.cache.recording import read_lines
from tests.batches import Told, nothing
from tests.commands import SEED
from tests.jobs.conftest import Desk, choice

RECORDING = SEED.parents[3] / "recordings" / "seed.jsonl"
ROWS = {row.key: row for row in read_lines(RECORDING)}


def recorded(key: str, _body: Mapping[str, Any]) -> Told:
    """What the model answered; without what its server had in its own cache, which the recording does not count."""
    completion = dict(ROWS[key].completion or {})
    completion["usage"] = {name: n for name, n in completion["usage"].items() if name != "prompt_tokens_details"}
    return completion


def test_two_rounds_give_the_bytes_of_the_recorded_run(desk: Desk) -> None:
    desk.paths, desk.model, desk.server.model = [SEED], "qwen2.5-coder-1.5b-instruct", recorded
    first = desk.round()
    assert first.code == 0
    assert "1 further request follows from these answers: submit again" in first.out
    second = desk.round()
    assert second.code == 0
    assert "No further requests follow" in second.out
    assert {line["custom_id"] for line in desk.server.sent} == ROWS.keys()

    ours, theirs = desk.extract(), desk.extract(cache=RECORDING)
    assert ours.out == theirs.out
    assert json.loads(ours.out)[0]["claims"]
    assert verify(desk.cache).problems == ()


def test_each_line_is_the_request_that_extract_would_send(desk: Desk) -> None:
    desk.paths, desk.model, desk.server.model = [SEED], "qwen2.5-coder-1.5b-instruct", recorded
    desk.submit()
    for line in desk.server.sent:
        assert line.keys() == {"custom_id", "method", "url", "body"}
        assert (line["method"], line["url"]) == ("POST", "/v1/chat/completions")
        assert line["body"] == ROWS[line["custom_id"]].request


def test_what_is_answered_is_not_submitted(desk: Desk) -> None:
    desk.round()
    before = len(desk.server.seen)
    ended = desk.submit()
    assert ended.code == 0
    assert "Nothing to submit: all requests of 3 articles are answered" in ended.out
    assert len(desk.server.seen) == before


def test_the_halves_of_what_was_cut_off_make_the_next_round(desk: Desk) -> None:
    desk.paths = [SEED]

    def model(_key: str, body: Mapping[str, Any]) -> Told:
        return choice("length", '{"cla') if len(body["messages"][-1]["content"]) > 800 else choice()

    desk.server.model = model
    ended = desk.round()
    assert ended.code == 0
    assert "2 truncated: noted as such" in ended.out
    assert "4 further requests follow" in ended.out
    assert "No further requests follow" in desk.round().out
    with Cache.open(desk.cache) as cache:
        stats = cache.stats()
    assert (stats.exchanges, stats.answers) == (6, 4)
    assert desk.extract().code == 0


def test_an_answer_that_is_no_json_is_asked_again_in_the_next_round(desk: Desk, folder: Path) -> None:
    desk.paths = [folder / "1.txt"]
    desk.server.model = lambda *_: choice(content="I would rather talk.")
    assert "1 further request follows" in desk.round().out
    desk.server.model = nothing
    assert "No further requests follow" in desk.round().out
    assert len({line["custom_id"] for line in desk.server.sent}) == 2
    assert desk.extract().code == 0


def test_the_options_of_an_extraction_choose_the_requests(desk: Desk) -> None:
    desk.options = ["--published", "2024-06-20", "--limit", "2"]
    assert desk.submit("--dry-run").out.startswith("2 requests to gpt-4o-mini: ")
    desk.round()
    assert len(desk.server.sent) == 2
    assert desk.extract().code == 0
