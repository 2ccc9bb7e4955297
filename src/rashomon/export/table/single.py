"""One report in the terminal: where it comes from, and every statement in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from rashomon.export.table.history import headline
from rashomon.export.table.layout import columns, heading, indented, joined, plain, quoted
from rashomon.model import Figure, Report, Statement
from rashomon.views import words
from rashomon.views.index import Index, outlet
from rashomon.views.safe import line

Rows = Iterator[RenderableType]


def single(index: Index, report: Report) -> Rows:
    """The view of one report."""
    yield joined(plain(outlet(report), "bold"), f", {words.moment(report.published)}")
    yield plain(report.headline or "headline not stated", "bold")
    origin = [f"by {report.byline}" if report.byline else "", f"credit: {report.credit}" if report.credit else ""]
    yield plain(" · ".join(filter(None, [*origin, report.url, report.path])), "dim")
    yield from _links(index, report)
    for check in index.dossier.headlines:
        if check.report_id == report.id:
            yield from heading("HEADLINE")
            yield from headline(index, check)
    said = index.statements_in.get(report.id, ())
    yield from heading("STATEMENTS", words.count(len(said), "statement"))
    for statement in said:
        yield from _statement(index, statement)
    yield from _rest(index, report)


def _links(index: Index, report: Report) -> Rows:
    """Where it comes from, and what came from it."""
    rows = []
    for edge in index.dossier.lineage:
        if edge.child == report.id:
            parent = index.reports.get(edge.parent or "")
            name = outlet(parent) if parent else f"{line(edge.outside or '', 60)} ({words.outside(edge.kind)})"
            rows.append(("comes from", plain(name), words.KINDS[edge.kind], plain(edge.reason, "dim")))
        elif edge.parent == report.id:
            name = outlet(index.reports[edge.child])
            rows.append(("went on to", plain(name), words.KINDS[edge.kind], plain(edge.reason, "dim")))
    if rows:
        yield from heading("LINEAGE")
        yield columns(rows, (11, 26, 11, None))


def _statement(index: Index, s: Statement) -> Rows:
    kind = "own voice" if s.own_voice else f"{words.STANCES[s.stance]}, {s.form.value}"
    chain = " ← ".join(index.chain(s)[1:-1])
    yield joined(plain(index.speaker(s), "bold"), f"  {kind}", (f"  ← {chain}" if chain else "", "dim"))
    yield indented(quoted(s.text))
    notes = [f"figure {_figure(f)}" for f in index.figures_in.get(s.id, ())]
    notes += [f"claim: {line(c.label, 100)}" for c in index.claims_of.get(s.id, ())]
    for relation in index.relations_of.get(s.id, ()):
        other = index.statements.get(relation.left if relation.right == s.id else relation.right)
        if other and relation.right == s.id:
            notes.append(f"{words.RELATIONS[relation.kind]} {index.speaker(other)}, {outlet(index.report_of(other))}")
        elif other:
            notes.append(f"{relation.kind.value} {index.speaker(other)}, {outlet(index.report_of(other))}")
    for note in notes:
        yield indented(Text(f"– {note}", style="dim"))


def _figure(f: Figure) -> str:
    counted = " ".join(filter(None, (line(f.counted, 50), line(f.scope, 40))))
    return f"“{line(f.span.exact, 50)}” = {words.bounds(f.low, f.high, f.unit)}{f', {counted}' if counted else ''}"


def _rest(index: Index, report: Report) -> Rows:
    """Figures outside statements, and what was not decided here."""
    reading = next(r for r in index.dossier.readings if r.report.id == report.id)
    loose = [f for f in reading.figures if f.statement not in index.statements]
    if loose:
        yield from heading("FIGURES OUTSIDE STATEMENTS")
        yield from (indented(Text(_figure(f))) for f in loose)
    if reading.unresolved:
        yield from heading("WHAT COULD NOT BE RESOLVED")
        rows = [
            (plain(u.what), joined(quoted(u.span.exact, 70) if u.span else "", " ", plain(u.reason, "dim")))
            for u in reading.unresolved
        ]
        yield columns(rows, (16, None))
