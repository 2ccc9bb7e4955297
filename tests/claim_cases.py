"""Small invented readings for the tests of claims: who says what, in one line each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.attribute.meaning import meanings
from rashomon.claims.align import align
from rashomon.claims.conflicts import by_model
from rashomon.claims.facets import facets
from rashomon.claims.relate import relate
from rashomon.engine.base import Engine
from rashomon.model import (
    Claim,
    Derivation,
    DerivationKind,
    Figure,
    Origin,
    Passage,
    Reading,
    Relation,
    Report,
    Source,
    SourceKind,
    Span,
    Stance,
    Statement,
    content_id,
    figure_id,
    report_id,
    statement_id,
    text_digest,
)
from rashomon.text.values import values

Line = tuple[str, str, str] | tuple[str, str, str, Stance]
"""Source, cue and content of one sentence, '' twice for the outlet's own voice; the stance where not 'asserts'."""


def reading(
    *lines: Line, outlet: str = "The Tarn Herald", published: str = "2024-05-04", headline: str = ""
) -> Reading:
    """A report that consists of such sentences, one a paragraph, read without an error."""
    text = "\n\n".join(f"{line[0]} {line[1]} {line[2]}.".strip() for line in lines)
    report = Report(
        report_id(text_digest(outlet + text)),
        text,
        path=f"{outlet}.txt",
        outlet=outlet,
        published=published,
        headline=headline,
    )
    statements: list[Statement] = []
    at = 0
    for line in lines:
        statements.append(statement(report, line, at))
        at = statements[-1].content[-1].end
    speakers = {line[0] for line in lines if line[0]}
    sources = tuple(Source(content_id("src", name), name, SourceKind.PERSON) for name in sorted(speakers))
    counted = tuple(f for s in statements for f in figures(report, s))
    return Reading(report, tuple(statements), sources, counted, meanings=meanings(report, statements))


def statement(report: Report, line: Line, at: int) -> Statement:
    """One sentence as a statement."""

    def span(words: str, after: int) -> Span:
        start = report.text.index(words, after)
        return report.span(start, start + len(words))

    who, cue, words = line[:3]
    stance = line[3] if len(line) > 3 else Stance.ASSERTS
    source = span(who, at) if who else None
    verb = span(cue, source.end) if source and cue else None
    content = (span(words, verb.end if verb else at),)
    speaker = content_id("src", who) if who else None
    return Statement(
        statement_id(report.id, content, source, verb), report.id, content, source, verb, stance=stance, speaker=speaker
    )


def figures(report: Report, said: Statement) -> list[Figure]:
    """The plain numbers of a statement."""
    made = []
    content = said.content[0]
    for value in values(content.exact):
        noun = re.match(r"\s*(\w+)", content.exact[value.end :])
        span = report.span(content.start + value.start, content.start + value.end)
        unit = "" if value.kind == "count" else value.kind
        made.append(
            Figure(
                figure_id(report.id, span, value.low, value.high, unit),
                report.id,
                span,
                value.low,
                value.high,
                unit,
                noun.group(1) if noun else "",
                modifier=value.modifier,
                statement=said.id,
            )
        )
    return made


def derived(child: Reading, parent: Reading, *passages: Passage) -> Derivation:
    """A rewrite."""
    return Derivation(child.report.id, parent.report.id, None, DerivationKind.REWRITE, 0.6, "test", passages)


def plain_origins(readings: Sequence[Reading]) -> tuple[Origin, ...]:
    """Every speaker an origin; an outlet's own voice is its report."""
    return tuple(
        Origin(s.id, s.speaker or r.report.id, s.source.exact if s.source else r.report.outlet)
        for r in readings
        for s in r.statements
    )


def aligned(readings: Sequence[Reading], derivations: Sequence[Derivation], engine: Engine) -> tuple[Claim, ...]:
    """The claims of some readings."""
    return align(facets(readings), readings, derivations, engine)


def related(
    claims: Sequence[Claim], readings: Sequence[Reading], derivations: Sequence[Derivation] = ()
) -> tuple[Relation, ...]:
    """The relations inside some claims that rules find: what the model adds has tests of its own."""
    return tuple(r for r in relate(claims, facets(readings), readings, derivations) if not by_model(r))
