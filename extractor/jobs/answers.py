"""What the lines of a batch's files say: answers as rows of the cache, and faults.

An output file may hold its lines in any order, an error file holds what failed, and a line may be missing from both.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from extractor.cache.recording import Row, has_choice
from extractor.client.completion import outcome_of
from extractor.client.fault import Fault, complaint, no_completion
from extractor.client.transport import ADAPTED, left_out, spent
from extractor.jobs.records import Job


@dataclass(frozen=True)
class Line:
    """What came of one request.

    Attributes:
        key: The request's key in the cache.
        status: HTTP status of its response; None where it was never sent on.
        body: A completion, or an error object.
    """

    key: str
    status: int | None
    body: object


def key_of(line: bytes) -> str | None:
    """The request that a line of any of the files is about; None where it says none."""
    record = _parsed(line)
    key = record.get("custom_id")
    return key if isinstance(key, str) else None


def read_line(line: bytes) -> Line:
    """Read a line of an output or error file."""
    record = _parsed(line)
    match record:
        case {"response": {"status_code": int(status), "body": body}}:
            return Line(str(record.get("custom_id")), status, body)
    return Line(str(record.get("custom_id")), None, {"error": record.get("error")})


def is_paid(line: Line) -> bool:
    """Whether a line holds what a model said."""
    return line.status is not None and line.status < 400


def asked_by(line: bytes, job: Job) -> Row | None:
    """The request of a line of an input file, as the cache knows it; None where it is not the one of its key."""
    record = _parsed(line)
    body = record.get("body")
    if not isinstance(body, Mapping):
        return None
    former = {ADAPTED[name]: name for name in job.adapted}
    wanted: dict[str, Any] = {former.get(name) or name: value for name, value in body.items()}
    row = Row({**wanted, **job.left_out})
    return row if row.key == record.get("custom_id") else None


def judged(line: Line, asked: Row, job: Job) -> Row | Fault:
    """What the cache keeps of an answer: the answer, or how it ended where it is none; else what went wrong."""
    if not is_paid(line):
        return complaint(line.body, line.status, {})
    if not isinstance(line.body, Mapping) or not has_choice(line.body):
        return no_completion(line.body if isinstance(line.body, Mapping) else {})
    outcome, usage = outcome_of(line.body), spent(line.body)
    if outcome != "answer":
        return replace(asked, outcome=outcome, usage=usage)
    return replace(asked, usage=usage, completion=_marked(line.body, asked, job))


def _marked(completion: Mapping[str, Any], asked: Row, job: Job) -> Mapping[str, Any]:
    """The completion, and which parameters it was asked without."""
    without = sorted(left_out(job.adapted) & asked.request.keys())
    return {**completion, "left_out": without} if without else completion


def _parsed(line: bytes) -> Mapping[str, Any]:
    try:
        record = json.loads(line)
    except ValueError:
        return {}
    return record if isinstance(record, Mapping) else {}
