"""Groups by average linkage: two groups join while their members, on average, are alike enough."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping

Pair = tuple[int, int]
DIGITS = 9
"""Digits of a likeness that count."""


def average_linkage(count: int, likeness: Mapping[Pair, float], *, least: float) -> list[list[int]]:
    """Nodes 0 to count-1 in groups whose mean likeness is at least `least`; a pair that is not given has likeness 0.

    Unweighted average linkage (Sokal and Michener, 1958), the most alike first; ties by the smaller numbers.
    """
    members: dict[int, list[int]] = {n: [n] for n in range(count)}
    links: dict[int, dict[int, float]] = defaultdict(dict)
    heap: list[tuple[float, int, int]] = []
    for (a, b), exact in likeness.items():
        # as `mean` rounds: a value that differs in its last digit would be taken for one that has changed since
        value = round(exact, DIGITS)
        links[a][b] = links[b][a] = value
        if value >= least:
            heap.append((-value, min(a, b), max(a, b)))
    heapq.heapify(heap)
    while heap:
        value, a, b = heapq.heappop(heap)
        if a not in members or b not in members or mean(links, members, a, b) != -value:
            continue
        merge(links, members, a, b)
        # most groups are far from alike enough: only what is nearly so is rounded
        nearly = (least - 10.0 ** (1 - DIGITS)) * len(members[a])
        for other, total in links[a].items():
            if total < nearly * len(members[other]):
                continue
            found = mean(links, members, a, other)
            if found >= least:
                heapq.heappush(heap, (-found, min(a, other), max(a, other)))
    return sorted(sorted(group) for group in members.values())


def mean(links: dict[int, dict[int, float]], members: dict[int, list[int]], a: int, b: int) -> float:
    """The mean likeness between two groups."""
    return round(links[a].get(b, 0.0) / (len(members[a]) * len(members[b])), DIGITS)


def merge(links: dict[int, dict[int, float]], members: dict[int, list[int]], a: int, b: int) -> None:
    """Put b's members and links into a."""
    members[a] += members.pop(b)
    ours = links[a]
    for other, total in links.pop(b).items():
        if other != a:
            theirs = links[other]
            del theirs[b]
            theirs[a] = ours[other] = ours.get(other, 0.0) + total
    ours.pop(b, None)
