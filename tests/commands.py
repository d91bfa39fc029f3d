"""The command line as tests use it: in this process, or as a process of its own."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from contextlib import suppress
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
    command = [sys.executable, "-m", "extractor", *map(str, arguments)]
    surroundings = {**os.environ, **more}
    return subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings)


def finished(*arguments: str | Path, given: bytes = b"", **more: str) -> Ended:
    """Run ``extractor`` as a process of its own to its end."""
    with started(*arguments, stdin=subprocess.PIPE, **more) as process:
        out, err = process.communicate(given, timeout=60)
    ended = Ended(process.returncode, out.decode(), err.decode())
    assert "Traceback" not in ended.err
    return ended


def on_a_terminal(*arguments: str | Path, rows: int = 24, columns: int = 80, **more: str) -> tuple[int, str]:
    """Run ``extractor`` on a terminal of that size; return its exit code and what was shown."""
    outer, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    surroundings = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES", "NO_COLOR"}}
    command = [sys.executable, "-m", "extractor", *map(str, arguments)]
    parts: list[bytes] = []
    with subprocess.Popen(command, stdin=inner, stdout=inner, stderr=inner, env={**surroundings, **more}) as process:
        os.close(inner)
        with suppress(OSError):  # what Linux says where nobody holds the other end any more
            while part := os.read(outer, 1 << 16):
                parts.append(part)
    os.close(outer)
    return process.returncode, b"".join(parts).decode()


def three_articles(place: Path) -> Path:
    """Make a folder of three articles, of 11 to 13 June 2024."""
    articles = place / "articles"
    articles.mkdir()
    for number in (1, 2, 3):
        (articles / f"{number}.txt").write_text(f"date: 2024-06-1{number}\n\nArticle {number}. {BRIDGE}")
    return articles
