"""Pairs of facets worth scoring: a join on rare terms, with a floor on the weight shared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from rashomon.claims.facets import Facet
from rashomon.claims.slots import alike, questions
from rashomon.engine.base import Engine

TERMS = pa.schema([("node", pa.int64()), ("term", pa.string()), ("weight", pa.float64())])
COMMON = 120
"""A term in more facets than this finds no pair by itself, so that the join stays bounded."""
FLOOR = 1.2
"""Idf that a pair must share; what both count is enough by itself."""
PAIRS = """
SELECT l.node AS a, r.node AS b, SUM(l.weight) AS shared
FROM facet_terms AS l
JOIN facet_terms AS r ON l.term = r.term AND l.node < r.node
JOIN facet_common AS c ON c.term = l.term
WHERE c.n <= {common}
GROUP BY l.node, r.node
HAVING ROUND(SUM(l.weight), 6) >= {floor}
"""


def pairs(nodes: Sequence[Facet], idf: Mapping[str, float], engine: Engine) -> list[tuple[int, int]]:
    """The pairs of facets, as numbers in the order given, that share enough; the smaller first, sorted."""
    rows = (
        {"node": n, "term": k, "weight": max(idf[k], FLOOR * k.startswith("#"))}
        for n, f in enumerate(nodes)
        for k in sorted(signs(f))
    )
    engine.load("facet_terms", rows, TERMS)
    engine.run("facet_common", "SELECT term, COUNT(*) AS n FROM facet_terms GROUP BY term")
    engine.run("facet_pairs", PAIRS.format(common=COMMON, floor=FLOOR))
    return sorted((int(row["a"]), int(row["b"])) for row in engine.rows("facet_pairs"))


def signs(facet: Facet) -> frozenset[str]:
    """What a facet can be found by: its terms, and what it counts with its fate."""
    counted = {f"#{s.figure.unit}:{fate}" for s in facet.slots for fate in alike(s)}
    asked = {f"#{question}" for s in facet.slots for question in questions(s)}
    return facet.keys | counted | asked
