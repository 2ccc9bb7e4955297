"""Decisions on claims: merged, split, renamed. A claim is known again by the statements it had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.decisions.places import Gone, Places, members, things
from rashomon.decisions.settle import live, ordered, settle
from rashomon.model import Anchor, Claim, Decision, DecisionKind, Effect, Outcome, Reading, claim_id

MERGE, SPLIT, RENAME = DecisionKind.MERGE_CLAIMS, DecisionKind.SPLIT_CLAIM, DecisionKind.RENAME_CLAIM
Claims = tuple[Claim, ...]


def on_claims(
    claims: Sequence[Claim], readings: Sequence[Reading], decisions: Sequence[Decision]
) -> tuple[Claims, list[Outcome]]:
    """The claims as people cut and named them: cuts in order of time, so that the latest holds, then names."""
    places, held = Places.of(readings), tuple(claims)
    done: list[Outcome] = []
    cuts = ordered([*live(decisions, MERGE), *live(decisions, SPLIT)])
    for decision in cuts:
        try:
            held, outcome = (_merged if decision.kind is MERGE else _split)(held, places, decision)
        except Gone as gone:
            outcome = Outcome(decision, Effect.ORPHAN, str(gone))
        done.append(outcome)
    held, named = _renamed(held, places, decisions)
    return held, contested(done) + named + _rated(held, places, decisions)


def known(claims: Claims, places: Places, anchors: Sequence[Anchor]) -> Claim:
    """The claim that holds half of the statements anchored or more, and more than any other; Gone where none does."""
    wanted, gone = statements(places, anchors)
    if not wanted:
        raise Gone(f"none of the claim's statements is there: {gone}")
    ranked = sorted(claims, key=lambda c: -len(wanted & set(c.statements)))
    hits = [len(wanted & set(c.statements)) for c in ranked[:2]]
    if not hits or hits[0] * 2 < len(wanted):
        raise Gone("no claim holds half of the statements that the claim had")
    if len(hits) == 2 and hits[0] == hits[1]:
        raise Gone("two claims hold the same statements of those that the claim had")
    return ranked[0]


def statements(places: Places, anchors: Sequence[Anchor]) -> tuple[set[str], str]:
    """The ids of the statements anchored that are there, and why the last that is not there is not."""
    found, why = set(), ""
    for one in members(anchors):
        try:
            found.add(places.statement(one).id)
        except Gone as gone:
            why = str(gone)
    return found, why


def _merged(claims: Claims, places: Places, decision: Decision) -> tuple[Claims, Outcome]:
    parts = list(dict.fromkeys(known(claims, places, anchors) for anchors in things(decision)))
    machine = "; ".join(claim.label for claim in parts) if len(parts) > 1 else "one claim already"
    order = {c.id: n for n, c in enumerate(claims)}
    parts.sort(key=lambda c: order[c.id])
    label = max(parts, key=lambda c: len(c.statements)).label
    ids = tuple(dict.fromkeys(s for c in parts for s in c.statements))
    made = Claim(claim_id(ids), label, ids, tuple(dict.fromkeys(f for c in parts for f in c.figures)))
    held = tuple(made if c is parts[0] else c for c in claims if c is parts[0] or c not in parts)
    return held, Outcome(decision, Effect.APPLIED, "", machine, (made.id, *made.statements))


def _split(claims: Claims, places: Places, decision: Decision) -> tuple[Claims, Outcome]:
    """Every claim that holds both some to take out and some of the rest is cut in two."""
    whole, *out = things(decision)
    taken, why = statements(places, [a for anchors in out for a in anchors])
    rest = statements(places, whole)[0] - taken
    if not taken or not rest:
        raise Gone(why or "the claim has no statement left beside those to take out")
    held: list[Claim] = []
    cut: list[Claim] = []
    figures = {f.id: f.statement for r in places.readings.values() for f in r.figures}
    for claim in claims:
        inside = set(claim.statements)
        if inside & taken and inside & rest:
            halves = _halves(claim, taken, figures)
            cut.append(claim)
            held += halves
        else:
            held.append(claim)
    machine = "; ".join(c.label for c in cut) or "apart already"
    about = (*(c.id for c in held if set(c.statements) & (taken | rest)), *sorted(taken | rest))
    return tuple(held), Outcome(decision, Effect.APPLIED, "", machine, about)


def _halves(claim: Claim, taken: set[str], figures: dict[str, str | None]) -> list[Claim]:
    """The claim without some statements, and those by themselves; each keeps its own figures."""
    parts = [[s for s in claim.statements if s not in taken], [s for s in claim.statements if s in taken]]
    made = [(p, tuple(f for f in claim.figures if figures.get(f) in p)) for p in parts]
    return [Claim(claim_id(p), claim.label, tuple(p), held) for p, held in made]


def _renamed(claims: Claims, places: Places, decisions: Sequence[Decision]) -> tuple[Claims, list[Outcome]]:
    settled, done = settle(live(decisions, RENAME), lambda d: known(claims, places, things(d)[0]).id)
    labels = {c.id: c.label for c in claims}
    new = {one.target: one.decision.field("label") for one in settled if one.holds}
    done += [one.outcome(labels[one.target], [one.target]) for one in settled]
    return tuple(replace(c, label=new.get(c.id, c.label)) for c in claims), done


def _rated(claims: Claims, places: Places, decisions: Sequence[Decision]) -> list[Outcome]:
    """What people said of a claim: it changes nothing."""
    rated = live(decisions, DecisionKind.RATING)
    settled, done = settle(rated, lambda d: known(claims, places, things(d)[0]).id)
    return done + [one.outcome("", [one.target]) for one in settled]


def contested(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The cuts, with those of two people that undo each other marked: one joins what the other takes apart."""
    made: list[Outcome] = []
    for outcome in outcomes:
        other = next((o for o in outcomes if against(outcome.decision, o.decision)), None)
        if other and outcome.effect is Effect.APPLIED and other.effect is Effect.APPLIED:
            last = max(outcome.decision, other.decision, key=lambda d: (d.when, d.id))
            reason = f"decided otherwise by {other.decision.who} ({other.decision.id}); the latest holds ({last.id})"
            outcome = replace(outcome, effect=Effect.CONFLICT, reason=reason)
        made.append(outcome)
    return made


def against(left: Decision, right: Decision) -> bool:
    """True for a merge and a split of two people that cannot both hold."""
    if {left.kind, right.kind} != {MERGE, SPLIT} or left.who == right.who:
        return False
    merge, split = (left, right) if left.kind is MERGE else (right, left)
    joined = {_words(one) for one in members(merge.anchors)}
    whole, *out = things(split)
    taken = {_words(one) for anchors in out for one in members(anchors)}
    rest = {_words(one) for one in members(whole)} - taken
    return bool(joined & taken and joined & rest)


def _words(anchors: Sequence[Anchor]) -> tuple[tuple[str, int, int], ...]:
    return tuple((a.report, a.start, a.end) for a in anchors if a.role == "content")
