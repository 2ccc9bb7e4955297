"""What somebody denied and later admits: a reversal, with the reports that print the denial still."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rashomon.claims.match import Clause, clauses
from rashomon.claims.ties import earlier
from rashomon.claims.wording import denied
from rashomon.model import Carried, Reading, Report, Span, Stance, Statement, Withdrawal
from rashomon.text.causes import causal
from rashomon.text.compare import keys, negated

LEAST = 2
MOST = 0.6
"""How many of a denial's terms, and which share of them, an admission must have."""
BESIDE = 120
"""So many characters before a statement its source is shown with it."""
SAME = 0.7
"""Share of a denial's terms that another must have to be that denial."""


def turned(readings: Sequence[Reading]) -> Iterator[Withdrawal]:
    """Every denial of a speaker or of a body's own release that the same one takes back by an admission."""
    admitted = [(r, s) for r in readings for s in r.statements if admits(s)]
    if not admitted:
        return
    names = {s.id: s.name for reading in readings for s in reading.sources}
    mouths = {s.id: {s.speaker or "", words(names.get(s.speaker or "", ""))} - {""} for _, s in admitted}
    wanted = frozenset(mouth for found in mouths.values() for mouth in found)
    denials = by_mouth([reading for reading in readings if wanted & voices(reading)])
    for reading, statement in admitted:
        before = [clause for mouth in sorted(mouths[statement.id]) for clause in denials.get(mouth, ())]
        yield from taken_back(statement, reading, before, {r.report.id: r for r in readings})


def admits(statement: Statement) -> bool:
    """True for an admission that something is so, by somebody who is known."""
    return statement.stance is Stance.ADMITS and bool(statement.speaker) and not negated(statement.text)


def voices(reading: Reading) -> set[str]:
    """Who speaks in a report, and the words of its outlet."""
    return {s.speaker for s in reading.statements if s.speaker} | {words(reading.report.outlet)}


def words(name: str) -> str:
    """A name by its words, in whatever order: 'Ministry of Defence' is 'the Defence Ministry'."""
    return " ".join(sorted(keys(name)))


def by_mouth(readings: Sequence[Reading]) -> Mapping[str, list[Clause]]:
    """The clauses that deny something, under each speaker of theirs and under the outlet that they stand in."""
    found: dict[str, list[Clause]] = defaultdict(list)
    for reading in readings:
        outlet = words(reading.report.outlet)
        for clause in clauses(reading):
            if denies(clause):
                for mouth in sorted(clause.voices | ({outlet} if outlet else set())):
                    found[mouth].append(clause)
    return found


def denies(clause: Clause) -> bool:
    """True for a clause in which somebody, or the outlet itself, says that a thing is not so."""
    stances = {s.stance for s in clause.statements if not s.own_voice}
    return Stance.NO_COMMENT not in stances and (Stance.DENIES in stances or bool(denied(clause)))


def taken_back(
    admission: Statement, reading: Reading, denials: Sequence[Clause], by_id: Mapping[str, Reading]
) -> Iterator[Withdrawal]:
    """The earliest denial of what is admitted, with those of others that print it."""
    words = keys(admission.text)
    # who denies that a thing did harm, and admits the thing, has not said that it did harm
    same = [clause for clause in denials if causal(admission.text) or not causal(clause.span.exact)]
    told = [clause for clause in same if contradicts(clause, words, reading, by_id)]
    first = min(told, default=None, key=lambda c: (by_id[c.span.report_id].report.published, c.span))
    if first is None:
        return
    rest: dict[str, Span] = {}
    for clause in sorted(told, key=lambda c: c.span):
        alike = len(clause.keys & first.keys) >= SAME * len(first.keys)
        if alike and clause.span.report_id not in (first.span.report_id, reading.report.id):
            rest.setdefault(clause.span.report_id, clause.span)
    carried = tuple(
        Carried(span, earlier(reading.report.published, by_id[report].report.published))
        for report, span in rest.items()
    )
    later = in_full(admission, reading.report)
    yield Withdrawal(first.span, later, "denied before and admitted here by the same source", carried)


def in_full(statement: Statement, report: Report) -> Span:
    """The first words of a statement together with who says them, where they stand right before."""
    content = statement.content[0]
    ahead = [p.start for p in (statement.source, statement.cue) if p and 0 < content.start - p.start <= BESIDE]
    return report.span(min([content.start, *ahead]), content.end)


def contradicts(clause: Clause, words: frozenset[str], reading: Reading, by_id: Mapping[str, Reading]) -> bool:
    """True for an earlier clause that denies what some words admit: what it denies is among them."""
    common = (clause.keys & words) - clause.names
    enough = len(common) >= max(LEAST, MOST * len(clause.keys))
    before = earlier(by_id[clause.span.report_id].report.published, reading.report.published)
    return before and enough and bool(denied(clause) & words or Stance.DENIES in {s.stance for s in clause.statements})
