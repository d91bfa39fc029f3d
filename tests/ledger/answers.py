"""Articles with answers: what the ledger makes of them, held against what was labelled by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import Any

import yaml

from extractor import ArticleResult, extract, read
from extractor.ledger import Entry, Ledger, Reference
from extractor.schema import Article

HERE = Path(__file__).parent

Pair = tuple[str, str]


@dataclass(frozen=True)
class Counts:
    """Pairs that are right, wrongly there, and missed."""

    right: frozenset[Pair]
    wrong: frozenset[Pair]
    missed: frozenset[Pair]

    def __str__(self) -> str:
        return f"{len(self.right)} right, {len(self.wrong)} wrong, {len(self.missed)} missed"


@dataclass
class Answers:
    """A folder of articles and the labels beside it.

    A claim is called by its article and its label: "a01 dead-12-quill"; one without a label by its own words, so that
    any link of it to other words is wrong.
    """

    folder: Path
    labels: dict[str, Any] = field(default_factory=dict)
    results: list[ArticleResult] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    @classmethod
    @cache
    def of(cls, name: str) -> Answers:
        """Read the articles of a folder by rules."""
        made = cls(HERE / name, yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8")))
        for path in sorted(made.folder.glob("*.txt")):
            for article in read([path]):
                assert isinstance(article, Article)
                made.files[article.id] = path.stem
                made.results.append(extract(article, model="rules"))
        return made

    def name(self, reference: Reference) -> str:
        """Article and label of a claim, else article and words."""
        file, words = self.files[reference.article], reference.evidence.lower()
        of_file = {key: said[file] for key, said in self.labels["entries"].items() if file in said}
        found = [key for key, said in of_file.items() if " ".join(said.split()).lower() in words]
        assert len(found) < 2, f"{file}: {words} has the labels {found}"
        return f"{file} {found[0] if found else words}"

    def linked(self, kept: Ledger) -> Counts:
        """Pairs of claims of two articles in one entry."""
        told = {pair for entry in kept.entries for pair in _across(map(self.name, entry.references))}
        true = {
            pair for key, said in self.labels["entries"].items() for pair in _across(f"{file} {key}" for file in said)
        }
        return Counts(frozenset(told & true), frozenset(told - true), frozenset(true - told))

    def one_origin(self, kept: Ledger) -> Counts:
        """Pairs of articles that are one text."""
        told = {pair for o in kept.origins for pair in combinations(sorted(self.files[i] for i in o.articles), 2)}
        true = {pair for group in self.labels["origins"] for pair in combinations(sorted(group), 2)}
        return Counts(frozenset(told & true), frozenset(told - true), frozenset(true - told))

    def side_by_side(self, kept: Ledger) -> Counts:
        """Pairs of labels whose figures stand in one conflict as different figures."""
        told: set[Pair] = set()
        entries = {entry.id: entry for entry in kept.entries}
        for conflict in kept.conflicts:
            rows = [{name for i in f.entries for name in self.keys(entries[i])} for f in conflict.figures]
            told |= {_sorted(a, b) for one, other in combinations(rows, 2) for a, b in product(one, other)}
        true, allowed = set[Pair](), set[Pair]()
        for conflict in self.labels["conflicts"]:
            rows = [set(row) if isinstance(row, list) else {row} for row in conflict["figures"]]
            true |= {_sorted(a, b) for one, other in combinations(rows, 2) for a, b in product(one, other)}
            allowed |= {_sorted(a, b) for a, b in combinations(set().union(*rows, conflict.get("may", ())), 2)}
        return Counts(frozenset(told & true), frozenset(told - allowed), frozenset(true - told))

    def keys(self, entry: Entry) -> set[str]:
        """The labels of an entry's claims, without their articles."""
        return {self.name(reference).partition(" ")[2] for reference in entry.references}

    def home(self, kept: Ledger, key: str) -> set[str]:
        """Ids of the entries that hold claims of a label."""
        return {entry.id for entry in kept.entries if key in self.keys(entry)}


def _across(names: Iterable[str]) -> Iterator[Pair]:
    """Pairs of two articles."""
    return ((a, b) for a, b in combinations(sorted(set(names)), 2) if a.split()[0] != b.split()[0])


def _sorted(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
