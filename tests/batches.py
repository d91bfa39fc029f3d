"""A server on loopback that does what OpenAI's documentation says of files and batches, on demand.

Batches move on only when a test says so. A model's words come from a function, so that they can be recorded ones.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from tests.faults import answer

MOST_REQUESTS = 50_000
_ENDED = {"completed", "failed", "expired", "cancelled"}


@dataclass(frozen=True)
class Wrong:
    """A request that the model's endpoint refuses, or (without a status) one that was never sent on to it."""

    message: str
    status: int | None = 400
    code: str | None = None
    param: str | None = None

    def line(self) -> dict[str, Any]:
        if self.status is None:
            return {"response": None, "error": {"code": self.code, "message": self.message}}
        error = {"message": self.message, "type": "invalid_request_error", "param": self.param, "code": self.code}
        return {"response": _response(self.status, {"error": error}), "error": None}


Told = Mapping[str, Any] | Wrong | None
"""What becomes of a request: a completion, a fault, or silence."""

Model = Callable[[str, Mapping[str, Any]], Told]
"""Answers a request, by its ``custom_id`` and its body."""


def nothing(_key: str, _body: Mapping[str, Any]) -> Told:
    """Answer that there is no claim."""
    completion: dict[str, Any] = json.loads(answer().body)
    return completion


def refusing(*names: str) -> Model:
    """Answer as ``nothing``, but refuse a parameter, the first that is there."""

    def model(key: str, body: Mapping[str, Any]) -> Told:
        for name in names:
            if name in body:
                said = f"Unsupported parameter: '{name}' is not supported with this model."
                return Wrong(said, code="unsupported_parameter", param=name)
        return nothing(key, body)

    return model


@dataclass
class _Batch:
    id: str
    fields: dict[str, Any]
    requests: list[dict[str, Any]] = field(default_factory=list)


