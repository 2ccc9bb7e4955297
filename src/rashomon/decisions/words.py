"""What the machine found, in a few words, to stand beside what a person decided."""

from __future__ import annotations

from collections.abc import Iterable

from rashomon.decisions.places import Places, named
from rashomon.model import Derivation, Figure, Reading, Report, Source, Span, number


def name_of(reading: Reading, source: str | None) -> str:
    """The name of a source of a reading; '' for none."""
    return of_source(reading.sources, source)


def of_source(sources: Iterable[Source], source: str | None) -> str:
    """The name of one of some sources; '' for none."""
    return next((s.name for s in sources if s.id == source), "")


def figure_words(places: Places, span: Span) -> str:
    """What the figure at a span was read as; '' where none was."""
    figures = (f for r in places.readings.values() for f in r.figures if f.span == span)
    return next(map(said, figures), "")


def said(figure: Figure) -> str:
    """A figure's bounds, unit, counted thing and scope."""
    low, high = number(figure.low) or "…", number(figure.high) or "…"
    bounds = low if low == high else f"{low} to {high}"
    return " ".join(filter(None, (bounds, figure.unit, figure.counted, figure.scope)))


def edge_words(edge: Derivation, reports: dict[str, Report]) -> str:
    """What a link between two reports was found to be."""
    child, parent = (named(reports[r]) if r in reports else r for r in (edge.child, edge.parent or ""))
    unsure = "" if edge.direction_known else ", or the other way round"
    return f"{child} is a {edge.kind.value} of {parent}{unsure}"
