"""Which two reports are compared for drift, and what ties them: an edge of lineage, or who speaks in both."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import product

from rashomon.claims.voices import HEARSAY, OUTLET, nobody
from rashomon.model import Claim, Derivation, DerivationKind, Reading, Report, Statement
from rashomon.text.address import page
from rashomon.text.compare import keys
from rashomon.text.strength import vague

CORRECTS = re.compile(r"^\W*(?:corrects?|correction|corrected|clarifies|refiles|recasts|removes)\b", re.IGNORECASE)

WEEKS = 14
"""Days."""


class Way(Enum):
    """What ties a report to an earlier one."""

    EDGE = "it comes from it"
    ABOVE = "it comes from one that comes from it"
    SPEAKER = "one speaker says a claim in both"
    HEARSAY = "it gives as hearsay what the other gives with its source"
    RELEASE = "it cites the body whose release the other is"


@dataclass(frozen=True, slots=True)
class Tie:
    """Two reports, and for which of their statements the tie holds: all of them where none are listed."""

    child: str
    parent: str
    way: Way
    edge: Derivation | None = None
    said: frozenset[tuple[str, str]] = frozenset()


def ties(readings: Sequence[Reading], derivations: Sequence[Derivation], claims: Sequence[Claim]) -> list[Tie]:
    """All pairs of reports to compare, in an order that no input order changes."""
    inside = [d for d in derivations if d.parent]
    edges = [Tie(d.child, d.parent or "", Way.EDGE, d) for d in sorted(inside, key=lambda d: (d.child, d.parent or ""))]
    parents: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        parents[edge.child].add(edge.parent)
    over = {child: above(child, parents) for child in sorted(parents)}
    far = [Tie(c, p, Way.ABOVE) for c, found in over.items() for p in sorted(found - parents[c])]
    known = {(t.child, t.parent) for t in (*edges, *far)}
    loose = [
        tie
        for tie in (*by_claim(readings, claims), *by_outlet(readings))
        # two that come from one report are no step on each other's way
        if not {(tie.child, tie.parent), (tie.parent, tie.child)} & known
        and not parents[tie.child] & parents[tie.parent]
    ]
    return [*edges, *far, *loose]


def above(report: str, parents: Mapping[str, set[str]]) -> set[str]:
    """All reports that one comes from, by however many hands."""
    found: set[str] = set()
    waiting = [report]
    while waiting:
        new = parents.get(waiting.pop(), set()) - found
        found |= new
        waiting.extend(sorted(new))
    return found - {report}


def by_claim(readings: Sequence[Reading], claims: Sequence[Claim]) -> list[Tie]:
    """Reports in which one speaker says one claim, and those that give as hearsay what an earlier one gives by name."""
    said = {s.id: s for reading in readings for s in reading.statements}
    dated = {reading.report.id: reading.report.published for reading in readings}
    found: dict[tuple[str, str, Way], set[tuple[str, str]]] = defaultdict(set)
    for claim in claims:
        members = [said[i] for i in claim.statements]
        speakers: dict[str, list[Statement]] = defaultdict(list)
        for statement in members:
            if statement.speaker:
                speakers[statement.speaker].append(statement)
        same = (pair for group in speakers.values() for pair in product(group, group))
        told = product((s for s in members if hearsay(s)), (s for s in members if not hearsay(s) and s.source))
        for way, pairs in ((Way.SPEAKER, same), (Way.HEARSAY, told)):
            for child, parent in pairs:
                first, second = dated[parent.report_id], dated[child.report_id]
                if earlier(first, second) and soon(first, second):
                    found[child.report_id, parent.report_id, way].add((child.id, parent.id))
    order = sorted(found, key=lambda key: (key[0], key[1], key[2].value))
    return [Tie(child, parent, way, None, frozenset(found[child, parent, way])) for child, parent, way in order]


def hearsay(statement: Statement) -> bool:
    """True for words of nobody who could be asked: 'reports say', 'it has emerged', 'this newspaper understands'."""
    if statement.source:
        return vague(statement.source.exact) or bool(OUTLET.search(statement.source.exact))
    cue = statement.cue.exact if statement.cue else ""
    return nobody(cue) and bool(HEARSAY.search(cue))


def by_outlet(readings: Sequence[Reading]) -> Iterator[Tie]:
    """Each report with the earlier ones of the one outlet that a speaker of it is named after: 'the ministry'."""
    outlets: dict[frozenset[str], list[Report]] = defaultdict(list)
    for reading in sorted(readings, key=lambda r: r.report.id):
        if words := keys(reading.report.outlet):
            outlets[words].append(reading.report)
    held: dict[str, list[frozenset[str]]] = defaultdict(list)
    for words in outlets:
        for word in words:
            held[word].append(words)
    for reading in sorted(readings, key=lambda r: r.report.id):
        own, child = keys(reading.report.outlet), reading.report
        for name, said in sorted(spoken(reading).items(), key=lambda item: sorted(item[0])):
            named = [o for o in held.get(min(name), ()) if name <= o and o != own]
            releases = outlets[named[0]] if len(named) == 1 else []
            for parent in (r for r in releases if earlier(r.published, child.published)):
                yield Tie(child.id, parent.id, Way.RELEASE, None, frozenset((i, "") for i in said))


def spoken(reading: Reading) -> Mapping[frozenset[str], list[str]]:
    """The statements of a report by the words of their sources."""
    found: dict[frozenset[str], list[str]] = defaultdict(list)
    for statement in reading.statements:
        if statement.source and (words := keys(statement.source.exact)):
            found[words].append(statement.id)
    return found


def earlier(first: str, second: str) -> bool:
    """True when one date lies before another, whatever their precision: a day is not before its own hours."""
    return bool(first) and first < second and not second.startswith(first)


def soon(first: str, second: str) -> bool:
    """True for two dates within two weeks: what is said of two events far apart is no step on one way."""
    try:
        return (date.fromisoformat(second[:10]) - date.fromisoformat(first[:10])).days <= WEEKS
    except ValueError:
        return first[:7] == second[:7]


def comparable(tie: Tie, child: Report, parent: Report) -> bool:
    """True for reports of one language and for a translation."""
    translated = tie.edge is not None and tie.edge.kind is DerivationKind.TRANSLATION
    return child.lang == parent.lang or translated


def corrected(child: Report, parent: Report) -> bool:
    """True for an outlet's correction of its own report: what it changed was meant to change."""
    return child.outlet == parent.outlet and bool(CORRECTS.match(child.text.lstrip()))


def same_page(a: Report, b: Report) -> bool:
    """True for two captures of one page."""
    return bool(page(a.url)) and page(a.url) == page(b.url)
