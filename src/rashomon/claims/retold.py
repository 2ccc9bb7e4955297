"""Statements of a child that say again, in other words or another language, what its parent says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rashomon.claims.facets import Facet
from rashomon.claims.match import HALF, Clause, Weighed, clauses, matched, weights
from rashomon.model import Derivation, Reading

INSIDE = 0.6
"""Share of a facet, or of a clause, that must lie in the other for the facet to be the clause's."""


def retold(
    found: Sequence[Facet], readings: Sequence[Reading], derivations: Sequence[Derivation]
) -> Iterator[tuple[int, int, float]]:
    """The pairs of facets, child before parent, whose clauses are matched along an edge, and how alike those are."""
    inside: dict[str, list[int]] = defaultdict(list)
    for n, facet in enumerate(found):
        inside[facet.span.report_id].append(n)
    tied = {d.child for d in derivations if d.parent} | {d.parent for d in derivations if d.parent}
    cut = {r.report.id: clauses(r) for r in readings if r.report.id in tied and r.report.id in inside}
    idf = weights(cut.values())
    ready = {report: Weighed(text, idf) for report, text in cut.items()}
    for edge in derivations:
        if edge.parent in ready and edge.child in ready:
            for child, parent, share in matched(ready[edge.child], ready[edge.parent]):
                if share >= HALF:
                    for n in of(found, inside[edge.child], child):
                        for m in of(found, inside[edge.parent], parent):
                            yield n, m, share


def of(found: Sequence[Facet], numbers: Sequence[int], clause: Clause) -> list[int]:
    """The facets that a clause is made of."""
    out = []
    for n in numbers:
        a, b = found[n].span, clause.span
        both = min(a.end, b.end) - max(a.start, b.start)
        if both > 0 and both >= INSIDE * min(a.end - a.start, b.end - b.start):
            out.append(n)
    return out
