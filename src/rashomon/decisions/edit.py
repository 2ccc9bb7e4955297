"""One reading, changed as a person said: nothing else in it moves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rashomon.decisions.places import size
from rashomon.model import (
    Decision,
    Figure,
    Reading,
    Source,
    SourceKind,
    Span,
    Statement,
    content_id,
    figure_id,
)
from rashomon.text.names import fold


def furnished(reading: Reading, span: Span) -> Reading:
    """The reading with a passage as furniture: what was taken mostly from it is gone."""
    report = replace(reading.report, furniture=tuple(sorted({*reading.report.furniture, span})))
    inside = {s.id: size([p for p in s.content if p.overlaps(span)]) for s in reading.statements}
    kept = tuple(s for s in reading.statements if inside[s.id] * 2 < size(s.content))
    return _linked(
        replace(
            reading,
            report=report,
            statements=kept,
            figures=tuple(f for f in reading.figures if not f.span.overlaps(span)),
            times=tuple(t for t in reading.times if not t.span.overlaps(span)),
            places=tuple(p for p in reading.places if not p.span.overlaps(span)),
        )
    )


def with_statement(reading: Reading, made: Statement) -> Reading:
    """The reading with one statement more; the outlet's own voice gives way to it."""
    covered = {s.id for s in reading.statements if s.own_voice and any(_meet(s, p) for p in made.content)}
    others = [s for s in reading.statements if s.id not in {made.id, *covered}]
    statements = tuple(sorted([*others, made], key=lambda s: (s.start, s.content[-1].end)))
    figures = tuple(
        replace(f, statement=made.id) if any(p.holds(f.span) for p in made.content) else f for f in reading.figures
    )
    return _linked(replace(reading, statements=statements, figures=figures))


def _meet(statement: Statement, span: Span) -> bool:
    return any(piece.overlaps(span) for piece in statement.content)


def _linked(reading: Reading) -> Reading:
    """The reading without links to statements that it no longer has."""
    ids = {s.id for s in reading.statements}
    return replace(
        reading,
        statements=tuple(s if s.within in ids else replace(s, within=None) for s in reading.statements),
        figures=tuple(f if f.statement in ids else replace(f, statement=None) for f in reading.figures),
    )


def respoken(reading: Reading, statement: str, name: str | None, known: Iterable[Reading]) -> Reading:
    """The reading with a statement said by a name; '' is the source in its own words, None nobody."""
    said = next(s for s in reading.statements if s.id == statement)
    source = None if name is None else _speaker(reading, said, name, known)
    sources = reading.sources
    if source and source.id not in {s.id for s in sources}:
        sources = (*sources, source)
    speaker = source.id if source else None
    changed = replace(said, speaker=speaker, via=tuple(hop for hop in said.via if hop != speaker))
    statements = tuple(changed if s.id == statement else s for s in reading.statements)
    return replace(reading, sources=sources, statements=statements)


def _speaker(reading: Reading, said: Statement, name: str, known: Iterable[Reading]) -> Source | None:
    """The report's own source of that name or in those words, else a new one."""
    words = said.source
    for source in reading.sources:
        names = {fold(source.name), *(fold(m.exact) for m in source.mentions)}
        if fold(name) in names if name else words and any(m.overlaps(words) for m in source.mentions):
            return source
    name = name or (words.exact if words else "")
    if not name:
        return None
    like = next((s for r in known for s in r.sources if fold(s.name) == fold(name)), None)
    kind = like.kind if like else SourceKind.PERSON
    mentions = (words,) if words and fold(words.exact) == fold(name) else ()
    return Source(content_id("o", reading.report.id, "decided", name), name, kind, mentions=mentions)


def refigured(reading: Reading, span: Span, decision: Decision) -> tuple[Reading, Figure]:
    """The reading with the figure at a span as a person said, and that figure."""
    low, high = bound(decision.field("low")), bound(decision.field("high"))
    unit = decision.field("unit")
    old = next((f for f in reading.figures if f.span == span), None)
    base = old or Figure("", reading.report.id, span, low, high, statement=_around(reading.statements, span))
    made = replace(
        base,
        id=figure_id(reading.report.id, span, low, high, unit),
        low=low,
        high=high,
        unit=unit,
        counted=decision.field("counted"),
        scope=decision.field("scope"),
    )
    others = [f for f in reading.figures if f.span != span]
    return replace(reading, figures=tuple(sorted([*others, made], key=lambda f: (f.span, f.id)))), made


def _around(statements: Sequence[Statement], span: Span) -> str | None:
    """The innermost statement that holds a span."""
    holding = [s for s in statements if any(p.holds(span) for p in s.content)]
    return min(holding, key=lambda s: size(s.content)).id if holding else None


def bound(text: str) -> float | None:
    """A bound from its text; None for an open side."""
    return float(text) if text.strip() else None
