"""Which claims are compared, and how those that say the same become groups.

Claims are compared where they share a key (a story and the same numbers, or a story and what is counted) and one of
the rarest words of one stands in the other: since a claim may have one word in four, and its agent, for itself, two
claims that agree share a word among the rarest ``n // 4 + 1`` and as many more as its subject has (prefix filtering:
Chaudhuri, Ganti and Kaushik, ICDE 2006). Nothing that the rules would bring together is left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from extractor.ledger.forest import Forest
from extractor.ledger.meanings import GENERIC
from extractor.ledger.reading import Saying

Pair = tuple[int, int]
Exclusion = Callable[[int, int], bool]

_LOOSENESS = 4


def blocks(sayings: Sequence[Saying], keys: Sequence[Hashable]) -> Iterator[list[int]]:
    """Yield the indices of claims that share a key."""
    alike: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        alike[key].append(index)
    yield from (block for block in alike.values() if len(block) > 1)


def candidates(sayings: Sequence[Saying]) -> Iterator[Pair]:
    """Yield each pair of claims of one block that shares a rare word, once."""
    common = Counter(word for saying in sayings for word in saying.content.bag)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for index, saying in enumerate(sayings):
        for word in saying.content.bag:
            holders[word].append(index)
    for index, saying in enumerate(sayings):
        found = {other for word in _rarest(saying, common) for other in holders[word]}
        yield from ((min(index, other), max(index, other)) for other in sorted(found) if _asks(index, other, sayings))


def _asks(index: int, other: int, sayings: Sequence[Saying]) -> bool:
    """Whether this claim is the one of the two that looks for the other: the shorter, else the first."""
    mine, theirs = len(sayings[index].content.bag), len(sayings[other].content.bag)
    return (mine, index) < (theirs, other)


def _rarest(saying: Saying, common: Counter[str]) -> list[str]:
    """The words of which another claim that agrees has one, rarest first; without a number all but few must agree."""
    content = saying.content
    words = sorted(content.bag - content.counts - GENERIC or content.bag, key=lambda word: (common[word], word))
    return words[: len(words) // _LOOSENESS + 1 + (len(content.subject) if saying.measured else 0)]


def groups(size: int, pairs: Iterable[Pair], excluded: Exclusion) -> list[list[int]]:
    """Join pairs to groups within which nothing is excluded.

    What could belong to two sides that exclude each other ("12 died", beside "12 died on Sunday" and "12 died on
    Monday") is joined to neither. Items are taken in their order, so that the same pairs give the same groups. Time
    grows with the square of the items that pairs connect.

    Args:
        size: Number of items.
        pairs: Items that belong together, each pair once.
        excluded: Whether two items must not be in one group.
    """
    joined: defaultdict[int, set[int]] = defaultdict(set)
    forest = Forest(size)
    for one, other in pairs:
        joined[one].add(other)
        joined[other].add(one)
        forest.join(one, other)
    together: defaultdict[int, list[int]] = defaultdict(list)
    for item, root in enumerate(forest.roots()):
        together[root].append(item)
    return sorted(group for items in together.values() for group in _torn_apart(items, joined, excluded))


def _torn_apart(items: list[int], joined: Mapping[int, set[int]], excluded: Exclusion) -> list[list[int]]:
    """Groups of items that pairs connect; each two of them are asked about once."""
    apart: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in combinations(items, 2):
        if excluded(one, other):
            apart[one].add(other)
            apart[other].add(one)
    if not apart:
        return [items]
    torn = {item: {near for near in joined[item] if apart[near] & joined[item]} for item in items}
    members = {item: {item} for item in items}
    home = {item: item for item in items}
    for one in items:
        for other in sorted(joined[one] - torn[one]):
            if one < other and home[one] != home[other] and one not in torn[other]:
                _join(members, home, sorted((home[one], home[other])), apart)
    return [sorted(group) for group in members.values()]


def _join(
    members: dict[int, set[int]], home: dict[int, int], ends: Sequence[int], apart: Mapping[int, set[int]]
) -> None:
    low, high = ends
    if not any(apart[item] & members[high] for item in members[low]):
        home.update(dict.fromkeys(members[high], low))
        members[low] |= members.pop(high)
