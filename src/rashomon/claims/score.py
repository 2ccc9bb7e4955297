"""How alike two facets are: a hand-set sum of readable features, from 0 to 1."""

from __future__ import annotations

import math
from collections.abc import Mapping

from rashomon.claims.facets import Facet, other_time
from rashomon.claims.slots import GROUPS, PEOPLE, Slot, questions, same_fate, same_thing
from rashomon.text.kindred import Kin

COVER = 0.45
"""Weight of the share of the shorter facet's terms that the longer one holds."""
LIKE = 0.35
"""Weight of the share of all terms that both hold."""
COUNTED = 0.3
"""Added when both count the same thing with the same fate."""
ASKED = 0.6
"""Added when both say how many came to the same harm: of one event there is one toll to dispute."""
KINDRED = 0.8
"""What a word kindred to another counts of the same word."""
NONE: Kin = {}
NAMED = 0.05
"""Added for every name that both hold, twice at most."""
APART = 0.35
"""Taken off when both count people and the fates differ: killed is not wounded."""
ENOUGH = 2.2
"""Idf that two facets must share before their likeness counts whole; a shared common word is no likeness."""


def mass(facet: Facet, idf: Mapping[str, float]) -> float:
    """The idf of all of a facet's terms."""
    return math.fsum(idf[k] for k in facet.keys)


def likeness(
    left: Facet,
    right: Facet,
    idf: Mapping[str, float],
    masses: tuple[float, float] | None = None,
    kin: Kin = NONE,
    *,
    scene: bool = True,
) -> float:
    """The score of two facets; `masses` are theirs, where they are known; `scene` where one event is told of."""
    shared = left.keys & right.keys
    counted = compared(left, right, scene=scene)
    near = kindred(left, right, idf, kin)
    if not shared and not near:
        return max(0.0, counted)
    first, second = masses or (mass(left, idf), mass(right, idf))
    both = math.fsum(idf[k] for k in shared) + near
    trust = min(1.0, both / ENOUGH)
    words = trust * (COVER * both / min(first, second) + LIKE * both / (first + second - both))
    names = NAMED * min(2, len(left.names & right.names & shared))
    return max(0.0, min(1.0, words + names + counted))


def kindred(left: Facet, right: Facet, idf: Mapping[str, float], kin: Kin) -> float:
    """The idf of what one says in a word kindred to a word of the other; a name has no kin."""
    only, other = left.keys - right.keys - left.names, right.keys - left.keys - right.names
    return KINDRED * (answered(only, other, idf, kin) + answered(other, only, idf, kin)) / 2


def answered(terms: frozenset[str], others: frozenset[str], idf: Mapping[str, float], kin: Kin) -> float:
    """The idf of the terms that have kin among the others, each by how near the nearest is."""
    return math.fsum(
        idf[term] * max(near[o] for o in others if o in near)
        for term in terms
        # most terms have no kin among the others: that is asked without a loop, once for every pair of facets
        if (near := kin.get(term)) and not others.isdisjoint(near)
    )


def compared(left: Facet, right: Facet, *, scene: bool = True) -> float:
    """What the figures say: a bonus for the same thing and fate, a malus for people of another fate."""
    if not (left.slots and right.slots):
        return 0.0
    first, second = asked(left), asked(right)
    if first & second and not other_time(left, right):
        return ASKED if scene else -APART
    if first and second:
        return -APART
    pairs = [(a, b) for a in left.slots for b in right.slots if a.figure.unit == b.figure.unit]
    if any(same(a, b) for a, b in pairs):
        return COUNTED
    return -APART if pairs and all(apart(a, b) for a, b in pairs) else 0.0


def asked(facet: Facet) -> frozenset[str]:
    """The questions of 'how many' that a facet answers about people."""
    return frozenset(q for s in facet.slots if s.fates & PEOPLE for q in questions(s))


def same(a: Slot, b: Slot) -> bool:
    """True when both count one thing with one fate."""
    return bool(a.fates) and same_fate(a, b) and same_thing(a, b) and a.part == b.part


def apart(a: Slot, b: Slot) -> bool:
    """True when the two surely count other things: another fate, or another kind of people."""
    fates = bool(a.fates and b.fates) and not same_fate(a, b)
    kinds = a.thing in GROUPS and b.thing in GROUPS and a.thing != b.thing
    return fates or kinds
