"""Which reports speak of one event: only they can share a claim.

How likely two reports do is a logistic model of what they have in common (WEIGHTS); reports are grouped by average
linkage, so that no single likeness chains two events. Whoever has far less in common with a group than its fellows
have tells of a like event, and stands alone.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, median

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from rashomon.claims.cluster import average_linkage
from rashomon.engine.base import Engine
from rashomon.model import Derivation, Reading
from rashomon.text import commonness
from rashomon.text.compare import terms

WEIGHTS = {"names": 8.5, "words": 34.9, "tongues": 3.1, "days": -0.41}
"""Of two reports: the share of the names of the one with fewer, by weight, that both have; the square root of the
cosine of their words; whether they are in two known languages, and share fewer words for that; the logarithm of the
days between them. What each adds to the log-odds that they are of one event; fitted (training/fit_events.py) on marked
cases, mixed with one another and with single reports of others."""
RARELY = -4.4
"""The log-odds of two reports that share next to nothing."""
CROWD = 10
"""Of more reports two are the rarer of one event, the more there are."""
FEW = 6.0, 12.0
"""Added to the weight of a report's names, and to the length of its row of words: one name, or a word or two, that two
lines have in common make them no reports of one event."""
LAST, UNDATED = 60, 14
"""Days between two reports that count at most, and those of a report without a date."""
LIKELY = 0.5
"""Mean chance of the reports of two groups from which on they are of one event."""
FAINT = 0.02
"""A chance below this is taken as none."""
ASIDE, OWN, KNOWN = 2.5, 40.0, 0.25
"""A report is of a like event, and of this one not, whose mean log-odds with its group lie so far below its fellows',
and that has names of so much weight, of which no more than this share, by weight, stands in any of its fellows."""
FELLOWS = 4
"""A report of a smaller group has too few to be measured by."""
HELD = 2_000
"""A term in more reports than this counts for nothing, so that no term ties more pairs than half its square."""
PLACES = 6
"""Digits that count."""
TERMS = pa.schema([("node", pa.int64()), ("term", pa.string()), ("named", pa.bool_()), ("weight", pa.float64())])
NODES = pa.schema([("node", pa.int64()), ("names", pa.float64()), ("words", pa.float64())])
SHARED = """
SELECT l.node AS a, r.node AS b,
  ROUND(SUM(CASE WHEN l.named THEN l.weight ELSE 0.0 END), {places}) AS names,
  ROUND(SUM(CASE WHEN l.named THEN 0.0 ELSE l.weight * l.weight END), {places}) AS words
FROM event_terms AS l
JOIN event_terms AS r ON l.term = r.term AND l.named = r.named AND l.node < r.node
GROUP BY l.node, r.node
"""
COMMON = """
SELECT s.a AS a, s.b AS b,
  ROUND(s.names / LEAST(l.names, r.names), {places}) AS names,
  ROUND(SQRT(s.words / (l.words * r.words)), {places}) AS words
FROM event_shared AS s
JOIN event_nodes AS l ON l.node = s.a
JOIN event_nodes AS r ON r.node = s.b
WHERE {on_names} * s.names / LEAST(l.names, r.names) + {on_words} * SQRT(s.words / (l.words * r.words)) >= {least}
"""
SAME_PLACE = 0.15
"""Share of the names of the report with fewer, by weight, that two must have in common to count the same dead."""
SCENE = 0.25
"""The same where more than a week lies between them."""
WEEK = 7
"""Days."""
WEEKS = 45
"""Days between two reports that count the same dead, at most."""
UNKNOWN = ("", "und")
"""Languages that are none."""
Pair = tuple[int, int]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a report that are names, and all of them, each with what it weighs."""

    names: Mapping[str, float]
    words: Mapping[str, float]


def events(readings: Sequence[Reading], derivations: Sequence[Derivation], engine: Engine) -> list[list[str]]:
    """The ids of the reports in groups of one event; the groups and what is in them in the order given."""
    ranked = sorted(readings, key=lambda r: r.report.id)
    count = len(ranked)
    # a pair that is left out has a chance below FAINT, whatever else it has in common
    least = math.log(FAINT / (1 - FAINT)) - prior(count) - WEIGHTS["tongues"]
    held = terms_of(ranked)
    pairs, has = common(ranked, held, engine, least)
    families = copies({r.report.id: n for n, r in enumerate(ranked)}, derivations)
    family = {n: f for f, members in enumerate(families) for n in members}
    alike: dict[Pair, float] = {}
    for (a, b), value in zip(pairs.tolist(), chance(has, count).tolist(), strict=True):
        pair = min(family[a], family[b]), max(family[a], family[b])
        if value >= FAINT and pair[0] != pair[1]:
            alike[pair] = max(value, alike.get(pair, 0.0))
    linked = average_linkage(len(families), alike, least=LIKELY)
    groups = [[n for f in some for n in families[f]] for some in linked]
    scores = dict(zip(map(tuple, pairs.tolist()), score(has).tolist(), strict=True))
    alone = apart(groups, families, scores, [one.names for one in held])
    event = {n: (g, n if n in alone else -1) for g, group in enumerate(groups) for n in group}
    number = {r.report.id: n for n, r in enumerate(ranked)}
    found: dict[Pair, list[str]] = {}
    for reading in readings:
        found.setdefault(event[number[reading.report.id]], []).append(reading.report.id)
    return list(found.values())


