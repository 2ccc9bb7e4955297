"""Who took a story from whom: reports in families, each under its closest parent."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rashomon.model import Derivation, DerivationKind, Report
from rashomon.views.index import Index

STRENGTH = {kind: rank for rank, kind in enumerate(DerivationKind)}


@dataclass(frozen=True, slots=True)
class Node:
    """A report, how it came from the report above it, and what came from it."""

    report: Report
    edge: Derivation | None
    """None at the root of a family."""
    others: tuple[Derivation, ...]
    """Its further parents among the reports."""
    outside: tuple[Derivation, ...]
    """Its origins that are not among the reports."""
    children: tuple[Node, ...]

    def walk(self, depth: int = 0) -> list[tuple[int, Node]]:
        """This node and all below it, with their depths, top to bottom."""
        return [(depth, self), *(pair for child in self.children for pair in child.walk(depth + 1))]


def families(index: Index) -> list[Node]:
    """The roots, largest family first, then in order of time: every report stands in exactly one tree."""
    edges: dict[str, list[Derivation]] = defaultdict(list)
    for edge in sorted(index.dossier.lineage, key=_closeness):
        edges[edge.child].append(edge)
    main = _main_edges(index, edges)
    below: dict[str, list[str]] = defaultdict(list)
    for report in index.dossier.reports:
        if report.id in main:
            below[main[report.id].parent or ""].append(report.id)

    def node(key: str) -> Node:
        edge = main.get(key)
        rest = [e for e in edges[key] if e is not edge]
        return Node(
            index.reports[key],
            edge,
            tuple(e for e in rest if e.parent in index.reports),
            tuple(e for e in rest if e.outside),
            tuple(node(child) for child in below[key]),
        )

    roots = [node(report.id) for report in index.dossier.reports if report.id not in main]
    return sorted(roots, key=lambda root: -len(root.walk()))


def _main_edges(index: Index, edges: dict[str, list[Derivation]]) -> dict[str, Derivation]:
    """The closest parent of each report; an edge that would close a ring is passed over."""
    main: dict[str, Derivation] = {}
    for report in index.dossier.reports:
        for edge in edges[report.id]:
            if edge.parent in index.reports and not _above(main, edge.parent or "", report.id):
                main[report.id] = edge
                break
    return main


def _above(main: dict[str, Derivation], start: str, goal: str) -> bool:
    """True when goal is start or one of the reports that start comes from."""
    while start != goal and start in main:
        start = main[start].parent or ""
    return start == goal


def _closeness(edge: Derivation) -> tuple[int, float, str, str]:
    return STRENGTH[edge.kind], -edge.share, edge.parent or "", edge.outside or ""
