"""The commands of the evaluation: ``extractor-evals``, also ``python -m evals``."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from evals.commands import corpora, gold, running, scoring
from evals.corpora.rows import CorpusError
from evals.dataset import DatasetError
from evals.perturb.pairs import PairsError
from evals.runs import RunError
from extractor import ExtractorError

app = typer.Typer(
    name="extractor-evals",
    help="Score extracted claims against what people labelled, and say how sure the score is.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _evals() -> None:
    """Score extracted claims against what people labelled, and say how sure the score is."""


for part in (running, scoring, gold, corpora):
    app.registered_commands += part.commands.registered_commands


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; return its exit code: 0, or 2 where nothing could be measured."""
    try:
        answer = app(args=arguments, prog_name="extractor-evals", standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        typer.echo("Interrupted.", err=True)
        return 130
    except (CorpusError, DatasetError, ExtractorError, PairsError, RunError) as error:
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
        said = str(complaint()).replace("Value error, ", "").rstrip(".")
        command = getattr(getattr(error, "ctx", None), "command_path", "extractor-evals")
        typer.echo(f"{said}{'' if said.endswith('?') else '.'} See {command} --help.", err=True)
        return 2
    return answer if isinstance(answer, int) else 0


def run() -> None:
    """The installed command."""
    sys.exit(main())
