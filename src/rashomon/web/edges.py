"""The lineage as a table: every link with its reason and the shared passages side by side."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.model import Derivation, Passage, Report
from rashomon.views.drift import Piece, changed_words
from rashomon.views.index import Index

PASSAGES = 4  # shown for one link; the rest is counted
LONGEST = 700  # characters shown of a passage


@dataclass(frozen=True, slots=True)
class Shared:
    """One passage in the parent's words and in the child's, the differences marked."""

    parent: tuple[Piece, ...]
    child: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class EdgeView:
    """A link between two reports, or from an outside origin."""

    anchor: str
    edge: Derivation
    child: Report
    parent: Report | None
    passages: tuple[Shared, ...]


def edge_views(index: Index) -> list[EdgeView]:
    """Every link, in the dossier's order."""
    return [edge_view(index, edge, f"link-{number}") for number, edge in enumerate(index.dossier.lineage, 1)]


def edge_view(index: Index, edge: Derivation, anchor: str) -> EdgeView:
    """One link with its longest shared passages side by side."""
    parent, child = index.reports.get(edge.parent or ""), index.reports[edge.child]
    longest = sorted(edge.passages, key=lambda p: (p.child[0] - p.child[1], p.child))[:PASSAGES]
    shown = tuple(_shared(parent, child, p) for p in sorted(longest, key=lambda p: p.child)) if parent else ()
    return EdgeView(anchor, edge, child, parent, shown)


def _shared(parent: Report, child: Report, passage: Passage) -> Shared:
    left, right = _cut(parent, *passage.parent), _cut(child, *passage.child)
    before, after, _ = changed_words(left, right)
    return Shared(before, after)


def _cut(report: Report, start: int, end: int) -> str:
    cut = end - start > LONGEST
    return report.text[start : start + LONGEST if cut else end] + (" …" if cut else "")
