"""What was taken back, and which reports still carry it: a correction that did not travel.

An outlet corrects its own report, or a later capture of a page says otherwise; a body says that an earlier figure of
its own no longer holds, or admits what it denied. What others made of the first words stays as they printed it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rashomon.claims.match import FAINT, Clause, Weighed, clauses, core, fused, matched, weights
from rashomon.claims.nouns import LOADED, kind_of, nouns
from rashomon.claims.ties import corrected, earlier, same_page
from rashomon.claims.turned import turned
from rashomon.model import Carried, Change, Claim, Derivation, Drift, Reading, Report, Span, Statement, Withdrawal
from rashomon.text.compare import WORD, keys

FACTS = frozenset({Change.FIGURE_CHANGED, Change.NOUN_CHANGED})
NO_LONGER = re.compile(
    r"\b(?:earlier|previous|initial|preliminary|first)\s+(?:\w+\s+)?(?:figure|count|toll|estimate|number|total)s?\b"
    r"|\b(?:withdr[ae]w|withdrawn|retract(?:s|ed)?)\b"
    r"|\b(?:premier|précédent)\s+(?:bilan|chiffre|décompte)\b|\b(?:primera|anterior)\s+(?:cifra|estimación)\b",
    re.IGNORECASE,
)
"""Somebody says of a number that it was given before."""


def withdrawals(
    readings: Sequence[Reading],
    derivations: Sequence[Derivation],
    drifts: Sequence[Drift],
    claims: Sequence[Claim] = (),
) -> tuple[Withdrawal, ...]:
    """Every statement that was taken back, with the words that replaced it and the reports that carry it on."""
    by_id = {reading.report.id: reading for reading in readings}
    made = [*put_right(by_id, derivations, drifts), *own_figures(readings), *turned(readings, claims)]
    return tuple(sorted(made, key=lambda w: (w.earlier, w.later)))


def put_right(
    by_id: Mapping[str, Reading], derivations: Sequence[Derivation], drifts: Sequence[Drift]
) -> Iterator[Withdrawal]:
    """What an outlet's correction or a later capture changed, with what the first words became elsewhere."""
    for drift in drifts:
        first, second = (by_id[s.report_id].report for s in (drift.parent, drift.child))
        if not FACTS & set(drift.changes) or not (corrected(second, first) or same_page(second, first)):
            continue
        heirs = descendants(first.id, derivations, but=second.id)
        carried = carriers(drift, by_id[first.id], [by_id[i] for i in heirs], second)
        how = "corrected" if corrected(second, first) else "changed on the page"
        yield Withdrawal(drift.parent, drift.child, f"{how}: {drift.reason}", tuple(carried))


def descendants(root: str, derivations: Sequence[Derivation], *, but: str) -> list[str]:
    """All that come from a report by any way that does not lead through another."""
    below: dict[str, set[str]] = defaultdict(set)
    for edge in derivations:
        below[edge.parent or ""].add(edge.child)
    seen, waiting = {root, but}, [root]
    while waiting:
        new = below[waiting.pop()] - seen
        seen |= new
        waiting.extend(new)
    return sorted(seen - {root, but})


def carriers(drift: Drift, root: Reading, heirs: Sequence[Reading], correction: Report) -> Iterator[Carried]:
    """The clauses of a report's heirs that say what it said before, and not what it says now."""
    cut = {reading.report.id: clauses(reading) for reading in (root, *heirs)}
    idf = weights(cut.values())
    origin = Weighed(cut[root.report.id], idf)
    for heir in heirs:
        foreign = heir.report.lang != root.report.lang
        ready = Weighed(cut[heir.report.id], idf)
        found = matched(ready, origin, foreign=foreign)
        for child, parent, share in (*found, *fused(ready, origin, found, foreign=foreign)):
            if drift.parent.holds(parent.span) and share >= FAINT and says_still(drift, parent, child):
                yield Carried(child.span, earlier(correction.published, heir.report.published))


def says_still(drift: Drift, parent: Clause, child: Clause) -> bool:
    """True when a clause has the figure, or the noun for people, that was taken back."""
    gone = {core(f) for f in parent.figures if f.span.exact.casefold() not in drift.child.exact.casefold()}
    if Change.FIGURE_CHANGED in drift.changes:
        return bool(gone & {core(f) for f in child.figures})
    now = {kind_of(word) for word in WORD.findall(drift.child.exact)}
    still = {n.kind for n in nouns(child)}
    return bool(still & LOADED) and not still & now


def own_figures(readings: Sequence[Reading]) -> Iterator[Withdrawal]:
    """An earlier figure that a body says it gave, with the reports that give it for the same thing."""
    report = {reading.report.id: reading.report for reading in readings}
    given: dict[tuple[float, str], list[tuple[Span, Statement]]] = defaultdict(list)
    for reading in readings:
        said = {s.id: s for s in reading.statements}
        for figure in reading.figures:
            value, statement = core(figure), said.get(figure.statement or "")
            if value is not None and statement and figure.scope:
                given[value, figure.scope].append((within(statement, figure.span), statement))
    for reading in readings:
        for clause in clauses(reading) if NO_LONGER.search(reading.report.text) else ():
            yield from replaced(clause, reading.report, given, report)


def within(statement: Statement, span: Span) -> Span:
    """The piece of a statement's content that holds a span, else the first."""
    return next((piece for piece in statement.content if piece.holds(span)), statement.content[0])


def replaced(
    clause: Clause,
    own: Report,
    given: Mapping[tuple[float, str], Sequence[tuple[Span, Statement]]],
    reports: Mapping[str, Report],
) -> Iterator[Withdrawal]:
    """The withdrawal that one clause tells of: of one figure, that a report before had in the body's name."""
    values = {core(f) for f in clause.figures}
    if len(values) != 1 or not NO_LONGER.search(clause.span.exact):
        return
    body = clause.who or keys(own.outlet)
    for (value, _), found in given.items():
        others = [(span, s) for span, s in found if value in values and span.report_id != own.id]
        theirs = [
            span
            for span, s in others
            if s.source and body & keys(s.source.exact) and earlier(reports[span.report_id].published, own.published)
        ]
        first = min(theirs, default=None, key=lambda s: (reports[s.report_id].published, s))
        if first:
            rest = only([span for span, _ in others], first)
            carried = tuple(Carried(s, earlier(own.published, reports[s.report_id].published)) for s in rest)
            reason = f"its source says that '{clause.figures[0].span.exact}' was an earlier figure"
            yield Withdrawal(first, clause.span, reason, carried)
            return


def only(spans: Iterable[Span], first: Span) -> list[Span]:
    """The spans of other reports than the first's, each report once."""
    found: dict[str, Span] = {}
    for span in sorted(spans):
        if span.report_id != first.report_id:
            found.setdefault(span.report_id, span)
    return list(found.values())
