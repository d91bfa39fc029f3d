"""``python -m extractor.distributed``: files to a folder of Parquet, on the cluster that RAY_ADDRESS names."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from extractor.errors import ExtractorError
from extractor.tally import DONE, INCOMPLETE, NOTHING
from extractor.terminal import say, unforeseen
from extractor.wording import counted


def extract(  # noqa: PLR0913 - each is an option
    inputs: Annotated[list[str], typer.Argument(metavar="IN...", help="Files or folders, all .parquet or all .jsonl.")],
    out: Annotated[str, typer.Option(metavar="FOLDER", help="Where to write Parquet; empty or not there.")],
    workers: Annotated[int, typer.Option(metavar="N", min=1, help="Processes that read side by side.")],
    model: Annotated[str | None, typer.Option(metavar="M", help="rules (default), a model, or gguf:FILE.")] = None,
    base_url: Annotated[str | None, typer.Option(metavar="URL", help="An OpenAI-compatible server.")] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Of articles that name no day.")] = None,
    concurrency: Annotated[int | None, typer.Option(metavar="N", min=1, help="In flight, for each worker.")] = None,
    rpm: Annotated[float | None, typer.Option(metavar="N", help="Most requests a minute, of all together.")] = None,
    tpm: Annotated[float | None, typer.Option(metavar="N", help="Most tokens a minute, of all together.")] = None,
    cache: Annotated[Path | None, typer.Option(metavar="FILE", help="Of each machine.")] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Keep no answers.")] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Answer from the cache only.")] = False,
    cpus: Annotated[float | None, typer.Option(metavar="N", help="Processors counted for a worker: 0.5.")] = None,
) -> int:
    """Extract the claims of many articles on many machines: Parquet or JSON Lines in, a folder of Parquet out.

    Exit codes: 0 all is read, 1 something failed, 2 nothing could be done or the run had to end.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # what is started here reports to nobody
    from extractor.distributed import extract_files

    given: dict[str, Any] = {"model": model, "base_url": base_url, "published": published, "concurrency": concurrency}
    given |= {"requests_per_minute": rpm, "tokens_per_minute": tpm, "offline": offline}
    given |= {"cache": None if no_cache else cache or ...}
    given |= {"ray_remote_args": None if cpus is None else {"num_cpus": cpus}}
    summary = extract_files(inputs, out, workers=workers, **given)
    say(
        f"{counted(summary.articles, 'article')}: {counted(summary.claims, 'claim')}, "
        f"{counted(summary.failed, 'sentence')} failed, {counted(summary.errors, 'article')} without a result"
    )
    if summary.errors == summary.articles:
        return NOTHING
    return INCOMPLETE if summary.failed or summary.errors else DONE


def main() -> int:
    """Run the command line; return its exit code."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    app.command()(extract)
    try:
        return int(app(prog_name="python -m extractor.distributed", standalone_mode=False) or 0)
    except ExtractorError as error:
        say(str(error))
    except Exception as error:  # Typer's own complaint about the command line, or what nobody foresaw
        if os.environ.get("EXTRACTOR_DEBUG"):
            raise
        complaint = getattr(error, "format_message", None)
        say(str(complaint()) if callable(complaint) else unforeseen(error))
    return NOTHING


if __name__ == "__main__":
    sys.exit(main())
