"""Kill runs at random moments, and print what came of them as a Markdown table.

python -m tests.crashes [--articles 2000] [--kills 50] [--seed 1] [--only NAME]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.crashes.killing import PHASES
from tests.crashes.loads import LOADS, Outcome, killed

_HEAD = ("load", "articles", *(f"kills while {phase}" for phase in PHASES), "requests", "asked again", "same bytes",
         "exit code", "seconds")  # fmt: skip


def main() -> int:
    """Run the loads; 0 where each ended as it must."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="loads whose name has this in it")
    options = parser.parse_args()
    _print(_HEAD, ["---"] * len(_HEAD))
    good = True
    for load in (load for load in LOADS if options.only in load):
        with TemporaryDirectory() as place:
            pause = options.articles / 250 / max(1, options.kills)  # some are left for every life
            outcome = killed(
                load, Path(place), options.articles, options.kills, pause=pause, seed=options.seed, latency=0.02
            )
        _print(_row(load, options.articles, outcome))
        good = good and outcome.same and not outcome.report.repeated and not outcome.left and not outcome.report.code
    return 0 if good else 1


def _row(load: str, count: int, outcome: Outcome) -> list[str]:
    report = outcome.report
    kills = [str(report.kills[phase]) for phase in PHASES]
    ended = [str(len(report.repeated)), "yes" if outcome.same else "NO", str(report.code), f"{report.seconds:.0f}"]
    return [load, str(count), *kills, str(report.sent), *ended]


def _print(*rows: object) -> None:
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)  # type: ignore[arg-type]  # noqa: T201 - a script that prints


if __name__ == "__main__":
    sys.exit(main())
