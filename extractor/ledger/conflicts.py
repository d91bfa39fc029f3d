"""Conflicts: entries that give different figures for one thing, side by side."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations

from extractor.ledger.agreeing import figures_for_one_thing, figures_of, incomparable
from extractor.ledger.bounds import exclude_each_other
from extractor.ledger.collecting import Collection
from extractor.ledger.entries import Linked
from extractor.ledger.linking import candidates, groups
from extractor.ledger.reading import Measured, Saying, Value
from extractor.ledger.record import Conflict, Entry, Figure
from extractor.ledger.speakers import same_speaker


@dataclass(frozen=True)
class _Given:
    """A figure of an entry, and the claims that give it."""

    entry: Entry
    sayings: Sequence[Saying]
    measured: Measured

    @property
    def begun(self) -> tuple[date, Decimal, str]:
        """By what figures are put in order: the day they were first published, then how great they are."""
        shown = self.measured.shown
        ends = [end for end in (shown.value, shown.low, shown.high) if end is not None]
        return self.entry.first or date.max, ends[0] if ends else Decimal(0), self.entry.id


def side_by_side(collection: Collection, linked: Linked) -> list[Conflict]:
    """Return the conflicts of a collection's entries, those of most origins first."""
    conflicts = (conflict for given in _slots(collection, linked).values() for conflict in _of_slot(given, collection))
    return sorted(conflicts, key=lambda one: (-sum(figure.origins for figure in one.figures), one.id))


def _slots(collection: Collection, linked: Linked) -> dict[Hashable, list[_Given]]:
    """The figures of all entries, by what they must share: story, unit, direction, what is counted, certainty, fate."""
    members: defaultdict[int, list[Saying]] = defaultdict(list)
    for item, saying in enumerate(collection.firsts):
        members[linked.homes[item]].append(saying)
    slots: defaultdict[Hashable, list[_Given]] = defaultdict(list)
    for number, sayings in members.items():
        first = sayings[0]
        for measured in figures_of(first):
            key = collection.stories[first.article], measured.slot, first.stance, first.content.fates
            slots[key].append(_Given(linked.entries[number], sayings, measured))
    return slots


def _of_slot(given: Sequence[_Given], collection: Collection) -> Iterator[Conflict]:
    """Conflicts among figures of one slot."""
    if len({one.measured.said for one in given}) < 2:
        return
    said = [(saying, number) for number, one in enumerate(given) for saying in one.sayings]
    pairs = {
        (min(mine, theirs), max(mine, theirs))
        for a, b in candidates([saying for saying, _ in said])
        if (mine := said[a][1]) != (theirs := said[b][1])
        and figures_for_one_thing(said[a][0], said[b][0], collection.near)
    }
    for group in groups(len(given), sorted(pairs), lambda one, other: _apart(given[one], given[other])):
        rows = [given[number] for number in group]
        if len({one.measured.said for one in rows}) > 1:
            yield _conflict(rows)


def _apart(one: _Given, other: _Given) -> bool:
    return any(incomparable(mine, theirs) for mine in one.sayings for theirs in other.sayings)


def _conflict(given: Sequence[_Given]) -> Conflict:
    rows: defaultdict[Value, list[_Given]] = defaultdict(list)
    for one in sorted(given, key=lambda one: one.begun):
        rows[one.measured.said].append(one)
    contradictory = any(exclude_each_other(one, other) for one, other in combinations(rows, 2))
    ids = "\x1e".join([repr(given[0].measured.slot), *sorted(one.entry.id for one in given)])
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
        amount=row[0].measured.shown,
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
