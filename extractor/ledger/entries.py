"""Entries: claims of one source that say the same, in however many articles."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.ledger.agreeing import excluded, says_the_same
from extractor.ledger.collecting import Collection
from extractor.ledger.linking import Pair, blocks, candidates, groups
from extractor.ledger.reading import Saying
from extractor.ledger.record import Entry, Reference
from extractor.ledger.speakers import same_speaker


@dataclass(frozen=True)
class Linked:
    """Entries, and for each claim of the collection the index of its entry."""

    entries: Sequence[Entry]
    homes: Mapping[int, int]


def link(collection: Collection) -> Linked:
    """Make entries of the claims of a collection; each names those that say the same, of other sources."""
    said = collection.firsts
    pairs = sorted(_agreeing(collection))
    same = [(one, other) for one, other in pairs if same_speaker(said[one].speaker, said[other].speaker)]
    found = groups(len(said), same, lambda one, other: _apart(said[one], said[other]))
    homes = {item: number for number, group in enumerate(found) for item in group}
    entries = [_entry([s for item in group for s in collection.kept[item].sayings], collection) for group in found]
    return Linked(_naming_each_other(entries, pairs, homes), homes)


def _agreeing(collection: Collection) -> Iterator[Pair]:
    """Claims that say the same, whoever says it."""
    said = collection.firsts
    for block in blocks(said, [_key(one, collection) for one in said]):
        for a, b in candidates([said[item] for item in block]):
            one, other = sorted((block[a], block[b]))
            if says_the_same(said[one], said[other], collection.near):
                yield one, other


def _key(saying: Saying, collection: Collection) -> Hashable:
    content = saying.content
    framed = saying.polarity, saying.stance, content.negations, content.critical, content.fates
    return collection.stories[saying.article], saying.values, framed


def _apart(one: Saying, other: Saying) -> bool:
    return excluded(one, other) or not same_speaker(one.speaker, other.speaker)


def _naming_each_other(entries: Sequence[Entry], pairs: Iterable[Pair], homes: Mapping[int, int]) -> list[Entry]:
    also: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in ((homes[one], homes[other]) for one, other in pairs):
        if one != other and entries[one].source != entries[other].source:
            also[one].add(other)
            also[other].add(one)
    return [
        entry.model_copy(update={"also": tuple(sorted(entries[other].id for other in also[number]))})
        for number, entry in enumerate(entries)
    ]


def _entry(sayings: list[Saying], collection: Collection) -> Entry:
    """An entry of claims; those of the commonest statement speak for it, the fullest name is its source."""
    placed = sorted(sayings, key=lambda saying: (saying.article, saying.at, saying.claim))
    often = Counter(saying.statement for saying in placed)
    first = max(placed, key=lambda saying: often[saying.statement])
    days = sorted(saying.published for saying in placed if saying.published)
    return Entry(
        id=_id(placed),
        statement=first.statement,
        source=_fullest([saying.speaker.shown for saying in placed]),
        polarity=first.polarity,
        denied=first.denied,
        amounts=tuple(measured.shown for measured in first.measured),
        references=tuple(_reference(saying, collection) for saying in placed),
        articles=len({saying.article_id for saying in placed}),
        origins=len({collection.roots[saying.article] for saying in placed}),
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )


def _id(sayings: Iterable[Saying]) -> str:
    parts = sorted(f"{saying.article_id}\x1f{saying.claim}" for saying in sayings)
    return hashlib.sha256("\x1e".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _fullest(names: Iterable[str | None]) -> str | None:
    return max((name for name in names if name is not None), key=lambda name: (len(name), name), default=None)


def _reference(saying: Saying, collection: Collection) -> Reference:
    return Reference(
        article=saying.article_id,
        claim=saying.claim,
        origin=collection.readings[collection.roots[saying.article]].article_id,
        published=saying.published,
        evidence=saying.evidence,
    )
