"""Measure speed, memory and behaviour under faults, beside other tools, and print one Markdown table.

    python -m evals.bench [--only throughput --only startup] [--rounds 5] [--size 1.0] [--json FILE]

Progress goes to standard error. Peers that are not installed are skipped with a word. ``memory`` reads 100,000
articles by rules, which takes long; --size 0.1 reads a tenth of everything.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from evals.bench import aligning, faults, memory, replay, rules, startup, throughput
from evals.bench.measuring import Row, machine, record, table

Bench = Callable[[int, float], Iterator[Row]]
BENCHES: Mapping[str, Bench] = {
    "throughput": throughput.bench,
    "faults": faults.bench,
    "grounding": aligning.bench,
    "startup": startup.bench,
    "rules": rules.bench,
    "replay": replay.bench,
    "memory": memory.bench,
}


def main(given: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", action="append", choices=list(BENCHES), help="one of them; may be named again")
    parser.add_argument("--rounds", type=int, default=5, help="alternating runs of each")
    parser.add_argument("--size", type=float, default=1.0, help="share of the whole load")
    parser.add_argument("--json", type=Path, help="write figures of all rounds there")
    options = parser.parse_args(given)
    rows = [row for name in options.only or BENCHES for row in BENCHES[name](options.rounds, options.size)]
    print(f"Measured on {machine()}; {options.rounds} alternating rounds.\n")
    print(table(rows))
    if options.json:
        options.json.write_text(json.dumps(record(rows), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
