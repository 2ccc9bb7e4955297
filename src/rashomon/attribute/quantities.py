"""Figures, times and places of a report, each figure tied to the innermost statement that holds it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from rashomon.model import Figure, Place, Report, Span, Statement, When, figure_id
from rashomon.text import places as gazetteer
from rashomon.text import times as calendar
from rashomon.text.figures import Quantity, find
from rashomon.text.figures.table import LANGUAGES
from rashomon.text.nearby import Nearby
from rashomon.text.places import Gazetteer

Quantities = tuple[tuple[Figure, ...], tuple[When, ...], tuple[Place, ...]]


def quantities(
    report: Report, doc: Doc | None, statements: Sequence[Statement], own_places: Gazetteer | None = None
) -> Quantities:
    """The figures, times and places of one report; none from its furniture. `doc` may be None or without a parse."""
    return figures(report, doc, statements), times(report), places(report, doc, own_places)


def figures(report: Report, doc: Doc | None, statements: Sequence[Statement]) -> tuple[Figure, ...]:
    """Every quantity as a figure, in order; none in a language without a table."""
    if report.lang not in LANGUAGES:
        return ()
    spans = ((report.span(q.start, q.end), q) for q in find(report.text, report.lang, doc))
    said = Nearby((s, piece.start, piece.end) for s in statements for piece in s.content)
    return tuple(figure(report, span, q, said.at(span.start, span.end)) for span, q in spans if own(report, span))


def figure(report: Report, span: Span, found: Quantity, statements: Sequence[Statement]) -> Figure:
    """One quantity with its id and its statement."""
    return Figure(
        figure_id(report.id, span, found.low, found.high, found.unit),
        report.id,
        span,
        found.low,
        found.high,
        unit=found.unit,
        counted=found.counted,
        scope=found.scope,
        modifier=found.modifier,
        subset=found.subset,
        statement=holder(span, statements),
    )


def holder(span: Span, statements: Sequence[Statement]) -> str | None:
    """The id of the shortest statement with a piece of content that holds the span."""
    held = [s for s in statements if any(piece.holds(span) for piece in s.content)]
    return min(held, key=lambda s: (sum(p.end - p.start for p in s.content), s.id)).id if held else None


def times(report: Report) -> tuple[When, ...]:
    """Time expressions as ranges of days, relative to the report's date."""
    found = calendar.find(report.text, report.published, report.lang)
    made = (When(report.span(t.start, t.end), t.earliest, t.latest, t.precision) for t in found)
    return tuple(when for when in made if own(report, when.span))


def places(report: Report, doc: Doc | None, own_places: Gazetteer | None = None) -> tuple[Place, ...]:
    """Named places that the desk or the gazetteer knows and whose country is not in doubt."""
    if doc is None or not doc.has_annotation("ENT_IOB"):
        return ()
    found = gazetteer.find(doc, own=own_places)
    made = (
        Place(
            report.span(p.start, p.end), p.entry.name, p.entry.country, p.entry.latitude, p.entry.longitude, p.entry.id
        )
        for p in found
    )
    return tuple(place for place in made if own(report, place.span))


def own(report: Report, span: Span) -> bool:
    """True where the report itself speaks, not its furniture."""
    return not any(span.overlaps(notice) for notice in report.furniture)
