"""Fits the weights of claims/counted.py on marked cases that name the origins of their claims, and prints them.
Cases that say "Held back" in their head are left out.

    python training/fit_origins.py

Each case is read by the program. A claim of the marks is answered by the program's claim that holds most of its
statements; of the groups that speak to that claim those are its origins that bear the name of one, each name once,
those first of which a statement was marked as saying so. Every group is an example. Prints then, for each case left
out of the fit, how often K is exact, inside its range and within one, and how wide ranges are; `--ranges` tries what a
range is worth.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rashomon import dossier
from rashomon.claims import counted, support
from rashomon.claims.facets import Facet
from rashomon.claims.relate import told
from rashomon.engine.duck import DuckEngine
from rashomon.model import Reading
from rashomon.read.sources import read
from rashomon.readings import read_all

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
import marked  # noqa: E402

CASES = ROOT / "training" / "cases"
HELD = "\n# Held back"
RIDGE = 10.0
NAMES = tuple(counted.WEIGHTS)
EMPTY = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "for",
        "to",
        "in",
        "on",
        "at",
        "by",
        "its",
        "his",
        "her",
        "their",
        "said",
        "mr",
        "ms",
        "mrs",
        "dr",
        "own",
        "from",
        "with",
        "who",
    ]
)
Rows = NDArray[np.float64]


@dataclass(frozen=True)
class Told:
    """One claim of the marks: the features of the groups that speak to it, which are its origins, and K."""

    features: Rows
    right: NDArray[np.float64]
    count: int


def look(path: Path) -> tuple[dossier.Found, Sequence[Facet], dict[str, Any]]:
    """What the program finds in a marked case, the facets of its statements, and the marks."""
    texts, gold = marked.parse(path.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        reports, _ = dossier.gather(read([folder]), lambda *_: None)
        readings = read_all(reports, extractor="model", tell=lambda *_: None)
    engine = DuckEngine()
    found, said = dossier.look(readings, dossier.Options(extractor="model"), engine, lambda *_: None)
    engine.close()
    return found, said, gold


def claims(made: dossier.Found, said: Sequence[Facet], gold: Mapping[str, Any]) -> list[Told]:
    """The claims of the marks beside what the program makes of them."""
    marks = matched(made.readings, gold)
    found = support.Case.of(said, made.readings, made.roots)
    rows = []
    for line in gold["claims"]:
        names = [n.strip() for n in str(line.get("independent_origins_explained", "")).split(";") if n.strip()]
        members = {*line["asserts"], *line["denies"], *line["qualifies"]}
        if not names or line.get("independent_origins") is None:
            continue
        best = max(made.claims, key=lambda c: sum(marks.get(s) in members for s in c.statements), default=None)
        if best is None or not any(marks.get(s) in members for s in best.statements):
            continue
        groups = support.judged(found.asked(told(best, found.facets)), found)
        yes = [any(marks.get(f.statement.id) in line["asserts"] for f in g.facets) for g in groups]
        no = [any(marks.get(f.statement.id) in line["denies"] for f in g.facets) for g in groups]
        labels = [o.name for g in groups for o in g.origins[:1]]
        table = np.array([[g.features[n] for n in NAMES] for g in groups], dtype=float).reshape(-1, len(NAMES))
        rows.append(Told(table, right(table, labels, names, yes, no), int(line["independent_origins"])))
    return rows


def matched(readings: Sequence[Reading], gold: Mapping[str, Any]) -> dict[str, str]:
    """For each statement of the program the mark that shares half of its words, where one does."""
    files = {r.report.id: Path(r.report.path).name for r in readings}
    marks: dict[str, list[tuple[str, set[str]]]] = {}
    for s in gold["statements"]:
        text = " ".join(part["exact"] for part in s["content_spans"]) if "content_spans" in s else s["content"]
        marks.setdefault(s["report"], []).append((s["id"], words(text)))
    found = {}
    for reading in readings:
        for s in reading.statements:
            own = words(s.text)
            shared = [(len(own & w) / max(1, len(own | w)), key) for key, w in marks.get(files[s.report_id], [])]
            if shared and max(shared)[0] >= 0.5:
                found[s.id] = max(shared)[1]
    return found


def words(text: str) -> set[str]:
    """The words that tell one text from another."""
    return {w for w in re.findall(r"[\w']+", text.lower()) if w not in EMPTY and len(w) > 1}


def right(
    table: Rows, labels: Sequence[str], names: Sequence[str], yes: Sequence[bool], no: Sequence[bool]
) -> NDArray[np.float64]:
    """1 for each group that is one of the origins named, each once; a name left over goes to who says so unnamed."""
    left, held = list(names), np.zeros(len(labels))
    own, near = NAMES.index("narration"), NAMES.index("near")
    order = sorted(range(len(labels)), key=lambda n: (not yes[n], table[n, own], -table[n, near]))
    for n in order:
        hit = next((name for name in left if alike(name, labels[n])), None)
        if hit and (yes[n] or not no[n]):
            held[n] = 1.0
            left.remove(hit)
    for n in order:
        if left and yes[n] and not held[n]:
            held[n] = 1.0
            left.pop()
    return held


def alike(one: str, other: str) -> bool:
    """True where half the words of the shorter of two names are in the other."""
    a, b = words(one), words(other)
    return bool(a and b) and 2 * len(a & b) >= min(len(a), len(b))


def fit(told_: Sequence[Told]) -> NDArray[np.float64]:
    """Weights of a logistic regression by Newton's method, with a ridge on what one deviation of a feature weighs."""
    x, y = np.concatenate([t.features for t in told_]), np.concatenate([t.right for t in told_])
    spread = np.where(x.std(0) > 0, x.std(0), 1.0)
    ridge = np.diag(np.where(np.arange(x.shape[1]) == 0, 0.0, RIDGE * spread**2))
    w = np.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, x.T @ (p - y) + ridge @ w)
    return w


