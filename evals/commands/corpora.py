"""``extractor-evals corpus | statements | perturb``: measurements on labels of others, and on planted mistakes."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

from evals.corpora import NAMES, measure, summedits
from evals.corpora.rows import CorpusError
from evals.perturb.pairs import PairsError
from evals.perturb.suite import FIXTURES, PAIRS, all_cases, failures, judge
from evals.report import deceptions, table
from evals.tables import lines

commands = typer.Typer()

Name = Literal["polnear", "newsquant", "eventstoryline", "recognizers"]
Rows = Literal["all", "even", "odd"]


class Peer(StrEnum):
    """An aligner of others that the same cases are given to."""

    LANGEXTRACT = "langextract"
    CITATION = "CitationMixin"


@commands.command(epilog="Example: extractor-evals corpus newsquant newsquant.jsonl --rows odd")
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


@commands.command(epilog="Example: extractor-evals statements summedits-news.jsonl")
def statements(
    path: Annotated[Path, typer.Argument(help="The file of SummEdits.")],
    rows: Annotated[Rows, typer.Option(help="Rows counted from 0.")] = "all",
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="Judge the first N only.")] = None,
    verify: Annotated[str | None, typer.Option(metavar="M", help="A model that is asked too.")] = None,
    base_url: Annotated[str | None, typer.Option(metavar="URL", help="An OpenAI-compatible server.")] = None,
    cache: Annotated[Path | None, typer.Option(metavar="FILE", help="Where its answers are kept.")] = None,
) -> None:
    """Tell altered summaries from right ones, by the check of statements alone and by a model."""
    found = summedits.measure(path, rows, limit, verify, base_url=base_url, cache=cache)
    for line in lines(list(summedits.table(found))):
        typer.echo(line)


@commands.command(epilog="Example: extractor-evals perturb --peer langextract --show")
def perturb(
    peers: Annotated[list[Peer] | None, typer.Option("--peer", help="An aligner beside ours; may repeat.")] = None,
    pairs: Annotated[Path, typer.Option(help="A folder of YAML files: claims and what makes them wrong.")] = PAIRS,
    fixtures: Annotated[Path, typer.Option(help="A dataset whose gold is made wrong by rules.")] = FIXTURES,
    show: Annotated[bool, typer.Option("--show", help="Name each case that our gate got wrong.")] = False,
) -> None:
    """Make right claims wrong, and dress right ones otherwise: how often is the gate deceived?

    Wrong ones that pass are false accepts, right ones that do not are false rejects. A mended claim stands without
    what was planted. Peers need the extra [peers].
    """
    names = ["gate", *(peer.value for peer in peers or [])]
    judged = judge(all_cases(pairs, fixtures), names)
    if not judged:
        raise PairsError(f"{pairs} and {fixtures} hold no pairs.")
    for line in deceptions(judged, names):
        typer.echo(line)
    for case in failures(judged, "gate") if show else ():
        said = case.draft["statement"] or case.draft["evidence"]
        planted = f"{case.planted!r} for {case.was!r}: " if case.was else ""
        typer.echo(f"{'false reject' if case.is_right else 'false accept'}  {case.id}  {planted}{said}")
