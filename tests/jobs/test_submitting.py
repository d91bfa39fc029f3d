"""What is handed in, what it may cost, and what is refused before anything is sent."""

from __future__ import annotations

import json
import os
import stat
import traceback
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.errors import WrongKey
from extractor.jobs import spool
from extractor.jobs.records import Job, Jobs, Reading
from extractor.jobs.service import Service
from tests.batches import BatchServer
from tests.jobs.conftest import Desk

KEY = "sk-planted-0123456789abcdef"


class Quoting(BatchServer):
    """A server that fails, and quotes who asked."""

    def __init__(self, said: str) -> None:
        super().__init__()
        self.identities: list[str | None] = []
        self._said = said

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        self.identities.append(headers.get("authorization"))
        return 400, json.dumps({"error": {"message": self._said.format(path=target)}}).encode()


@pytest.mark.parametrize(("limit", "value"), [("MOST_REQUESTS", 2), ("MOST_BYTES", 20_000)])
def test_what_a_file_cannot_hold_goes_into_the_next(
    desk: Desk, limit: str, value: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, limit, value)
    assert "3 requests in 2 input files" in desk.submit().out
    (job,) = desk.jobs
    assert [batch.requests for batch in job.batches] == [2, 1]
    sizes = [len(desk.server.files[batch.fields["input_file_id"]]) for batch in desk.server.batches]
    assert all(size <= spool.MOST_BYTES for size in sizes)
    desk.server.finish()
    assert "3 answers put into" in desk.fetch().out
    assert desk.extract().code == 0


def test_the_same_request_of_two_articles_is_sent_once(desk: Desk, folder: Path) -> None:
    (folder / "4.txt").write_bytes((folder / "1.txt").read_bytes())
    assert "3 requests in 1 input file" in desk.submit().out


def test_what_waits_for_its_answer_is_not_sent_again(desk: Desk, folder: Path) -> None:
    desk.submit()
    assert "Nothing to submit: 3 requests in a job that is not fetched" in desk.submit().out
    (folder / "4.txt").write_text("date: 2024-06-14\n\nThe mill at Vail burns, Ilse Brandt said.")
    ended = desk.submit()
    assert "3 further requests in a job that is not fetched: not sent again." in ended.out
    assert len({line["custom_id"] for line in desk.server.sent}) == len(desk.server.sent) == 4
    desk.server.finish()
    assert "1 answer put into" in desk.fetch().out, "the newest comes first"
    assert "3 answers put into" in desk.fetch().out


def test_a_dry_run_asks_nobody_and_needs_no_key(desk: Desk) -> None:
    asked = ["--model", desk.model, "--cache", str(desk.cache), "--dry-run"]
    ended = desk.command("jobs", "submit", *desk.paths, *asked)
    assert ended.code == 0
    assert ended.out.startswith("3 requests to gpt-4o-mini: about ")
    assert "at half price about $" in ended.out
    assert ended.out.endswith("Nothing was sent (--dry-run).\n")
    assert not Jobs(desk.cache).folder.exists()
    assert desk.server.seen == []


def test_the_estimate_holds_at_half_the_price(desk: Desk) -> None:
    """gpt-4o-mini: $0.15 and $0.60 a million tokens, half of it here; 4 bytes a token, or 1 at most."""
    desk.submit()
    (name,) = (batch.fields["input_file_id"] for batch in desk.server.batches)
    size, answers = len(desk.server.files[name]), sum(line["body"]["max_tokens"] for line in desk.server.sent)
    most = (size * Decimal("0.075") + answers * Decimal("0.3")) / 1_000_000
    desk.cache.unlink()
    desk.cache = desk.cache.with_name("other.sqlite")
    refused = desk.submit("--max-cost", str(most / 2))
    assert refused.code == 2
    assert "--max-cost allows" in refused.told[0]
    assert desk.jobs == []
    assert desk.submit("--max-cost", str(most)).code == 0


def test_no_limit_can_be_kept_for_a_model_without_a_price(desk: Desk) -> None:
    desk.model = "nobody-knows"
    ended = desk.submit("--max-cost", "1")
    assert ended.code == 2
    assert "no limit of cost can be kept" in ended.told[0]
    assert "the price of nobody-knows is not known" in desk.submit().out


