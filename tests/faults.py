"""A real HTTP server on loopback that plays a script of faults, which no server gives on demand."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase
from typing import Any, Self


@dataclass(frozen=True)
class Reply:
    """One step of the script: a response, or a connection that is dropped or kept waiting.

    Attributes:
        raw: What is written instead of a response, byte for byte, before the connection is closed.
        pause: Seconds between two bytes of ``raw``; nought: all at once.
        endless: Whether the last byte of ``raw`` is written again and again.
    """

    status: int = 200
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    drop: bool = False
    hang: bool = False
    raw: bytes | None = None
    pause: float = 0.0
    endless: bool = False


def answer(content: str | None = '{"claims": []}', *, finish: str = "stop", refusal: str | None = None) -> Reply:
    """A well-formed completion; 11 prompt tokens and 7 of the answer."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    completion = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1700000000,
        "model": "scripted",
        "choices": [{"index": 0, "finish_reason": finish, "message": message}],
        "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18},
    }
    return Reply(body=json.dumps(completion))


def error(status: int, message: str = "scripted", *, headers: Mapping[str, str] | None = None, **fields: Any) -> Reply:
    """An error response in OpenAI's shape; ``fields`` are its code, type and param."""
    return Reply(status, json.dumps({"error": {"message": message, **fields}}), headers or {})


@dataclass(frozen=True)
class Seen:
    """One request as it arrived; the names of its headers in lower case."""

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]


class FaultServer:
    """Plays its replies in order, the last one again and again, and remembers what it was asked."""

    def __init__(self, *script: Reply, port: int = 0) -> None:
        self.seen: list[Seen] = []
        self.arrived = threading.Event()
        self._script: Sequence[Reply] = script
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """The base URL to give a client."""
        return f"http://127.0.0.1:{self.port}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the server; its port refuses connections from then on."""
        self._over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def next_reply(self, seen: Seen) -> Reply:
        """Note a request and return the script's next step."""
        with self._lock:
            self.seen.append(seen)
            self.arrived.set()
            return self._script[min(len(self.seen), len(self._script)) - 1]

    def _write(self, file: BufferedIOBase, reply: Reply) -> None:
        raw = reply.raw or b""
        with suppress(OSError):  # who asked has gone
            if not reply.pause:
                file.write(raw)
            for byte in raw if reply.pause else b"":
                file.write(bytes([byte]))
                self._over.wait(reply.pause)
            while reply.endless and not self._over.is_set():
                file.write(raw[-1:] * (1 if reply.pause else 1 << 20))
                self._over.wait(reply.pause)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                reply = outer.next_reply(
                    Seen(self.path, {name.lower(): value for name, value in self.headers.items()}, json.loads(body))
                )
                if reply.hang:
                    outer._over.wait(10)
                if reply.hang or reply.drop or reply.raw is not None:
                    self.close_connection = True
                    outer._write(self.wfile, reply)
                    return
                with suppress(ConnectionError):  # who asked has gone
                    self._say(reply)

            def _say(self, reply: Reply) -> None:
                data = reply.body.encode()
                self.send_response(reply.status)
                for name, value in {"Content-Type": "application/json", **reply.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler
