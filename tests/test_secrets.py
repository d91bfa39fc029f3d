"""Neither who asks nor what is read leaves by a log, an error or a file that is not meant to hold it.

A process runs with every log turned on, against a server that repeats headers and requests in all it says.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from evals.bench.answering import completion
from tests.faults import FaultServer, Reply, Seen, answer, error
from tests.harbours import number_of

KEY, ORGANISATION, PROJECT = "sk-proj-quite-secret-0123456789", "org-quite-private-4711", "proj-quite-private-0815"
MARKER = "Quellbrodzin"
COUNT = 24
RUN = """
import json, logging, sys
from pathlib import Path
logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
from extractor import cli, run
from extractor.settings import Settings
given, runs, export = json.loads(sys.argv[1])
codes = [run.extract(run.Order([given], out=Path(out)), Settings(model="m", **settings)) for out, settings in runs]
print([*codes, cli.main(export)])
"""


class Echo(FaultServer):
    """Repeats what it was sent, in a way that depends on the article."""

    def next_reply(self, seen: Seen) -> Reply:
        with self._lock:
            self.seen.append(seen)
        told = f"{json.dumps(dict(seen.headers))} asked for {json.dumps(seen.body, ensure_ascii=False)}"
        plain = f"{seen.headers.get('authorization')} asked: {seen.body['messages'][-1]['content']}"
        return self.kinds(told, plain, seen)[number_of(seen.body) % 12]

    def kinds(self, told: str, plain: str, seen: Seen) -> list[Reply]:
        return [
            Reply(body=json.dumps(completion(seen.body, 400))),
            error(400, told),
            error(422, plain),
            error(500, plain),
            error(429, told, headers={"Retry-After": "0"}),
            Reply(502, f"<html>{plain}</html>", {"Content-Type": "text/html"}),
            Reply(200, json.dumps({"error": {"message": told, "code": 500}})),
            Reply(422, json.dumps({"detail": [{"loc": ["body"], "msg": plain, "input": seen.body}]})),
            Reply(raw=f"HTTP/1.1 200 OK\r\nX: {seen.headers.get('authorization')}\0\r\n\r\n".encode()),
            answer(plain),
            answer(json.dumps({"claims": MARKER, "told": seen.body["messages"][-1]["content"]})),
            answer(plain, refusal=plain),
        ]


class Fatal(Echo):
    """Refuses all, and repeats it."""

    def __init__(self, status: int, **fields: str) -> None:
        super().__init__()
        self._fault = (status, fields)

    def kinds(self, told: str, plain: str, seen: Seen) -> list[Reply]:
        status, fields = self._fault
        return [error(status, plain, headers={"Location": f"http://{KEY}@127.0.0.1/{status}"}, **fields)] * 12


@pytest.mark.parametrize("debug", ["", "1"])
def test_nothing_tells_who_asks_or_what_is_read(tmp_path: Path, debug: str) -> None:
    given = tmp_path / "articles.jsonl"
    texts = (
        f"Harbour {n} of {MARKER} was closed. Ilse {MARKER} left harbour {n}, 40 boats wait." for n in range(COUNT)
    )
    given.write_text("".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts)))
    servers = [Echo(), Fatal(401), Fatal(404), Fatal(402), Fatal(307), Fatal(400, param="response_format")]
    cache = str(tmp_path / "cache.sqlite")
    runs: list[tuple[str, dict[str, Any]]] = []
    for number, server in enumerate(servers):
        server.__enter__()
        settings = {"base_url": server.url, "verify": "m", "transport_retries": 1, "max_wait": 0.02}
        runs.append((str(tmp_path / f"claims{number}.jsonl"), settings | {"cache": None if number else cache}))
    runs.append((str(tmp_path / "claims.jsonl"), {"offline": True, "cache": cache}))
    export = ["cache", "export", str(tmp_path / "recording.jsonl"), "--cache", cache]
    ended = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps([str(given), runs, export])],
        env=surroundings(tmp_path, debug),
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    for server in servers:
        server.stop()
    assert ended.stdout.splitlines()[-1] == "[1, 2, 2, 2, 2, 2, 1, 0]", ended.stderr[-3000:]
    assert "DEBUG" in ended.stderr
    sent = servers[0].seen[0].headers
    assert [KEY in sent["authorization"], sent["openai-organization"], sent["openai-project"]] == [
        True, ORGANISATION, PROJECT,
    ]  # fmt: skip
    for secret in (KEY, KEY[:16], ORGANISATION, PROJECT):
        assert secret not in ended.stdout + ended.stderr
    assert MARKER.casefold() not in (ended.stdout + ended.stderr).casefold()
    _nothing_is_left(tmp_path)


def surroundings(place: Path, debug: str) -> dict[str, str]:
    """Every log turned on, and every place to write to below ``place``."""
    names = {"OPENAI_API_KEY": KEY, "OPENAI_ORG_ID": ORGANISATION, "OPENAI_PROJECT_ID": PROJECT, "OPENAI_LOG": "debug"}
    names |= {"PYTHONASYNCIODEBUG": "1", "PYTHONDEVMODE": "1", "EXTRACTOR_DEBUG": debug}
    (place / "temporary").mkdir()
    return {**os.environ, **names, **dict.fromkeys(("HOME", "TMPDIR", "XDG_CACHE_HOME"), str(place / "temporary"))}


def _nothing_is_left(place: Path) -> None:
    meant = {"articles.jsonl", "recording.jsonl", "cache.sqlite", "cache.sqlite-wal"}
    files = [path for path in place.rglob("*") if path.is_file()]
    assert {"recording.jsonl", "claims.jsonl", "claims0.jsonl", "cache.sqlite"} <= {path.name for path in files}
    for path in files:
        data = path.read_bytes()
        for secret in (KEY, ORGANISATION, PROJECT):
            assert secret.encode() not in data or (path.name in SAID and secret == KEY), path
        if path.name not in meant and not path.name.startswith("claims"):
            assert MARKER.encode() not in data, path


SAID = {"recording.jsonl", "cache.sqlite", "cache.sqlite-wal"}
"""They hold answers as they came, and these ones repeat the key."""
