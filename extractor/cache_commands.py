"""The commands over the response cache."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.errors import CacheError

if TYPE_CHECKING:
    from extractor.cache import Cache, Stats

commands = typer.Typer(help="Look after the cache of LLM answers.", no_args_is_help=True)

File = Annotated[Path | None, typer.Option("--cache", metavar="FILE", help="The cache. Default: EXTRACTOR_CACHE.")]


@commands.command(epilog="Examples:\n\nextractor cache stats\n\nextractor cache stats --cache answers.sqlite")
def stats(cache: File = None) -> None:
    """Say what the cache holds and what it cost."""
    with _existing(cache) as opened:
        typer.echo("\n".join(_lines(opened.stats())))


@commands.command(
    epilog="Examples:\n\nextractor cache prune --older-than 90\n\nextractor cache prune --model gpt-4.1-mini"
)
def prune(
    older_than: Annotated[float | None, typer.Option(metavar="DAYS", min=0, help="Remove what is older.")] = None,
    model: Annotated[str | None, typer.Option(metavar="M", help="Remove what this model answered.")] = None,
    cache: File = None,
) -> None:
    """Remove answers by age, by model, or by both."""
    with _existing(cache) as opened:
        typer.echo(f"{opened.prune(older_than, model)} removed.")


@commands.command(epilog="Examples:\n\nextractor cache verify\n\nextractor cache verify --cache answers.sqlite")
def verify(cache: File = None) -> int:
    """Check every row; exit code 1 if one is wrong."""
    with _existing(cache) as opened:
        found = opened.verify()
    for problem in found.problems:
        typer.echo(problem)
    typer.echo(f"{found.rows} rows checked, {len(found.problems)} problems.")
    return 1 if found.problems else 0


@commands.command(
    "export", epilog="Examples:\n\nextractor cache export answers.jsonl\n\nextractor cache export answers.jsonl.gz"
)
def export_(file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to.")], cache: File = None) -> None:
    """Write the cache as a recording, which --cache reads as well: JSON Lines, .gz if the name says so."""
    with _existing(cache) as opened:
        typer.echo(f"{opened.dump(file)} rows written to {file}.")


@commands.command("import", epilog="Examples:\n\nextractor cache import answers.jsonl --cache answers.sqlite")
def import_(file: Annotated[Path, typer.Argument(metavar="FILE", help="A recording.")], cache: File = None) -> None:
    """Add a recording's rows to the cache, in place of rows of the same requests."""
    from extractor.cache import Cache

    with Cache.open(_place(cache)) as opened:
        typer.echo(f"{opened.load(file)} rows added to {opened.path}.")


def _place(cache: Path | None) -> Path:
    from extractor.settings import default_cache

    return cache or default_cache()


def _existing(cache: Path | None) -> Cache:
    from extractor.cache import Cache

    path = _place(cache)
    if not path.exists():
        raise CacheError(f"The cache file {path} does not exist: an LLM run makes it, or name one with --cache.")
    return Cache.open(path)


def _lines(stats: Stats) -> list[str]:
    models = ", ".join(f"{name} ({count:,})" for name, count in stats.models) or "none"
    return [
        f"file       {stats.path} ({stats.bytes / 1024:,.0f} KiB)",
        f"exchanges  {stats.exchanges:,}, {stats.answers:,} of them answers",
        f"tokens     {stats.prompt_tokens:,} of prompts, {stats.completion_tokens:,} of answers",
        f"models     {models}",
        f"made       {stats.oldest or 'never'} to {stats.newest or 'never'}",
    ]
