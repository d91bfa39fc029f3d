"""``extractor-evals lint | agree | label``: work on gold."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from evals import labelling
from evals.agreement import agree, rows
from evals.commands.options import FIXTURES
from evals.dataset import load
from evals.lint import complaints
from evals.report import scores
from evals.schema import Gold
from evals.tables import lines

commands = typer.Typer()


def json_schema() -> dict[str, Any]:
    """The JSON Schema of ``gold.yaml``, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Gold.model_json_schema()}


@commands.command("lint", epilog="Example: extractor-evals lint evals/fixtures/news")
def lint_gold(
    dataset: Annotated[Path, typer.Argument(metavar="FOLDER", help="A dataset, or one fixture.")] = FIXTURES,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of gold.yaml and leave.")] = False,
) -> int:
    """Refuse gold that is not in its article or contradicts its own words. Exit codes: 0 clean, 1 complaints."""
    if schema:
        typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
        return 0
    fixtures = load(dataset)
    found = [wrong for fixture in fixtures for wrong in complaints(fixture)]
    for wrong in found:
        typer.echo(wrong)
    claims = sum(len(fixture.gold.claims) for fixture in fixtures)
    optional = sum(claim.optional for fixture in fixtures for claim in fixture.gold.claims)
    typer.echo(
        f"{len(fixtures)} articles, {claims} claims ({optional} of them optional): "
        f"{len(found) or 'no'} complaint{'' if len(found) == 1 else 's'}.",
        err=True,
    )
    return 1 if found else 0


@commands.command("agree", epilog="Example: extractor-evals agree st")
def agree_gold(
    annotator: Annotated[str, typer.Argument(help="Initials of the second labeller: gold.<initials>.yaml.")],
    dataset: Annotated[Path, typer.Option("--dataset", metavar="FOLDER", help="A folder of fixtures.")] = FIXTURES,
    strict: Annotated[bool, typer.Option("--strict", help="The first labeller's alternatives do not count.")] = False,
) -> None:
    """Compare two labellings of the same articles: F1 of pairs and fields, and Cohen's kappa of categories."""
    agreement = agree(dataset, annotator, alternatives=not strict)
    for line in scores(agreement.score):
        typer.echo(line)
    typer.echo("")
    for line in lines(list(rows(agreement))):
        typer.echo(line)


@commands.command("label", epilog="Example: extractor-evals label article.txt evals/fixtures/news/flood")
def label_article(
    article: Annotated[Path, typer.Argument(help="The article's file.")],
    folder: Annotated[Path, typer.Argument(help="The new fixture's folder.")],
    published: Annotated[
        datetime | None, typer.Option(metavar="DATE", formats=["%Y-%m-%d"], help="Day of publication.")
    ] = None,
) -> None:
    """Begin a fixture: the article, its sentences as comments, and empty gold. No engine suggests a claim."""
    day: date | None = published.date() if published else None
    typer.echo(f"{labelling.begin(article, folder, day)}: label it with evals/ANNOTATION.md beside you.")
