"""Corpora that others labelled, read from a path that the user gives: how good literals and the rules are on them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evals.corpora import eventstoryline, newsquant, polnear, recognizers
from evals.corpora.rows import Rows

if TYPE_CHECKING:
    from evals.corpora.measures import Measure

_MEASURES = {
    "polnear": polnear.measure,
    "newsquant": newsquant.measure,
    "eventstoryline": eventstoryline.measure,
    "recognizers": recognizers.measure,
}
NAMES = tuple(_MEASURES)


def measure(name: str, path: Path, rows: Rows = "all") -> list[Measure]:
    """Measure the rules engine and the finders on a corpus.

    Args:
        name: One of ``NAMES``.
        path: Its file; for recognizers their folder or one file of it.
        rows: All rows, or the even or odd ones, counted from 0.

    Raises:
        CorpusError: If the path holds no such corpus.
    """
    return _MEASURES[name](path, rows)
