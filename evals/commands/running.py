"""``extractor-evals run``: engines over a dataset."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import product
from pathlib import Path
from typing import Annotated

import typer

from evals.commands.options import FIXTURES, Articles, Dataset, SplitOption, assignments, chosen
from evals.runner import Configuration, Engine, Progress, extracting, run

commands = typer.Typer()


class Peer(StrEnum):
    """A tool of others that is given the same model and articles."""

    INSTRUCTOR = "instructor"
    LANGEXTRACT = "langextract"


@commands.command(
    "run",
    epilog="Examples:\n\nextractor-evals run --out runs/rules.jsonl\n\n"
    "extractor-evals run --model qwen --base-url http://localhost:8080/v1 --split dev --out runs/\n\n"
    "extractor-evals run --model a --model b --prompt claims.v1 --prompt mine/ --out runs/",
)
def run_engines(  # noqa: PLR0913 - each is an option
    dataset: Dataset = FIXTURES,
    split: SplitOption = None,
    articles: Articles = None,
    max_words: Annotated[int | None, typer.Option(metavar="N", min=1, help="Articles below N words only.")] = None,
    models: Annotated[
        list[str] | None, typer.Option("--model", metavar="M", help="rules (default), or a model; may repeat.")
    ] = None,
    prompts: Annotated[
        list[str] | None, typer.Option("--prompt", metavar="NAME|FOLDER", help="A template; may repeat.")
    ] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Any setting of the extractor; may repeat.")
    ] = None,
    peer: Annotated[Peer | None, typer.Option(help="Run a tool of others in place of the extractor.")] = None,
    base_url: Annotated[str | None, typer.Option(metavar="URL", help="An OpenAI-compatible server.")] = None,
    cache: Annotated[Path | None, typer.Option(metavar="FILE", help="Where answers are kept, or a recording.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Answer from the cache only.")] = False,
    repeat: Annotated[int, typer.Option(metavar="K", min=1, help="Run each article K times.")] = 1,
    out: Annotated[
        Path, typer.Option(metavar="FILE|FOLDER", help="The run's file; of several configurations their folder.")
    ] = Path("runs"),
) -> int:
    """Run an engine over the articles and write a run, one line an article; what is done is not done again.

    Several models and prompts make a matrix: each with each, a file for each. Exit codes: 0 every sentence was
    answered, 1 some were not (a server that failed, an answer missing offline), 2 nothing could be run.
    """
    fixtures = chosen(dataset, split, articles, max_words)
    given = {"base_url": base_url, "cache": cache, "offline": offline or None}
    shared = assignments(settings or ()) | {name: value for name, value in given.items() if value is not None}
    templates: list[str | None] = list(prompts) if prompts else [None]
    cells = [Configuration(*cell, shared) for cell in product(models or ["rules"], templates)]
    code = 0
    for cell in cells:
        engine, name = _engine(cell, peer)
        path = _file(out, name, alone=len(cells) == 1)
        code = max(code, _told_all(run(fixtures, engine, path, repeat, cell.made), path))
    return code


def _engine(cell: Configuration, peer: Peer | None) -> tuple[Engine, str]:
    if peer is None:
        return extracting(cell), cell.name
    from evals import peers

    return peers.engine(peer.value, cell.model, cell.settings), f"{peer.value}--{cell.name}"


def _file(out: Path, name: str, alone: bool) -> Path:
    if out.suffix in (".jsonl", ".gz"):
        if alone:
            return out
        raise typer.BadParameter(f"--out {out} is one file and there are several configurations; name a folder")
    if out.suffix and not out.is_dir():
        raise typer.BadParameter(f"--out {out} is no .jsonl file, and no folder that is there; name one")
    return out / f"{name}.jsonl"


def _told_all(done: Iterator[Progress], path: Path) -> int:
    lost = claims = articles = 0
    for progress in done:
        typer.echo(_told(progress), err=True)
        for warning in dict.fromkeys(progress.told):
            typer.echo(f"  {warning}", err=True)
        articles = progress.done
        if progress.line is not None:
            claims += len(progress.line.claims)
            lost += not progress.line.is_whole
    ending = f"; {lost} of them lack answers, as told above" if lost else ""
    typer.echo(f"{path}: {articles} articles, {claims} claims anew{ending}.", err=True)
    return 1 if lost else 0


def _told(progress: Progress) -> str:
    what = "was done before" if progress.line is None else f"{len(progress.line.claims)} claims"
    return f"{progress.done} of {progress.of}: {progress.article}, {what}"
