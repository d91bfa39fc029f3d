"""One command that is killed again and again until it ends; what it did twice is counted."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from extractor.cache.recording import Row
from tests.harbours import Answering, number_of

LONGEST = 600.0
"""Seconds that one life may take."""

PHASES = ("starting", "reading", "finishing")


@dataclass
class Report:
    """What came of a run that was killed.

    Attributes:
        kills: How often it was killed in each phase.
        repeated: Articles that were asked for again though their result was written down, or their answer cached.
        sent: Requests that the server got.
        code: The exit code of the last life.
        told: What that said on standard error.
        seconds: How long all lives took.
    """

    kills: Counter[str] = field(default_factory=Counter)
    repeated: list[int] = field(default_factory=list)
    sent: int = 0
    code: int = -1
    told: str = ""
    seconds: float = 0.0


@dataclass
class Killed:
    """A command whose lives are cut short.

    Attributes:
        arguments: The command line, without ``--out``.
        out: The file that it writes.
        cache: The cache that it uses, if any.
        server: Who answers; None for the rules.
        pause: Seconds that a life reads at most before it is killed.
        seed: What the moments are drawn from.
    """

    arguments: Sequence[str]
    out: Path
    pause: float
    seed: int
    server: Answering | None = None
    cache: Path | None = None

    def __post_init__(self) -> None:
        self._drawn = random.Random(self.seed)
        self._start = 1.0

    def run(self, kills: int) -> Report:
        """Kill it so many times at random, then as it finishes, then let it end; who ends by itself ends all."""
        report, begun = Report(), time.monotonic()
        for phase in [*self._phases(kills), "none"]:
            self._live(phase, report)
            if report.code != -signal.SIGKILL:
                break
            report.kills[phase] += 1
        report.seconds = time.monotonic() - begun
        return report

    def _phases(self, kills: int) -> list[str]:
        """When each life ends: the first shows how long a start takes; the last meet a file being put in place."""
        last = max(1, kills // 10)
        return ["reading", *self._drawn.choices(PHASES[:2], (1, 2), k=kills - 1), *["finishing"] * last]

    def _live(self, phase: str, report: Report) -> None:
        done = self._done()
        with self._started() as process:
            try:
                self._until(phase, process)
            finally:
                process.kill()
                report.told = process.communicate(timeout=60)[1].decode()
        report.code = process.returncode
        report.repeated += self._asked_again(done, report)

    def _until(self, phase: str, process: subprocess.Popen[bytes]) -> None:
        """Wait for the moment to kill it."""
        if phase == "starting":
            _wait(process, self._drawn.uniform(0, self._start))
        elif phase == "reading":
            begun = time.monotonic()
            _wait(process, LONGEST, self._grows())
            self._start = time.monotonic() - begun
            _wait(process, self._drawn.uniform(0, self.pause))
        elif phase == "finishing":
            self._part(".whole").unlink(missing_ok=True)
            _wait(process, LONGEST, self._part(".whole").exists)
        else:
            _wait(process, LONGEST)

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "extractor", "extract", *self.arguments, "--out", str(self.out)]
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def _grows(self) -> Callable[[], bool]:
        part = self._part("")
        before = part.stat().st_size if part.exists() else 0
        return lambda: part.exists() and part.stat().st_size > before

    def _part(self, kind: str) -> Path:
        return self.out.with_name(f"{self.out.name}{kind}.part")

    def _done(self) -> set[str]:
        """What must not be asked for again: requests whose answer is cached, articles whose result is written."""
        return set(_cached(self.cache)) if self.cache else set(_written(self._part("")))

    def _asked_again(self, done: set[str], report: Report) -> Iterator[int]:
        if self.server is None:
            return
        seen, self.server.seen[:] = list(self.server.seen), []
        report.sent += len(seen)
        for each in seen:
            name = Row(each.body).key if self.cache else str(number_of(each.body))
            if name in done:
                yield number_of(each.body)


def _wait(process: subprocess.Popen[bytes], seconds: float, reached: Callable[[], bool] = lambda: False) -> None:
    """Wait until something is reached, the time is over, or the process has ended."""
    until = time.monotonic() + seconds
    while process.poll() is None and not reached() and time.monotonic() < until:
        time.sleep(0.002)


def _written(part: Path) -> Iterator[str]:
    for line in part.read_bytes().splitlines(keepends=True) if part.exists() else ():
        if line.endswith(b"\n"):
            yield json.loads(line)["article"]["id"]


def _cached(cache: Path) -> Iterator[str]:
    if cache.exists() and cache.stat().st_size:
        with closing(sqlite3.connect(cache, timeout=30)) as connection:
            tables = connection.execute("SELECT name FROM sqlite_master WHERE name = 'answers'").fetchall()
            if tables:
                yield from (key for (key,) in connection.execute("SELECT key FROM answers"))
