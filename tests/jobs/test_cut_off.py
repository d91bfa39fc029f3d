"""A submit that ends in the middle: what was begun is found again, and nothing is paid for twice."""

from __future__ import annotations

import pytest

from extractor.errors import Unavailable
from extractor.jobs import spool
from extractor.jobs.records import Job
from extractor.jobs.service import Service
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
    again = desk.submit()
    assert again.code == 0
    assert "of its 1 input file 0 were begun; submit sends the others again" in again.out
    assert [batch.id for job in desk.jobs for batch in job.batches] == ["batch_0"]
    assert len(desk.server.sent) == 3


def test_what_could_not_be_begun_is_sent_by_the_next_submit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MOST_REQUESTS", 1)
    create = Service.create

    def first_only(self: Service, job: Job, number: int, file: str) -> str:
        if number:
            raise Unavailable("No more today.")
        return create(self, job, number, file)

    with monkeypatch.context() as patch:
        patch.setattr(Service, "create", first_only)
        ended = desk.submit()
    assert ended.code == 1
    assert ended.told == ["extractor: No more today."]
    assert "1 of 3 input files are on their way" in ended.out
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


def _crash(*_: object) -> str:
    raise KeyboardInterrupt
