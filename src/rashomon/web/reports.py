"""A report as the page shows it: its text in paragraphs, marked, with the statements of each in the margin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from rashomon.model import Derivation, HeadlineCheck, Reading, Report, Span, Stance, Statement
from rashomon.views.drift import Card
from rashomon.views.index import Index
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


def report_views(index: Index, cards: Sequence[Card]) -> list[ReportView]:
    """Every report in the dossier's order."""
    parents, children = defaultdict(list), defaultdict(list)
    for edge in index.dossier.lineage:
        parents[edge.child].append(edge)
        if edge.parent:
            children[edge.parent].append(edge)
    checks = {check.report_id: check for check in index.dossier.headlines}
    extra = _quoted_spans(index, cards)
    return [
        ReportView(
            reading.report,
            _paragraphs(index, reading, extra.get(reading.report.id, [])),
            tuple(parents[reading.report.id]),
            tuple(children[reading.report.id]),
            checks.get(reading.report.id),
        )
        for reading in index.dossier.readings
    ]


def span_anchor(span: Span) -> str:
    """The anchor of a stretch that a card or a headline check quotes."""
    return f"at-{span.report_id}-{span.start}-{span.end}"


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


def _quoted_spans(index: Index, cards: Sequence[Card]) -> dict[str, list[Span]]:
    """The stretches that cards and headline checks quote, once each, by report."""
    spans = {span for card in cards for span in _spans(card)}
    spans |= {check.body for check in index.dossier.headlines if check.body}
    found: dict[str, list[Span]] = defaultdict(list)
    for span in sorted(spans):
        found[span.report_id].append(span)
    return found


def _spans(card: Card) -> Iterator[Span]:
    yield from (card.drift.parent, card.drift.child)
    for further in card.onward:
        yield from _spans(further)
