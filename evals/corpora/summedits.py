"""SummEdits, news: summaries of articles, of which some had one fact altered (Laban and others 2023, EMNLP).

Rows: ``doc``, ``summary`` and ``label``: 1 where every fact agrees with the article, 0 where one was altered. The
measure is balanced accuracy: the mean of how many altered ones are seen and how many right ones are left alone.
*check* is the deterministic ``check_statement``: a summary is altered where a number, a unit, a date, a name, a
negation or a direction is not the article's. Words that the article does not have count for nothing here, since every
summary has some. *verify* is a model's answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.corpora.rows import CorpusError, Rows, chosen, read_rows
from extractor import check_statement, verify_statement

Judge = Callable[[str, str], bool | None]
"""Summary and article to whether it is altered; None where a model gave no answer."""


@dataclass(frozen=True)
class Accuracy:
    """How well one way of judging tells altered summaries from right ones.

    Attributes:
        name: The way of judging.
        altered: How many altered ones there were, and how many of these were seen.
        right: How many right ones there were, and how many of these were left alone.
        unanswered: Of all, those without an answer; they count as wrong.
    """

    name: str
    altered: tuple[int, int]
    right: tuple[int, int]
    unanswered: int

    @property
    def balanced(self) -> float | None:
        """Balanced accuracy; None where one of both kinds is missing."""
        if not (self.altered[0] and self.right[0]):
            return None
        return (self.altered[1] / self.altered[0] + self.right[1] / self.right[0]) / 2


def measure(
    path: Path, rows: Rows = "all", limit: int | None = None, model: str | None = None, **settings: Any
) -> list[Accuracy]:
    """Measure the check, and a model beside it where one is named.

    Args:
        path: The file of the corpus.
        rows: All rows, or the even or odd ones.
        limit: Judge the first so many only.
        model: A model that is asked too.
        **settings: How to reach it (``base_url``, ``cache``, ``offline``).
    """
    read = chosen(read_rows(path, ("doc", "summary", "label")), rows)[:limit]
    if not read:
        raise CorpusError(f"{path} holds no row to judge.")
    judges: list[tuple[str, Judge]] = [("check", _checked)]
    if model:
        judges.append((f"verify {model}", lambda summary, doc: _verified(summary, doc, model, settings)))
    return [_accuracy(name, judge, read) for name, judge in judges]


def _checked(summary: str, doc: str) -> bool:
    return any(reason != "unsupported_addition" for reason, _ in check_statement(summary, doc))


def _verified(summary: str, doc: str, model: str, settings: dict[str, Any]) -> bool | None:
    supported = asyncio.run(verify_statement(summary, doc, model=model, **settings))
    return None if supported is None else not supported


def _accuracy(name: str, judge: Judge, rows: Sequence[dict[str, Any]]) -> Accuracy:
    told = [(row["label"] == 0, judge(row["summary"], row["doc"])) for row in rows]
    altered, right = ([said for is_altered, said in told if is_altered is kind] for kind in (True, False))
    return Accuracy(
        name,
        (len(altered), sum(said is True for said in altered)),
        (len(right), sum(said is False for said in right)),
        sum(said is None for _, said in told),
    )


def table(measured: Iterable[Accuracy]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a table, its head first."""
    yield ("judge", "balanced accuracy", "altered ones seen", "right ones left alone", "no answer")
    for one in measured:
        balanced = "–" if one.balanced is None else f"{100 * one.balanced:.1f}"
        seen, left = (f"{hits} of {count}" for count, hits in (one.altered, one.right))
        yield (one.name, balanced, seen, left, str(one.unanswered))
