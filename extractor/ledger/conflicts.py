"""Conflicts: entries that give different figures for one thing, side by side."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from extractor.ledger.agreeing import figure_of, figures_for_one_thing, incomparable
from extractor.ledger.bounds import exclude_each_other
from extractor.ledger.collecting import Collection
from extractor.ledger.entries import Linked
from extractor.ledger.linking import Pair, candidates, groups
from extractor.ledger.reading import Saying, Value
from extractor.ledger.record import Conflict, Entry, Figure
from extractor.ledger.speakers import same_speaker


@dataclass(frozen=True)
class _Given:
    """An entry and its claims."""

    entry: Entry
    sayings: Sequence[Saying]

    @property
    def value(self) -> Value:
        return self.sayings[0].values[0]

    @property
    def begun(self) -> tuple[date, str]:
        return self.entry.first or date.max, self.entry.id


def side_by_side(collection: Collection, linked: Linked) -> list[Conflict]:
    """Return the conflicts of a collection's entries, those of most origins first."""
    members: defaultdict[int, list[Saying]] = defaultdict(list)
    for item, saying in enumerate(collection.firsts):
        members[linked.homes[item]].append(saying)

    def apart(one: int, other: int) -> bool:
        return any(incomparable(mine, theirs) for mine in members[one] for theirs in members[other])

    found = groups(len(linked.entries), sorted(set(_pairs(collection, linked))), apart)
    told = ([_Given(linked.entries[number], members[number]) for number in group] for group in found if len(group) > 1)
    conflicts = [_conflict(given) for given in told if len({one.value for one in given}) > 1]
    return sorted(conflicts, key=lambda one: (-sum(figure.origins for figure in one.figures), one.id))


def _pairs(collection: Collection, linked: Linked) -> Iterator[Pair]:
    """Entries of which two claims give figures for one thing."""
    said = collection.firsts
    for one, other in candidates(said, [_slot(saying) for saying in said], collection.stories):
        mine, theirs = sorted((linked.homes[one], linked.homes[other]))
        if mine != theirs and figures_for_one_thing(said[one], said[other], collection.near):
            yield mine, theirs


def _slot(saying: Saying) -> Hashable | None:
    figure = figure_of(saying)
    return figure and (figure.slot, saying.stance, saying.content.fates)


def _conflict(given: Sequence[_Given]) -> Conflict:
    rows: defaultdict[Value, list[_Given]] = defaultdict(list)
    for one in sorted(given, key=lambda one: one.begun):
        rows[one.value].append(one)
    contradictory = any(exclude_each_other(one, other) for one, other in combinations(rows, 2))
    ids = "\x1e".join(sorted(one.entry.id for one in given))
    return Conflict(
        id=hashlib.sha256(ids.encode()).hexdigest()[:16],
        about=next(iter(rows.values()))[0].entry.statement,
        relation="contradictory" if contradictory else "compatible",
        figures=tuple(_figure(row, [one for one in given if one not in row]) for row in rows.values()),
    )


def _figure(row: Sequence[_Given], others: Sequence[_Given]) -> Figure:
    references = [reference for one in row for reference in one.entry.references]
    days = sorted(reference.published for reference in references if reference.published)
    return Figure(
        amount=row[0].entry.amounts[0],
        entries=tuple(one.entry.id for one in row),
        sources=tuple(one.entry.source for one in row),
        articles=len({reference.article for reference in references}),
        origins=len({reference.origin for reference in references}),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        revises=any(_revises(mine, theirs) for mine in row for theirs in others),
    )


def _revises(mine: _Given, theirs: _Given) -> bool:
    """Whether a source gives a figure after another one of its own; articles' own voices are no one source."""
    if mine.entry.first is None or theirs.entry.first is None or mine.entry.first <= theirs.entry.first:
        return False
    one, other = mine.sayings[0].speaker, theirs.sayings[0].speaker
    return one.kind is not None and same_speaker(one, other)
