"""Fits the weights of claims/score.py on marked cases, and prints them: tests/cases/*.txt, and no other.
A case that says "Held back" in its head is left out: it measures what was fitted on the others.

    python training/fit_claims.py

Each case is read by the program; a clause belongs to the claims of the marks that it shares half of its length with.
Every pair of clauses of which one belongs to a claim is an example: of one claim, or not. All cases weigh the same.
With `--leave-out` each case is ranked by the weights that the others give: mean average precision, with and without
each feature. The weights in the module were these, rounded, with the extractor
of their day; OTHER is set by hand, for no case has enough of it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rashomon import dossier
from rashomon.claims.about import cosine, rows
from rashomon.claims.align import weights as idf_of
from rashomon.claims.facets import Facet, facets
from rashomon.claims.score import asks_the_same, cover, mass
from rashomon.read.sources import read
from rashomon.readings import read_all

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
import marked  # noqa: E402

NAMES = ("RARELY", "COVER", "ABOUT", "ASKED")
RIDGE = 1.0
Case = tuple[NDArray[np.float64], NDArray[np.float64]]


def case(path: Path) -> Case:
    """One row of features for every pair of clauses of a marked case, and whether the two are of one claim."""
    texts, gold = marked.parse(path.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        reports, _ = dossier.gather(read([folder]), lambda *_: None)
        readings = read_all(reports, extractor="model", tell=lambda *_: None)
    found = [f for f in facets(readings) if not f.thin]
    names = {r.report.id: Path(r.report.path).name for r in readings}
    claims = [claims_of(f, names[f.span.report_id], gold) for f in found]
    idf = idf_of(found)
    held = [mass(f, idf) for f in found]
    pairs = [(a, b) for a, b in combinations(range(len(found)), 2) if claims[a] or claims[b]]
    table = []
    for (a, b), about in zip(pairs, cosine(rows(found, readings), pairs), strict=True):
        shared = cover(found[a], found[b], idf, (held[a], held[b]))
        table.append((1.0, shared, about, float(asks_the_same(found[a], found[b]) or 0)))
    return np.array(table), np.array([bool(claims[a] & claims[b]) for a, b in pairs], dtype=float)


def claims_of(facet: Facet, report: str, gold: dict) -> frozenset[str]:  # type: ignore[type-arg]
    """The claims whose marks in a report share half of a clause's words."""
    words = set(facet.span.exact.split())
    held = set()
    for claim in gold["claims"]:
        inside = {*claim["asserts"], *claim["denies"], *claim["qualifies"]}
        for s in gold["statements"]:
            text = " ".join(part["exact"] for part in s["content_spans"]) if "content_spans" in s else s["content"]
            if s["id"] in inside and s["report"] == report and len(words & set(text.split())) * 2 >= len(words):
                held.add(claim["id"])
    return frozenset(held)


def fit(cases: list[Case], columns: list[int]) -> NDArray[np.float64]:
    """Weights of a logistic regression with a small ridge, by Newton's method."""
    x = np.concatenate([c[0][:, columns] for c in cases])
    y = np.concatenate([c[1] for c in cases])
    each = np.concatenate([np.full(len(c[1]), 2000 / len(c[1])) for c in cases])
    w = np.zeros(len(columns))
    ridge = np.diag([0.0] + [RIDGE] * (len(columns) - 1))
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x * (each * p * (1 - p))[:, None]).T @ x + ridge, x.T @ (each * (p - y)) + ridge @ w)
    return w


def average_precision(right: NDArray[np.float64], score: NDArray[np.float64]) -> float:
    """The mean precision at each right pair, the likeliest first."""
    right = right[np.argsort(-score, kind="stable")]
    return float((np.cumsum(right) / np.arange(1, len(right) + 1))[right > 0].mean())


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leave-out", action="store_true")
    args = parser.parse_args()
    texts = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "cases").glob("*.txt"))}
    paths = [path for path, text in texts.items() if "\nclaim " in text and "\n# Held back" not in text]
    cases = [case(path) for path in paths]
    every = list(range(len(NAMES)))
    print(" ".join(f"{name} {value:.2f}" for name, value in zip(NAMES, fit(cases, every), strict=True)))
    for columns in [every, *([c for c in every if c != out] for out in every[1:])] if args.leave_out else []:
        told = []
        for n, one in enumerate(cases):
            w = fit(cases[:n] + cases[n + 1 :], columns)
            told.append(average_precision(one[1], one[0][:, columns] @ w))
        left = ", ".join(f"{p.stem} {value:.2f}" for p, value in zip(paths, told, strict=True))
        print(f"{' '.join(NAMES[c] for c in columns)}: {np.mean(told):.3f} ({left})")


if __name__ == "__main__":
    main()
