"""Every way in which a server can fail, over a run: each article is complete or reported, none twice; nothing hangs.

Of nine articles, three meet the fault once, three always, three never.
"""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractor import run
from extractor.pipeline.drafting import FALLBACK
from extractor.schema import ArticleResult
from extractor.settings import Settings
from tests.commands import finished
from tests.faults import Reply, answer, error
from tests.harbours import Answering, articles

COUNT = 9


def some(fault: Reply) -> Callable[[int, int], Reply | None]:
    """A third of the articles meet the fault once, a third always."""
    return lambda number, times: fault if (number % 3 == 0 and times == 1) or number % 3 == 1 else None


def ran(place: Path, url: str, **changes: Any) -> tuple[int, list[ArticleResult]]:
    """Extract the articles; return the exit code, and the results of the file or of what a stopped run left."""
    given = {"transport_retries": 2, "max_wait": 0.02, "timeout": 30.0, "concurrency": 4, "cache": None, **changes}
    out = place / "claims.jsonl"
    order = run.Order([str(articles(place / "articles.jsonl", COUNT))], out=out)
    code = run.extract(order, Settings(model="m", base_url=url, **given))
    written = out if out.exists() else out.with_name("claims.jsonl.part")
    lines = written.read_text().splitlines() if written.exists() else []
    return code, [ArticleResult.model_validate_json(line) for line in lines]


def once(results: list[ArticleResult]) -> dict[int, bool]:
    """Whether each article was answered whole; each is there once, and what was not answered is told and flagged."""
    assert len({result.article.id for result in results}) == len(results)
    for result in results:
        flagged = not result.complete or any("fallback" in claim.flags for claim in result.claims)
        assert flagged == any("No answer came" in warning for warning in result.warnings)
    return {int(result.article.id): not any("No answer" in each for each in result.warnings) for result in results}


def length(data: bytes, length: int, headers: str = "") -> bytes:
    """A response that says its length, and that its connection ends: else the next request may be lost with that."""
    return f"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n".encode() + data


