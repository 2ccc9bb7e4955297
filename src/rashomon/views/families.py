"""Who took a story from whom: reports in families, each under its closest parent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
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

    def walk(self) -> list[tuple[tuple[bool, ...], Node]]:
        """This node and all below it, top to bottom; for each step down to it, whether it is the last child there."""
        found: list[tuple[tuple[bool, ...], Node]] = []
        waiting: list[tuple[tuple[bool, ...], Node]] = [((), self)]
        while waiting:  # no recursion: a story may go through a thousand hands
            steps, node = waiting.pop()
            found.append((steps, node))
            last = len(node.children) - 1
            waiting += [((*steps, i == last), child) for i, child in reversed(list(enumerate(node.children)))]
        return found


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

    order = [report.id for report in index.dossier.reports if report.id not in main]
    for key in order:
        order += below[key]
    made: dict[str, Node] = {}
    for key in reversed(order):  # children before their parents
        made[key] = _node(index, key, main.get(key), edges[key], tuple(made[child] for child in below[key]))
    roots = [made[report.id] for report in index.dossier.reports if report.id not in main]
    return sorted(roots, key=lambda root: -len(root.walk()))


def _node(
    index: Index, key: str, edge: Derivation | None, edges: Sequence[Derivation], children: tuple[Node, ...]
) -> Node:
    rest = [e for e in edges if e is not edge]
    others = tuple(e for e in rest if e.parent in index.reports)
    return Node(index.reports[key], edge, others, tuple(e for e in rest if e.outside), children)


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
