"""A report as the page shows it: its text in paragraphs, marked, with the statements of each in the margin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from rashomon.model import Derivation, Dossier, HeadlineCheck, Reading, Report, Span, Stance, Statement
from rashomon.views.index import Index
from rashomon.web.links import span_anchor
from rashomon.web.marks import Mark, marked, paragraphs


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A marked paragraph and the statements that start in it."""

    text: Markup
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report with its text, its links and what its headline was found to say."""

    report: Report
    paragraphs: tuple[Paragraph, ...]
    parents: tuple[Derivation, ...]
    children: tuple[Derivation, ...]
    check: HeadlineCheck | None


@dataclass(frozen=True, slots=True)
class Kin:
    """What is shown with a report besides its own reading, by report."""

    parents: Mapping[str, Sequence[Derivation]]
    children: Mapping[str, Sequence[Derivation]]
    checks: Mapping[str, HeadlineCheck]
    quoted: Mapping[str, Sequence[Span]]
    """The stretches that cards and headline checks quote."""

    @classmethod
    def of(cls, dossier: Dossier) -> Kin:
        """The kin of every report."""
        parents, children = defaultdict(list), defaultdict(list)
        for edge in dossier.lineage:
            parents[edge.child].append(edge)
            if edge.parent:
                children[edge.parent].append(edge)
        return cls(parents, children, {check.report_id: check for check in dossier.headlines}, _quoted_spans(dossier))


def report_views(index: Index) -> list[ReportView]:
    """Every report in the dossier's order."""
    kin = Kin.of(index.dossier)
    return [report_view(index, reading, kin) for reading in index.dossier.readings]


def report_view(index: Index, reading: Reading, kin: Kin) -> ReportView:
    """One report, its text marked."""
    key = reading.report.id
    return ReportView(
        reading.report,
        _paragraphs(index, reading, kin.quoted.get(key, ())),
        tuple(kin.parents.get(key, ())),
        tuple(kin.children.get(key, ())),
        kin.checks.get(key),
    )


def _paragraphs(index: Index, reading: Reading, extra: Sequence[Span]) -> tuple[Paragraph, ...]:
    report = reading.report
    marks = [*_marks(reading), *(Mark(s.start, s.end, "at", anchor=span_anchor(s), rank=9) for s in extra)]
    statements = index.statements_in.get(report.id, ())
    made = []
    for start, end in paragraphs(report.text):
        here = tuple(s for s in statements if start <= s.start < end)
        inside = [m for m in marks if m.start < end and m.end > start]
        made.append(Paragraph(marked(report.text, inside, start, end), here))
    return tuple(made)


def _marks(reading: Reading) -> Iterator[Mark]:
    """The marks of a report: furniture, then each statement's parts, then figures."""
    for span in reading.report.furniture:
        yield Mark(span.start, span.end, "furniture", rank=-1)
    for statement in reading.statements:
        yield from _statement(statement)
    for figure in reading.figures:
        yield Mark(figure.span.start, figure.span.end, "figure", anchor=f"figure-{figure.id}", rank=8)


def _statement(s: Statement) -> Iterator[Mark]:
    css = "said own" if s.own_voice else f"said {stance_class(s.stance)}"
    first = min(s.content, key=lambda piece: piece.start)
    for piece in s.content:
        anchor = f"statement-{s.id}" if piece is first else ""
        yield Mark(piece.start, piece.end, css, s.id, anchor, rank=0)
    if s.source:
        yield Mark(s.source.start, s.source.end, "source", s.id, rank=2)
    if s.cue:
        yield Mark(s.cue.start, s.cue.end, "cue", s.id, rank=3)
    for hedge in (*s.hedges, *s.distance):
        yield Mark(hedge.start, hedge.end, "hedge", s.id, rank=4)


def stance_class(stance: Stance) -> str:
    """The class of a stance."""
    return f"is-{stance.value}"


def _quoted_spans(dossier: Dossier) -> dict[str, list[Span]]:
    """The stretches that cards and headline checks quote, once each, by report."""
    spans = {span for drift in dossier.drifts for span in (drift.parent, drift.child)}
    spans |= {check.body for check in dossier.headlines if check.body}
    for taken in dossier.withdrawals:
        spans |= {taken.earlier, taken.later, *(carried.span for carried in taken.carried)}
    found: dict[str, list[Span]] = defaultdict(list)
    for span in sorted(spans):
        found[span.report_id].append(span)
    return found
