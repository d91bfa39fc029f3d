"""How long `extractor --help` takes, beside the two libraries that any such command imports."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from evals.bench.commands import EXTRACTOR, seconds
from evals.bench.measuring import Case, Group, Row

LIBRARIES = (sys.executable, "-c", "import typer, rich")


def bench(rounds: int, size: float = 1.0) -> Iterator[Row]:
    """Measure both; a start is short, so it is done five times in each round."""
    cases = [
        Case("python -c 'import typer, rich'", lambda _: seconds(LIBRARIES)),
        Case("extractor --help", lambda _: seconds([*EXTRACTOR, "--help"])),
    ]
    yield from Group("startup", "a process from start to end", "s", cases).measure(max(1, int(5 * rounds * size)))
