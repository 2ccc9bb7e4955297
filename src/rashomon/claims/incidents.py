"""Figures of one question parted by event: a report that tells of a second attack says so."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from rashomon.claims.scenes import another_attack, days_apart, elsewhere, other_names, two_countries
from rashomon.claims.scopes import Sight

MOST = 200
"""Figures of one question that are compared pair by pair; more are left together."""
LEAST = 0.25
"""Likeness from which on a figure is of the same second event as another."""
VAGUE = 1.5
"""The upper bound of a vague word is more than so many times its lower one."""
SAME = 0.3
"""Added where two give the same number."""
SMALL = 4
"""A number below this is the same by chance."""
PLACES = 0.4
"""Weight of the places that both name."""
WORDS = 0.3
"""Weight of the words that both stand with."""

NIGHT = 1
"""Full days between the days that two reports name, beyond which they are of two events: a night has two dates."""

Pairs = Mapping[tuple[int, int], float]


def incidents(group: Sequence[Sight]) -> list[list[Sight]]:
    """The figures of the event that most tell of, then those of each other event; all together where in doubt."""
    order = sorted(group, key=lambda s: (s.day or "~", s.figure.span))
    if len(order) > MOST:
        return [order]
    apart = {(a, b) for a, b in combinations(range(len(order)), 2) if two_events(order[a], order[b])}
    if not apart:
        return [order]
    weight = weights(order)
    alike = {(a, b): likeness(order[a], order[b], weight) for a, b in combinations(range(len(order)), 2)}
    out = aside(order, alike, apart)
    others = linked(sorted(out), alike, apart)
    home = [n for n in range(len(order)) if n not in out]
    for n in list(home):
        near = max(others, key=lambda part: (mean(n, part, alike), -part[0]))
        free = not any((min(n, m), max(n, m)) in apart for m in near)
        rest = [m for m in home if m != n]
        if free and mean(n, near, alike) > max(LEAST, mean(n, rest, alike)) and tells(order, n, near, rest):
            home.remove(n)
            near.append(n)
    return [[order[n] for n in sorted(part)] for part in (home, *others) if part]


def two_events(left: Sight, right: Sight) -> bool:
    """True when two figures are of two events: of one report that tells of both, or of two that name other scenes."""
    if left.denied or right.denied or (bounds(left) == bounds(right) and not two_countries(left.scene, right.scene)):
        return False
    if elsewhere(left.scene, right.scene):
        return True
    if not disjoint(left, right) or left.running or right.running or vague(left) or vague(right):
        return False
    if left.figure.report_id != right.figure.report_id:
        separate = left.apart != right.apart and not left.places & right.places
        return separate or another_attack(left.scene, right.scene) or days_apart(left.on, right.on) > NIGHT
    later = max(left, right, key=lambda s: s.figure.span)
    towns = bool(left.towns and right.towns) and not left.towns & right.towns
    towns = towns or other_names(left.scene, right.scene)
    return later.further or towns or days_apart(left.on, right.on) > 0 or another_attack(left.scene, right.scene)


def tells(order: Sequence[Sight], n: int, near: Sequence[int], rest: Sequence[int]) -> bool:
    """True where a figure has a place or a number of a second event that no other of the first event has."""
    places = {key for m in near for key in order[m].places} - {key for m in rest for key in order[m].places}
    numbers = {bounds(order[m]) for m in near} - {bounds(order[m]) for m in rest}
    return bool(order[n].places & places) or bounds(order[n]) in numbers


def aside(order: Sequence[Sight], alike: Pairs, apart: set[tuple[int, int]]) -> set[int]:
    """Of each pair of two events the one that is told of by the way, or is less like all the others."""
    everyone = range(len(order))
    out: set[int] = set()
    for a, b in sorted(apart):
        if a in out or b in out:
            continue
        rest = [n for n in everyone if n not in (a, b)]
        nearer = mean(a, rest, alike) >= mean(b, rest, alike)
        out.add(b if order[b].further or (nearer and not order[a].further) else a)
    return out


def mean(n: int, part: Sequence[int], alike: Pairs) -> float:
    """The mean likeness of a figure to those of a group."""
    found = [alike[min(n, m), max(n, m)] for m in part if m != n]
    return math.fsum(found) / len(found) if found else 0.0


def vague(sight: Sight) -> bool:
    """True for 'dozens' and 'hundreds': two of them say little of two events."""
    low, high = sight.figure.low, sight.figure.high
    return low is not None and high is not None and high > VAGUE * max(low, 1)


def disjoint(left: Sight, right: Sight) -> bool:
    """True when no number fits both as they are printed: an open end is read as the number itself."""
    (a, b), (c, d) = bounds(left), bounds(right)
    return b < c or d < a


def bounds(sight: Sight) -> tuple[float, float]:
    """The bounds of a figure, an open one closed at the number printed."""
    low, high = sight.figure.low, sight.figure.high
    return (low if low is not None else high or 0.0), (high if high is not None else low or 0.0)


def weights(group: Sequence[Sight]) -> Mapping[str, float]:
    """Idf of every term and place among the figures."""
    seen = Counter(key for sight in group for key in sight.words | sight.places)
    return {key: math.log(1 + len(group) / count) for key, count in seen.items()}


def likeness(left: Sight, right: Sight, weight: Mapping[str, float]) -> float:
    """How likely two figures are of one event, by number, places and words."""
    same = bounds(left) == bounds(right) and bounds(left)[0] >= SMALL
    places, words = shared(left.places, right.places, weight), shared(left.words, right.words, weight)
    return SAME * same + PLACES * places + WORDS * words


def shared(left: frozenset[str], right: frozenset[str], weight: Mapping[str, float]) -> float:
    """The share of the lighter set, by weight, that both hold."""
    both = math.fsum(weight[key] for key in left & right)
    least = min(math.fsum(weight[key] for key in left), math.fsum(weight[key] for key in right))
    return both / least if least else 0.0


def linked(nodes: Sequence[int], alike: Pairs, apart: set[tuple[int, int]]) -> list[list[int]]:
    """Groups by average linkage, the most alike first; none of two that must stand apart."""
    parts = [[n] for n in nodes]
    while True:
        best = (-LEAST, -1, -1)
        for a, b in combinations(range(len(parts)), 2):
            pairs = [(min(n, m), max(n, m)) for n in parts[a] for m in parts[b]]
            if not any(pair in apart for pair in pairs):
                best = min(best, (-math.fsum(alike[pair] for pair in pairs) / len(pairs), a, b))
        if best[1] < 0:
            return parts
        parts[best[1]] += parts.pop(best[2])
