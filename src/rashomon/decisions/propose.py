"""A decision from the ids of a dossier: what a person points at becomes the words that it stands on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rashomon.decisions.places import key
from rashomon.errors import UsageError
from rashomon.model import (
    Anchor,
    Decision,
    DecisionKind,
    DerivationKind,
    Dossier,
    RelationKind,
    Report,
    Span,
    Stance,
    Statement,
    decision_id,
    number,
)

NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?", re.ASCII)
MENTIONS = 20  # of a source, one a report first: enough to know it again

FIELDS: Mapping[DecisionKind, Mapping[str, Sequence[str]]] = {
    DecisionKind.MERGE_CLAIMS: {},
    DecisionKind.SPLIT_CLAIM: {},
    DecisionKind.RENAME_CLAIM: {"label": ()},
    DecisionKind.SPEAKER: {"name": ()},
    DecisionKind.STANCE: {"stance": tuple(Stance)},
    DecisionKind.FIGURE: {"low": (), "high": (), "unit": (), "counted": (), "scope": ()},
    DecisionKind.RELATION: {"relation": (*RelationKind, "none")},
    DecisionKind.EDGE: {"edge": (*DerivationKind, "none")},
    DecisionKind.ORIGINS: {"origins": ("one", "independent")},
    DecisionKind.FURNITURE: {"exact": (), "start": ()},
    DecisionKind.MISSED_STATEMENT: {"exact": (), "start": (), "source": (), "cue": (), "stance": (), "name": ()},
    DecisionKind.RATING: {"rating": (), "url": ()},
    DecisionKind.NOTE: {"text": ()},
    DecisionKind.UNDO: {"decision": ()},
}
"""The fields of each kind, each with its choices; () is free text."""
LEAST = {
    DecisionKind.MERGE_CLAIMS: 2,
    DecisionKind.SPLIT_CLAIM: 2,
    DecisionKind.RELATION: 2,
    DecisionKind.EDGE: 2,
    DecisionKind.ORIGINS: 2,
}
"""How many ids a kind needs, where it is not one."""
MARKED = {DecisionKind.FURNITURE: "furniture", DecisionKind.MISSED_STATEMENT: "content"}


def decision(
    kind: DecisionKind, anchors: Sequence[Anchor], value: Mapping[str, str], who: str, when: str, why: str = ""
) -> Decision:
    """A decision with the id of its content; UsageError where a field is none of its kind's."""
    checked(kind, value)
    if not who.strip():
        raise UsageError("a decision needs the name of the person who makes it (--who)")
    fields, placed = tuple(sorted(value.items())), tuple(sorted(anchors, key=lambda a: (a.thing.count("/"), a)))
    return Decision(decision_id(kind, placed, fields, who, when, why), kind, placed, fields, who, when, why)


def checked(kind: DecisionKind, value: Mapping[str, str]) -> None:
    """UsageError names the first field that is wrong."""
    for name, text in value.items():
        if name not in FIELDS[kind]:
            raise UsageError(f"{kind}: no field {name!r}; there are: {', '.join(FIELDS[kind]) or 'none'}")
        choices = FIELDS[kind][name]
        if choices and text not in choices:
            raise UsageError(f"{kind}: {name} is not {text[:40]!r}; one of: {', '.join(choices)}")
        if name in ("low", "high", "start") and text.strip() and not NUMBER.fullmatch(text.strip()):
            raise UsageError(f"{kind}: {name}: {text[:40]!r} is not a number; leave it out where that side is open")
    missing = [name for name in FIELDS[kind] if FIELDS[kind][name] and name not in value]
    if missing:
        raise UsageError(f"{kind}: needs {missing[0]}: one of {', '.join(FIELDS[kind][missing[0]])}")
    if value.get("stance") and value["stance"] not in tuple(Stance):
        raise UsageError(f"{kind}: stance is not {value['stance'][:40]!r}; one of: {', '.join(Stance)}")


def propose(
    dossier: Dossier,
    kind: DecisionKind,
    about: Sequence[str],
    value: Mapping[str, str],
    *,
    who: str,
    when: str,
    why: str = "",
) -> Decision:
    """The decision that a person makes about some ids of a dossier; UsageError where an id is none of it."""
    ids = list(dict.fromkeys(about))
    if len(ids) < LEAST.get(kind, 1):
        raise UsageError(f"{kind}: needs {LEAST.get(kind, 1)} ids, not {len(ids)}")
    if kind in MARKED:
        return decision(kind, [*marked(dossier, kind, ids[0], value)], _kept(kind, value), who, when, why)
    if kind is DecisionKind.FIGURE:
        value = _filled(dossier, ids[0], value)
    anchors = [a for thing, name in enumerate(ids) for a in anchored(dossier, name, str(thing))]
    expected = {DecisionKind.SPEAKER: "content", DecisionKind.STANCE: "content", DecisionKind.FIGURE: "figure"}
    if kind in expected and expected[kind] not in {a.role for a in anchors}:
        raise UsageError(f"{kind}: {ids[0]} is none of what it can be about")
    return decision(kind, anchors, value, who, when, why)


