"""What stands near a place in a text, found without looking at all of it: a long text has thousands of everything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

T = TypeVar("T")

BLOCK = 1_000
"""Characters. What lies in one block is near."""


class Nearby(Generic[T]):
    """Things by the stretch of a text that each stands in.

    >>> Nearby([("first", 0, 40), ("far", 5_000, 5_010), ("long", 20, 6_000)]).at(30, 50)
    ['first', 'long']
    """

    def __init__(self, things: Iterable[tuple[T, int, int]]) -> None:
        self._things: list[T] = []
        self._blocks: dict[int, list[int]] = defaultdict(list)
        for thing, start, end in things:
            for block in range(start // BLOCK, end // BLOCK + 1):
                self._blocks[block].append(len(self._things))
            self._things.append(thing)

    def at(self, start: int, end: int) -> list[T]:
        """All that touch a stretch, in the order given, with some that only stand near it."""
        blocks = (self._blocks.get(block, ()) for block in range(start // BLOCK, end // BLOCK + 1))
        return [self._things[n] for n in sorted({n for block in blocks for n in block})]
