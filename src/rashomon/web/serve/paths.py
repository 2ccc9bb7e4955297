"""Addresses on the workbench: every claim, report and statement has a page or a place on one."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from rashomon.model import Derivation, Figure, Report, Span, Statement, content_id
from rashomon.views.summary import Loose
from rashomon.web.links import span_anchor

PARTS = {
    "more-figures": "/figures",
    "more-changes": "/changes",
    "more-headlines": "/headlines",
    "other-figures": "/figures",
}


def within(folder: str, key: str, anchor: str = "") -> str:
    """The address of one thing in a folder; what an id may hold cannot leave it."""
    return f"/{folder}/{quote(key, safe='')}" + (f"#{quote(anchor, safe='')}" if anchor else "")


def edge_id(edge: Derivation) -> str:
    """A link's id, from the two it joins and how."""
    return content_id("l", edge.child, edge.parent or "", edge.outside or "", edge.kind.value)


@dataclass(frozen=True, slots=True)
class Paths:
    """Every part of the dossier stands on a page of its own."""

    def part(self, name: str) -> str:
        """A part of the dossier."""
        return PARTS.get(name, f"/{name}")

    def claim(self, key: str) -> str:
        """A claim's page."""
        return within("claims", key)

    def report(self, key: str) -> str:
        """A report's page."""
        return within("reports", key)

    def source(self, key: str) -> str:
        """A source's page."""
        return within("sources", key)

    def statement(self, statement: Statement) -> str:
        """The statement, marked in its report."""
        return within("reports", statement.report_id, f"statement-{statement.id}")

    def figure(self, figure: Figure) -> str:
        """The figure, marked in its report."""
        return within("reports", figure.report_id, f"figure-{figure.id}")

    def span(self, span: Span) -> str:
        """The stretch, marked in its report."""
        return within("reports", span.report_id, span_anchor(span))

    def headline(self, report: Report) -> str:
        """What was found about a report's headline."""
        return f"/headlines#headline-{quote(report.id, safe='')}"

    def loose(self, row: Loose) -> str:
        """The statement that holds it, else its report."""
        return within("reports", row.report_id, f"statement-{row.statement}" if row.statement else "")

    def edge(self, edge: Derivation) -> str:
        """The page of a link, with both texts."""
        return within("lineage", edge_id(edge))

    def about(self, folder: str, key: str) -> str:
        """The page with all that can be said and corrected about one thing."""
        return within(folder, key)

    def turned(self, path: str, asked: dict[str, str], page: int) -> str:
        """The same list at another page."""
        kept = {name: value for name, value in asked.items() if value and name != "page"}
        return f"{path}?{urlencode(kept | {'page': str(page)})}"


PATHS = Paths()
