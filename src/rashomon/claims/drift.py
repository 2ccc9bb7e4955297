"""How a claim changed on its way from one report to the next."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from rashomon.claims.changes import Found, changes
from rashomon.claims.match import FAINT, HALF, Clause, Weighed, clauses, matched, numbered, weights
from rashomon.model import Claim, Derivation, DerivationKind, Drift, Reading, Report, SourceKind, Span, Statement
from rashomon.text.address import page
from rashomon.text.compare import keys

CITING = "the same speaker"
CORRECTS = re.compile(r"^\W*(?:corrects?|correction|corrected|clarifies|refiles|recasts|removes)\b", re.IGNORECASE)
EDGE = 0.3
CITED = 0.8
"""How alike two clauses must be where only a common speaker ties the reports."""


def drifts(
    readings: Sequence[Reading], derivations: Sequence[Derivation], claims: Sequence[Claim]
) -> tuple[Drift, ...]:
    """The changes along every edge, and from report to report of one speaker's words, the weightiest first.

    Two clauses of one language are compared that share most of their words and
    numbers. A pair in which nothing changed that matters is no drift.
    """
    by_id = {reading.report.id: reading for reading in readings}
    cut = {reading.report.id: clauses(reading) for reading in readings}
    idf = weights(cut.values())
    ready = {report: Weighed(text, idf) for report, text in cut.items()}
    names = {s.id: (s.name, s.kind) for reading in readings for s in reading.sources}

    def name(statement: Statement) -> tuple[str, SourceKind | None]:
        plain = statement.source.exact if statement.source else ""
        found = names.get(statement.speaker or "")
        return found if found else (plain, None)

    best: dict[Span, Match] = {}
    for edge in (*sorted(derivations, key=lambda d: (d.child, d.parent or "")), *cited(readings, derivations, claims)):
        if edge.parent not in by_id or not comparable(edge, by_id[edge.child].report, by_id[edge.parent].report):
            continue
        child_report, parent_report = by_id[edge.child].report, by_id[edge.parent].report
        other = parent_report.lang != child_report.lang
        facts_only = other or corrected(child_report, parent_report) or same_page(child_report, parent_report)
        own, theirs = keys(child_report.outlet), keys(parent_report.outlet)
        for child, parent, share in matched(ready[edge.child], ready[edge.parent]):
            if edge.reason == CITING and child.who & own:
                continue  # a body's own release is where its words come from
            carried = copied(edge, parent, child) or bool(child.said and keys(name(child.said)[0]) & theirs)
            made = Match(round(share, 2), edge.share, parent, child, carried, facts_only, edge.reason != CITING)
            if fits(edge, made) and (child.span not in best or best[child.span].rank < made.rank):
                best[child.span] = made
    outlets = {reading.report.id: keys(reading.report.outlet) for reading in readings}

    def compared(m: Match) -> list[Found]:
        own = outlets[m.child.span.report_id] | outlets[m.parent.span.report_id]
        return changes(m.parent, m.child, name, carried=m.carried, facts_only=m.facts_only, own=own)

    found = [(m, compared(m)) for m in best.values()]
    out = [drift(m.parent, m.child, change, m.share) for m, change in found if change]
    return tuple(sorted(out, key=lambda d: (-d.weight, d.child, d.parent)))


@dataclass(frozen=True, slots=True)
class Match:
    """A clause of a child with the one of its parent that it comes from."""

    share: float
    edge: float
    parent: Clause
    child: Clause
    carried: bool
    """True when a copied passage runs through both, or the child gives it in the name of the parent's outlet."""
    facts_only: bool = False
    """True for two languages, and for a correction: figures and nouns are compared, and no more."""
    derived: bool = True
    """False where only a common speaker ties the reports."""

    @property
    def rank(self) -> tuple[float, float]:
        """The better fit first, an edge before a common speaker unless that fits far better, then the stronger edge."""
        return self.share + EDGE * self.derived, self.edge


def comparable(edge: Derivation, child: Report, parent: Report) -> bool:
    """True for reports of one language and for a translation."""
    return child.lang == parent.lang or edge.kind is DerivationKind.TRANSLATION


