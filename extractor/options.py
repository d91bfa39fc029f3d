"""Options that several commands have, so that one reads like the other."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from extractor.errors import SettingError

Paths = Annotated[list[str], typer.Argument(metavar="PATH", hidden=True)]
"""Hidden, since Typer would add "<list[str]>"; the command's own text says more."""

Prompt = Annotated[str | None, typer.Option(metavar="NAME|FOLDER", help="A shipped prompt, or a folder of your own.")]

Published = Annotated[
    str | None, typer.Option(metavar="DATE", help="Day of publication (YYYY-MM-DD) of articles that name none.")
]

Strategy = Annotated[
    Literal["read", "complete"] | None,
    typer.Option(help="The model reads all sentences (default), or those that the rules leave words of."),
]

Limit = Annotated[int | None, typer.Option(metavar="N", min=1, help="Read the first N articles only.")]

CacheFile = Annotated[Path | None, typer.Option("--cache", metavar="FILE", help="The cache. Default: EXTRACTOR_CACHE.")]


def day(given: str | None) -> date | None:
    """Read ``--published``.

    Raises:
        SettingError: It is no date.
    """
    try:
        return None if given is None else date.fromisoformat(given)
    except ValueError:
        raise SettingError(f"--published {given!r} is no date: write it as YYYY-MM-DD.") from None
