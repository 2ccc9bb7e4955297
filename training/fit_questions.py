"""Fits READ of claims/score.py: what two facets that the model of questions has read together are alike by.

    python training/fit_questions.py [--claims]

On the marked cases that taught the model nothing (`conflict_cases.left_out`), each read by the program. A pair that is
read is an example where the marks know both statements and one belongs to a claim: to one claim, or not; all cases
weigh the same. Prints the weights, and, each case left out of the fit, how likely a pair of one claim is ranked before
another, with the model and without.

`--claims` tries weights near these, with bounds of one claim (LEAST of claims/align.py): the mean B-cubed precision,
recall and F1 of the cases' claims, over the statements that marks put into one. The weights in the module are the best
of these: a fit of pairs is not one of claims.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from statistics import fmean
from typing import Any

import numpy as np
from conflict_cases import cases_of, left_out
from fit_claims import fit
from fit_origins import look, matched
from numpy.typing import NDArray

from rashomon import dossier
from rashomon.claims import align, score, together
from rashomon.claims.about import cosine, rows
from rashomon.claims.facets import Facet
from rashomon.engine.duck import DuckEngine

NAMES = ("rarely", "cover", "about", "asked", "odds")
WITHOUT = [0, 1, 2, 3]
WEIGHTS = tuple(product((-1.0, -0.5, 0.0), (1.0,), (2.0, 3.5), (0.6, 0.9, 1.2)))
BOUNDS = (0.15, 0.2, 0.25)
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Seen:
    """What the program finds in a case, the facets of its statements, and the claims that the marks put each into."""

    made: dossier.Found
    said: Sequence[Facet]
    claims: Mapping[str, frozenset[str]]


def seen() -> Iterator[Seen]:
    """The cases that taught the model nothing."""
    for path in cases_of():
        if left_out(path.stem):
            made, said, gold = look(path)
            yield Seen(made, said, by_marks(matched(made.readings, gold), gold))


def by_marks(marks: Mapping[str, str], gold: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """The claims of each statement that the marks know."""
    of: dict[str, set[str]] = {mark: set() for mark in marks.values()}
    for claim in gold["claims"]:
        for mark in {*claim["asserts"], *claim["denies"], *claim["qualifies"]} & set(of):
            of[mark].add(claim["id"])
    return {statement: frozenset(of[mark]) for statement, mark in marks.items()}


def examples(case: Seen) -> tuple[Floats, Floats]:
    """The features of the pairs that are read, shape (pairs, NAMES), and which are of one claim."""
    read = together.reader()
    assert read, "the model of questions is not installed"
    found = [f for f in case.said if not f.thin]
    idf = align.weights(found)
    held = [score.mass(f, idf) for f in found]
    pairs = [(a, b) for a, b in combinations(range(len(found)), 2)]
    near = dict(zip(pairs, cosine(rows(found, case.made.readings), pairs), strict=True))
    alike = {(a, b): score.likeness(found[a], found[b], idf, (held[a], held[b]), near[a, b]) for a, b in pairs}
    texts = {r.report.id: r.report.text for r in case.made.readings}
    asked = together.asked(found, alike, together.ALL, align.LEAST)
    table, right = [], []
    for (a, b), odds in together.odds(found, texts, asked, read).items():
        mine, yours = (case.claims.get(found[n].statement.id) for n in (a, b))
        if mine is not None and yours is not None and (mine or yours):
            shared = score.cover(found[a], found[b], idf, (held[a], held[b]))
            table.append((1.0, shared, near[a, b], float(score.asks_the_same(found[a], found[b]) or 0), odds))
            right.append(float(bool(mine & yours)))
    return np.array(table).reshape(-1, len(NAMES)), np.array(right)


def before(right: Floats, value: Floats) -> float:
    """How likely a pair of one claim is ranked before another."""
    yes, no = value[right > 0], value[right == 0]
    return float((yes[:, None] > no[None]).mean()) if len(yes) and len(no) else float("nan")


def b_cubed(case: Seen, groups: Collection[Collection[str]]) -> tuple[float, float]:
    """Precision and recall of the groups of statements, over those that the marks put into a claim."""
    known = {s: claims for s, claims in case.claims.items() if claims}
    own = {s: {n for n, group in enumerate(groups) if s in group} or {s} for s in known}
    precision, recall = [], []
    for s in known:
        together_, marked = ({t for t in known if of[s] & of[t]} for of in (own, known))
        precision.append(len(together_ & marked) / len(together_))
        recall.append(len(together_ & marked) / len(marked))
    return fmean(precision), fmean(recall)


def claims(cases: Sequence[Seen]) -> None:
    """Print what some weights and bounds make of the cases' claims."""
    engine = DuckEngine()
    for weights, least in product(WEIGHTS, BOUNDS):
        score.READ, align.LEAST = weights, least
        made = []
        for case in cases:
            found = align.align(case.said, case.made.readings, case.made.lineage, engine)
            p, r = b_cubed(case, [set(c.statements) for c in found])
            made.append((p, r, 2 * p * r / (p + r)))
        print(weights, least, " ".join(f"{fmean(column):.3f}" for column in zip(*made, strict=True)), flush=True)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", action="store_true")
    args = parser.parse_args()
    cases = [case for case in seen() if any(case.claims.values())]
    if args.claims:
        claims(cases)
        return
    tables = [examples(case) for case in cases]
    every = list(range(len(NAMES)))
    print(" ".join(f"{name} {value:.2f}" for name, value in zip(NAMES, fit(tables, every), strict=True)))
    for columns in (WITHOUT, every):
        left = []
        for n, (table, right) in enumerate(tables):
            w = fit(tables[:n] + tables[n + 1 :], columns)
            left.append(before(right, table[:, columns] @ w))
        print(f"{' '.join(NAMES[c] for c in columns)}: {np.nanmean(left):.3f} over {len(left)} cases")


if __name__ == "__main__":
    main()
