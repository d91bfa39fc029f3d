"""Which claims are compared, and how those that say the same become groups.

Claims are compared where their articles are on one story, they share a key (the same numbers, or figures of one slot) and
one of the rarest words of one stands in the other: since a claim may have one word in four of its own, two claims that
agree share a word among the rarest ``n // 4 + 1`` (prefix filtering: Chaudhuri, Ganti and Kaushik, ICDE 2006). What is
compared is decided by other rules; nothing that they would bring together is left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from extractor.ledger.meanings import GENERIC
from extractor.ledger.reading import Saying

Pair = tuple[int, int]

_LOOSENESS = 4


def candidates(
    sayings: Sequence[Saying], keys: Sequence[Hashable | None], stories: Sequence[int]
) -> Iterator[Pair]:
    """Yield each pair of claims that is worth comparing, once.

    Args:
        sayings: All claims.
        keys: For each claim what it must share with another; None: it is compared with nobody.
        stories: For each article the number of its group of stories.
    """
    blocks: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index, (saying, key) in enumerate(zip(sayings, keys, strict=True)):
        if key is not None:
            blocks[stories[saying.article], key].append(index)
    for block in blocks.values():
        yield from _within(block, sayings)


def _within(block: Sequence[int], sayings: Sequence[Saying]) -> Iterator[Pair]:
    common = Counter(word for index in block for word in sayings[index].content.bag)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for index in block:
        for word in sayings[index].content.bag:
            holders[word].append(index)
    for index in block:
        found = {other for word in _rarest(sayings[index], common) for other in holders[word]}
        yield from ((index, other) if index < other else (other, index) for other in found if _asks(index, other, sayings))


def _asks(index: int, other: int, sayings: Sequence[Saying]) -> bool:
    """Whether this claim is the one of the two that looks for the other: the shorter, else the first."""
    mine, theirs = len(sayings[index].content.bag), len(sayings[other].content.bag)
    return (mine, index) < (theirs, other)


def _rarest(saying: Saying, common: Counter[str]) -> list[str]:
    words = sorted(saying.content.bag - GENERIC, key=lambda word: (common[word], word))
    return words[: len(words) // _LOOSENESS + 2]


def groups(size: int, pairs: Iterable[Pair], excluded: Callable[[int, int], bool]) -> list[list[int]]:
    """Join pairs to groups within which nothing is excluded.

    What could belong to two sides that exclude each other ("12 died", beside "12 died on Sunday" and "12 died on
    Monday") is joined to neither. Pairs are taken in their order, so that the same pairs give the same groups.

    Args:
        size: Number of items.
        pairs: Items that belong together, each pair once.
        excluded: Whether two items must not be in one group.
    """
    joined: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        joined[one].add(other)
        joined[other].add(one)
    torn = {item: _torn(item, joined, excluded) for item in joined}
    members = {item: [item] for item in range(size)}
    home = list(range(size))
    for one in sorted(joined):
        for other in sorted(joined[one]):
            if one < other and home[one] != home[other] and other not in torn[one] and one not in torn[other]:
                _join(members, home, home[one], home[other], excluded)
    return [members[item] for item in sorted(members)]


def _torn(item: int, joined: defaultdict[int, set[int]], excluded: Callable[[int, int], bool]) -> set[int]:
    """The neighbours of an item that exclude another neighbour of it."""
    near = sorted(joined[item])
    return {one for one in near if any(excluded(one, other) for other in near if other != one)}


def _join(
    members: dict[int, list[int]], home: list[int], one: int, other: int, excluded: Callable[[int, int], bool]
) -> None:
    low, high = sorted((one, other))
    if any(excluded(mine, theirs) for mine in members[low] for theirs in members[high]):
        return
    for item in members[high]:
        home[item] = low
    members[low] = sorted(members[low] + members.pop(high))
