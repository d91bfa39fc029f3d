"""Take in the files of a batch that has ended: each answer goes into the cache, under the key of its request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from extractor.cache import Cache
from extractor.cache.recording import Row
from extractor.client.fault import Fault
from extractor.client.transport import ADAPTED
from extractor.errors import Filtered, Refused, Truncated
from extractor.jobs.answers import Line, asked_by, judged, key_of, read_line
from extractor.jobs.records import Job
from extractor.jobs.service import Service, State
from extractor.schema import Usage

_ENDINGS = (Truncated, Filtered, Refused)
_STRANGE = "its line in the input file is not the one that was handed in."
_GONE = "the files of its batch are no longer at the server, which keeps them for 30 days."
_SILENT = "the files of the batch do not speak of it."


@dataclass
class Harvest:
    """What the files of a job brought.

    Attributes:
        outcomes: How many requests ended in which way.
        faults: Why others brought nothing, and how many.
        refused: Parameters that the model was seen to refuse.
        usage: What it cost, in tokens.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    refused: set[str] = field(default_factory=set)
    usage: Usage = field(default_factory=Usage)


class Reaping:
    """Puts the lines of a job's batches where they belong.

    Attributes:
        harvest: What they brought so far.
    """

    def __init__(self, job: Job, cache: Cache, service: Service) -> None:
        self.harvest = Harvest()
        self._job = job
        self._cache = cache
        self._service = service

    def reap(self, state: State, requests: int) -> int:
        """Take in a batch of so many requests; return how many were answered."""
        if not (state.output or state.errors):
            return 0
        with TemporaryDirectory(prefix="extractor-") as folder:
            files = _files(state, self._service, Path(folder))
            if files is None:
                self.harvest.faults[_GONE] += requests
                return 0
            answered, failed = self._all(*files)
        if silent := requests - answered - failed:
            self.harvest.faults[_SILENT] += silent
        return answered

    def _all(self, asked: Path, told: list[Path]) -> tuple[int, int]:
        places = {key: (number, start) for number, file in enumerate(told) for key, start in _starts(file)}
        answered = failed = 0
        with ExitStack() as opened:
            files = [opened.enter_context(file.open("rb")) for file in told]
            for line in opened.enter_context(asked.open("rb")):
                number, start = places.pop(key_of(line) or "", (None, 0))
                if number is not None:
                    files[number].seek(start)
                    kept = self._one(line, read_line(files[number].readline()))
                    answered, failed = answered + kept, failed + (not kept)
        return answered, failed

    def _one(self, asked: bytes, line: Line) -> bool:
        """Take in one request; say whether it was answered."""
        row = asked_by(asked, self._job)
        if row is None:
            self.harvest.faults[_STRANGE] += 1
            return False
        made = judged(line, row, self._job)
        if isinstance(made, Fault):
            return self._excused(made, line, row)
        self._keep(made)
        return True

    def _excused(self, fault: Fault, line: Line, row: Row) -> bool:
        """What a fault means: a verdict, which the cache keeps, or nothing at all."""
        if fault.unsupported and fault.param in ADAPTED:
            self.harvest.refused.add(fault.param)
        meant = self._service.meaning(fault, row.request)
        if isinstance(meant, _ENDINGS):
            self._keep(Row(row.request, outcome=meant.reason, usage=Usage(requests=1)))
            return True
        self.harvest.faults[self._service.shown(fault.said, row.request) if line.status is None else str(meant)] += 1
        return False

    def _keep(self, row: Row) -> None:
        """Put a row into the cache, unless it holds an answer already: a replay stays what it was."""
        self.harvest.outcomes[row.outcome] += 1
        self.harvest.usage = self.harvest.usage + row.usage
        there = self._cache.get(row.request)
        if there is None or there.completion is None:
            self._cache.put(row)


def _files(state: State, service: Service, folder: Path) -> tuple[Path, list[Path]] | None:
    """The input file, and those with what came of it, the errors before the answers; None where one is gone."""
    named = {folder / "input": state.input, folder / "errors": state.errors, folder / "output": state.output}
    there = {place: name for place, name in named.items() if name}
    if not all(service.download(name, place) for place, name in there.items()):
        return None
    return folder / "input", [place for place in there if place.name != "input"]


def _starts(file: Path) -> Iterator[tuple[str, int]]:
    """Where the line of each request begins."""
    start = 0
    with file.open("rb") as lines:
        for line in lines:
            if key := key_of(line):
                yield key, start
            start += len(line)