def copies(number: Mapping[str, int], derivations: Sequence[Derivation]) -> list[list[int]]:
    """The reports in families of copies, each with the one that it has most passages from; the others by themselves."""
    of: dict[int, tuple[float, int]] = {}
    for d in derivations:
        parent, child = number.get(d.parent or ""), number.get(d.child)
        if d.passages and parent is not None and child is not None and parent != child:
            of[child] = max(of.get(child, (-1.0, -1)), (round(d.share, PLACES), parent))
    family = list(range(len(number)))
    for child, (_, parent) in sorted(of.items()):
        old, new = family[child], family[parent]
        family = [new if one == old else one for one in family]
    found: dict[int, list[int]] = defaultdict(list)
    for n, one in enumerate(family):
        found[one].append(n)
    return sorted(found.values())


def apart(
    groups: Sequence[Sequence[int]],
    families: Sequence[Sequence[int]],
    scores: Mapping[Pair, float],
    names: Sequence[Mapping[str, float]],
) -> set[int]:
    """The reports that name others than their group does, and have far less in common with it than their fellows have.

    A family of copies counts as one report: a wire that a hundred print is no measure for those who wrote themselves.
    """
    family = {n: f for f, members in enumerate(families) for n in members}
    found: set[int] = set()
    for group in groups:
        kin: dict[int, list[int]] = defaultdict(list)
        for n in group:
            kin[family[n]].append(n)
        if len(kin) < FELLOWS:
            continue
        holding = Counter(name for members in kin.values() for name in {k for n in members for k in names[n]})
        strange = {n for n in group if len(kin[family[n]]) == 1 and stranger(names[n], holding)}
        if strange:
            means = {n: fmean(mean(n, kin[f], scores) for f in kin if f != family[n]) for n in group}
            middle = median(fmean(means[n] for n in members) for members in kin.values())
            found |= {n for n in strange if means[n] <= middle - ASIDE}
    return found


def stranger(names: Mapping[str, float], holding: Mapping[str, int]) -> bool:
    """True for a report with names enough, by weight, of which hardly one is held by another."""
    every = math.fsum(names.values())
    return every >= OWN and math.fsum(v for k, v in names.items() if holding[k] > 1) <= KNOWN * every


def mean(one: int, others: Sequence[int], scores: Mapping[Pair, float]) -> float:
    """The mean score of a report with some others."""
    return fmean(scores.get((min(one, other), max(one, other)), 0.0) for other in others)


def prior(reports: int) -> float:
    """The log-odds that two of so many reports that share next to nothing are of one event."""
    return RARELY - math.log(max(1.0, reports / CROWD))


def score(has: Floats) -> Floats:
    """What speaks for one event, dates apart, by the features of some pairs; shape (pairs,)."""
    found: Floats = np.round(has[:, :-1] @ np.array([*WEIGHTS.values()][:-1]), PLACES)
    return found


def chance(has: Floats, reports: int) -> Floats:
    """How likely the reports of some pairs of so many are of one event, by their features; shape (pairs,)."""
    found: Floats = np.round(1 / (1 + np.exp(-(prior(reports) + has @ np.array([*WEIGHTS.values()])))), PLACES)
    return found


def common(
    readings: Sequence[Reading], held: Sequence[Terms], engine: Engine, least: float = 0.0
) -> tuple[Ints, Floats]:
    """The pairs of reports that share a term, by number, in order, shape (pairs, 2); their features, shape (pairs, 4).

    `held` are the terms of each report. Only those pairs whose names and words add `least` to the log-odds.
    """
    rows = (
        {"node": n, "term": term, "named": named, "weight": value}
        for n, one in enumerate(held)
        for named, some in ((True, one.names), (False, one.words))
        for term, value in some.items()
    )
    engine.load("event_terms", rows, TERMS)
    sizes = (
        {
            "node": n,
            "names": FEW[0] + math.fsum(one.names.values()),
            "words": FEW[1] + math.sqrt(math.fsum(value**2 for value in one.words.values())),
        }
        for n, one in enumerate(held)
    )
    engine.load("event_nodes", sizes, NODES)
    engine.run("event_shared", SHARED.format(places=PLACES))
    engine.run(
        "event_pairs", COMMON.format(places=PLACES, on_names=WEIGHTS["names"], on_words=WEIGHTS["words"], least=least)
    )
    shared = sorted((row["a"], row["b"], row["names"], row["words"]) for row in engine.rows("event_pairs"))
    if not shared:
        return np.zeros((0, 2), np.int64), np.zeros((0, len(WEIGHTS)))
    first, second, names, words = (np.array(column) for column in zip(*shared, strict=True))
    lang = np.array([r.report.lang for r in readings])
    known = np.array([r.report.lang not in UNKNOWN for r in readings])
    day = np.array([d.toordinal() if (d := printed(r.report.published)) else -1 for r in readings])
    dated = (day[first] >= 0) & (day[second] >= 0)
    between = np.where(dated, np.minimum(np.abs(day[first] - day[second]), LAST), UNDATED)
    tongues = (lang[first] != lang[second]) & known[first] & known[second]
    return np.stack([first, second], axis=1), np.stack([names, words, tongues, np.log1p(between)], axis=1).astype(float)


def terms_of(readings: Sequence[Reading]) -> list[Terms]:
    """The terms of each report with what they weigh: the rarer in them and in all news, the more; none too common."""
    every_term = [(names_of(r), words_of(r)) for r in readings]
    seen = Counter(term for names, words in every_term for term in names | words)
    every = commonness.articles() + len(readings) + 1
    weight = {k: math.log(every / (commonness.holding(k) + n)) for k, n in seen.items() if n <= HELD}
    return [Terms(*({k: weight[k] for k in sorted(some) if k in weight} for some in both)) for both in every_term]


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
        days = abs((first - second).days) if first and second else WEEKS
        if days > WEEKS:
            return False
        least = SAME_PLACE if days <= WEEK else SCENE
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
