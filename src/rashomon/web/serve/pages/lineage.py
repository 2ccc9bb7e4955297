"""Where the reports come from: the river in pages of families, and one link with both texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.model import Passage, Version
from rashomon.views.families import Node
from rashomon.web.edges import Shared, edge_view
from rashomon.web.river import alone, river
from rashomon.web.serve.decided import about
from rashomon.web.serve.pages.base import Ask, Made, Room, View, one
from rashomon.web.serve.paging import Paging
from rashomon.web.serve.paths import PATHS, edge_id
from rashomon.web.serve.rows import EdgeRow, Name, edge_row, report_name
from rashomon.web.serve.store import Decided

REPORTS = 80  # drawn on a page; a family is never cut in two


@dataclass(frozen=True, slots=True)
class LineagePage:
    """The links between the reports of some families, and the reports without a link."""

    edges: tuple[EdgeRow, ...]
    alone: tuple[Name, ...]
    paging: Paging
    versions: tuple[Version, ...]
    """Captures of one page, beside the one before; of the reports on this page."""


@dataclass(frozen=True, slots=True)
class EdgePage:
    """A link with the passages that the two reports share."""

    row: EdgeRow
    passages: tuple[Passage, ...]
    shown: tuple[Shared, ...]
    decisions: tuple[Decided, ...]


def lineage(room: Room, ask: Ask) -> Made:
    """The families on one page."""
    desk = room.desk
    pages = _pages(desk.trees)
    here = pages[ask.page - 1] if ask.page <= len(pages) else []
    inside = {node.report.id for root in here for _, node in root.walk()}
    edges = [edge for edge in desk.dossier.lineage if edge.child in inside]
    drawn = river(here, PATHS, PATHS.edge)
    apart = tuple(report_name(root.report) for root in alone(here))
    total = len(desk.dossier.reports)
    first = sum(len(root.walk()) for page in pages[: ask.page - 1] for root in page)
    paging = Paging(ask.page, max(1, len(pages)), total, first + 1 if here else 0, first + len(inside))
    captures = tuple(v for v in desk.dossier.versions if v.later in inside)
    value = LineagePage(tuple(edge_row(desk.index, edge) for edge in edges), apart, paging, captures)
    views = [edge_view(desk.index, edge, edge_id(edge)) for edge in edges]
    return Made(value, {"river": drawn, "edges": views, "trees": here})


def _pages(roots: Sequence[Node]) -> list[list[Node]]:
    """The families in pages of about `REPORTS` reports."""
    pages: list[list[Node]] = []
    room = 0
    for root in roots:
        size = len(root.walk())
        if size > room or not pages:
            pages.append([])
            room = REPORTS
        pages[-1].append(root)
        room -= size
    return pages


def edge(room: Room, ask: Ask) -> Made:
    """One link, both texts side by side."""
    desk = room.desk
    found = one(desk.edges, ask.key, "link")
    view = edge_view(desk.index, found, ask.key)
    decided = about(room.store.decisions(), {found.child, ask.key})
    value = EdgePage(edge_row(desk.index, found), found.passages, view.passages, decided)
    return Made(value, {"view": view})


VIEWS = (
    View("/lineage", "lineage", "Which report came from which", LineagePage, lineage, ("page",)),
    View("/lineage/{key}", "edge", "One link between two reports", EdgePage, edge),
)
