"""Which statements of a claim stand on one side, from how a model reads their pairs: every pair bears on every other.

A single reading errs often. But who is opposed to those with whom I am at one is opposed to me: so each statement is
put into one camp, the other, or neither, so that all readings of the claim together are as likely as can be (mean
field, Opper and Saad 2001; the camps of a signed graph, Harary 1953).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rashomon.model import Relation, RelationKind
from rashomon.models.conflict import Sides

Floats = NDArray[np.float64]
Pair = frozenset[str]
"""Two statements."""

TRUST = 0.35
"""What a reading counts, of what it says: pairs of one claim are no witnesses that know nothing of one another."""
LEAST = 1e-3
"""No share of a reading is thought smaller."""
RULED = {
    RelationKind.DENIES: (0.0, 2.0, 0.0),
    RelationKind.CONTRADICTS: (0.0, 2.0, 0.0),
    RelationKind.CORROBORATES: (1.0, 0.0, 0.0),
}
"""What a relation that rules find speaks for, in nats: one side, opposed, neither."""
BESIDE = -0.5
"""Log-odds that a statement is in neither camp, before any reading."""
ONE, OTHER, NEITHER = range(3)
UNDECIDED = (0.4, 0.4, 0.2)
DECIDED = (0.98, 0.01, 0.01)
"""One statement names its camp, of all that readings and rules tie together the one that they say most of."""
ROUNDS, STILL = 40, 1e-4
"""Rounds at most, and what change in one ends them."""
EDGE = 0.01
"""Added to a chance and to what is left of it: no odds are endless."""
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Camps:
    """How likely each statement is in one camp, in the other, in neither; shape (statements, 3)."""

    at: Mapping[str, int]
    shares: Floats

    def apart(self, one: str, other: str) -> float:
        """The log-odds that two statements are in opposite camps."""
        a, b = self.shares[self.at[one]], self.shares[self.at[other]]
        chance = float(a[ONE] * b[OTHER] + a[OTHER] * b[ONE])
        return round(math.log((chance + EDGE) / (1 + EDGE - chance)), DIGITS)


def camps(statements: Sequence[str], readings: Mapping[Pair, Sides], by_rule: Collection[Relation]) -> Camps:
    """The camps of a claim's statements, given the readings of some of its pairs and its relations by rule."""
    at = {name: n for n, name in enumerate(dict.fromkeys(statements))}
    speaks = np.zeros((len(at), len(at), 3))
    for pair, sides in readings.items():
        _add(speaks, at, pair, [TRUST * math.log(max(LEAST, share)) for share in sides])
    for relation in by_rule:
        if relation.kind in RULED:
            _add(speaks, at, frozenset((relation.left, relation.right)), RULED[relation.kind])
    same, opposed, neither = (speaks[..., n] for n in range(3))
    alone = neither.sum(1) + BESIDE
    shares = np.full((len(at), 3), UNDECIDED)
    named = _named(np.abs(same - opposed))
    shares[named] = DECIDED
    moving = sorted({*range(len(at))} - {*named})
    for _ in range(ROUNDS):
        before = shares.copy()
        for n in moving:
            one, other, apart = shares[:, ONE], shares[:, OTHER], shares[:, NEITHER]
            held = (
                np.array([same[n] @ one + opposed[n] @ other, same[n] @ other + opposed[n] @ one]) + neither[n] @ apart
            )
            raised = np.exp(np.append(held, alone[n]) - max(held.max(), alone[n]))
            shares[n] = (shares[n] + raised / raised.sum()) / 2
        if np.abs(shares - before).max(initial=0.0) < STILL:
            break
    return Camps(at, shares)


def _named(tells: Floats) -> list[int]:
    """Of each connected part of some statements the one that most is told of, the first of equals.

    `tells`, shape (statements, statements), is how much each pair speaks for one side rather than two, or for two.
    """
    weight = np.round(tells.sum(1), DIGITS)
    found, left = [], {n for n in range(len(tells)) if weight[n]}
    while left:
        part, waiting = set(), [max(left, key=lambda n: (weight[n], -n))]
        found.append(waiting[0])
        while waiting:
            n = waiting.pop()
            part.add(n)
            waiting += [int(m) for m in np.flatnonzero(tells[n]) if m not in part]
        left -= part
    return sorted(found)


def _add(speaks: Floats, at: Mapping[str, int], pair: Pair, given: Sequence[float]) -> None:
    ends = sorted(at[name] for name in pair if name in at)
    if len(ends) == 2:
        a, b = ends
        speaks[a, b] += given
        speaks[b, a] += given
