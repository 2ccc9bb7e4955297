"""Where a claim, a report or a statement is found: inside one file, or on a page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from rashomon.model import Figure, Report, Span, Statement
from rashomon.views.summary import Loose


class Links(Protocol):
    """Gives the address of each part of a dossier; the templates ask nothing else."""

    def part(self, name: str) -> str:
        """A part of the dossier: 'claims', 'more-figures', 'more-changes', 'more-headlines'."""
        ...

    def claim(self, key: str) -> str:
        """A claim by its id."""
        ...

    def report(self, key: str) -> str:
        """A report by its id."""
        ...

    def source(self, key: str) -> str:
        """A source by its id."""
        ...

    def statement(self, statement: Statement) -> str:
        """A statement in its report."""
        ...

    def figure(self, figure: Figure) -> str:
        """A figure in its report."""
        ...

    def span(self, span: Span) -> str:
        """A stretch that a card or a headline check quotes."""
        ...

    def headline(self, report: Report) -> str:
        """What was found about a report's headline."""
        ...

    def loose(self, row: Loose) -> str:
        """Something that was not resolved."""
        ...


@dataclass(frozen=True, slots=True)
class Fragments:
    """Everything stands in one file."""

    def part(self, name: str) -> str:
        """A section."""
        return f"#{name}"

    def claim(self, key: str) -> str:
        """A claim's article."""
        return f"#claim-{key}"

    def report(self, key: str) -> str:
        """A report's article."""
        return f"#report-{key}"

    def source(self, key: str) -> str:
        """A source's list."""
        return f"#source-{key}"

    def statement(self, statement: Statement) -> str:
        """The statement's mark."""
        return f"#statement-{statement.id}"

    def figure(self, figure: Figure) -> str:
        """The figure's mark."""
        return f"#figure-{figure.id}"

    def span(self, span: Span) -> str:
        """The stretch's mark."""
        return f"#{span_anchor(span)}"

    def headline(self, report: Report) -> str:
        """The article of a headline."""
        return f"#headline-{report.id}"

    def loose(self, row: Loose) -> str:
        """The statement that holds it, else its report."""
        return f"#statement-{row.statement}" if row.statement else self.report(row.report_id)


def span_anchor(span: Span) -> str:
    """The anchor of a stretch that a card or a headline check quotes."""
    return f"at-{span.report_id}-{span.start}-{span.end}"
