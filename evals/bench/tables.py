"""Print the tables of ``evals/README.md`` from the committed runs; no model is called.

    python evals/bench/tables.py [--write]

``--write`` puts them into the README, between its markers.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.agreement import agree, rows
from evals.dataset import load
from evals.runs import read_run
from evals.score import FIELDS, METRICS, Score, score
from evals.side_by_side import rows as beside
from evals.tables import estimate, lines, percent

HOME = Path(__file__).parents[1]
NEWS, README = HOME / "fixtures" / "news", HOME / "README.md"
FIXTURES = load(NEWS)
PEERS_READ = ("cup-final", "no-claims", "wire-ferry")
"""Test articles that every tool was run on."""
VARIANTS_READ = ("border-talks", "corrections", "seed")
"""Dev articles that every prompt and strategy was run on."""


def path_of(name: str) -> Path:
    """A committed run."""
    folder = "baselines" if name in ("rules", "complete") else "runs"
    return HOME / folder / f"{name}.jsonl.gz"


def scored(name: str, articles: Sequence[str] | None = None, split: str | None = None) -> tuple[Path, Score]:
    """A committed run's score on some articles."""
    kept = [f for f in FIXTURES if (articles is None or f.id in articles) and split in (None, f.gold.split)]
    path = path_of(name)
    return path, score(kept, read_run(path))


def table(names: Sequence[str], against: str, articles: Sequence[str] | None = None, split: str | None = None) -> str:
    """Runs side by side, each beside one of them."""
    runs = {name: scored(name, articles, split) for name in names if path_of(name).exists()}
    return "\n".join(beside(list(runs.values()), runs[against][1]))


def fields() -> str:
    """F1 of every field's slots of both engines on the test half."""
    runs = [scored(name, split="test")[1] for name in ("rules", "complete")]
    body = [
        (name, *(percent(one.slots(name).f1) for one in runs), str(runs[0].slots(name).possible)) for name in FIELDS
    ]
    return "\n".join(lines([("field", "rules", "complete", "slots of gold"), *body]))


def agreement() -> str:
    """The second labelling beside the first, with the first one's alternatives and without."""
    both = [agree(NEWS, "st", alternatives=each) for each in (True, False)]
    head: list[Sequence[str]] = [("", "alternatives count", "first readings alone")]
    body: list[Sequence[str]] = [
        (f"{metric} F1", *(estimate(one.score.f1(metric)) for one in both)) for metric in METRICS[:3]
    ]
    kappas = list(rows(both[1]))
    return "\n".join([*lines(head + body), "", *lines(kappas)])


def tables() -> Iterator[tuple[str, str]]:
    """Yield each table with the name of its markers."""
    yield "test", table(("rules", "complete"), "rules", split="test")
    yield "dev", table(("rules", "complete"), "rules", split="dev")
    yield "peers", table(("complete", "rules", "read", "instructor", "langextract"), "complete", PEERS_READ)
    variants = ("read", "read-without-reask", "candidates", "complete", "rules")
    yield "variants", table(variants, "read", VARIANTS_READ)
    yield "fields", fields()
    yield "agreement", agreement()


def written(text: str) -> str:
    """A README's text with the tables between its markers made anew."""
    for name, made in tables():
        marked = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        if not marked.search(text):
            raise SystemExit(f"{README} has no markers <!-- {name} -->; put them where the table belongs.")
        text = marked.sub(lambda found, made=made: f"{found[1]}{made}\n{found[2]}", text)  # type: ignore[misc]
    return text


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    if parser.parse_args().write:
        README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        for name, made in tables():
            print(f"{name}\n\n{made}\n")
