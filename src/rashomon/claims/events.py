"""Which reports speak of one event: only they can share a claim."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from rashomon.model import Derivation, Reading
from rashomon.text.compare import terms

SHARED = 0.15
"""Share of the names of the report with fewer, by weight, that two must have in common; and two names at least."""


def events(readings: Sequence[Reading], derivations: Sequence[Derivation]) -> list[list[str]]:
    """The ids of the reports in groups, each linked to another of its group by names in common or by lineage."""
    names = {r.report.id: names_of(r) for r in readings}
    seen = Counter(name for found in names.values() for name in found)
    weight = {name: math.log(1 + len(names) / n) for name, n in seen.items()}
    parent = {report: report for report in names}

    def root(report: str) -> str:
        while parent[report] != report:
            parent[report] = parent[parent[report]]
            report = parent[report]
        return report

    def join(a: str, b: str) -> None:
        first, second = sorted((root(a), root(b)))
        parent[second] = first

    for d in derivations:
        if d.parent in names and d.child in names and d.passages:
            join(d.child, str(d.parent))
    for a, b in combinations(sorted(names), 2):
        if root(a) != root(b) and alike(names[a], names[b], weight):
            join(a, b)
    groups: dict[str, list[str]] = {}
    for reading in readings:
        groups.setdefault(root(reading.report.id), []).append(reading.report.id)
    return list(groups.values())


def names_of(reading: Reading) -> frozenset[str]:
    """The names in a report's own words, furniture left out."""
    text = reading.report.text
    gone = reading.report.furniture
    return frozenset(t.key for t in terms(text) if t.name and not any(f.start <= t.start < f.end for f in gone))


def alike(left: frozenset[str], right: frozenset[str], weight: dict[str, float]) -> bool:
    """True when two reports share names enough to speak of one event."""
    shared = left & right
    if len(shared) < 2:
        return False
    least = min(math.fsum(weight[n] for n in left), math.fsum(weight[n] for n in right))
    return math.fsum(weight[n] for n in shared) >= SHARED * least