WHOLE = answer().body.encode()
OTHER = json.dumps({"claims": "none", "comment": ["I found nothing"]})
PACKED = gzip.compress(b" " * 100_000)
PASSING = {
    "429": error(429),
    "429 with Retry-After": error(429, headers={"Retry-After": "0.05"}),
    "500": error(500),
    "502, a page": Reply(502, "<html>Bad gateway</html>", {"Content-Type": "text/html"}),
    "503": error(503, "Loading model"),
    "dropped before the answer": Reply(drop=True),
    "dropped in the middle of the headers": Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Le"),
    "dropped in the middle of the body": Reply(raw=length(WHOLE[:99], len(WHOLE))),
    "chunks that end too soon": Reply(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{"),
    "no HTTP": Reply(raw=b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 220 ready\r\n\r\n"),
    "malformed JSON": Reply(body='{"choices": [{"mess'),
    "nested JSON": Reply(body="[" * 100_000),
    "no answer of the schema": answer(OTHER),
    "an answer that is no JSON": answer("I am sorry, I found nothing."),
    "an empty answer": answer(""),
    "an error with status 200": Reply(body='{"error": {"message": "upstream failed", "code": 502}}'),
    "a length that is too short": Reply(raw=length(WHOLE, 40)),
    "a length that is none": Reply(raw=length(WHOLE, -7)),
    "gzip that is none": Reply(raw=length(WHOLE, len(WHOLE), "Content-Encoding: gzip\r\n")),
    "gzip that is cut": Reply(raw=length(PACKED[:50], 50, "Content-Encoding: gzip\r\n")),
    "headers without end": Reply(raw=b"HTTP/1.1 200 OK\r\nX: y", endless=True),
    "a body without end": Reply(raw=b"HTTP/1.1 200 OK\r\n\r\n ", endless=True),
}
SLOW = {
    "no answer": Reply(hang=True),
    "headers, byte by byte": Reply(raw=b"HTTP/1.1 200 OK\r\nX: y", pause=0.1, endless=True),
    "a body, byte by byte": Reply(raw=length(b" ", 10**6), pause=0.001, endless=True),
}
LASTING = {
    "truncated": (answer('{"claims": [', finish="length"), "truncated"),
    "refused": (answer(None, refusal="I cannot"), "refused"),
    "filtered": (answer("", finish="content_filter"), "filtered"),
    "filtered, as an error": (error(400, "flagged", code="content_filter"), "filtered"),
    "too long": (error(400, "maximum context length is 8 tokens"), "truncated"),
    "a request that is refused": (error(422, "no such voice"), "unavailable"),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING.keys())
def test_what_may_pass(tmp_path: Path, capsys: pytest.CaptureFixture[str], fault: Reply) -> None:
    with Answering(some(fault)) as server:
        code, results = ran(tmp_path, server.url)
    assert (code, [result.article.id for result in results]) == (0, [str(n) for n in range(COUNT)])
    assert once(results) == {n: n % 3 != 1 for n in range(COUNT)}, "the rules stood in for a third"
    assert all(count <= 3 for count in server.asked.values())
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("fault", SLOW.values(), ids=SLOW.keys())
def test_what_takes_for_ever(tmp_path: Path, fault: Reply) -> None:
    """A request has its time, however its bytes come."""
    begun = time.monotonic()
    with Answering(lambda number, times: fault if number == 1 or (number == 3 and times == 1) else None) as server:
        code, results = ran(tmp_path, server.url, timeout=1.5, transport_retries=1)
    assert code == 0
    assert once(results) == {n: n != 1 for n in range(COUNT)}, "the rules stood in for one"
    assert time.monotonic() - begun < 30


@pytest.mark.parametrize(("fault", "reason"), LASTING.values(), ids=LASTING.keys())
def test_what_lasts(tmp_path: Path, fault: Reply, reason: str) -> None:
    with Answering(lambda number, times: fault if number % 3 == 1 else None) as server:
        code, results = ran(tmp_path, server.url)
    assert code == (0 if reason in FALLBACK else 1)
    assert once(results) == {n: n % 3 != 1 for n in range(COUNT)}
    for result in results:
        assert result.complete or reason in {entry.reason for entry in result.coverage}


def test_gzip_and_chunks_are_read(tmp_path: Path) -> None:
    def packed(number: int, times: int) -> Reply | None:
        data = gzip.compress(WHOLE)
        if number % 3 == 0:
            return Reply(raw=length(data, len(data), "Content-Encoding: gzip\r\n"))
        chunks = b"".join(b"1\r\n" + bytes([byte]) + b"\r\n" for byte in WHOLE)
        return Reply(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n")

    with Answering(packed) as server:
        code, results = ran(tmp_path, server.url)
        assert len(server.seen) == COUNT
    assert (code, len(once(results))) == (0, COUNT)


FATAL = {
    "a wrong key": (error(401, "Incorrect API key"), "refuses the key"),
    "no credit": (error(429, "quota", code="insufficient_quota"), "no credit left"),
    "a redirect": (Reply(307, "", {"Location": "http://127.0.0.1:9/v1"}), "redirects to http://127.0.0.1:9/v1"),
}


@pytest.mark.parametrize(("fault", "words"), FATAL.values(), ids=FATAL.keys())
@pytest.mark.parametrize("first", [0, 5])
def test_what_all_would_meet_ends_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], fault: Reply, words: str, first: int
) -> None:
    """At the start nothing is done; later what is done stays, and the same command goes on from it."""
    with Answering(lambda number, times: fault if number >= first else None) as server:
        code, results = ran(tmp_path, server.url, concurrency=1)
    told = [line for line in capsys.readouterr().err.splitlines() if words in line]
    assert (code, len(results), len(told)) == (1 if first else 2, first, 1)
    assert len(server.seen) == first + 1
    with Answering() as server:
        code, results = ran(tmp_path, server.url)
    assert (code, sorted(once(results))) == (0, list(range(COUNT)))
    assert server.asked == dict.fromkeys(range(first, COUNT), 1)


def dying(after: int) -> Answering:
    """A server that is gone after so many answers."""
    left = iter(range(after))

    def choose(number: int, times: int) -> Reply | None:
        if next(left, None) is None:
            threading.Thread(target=server.stop).start()
            return Reply(drop=True)
        return None

    server = Answering(choose)
    return server


def test_a_server_that_dies_and_comes_back(tmp_path: Path) -> None:
    def back() -> None:
        server._thread.join()
        time.sleep(0.5)
        again.append(Answering(port=server.port))
        again[0].__enter__()

    again: list[Answering] = []
    server = dying(4)
    server.__enter__()
    waiting = threading.Thread(target=back)
    waiting.start()
    code, results = ran(tmp_path, server.url, transport_retries=20, max_wait=1.0)
    waiting.join(10)
    again[0].stop()
    assert (code, once(results)) == (0, dict.fromkeys(range(COUNT), True))
    assert max(again[0].asked.values()) == 1


def test_a_server_that_dies_and_never_comes_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server = dying(4)
    server.__enter__()
    code, results = ran(tmp_path, server.url, transport_retries=3)
    done = once(results)
    told = capsys.readouterr().err
    assert code == 1
    assert told.count("Nothing answers at") == 1
    assert "the same command continues" in told
    assert all(done.values())
    assert 1 <= len(done) <= 4
    with Answering() as server:
        code, results = ran(tmp_path, server.url)
    assert (code, sorted(once(results))) == (0, list(range(COUNT)))
    assert server.asked == {n: 1 for n in range(COUNT) if n not in done}


def test_faults_of_all_kinds_mixed(tmp_path: Path) -> None:
    """What a person finds: a process, its file and its exit code."""
    kinds: Iterator[Reply] = iter([*PASSING.values(), *(fault for fault, _ in LASTING.values())] * 2)
    articles(place := tmp_path / "articles.jsonl", 60)
    quick = [kind for kind in kinds if not kind.endless]
    with Answering(lambda number, times: replace(quick[number % len(quick)]) if times == 1 else None) as server:
        options = ("--model", "m", "--base-url", server.url, "--no-cache", "--concurrency", "16")
        ended = finished("extract", place, *options, "--out", out := tmp_path / "claims.jsonl")
    assert ended.code in (0, 1)
    results = [ArticleResult.model_validate_json(line) for line in out.read_text().splitlines()]
    assert sorted(once(results)) == list(range(60))
    assert (ended.code == 0) == all(result.complete for result in results)
