"""Reports and what stands in them: the list, one report with its marks and margin, one statement, one figure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rashomon.model import Figure, Report, Span, Statement
from rashomon.web.reports import report_view
from rashomon.web.serve.decided import about
from rashomon.web.serve.desk import Desk
from rashomon.web.serve.pages.base import Ask, Made, Room, View, one
from rashomon.web.serve.paging import Paging, cut
from rashomon.web.serve.rows import (
    EdgeRow,
    FigureRow,
    HeadlineRow,
    RelationRow,
    ReportRow,
    Said,
    edge_row,
    figure_row,
    headline_row,
    relation_row,
    report_row,
    said,
)
from rashomon.web.serve.search import Filters
from rashomon.web.serve.store import Decided

NAMES = 200  # speakers to choose from
RELATIONS = 60


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """Reports in order of time."""

    reports: tuple[ReportRow, ...]
    paging: Paging


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report as it was read: code points, end excluded."""

    report: ReportRow
    byline: str
    credit: str
    sha256: str
    text: str
    furniture: tuple[Span, ...]
    statements: tuple[Said, ...]
    figures: tuple[Figure, ...]
    parents: tuple[EdgeRow, ...]
    children: tuple[EdgeRow, ...]
    headline: HeadlineRow | None
    decisions: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class StatementPage:
    """One statement with its figures, its relations and what was decided about it."""

    said: Said
    within: Said | None
    figures: tuple[Figure, ...]
    relations: tuple[RelationRow, ...]
    decisions: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class FigurePage:
    """One figure and what was decided about it."""

    row: FigureRow
    said: Said | None
    decisions: tuple[Decided, ...]


def reports(room: Room, ask: Ask) -> Made:
    """The reports that pass the filters."""
    filters = Filters("reports", "", ask.word("outlet"), "", ask.word("lang"), ask.word("since"), ask.word("until"))
    found = [report for report in room.desk.dossier.reports if filters.report(report)]
    here, paging = cut(found, ask.page)
    return Made(ReportsPage(tuple(report_row(room.desk, report) for report in here), paging))


def report(room: Room, ask: Ask) -> Made:
    """One report, marked."""
    desk = room.desk
    reading = one(desk.readings, ask.key, "report")
    view = report_view(desk.index, reading, desk.kin)
    statements = desk.index.statements_in.get(ask.key, ())
    value = _report(desk, view.report, statements)
    check = desk.kin.checks.get(ask.key)
    keys = {ask.key, *(s.id for s in statements), *(f.id for f in reading.figures)}
    value = replace(
        value,
        figures=reading.figures,
        parents=tuple(edge_row(desk.index, edge) for edge in view.parents),
        children=tuple(edge_row(desk.index, edge) for edge in view.children),
        headline=headline_row(desk.index, check) if check else None,
        decisions=about(room.store.decisions(), keys),
    )
    return Made(value, {"view": view, "beside": _beside(desk, view.report)})


def _report(desk: Desk, report: Report, statements: tuple[Statement, ...]) -> ReportPage:
    spoken = tuple(said(desk.index, s) for s in statements)
    row = report_row(desk, report)
    plain = report.byline, report.credit, report.sha256, report.text, report.furniture
    return ReportPage(row, *plain, spoken, (), (), (), None, ())


def _beside(desk: Desk, report: Report) -> tuple[Report | None, Report | None]:
    """The reports before and after this one in order of time."""
    order = desk.dossier.reports
    at = next(i for i, other in enumerate(order) if other.id == report.id)
    return order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None


def statement(room: Room, ask: Ask) -> Made:
    """One statement."""
    desk, index = room.desk, room.desk.index
    found = one(index.statements, ask.key, "statement")
    within = index.statements.get(found.within or "")
    relations = index.relations_of.get(found.id, ())[:RELATIONS]
    figures = index.figures_in.get(found.id, ())
    beside = [side for r in relations for side in (r.left, r.right)]
    beside += [s.id for c in index.claims_of.get(found.id, ()) for s in index.members(c)]
    others = [index.statements[key] for key in dict.fromkeys(beside) if key != found.id and key in index.statements]
    value = StatementPage(
        said(index, found),
        said(index, within) if within else None,
        figures,
        tuple(relation_row(index, relation) for relation in relations),
        about(room.store.decisions(), {found.id, *(f.id for f in figures)}),
    )
    return Made(value, {"s": found, "names": speakers(desk), "others": others[:RELATIONS]})


def speakers(desk: Desk) -> list[str]:
    """The names most often quoted: what a form offers."""
    named = [desk.index.sources[key].name for key in desk.said]
    return list(dict.fromkeys(name for name in named if name))[:NAMES]


def figure(room: Room, ask: Ask) -> Made:
    """One figure."""
    index = room.desk.index
    found = one(index.figures, ask.key, "figure")
    spoken = index.statements.get(found.statement or "")
    value = FigurePage(
        figure_row(index, found), said(index, spoken) if spoken else None, about(room.store.decisions(), {found.id})
    )
    return Made(value, {"figure": found, "s": spoken})


VIEWS = (
    View(
        "/reports",
        "reports",
        "Reports in order of time",
        ReportsPage,
        reports,
        ("page", "outlet", "lang", "since", "until"),
    ),
    View("/reports/{key}", "report", "One report, its statements marked", ReportPage, report),
    View("/statements/{key}", "statement", "One statement", StatementPage, statement),
    View("/figures/{key}", "figure", "One figure", FigurePage, figure),
)
