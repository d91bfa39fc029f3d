"""One command that is killed again and again until it ends; what it did twice is counted."""

from __future__ import annotations

import json
import random
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

    def run(self, kills: int) -> Report:
        """Kill it so many times, then let it end; a life that ends earlier ends all."""
        drawn = random.Random(self.seed)
        report, begun, start_up = Report(), time.monotonic(), 1.0
        for number in range(kills + 1):
            phase = "none" if number == kills else drawn.choices(PHASES, (0.25, 0.65, 0.1))[0]
            if number == 0:
                phase = "reading"  # which shows how long a start takes
            started = time.monotonic()
            done = self._done()
            with self._started() as process:
                try:
                    if phase == "starting":
                        self._within(process, lambda: False, drawn.uniform(0, start_up))
                    elif phase == "reading":
                        self._within(process, self._grows(), LONGEST)
                        start_up = time.monotonic() - started
                        self._within(process, lambda: False, drawn.uniform(0, self.pause))
                    else:
                        self._within(process, self._finishes() if phase == "finishing" else lambda: False, LONGEST)
                finally:
                    process.kill()
                    report.told = process.communicate(timeout=60)[1].decode()
            report.code = process.returncode
            report.repeated += self._asked_again(done, report)
            if report.code != -9:
                break
            report.kills[phase] += 1
        report.seconds = time.monotonic() - begun
        return report

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "extractor", "extract", *self.arguments, "--out", str(self.out)]
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def _within(self, process: subprocess.Popen[bytes], reached: Callable[[], bool], seconds: float) -> None:
        """Wait until something is reached, the time is over, or the process has ended."""
        until = time.monotonic() + seconds
        while process.poll() is None and not reached() and time.monotonic() < until:
            time.sleep(0.002)

    def _grows(self) -> Callable[[], bool]:
        part = self._part("")
        before = part.stat().st_size if part.exists() else 0
        return lambda: part.exists() and part.stat().st_size > before

    def _finishes(self) -> Callable[[], bool]:
        return self._part(".whole").exists if not self._part(".whole").exists() else lambda: False

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
