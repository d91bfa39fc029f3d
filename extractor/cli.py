"""The commands. Whatever is heavy is imported inside them, so that ``--help`` is quick.

Results go to standard output or ``--out``; messages go to standard error, one line each. Exit codes of ``extract``:
0 every article has a result and no sentence failed; 1 something was written and something failed; 2 nothing could be
done; 130 interrupted; 141 nobody read on (as in ``| head``).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from extractor.cache_commands import commands as cache_commands
from extractor.errors import ExtractorError, SettingError
from extractor.export import Format
from extractor.jobs_commands import commands as jobs_commands
from extractor.options import Limit, Paths, Prompt, Published, Strategy, day
from extractor.terminal import say, silence, unforeseen

app = typer.Typer(
    name="extractor",
    help="Turn news articles into claims whose every field is proven against the article's characters.",
    epilog="Begin with: extractor extract ARTICLE.txt",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: no styles to turn off, no frames that a narrow terminal breaks
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(cache_commands, name="cache")
app.add_typer(jobs_commands, name="jobs")

_NOBODY_READS = 141
"""What a shell says of a program that SIGPIPE ended: 128 + 13."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; return its exit code. No error leaves as a traceback unless EXTRACTOR_DEBUG is set."""
    _have_streams()
    _speak_utf8()
    code = 1
    try:
        code = _answered(arguments)
        sys.stdout.flush()
    except OSError as error:  # nobody reads on, or there is no room left
        silence(sys.stdout)
        return _NOBODY_READS if isinstance(error, BrokenPipeError) else code or 1
    return code


