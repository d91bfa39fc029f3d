"""The commands that are killed: the rules, in one process and in two; a model, without a cache and with one."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from extractor import run
from extractor.settings import Settings
from tests.crashes.killing import Killed, Report
from tests.harbours import Answering, articles

LOADS = ("rules", "rules, two workers", "a model, no cache", "a model, a cache")


@dataclass(frozen=True)
class Outcome:
    """What a load came to.

    Attributes:
        report: How its lives went.
        same: Whether it left the bytes of an undisturbed run.
        left: Names that it left beside its file and its cache.
    """

    report: Report
    same: bool
    left: tuple[str, ...]


def undisturbed(place: Path, count: int, load: str) -> bytes:
    """What the load writes when nobody kills it, in this process."""
    out = place / "undisturbed.jsonl"
    order = run.Order([str(articles(place / "articles.jsonl", count))], out=out)
    with Answering() as server:
        settings = Settings(cache=None) if load.startswith("rules") else Settings(
            model="m", base_url=server.url, cache=None, concurrency=32
        )  # fmt: skip
        assert run.extract(order, settings) == 0
    return out.read_bytes()


def killed(load: str, place: Path, count: int, kills: int, *, pause: float, seed: int, latency: float) -> Outcome:
    """Run one load.

    Args:
        load: One of ``LOADS``.
        place: An empty folder.
        count: How many articles.
        kills: How often it is killed.
        pause: Seconds that a life reads at most before.
        seed: What the moments are drawn from.
        latency: Seconds before the server answers.
    """
    wanted = undisturbed(place, count, load)
    (folder := place / "killed").mkdir()
    given = str(place / "articles.jsonl")
    server = None if load.startswith("rules") else Answering(latency=latency)
    cache = folder / "cache.sqlite" if load.endswith(" a cache") else None
    with server or nullcontext():
        arguments = [given, *_options(load, server, cache)]
        out = folder / "claims.jsonl"
        report = Killed(arguments, out, pause, seed, server, cache).run(kills)
    left = tuple(sorted(_names(folder) - {"claims.jsonl"}))
    return Outcome(report, out.exists() and out.read_bytes() == wanted, left)


def _options(load: str, server: Answering | None, cache: Path | None) -> list[str]:
    if server is None:
        return ["--workers", "2"] if load.endswith("workers") else []
    kept = ["--cache", str(cache)] if cache else ["--no-cache"]
    return ["--model", "m", "--base-url", server.url, "--concurrency", "32", *kept]


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith("cache.sqlite")}
