"""Take in the files of a batch that has ended: each answer goes into the cache, under the key of its request."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from extractor import wording
from extractor.cache import Cache
from extractor.cache.recording import Row
from extractor.client.fault import Fault
from extractor.client.transport import ADAPTED, adapted
from extractor.errors import Filtered, Refused, SettingError, Truncated
from extractor.jobs.answers import Line, asked_by, is_paid, judged, key_of, read_line
from extractor.jobs.finding import Known, find
from extractor.jobs.records import Job
from extractor.jobs.service import Service, State
from extractor.jobs.spool import line_of
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
        """Take in a batch of so many requests; return how many were answered.

        Raises:
            ExtractorError: Answers are there, and not all their requests: what is known of is in the cache.
        """
        named = [name for name in (state.errors, state.output) if name]
        with TemporaryDirectory(prefix="extractor-") as folder:
            places = [(name, Path(folder, str(number))) for number, name in enumerate(named)]
            told = [place for name, place in places if self._service.download(name, place)]
            answered, failed = self._asked_and_told(state, told, Path(folder, "input")) if told else (0, 0)
        if named and (silent := requests - answered - failed):
            self.harvest.faults[_SILENT if len(told) == len(named) else _GONE] += silent
        return answered

    def _asked_and_told(self, state: State, told: list[Path], asked: Path) -> tuple[int, int]:
        if self._service.download(state.input, asked):
            return self._all(asked, told)[:2]
        if "-" not in self._job.reading.paths:
            self._ask_anew(asked)
        asked.touch()
        answered, failed, left = self._all(asked, told)
        there = sum(map(self._cache.holds, left))  # these are not asked anew
        if there < len(left):
            raise SettingError(_unasked(len(left) - there, self._job))
        return answered + there, failed

    def _ask_anew(self, to: Path) -> None:
        """Write an input file as the articles give it now; a request of which they differ is not one of the batch."""
        settings = self._job.reading.settings(self._cache.path)
        with Known() as known, to.open("wb") as lines:

            def add(row: Row) -> None:
                lines.write(line_of(row, adapted(row.request, self._job.adapted)))

            asyncio.run(find(self._job.reading, settings, known, add))

    def _all(self, asked: Path, told: list[Path]) -> tuple[int, int, frozenset[str]]:
        """Take in what was asked and told; return how many were answered and failed, and what was answered besides."""
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
            left = frozenset(key for key, (number, start) in places.items() if _paid(files[number], start))
        return answered, failed, left

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


def _unasked(answers: int, job: Job) -> str:
    """What it means that answers are there whose requests are not."""
    return (
        f"{wording.counted(answers, 'answer')} of the job {job.id} cannot be put into the cache: the input file is no "
        "longer at the server, and the articles do not give these requests. The job waits: put the articles and the "
        "prompt back as they were when it was submitted, or give it up by removing its record beside the cache."
    )


def _paid(file: BinaryIO, start: int) -> bool:
    file.seek(start)
    return is_paid(read_line(file.readline()))


def _starts(file: Path) -> Iterator[tuple[str, int]]:
    """Where the line of each request begins."""
    start = 0
    with file.open("rb") as lines:
        for line in lines:
            if key := key_of(line):
                yield key, start
            start += len(line)
