"""Which reports may have to do with one another: fingerprint rows joined on the engine, a pair where enough is shared.

A hash in many reports pairs each report with the first and the previous one only, so a wire
story in five hundred outlets costs a thousand pairs and not a hundred thousand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from rashomon.engine.base import Engine, Row
from rashomon.engine.components import components
from rashomon.lineage.facts import DIGITS, NAME
from rashomon.lineage.page import left_out
from rashomon.model import Report
from rashomon.text.shingles import Hashes, fingerprints, hashes, kept_hashes, remembered, stretches, without

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

KEPT = pa.schema([("number", pa.int32()), ("words", pa.list_(pa.int64())), ("facts", pa.list_(pa.int64()))])

ROWS = "SELECT number, {explode}({what}) AS hash FROM lineage_kept"
SHARED = """
SELECT r.hash, r.number, s.df, FLOOR({unit} / s.df) AS weight
FROM {rows} AS r
JOIN (SELECT hash, COUNT(*) AS df FROM {rows} GROUP BY hash HAVING {held}) AS s ON s.hash = r.hash
"""
NEIGHBOURS = """
SELECT number, {least} - CASE WHEN df > {hot} THEN 0 ELSE weight END AS weight,
  CASE WHEN df > {hot} THEN 1 ELSE 0 END AS held,
  LAG(number) OVER (PARTITION BY hash ORDER BY number) AS previous,
  FIRST_VALUE(number) OVER (PARTITION BY hash ORDER BY number) AS first
FROM {shared} WHERE df > {sparse}
"""
WARM = """
SELECT previous AS a, number AS b, weight, held FROM {neighbours} WHERE previous IS NOT NULL
UNION ALL
SELECT first AS a, number AS b, weight, held FROM {neighbours} WHERE previous <> first
"""
NONE = "SELECT number AS a, number AS b, weight, 0 AS held FROM {shared} WHERE 1 = 0"

# In an archive most offers come of hashes that ten to fifty reports have, and make no pair: at 100,000 reports they
# took 9 of 12 seconds and 2 GB. So each report first leaves out its most frequent hashes, as many as weigh less than
# `spared` together: that is the most two can share beside the others (prefix filter: Chaudhuri, Ganti and Kaushik,
# 2006). Only the pairs that may yet reach enough are weighed in full.
TELLING = """
SELECT hash, number, weight FROM {shared} WHERE df <= {sparse}
UNION ALL
SELECT hash, number, weight FROM (
  SELECT hash, number, weight, SUM(weight) OVER (
    PARTITION BY number ORDER BY df DESC, hash ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  ) AS rest
  FROM {shared} WHERE df > {sparse} AND df <= {hot}
) AS frequent WHERE rest >= {spared}
"""
HOPEFUL = """
SELECT a, b FROM (
  SELECT l.number AS a, r.number AS b, l.weight
  FROM {telling} AS l JOIN {telling} AS r ON r.hash = l.hash AND l.number < r.number
  UNION ALL
  SELECT a, b, weight FROM ({warm}) AS warm
) AS offers
GROUP BY a, b HAVING SUM(weight) > {enough} - {spared}
"""
PAIRS = """
SELECT a, b, SUM(weight) AS weight, SUM(held) AS shared FROM (
  SELECT h.a, h.b, l.weight, 1 AS held
  FROM {hopeful} AS h
  JOIN {shared} AS l ON l.number = h.a
  JOIN {shared} AS r ON r.number = h.b AND r.hash = l.hash
  WHERE l.df <= {hot}
  UNION ALL
  SELECT h.a, h.b, w.weight, w.held
  FROM {hopeful} AS h JOIN ({warm}) AS w ON w.a = h.a AND w.b = h.b
) AS offers
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
    engine.load("lineage_kept", _hashed(reports), KEPT)
    by_words = _by_words(engine)
    common = frozenset(_common(engine))
    by_facts = _by_facts(engine)
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


def fact_hashes(text: str, cut: Sequence[bytes]) -> Hashes:
    """Hashes of the names and the figures of two digits and more in a text; they survive translation."""
    figures = {figure if figure.isdigit() else re.sub(r"\D", "", figure) for figure in DIGITS.findall(text)}
    telling = hashes(figure for figure in figures if len(figure) > 1 and not ROUND.fullmatch(figure))
    names = np.frombuffer(b"".join(map(_names, cut)), telling.dtype)
    return np.concatenate([telling, names]).view(np.int64)


@remembered
def _names(stretch: bytes) -> bytes:
    """The hashes of the names in a stretch of a text."""
    return hashes(NAME.findall(stretch.decode("utf-8", "surrogatepass"))).tobytes()


def _hashed(reports: Sequence[Report]) -> Iterable[Row]:
    for number, report in enumerate(reports):
        text = without(report.text, left_out(report))
        cut = stretches(text)
        yield {"number": number, "words": _once(kept_hashes(cut)[0]), "facts": _once(fact_hashes(text, cut))}


def _once(made: Hashes) -> Hashes:
    """Each hash once, in order."""
    ranked = np.sort(made)
    first = np.ones(len(ranked), np.bool_)
    np.not_equal(ranked[1:], ranked[:-1], out=first[1:])
    return ranked[first]


def _by_words(engine: Engine) -> Iterable[tuple[int, int]]:
    """Pairs by the shingles that both have."""
    shared, neighbours = _shared(engine, "words", "COUNT(*) > 1"), "lineage_words_neighbours"
    engine.run(neighbours, NEIGHBOURS.format(shared=shared, hot=HOT, sparse=SPARSE, least=UNIT // SPARSE))
    return _pairs(engine, "words", WARM.format(neighbours=neighbours))


def _by_facts(engine: Engine) -> Iterable[tuple[int, int]]:
    """Pairs by the figures and names that both have, those of many reports left out."""
    shared = _shared(engine, "facts", f"COUNT(*) BETWEEN 2 AND {HOT}")
    return _pairs(engine, "facts", NONE.format(shared=shared))


def _shared(engine: Engine, what: str, held: str) -> str:
    """Makes the table of the hashes that several reports have."""
    rows, shared = f"lineage_{what}_rows", f"lineage_{what}_shared"
    engine.run(rows, ROWS.format(explode=engine.dialect.explode, what=what))
    engine.run(shared, SHARED.format(rows=rows, held=held, unit=UNIT))
    return shared


def _pairs(engine: Engine, what: str, warm: str) -> Iterable[tuple[int, int]]:
    """The pairs that share enough, with what they are offered beside."""
    tables = {part: f"lineage_{what}_{part}" for part in ("shared", "telling", "hopeful", "pairs")}
    enough = int(UNIT * ENOUGH[what])
    names = {**tables, "warm": warm, "hot": HOT, "sparse": SPARSE, "spared": enough // 2, "enough": enough}
    for made, sql in (("telling", TELLING), ("hopeful", HOPEFUL), ("pairs", PAIRS)):
        engine.run(tables[made], sql.format(**names))
    return ((row["a"], row["b"]) for row in engine.rows(tables["pairs"]))
