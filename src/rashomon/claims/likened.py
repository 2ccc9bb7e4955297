"""Which clause of a parent a clause tells in other words: what both are about, and what signs both have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from rashomon.claims.match import Clause, Weighed, shared
from rashomon.model import Reading, Span
from rashomon.text.vectors import centred, unit, unpacked

Rows = NDArray[np.float64]


class Likened:
    """The clauses of all reports, ready to be compared by what they are about."""

    def __init__(self, readings: Sequence[Reading], weighed: Mapping[str, Weighed]) -> None:
        self.weighed = weighed
        self.made = {r.report.id: rows(r, weighed[r.report.id].clauses) for r in readings}

    @cached_property
    def rows(self) -> Mapping[str, Rows]:
        """A row of length 1 for each clause of each report, what all are about taken off; zeros where none is known."""
        return dict(zip(self.made, centred(list(self.made.values())), strict=True))

    def apart(self, child: Clause, parent: Clause, least: float) -> bool:
        """True for two clauses that are known to be less near than that; where no vector is known, nothing is."""
        ours, theirs = (self.places[c.span.report_id][c.span] for c in (child, parent))
        left, right = self.rows[child.span.report_id], self.rows[parent.span.report_id]
        if not left[ours].any() or not right[theirs].any():
            return False
        return float(left[ours] @ right[theirs]) + self.alike(child, parent) < least

    def alike(self, child: Clause, parent: Clause) -> float:
        """The share of signs that two clauses have in common, by idf."""
        left, right = self.weighed[child.span.report_id], self.weighed[parent.span.report_id]
        ours, theirs = (self.places[c.span.report_id][c.span] for c in (child, parent))
        weight = sqrt(left.weight[ours] * right.weight[theirs])
        return sum(left.idf[k] for k in child.signs & parent.signs) / weight if weight else 0.0

    @cached_property
    def places(self) -> Mapping[str, Mapping[Span, int]]:
        """Where each clause stands in its report."""
        return {r: {c.span: n for n, c in enumerate(found.clauses)} for r, found in self.weighed.items()}

    def near(self, child: str, parent: str) -> Rows:
        """How near each clause of a report (a row) is to each of another: the cosine, and the share of common signs."""
        ours, theirs = self.rows[child], self.rows[parent]
        found = ours @ theirs.T
        left, right = self.weighed[child], self.weighed[parent]
        for i, signs in enumerate(left.signs):
            for j, (held, _) in shared(signs, right).items():
                found[i, j] += held / sqrt(left.weight[i] * right.weight[j])
        return found


def rows(reading: Reading, clauses: Sequence[Clause]) -> Rows:
    """A row for each clause: the mean of the vectors of what stands in it, by how much of it that is."""
    vectors = unpacked([m.vector for m in reading.meanings])
    found = np.zeros((len(clauses), vectors.shape[1]))
    starts, ends = (np.array([getattr(m, side) for m in reading.meanings], dtype=float) for side in ("start", "end"))
    for n, clause in enumerate(clauses if len(vectors) else ()):
        held = np.minimum(ends, clause.span.end) - np.maximum(starts, clause.span.start)
        found[n] = np.maximum(held, 0) @ vectors
    return unit(found)