def _answered(arguments: Sequence[str] | None) -> int:
    try:
        answer = app(args=arguments, prog_name="extractor", standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        say("Interrupted.")
        return 130
    except SystemExit:  # how Typer leaves where nobody reads on
        return _NOBODY_READS
    except ExtractorError as error:
        say(str(error))
        return 2
    except OSError as error:
        say(f"The system refuses ({error}): check the place, its permissions and its free space.")
        return 2
    except Exception as error:  # noqa: BLE001 - a person reads no traceback
        return _foreign(error)
    return answer if isinstance(answer, int) else 0


def _foreign(error: Exception) -> int:
    """Typer's own complaint about the command line, or an error that nobody foresaw."""
    if callable(complaint := getattr(error, "format_message", None)):
        words, command = str(complaint()), getattr(getattr(error, "ctx", None), "command_path", "extractor")
        if "\n" in words:  # no complaint but the help, for a command line without arguments
            typer.echo(words)
        elif words:
            say(f"{words.replace('Value error, ', '').rstrip('.')}. See: {command} --help")
        return 2
    if os.environ.get("EXTRACTOR_DEBUG"):
        raise error
    say(unforeseen(error))
    return 2


def _have_streams() -> None:
    """Put something in place of streams that are closed: no file takes their number, and what is written is refused.

    What a person would be told on a closed standard error goes nowhere.
    """
    for name, mode in (("stdin", os.O_WRONLY), ("stdout", os.O_RDONLY), ("stderr", os.O_WRONLY)):
        if getattr(sys, name) is None:
            number = os.open(os.devnull, mode)
            if name != "stdin":  # whoever reads it says that it is closed
                setattr(sys, name, os.fdopen(number, "w"))


def _speak_utf8() -> None:
    """Results are UTF-8 wherever they go; a message about any file name can be said."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _print_version(wanted: bool) -> None:
    if wanted:
        from extractor import __version__

        typer.echo(f"extractor {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    pass


@app.command(
    short_help="Extract the claims of articles.",
    epilog="Examples:\n\n"
    "extractor extract article.txt\n\n"
    "extractor extract articles/ --out claims.jsonl --published 2024-06-12\n\n"
    "extractor extract page.html --model gpt-4.1-mini --out claims.html\n\n"
    "extractor extract - --model qwen --base-url http://localhost:8080/v1 < a.txt",
)
def extract(  # noqa: PLR0913 - each is an option of the contract
    paths: Paths,
    model: Annotated[
        str | None,
        typer.Option(metavar="M", help="rules, a model's name, or gguf:FILE. Default: EXTRACTOR_MODEL, else rules."),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="An OpenAI-compatible server. Default: OPENAI_BASE_URL, else OpenAI."),
    ] = None,
    prompt: Prompt = None,
    published: Published = None,
    strategy: Strategy = None,
    verify: Annotated[
        str | None, typer.Option(metavar="M", help="A model that checks each statement; what it doubts is flagged.")
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write here instead of to standard output.")] = None,
    format: Annotated[Format | None, typer.Option(help="Default: as the suffix of --out says, else table.")] = None,
    concurrency: Annotated[int | None, typer.Option(metavar="N", min=1, help="Requests in flight. Default: 8.")] = None,
    rpm: Annotated[float | None, typer.Option(metavar="N", min=0, help="Most requests a minute.")] = None,
    tpm: Annotated[float | None, typer.Option(metavar="N", min=0, help="Most tokens a minute.")] = None,
    workers: Annotated[int, typer.Option(metavar="N", min=1, help="Processes, for rules and --offline.")] = 1,
    limit: Limit = None,
    offline: Annotated[bool, typer.Option("--offline", help="Answer from the cache only.")] = False,
    cache: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where answers are kept. Default: EXTRACTOR_CACHE.")
    ] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither look answers up nor keep them.")] = False,
    refresh: Annotated[bool, typer.Option("--refresh", help="Ask again, and keep the new answers.")] = False,
    max_cost: Annotated[
        str | None, typer.Option(metavar="USD", help="Stop before more is spent, at OpenAI's prices.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Ask nobody: say what it would cost.")] = False,
) -> int:
    """Extract the claims of articles: who says what, with which numbers, about which dates, how certainly.

    PATH is a file of text, HTML, JSON, JSON Lines or Parquet, a folder of such files, or - for standard input. Without
    a model, the built-in rules engine reads: no key, no network, no download. With --out, a run that was stopped, even
    killed, goes on where it was when the same command is given again.
    """
    if cache and no_cache:
        raise SettingError("--cache and --no-cache exclude each other: leave out one of them.")
    from extractor import run
    from extractor.settings import OPTIONS, Settings

    given: dict[str, Any] = {"model": model, "base_url": base_url, "prompt": prompt, "concurrency": concurrency}
    given |= {"verify": verify, "strategy": strategy, "max_cost": max_cost}
    given |= {"requests_per_minute": rpm, "tokens_per_minute": tpm} | ({"cache": cache} if cache or no_cache else {})
    settings = Settings.from_environment(OPTIONS, **given, offline=offline, refresh=refresh)
    order = run.Order(paths, day(published), limit, _file(out), format, workers)
    if not (model or os.environ.get("EXTRACTOR_MODEL")):
        say(
            "Read by the built-in rules engine. For an LLM add --model NAME, with OPENAI_API_KEY set or "
            "--base-url URL of a server of your own."
        )
    if dry_run:
        from extractor import dry_run as trial

        return trial.estimate(order, settings)
    return run.extract(order, settings)


def _file(out: Path | None) -> Path | None:
    """Where results go; a dash is standard output, as it is standard input among the paths."""
    return None if out == Path("-") else out


@app.command(epilog="Example:\n\nextractor schema > schema.json")
def schema() -> None:
    """Print the JSON Schema of a result as it is written."""
    import json

    from extractor.schema import ArticleResult

    typer.echo(json.dumps(ArticleResult.model_json_schema(mode="serialization"), indent=2, ensure_ascii=False))


@app.command(
    short_help="Show results that were written before.",
    epilog="Examples:\n\n"
    "extractor show claims.jsonl\n\n"
    "extractor show claims.jsonl --out claims.html\n\n"
    "extractor extract articles/ --format jsonl | extractor show -",
)
def show(
    results: Annotated[list[str], typer.Argument(metavar="RESULTS", hidden=True)],
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write here instead of to standard output.")] = None,
    format: Annotated[Format | None, typer.Option(help="Default: as the suffix of --out says, else table.")] = None,
) -> int:
    """Show results that were written before; every span is proven again.

    RESULTS is a file that was written with --format json or jsonl, a folder of such files, or - for standard input.
    """
    from extractor import run

    return run.show(run.Order(results, out=_file(out), format=format))


@app.command(
    short_help="Link what many articles say.",
    epilog="Examples:\n\n"
    "extractor ledger claims.jsonl\n\n"
    "extractor ledger monday.jsonl tuesday.jsonl --out figures.csv\n\n"
    "extractor extract articles/ --format jsonl | extractor ledger -",
)
def ledger(
    results: Annotated[list[str], typer.Argument(metavar="RESULTS", hidden=True)],
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write here instead of to standard output.")] = None,
    format: Annotated[
        Literal["table", "json", "csv"] | None, typer.Option(help="Default: as the suffix of --out says, else table.")
    ] = None,
) -> int:
    """Link what many articles say: one entry for one proposition of one source, figures that differ side by side.

    RESULTS is a file that was written with --format json or jsonl, a folder of such files, or - for standard input.
    Copies of one text count as one origin.
    """
    from extractor.ledger.command import Form, keep

    return keep(results, out, Form(format) if format else None)


if __name__ == "__main__":
    sys.exit(main())
