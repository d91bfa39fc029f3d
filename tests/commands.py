"""The command line as tests use it: in this process, or as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from extractor.cli import main

SEED = Path(__file__).parent.parent / "evals" / "fixtures" / "news" / "seed" / "article.txt"
BRIDGE = "The bridge at Orrin is closed, mayor Ilse Brandt said on Monday. About 40 boats wait in the harbour.\n"


@dataclass(frozen=True)
class Ended:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> list[str]:
        """The lines on standard error without the two that every run prints."""
        usual = ("Read by the built-in rules engine", "Answers are kept in")
        lines = [line for line in self.err.splitlines() if not line.removeprefix("extractor: ").startswith(usual)]
        return [line for line in lines if " article: " not in line and " articles: " not in line]


class Command:
    """Runs command lines in this process."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def __call__(self, *arguments: str | Path) -> Ended:
        """Run ``extractor`` with these arguments."""
        self._capture.readouterr()
        code = main([str(argument) for argument in arguments])
        ended = Ended(code, *self._capture.readouterr())
        assert "Traceback" not in ended.err
        return ended


def started(*arguments: str | Path, stdin: int | None = subprocess.DEVNULL, **more: str) -> subprocess.Popen[bytes]:
    """Start ``extractor`` as a process of its own; ``more`` are variables of its environment."""
    command = [sys.executable, "-m", "extractor.cli", *map(str, arguments)]
    surroundings = {**os.environ, **more}
    return subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings)


def finished(*arguments: str | Path, given: bytes = b"", **more: str) -> Ended:
    """Run ``extractor`` as a process of its own to its end."""
    with started(*arguments, stdin=subprocess.PIPE, **more) as process:
        out, err = process.communicate(given, timeout=60)
    ended = Ended(process.returncode, out.decode(), err.decode())
    assert "Traceback" not in ended.err
    return ended
