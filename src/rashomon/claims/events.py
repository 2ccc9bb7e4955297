"""Which reports speak of one event: only they can share a claim.

How likely two reports do is a logistic model of what they have in common (FEATURES); reports are grouped by average
linkage, so that no single likeness chains two events. Whoever has far less in common with a group than its fellows
have tells of a like event, and stands alone.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from statistics import median

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from rashomon.claims.cluster import average_linkage
from rashomon.engine.base import Engine
from rashomon.model import Derivation, Reading
from rashomon.text.compare import terms

FEATURES = ("part", "named", "words", "tongues", "days")
"""Of two reports: the share of the names of the one with fewer, by weight, that both have; how much these weigh, up to
NAMED; the square root of the cosine of their words, less for short reports; whether they are in two languages and share
fewer words for that; the logarithm of the days between them."""
WEIGHTS = (6.14, 3.93, 38.90, 2.69, -0.54)
RARELY = -4.61
"""Log-odds that two reports with nothing in common are of one event, and what each feature adds; fitted
(training/fit_events.py) on marked cases, mixed with one another and with single reports of others."""
CROWD = 50
"""Of more reports two are the rarer of one event, the more there are."""
RARE = 100
"""Of fewer reports a term weighs as if there were so many: what all reports of one event name is not common."""
NAMED = 12.0
"""The weight of shared names from which on more of them say no more."""
FEW = 12.0
"""Added to the length of a report's row of words: one word in common makes no two lines alike."""
LAST, UNDATED = 60, 14
"""Days between two reports that count at most, and those of a report without a date."""
LIKELY = 0.5
"""Mean chance of the reports of two groups from which on they are of one event."""
FAINT = 0.02
"""A chance below this is taken as none."""
ASIDE = 0.58
"""A report that has less than this share of what its fellows have in common with the rest is of another event: of the
reports of marked cases one in 160 has, of single reports put among them from another case four in five."""
FELLOWS = 4
"""A report of a smaller group has too few to be measured by."""
HELD = 500
"""A term in more reports than this ties none, so that the join stays bounded."""
PLACES = 6
"""Digits that count."""
TERMS = pa.schema([("node", pa.int64()), ("term", pa.string()), ("named", pa.bool_()), ("weight", pa.float64())])
COMMON = """
SELECT l.node AS a, r.node AS b,
  ROUND(SUM(CASE WHEN l.named THEN l.weight ELSE 0.0 END), {places}) AS names,
  ROUND(SUM(CASE WHEN l.named THEN 0.0 ELSE l.weight * l.weight END), {places}) AS words
FROM event_terms AS l
JOIN event_terms AS r ON l.term = r.term AND l.named = r.named AND l.node < r.node
JOIN event_held AS h ON h.term = l.term AND h.named = l.named
WHERE h.n <= {held}
GROUP BY l.node, r.node
"""
SHARED = 0.15
"""Share of the names of the report with fewer, by weight, that two must have in common to count the same dead."""
SCENE = 0.25
"""The same where more than a week lies between them."""
WEEK = 7
"""Days."""
WEEKS = 45
"""Days between two reports that count the same dead, at most."""
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def events(readings: Sequence[Reading], derivations: Sequence[Derivation], engine: Engine) -> list[list[str]]:
    """The ids of the reports in groups of one event; the groups and what is in them in the order given."""
    ranked = sorted(readings, key=lambda r: r.report.id)
    number = {r.report.id: n for n, r in enumerate(ranked)}
    pairs, has = common(ranked, engine)
    ends = [(number[d.parent], number[d.child]) for d in derivations if d.passages and d.parent in number]
    copied = {(min(pair), max(pair)) for pair in ends}
    values = chances(has, len(ranked))
    likely = {(a, b): value for (a, b), value in zip(pairs.tolist(), values.tolist(), strict=True)}
    likely |= dict.fromkeys(copied, 1.0)
    groups = average_linkage(len(ranked), {k: v for k, v in likely.items() if v >= FAINT}, least=LIKELY)
    groups = with_copies(groups, ends)
    alone = apart(groups, pairs, scores(has), {n for pair in copied for n in pair})
    event = {n: (g, n if n in alone else -1) for g, group in enumerate(groups) for n in group}
    found: dict[tuple[int, int], list[str]] = {}
    for reading in readings:
        found.setdefault(event[number[reading.report.id]], []).append(reading.report.id)
    return list(found.values())


