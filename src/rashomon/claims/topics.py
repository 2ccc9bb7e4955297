"""Groups that speak of the same in other words: joined by what their members, taken together, speak of."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from rashomon.claims.facets import Facet
from rashomon.claims.slots import GROUPS, alike

AROUND = 0.2
"""How much a term of a member's paragraph counts beside one of its own."""
COUNTING = 0.5
"""Share of a group's members with a number of people from which on the group asks how many."""
RARELY = 0.2
"""Share up to which it does not ask that."""
Vector = dict[str, float]


def topics(
    nodes: Sequence[Facet], groups: Sequence[list[int]], idf: Mapping[str, float], *, least: float
) -> list[list[int]]:
    """The groups, with those joined whose vectors have a cosine of at least `least`, the most alike first."""
    out = [list(group) for group in groups]
    vectors = [vector(nodes, group, idf) for group in out]
    while True:
        pairs = ((cosine(vectors[a], vectors[b]), -a, -b) for a in range(len(out)) for b in range(a + 1, len(out)))
        likely = sorted((p for p in pairs if p[0] >= least), reverse=True)
        found = next((p for p in likely if not another(nodes, out[-p[1]], out[-p[2]])), None)
        if found is None:
            return sorted(sorted(group) for group in out)
        a, b = -found[1], -found[2]
        out[a] += out.pop(b)
        vectors.pop(b)
        vectors[a] = vector(nodes, out[a], idf)


def another(nodes: Sequence[Facet], left: Sequence[int], right: Sequence[int]) -> bool:
    """True when two groups ask different questions: how many died is not who locked the gate, nor how many fled."""
    first, second = asked(nodes, left), asked(nodes, right)
    shares = sum(first.values()) / len(left), sum(second.values()) / len(right)
    if max(shares) >= COUNTING and min(shares) <= RARELY:
        return True
    return bool(first and second) and not set(first) & set(second)


def asked(nodes: Sequence[Facet], group: Sequence[int]) -> Counter[str]:
    """Whose number a group gives, by thing and fate, and how many of its members do."""
    return Counter(sign for n in group for sign in sorted(counts(nodes[n]))[:1])


def vector(nodes: Sequence[Facet], group: Sequence[int], idf: Mapping[str, float]) -> Vector:
    """What a group speaks of: its terms by idf, a term said often counting more, of length 1."""
    seen = Counter(key for n in group for key in nodes[n].keys)
    found = {key: (1 + math.log(count)) * idf[key] for key, count in seen.items()}
    around = Counter(key for n in group for key in nodes[n].about if key in idf)
    for key, count in around.items():
        found[key] = found.get(key, 0.0) + AROUND * count / len(group) * idf[key]
    length = math.sqrt(sum(v * v for v in found.values())) or 1.0
    return {key: value / length for key, value in found.items()}


def counts(facet: Facet) -> frozenset[str]:
    """What a facet's figures of people count, and what befell them."""
    return frozenset(
        f"{s.thing if s.thing in GROUPS else 'people'}:{fate}"
        for s in facet.slots
        for fate in alike(s)
        if not s.figure.unit and not s.part
    )


def cosine(left: Vector, right: Vector) -> float:
    """The cosine of two vectors of length 1."""
    return sum(value * right.get(key, 0.0) for key, value in left.items())
