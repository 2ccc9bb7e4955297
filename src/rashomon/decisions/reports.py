"""Decisions on what one report says: furniture, statements that were missed, speakers, stances, figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.decisions.edit import furnished, refigured, respoken, with_statement
from rashomon.decisions.places import Gone, Places, key, things
from rashomon.decisions.settle import Settled, live, settle
from rashomon.decisions.words import figure_words, name_of
from rashomon.model import (
    Anchor,
    Decision,
    DecisionKind,
    Form,
    Outcome,
    Reading,
    Span,
    Stance,
    Statement,
    statement_id,
)

QUOTES = "\"“„«‘'"
Readings = tuple[Reading, ...]


def on_readings(readings: Sequence[Reading], decisions: Sequence[Decision]) -> tuple[Readings, list[Outcome]]:
    """The readings as people corrected them, in order of stage, and what became of each decision."""
    done: list[Outcome] = []
    held = tuple(readings)
    for stage in (_furniture, _missed, _kept, _speakers, _stances, _figures):
        held, outcomes = stage(held, decisions)
        done += outcomes
    return held, done


def _put(readings: Readings, changed: Reading) -> Readings:
    return tuple(changed if key(r.report) == key(changed.report) else r for r in readings)


def _furniture(readings: Readings, decisions: Sequence[Decision]) -> tuple[Readings, list[Outcome]]:
    settled, done = settle(
        live(decisions, DecisionKind.FURNITURE), lambda d: Places.of(readings).span(_first(d, "furniture"))
    )
    for one in settled:
        reading = next(r for r in readings if r.report.id == one.target.report_id)
        changed = furnished(reading, one.target)
        gone = len(reading.statements) - len(changed.statements)
        done.append(one.outcome(f"{gone} statement(s) taken from it" if gone else "", [reading.report.id]))
        readings = _put(readings, changed)
    return readings, done


def _missed(readings: Readings, decisions: Sequence[Decision]) -> tuple[Readings, list[Outcome]]:
    found = live(decisions, DecisionKind.MISSED_STATEMENT)
    settled, done = settle(found, lambda d: statement(Places.of(readings), things(d)[0]).id)
    for one in settled:
        places = Places.of(readings)
        made = statement(places, things(one.decision)[0])
        reading = places.reading(one.decision.anchors[0])
        done.append(one.outcome("", [reading.report.id, made.id]))
        if one.holds:
            made = replace(made, stance=Stance(one.decision.field("stance") or Stance.ASSERTS))
            reading = with_statement(reading, made)
            readings = _put(readings, respoken(reading, made.id, one.decision.field("name"), readings))
    return readings, done


def statement(places: Places, anchors: Sequence[Anchor]) -> Statement:
    """A statement made of the words that a person marked."""
    spans: dict[str, list[Span]] = {"content": [], "source": [], "cue": []}
    for anchor in anchors:
        spans.setdefault(anchor.role, []).append(places.span(anchor))
    content = tuple(sorted(spans["content"]))
    if not content:
        raise Gone("the decision names no words of a statement")
    source, cue = (next(iter(spans[role]), None) for role in ("source", "cue"))
    report = places.reading(anchors[0]).report
    quoted = report.text[max(0, content[0].start - 1) : content[0].start + 1].strip()[:1] in set(QUOTES)
    form = Form.DIRECT if quoted else Form.INDIRECT
    name = statement_id(report.id, content, source, cue)
    return Statement(name, report.id, content, source, cue, form, made_by="person")


def _kept(readings: Readings, decisions: Sequence[Decision]) -> tuple[Readings, list[Outcome]]:
    """A statement about whose speaker or stance a person decided stands, also where the machine no longer finds it."""
    for decision in (*live(decisions, DecisionKind.SPEAKER), *live(decisions, DecisionKind.STANCE)):
        places = Places.of(readings)
        try:
            places.statement(things(decision)[0])
        except Gone:
            readings = _made_again(readings, places, decision)
    return readings, []


def _made_again(readings: Readings, places: Places, decision: Decision) -> Readings:
    """The readings with the statement, unless its text is gone or the machine now cuts the attribution otherwise."""
    try:
        made = statement(places, things(decision)[0])
    except Gone:
        return readings
    reading = places.reading(decision.anchors[0])
    rivals = [s for s in reading.statements if not s.own_voice and overlap(s, made)]
    return readings if rivals else _put(readings, respoken(with_statement(reading, made), made.id, "", readings))


def overlap(left: Statement, right: Statement) -> bool:
    """True when two statements share a character of content."""
    return any(a.overlaps(b) for a in left.content for b in right.content)


def _speakers(readings: Readings, decisions: Sequence[Decision]) -> tuple[Readings, list[Outcome]]:
    settled, done = _of_statements(readings, decisions, DecisionKind.SPEAKER)
    before = {s.id: name_of(r, s.speaker) for r in readings for s in r.statements}
    for one in settled:
        reading = _holding(readings, one.target)
        done.append(one.outcome(before[one.target], [one.target]))
        if one.holds:
            name = one.decision.field("name")
            readings = _put(readings, respoken(reading, one.target, name or None, readings))
    return readings, done


def _stances(readings: Readings, decisions: Sequence[Decision]) -> tuple[Readings, list[Outcome]]:
    settled, done = _of_statements(readings, decisions, DecisionKind.STANCE)
    before = {s.id: s.stance.value for r in readings for s in r.statements}
    for one in settled:
        reading = _holding(readings, one.target)
        done.append(one.outcome(before[one.target], [one.target]))
        if one.holds:
            stance = Stance(one.decision.field("stance"))
            # 'person': no later stage reads the stance from the cue again
            new = (replace(s, stance=stance, made_by="person") if s.id == one.target else s for s in reading.statements)
            readings = _put(readings, replace(reading, statements=tuple(new)))
    return readings, done


def _of_statements(
    readings: Readings, decisions: Sequence[Decision], kind: DecisionKind
) -> tuple[list[Settled[str]], list[Outcome]]:
    places = Places.of(readings)
    return settle(live(decisions, kind), lambda d: places.statement(things(d)[0]).id)


def _figures(readings: Readings, decisions: Sequence[Decision]) -> tuple[Readings, list[Outcome]]:
    places = Places.of(readings)
    settled, done = settle(live(decisions, DecisionKind.FIGURE), lambda d: _figure_at(places, d))
    for one in settled:
        reading = next(r for r in readings if r.report.id == one.target.report_id)
        old = next((f for f in reading.figures if f.span == one.target), None)
        latest = next(s.decision for s in settled if s.target == one.target and s.holds)
        changed, new = refigured(reading, one.target, latest)
        done.append(one.outcome(figure_words(places, one.target), [new.id, old.id if old else new.id]))
        if one.holds:
            readings = _put(readings, changed)
    return readings, done


def _figure_at(places: Places, decision: Decision) -> Span:
    """The span of the figure that stands there, else the person's own: a figure is all said in the decision."""
    anchor = _first(decision, "figure")
    try:
        return places.figure(anchor).span
    except Gone:
        return places.span(anchor)


def _first(decision: Decision, role: str) -> Anchor:
    for anchor in decision.anchors:
        if anchor.role == role:
            return anchor
    raise Gone(f"the decision names no {role}")


def _holding(readings: Readings, statement: str) -> Reading:
    return next(r for r in readings if any(s.id == statement for s in r.statements))