def with_copies(groups: Sequence[Sequence[int]], ends: Collection[tuple[int, int]]) -> list[list[int]]:
    """The groups; a report that stands alone and copies a passage stands with the one that it copies."""
    held = [list(group) for group in groups]
    for parent, child in sorted(set(ends)):
        home, own = (next(group for group in held if n in group) for n in (parent, child))
        if own == [child] and home is not own:
            home.append(child)
            held.remove(own)
    return [sorted(group) for group in held]


def apart(groups: Sequence[Sequence[int]], pairs: Ints, tells: Floats, tied: Collection[int]) -> set[int]:
    """The reports that have far less in common with their group than their fellows, but for those `tied` by passages.

    `tells` is the score of each of the pairs, shape (pairs,).
    """
    group = {n: g for g, members in enumerate(groups) for n in members}
    held = np.array([group[n] for n in range(len(group))], dtype=np.int64)
    inside = held[pairs[:, 0]] == held[pairs[:, 1]]
    total = np.zeros(len(group))
    for side in (0, 1):
        np.add.at(total, pairs[inside, side], tells[inside])
    total = np.round(total, PLACES)
    least = [ASIDE * median(total[n] for n in members) if len(members) >= FELLOWS else 0.0 for members in groups]
    return {n for g, members in enumerate(groups) for n in members if total[n] < least[g] and n not in tied}


def scores(has: Floats) -> Floats:
    """What speaks for one event, dates apart, by the features of some pairs; shape (pairs,)."""
    found: Floats = np.round(has[:, :-1] @ np.array(WEIGHTS[:-1]), PLACES)
    return found


def chances(has: Floats, reports: int) -> Floats:
    """How likely the reports of some pairs of so many are of one event, by their features; shape (pairs,)."""
    rarely = RARELY - math.log(max(1.0, reports / CROWD))
    found: Floats = np.round(1 / (1 + np.exp(-(rarely + has @ np.array(WEIGHTS)))), PLACES)
    return found


def common(readings: Sequence[Reading], engine: Engine) -> tuple[Ints, Floats]:
    """The pairs of reports that share a term, by number, in order, shape (pairs, 2); their FEATURES, (pairs, 5)."""
    held = {True: [names_of(r) for r in readings], False: [words_of(r) for r in readings]}
    seen = Counter((term, named) for named, found in held.items() for some in found for term in some)
    weight = {key: math.log(1 + max(RARE, len(readings)) / count) for key, count in seen.items()}
    rows = (
        {"node": n, "term": term, "named": named, "weight": weight[term, named]}
        for named, found in held.items()
        for n, some in enumerate(found)
        for term in sorted(some)
    )
    engine.load("event_terms", rows, TERMS)
    engine.run("event_held", "SELECT term, named, COUNT(*) AS n FROM event_terms GROUP BY term, named")
    engine.run("event_pairs", COMMON.format(places=PLACES, held=HELD))
    shared = sorted((r["a"], r["b"], r["names"], r["words"]) for r in engine.rows("event_pairs"))
    if not shared:
        return np.zeros((0, 2), np.int64), np.zeros((0, len(FEATURES)))
    first, second, names, words = (np.array(column) for column in zip(*shared, strict=True))
    mass = np.array([math.fsum(weight[term, True] for term in some) for some in held[True]])
    length = np.array([FEW + math.sqrt(math.fsum(weight[t, False] ** 2 for t in some)) for some in held[False]])
    day = [printed(r.report.published) for r in readings]
    has = (
        names / np.maximum(np.minimum(mass[first], mass[second]), 1.0),
        np.minimum(names / NAMED, 1.0),
        np.sqrt(words / (length[first] * length[second])),
        np.array([readings[a].report.lang != readings[b].report.lang for a, b in zip(first, second, strict=True)]),
        np.log1p([between(day[a], day[b]) for a, b in zip(first, second, strict=True)]),
    )
    return np.stack([first, second], axis=1), np.stack(has, axis=1).astype(np.float64)


def between(first: date | None, second: date | None) -> int:
    """How many days lie between two, at most LAST; UNDATED where one is not known."""
    return min(LAST, abs((first - second).days)) if first and second else UNDATED


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
