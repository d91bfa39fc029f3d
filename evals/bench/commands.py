"""Running the command line as a user does: each time a process of its own."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from evals.bench.measuring import Skipped

EXTRACTOR = (sys.executable, "-m", "extractor")

_LAUNCHER = (
    "import resource, subprocess, sys; "
    "code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL); "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); "
    "sys.exit(code)"
)
"""A child begins with the peak of the process that forks it, so a small one stands between."""


def seconds(command: Sequence[str | Path]) -> float:
    """Run a command to its end, and return how long that took by the clock.

    Raises:
        Skipped: It did not end well, for the reason that it gave: what failed took no time that would count.
    """
    before = time.perf_counter()
    _run(command)
    return time.perf_counter() - before


def peak(command: Sequence[str | Path]) -> float:
    """Run a command to its end, and return the most MiB of resident memory that it, or a worker of it, held.

    Raises:
        Skipped: As ``seconds`` does.
    """
    held = int(_run([sys.executable, "-c", _LAUNCHER, *command]))
    return held / (1024 if sys.platform == "linux" else 1024**2)


def _run(command: Sequence[str | Path]) -> str:
    words = list(map(str, command))
    ran = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if ran.returncode:
        raise Skipped(f"exit code {ran.returncode}: {' '.join(ran.stderr.split())[-160:]}")
    return ran.stdout


def lines(path: Path) -> int:
    """Count the lines of a file."""
    with path.open("rb") as content:
        return sum(1 for _ in content)