def _kept(kind: DecisionKind, value: Mapping[str, str]) -> dict[str, str]:
    """The fields that the anchors do not say already."""
    names = () if kind is DecisionKind.FURNITURE else ("stance", "name")
    return {name: value[name] for name in names if value.get(name)}


def _filled(dossier: Dossier, name: str, value: Mapping[str, str]) -> dict[str, str]:
    """All of a figure's fields: those not given stay as they are."""
    found = next((f for f in dossier.figures if f.id == name), None)
    if found is None:
        raise UsageError(f"figure: there is no figure {name!r}")
    now = {"low": number(found.low), "high": number(found.high), "unit": found.unit}
    return {**now, "counted": found.counted, "scope": found.scope, **value}


def anchored(dossier: Dossier, name: str, thing: str) -> Iterator[Anchor]:
    """The anchors of a claim, statement, figure, report or source by its id."""
    keys = {r.id: key(r) for r in dossier.reports}
    statements = {s.id: s for s in dossier.statements}
    if name in keys:
        yield Anchor(keys[name], 0, 0, "", "report", thing)
    elif name in statements:
        yield from of_statement(keys, statements[name], thing)
    elif claim := next((c for c in dossier.claims if c.id == name), None):
        for n, member in enumerate(claim.statements):
            yield from of_statement(keys, statements[member], f"{thing}/{n}")
    elif figure := next((f for f in dossier.figures if f.id == name), None):
        yield of_span(keys, figure.span, "figure", thing)
    elif source := next((s for s in dossier.sources if s.id == name), None):
        spans = source.mentions or tuple(s.content[0] for s in dossier.statements if s.speaker == name)
        for span in spread(spans)[:MENTIONS]:
            yield of_span(keys, span, "mention", thing)
    else:
        raise UsageError(f"there is no claim, statement, figure, report or source {name!r} in the dossier")


def spread(spans: Iterable[Span]) -> list[Span]:
    """Spans with the first of each report before the second of any."""
    seen: Counter[str] = Counter()
    ranked: list[tuple[int, Span]] = []
    for span in sorted(spans):
        ranked.append((seen[span.report_id], span))
        seen[span.report_id] += 1
    return [span for _, span in sorted(ranked)]


def of_statement(keys: Mapping[str, str], statement: Statement, thing: str) -> Iterator[Anchor]:
    """A statement's content, source and cue."""
    for piece in statement.content:
        yield of_span(keys, piece, "content", thing)
    for role, span in (("source", statement.source), ("cue", statement.cue)):
        if span:
            yield of_span(keys, span, role, thing)


def of_span(keys: Mapping[str, str], span: Span, role: str, thing: str) -> Anchor:
    """One span as an anchor."""
    return Anchor(keys[span.report_id], span.start, span.end, span.exact, role, thing)


def marked(dossier: Dossier, kind: DecisionKind, name: str, value: Mapping[str, str]) -> Iterator[Anchor]:
    """The words that a person marked in a report: their content, and for a statement its source and cue."""
    checked(kind, value)
    report = next((r for r in dossier.reports if r.id == name), None)
    if report is None:
        raise UsageError(f"{kind}: there is no report {name!r}")
    start = int(value["start"]) if value.get("start", "").strip() else None
    main = located(report, value.get("exact", ""), start)
    yield of_span({report.id: key(report)}, main, MARKED[kind], "0")
    for role in ("source", "cue"):
        if value.get(role):
            near = nearest(report, value[role], main)
            yield of_span({report.id: key(report)}, near, role, "0")


def located(report: Report, exact: str, start: int | None) -> Span:
    """The one place of some words; UsageError where they stand nowhere, or in two places and no start says in which."""
    places = [m.start() for m in re.finditer(re.escape(exact), report.text)] if exact else []
    if not places:
        raise UsageError(f"{exact[:60]!r} does not stand in {report.path or report.id}: give the exact characters")
    if start is None and len(places) > 1:
        raise UsageError(f"{exact[:60]!r} stands {len(places)} times, at {places[:5]}: say where (start)")
    if start is not None and start not in places:
        raise UsageError(f"{exact[:60]!r} does not stand at {start} but at {places[:5]}")
    at = places[0] if start is None else start
    return report.span(at, at + len(exact))


def nearest(report: Report, exact: str, to: Span) -> Span:
    """The place of some words that is nearest to a span."""
    places = [m.start() for m in re.finditer(re.escape(exact), report.text)]
    if not places:
        raise UsageError(f"{exact[:60]!r} does not stand in {report.path or report.id}: give the exact characters")
    at = min(places, key=lambda p: (max(to.start - (p + len(exact)), p - to.end, 0), p))
    return report.span(at, at + len(exact))
