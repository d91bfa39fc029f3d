"""The commands over jobs of OpenAI's Batch API."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extractor.options import CacheFile, Limit, Paths, Prompt, Published, Strategy, day

if TYPE_CHECKING:
    from extractor.jobs import Jobs

commands = typer.Typer(
    help="Ask a model over OpenAI's Batch API: half the price, answers within 24 hours.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Name = Annotated[str | None, typer.Argument(metavar="JOB", hidden=True)]
Url = Annotated[str | None, typer.Option(metavar="URL", help="The server. Default: the one it was submitted to.")]


@commands.command(
    short_help="Hand in the requests that the cache does not answer.",
    epilog="Examples:\n\n"
    "extractor jobs submit articles/ --model gpt-4.1-mini --dry-run\n\n"
    "extractor jobs submit articles/ --model gpt-4.1-mini --max-cost 5",
)
def submit(  # noqa: PLR0913 - each is an option of the contract
    paths: Paths,
    model: Annotated[str | None, typer.Option(metavar="M", help="A model's name. Default: EXTRACTOR_MODEL.")] = None,
    base_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="A server with a Batch API. Default: OPENAI_BASE_URL, else OpenAI."),
    ] = None,
    prompt: Prompt = None,
    published: Published = None,
    strategy: Strategy = None,
    cache: CacheFile = None,
    limit: Limit = None,
    max_cost: Annotated[str | None, typer.Option(metavar="USD", help="Hand in nothing if it could cost more.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Send nothing: say what it would cost.")] = False,
) -> int:
    """Hand in the requests of an extraction that the cache does not answer, at half the price.

    PATH is what extract takes, and so are the options: with the same ones, extract --offline reads the articles once
    the answers are fetched. Re-asks show only then, so submit and fetch until nothing further follows.
    """
    from extractor import jobs
    from extractor.settings import Settings

    given: dict[str, Any] = {"model": model, "prompt": prompt, "strategy": strategy, "max_cost": max_cost}
    settings = Settings.from_environment(**given, base_url=base_url, offline=True, cache=_place(cache))
    reading = jobs.Reading(
        paths=tuple(paths),
        model=settings.model,
        prompt=settings.prompt,
        strategy=settings.strategy,
        published=day(published),
        limit=limit,
    )
    return jobs.submit(
        reading, _jobs(cache), _tell, base_url=settings.base_url, most=settings.max_cost, dry_run=dry_run
    )


@commands.command(
    short_help="Say how far jobs are.",
    epilog="Examples:\n\nextractor jobs status\n\nextractor jobs status 20261124-101500-ab12",
)
def status(name: Name = None, cache: CacheFile = None, base_url: Url = None) -> int:
    """Say how far all jobs of the cache are, or JOB alone; exit code 1 if one is not ready, or something failed."""
    from extractor import jobs

    return jobs.status(name, _jobs(cache), _tell, base_url=base_url)


@commands.command(
    short_help="Put the answers into the cache.",
    epilog="Examples:\n\nextractor jobs fetch\n\nextractor jobs fetch 20261124-101500-ab12",
)
def fetch(name: Name = None, cache: CacheFile = None, base_url: Url = None) -> int:
    """Put the answers of JOB into the cache, or those of the newest job that is not fetched.

    Exit code 1 if some are not ready, or failed.
    """
    from extractor import jobs

    return jobs.fetch(name, _jobs(cache), _tell, base_url=base_url)


def _jobs(cache: Path | None) -> Jobs:
    from extractor.jobs import Jobs

    return Jobs(_place(cache))


def _place(cache: Path | None) -> Path:
    from extractor.settings import default_cache

    return cache or default_cache()


def _tell(line: str) -> None:
    from extractor.terminal import shown

    indent = len(line) - len(line.lstrip())
    typer.echo(" " * indent + shown(line))
