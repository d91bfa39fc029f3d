"""What a measurement on a corpus gives: for each measure and column the counts of each of its articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evals.metrics import Counts, total
from evals.statistics import Interval, ratio_interval

EXTRACT = "extract"
"""The column of what ``extract(…, model="rules")`` gives: its claims' literals, one per span."""
PARSER = "parser"
"""The column of the parsers on each labelled literal alone: what they make of words that an LLM would name."""
FINDER = "finder"
"""The column of the literals' own finders on each sentence."""


@dataclass(frozen=True)
class Measure:
    """One measure in one column.

    Attributes:
        name: What is measured.
        column: How it was predicted.
        counts: Of each article, or sentence where sentences are all that a corpus has.
    """

    name: str
    column: str
    counts: tuple[Counts, ...]

    @property
    def whole(self) -> Counts:
        """The counts of all articles together."""
        return total(self.counts)

    @property
    def interval(self) -> Interval | None:
        """The 95 % interval of F1 over articles."""
        paired = [2 * each.paired for each in self.counts]
        return ratio_interval(paired, [each.gold + each.predicted for each in self.counts])


def gather(articles: Iterable[Mapping[tuple[str, str], Counts]]) -> list[Measure]:
    """Turn what each article gave, keyed by measure and column, into measures in the order they first came."""
    found: dict[tuple[str, str], list[Counts]] = {}
    for article in articles:
        for key, counts in article.items():
            found.setdefault(key, []).append(counts)
    return [Measure(name, column, tuple(counts)) for (name, column), counts in found.items()]
