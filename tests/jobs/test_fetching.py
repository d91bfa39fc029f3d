"""What comes back: in any order, in part, as faults, or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from extractor.cache import Cache
from extractor.cache.recording import Row, read_lines
from extractor.jobs import spool
from extractor.jobs.records import Jobs
from tests import batches
from tests.batches import Told, Wrong, nothing, refusing
from tests.jobs.conftest import Desk, choice

LONG = Wrong("This model's maximum context length is 128000 tokens.", code="context_length_exceeded", param="messages")


def of_article(number: int, told: Told) -> batches.Model:
    """Let one of the three articles fare otherwise than the others."""

    def model(key: str, body: Mapping[str, Any]) -> Told:
        return told if f"Article {number}." in body["messages"][-1]["content"] else nothing(key, body)

    return model


def test_before_the_end_nothing_is_fetched(desk: Desk) -> None:
    desk.submit()
    for state in ("validating", "in_progress, 0 of 3 answered", "finalizing, 3 of 3 answered"):
        ended = desk.fetch()
        assert ended.code == desk.status().code == 1
        assert f"is not ready: {state}." in ended.out
        assert f": {state}\n" in desk.status().out
        desk.server.advance()
    assert desk.status().code == 0
    assert desk.fetch().code == 0


def test_what_it_cost_is_told_at_half_the_price(desk: Desk) -> None:
    """3,000 tokens at $0.15 and 300 at $0.60 a million are $0.00063; half of it."""
    desk.server.model = lambda *_: choice()
    assert "Paid: 3 requests, 3,000 + 300 tokens, $0.00032 at half price." in desk.round().out
    assert sum(result["usage"]["prompt_tokens"] for result in json.loads(desk.extract().out)) == 3000


def test_two_fetches_do_what_one_does(desk: Desk) -> None:
    desk.round()
    before, asked = _rows(desk), len(desk.server.seen)
    assert desk.fetch().out == "Every job was fetched before.\n"
    (job,) = desk.jobs
    assert desk.fetch(job.id).out == f"Job {job.id} was fetched before.\n"
    assert (_rows(desk), len(desk.server.seen)) == (before, asked)
    assert "fetched, 3 of 3 answered" in desk.status(job.id).out


def test_an_answer_that_is_there_already_stays(desk: Desk) -> None:
    desk.submit()
    line = desk.server.sent[0]
    mine = Row(line["body"], completion=choice(content='{"claims": [1]}'))
    with Cache.open(desk.cache) as cache:
        cache.put(mine)
    desk.server.finish()
    desk.fetch()
    assert _rows(desk)[line["custom_id"]].completion == mine.completion


@pytest.mark.parametrize(
    ("told", "outcome", "tokens"),
    [
        (choice("length", '{"cla'), "truncated", 1000),
        (choice(refusal="I cannot."), "refused", 1000),
        (choice("content_filter", ""), "filtered", 1000),
        (LONG, "truncated", 0),
        (Wrong("The prompt was filtered.", code="content_filter"), "filtered", 0),
    ],
)
def test_an_answer_that_is_none_leaves_a_verdict(desk: Desk, told: Told, outcome: str, tokens: int) -> None:
    desk.server.model = of_article(2, told)
    ended = desk.round()
    assert ended.code == 0
    assert "2 answers put into" in ended.out
    assert f"1 {outcome}: noted as such" in ended.out
    (row,) = (row for row in _rows(desk).values() if row.outcome != "answer")
    assert (row.outcome, row.completion, row.usage.prompt_tokens) == (outcome, None, tokens)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (Wrong("The server had an error.", 500), "gave no answer (status 500: The server had an error.): try again"),
        (Wrong("Invalid schema.", 400, param="x"), "refuses this request (status 400: Invalid schema.)"),
        (Wrong("Not done.", None, "batch_expired"), "1 request without an answer: Not done."),
        ({"object": "chat.completion"}, "the answer is no chat completion"),
        (None, "1 request without an answer: the files of the batch do not speak of it."),
    ],
)
def test_one_that_fails_takes_no_other_with_it(desk: Desk, told: Told, words: str) -> None:
    desk.server.model = of_article(2, told)
    ended = desk.round()
    assert ended.code == 1
    assert "2 answers put into" in ended.out
    assert words in ended.out
    assert "1 request to be submitted again. None further follow" in ended.out
    assert "fetched, 2 of 3 answered, 1 failed" in desk.status().out
    desk.server.model = nothing
    assert desk.round().code == 0
    assert len(desk.server.sent) == 4


def test_what_expired_keeps_what_was_done(desk: Desk) -> None:
    desk.submit()
    desk.server.expire(done=2)
    ended = desk.fetch()
    assert ended.code == 1
    assert "was not done within 24 hours" in ended.out
    assert "2 answers put into" in ended.out
    assert "1 request without an answer: This request could not be executed before" in ended.out
    assert "1 request in 1 input file" in desk.submit().out


def test_a_batch_that_was_cancelled_frees_its_requests(desk: Desk) -> None:
    desk.submit()
    desk.server.answer("POST", "/v1/batches/batch_0/cancel", {}, b"")
    assert "cancelling" in desk.fetch().out
    desk.server.advance()
    ended = desk.fetch()
    assert (ended.code, "was cancelled" in ended.out) == (1, True)
    assert "3 requests in 1 input file" in desk.submit().out


def test_a_failed_validation_tells_its_reasons(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "MOST_REQUESTS", 2)
    desk.submit()
    desk.server.advance()
    assert "The batch file holds 3 requests" in desk.status().out
    ended = desk.fetch()
    assert ended.code == 1
    assert "failed its validation, and nothing was paid: The batch file holds 3 requests: 1 to 2 may be." in ended.out
    assert "3 requests to be submitted again" in ended.out
    assert _rows(desk) == {}


def test_what_a_model_refuses_is_left_out_of_the_next_submit(desk: Desk) -> None:
    desk.server.model = refusing("max_tokens", "temperature")
    ended = desk.round()
    assert ended.code == 1
    assert "gpt-4o-mini refuses max_tokens: the next submit sends max_completion_tokens instead." in ended.out
    assert "refuses temperature: the next submit leaves it out." in desk.round().out
    assert desk.round().code == 0
    body = desk.server.sent[-1]["body"]
    assert body.keys() == {"model", "messages", "response_format", "max_completion_tokens"}
    rows = _rows(desk)
    assert rows.keys() == {line["custom_id"] for line in desk.server.sent}
    for row in rows.values():
        assert row.completion is not None
        assert row.completion["left_out"] == ["temperature"]
    results = json.loads(desk.extract().out)
    assert {result["provenance"]["parameters"]["temperature"] for result in results} == {None}


def test_another_model_is_not_thought_to_refuse_the_same(desk: Desk) -> None:
    desk.server.model = refusing("max_tokens")
    desk.round()
    desk.model = "gpt-4.1-mini"
    desk.submit()
    assert "max_tokens" in desk.server.sent[-1]["body"]


def test_files_that_are_gone_free_their_requests(desk: Desk) -> None:
    desk.submit()
    desk.server.finish()
    del desk.server.files[desk.server.batches[0].fields["output_file_id"]]
    ended = desk.fetch()
    assert ended.code == 1
    assert "3 requests without an answer: the files of its batch are no longer at the server" in ended.out
    assert "3 requests in 1 input file" in desk.submit().out


@pytest.mark.parametrize("refused", [(), ("max_tokens", "temperature")])
def test_without_the_input_file_the_articles_say_what_was_asked(desk: Desk, refused: tuple[str, ...]) -> None:
    desk.server.model = refusing(*refused)
    for _ in refused:
        desk.round()
    desk.submit()
    desk.server.finish()
    _lose(desk, "input_file_id")
    ended = desk.fetch()
    assert (ended.code, "3 answers put into" in ended.out) == (0, True)
    assert "fetched, 3 of 3 answered" in desk.status(desk.jobs[-1].id).out
    assert desk.extract().code == 0


def test_an_answer_whose_request_is_nowhere_waits_for_it(desk: Desk, folder: Path) -> None:
    desk.server.model = of_article(1, Wrong("The server had an error.", 500))
    desk.submit()
    desk.server.finish()
    _lose(desk, "input_file_id")
    article, changed = folder / "2.txt", folder.parent / "2.txt"
    article.rename(changed)
    for answers in ("1 answer put into", ""):
        ended = desk.fetch()
        assert answers in ended.out
        assert "1 answer of the job" in ended.told[0]
        assert "The job waits: put the articles and the prompt back" in ended.told[0]
        assert desk.jobs[0].waits
    changed.rename(article)
    assert "1 answer put into" in desk.fetch().out
    assert "fetched, 2 of 3 answered, 1 failed" in desk.status().out


def test_standard_input_gives_no_request_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    text = desk.paths[0] / "1.txt"
    desk.paths = [Path("-")]
    with text.open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        desk.submit()
    desk.server.finish()
    _lose(desk, "input_file_id")
    ended = desk.fetch()
    assert ended.code == 2
    assert "1 answer of the job" in ended.told[0]
    assert desk.jobs[0].waits


def test_without_the_error_file_the_answers_are_kept(desk: Desk) -> None:
    desk.server.model = of_article(2, Wrong("The server had an error.", 500))
    desk.submit()
    desk.server.finish()
    _lose(desk, "error_file_id")
    ended = desk.fetch()
    assert "2 answers put into" in ended.out
    assert "1 request without an answer: the files of its batch are no longer at the server" in ended.out


def test_a_request_that_is_not_the_one_handed_in_is_not_kept(desk: Desk) -> None:
    desk.submit()
    desk.server.finish()
    name = desk.server.batches[0].fields["input_file_id"]
    desk.server.files[name] = desk.server.files[name].replace(b"Article 2.", b"Article 7.") + b"no JSON\n[]\n"
    ended = desk.fetch()
    assert ended.code == 1
    assert "1 request without an answer: its line in the input file is not the one" in ended.out
    assert len(_rows(desk)) == 2


def test_lines_that_say_nothing_are_passed_over(desk: Desk) -> None:
    desk.submit()
    desk.server.finish()
    name = desk.server.batches[0].fields["output_file_id"]
    desk.server.files[name] += b'{"custom_id": "x", "response": null, "error": null}\n\n{"cust'
    assert desk.fetch().code == 0


def test_an_interrupted_fetch_is_done_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.submit()
    desk.server.finish()
    with monkeypatch.context() as patch:
        patch.setattr(Jobs, "save", _crash)
        assert desk.fetch().code == 130
    assert len(_rows(desk)) == 3
    before = _rows(desk)
    assert "3 answers put into" in desk.fetch().out
    assert _rows(desk) == before


def test_who_knows_no_job_says_so(desk: Desk) -> None:
    for ended in (desk.fetch(), desk.status(), desk.fetch("x")):
        assert (ended.code, ended.out) == (2, "")
        assert "There is no job of the cache" in ended.told[0]
    assert not Jobs(desk.cache).folder.exists()
    desk.submit()
    assert "There is no job ../x of the cache" in desk.fetch("../x").told[0]


def test_a_batch_that_the_account_does_not_know(desk: Desk) -> None:
    desk.submit()
    desk.server.batches.clear()
    ended = desk.fetch()
    assert ended.code == 2
    assert "does not know the batch batch_0: set the OPENAI_API_KEY that it was made with" in ended.told[0]


@pytest.mark.parametrize("status", [404, 403, 400])
def test_a_batch_that_is_not_given_holds_up_no_other(desk: Desk, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MOST_REQUESTS", 1)
    desk.submit()
    desk.server.finish()
    desk.server.refuse["GET /batches/batch_0"] = (status, {"message": "No batch found."})
    ended = desk.fetch()
    assert ended.code == 1
    assert "2 answers put into" in ended.out
    assert len(ended.told) == 1
    assert [batch.state for batch in desk.jobs[0].batches] == ["waiting", "fetched", "fetched"]
    assert desk.fetch().code == 2, "of the one that is left nothing is learnt"
    desk.server.refuse.clear()
    assert "1 answer put into" in desk.fetch().out


def test_one_server_that_is_down_hides_no_other_job(desk: Desk) -> None:
    desk.submit()
    with batches.BatchServer() as other:
        desk.server, desk.model = other, "gpt-4.1-mini"
        desk.submit()
    ended = desk.status()
    assert ended.code == 1
    assert "Nothing answers at" in ended.err
    assert "batch_0: validating" in ended.out


def test_a_damaged_record_is_named(desk: Desk) -> None:
    desk.submit()
    place = Jobs(desk.cache).place(desk.jobs[0])
    place.write_text(place.read_text()[:-9])
    ended = desk.fetch()
    assert ended.code == 2
    assert f"The record {place} cannot be read" in ended.told[0]


def test_of_standard_input_it_is_not_known_what_follows(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    text = desk.paths[0] / "1.txt"
    desk.paths = [Path("-")]
    with text.open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        desk.submit()
    desk.server.finish()
    assert "Submit again to learn whether further requests follow" in desk.fetch().out


def _lose(desk: Desk, file: str) -> None:
    """Let the server forget a file of the last batch."""
    del desk.server.files[desk.server.batches[-1].fields[file]]


def _rows(desk: Desk) -> dict[str, Row]:
    """What the cache holds, by the keys of the requests."""
    place = desk.cache.with_suffix(".jsonl")
    with Cache.open(desk.cache) as cache:
        cache.dump(place)
    return {row.key: row for row in read_lines(place)}


def _crash(*_: object) -> None:
    raise KeyboardInterrupt


def test_nothing_can_be_learnt_of_a_server_that_is_gone(desk: Desk) -> None:
    with batches.BatchServer() as other:
        desk.server = other
        desk.submit()
    for ended in (desk.status(), desk.fetch()):
        assert ended.code == 2
        assert "Nothing answers at" in ended.err


def test_answers_are_on_the_disk_before_the_record_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a power failure between the two would have them paid for twice."""
    done, sync, save = list[str](), Cache.sync, Jobs.save
    desk.submit()
    desk.server.finish()

    def noted(name: str, real: Callable[..., None]) -> Callable[..., None]:
        def called(*given: Any) -> None:
            done.append(name)
            real(*given)

        return called

    monkeypatch.setattr(Cache, "sync", noted("answers", sync))
    monkeypatch.setattr(Jobs, "save", noted("record", save))
    assert desk.fetch().code == 0
    assert "record" in done
    assert done.index("answers") < done.index("record")
