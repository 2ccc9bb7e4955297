"""Which reports speak of one event: only they can share a claim."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import combinations

from rashomon.model import Derivation, Reading
from rashomon.text.compare import terms

SHARED = 0.15
"""Share of the names of the report with fewer, by weight, that two must have in common; and two names at least."""

WORDED = 0.07
"""Share of the words of a report with too few names, by weight, that another of its place or day must hold."""
BEST = 0.7
"""Share of what the likest report has in common with it that another of its place or day must have."""
FEW = 5
"""Words that the two must share at least."""
LEAD = 160
"""Characters at the start of a report that say where it plays."""
SCENE = 0.25
"""Share of the names of the report with fewer, by weight, that two must have in common to count the same dead."""
WEEK = 7
"""Days within which it is enough to be of one event."""
WEEKS = 45
"""Days between two reports that count the same dead, at most."""
HELD = 200
"""A word in more reports than this finds none."""


def events(readings: Sequence[Reading], derivations: Sequence[Derivation]) -> list[list[str]]:
    """The ids of the reports in groups, each linked to another of its group by names in common or by lineage."""
    names = {r.report.id: names_of(r) for r in readings}
    seen = Counter(name for found in names.values() for name in found)
    weight = {name: math.log(1 + len(names) / n) for name, n in seen.items()}
    parent = {report: report for report in names}

    def root(report: str) -> str:
        while parent[report] != report:
            parent[report] = parent[parent[report]]
            report = parent[report]
        return report

    def join(a: str, b: str) -> None:
        first, second = sorted((root(a), root(b)))
        parent[second] = first

    for d in derivations:
        if d.parent in names and d.child in names and d.passages:
            join(d.child, str(d.parent))
    for a, b in combinations(sorted(names), 2):
        if root(a) != root(b) and alike(names[a], names[b], weight):
            join(a, b)
    alone = {report for report, count in Counter(map(root, names)).items() if count == 1}
    for report, other in likest(readings, alone):
        join(report, other)
    groups: dict[str, list[str]] = {}
    for reading in readings:
        groups.setdefault(root(reading.report.id), []).append(reading.report.id)
    return list(groups.values())


class Scenes:
    """Which reports tell of one scene: names enough in common, and printed within weeks. A place has many events."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.names = {r.report.id: names_of(r) for r in readings}
        seen = Counter(name for found in self.names.values() for name in found)
        self.weight = {name: math.log(1 + len(self.names) / n) for name, n in seen.items()}
        self.mass = {report: math.fsum(self.weight[n] for n in found) for report, found in self.names.items()}
        self.day = {r.report.id: printed(r.report.published) for r in readings}
        self.known: dict[tuple[str, str], bool] = {}

    def one(self, left: str, right: str) -> bool:
        """True when two reports can count the same dead."""
        pair = (min(left, right), max(left, right))
        if pair not in self.known:
            self.known[pair] = left == right or self._one(*pair)
        return self.known[pair]

    def _one(self, left: str, right: str) -> bool:
        first, second = self.day[left], self.day[right]
        apart = abs((first - second).days) if first and second else WEEKS
        if apart > WEEKS:
            return False
        least = SHARED if apart <= WEEK else SCENE
        shared = math.fsum(self.weight[n] for n in self.names[left] & self.names[right])
        return shared >= least * min(self.mass[left], self.mass[right])


def printed(published: str) -> date | None:
    """The day a report gives itself, where it gives one whole."""
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def likest(readings: Sequence[Reading], alone: set[str]) -> list[tuple[str, str]]:
    """For each report that names alone tie to no other, the one of its place or day that it shares most words with."""
    words = {r.report.id: words_of(r) for r in readings}
    seen = Counter(word for found in words.values() for word in found)
    weight = {word: math.log(1 + len(words) / n) for word, n in seen.items()}
    holders: dict[str, list[str]] = defaultdict(list)
    for report, found in words.items():
        for word in found:
            if seen[word] <= HELD:
                holders[word].append(report)
    of = {r.report.id: r for r in readings}
    out = []
    for report in sorted(alone):
        shared = Counter(other for word in words[report] for other in holders.get(word, ()) if other != report)
        held = {o: math.fsum(weight[w] for w in words[report] & words[o]) for o, n in shared.items() if n >= FEW}
        least = WORDED * math.fsum(weight[word] for word in words[report])
        least = max(least, BEST * max(held.values(), default=0.0))
        fits = [o for o in held if held[o] >= least and same_scene(of[report], of[o])]
        if fits:
            out.append((report, max(fits, key=lambda o: (held[o], o))))
    return out


def same_scene(report: Reading, other: Reading) -> bool:
    """True when both speak of one day, or the other of a name in the headline or the first words of the report."""
    days = [{t.earliest for t in r.times if t.earliest == t.latest} for r in (report, other)]
    if days[0] & days[1]:
        return True
    opening = f"{report.report.headline}. {report.report.text[:LEAD]}"
    return bool({t.key for t in terms(f"… {opening}") if t.name} & names_of(other))


def words_of(reading: Reading) -> frozenset[str]:
    """The terms of a report's headline and of its own words, furniture left out."""
    text, gone = reading.report.text, reading.report.furniture
    own = {t.key for t in terms(text) if not any(f.start <= t.start < f.end for f in gone)}
    return frozenset(own | {t.key for t in terms(reading.report.headline)})


def names_of(reading: Reading) -> frozenset[str]:
    """The names in a report's own words, furniture left out."""
    text = reading.report.text
    gone = reading.report.furniture
    return frozenset(t.key for t in terms(text) if t.name and not any(f.start <= t.start < f.end for f in gone))


def alike(left: frozenset[str], right: frozenset[str], weight: dict[str, float]) -> bool:
    """True when two reports share names enough to speak of one event."""
    shared = left & right
    if len(shared) < 2:
        return False
    least = min(math.fsum(weight[n] for n in left), math.fsum(weight[n] for n in right))
    return math.fsum(weight[n] for n in shared) >= SHARED * least
