"""The commands over the response cache."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.errors import CacheError
from extractor.options import CacheFile

if TYPE_CHECKING:
    from extractor.cache import Cache, Stats

commands = typer.Typer(help="Look after the cache of LLM answers.", no_args_is_help=True, rich_markup_mode=None)


@commands.command(epilog="Examples:\n\nextractor cache stats\n\nextractor cache stats --cache answers.sqlite")
def stats(cache: CacheFile = None) -> None:
    """Say what the cache holds and what it cost."""
    with _opened(cache) as opened:
        typer.echo("\n".join(_lines(opened.stats())))


@commands.command(
    epilog="Examples:\n\nextractor cache prune --older-than 90\n\nextractor cache prune --model gpt-4.1-mini"
)
def prune(
    older_than: Annotated[float | None, typer.Option(metavar="DAYS", min=0, help="Remove what is older.")] = None,
    model: Annotated[str | None, typer.Option(metavar="M", help="Remove what this model answered.")] = None,
    cache: CacheFile = None,
) -> None:
    """Remove answers by age, by model, or by both."""
    with _opened(cache) as opened:
        typer.echo(f"{opened.prune(older_than, model)} removed.")


@commands.command(epilog="Examples:\n\nextractor cache verify\n\nextractor cache verify --cache answers.sqlite")
def verify(cache: CacheFile = None) -> int:
    """Check that no row was changed or damaged; exit code 1 if one was."""
    from extractor.cache import verify as verified
    from extractor.wording import counted

    found = verified(_existing(cache))
    for problem in found.problems:
        typer.echo(problem)
    typer.echo(f"{counted(found.rows, 'row')} checked, {counted(len(found.problems), 'problem')}.")
    return 1 if found.problems else 0


@commands.command(
    "export",
    short_help="Write the cache as a recording.",
    epilog="Examples:\n\nextractor cache export answers.jsonl\n\nextractor cache export answers.jsonl.gz",
)
def export_(file: Annotated[Path, typer.Argument(metavar="FILE", hidden=True)], cache: CacheFile = None) -> None:
    """Write the cache as a recording: JSON Lines to be read, compared and replayed with --offline --cache FILE.

    FILE ends in .jsonl, or in .jsonl.gz to be compressed.
    """
    from extractor.wording import counted

    with _opened(cache) as opened:
        typer.echo(f"{counted(opened.dump(file), 'row')} written to {file}.")


@commands.command(
    "import",
    short_help="Add the rows of a recording to the cache.",
    epilog="Examples:\n\nextractor cache import answers.jsonl --cache answers.sqlite",
)
def import_(file: Annotated[Path, typer.Argument(metavar="FILE", hidden=True)], cache: CacheFile = None) -> None:
    """Add the rows of FILE, a recording, to the cache, in place of rows of the same requests."""
    from extractor.cache import Cache
    from extractor.wording import counted

    with Cache.open(_place(cache)) as opened:
        typer.echo(f"{counted(opened.load(file), 'row')} added to {opened.path}.")


def _place(cache: Path | None) -> Path:
    from extractor.settings import default_cache

    return cache or default_cache()


def _opened(cache: Path | None) -> Cache:
    from extractor.cache import Cache

    return Cache.open(_existing(cache))


def _existing(cache: Path | None) -> Path:
    path = _place(cache)
    if not path.exists():
        raise CacheError(f"The cache file {path} does not exist: an LLM run makes it, or name one with --cache.")
    return path


def _lines(stats: Stats) -> list[str]:
    models = ", ".join(f"{name} ({count:,})" for name, count in stats.models) or "none"
    made = [f"made       {stats.oldest} to {stats.newest}"] if stats.exchanges else []
    return [
        f"file       {stats.path} ({stats.bytes / 1024:,.0f} KiB)",
        f"exchanges  {stats.exchanges:,}, {stats.answers:,} of them answers",
        f"tokens     {stats.prompt_tokens:,} of prompts, {stats.completion_tokens:,} of answers",
        f"models     {models}",
        *made,
    ]
