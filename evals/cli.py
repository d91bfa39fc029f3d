"""The commands of the evaluation: ``extractor-evals``, also ``python -m evals``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from evals.corpora import NAMES, measure
from evals.corpora.rows import CorpusError
from evals.report import table

Name = Literal["polnear", "newsquant", "eventstoryline", "recognizers"]
Rows = Literal["all", "even", "odd"]

app = typer.Typer(
    name="extractor-evals",
    help="Score extracted claims and their literals against what people labelled.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _evals() -> None:
    """Score extracted claims and their literals against what people labelled."""


@app.command(epilog="Example: extractor-evals corpus newsquant newsquant.jsonl --rows odd")
def corpus(
    name: Annotated[Name, typer.Argument(help=f"One of {', '.join(NAMES)}.")],
    path: Annotated[Path, typer.Argument(help="Its file; for recognizers their folder or one file of it.")],
    rows: Annotated[Rows, typer.Option(help="Rows counted from 0: develop on even, report odd ones.")] = "all",
) -> None:
    """Measure the rules engine and the literals' finders on a corpus that others labelled.

    Column extract: what the claims of the rules engine carry, one literal per span. Column finder: the finders alone.
    """
    measures = measure(name, path, rows)
    if not measures:
        raise CorpusError(f"{path} holds no row to measure{'' if rows == 'all' else f' among the {rows} ones'}.")
    for line in table(measures):
        typer.echo(line)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; return its exit code: 0, or 2 where nothing could be measured."""
    try:
        answer = app(args=arguments, prog_name="extractor-evals", standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        typer.echo("Interrupted.", err=True)
        return 130
    except CorpusError as error:
        typer.echo(str(error), err=True)
        return 2
    except ModuleNotFoundError as error:
        typer.echo(
            f'{error.name} is not installed; pip install "claim-extractor[evals]", or ".[evals]" in a checkout.',
            err=True,
        )
        return 2
    except Exception as error:
        if (complaint := getattr(error, "format_message", None)) is None:
            raise
        said = str(complaint()).removeprefix("Value error, ").rstrip(".")
        typer.echo(f"{said}. See extractor-evals --help.", err=True)
        return 2
    return answer if isinstance(answer, int) else 0


def run() -> None:
    """The installed command."""
    sys.exit(main())
