"""Options that several commands share, and what is read of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer
import yaml

from evals.dataset import DatasetError, Fixture, load

FIXTURES = Path(__file__).parents[1] / "fixtures" / "news"

Split = Literal["dev", "test"]
Dataset = Annotated[Path, typer.Option("--dataset", metavar="FOLDER", help="A folder of fixtures.")]
SplitOption = Annotated[Split | None, typer.Option("--split", help="Its articles of one half only.")]
Articles = Annotated[list[str] | None, typer.Option("--article", metavar="ID", help="This article only; may repeat.")]
RunFile = Annotated[Path, typer.Argument(metavar="RUN", help="A run: a .jsonl or .jsonl.gz file.")]


def chosen(
    dataset: Path, split: Split | None = None, articles: Sequence[str] | None = None, max_words: int | None = None
) -> tuple[Fixture, ...]:
    """The fixtures that a command is about.

    Raises:
        DatasetError: An id is unknown, or none is left.
    """
    fixtures = load(dataset)
    known = [fixture.id for fixture in fixtures]
    for name in articles or ():
        if name not in known:
            raise DatasetError(f"The dataset {dataset} has no article {name!r}; it has {', '.join(known)}.")
    kept = tuple(fixture for fixture in fixtures if _wanted(fixture, split, articles, max_words))
    if not kept:
        raise DatasetError(f"The dataset {dataset} has no such article; widen --split, --article or --max-words.")
    return kept


def _wanted(fixture: Fixture, split: Split | None, articles: Sequence[str] | None, max_words: int | None) -> bool:
    return (
        (split is None or fixture.gold.split == split)
        and (not articles or fixture.id in articles)
        and (max_words is None or len(fixture.article.text.split()) < max_words)
    )


def assignments(given: Iterable[str]) -> dict[str, object]:
    """Read ``NAME=VALUE`` options; values as YAML reads them.

    Raises:
        BadParameter: One has no ``=``, or its value is no YAML.
    """
    found: dict[str, object] = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not equals:
            raise typer.BadParameter(f"--set takes NAME=VALUE, and got {each!r}")
        try:
            found[name.strip()] = yaml.safe_load(value)
        except yaml.YAMLError as error:
            raise typer.BadParameter(f"--set {name} takes a value as YAML writes it, and got {value!r}") from error
    return found