def corrected(child: Report, parent: Report) -> bool:
    """True for an outlet's correction of its own report: what it changed was meant to change."""
    return child.outlet == parent.outlet and bool(CORRECTS.match(child.text.lstrip()))


def same_page(a: Report, b: Report) -> bool:
    """True for two captures of one page."""
    return bool(page(a.url)) and page(a.url) == page(b.url)


def fits(edge: Derivation, match: Match) -> bool:
    """True when two clauses are alike enough for what ties their reports."""
    parent, child = match.parent, match.child
    if CORRECTS.match(child.span.exact):
        return False
    if edge.reason == CITING:
        return match.share >= CITED and bool(parent.voices & child.voices or child.who)
    if not (parent.keys & child.keys) - parent.names and not numbered(parent, child):
        return False
    return match.share >= (FAINT if match.carried or numbered(parent, child) else HALF)


def copied(edge: Derivation, parent: Clause, child: Clause) -> bool:
    """True when a passage of the edge touches both clauses."""
    return any(touches(p.child, child.span) and touches(p.parent, parent.span) for p in edge.passages)


def touches(stretch: tuple[int, int], span: Span) -> bool:
    """True when a stretch of text and a span share a character."""
    return stretch[0] < span.end and span.start < stretch[1]


def cited(readings: Sequence[Reading], derivations: Sequence[Derivation], claims: Sequence[Claim]) -> list[Derivation]:
    """Pairs of reports without an edge in which one speaker says the same claim, the later after the earlier."""
    known = {(d.child, d.parent) for d in derivations} | {(d.parent, d.child) for d in derivations}
    said = {s.id: s for reading in readings for s in reading.statements}
    date = {reading.report.id: reading.report.published for reading in readings}
    found: set[tuple[str, str]] = set()
    for claim in claims:
        where: dict[str, set[str]] = defaultdict(set)
        for statement in (said[i] for i in claim.statements):
            if statement.speaker:
                where[statement.speaker].add(statement.report_id)
        for reports in where.values():
            dated = [(a, b) for a, b in permutations(sorted(reports), 2) if earlier(date[a], date[b])]
            found.update((b, a) for a, b in dated if (b, a) not in known)
    for child, parent in by_outlet(readings):
        if earlier(date[parent], date[child]) and (child, parent) not in known:
            found.add((child, parent))
    above: dict[str, set[str]] = defaultdict(set)
    for edge in derivations:
        above[edge.child].add(edge.parent or edge.child)
    # two that come from one report are no step on each other's way
    apart = sorted((c, p) for c, p in found if not above[c] & above[p])
    return [Derivation(c, p, None, DerivationKind.CREDITS, 0.0, CITING) for c, p in apart]


def earlier(first: str, second: str) -> bool:
    """True when one date lies before another, whatever their precision: a day is not before its own hours."""
    return bool(first) and first < second and not second.startswith(first)


def by_outlet(readings: Sequence[Reading]) -> Iterator[tuple[str, str]]:
    """Each report with those of the one outlet that a speaker of it is named after: 'the ministry', its release."""
    outlets: dict[frozenset[str], list[str]] = defaultdict(list)
    for reading in readings:
        if words := keys(reading.report.outlet):
            outlets[words].append(reading.report.id)
    held: dict[str, list[frozenset[str]]] = defaultdict(list)
    for words in outlets:
        for word in words:
            held[word].append(words)
    for reading in readings:
        own = keys(reading.report.outlet)
        spoken = {keys(s.source.exact) for s in reading.statements if s.source}
        for name in sorted((name for name in spoken if name), key=sorted):
            named = [o for o in held.get(min(name), ()) if name <= o and o != own]
            if len(named) == 1:
                yield from ((reading.report.id, parent) for parent in outlets[named[0]])


def drift(parent: Clause, child: Clause, found: Sequence[Found], share: float) -> Drift:
    """A drift with its reason in a plain sentence."""
    reason = "; ".join(f"{f.change.value.replace('-', ' ')}: {f.words}" for f in found)
    weight = min(1.0, found[0].weight + 0.05 * (len(found) - 1)) * min(1.0, 0.5 + share / 2)
    return Drift(parent.span, child.span, tuple(f.change for f in found), reason, round(weight, 3))
