"""Statements that stand in the same words in two reports of one lineage."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rashomon.claims.facets import Facet
from rashomon.model import Derivation, Passage

MOST = 0.6
"""Share of a facet that a passage must hold, on both sides."""
ALIKE = 0.5
"""Share of the terms of both facets that must be the same: a passage runs on over more than one claim."""


def aligned(found: Sequence[Facet], derivations: Sequence[Derivation]) -> Iterator[tuple[int, int]]:
    """The pairs of facets, child before parent, that one passage carries from a parent to its child."""
    by_report: dict[str, list[int]] = defaultdict(list)
    for n, facet in enumerate(found):
        by_report[facet.span.report_id].append(n)
    for edge in derivations:
        if edge.parent is None:
            continue
        for passage in edge.passages:
            yield from carried(found, by_report[edge.child], by_report[edge.parent], passage)


def carried(
    found: Sequence[Facet], children: Sequence[int], parents: Sequence[int], passage: Passage
) -> Iterator[tuple[int, int]]:
    """The pairs inside one passage that are alike."""
    ours = within(found, children, passage.child)
    theirs = within(found, parents, passage.parent)
    for n in ours:
        for m in theirs:
            left, right = found[n].keys, found[m].keys
            if left and right and len(left & right) / len(left | right) >= ALIKE:
                yield n, m


def within(found: Sequence[Facet], numbers: Sequence[int], stretch: tuple[int, int]) -> list[int]:
    """The facets of which the larger part lies in a stretch."""
    start = bisect_left([found[n].span.start for n in numbers], stretch[0] - 2000)
    out = []
    for n in numbers[start:]:
        span = found[n].span
        if span.start >= stretch[1]:
            continue
        if min(span.end, stretch[1]) - max(span.start, stretch[0]) >= MOST * (span.end - span.start):
            out.append(n)
    return out