class BatchServer:
    """Files and batches of one account.

    Attributes:
        model: Answers the requests.
        seen: What was asked: method and path.
        files: The content of each file, by name.
        drop: Path of the next POST whose work is done and whose answer is lost.
    """

    def __init__(self, model: Model = nothing, key: str | None = None) -> None:
        self.model = model
        self.seen: list[str] = []
        self.files: dict[str, bytes] = {}
        self.batches: list[_Batch] = []
        self.drop: str | None = None
        self.refuse: dict[str, tuple[int, dict[str, Any]]] = {}
        self._key = key
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def url(self) -> str:
        """The base URL to give a client."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @property
    def sent(self) -> list[dict[str, Any]]:
        """The lines of every input file."""
        inputs = (self.files[batch.fields["input_file_id"]] for batch in self.batches)
        return [json.loads(line) for data in inputs for line in data.splitlines()]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def asked(self, method: str, path: str) -> int:
        """How often something was asked for."""
        return sum(line.startswith(f"{method} {path}") for line in self.seen)

    def advance(self) -> None:
        """Let every batch come one state further."""
        for batch in self.batches:
            self._advance(batch)

    def finish(self) -> None:
        """Let every batch come to its end."""
        while any(batch.fields["status"] not in _ENDED for batch in self.batches):
            self.advance()

    def expire(self, done: int = 0) -> None:
        """Let 24 hours pass with so many requests of each batch done; what was done is there."""
        late = Wrong("This request could not be executed before the completion window expired.", None, "batch_expired")
        for batch in self.batches:
            if batch.fields["status"] not in _ENDED:
                self._validate(batch)
                self._write(batch, done, late)
                _stamp(batch, "expired")

    # States -----------------------------------------------------------------------------------------------------

    def _advance(self, batch: _Batch) -> None:
        match batch.fields["status"]:
            case "validating":
                self._validate(batch)
            case "in_progress":
                self._write(batch, len(batch.requests), None)
                _stamp(batch, "finalizing")
            case "finalizing":
                _stamp(batch, "completed")
            case "cancelling":
                self._write(batch, 0, Wrong("This request was not executed: cancelled.", None, "batch_cancelled"))
                _stamp(batch, "cancelled")

    def _validate(self, batch: _Batch) -> None:
        lines = self.files[batch.fields["input_file_id"]].splitlines()
        if wrong := list(_wrongs(lines, batch.fields["endpoint"])):
            batch.fields["errors"] = {"object": "list", "data": wrong}
            _stamp(batch, "failed")
            return
        batch.requests = [json.loads(line) for line in lines]
        batch.fields["request_counts"]["total"] = len(lines)
        _stamp(batch, "in_progress")

    def _write(self, batch: _Batch, done: int, late: Wrong | None) -> None:
        """Write what came of each request, the last one first: the order is not that of the input."""
        outputs: list[str] = []
        errors: list[str] = []
        for number, request in reversed(list(enumerate(batch.requests))):
            told = self.model(request["custom_id"], request["body"]) if number < done else late
            if told is None:
                continue
            line = told.line() if isinstance(told, Wrong) else {"response": _response(200, told), "error": None}
            line = {"id": f"batch_req_{number}", "custom_id": request["custom_id"], **line}
            (errors if isinstance(told, Wrong) else outputs).append(json.dumps(line))
        batch.fields["output_file_id"] = self._store(outputs)
        batch.fields["error_file_id"] = self._store(errors)
        batch.fields["request_counts"] |= {"completed": len(outputs), "failed": len(errors)}

    def _store(self, lines: list[str]) -> str | None:
        return self._add("".join(f"{line}\n" for line in lines).encode()) if lines else None

    def _add(self, data: bytes) -> str:
        name = f"file-{len(self.files)}"
        self.files[name] = data
        return name

    # Endpoints --------------------------------------------------------------------------------------------------

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        """Answer one request."""
        url = urlsplit(target)
        path = url.path.removeprefix("/v1")
        self.seen.append(f"{method} {path}")
        if self._key is not None and headers.get("authorization") != f"Bearer {self._key}":
            given = headers.get("authorization", "")
            return _wrong(401, f"Incorrect API key provided: {given}.", code="invalid_api_key")
        if (refused := self.refuse.get(f"{method} {path}")) is not None:
            return _wrong(refused[0], **refused[1])
        if path == "/files" and method == "POST":
            return self._upload(headers["content-type"], body)
        if (named := re.fullmatch(r"/files/([^/]+)/content", path)) and method == "GET":
            data = self.files.get(named[1])
            return (200, data) if data is not None else _wrong(404, f"No such File object: {named[1]}")
        if (named := re.fullmatch(r"/files/([^/]+)", path)) and method == "GET":
            return self._file(named[1])
        if path == "/batches":
            return self._create(json.loads(body)) if method == "POST" else self._list(parse_qs(url.query))
        if named := re.fullmatch(r"/batches/([^/]+)(/cancel)?", path):
            return self._one(named[1], cancel=bool(named[2]) and method == "POST")
        return _wrong(404, f"Invalid URL ({method} {target})")

    def _upload(self, kind: str, body: bytes) -> tuple[int, bytes]:
        fields = dict(_fields(kind, body))
        if fields.get("purpose", ("", b""))[1] != b"batch":
            return _wrong(400, "This server takes files for batches only.", param="purpose")
        if "file" not in fields:
            return _wrong(400, "'file' is a required property", param="file")
        name, data = fields["file"]
        if not name.endswith(".jsonl"):
            return _wrong(400, f"Invalid file format for Batch API: {name}. Must be .jsonl", param="file")
        made = {"id": self._add(data), "object": "file", "bytes": len(data), "created_at": int(time.time())}
        return _json({**made, "filename": name, "purpose": "batch", "status": "processed"})

    def _file(self, name: str) -> tuple[int, bytes]:
        if name not in self.files:
            return _wrong(404, f"No such File object: {name}")
        made = {"id": name, "object": "file", "bytes": len(self.files[name]), "created_at": int(time.time())}
        return _json({**made, "filename": f"{name}.jsonl", "purpose": "batch", "status": "processed"})

    def _create(self, asked: Mapping[str, Any]) -> tuple[int, bytes]:
        if asked.get("input_file_id") not in self.files:
            return _wrong(400, f"No such File object: {asked.get('input_file_id')}", param="input_file_id")
        if asked.get("endpoint") != "/v1/chat/completions" or asked.get("completion_window") != "24h":
            return _wrong(400, "Invalid endpoint or completion_window.")
        told = asked.get("metadata") or {}
        if len(told) > 16 or any(len(name) > 64 or len(value) > 512 for name, value in told.items()):
            return _wrong(400, "Metadata is too long.", param="metadata")
        fields = {
            "id": f"batch_{len(self.batches)}",
            "object": "batch",
            **{name: asked[name] for name in ("endpoint", "input_file_id", "completion_window")},
            "errors": None,
            "status": "validating",
            "output_file_id": None,
            "error_file_id": None,
            "created_at": int(time.time()),
            "request_counts": {"total": 0, "completed": 0, "failed": 0},
            "metadata": told,
        }
        self.batches.append(_Batch(str(fields["id"]), fields))
        return _json(fields)

    def _list(self, query: Mapping[str, list[str]]) -> tuple[int, bytes]:
        newest = [batch.fields for batch in reversed(self.batches)]
        after, limit = query.get("after", [""])[0], int(query.get("limit", ["20"])[0])
        start = next((i + 1 for i, each in enumerate(newest) if each["id"] == after), 0)
        page = newest[start : start + limit]
        return _json({"object": "list", "data": page, "has_more": start + limit < len(newest)})

    def _one(self, name: str, *, cancel: bool) -> tuple[int, bytes]:
        batch = next((each for each in self.batches if each.id == name), None)
        if batch is None:
            return _wrong(404, f"No batch found with id '{name}'.")
        if cancel:
            if batch.fields["status"] in _ENDED:
                return _wrong(409, f"Cannot cancel a batch with status '{batch.fields['status']}'.")
            self._validate(batch)
            _stamp(batch, "cancelling")
        return _json(batch.fields)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer(b"")

            def do_POST(self) -> None:
                self._answer(_whole(self))

            def _answer(self, body: bytes) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                status, data = outer.answer(self.command, self.path, headers, body)
                if outer.drop == f"{self.command} {self.path.removeprefix('/v1')}":
                    outer.drop = None
                    self.close_connection = True
                    return
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler


def _whole(handler: BaseHTTPRequestHandler) -> bytes:
    if length := handler.headers.get("Content-Length"):
        return handler.rfile.read(int(length))
    parts = []
    while size := int(handler.rfile.readline(), 16):  # chunked
        parts.append(handler.rfile.read(size))
        handler.rfile.readline()
    handler.rfile.readline()
    return b"".join(parts)


def _fields(kind: str, body: bytes) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """The fields of a form (RFC 7578): name, file name and content."""
    boundary = kind.partition("boundary=")[2].strip('"').encode()
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, data = part.partition(b"\r\n\r\n")
        said = dict(re.findall(rb'(\w+)="([^"]*)"', head))
        yield said[b"name"].decode(), (said.get(b"filename", b"").decode(), data.removesuffix(b"\r\n"))


def _wrongs(lines: list[bytes], endpoint: str) -> Iterator[dict[str, Any]]:
    """What the validation of an input file finds."""

    def wrong(code: str, message: str, line: int | None = None, param: str | None = None) -> dict[str, Any]:
        return {"code": code, "message": message, "line": line, "param": param}

    if not 0 < len(lines) <= MOST_REQUESTS:
        yield wrong("too_many_tasks", f"The batch file holds {len(lines)} requests: 1 to {MOST_REQUESTS} may be.")
    keys, models = set(), set()
    for number, line in enumerate(lines, 1):
        request = json.loads(line)
        if request["custom_id"] in keys:
            yield wrong("duplicate_custom_id", "The custom_id is used in this file already.", number, "custom_id")
        if request["method"] != "POST" or request["url"] != endpoint:
            yield wrong("invalid_url", "The URL or the method of this request is not the batch's.", number, "url")
        keys.add(request["custom_id"])
        models.add(request["body"].get("model"))
    if len(models) > 1:
        yield wrong("mismatched_model", "The requests of a batch must be for one model.", None, "body.model")


def _response(status: int, body: Mapping[str, Any]) -> dict[str, Any]:
    return {"status_code": status, "request_id": "req_1", "body": dict(body)}


def _stamp(batch: _Batch, status: str) -> None:
    batch.fields["status"] = status
    batch.fields[f"{status}_at"] = int(time.time())


def _json(value: Mapping[str, Any], status: int = 200) -> tuple[int, bytes]:
    return status, json.dumps(value).encode()


def _wrong(status: int, message: str, code: str | None = None, param: str | None = None) -> tuple[int, bytes]:
    error = {"message": message, "type": "invalid_request_error", "param": param, "code": code}
    return _json({"error": error}, status)
