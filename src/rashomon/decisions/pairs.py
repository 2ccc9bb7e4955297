"""Decisions on how two statements stand, on whether two origins are one, and notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rashomon.decisions.claims import known
from rashomon.decisions.places import Gone, Places, things
from rashomon.decisions.settle import live, settle
from rashomon.model import (
    Anchor,
    Claim,
    Decision,
    DecisionKind,
    Origin,
    Outcome,
    Reading,
    Relation,
    RelationKind,
    Source,
    Span,
)

ONE, NONE = "one", "none"


def on_relations(
    relations: Sequence[Relation], readings: Sequence[Reading], decisions: Sequence[Decision]
) -> tuple[tuple[Relation, ...], list[Outcome]]:
    """The relations as people decided them."""
    places = Places.of(readings)
    found = live(decisions, DecisionKind.RELATION)
    settled, done = settle(found, lambda d: frozenset(_two(places, d)), lambda d: (d.value, _two(places, d)))
    first = {s.id: s.content[0] for r in readings for s in r.statements}
    held = list(relations)
    for one in settled:
        machine = "; ".join(r.kind.value for r in relations if {r.left, r.right} == one.target) or NONE
        left, right = _two(places, one.decision)
        done.append(one.outcome(machine, [left, right]))
        if one.holds:
            held = [r for r in held if {r.left, r.right} != one.target]
            kind, why = one.decision.field("relation"), _reason(one.decision)
            if kind != NONE:
                held.append(Relation(left, right, RelationKind(kind), 1.0, why, first[left], first[right]))
    return tuple(held), done


def _reason(decision: Decision) -> str:
    return f"decided by {decision.who}" + (f": {decision.why}" if decision.why else "")


def _two(places: Places, decision: Decision) -> tuple[str, str]:
    found = [places.statement(anchors).id for anchors in things(decision)]
    if len(found) < 2 or found[0] == found[1]:
        raise Gone("the decision does not name two statements that are there")
    return found[0], found[1]


def on_origins(
    origins: Sequence[Origin], readings: Sequence[Reading], sources: Sequence[Source], decisions: Sequence[Decision]
) -> tuple[tuple[Origin, ...], list[Outcome]]:
    """The origins with those joined that a person calls one, and those kept apart that one calls independent."""
    places = Places.of(readings)
    settled, done = settle(
        live(decisions, DecisionKind.ORIGINS), lambda d: frozenset(_origins(places, sources, origins, d))
    )
    names = {o.id: o.name for o in origins}
    unsure = {frozenset((o.id, other)) for o in origins for other in o.may_be}
    held = tuple(origins)
    for one in settled:
        left, right = _origins(places, sources, origins, one.decision)
        machine = "may be one" if one.target in unsure else "independent"
        done.append(one.outcome(machine, [left, right]))
        if one.holds and one.decision.field("origins") == ONE:
            held = tuple(_joined(o, left, right, names[left]) for o in held)
        elif one.holds:
            held = tuple(_apart(o, left, right) for o in held)
    return held, done


def _joined(origin: Origin, left: str, right: str, name: str) -> Origin:
    may_be = tuple(sorted({left if other == right else other for other in origin.may_be}))
    if origin.id in {left, right}:
        return replace(origin, id=left, name=name, may_be=tuple(o for o in may_be if o != left))
    return replace(origin, may_be=may_be)


def _apart(origin: Origin, left: str, right: str) -> Origin:
    other = {left: right, right: left}.get(origin.id)
    return replace(origin, may_be=tuple(o for o in origin.may_be if o != other))


def _origins(
    places: Places, sources: Sequence[Source], origins: Sequence[Origin], decision: Decision
) -> tuple[str, str]:
    found = [_origin(places, sources, origins, anchors) for anchors in things(decision)]
    if len(found) < 2 or found[0] == found[1]:
        raise Gone("both are one origin in this reading")
    return found[0], found[1]


def _origin(places: Places, sources: Sequence[Source], origins: Sequence[Origin], anchors: Sequence[Anchor]) -> str:
    """The origin of a source's statements: the source itself, or the body or root that it counts as."""
    at = source_at(places, sources, anchors)
    if any(o.id == at for o in origins):
        return at
    spoken = {s.id for r in places.readings.values() for s in r.statements if s.speaker == at}
    roots = Counter(o.id for o in origins if o.statement in spoken)
    if len(roots) != 1:
        raise Gone("its statements have no one origin in this reading")
    return next(iter(roots))


def source_at(places: Places, sources: Sequence[Source], anchors: Sequence[Anchor]) -> str:
    """The id of the source that holds most of the mentions anchored, or of the report anchored whole."""
    if anchors[0].role == "report":
        return places.reading(anchors[0]).report.id
    hits: Counter[str] = Counter()
    gone = Gone("the decision names no source")
    for anchor in anchors:
        try:
            hits.update(_mentioned(places.span(anchor), sources, places.reading(anchor)))
        except Gone as error:
            gone = error
    ranked = hits.most_common(2)
    if not ranked:
        raise gone if gone.args else Gone("no source stands there")
    if len(ranked) == 2 and ranked[0][1] == ranked[1][1]:
        raise Gone("two sources stand at the words of one")
    return ranked[0][0]


def _mentioned(span: Span, sources: Sequence[Source], reading: Reading) -> set[str]:
    """The sources of some words: those that have just these, else those that share some, else who speaks by them."""
    for fits in (span.__eq__, span.overlaps):
        found = {s.id for s in sources if any(fits(mention) for mention in s.mentions)}
        if found:
            return found
    return {s.speaker for s in reading.statements if s.source and s.source.overlaps(span) and s.speaker}


def on_notes(
    claims: Sequence[Claim], readings: Sequence[Reading], sources: Sequence[Source], decisions: Sequence[Decision]
) -> list[Outcome]:
    """The notes, each with what it is about."""
    places = Places.of(readings)

    def about(decision: Decision) -> tuple[str, str]:
        anchors = things(decision)[0]
        if "/" in anchors[0].thing:
            return known(tuple(claims), places, anchors).id, decision.id
        if anchors[0].role == "content":
            return places.statement(anchors).id, decision.id
        if anchors[0].role == "figure":
            return places.figure(anchors[0]).id, decision.id
        return source_at(places, sources, anchors), decision.id

    settled, done = settle(live(decisions, DecisionKind.NOTE), about)
    return done + [one.outcome("", [one.target[0]]) for one in settled]
