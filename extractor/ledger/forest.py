"""Disjoint sets: things that were joined, by whatever way, are together."""

from __future__ import annotations


class Forest:
    """Disjoint sets of ``0 … size - 1``; the least of a set stands for it, so that order changes nothing."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))

    def root(self, item: int) -> int:
        """Return the least of an item's set."""
        while self._parents[item] != item:
            self._parents[item] = self._parents[self._parents[item]]
            item = self._parents[item]
        return item

    def together(self, one: int, other: int) -> bool:
        """Whether two items are in one set."""
        return self.root(one) == self.root(other)

    def join(self, one: int, other: int) -> None:
        """Make one set of the sets of two items."""
        low, high = sorted((self.root(one), self.root(other)))
        self._parents[high] = low

    def roots(self) -> list[int]:
        """Return the root of every item."""
        return [self.root(item) for item in range(len(self._parents))]
