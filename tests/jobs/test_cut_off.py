"""A submit that ends in the middle: what was begun is found again, and nothing is paid for twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from extractor.errors import ExtractorError, Unavailable
from extractor.jobs import spool
from extractor.jobs.records import Job, Jobs
from extractor.jobs.service import Service
from tests.batches import BatchServer
from tests.jobs.conftest import Desk


def test_a_batch_that_was_begun_and_not_noted_is_found_by_the_next_submit(desk: Desk) -> None:
    desk.server.drop = "POST /batches"
    ended = desk.submit()
    assert ended.code == 2
    assert [batch.id for batch in desk.jobs[0].batches] == [None]
    again = desk.submit()
    assert again.code == 0
    assert "was cut off when it was submitted: of its 1 input file 1 were begun" in again.out
    assert "3 requests in a job that is not fetched" in again.out
    assert desk.server.asked("POST", "/batches") == 1
    desk.server.finish()
    assert "3 answers put into" in desk.fetch().out


@pytest.mark.parametrize("asked", ["status", "fetch"])
def test_status_and_fetch_find_it_too(desk: Desk, asked: str) -> None:
    desk.server.drop = "POST /batches"
    desk.submit()
    desk.server.finish()
    ended = getattr(desk, asked)()
    assert ended.code == 0
    assert "was cut off" in ended.out
    assert desk.jobs[0].batches[0].id == "batch_0"


def test_a_crash_before_the_batch_leaves_nothing_that_waits(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Service, "create", _crash)
        assert desk.submit().code == 130
    assert desk.jobs[0].waits
    _an_hour_later(desk)
    again = desk.submit()
    assert again.code == 0
    assert "of its 1 input file 0 were begun; submit sends the others again" in again.out
    assert [batch.id for job in desk.jobs for batch in job.batches] == ["batch_0"]
    assert len(desk.server.sent) == 3


def test_what_could_not_be_begun_is_sent_by_the_next_submit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MOST_REQUESTS", 1)
    create = Service.create

    def first_only(self: Service, job: Job, number: int, file: str) -> str | ExtractorError:
        if number:
            raise Unavailable("No more today.")
        return create(self, job, number, file)

    with monkeypatch.context() as patch:
        patch.setattr(Service, "create", first_only)
        ended = desk.submit()
    assert ended.code == 1
    assert ended.told == ["extractor: No more today."]
    assert "1 of 3 input files are on their way" in ended.out
    assert [batch.state for batch in desk.jobs[0].batches] == ["waiting", "waiting", "unsent"]
    _an_hour_later(desk)
    assert "2 requests in 2 input files" in desk.submit().out
    assert "was not begun: 1 request that submit is free to send" in desk.status().out
    assert len({line["custom_id"] for line in desk.server.sent}) == len(desk.server.sent) == 3
    desk.server.finish()
    assert desk.fetch().code == 0
    assert desk.fetch().code == 0
    assert desk.status().code == 0
    assert desk.extract().code == 0


def test_a_batch_among_many_is_found_by_its_name(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MOST_REQUESTS", 1)
    desk.submit()
    (job,) = desk.jobs
    with Service(desk.model, desk.server.url) as service:
        for _ in range(120):
            service.create(Job.new(address="", reading=job.reading), 0, "file-0")
        assert service.created(job) == {0: "batch_0", 1: "batch_1", 2: "batch_2"}
    assert desk.server.asked("GET", "/batches") == 2


@pytest.mark.parametrize("asked", ["fetch", "status"])
def test_another_server_gives_nothing_up(desk: Desk, asked: str) -> None:
    desk.server.drop = "POST /batches"
    desk.submit()
    _an_hour_later(desk)
    with BatchServer() as other:
        other.files["file-0"] = b""
        ended = getattr(desk, asked)("--base-url", other.url)
    assert ended.code == 1
    assert f"of 1 it is not known, and only {desk.server.url} can say: ask without --base-url" in ended.out
    _is_paid_once(desk)


def test_the_key_of_another_account_gives_nothing_up(desk: Desk) -> None:
    desk.server.drop = "POST /batches"
    desk.submit()
    _an_hour_later(desk)
    ours = desk.server.batches, desk.server.files
    desk.server.batches, desk.server.files = [], {}
    for ended in (desk.fetch(), desk.status(), desk.submit()):
        assert "does not know the input files: set the OPENAI_API_KEY that the job was submitted with" in ended.out
    assert "may have been begun: 3 requests that are not sent again" in desk.status().out
    desk.server.batches, desk.server.files = ours
    _is_paid_once(desk)


def test_a_list_that_lags_gives_nothing_up(desk: Desk) -> None:
    desk.server.drop = "POST /batches"
    desk.submit()
    late, desk.server.batches = desk.server.batches, []
    assert "the server's list may lag: ask again an hour after the submit" in desk.submit().out
    desk.server.batches = late
    _is_paid_once(desk)


def test_what_the_server_refuses_to_begin_is_free_at_once(desk: Desk) -> None:
    desk.server.refuse["POST /batches"] = (400, {"message": "The billing limit has been reached."})
    ended = desk.submit()
    assert ended.code == 2
    assert "The billing limit has been reached" in ended.told[0]
    assert desk.jobs == []
    desk.server.refuse.clear()
    assert "3 requests in 1 input file" in desk.submit().out


def _is_paid_once(desk: Desk) -> None:
    """Submit again, and have the one batch fetched."""
    assert "3 requests in a job that is not fetched" in desk.submit().out
    assert len(desk.server.batches) == 1
    desk.server.finish()
    assert "3 answers put into" in desk.fetch().out


def _an_hour_later(desk: Desk) -> None:
    for job in desk.jobs:
        Jobs(desk.cache).save(job.model_copy(update={"created": job.created - timedelta(hours=1)}))


def _crash(*_: object) -> str:
    raise KeyboardInterrupt
