"""The rows that pages and their `.json` twins are made of; ids lead on to the page of each thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.model import Claim, Derivation, Figure, HeadlineCheck, Relation, Report, Statement, Status
from rashomon.views.claims import ClaimView, Position, position
from rashomon.views.index import Index, outlet, source_name
from rashomon.views.safe import line
from rashomon.web.serve.desk import Desk
from rashomon.web.serve.paths import edge_id


@dataclass(frozen=True, slots=True)
class Name:
    """Something that has a page of its own."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report without its text."""

    id: str
    outlet: str
    headline: str
    published: str
    lang: str
    url: str
    path: str
    statements: int


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim with its counting: `low` to `high` origins; all 0 where it was not counted."""

    id: str
    label: str
    status: tuple[Status, ...]
    disputed: bool
    reports: int
    low: int
    high: int
    statements: int


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, who says it and through whom, where, and how it stands to a claim."""

    statement: Statement
    text: str
    speaker: str
    chain: tuple[str, ...]
    report: Name
    published: str
    claims: tuple[Name, ...]
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure and the words it stands in."""

    figure: Figure
    speaker: str
    report: Name


@dataclass(frozen=True, slots=True)
class RelationRow:
    """How one statement stands to another, by name."""

    relation: Relation
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """A link between two reports, or from an origin that is not among them."""

    id: str
    edge: Derivation
    child: Name
    parent: Name | None


@dataclass(frozen=True, slots=True)
class HeadlineRow:
    """What was found about a headline."""

    report: Name
    headline: str
    check: HeadlineCheck


def report_name(report: Report) -> Name:
    """A report by its outlet, else its file."""
    return Name(report.id, outlet(report))


def report_row(desk: Desk, report: Report) -> ReportRow:
    """A report in a list."""
    said = len(desk.index.statements_in.get(report.id, ()))
    headline = line(report.headline) or "headline not stated"
    return ReportRow(
        report.id, outlet(report), headline, report.published, report.lang, report.url, line(report.path), said
    )


def claim_name(claim: Claim) -> Name:
    """A claim by its label."""
    return Name(claim.id, line(claim.label) or "no label")


def claim_row(view: ClaimView) -> ClaimRow:
    """A claim in a list."""
    support, name = view.support, claim_name(view.claim)
    reports, low, high = (support.reports, support.low, support.high) if support else (0, 0, 0)
    count = len(view.claim.statements)
    return ClaimRow(name.id, name.name, view.status, view.disputed, reports, low, high, count)


def said(index: Index, statement: Statement, relations: Sequence[Relation] | None = None) -> Said:
    """A statement in a list; with a claim's relations also how it stands to the claim."""
    report = index.report_of(statement)
    return Said(
        statement,
        statement.text,
        index.speaker(statement),
        tuple(index.chain(statement)),
        report_name(report),
        report.published,
        tuple(claim_name(claim) for claim in index.claims_of.get(statement.id, ())),
        None if relations is None else position(statement, relations),
    )


def figure_row(index: Index, figure: Figure) -> FigureRow:
    """A figure in a list."""
    statement = index.statements.get(figure.statement or "")
    report = index.reports[figure.report_id]
    return FigureRow(figure, index.speaker(statement) if statement else outlet(report), report_name(report))


def relation_row(index: Index, relation: Relation) -> RelationRow:
    """A relation in a list."""
    left, right = (index.statements.get(side) for side in (relation.left, relation.right))
    return RelationRow(
        relation, index.speaker(left) if left else "not here", index.speaker(right) if right else "not here"
    )


def edge_row(index: Index, edge: Derivation) -> EdgeRow:
    """A link in a list."""
    parent = index.reports.get(edge.parent or "")
    return EdgeRow(edge_id(edge), edge, report_name(index.reports[edge.child]), report_name(parent) if parent else None)


def headline_row(index: Index, check: HeadlineCheck) -> HeadlineRow:
    """A headline in a list."""
    report = index.reports[check.report_id]
    return HeadlineRow(report_name(report), line(report.headline), check)


def source_label(index: Index, key: str) -> Name:
    """A source by its name; by the name itself where no source has this id."""
    source = index.sources.get(key)
    return Name(key, source_name(source) if source else line(key, 60))
