"""Fits the weights of lineage/evidence.py on marked cases, and prints them: training/cases/*.txt with lines `edge`.
A case that says "Held back" in its head is left out: it measures what was fitted on the others.

    python training/fit_lineage.py [--unrelated FA-KES-Dataset.csv]

Each case is read by the program. Every report beside every possible parent is an example, but for those that are tied
by words or credits already: of a marked edge, or of none. Articles on one war (the CSV of benchmarks/families.py), in
groups of twenty that came out one after another, are examples of reports with hardly an edge: half as heavy.
Printed are the weights, and for some thresholds what the edges of all rules are worth on the cases, each weighed by
what the others give, with how many edges the articles get (columns, digests and interviews, which are not weighed, are
left out on both sides). The weights in the module were these, rounded.
"""

from __future__ import annotations

import argparse
import runpy
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rashomon import dossier
from rashomon.attribute import identity
from rashomon.engine.duck import DuckEngine
from rashomon.lineage import drawn
from rashomon.lineage.derive import derive
from rashomon.lineage.echoes import Echoes
from rashomon.lineage.evidence import FEATURES, Draw
from rashomon.lineage.option import Option
from rashomon.model import Derivation, Reading
from rashomon.read.sources import read
from rashomon.readings import read_all

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
import marked  # noqa: E402

RIDGE = 3.0
UNRELATED = 0.5
GROUP, GROUPS = 20, 12
THRESHOLDS = (-1.25, -1.0, -0.8, -0.5, 0.0)


@dataclass(frozen=True)
class Example:
    """A report beside a possible parent."""

    case: str
    features: tuple[float, ...]
    right: bool
    tied: bool
    """True where another rule gives the edge."""
    fair: bool
    """True where an edge may be given for it: something that the one report alone has, a quotation, a name."""


def weighed(readings: Sequence[Reading]) -> Iterator[tuple[str, str, tuple[float, ...], bool, bool]]:
    """For each pair that is weighed child, parent, features, whether it is tied before, whether it may have an edge."""
    linked, _ = identity.link(readings)
    found: list[tuple[str, str, tuple[float, ...], bool, bool]] = []
    real = drawn.draw

    def draw(
        options: Sequence[Option], edges: Sequence[Derivation], copies: Mapping[str, str], echoes: Echoes
    ) -> Draw | None:
        made = real(options, edges, copies, echoes)
        tied = {e.parent for e in edges}
        for option in options:
            if made and option.parent.id in made.beside and not option.own:
                evidence = made.evidence(option)
                features = tuple(getattr(evidence, name) for name in FEATURES)
                fair = drawn.own_evidence(option, evidence)
                found.append((option.child.id, option.parent.id, features, option.parent.id in tied, fair))
        return made

    drawn.draw = draw
    engine = DuckEngine()
    derive(linked, engine)
    engine.close()
    drawn.draw = real
    return iter(found)


def case(path: Path) -> tuple[list[Example], int]:
    """The examples of a marked case, and how many edges are marked in it."""
    texts, gold = marked.parse(path.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        reports, _ = dossier.gather(read([folder]), lambda *_: None)
        readings = read_all(reports, extractor="model", tell=lambda *_: None)
    names = {r.report.id: Path(r.report.path).name for r in readings}
    edges = {(child, edge["parent"]) for child, listed in gold["lineage"].items() for edge in listed}
    found = [
        Example(path.stem, features, (names[child], names[parent]) in edges, tied, fair)
        for child, parent, features, tied, fair in weighed(readings)
    ]
    return found, len(edges)


def unrelated(path: Path) -> list[Example]:
    """The examples of groups of articles, none of them taken for right."""
    listed = runpy.run_path(str(ROOT / "benchmarks/families.py"))["readings"](path)
    reports = sorted((r.report for r in listed if r.report.published), key=lambda r: (r.published, r.id))
    found = []
    for number in range(GROUPS):
        start = number * len(reports) // GROUPS
        readings = read_all(reports[start : start + GROUP], extractor="model", tell=lambda *_: None)
        name = f"articles {number}"
        found += [Example(name, f, False, tied, fair) for _, _, f, tied, fair in weighed(readings) if not tied]
    return found


def fit(x: NDArray[np.float64], y: NDArray[np.float64], heavy: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights of a logistic regression with a small ridge, by Newton's method; the first is the constant's."""
    x = np.c_[np.ones(len(x)), x]
    w = np.zeros(x.shape[1])
    ridge = np.diag([1e-6] + [RIDGE] * (x.shape[1] - 1))
    for _ in range(20):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x * (heavy * p * (1 - p))[:, None]).T @ x + ridge, x.T @ (heavy * (p - y)) + ridge @ w)
    return w


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--unrelated", type=Path)
    args = parser.parse_args()
    texts = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "training" / "cases").glob("*.txt"))}
    made = [case(path) for path, text in texts.items() if "\nedge " in text and "\n# Held back" not in text]
    examples = [example for found, _ in made for example in found]
    count, articles = len(examples), unrelated(args.unrelated) if args.unrelated else []
    examples += articles
    x = np.array([e.features for e in examples])
    y, tied = np.array([e.right for e in examples], dtype=float), np.array([e.tied for e in examples])
    fair = np.array([e.fair for e in examples])
    mean, deviation = x[:count].mean(axis=0), x[:count].std(axis=0) + 1e-9
    scaled, heavy = (x - mean) / deviation, np.where(np.arange(len(x)) < count, 1.0, UNRELATED)
    w = fit(scaled[~tied], y[~tied], heavy[~tied])
    print(f"START {w[0] - (w[1:] * mean / deviation).sum():.2f}", end=" ")
    print(" ".join(f"{name} {value:.2f}" for name, value in zip(FEATURES, w[1:] / deviation, strict=True)))
    score = np.zeros(len(x))
    for name in {e.case for e in examples}:
        held = np.array([e.case == name for e in examples])
        rest = ~held & ~tied
        score[held] = np.c_[np.ones(held.sum()), scaled[held]] @ fit(scaled[rest], y[rest], heavy[rest])
    for least in THRESHOLDS:
        taken = tied | (fair & (score >= least))
        right, ours = y[:count][taken[:count]].sum(), taken[:count].sum()
        precision, recall = right / ours, right / sum(marks for _, marks in made)
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{least:5.2f}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}; articles {int(taken[count:].sum())}")


if __name__ == "__main__":
    main()
