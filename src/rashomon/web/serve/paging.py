"""Lists in pages, and sequences whose items are made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, overload

K = TypeVar("K")
T = TypeVar("T")

SIZE = 50
"""Rows on a page, where a page does not say otherwise."""


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a page stands in its list; pages count from 1."""

    page: int
    pages: int
    total: int
    first: int
    """The number of its first row; 0 where the list is empty."""
    last: int


def cut(rows: Sequence[T], page: int, size: int = SIZE) -> tuple[tuple[T, ...], Paging]:
    """One page of some rows; a page after the last is empty, and says so."""
    start = (page - 1) * size
    here = tuple(rows[start : start + size])
    return here, placed(page, len(rows), len(here), size)


def placed(page: int, total: int, here: int, size: int = SIZE) -> Paging:
    """Where a page of `here` rows stands among `total`."""
    start = (page - 1) * size
    return Paging(page, max(1, -(-total // size)), total, start + 1 if here else 0, start + here)


class Lazy(Sequence[T], Generic[K, T]):
    """As many items as there are keys, each made when it is read."""

    def __init__(self, keys: Sequence[K], make: Callable[[K], T]) -> None:
        self._keys, self._make = keys, make

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[T]:
        return map(self._make, self._keys)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> list[T]: ...
    def __getitem__(self, at: int | slice) -> T | list[T]:
        return [self._make(key) for key in self._keys[at]] if isinstance(at, slice) else self._make(self._keys[at])
