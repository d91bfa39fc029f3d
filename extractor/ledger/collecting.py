"""What the ledger works on: articles in an order of their own, their origins and stories, and their claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from extractor.ledger.origins import origins
from extractor.ledger.reading import Reading, Saying, read
from extractor.ledger.stories import LEAST, likeness, stories
from extractor.ledger.times import compatible
from extractor.schema import ArticleResult

_COPIED_WITHIN = timedelta(days=2)
"""How much later a copy may appear whose relative days ("overnight") still mean those of the original."""


@dataclass(frozen=True)
class Kept:
    """Claims that are one by their words: of one article, or of copies of it; the earliest stands for all."""

    sayings: tuple[Saying, ...]

    @property
    def first(self) -> Saying:
        """The earliest."""
        return self.sayings[0]


@dataclass(frozen=True)
class Collection:
    """Articles and their claims.

    Attributes:
        readings: The articles, the earliest first.
        roots: For each article the first of its origin.
        stories: For each article the number of its group of stories.
        kept: The claims, the earliest first.
    """

    readings: Sequence[Reading]
    roots: Sequence[int]
    stories: Sequence[int]
    kept: Sequence[Kept]
    _near: dict[tuple[int, int], bool] = field(default_factory=dict, repr=False)

    @property
    def firsts(self) -> list[Saying]:
        """Of each claim the earliest place."""
        return [kept.first for kept in self.kept]

    def near(self, one: int, other: int) -> bool:
        """Whether two articles are one text, or on one story."""
        if self.roots[one] == self.roots[other]:
            return True
        pair = (one, other)
        if pair not in self._near:
            self._near[pair] = likeness(self.readings[one].story, self.readings[other].story) >= LEAST
        return self._near[pair]


def collect(results: Iterable[ArticleResult]) -> Collection:
    """Read results one after the other; the same article twice is one, with the claims of both."""
    readings = _once(map(read, results))
    roots = origins([reading.text for reading in readings])
    said = (replace(one, article=number) for number, reading in enumerate(readings) for one in reading.sayings)
    return Collection(readings, roots, stories([reading.story for reading in readings], roots), _kept(said, roots))


def _once(readings: Iterable[Reading]) -> list[Reading]:
    same: defaultdict[Hashable, list[Reading]] = defaultdict(list)
    for reading in readings:
        same[reading.article_id, reading.text.tobytes()].append(reading)
    return sorted(map(_merged, same.values()), key=lambda reading: reading.key)


def _merged(readings: list[Reading]) -> Reading:
    if len(readings) == 1:
        return readings[0]
    ordered = sorted(readings, key=lambda reading: (reading.key, sorted(one.claim for one in reading.sayings)))
    said = {saying.claim: saying for reading in reversed(ordered) for saying in reading.sayings}
    return replace(ordered[0], sayings=tuple(sorted(said.values(), key=lambda saying: (saying.at, saying.claim))))


def _kept(said: Iterable[Saying], roots: Sequence[int]) -> list[Kept]:
    """Take together what copies of one text say in the same words; a relative day is that of the earliest copy."""
    alike: defaultdict[Hashable, list[list[Saying]]] = defaultdict(list)
    for saying in said:
        places = alike[_words_of(saying, roots)]
        if places and _is_copied(places[-1][0], saying):
            places[-1].append(saying)
        else:
            places.append([saying])
    return sorted((Kept(tuple(one)) for places in alike.values() for one in places), key=_order)


def _words_of(saying: Saying, roots: Sequence[int]) -> Hashable:
    speaker = saying.speaker.kind, saying.speaker.name, saying.speaker.role
    said = saying.values, saying.polarity, saying.denied, saying.stance
    return roots[saying.article], saying.folded, saying.content.words, said, speaker


def _is_copied(first: Saying, saying: Saying) -> bool:
    if _days(first.published, saying.published) <= _COPIED_WITHIN:
        return True
    return first.when == saying.when and compatible(first.when, saying.when, first.published, saying.published)


def _days(one: date | None, other: date | None) -> timedelta:
    return abs(one - other) if one and other else timedelta(0)


def _order(kept: Kept) -> tuple[int, int, str]:
    return kept.first.article, kept.first.at, kept.first.claim
