"""What facets are about, as rows of a matrix, and which of them are near one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from rashomon.claims.facets import Facet
from rashomon.model import Reading
from rashomon.text.vectors import centred, unpacked

NEAREST = 24
"""How many of its nearest a facet is compared with, beside those that share terms with it."""
TIES = 240
"""How many as near as one another are taken at most; of more, only those that are nearer."""
NEAR = 0.05
"""The least cosine of two facets that are compared for what they are about."""
BLOCK = 1024
"""Rows compared at once: memory stays bounded."""
PLACES = 6
"""Digits of a cosine that count: the rest depends on how many rows are compared at once."""
Rows = NDArray[np.float64]


def rows(facets: Sequence[Facet], readings: Sequence[Reading]) -> Rows:
    """A row of length 1 for each facet, what all are about taken off; zeros where no vector was made of its words."""
    vectors = {(r.report.id, m.start, m.end): m.vector for r in readings for m in r.meanings}
    return centred([unpacked([vectors.get((f.span.report_id, f.span.start, f.span.end), "") for f in facets])])[0]


class Near:
    """How near facets are to one another in what they are about."""

    def __init__(self, facets: Sequence[Facet], readings: Sequence[Reading]) -> None:
        self.found = rows(facets, readings)
        self.at = {(f.statement.id, f.span): n for n, f in enumerate(facets)}

    def cosine(self, left: Facet, right: Facet) -> float | None:
        """The cosine of two facets; None where one of them has no vector, or was not among those given."""
        n, m = (self.at.get((f.statement.id, f.span)) for f in (left, right))
        if n is None or m is None:
            return None
        first, second = self.found[n], self.found[m]
        return round(float(first @ second), PLACES) if first.any() and second.any() else None


def neighbours(found: Rows) -> Iterator[tuple[int, int]]:
    """The pairs of rows, the smaller first, of which one is among the other's nearest; a pair may come twice."""
    count = min(NEAREST, len(found) - 1)
    if count < 1 or not found.size:
        return
    for start in range(0, len(found), BLOCK):
        cosines = np.round(found[start : start + BLOCK] @ found.T, PLACES)
        cosines[np.arange(len(cosines)), np.arange(start, start + len(cosines))] = -1.0
        # all that are as near as the last one taken: no tie is broken
        least = np.maximum(np.partition(cosines, -count, axis=1)[:, -count], NEAR)
        # ... unless so many are that it tells nothing: unknown words are all alike
        crowd = (cosines >= least[:, None]).sum(axis=1) > TIES
        least[crowd] += 10.0**-PLACES / 2
        for n, m in np.argwhere(cosines >= least[:, None]).tolist():
            yield min(n + start, m), max(n + start, m)


def cosine(found: Rows, pairs: Sequence[tuple[int, int]]) -> list[float]:
    """The cosine of each pair."""
    if not pairs or not found.size:
        return [0.0] * len(pairs)
    left, right = np.array(pairs).T
    made = np.concatenate(
        [
            np.einsum("ij,ij->i", found[left[at : at + BLOCK]], found[right[at : at + BLOCK]])
            for at in range(0, len(pairs), BLOCK)
        ]
    )
    return [float(value) for value in np.round(made, PLACES)]