def ranges(told_: Sequence[Told], w: NDArray[np.float64]) -> list[tuple[int, int, int]]:
    """K, and the range that some weights give it, for each claim."""
    chances = ([float(c) for c in 1 / (1 + np.exp(-t.features @ w))] for t in told_)
    return [(t.count, *counted.between(c)) for t, c in zip(told_, chances, strict=True)]


def figures(found: Sequence[tuple[int, int, int]]) -> str:
    """How often K is exact, inside and within one, and the mean width."""
    k, low, high = np.array(found).T
    exact, inside = np.mean((low == k) & (high == k)), np.mean((low <= k) & (k <= high))
    near, wide = np.mean(np.abs((low + high) / 2 - k) <= 1), np.mean(high - low)
    return f"exact {exact:.3f}  inside {inside:.3f}  within 1 {near:.3f}  width {wide:.2f}"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ranges", action="store_true")
    args = parser.parse_args()
    paths = [p for p in sorted(CASES.glob("*.txt")) if HELD not in p.read_text(encoding="utf-8")]
    report([found for p in paths if (found := claims(*look(p)))], tried=args.ranges)


def report(cases: Sequence[list[Told]], *, tried: bool) -> None:
    """Print the weights, and what they are worth on cases left out."""
    w = fit([t for one in cases for t in one])
    print("\n".join(f'    "{name}": {value:.2f},' for name, value in zip(NAMES, w, strict=True)))
    rest = [fit([t for m, other in enumerate(cases) if m != n for t in other]) for n in range(len(cases))]

    def left_out() -> list[tuple[int, int, int]]:
        return [row for one, weights in zip(cases, rest, strict=True) for row in ranges(one, weights)]

    print(f"{sum(map(len, cases))} claims of {len(cases)} cases, each left out: {figures(left_out())}")
    for unseen in (0.3, 0.6, 0.8, 1.0) if tried else ():
        for inside in (0.8, 1.0, 1.3, 1.6):
            for width in (0.1, 0.15, 0.2, 0.25, 0.3):
                counted.UNSEEN, counted.INSIDE, counted.WIDTH = unseen, inside, width
                print(f"UNSEEN {unseen} INSIDE {inside} WIDTH {width}: {figures(left_out())}")


if __name__ == "__main__":
    main()