@pytest.mark.parametrize(
    ("model", "remedy"),
    [("rules", "name a model of OpenAI with --model"), ("gguf:a.gguf", "read with extractor extract")],
)
def test_what_has_no_batch_api_is_refused(desk: Desk, model: str, remedy: str) -> None:
    desk.model = model
    ended = desk.submit()
    assert (ended.code, ended.out) == (2, "")
    assert remedy in ended.told[0]


def test_a_recording_is_no_cache_for_jobs(desk: Desk, tmp_path: Path) -> None:
    desk.cache = tmp_path / "answers.jsonl"
    assert "is never written: name a cache file with --cache" in desk.submit().told[0]


def test_openai_asks_for_a_key(desk: Desk) -> None:
    ended = desk.command("jobs", "submit", *desk.paths, "--model", desk.model, "--cache", desk.cache)
    assert ended.code == 2
    assert "asks for a key: set OPENAI_API_KEY" in ended.told[0]


def test_without_a_readable_input_nothing_is_sent(desk: Desk, tmp_path: Path) -> None:
    desk.paths = [tmp_path / "none.txt"]
    ended = desk.submit()
    assert ended.code == 2
    assert "none.txt does not exist" in ended.told[0]
    assert "no article was read" in ended.out
    desk.paths += [tmp_path / "articles"]
    assert desk.submit().code == 1
    assert len(desk.server.sent) == 3


def test_a_server_without_a_batch_api_says_so(desk: Desk) -> None:
    desk.server.refuse["POST /files"] = (404, {"message": "Not Found"})
    ended = desk.submit()
    assert ended.code == 2
    assert "offers no Batch API: ask gpt-4o-mini with extractor extract" in ended.told[0]
    assert desk.jobs == []


def test_a_refused_key_is_told_without_being_shown(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with BatchServer(key="sk-another") as strict:
        desk.server = strict
        ended = desk.submit()
    assert ended.code == 2
    assert "refuses the key (status 401)" in ended.told[0]
    assert KEY not in ended.out + ended.err
    assert desk.jobs == []


def test_what_an_address_holds_is_sent_and_never_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    """The server quotes the header, and the query that came with each request."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_ORG_ID", "org-planted-99")
    identity = "Basic Ym9iOmhpZGRlbi1oaWRkZW4="
    said = f"{identity} was bob, hidden-hidden of org-planted-99 at {{path}}, token=query-planted, {KEY}"
    with Quoting(said) as server:
        url = server.url.replace("//", "//bob:hidden-hidden@") + "?token=query-planted"
        ended = desk.command("jobs", "submit", folder, "--model", desk.model, "--base-url", url, "--cache", desk.cache)
    assert ended.code == 2
    assert "Basic … was bob, … of … at /v1/files?token=…, token=…, …" in ended.told[0]
    assert server.identities == [identity]
    assert not any(secret in ended.out + ended.err for secret in ("Ym9i", "hidden", "planted"))


def test_a_refused_key_is_no_longer_with_the_error(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    (tmp_path / "a.jsonl").write_text("{}\n")
    with BatchServer(key="sk-another") as strict, Service(desk.model, strict.url) as service:
        with pytest.raises(WrongKey) as uploading:
            service.upload(tmp_path / "a.jsonl")
        with pytest.raises(WrongKey) as looking:
            service.state("batch_0")
        refused = service.create(Job.new(address="", reading=Reading(paths=(), model="", prompt="")), 0, "file-0")
    for error in (uploading.value, looking.value, refused):
        assert isinstance(error, WrongKey)
        assert error.__cause__ is None
        assert KEY not in "".join(traceback.format_exception(error))


def test_the_key_and_the_articles_are_in_no_record(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with BatchServer(key=KEY) as strict:
        desk.server = strict
        ended = [desk.submit(), desk.status()]
        records = [path for path in Jobs(desk.cache).folder.iterdir() if path.stat().st_size]
        assert {path.suffix for path in records} == {".json", ".keys"}
        for path in records:
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            assert "bridge" not in path.read_text()
        strict.finish()
        ended += [desk.fetch()]
    assert ended[-1].code == 0
    assert not any(KEY in each.out + each.err for each in ended)
    for place, _, names in os.walk(tmp_path):
        assert not any(KEY.encode() in Path(place, name).read_bytes() for name in names)


def test_two_at_once_are_one_too_many(desk: Desk) -> None:
    desk.submit()
    with Jobs(desk.cache).held():
        for ended in (desk.submit(), desk.fetch(), desk.status()):
            assert (ended.code, ended.out) == (2, "")
            assert "Another process works on the jobs" in ended.told[0]
    assert desk.submit().code == 0
