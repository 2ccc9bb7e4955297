"""Decisions on which report came from which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.decisions.places import Gone, Places, things
from rashomon.decisions.settle import Settled, live, settle
from rashomon.decisions.words import edge_words
from rashomon.model import Decision, DecisionKind, Derivation, DerivationKind, Effect, Outcome, Passage, Reading

NONE = "none"


def on_edges(
    lineage: Sequence[Derivation], readings: Sequence[Reading], decisions: Sequence[Decision]
) -> tuple[tuple[Derivation, ...], list[Outcome]]:
    """The edges as people decided them; an edge that would close a circle is an orphan that says so."""
    places = Places.of(readings)
    pairs = {d.id: _pair(places, d) for d in live(decisions, DecisionKind.EDGE) if _there(places, d)}
    found = live(decisions, DecisionKind.EDGE)
    settled, done = settle(found, lambda d: _key(places, d), lambda d: (d.value, pairs[d.id]))
    reports = {r.report.id: r.report for r in readings}
    edges = tuple(lineage)
    for one in settled:
        machine = "; ".join(edge_words(e, reports) for e in lineage if {e.child, e.parent} == set(one.target))
        pair = pairs[one.decision.id]
        if one.holds and circle(edges, *pair, one.decision):
            done.append(Outcome(one.decision, Effect.ORPHAN, "it would make a report come from itself", machine, pair))
            continue
        done.append(one.outcome(machine, pair))
        edges = decided(edges, pair, one) if one.holds else edges
    return edges, done


def _key(places: Places, decision: Decision) -> tuple[str, str]:
    """The two reports in one order: a decision on the direction is about the same edge."""
    left, right = sorted(_pair(places, decision))
    return left, right


def _there(places: Places, decision: Decision) -> bool:
    try:
        return bool(_pair(places, decision))
    except Gone:
        return False


def _pair(places: Places, decision: Decision) -> tuple[str, str]:
    """Child and parent."""
    found = [places.reading(anchors[0]).report.id for anchors in things(decision)]
    if len(found) < 2 or found[0] == found[1]:
        raise Gone("the decision does not name two reports")
    return found[0], found[1]


def circle(edges: Sequence[Derivation], child: str, parent: str, decision: Decision) -> bool:
    """True when the parent comes from the child by other edges than theirs."""
    above: dict[str, list[str]] = {e.child: [] for e in edges}
    for edge in edges:
        if edge.parent and {edge.child, edge.parent} != {child, parent}:
            above[edge.child].append(edge.parent)
    seen, ahead = set(), [parent]
    while ahead and decision.field("edge") != NONE:
        at = ahead.pop()
        if at == child:
            return True
        if at not in seen:
            seen.add(at)
            ahead += above.get(at, [])
    return False


def decided(
    edges: Sequence[Derivation], pair: tuple[str, str], one: Settled[tuple[str, str]]
) -> tuple[Derivation, ...]:
    """The edges with the one between two reports as a person said it."""
    child, parent = pair
    old = next((e for e in edges if {e.child, e.parent} == {child, parent}), None)
    others = [e for e in edges if {e.child, e.parent} != {child, parent}]
    kind = one.decision.field("edge")
    if kind == NONE:
        return tuple(others)
    why = f"decided by {one.decision.who}" + (f": {one.decision.why}" if one.decision.why else "")
    base = old or Derivation(child, parent, None, DerivationKind(kind), 0.0, why)
    turned = base.passages if base.child == child else tuple(Passage(p.parent, p.child) for p in base.passages)
    made = replace(
        base, child=child, parent=parent, kind=DerivationKind(kind), reason=why, passages=turned, direction_known=True
    )
    at = edges.index(old) if old else len(others)
    return (*others[:at], made, *others[at:])
