"""Which reports may have to do with one another: fingerprint rows joined on the engine, a pair where enough is shared.

A hash in many reports pairs each report with the first and the previous one only, so a wire
story in five hundred outlets costs a thousand pairs and not a hundred thousand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from rashomon.engine.base import Engine, Row
from rashomon.engine.components import components
from rashomon.lineage.facts import DIGITS, NAME
from rashomon.lineage.page import left_out
from rashomon.model import Report
from rashomon.text.shingles import Hashes, fingerprints, hashes, without

HOT = 50
"""A hash in more reports than this pairs each with the first and the previous one only."""
SPARSE = 10
"""For these two it weighs a tenth, also where fewer have it: else a short story in thirty outlets makes no pair."""
UNIT = 2520
"""Weights are whole numbers, so that no sum depends on its order: a hash in `df` reports weighs UNIT / df."""
ENOUGH = {"words": 1.0, "facts": 1.5}
"""The least sum of 1 / df that makes a pair: one is two shingles, kept of some eight, that only these two have."""

MANY = 4
"""So many families that share a shingle have it from nobody in particular."""
LEAST = 6
"""The least kept hashes, some two dozen words, by which one report is a copy of another, unless both have no more."""

ROUND = re.compile(r"(?:19|20)\d\d|\d0+")
"""Figures that many reports have: years, and a digit with noughts."""

KEPT = pa.schema([("number", pa.int32()), ("hashes", pa.list_(pa.int64()))])

ROWS = "SELECT DISTINCT number, hash FROM (SELECT number, {explode}(hashes) AS hash FROM {kept}) AS kept"
SHARED = """
SELECT r.hash, r.number, s.df
FROM {rows} AS r
JOIN (SELECT hash, COUNT(*) AS df FROM {rows} GROUP BY hash HAVING {held}) AS s ON s.hash = r.hash
"""
COOL = """
SELECT l.number AS a, r.number AS b, CAST(FLOOR({unit} / l.df) AS BIGINT) AS weight, 1 AS held
FROM {shared} AS l
JOIN {shared} AS r ON r.hash = l.hash AND l.number < r.number
WHERE l.df <= {hot}
"""
NEIGHBOURS = """
SELECT number, {least} - CASE WHEN df > {hot} THEN 0 ELSE CAST(FLOOR({unit} / df) AS BIGINT) END AS weight,
  CASE WHEN df > {hot} THEN 1 ELSE 0 END AS held,
  LAG(number) OVER (PARTITION BY hash ORDER BY number) AS previous,
  FIRST_VALUE(number) OVER (PARTITION BY hash ORDER BY number) AS first
FROM {shared} WHERE df > {sparse}
"""
WARM = """
UNION ALL
SELECT previous AS a, number AS b, weight, held FROM {neighbours} WHERE previous IS NOT NULL
UNION ALL
SELECT first AS a, number AS b, weight, held FROM {neighbours} WHERE previous <> first
"""
PAIRS = """
SELECT a, b, SUM(weight) AS weight, SUM(held) AS shared FROM ({parts}) AS offers
GROUP BY a, b HAVING SUM(weight) >= {enough}
"""
COUNTS = "SELECT number AS node, COUNT(*) AS held FROM {rows} GROUP BY number"
COPIES = """
SELECT p.a, p.b FROM {pairs} AS p
JOIN {counts} AS l ON l.node = p.a
JOIN {counts} AS r ON r.node = p.b
WHERE (p.shared >= {least} AND 2 * p.shared >= LEAST(l.held, r.held)) OR 5 * p.shared >= 4 * GREATEST(l.held, r.held)
"""
COMMON = """
SELECT s.hash FROM {shared} AS s JOIN {families} AS f ON f.node = s.number
WHERE s.df >= {many}
GROUP BY s.hash HAVING COUNT(DISTINCT f.component) >= {many}
"""


@dataclass(frozen=True, slots=True)
class Traces:
    """What the engine found: pairs of places in the sequence, the lower first, and the hashes that say nothing."""

    pairs: tuple[tuple[int, int], ...]
    common: frozenset[int]
    """Shingles that stand in many reports that are no copies of one another: boilerplate, background."""


def traces(reports: Sequence[Report], engine: Engine) -> Traces:
    """Pairs of reports that share telling words, figures or names, and the shingles that make no pair."""
    by_words = _pairs(engine, "words", _hashed(reports, word_hashes), hot_too=True)
    common = frozenset(_common(engine))
    by_facts = _pairs(engine, "facts", _hashed(reports, fact_hashes), hot_too=False)
    return Traces(tuple(sorted({*by_words, *by_facts})), common)


def _common(engine: Engine) -> Iterator[int]:
    """Hashes in at least `MANY` families, a family being reports of which one holds half of the other."""
    rows, shared, pairs = (f"lineage_words_{part}" for part in ("rows", "shared", "pairs"))
    counts, copies, families, common = (f"lineage_words_{part}" for part in ("counts", "copies", "families", "common"))
    engine.run(counts, COUNTS.format(rows=rows))
    engine.run(copies, COPIES.format(pairs=pairs, counts=counts, least=LEAST))
    components(engine, copies, counts, families)
    engine.run(common, COMMON.format(shared=shared, families=families, many=MANY))
    return (row["hash"] for row in engine.rows(common))


def word_hashes(report: Report) -> Hashes:
    """The kept shingle hashes of a report."""
    return fingerprints(report.text, left_out(report))[0]


def fact_hashes(report: Report) -> Hashes:
    """Hashes of the names and the figures of two digits and more that a report holds; they survive translation."""
    text = without(report.text, left_out(report))
    figures = {figure if figure.isdigit() else re.sub(r"\D", "", figure) for figure in DIGITS.findall(text)}
    telling = {*NAME.findall(text), *(f for f in figures if len(f) > 1 and not ROUND.fullmatch(f))}
    return hashes(telling).view(np.int64)


def _hashed(reports: Sequence[Report], make: Callable[[Report], Hashes]) -> Iterable[Row]:
    for number, report in enumerate(reports):
        yield {"number": number, "hashes": make(report)}


def _pairs(engine: Engine, what: str, rows: Iterable[Row], *, hot_too: bool) -> Iterable[tuple[int, int]]:
    parts = ("kept", "rows", "shared", "neighbours", "pairs")
    kept, table, shared, neighbours, pairs = (f"lineage_{what}_{part}" for part in parts)
    engine.load(kept, rows, KEPT)
    engine.run(table, ROWS.format(explode=engine.dialect.explode, kept=kept))
    engine.run(shared, SHARED.format(rows=table, held="COUNT(*) > 1" if hot_too else f"COUNT(*) BETWEEN 2 AND {HOT}"))
    offers = COOL.format(shared=shared, hot=HOT, unit=UNIT)
    if hot_too:
        engine.run(
            neighbours, NEIGHBOURS.format(shared=shared, hot=HOT, sparse=SPARSE, unit=UNIT, least=UNIT // SPARSE)
        )
        offers += WARM.format(neighbours=neighbours)
    engine.run(pairs, PAIRS.format(parts=offers, enough=int(UNIT * ENOUGH[what])))
    return ((row["a"], row["b"]) for row in engine.rows(pairs))
