"""An OpenAI-compatible server on loopback, a process of its own: fixed latency, a seeded share of faults.

    python -m evals.bench.serving [--latency 0.2] [--faults 0.05] [--seed 1]

It prints its port, and ends when it is told to (SIGTERM) or when its standard input closes. GET /stats counts what it
did. Which request meets a fault is a function of the seed, the request, and how often it has come: not of its turn.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

from evals.bench.answering import completion

FAULTS = ("limited", "failing", "dropped", "malformed", "truncated")
"""429 with Retry-After, 500, a connection that is closed, an answer that is no JSON, one that stops at its length."""

CUT = {"malformed": "stop", "truncated": "length"}
"""The faults that are half of an answer, and the reason that it gives for its end."""

_REASONS = {200: "OK", 404: "Not Found", 429: "Too Many Requests", 500: "Internal Server Error"}


class Faults:
    """Chooses what becomes of a request."""

    def __init__(self, share: float, seed: int) -> None:
        self._share = share
        self._seed = str(seed).encode()
        self._came: Counter[bytes] = Counter()

    def of(self, request: bytes) -> str | None:
        """The fault that this request meets this time, or None."""
        if not self._share:
            return None
        digest = hashlib.blake2b(request, digest_size=16, key=self._seed).digest()
        self._came[digest] += 1
        drawn = hashlib.blake2b(digest + str(self._came[digest]).encode(), digest_size=16).digest()
        if int.from_bytes(drawn[:8]) >= self._share * 2**64:
            return None
        return FAULTS[drawn[8] % len(FAULTS)]


class BenchServer:
    """Answers requests on loopback."""

    def __init__(self, latency: float, faults: Faults) -> None:
        self._latency = latency
        self._faults = faults
        self._counts: Counter[str] = Counter()
        self._in_flight = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until told to stop; the port is printed."""
        server = await asyncio.start_server(self._connection, "127.0.0.1", 0)
        print(server.sockets[0].getsockname()[1], flush=True)
        await stop.wait()
        server.close()

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                body = await reader.readexactly(_length(head))
                reply = await self._reply(head.split(b" ", 2)[1], body)
                if reply is None:
                    break
                writer.write(reply)
                await writer.drain()
        writer.close()

    async def _reply(self, path: bytes, body: bytes) -> bytes | None:
        if path == b"/stats":
            return _http(200, json.dumps(self._counts))
        if path != b"/v1/chat/completions":
            return _http(404, '{"error": {"message": "there is nothing here"}}')
        self._in_flight += 1
        self._counts["requests"] += 1
        self._counts["max_in_flight"] = max(self._counts["max_in_flight"], self._in_flight)
        try:
            await asyncio.sleep(self._latency)
            fault = self._faults.of(body)
            self._counts[fault or "answered"] += 1
            return _answered(json.loads(body), fault, len(body))
        finally:
            self._in_flight -= 1


def _answered(body: dict[str, Any], fault: str | None, size: int) -> bytes | None:
    if fault == "dropped":
        return None
    if fault == "limited":
        return _http(429, '{"error": {"message": "slow down", "code": "rate_limit_exceeded"}}', "Retry-After: 1\r\n")
    if fault == "failing":
        return _http(500, '{"error": {"message": "it failed"}}')
    return _http(200, json.dumps(completion(body, size, cut=CUT.get(fault or "")), ensure_ascii=False))


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


def _http(status: int, body: str, headers: str = "") -> bytes:
    data = body.encode()
    start = f"HTTP/1.1 {status} {_REASONS[status]}\r\nContent-Type: application/json\r\n{headers}"
    return f"{start}Content-Length: {len(data)}\r\n\r\n".encode() + data


@dataclass(frozen=True)
class Served:
    """A server that runs."""

    port: int
    pid: int

    @property
    def url(self) -> str:
        """The base URL to give a client."""
        return f"http://127.0.0.1:{self.port}/v1"

    def stats(self) -> dict[str, int]:
        """What it did so far: requests, answered, each fault, max_in_flight."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", "/stats")
        try:
            counts: dict[str, int] = json.loads(connection.getresponse().read())
        finally:
            connection.close()
        return counts


@contextmanager
def served(*, latency: float = 0.0, faults: float = 0.0, seed: int = 0) -> Iterator[Served]:
    """Run the server in a process of its own for as long as the block runs.

    Args:
        latency: Seconds before each answer.
        faults: Share of the requests that meet a fault, from 0 to 1.
        seed: What tells one choice of faults from another.
    """
    options = ["--latency", str(latency), "--faults", str(faults), "--seed", str(seed)]
    command = [sys.executable, "-m", "evals.bench.serving", *options]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:  # noqa: S603 - this very module
        assert process.stdout  # noqa: S101 - it is a pipe
        try:
            yield Served(int(process.stdout.readline()), process.pid)
        finally:
            process.terminate()


async def _serve(server: BenchServer) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    threading.Thread(target=_await_end, args=(loop, stop), daemon=True).start()
    await server.run(stop)


def _await_end(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    """Stop when standard input closes, so that no server outlives what started it."""
    while os.read(0, 4096):
        pass
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(stop.set)


def main() -> None:
    """Serve."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before each answer")
    parser.add_argument("--faults", type=float, default=0.0, help="share of requests that meet a fault")
    parser.add_argument("--seed", type=int, default=0, help="which of them")
    options = parser.parse_args()
    asyncio.run(_serve(BenchServer(options.latency, Faults(options.faults, options.seed))))


if __name__ == "__main__":
    main()
