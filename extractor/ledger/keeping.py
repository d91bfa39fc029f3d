"""The ledger: results in, linked entries out. The order of the results changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from extractor.ledger.collecting import Collection, collect
from extractor.ledger.conflicts import side_by_side
from extractor.ledger.entries import link
from extractor.ledger.record import Entry, Ledger, Origin
from extractor.schema import ArticleResult


def ledger(results: Iterable[ArticleResult]) -> Ledger:
    """Link what many articles say.

    Claims become one entry where source, proposition, numbers with their bounds, units and days are the same; copies of
    a text count as one origin; figures that differ for one thing stand side by side. An article that is given twice
    counts once.

    Args:
        results: Results of articles, in any order. They are read one after the other; of each, its claims and the
            shingles and names of its text are kept.

    Returns:
        The ledger; the same for the same results in another order.
    """
    collection = collect(results)
    linked = link(collection)
    return Ledger(
        articles=len({reading.article_id for reading in collection.readings}),
        claims=sum(len(kept.sayings) for kept in collection.kept),
        origins=_origins(collection),
        entries=tuple(sorted(linked.entries, key=_weight)),
        conflicts=tuple(side_by_side(collection, linked)),
    )


def _weight(entry: Entry) -> tuple[int, int, str, str]:
    """By what entries are put in order: most origins, most articles, the earliest."""
    return -entry.origins, -entry.articles, entry.first.isoformat() if entry.first else "9999", entry.id


def _origins(collection: Collection) -> tuple[Origin, ...]:
    of_one: defaultdict[int, list[int]] = defaultdict(list)
    for number, root in enumerate(collection.roots):
        of_one[root].append(number)
    return tuple(_origin(numbers, collection) for _, numbers in sorted(of_one.items()))


def _origin(numbers: list[int], collection: Collection) -> Origin:
    ids = dict.fromkeys(collection.readings[number].article_id for number in numbers)
    return Origin(id=next(iter(ids)), articles=tuple(ids), published=collection.readings[numbers[0]].published)
