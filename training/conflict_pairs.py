"""Writes the pairs of clauses that the program would ask a model of conflicts about, with what the marks say of them.

    python training/conflict_pairs.py --out pairs.json

Each case that does not say "Held back" is read by the program; the pairs are those of `claims.conflicts.asked`.
`opposed`: the marks set the two statements against one another; `apart`: they know both, and do not; `unknown`: one of
them is marked nowhere. Written: {case: [[clause, clause, kind], …]}, in order.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

from conflict_cases import APART, OPPOSED, UNKNOWN, cases_of
from fit_origins import look, matched

from rashomon import dossier
from rashomon.claims import conflicts
from rashomon.claims.facets import Facet
from rashomon.claims.relate import parties, ruled
from rashomon.model import Relation


def asked(found: dossier.Found, said: Sequence[Facet], gold: Mapping[str, Any]) -> Iterator[tuple[Facet, Facet, str]]:
    """The pairs that the program asks the model about, with what the marks say of them."""
    marks = matched(found.readings, gold)
    claims, voices, related = before(found, said)
    for heard, by_rule in claims:
        for a, b in conflicts.asked(heard, by_rule, voices, related):
            yield a, b, kind(marks.get(a.statement.id), marks.get(b.statement.id), gold)


def before(
    found: dossier.Found, said: Sequence[Facet]
) -> tuple[list[tuple[list[Facet], list[Relation]]], dict[str, str], set[frozenset[str]]]:
    """What the program knows before it asks: its claims with their relations by rule, whose word each statement is, and
    the pairs that rules relate."""
    voices = parties(found.readings)
    claims = list(ruled(found.claims, said, found.readings, voices, found.lineage))
    return claims, voices, {frozenset((r.left, r.right)) for _, by_rule in claims for r in by_rule}


def pairs(path: Path) -> list[tuple[str, str, str]]:
    """The pairs of one marked case as the model reads them, each once."""
    rows = ((sorted((conflicts.clause(a), conflicts.clause(b))), kind) for a, b, kind in asked(*look(path)))
    return [(a, b, kind) for (a, b), kind in sorted({tuple(pair): kind for pair, kind in rows}.items())]


def kind(one: str | None, other: str | None, gold: Mapping[str, Any]) -> str:
    """What the marks say of two statements."""
    against = {frozenset(p) for c in gold["claims"] for p in product(c["asserts"], c["denies"])}
    against |= {frozenset((r["from"], r["to"])) for r in gold["relations"]}
    known = {i for c in gold["claims"] for side in ("asserts", "denies", "qualifies") for i in c[side]}
    if one is None or other is None or one == other or not {one, other} <= known | set().union(*against):
        return UNKNOWN
    return OPPOSED if frozenset((one, other)) in against else APART


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    found = {path.stem: pairs(path) for path in cases_of()}
    args.out.write_text(json.dumps(found, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    kinds = [k for rows in found.values() for _, _, k in rows]
    print(f"{len(kinds)} pairs of {len(found)} cases: {', '.join(f'{kinds.count(k)} {k}' for k in sorted(set(kinds)))}")


if __name__ == "__main__":
    main()
