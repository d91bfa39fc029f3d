"""``extractor-evals score | explain | compare | gate | report``: what runs are worth. No model is called."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

from evals import gating, report, side_by_side
from evals.commands.options import FIXTURES, Articles, Dataset, RunFile, Split, SplitOption, chosen
from evals.comparing import compare
from evals.explaining import explain
from evals.runs import RunError, read_run
from evals.score import METRICS, Metric, Score, score

commands = typer.Typer()

By = Literal["kind", "tag", "article"]


class Gated(StrEnum):
    """A metric by its name."""

    found = "found"
    soft = "soft"
    publishable = "publishable"
    grounding = "grounding"


def _scored(path: Path, dataset: Path, split: Split | None, articles: list[str] | None = None) -> Score:
    return score(chosen(dataset, split, articles), read_run(path))


@commands.command("score", epilog="Example: extractor-evals score runs/rules.jsonl --split test --by kind")
def score_run(
    run: RunFile,
    dataset: Dataset = FIXTURES,
    split: SplitOption = None,
    articles: Articles = None,
    by: Annotated[By | None, typer.Option(help="Slices of the claims or articles.")] = None,
) -> None:
    """Score a run against gold: found, soft and publishable F1, grounding, every field's slots, and what is left over.

    Intervals are of 95 %, with the article as the unit.
    """
    for line in report.scores(_scored(run, dataset, split, articles), by):
        typer.echo(line)


@commands.command("explain", epilog="Example: extractor-evals explain runs/rules.jsonl seed c4")
def explain_run(
    run: RunFile,
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The fixture's id.")],
    claim: Annotated[str | None, typer.Argument(metavar="CLAIM", help="Of gold (c3) or predicted (p7).")] = None,
    dataset: Dataset = FIXTURES,
) -> None:
    """Show why claims were paired, what each field got, and what no pair took up."""
    scored = _scored(run, dataset, None, [article])
    for line in explain(scored.articles[0], claim):
        typer.echo(line)


@commands.command(
    "compare", epilog="Example: extractor-evals compare runs/rules.jsonl runs/llm.jsonl --split dev --show"
)
def compare_runs(
    first: RunFile,
    second: RunFile,
    dataset: Dataset = FIXTURES,
    split: SplitOption = None,
    show: Annotated[bool, typer.Option("--show", help="Name each gold claim that was found, lost or changed.")] = False,
) -> None:
    """Compare two runs in pairs by article: B less A, with its interval and a permutation test."""
    one, other = (_scored(path, dataset, split) for path in (first, second))
    for line in report.comparison(compare(one, other), show):
        typer.echo(line)


@commands.command(
    "gate", epilog="Example: extractor-evals gate runs/rules.jsonl --baseline evals/baselines/rules.jsonl.gz"
)
def gate_run(  # noqa: PLR0913 - each is an option
    run: RunFile,
    baseline: Annotated[Path, typer.Option(metavar="RUN", help="The run that it is held against.")],
    margin: Annotated[float, typer.Option(min=0, max=1, help="Loss of F1 that is borne; 0.01 is one point.")] = 0.01,
    metrics: Annotated[
        list[Gated] | None, typer.Option("--metric", metavar="NAME", help=f"{', '.join(METRICS)}; may repeat.")
    ] = None,
    dataset: Dataset = FIXTURES,
    split: SplitOption = None,
    junit: Annotated[Path | None, typer.Option(metavar="FILE", help="Write JUnit XML here.")] = None,
    summary: Annotated[Path | None, typer.Option(metavar="FILE", help="Append a Markdown summary here.")] = None,
) -> int:
    """Hold a run against a baseline. Exit codes: 0 pass, 1 regression, 2 usage, 3 not measured or inconclusive."""
    read_run(run), read_run(baseline)  # a file that is not there is usage
    try:
        verdict = gating.judge(_scored(run, dataset, split), _scored(baseline, dataset, split), margin, _named(metrics))
    except RunError as error:
        typer.echo(f"Not measured: {error}", err=True)
        gating.write_not_measured(str(error), junit, summary)
        return gating.NOT_MEASURED
    for line in gating.markdown(verdict):
        typer.echo(line)
    gating.write(verdict, junit, summary)
    return verdict.exit_code


def _named(metrics: list[Gated] | None) -> list[Metric] | None:
    return [name for name in METRICS if name in metrics] if metrics else None


@commands.command("report", epilog="Example: extractor-evals report evals/runs/*.jsonl.gz --split test")
def report_runs(
    runs: Annotated[list[Path], typer.Argument(metavar="RUN…", help="Runs, a row for each.")],
    dataset: Dataset = FIXTURES,
    split: SplitOption = None,
    articles: Articles = None,
    against: Annotated[Path | None, typer.Option(metavar="RUN", help="Compare each with this run, in pairs.")] = None,
) -> None:
    """Put runs side by side as one Markdown table."""
    scored = [(path, _scored(path, dataset, split, articles)) for path in runs]
    base = _scored(against, dataset, split, articles) if against else None
    for line in side_by_side.rows(scored, base):
        typer.echo(line)
