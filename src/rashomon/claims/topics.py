"""Groups that speak of the same in other words: joined by what their members, taken together, speak of."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from rashomon.claims.facets import Facet

AROUND = 0.2
Vector = dict[str, float]


def topics(nodes: Sequence[Facet], groups: Sequence[list[int]], idf: Mapping[str, float], *, least: float) -> list[list[int]]:
    """The groups, with those joined whose vectors have a cosine of at least `least`, the most alike first."""
    out = [list(group) for group in groups]
    vectors = [vector(nodes, group, idf) for group in out]
    while True:
        best = max(
            ((cosine(vectors[a], vectors[b]), -a, -b) for a in range(len(out)) for b in range(a + 1, len(out))),
            default=(0.0, 0, 0),
        )
        if best[0] < least:
            return sorted(sorted(group) for group in out)
        a, b = -best[1], -best[2]
        out[a] += out.pop(b)
        vectors.pop(b)
        vectors[a] = vector(nodes, out[a], idf)


def vector(nodes: Sequence[Facet], group: Sequence[int], idf: Mapping[str, float]) -> Vector:
    """What a group speaks of: its terms by idf, a term said often counting more, of length 1."""
    seen = Counter(key for n in group for key in nodes[n].keys)
    found = {key: (1 + math.log(count)) * idf[key] for key, count in seen.items()}
    around = Counter(key for n in group for key in nodes[n].about if key in idf)
    for key, count in around.items():
        found[key] = found.get(key, 0.0) + AROUND * count / len(group) * idf[key]
    length = math.sqrt(sum(v * v for v in found.values())) or 1.0
    return {key: value / length for key, value in found.items()}


def cosine(left: Vector, right: Vector) -> float:
    """The cosine of two vectors of length 1."""
    return sum(value * right.get(key, 0.0) for key, value in left.items())
