"""Fits the weights of attribute/rules/stating.py on marked cases, and prints them.
Cases that say "Held back" in their head are left out.

    python training/fit_stating.py

Each English report is read by the program; every sentence that could state something (`own.candidates`) is an example:
was half of it and half of a marked statement the same? Prints then, for each case left out of the fit, how many of the
sentences that the model takes were marked and how many of those marked it takes, at several bounds.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rashomon import dossier
from rashomon.attribute import reading, rules
from rashomon.attribute.rules import own, stating
from rashomon.attribute.rules.deeds import dropped
from rashomon.model import Report
from rashomon.read.sources import read
from rashomon.text.parse import parse
from rashomon.text.releases import is_party

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
import marked  # noqa: E402

HELD = "\n# Held back"
SAME = 0.5
FEWEST = 12
"""A feature that stands in fewer sentences is left out."""
LEAST = 0.2
"""A weight that moves the odds of no sentence by more is left out."""
RIDGE = 10.0
Example = tuple[dict[str, float], bool]
Rows = NDArray[np.float64]


def examples(report: Report, spans: list[set[int]]) -> list[Example]:
    """The candidates of a report: features, and whether one was marked; `spans` hold the marked words' starts."""
    doc = parse(report.text, report.lang)
    page, drafts = rules.narrated(report, doc, reading.attributed(report, doc, "model"))
    ours = is_party(report.outlet, report.url, report.headline, report.text)
    found: list[Example] = []
    if ours:
        return found  # there every plain sentence is a claim
    for sentence, place in own.candidates(page, drafts, dropped(page, drafts, ours=ours)):
        words = starts(report.text, *place)
        right = any(len(words & held) >= SAME * len(words | held) for held in spans)
        found.append((dict(stating.features(page, sentence, place)), right))
    return found


def starts(text: str, start: int, end: int) -> set[int]:
    """Where each word between two places begins."""
    return {start + m.start() for m in re.finditer(r"\w+", text[start:end])}


def at(text: str, span: dict[str, Any]) -> tuple[int, int]:
    """Where a marked span stands in a report as it was read: the nearest place with its words."""
    found = [m.start() for m in re.finditer(re.escape(span["exact"]), text)]
    low = min(found, key=lambda place: abs(place - span["start"]), default=-1)
    return (low, low + len(span["exact"])) if low >= 0 else (0, 0)


def case(path: Path, folder: Path) -> list[Example]:
    """All examples of one case."""
    marked.write(path, folder)
    gold = marked.parse(path.read_text(encoding="utf-8"))[1]
    reports, _ = dossier.gather(read([str(folder / "reports")]), lambda *_: None)
    found = []
    for report in reports:
        if report.lang == "en":
            own_marks = [s["content_spans"] for s in gold["statements"] if s["report"] == Path(report.path).name]
            spans = [set().union(*(starts(report.text, *at(report.text, s)) for s in held)) for held in own_marks]
            found += examples(report, spans)
    return found


def logistic(x: Rows, y: Rows) -> Rows:
    """Weights of the columns, the last of which is constant and not held near zero."""
    w, ridge = np.zeros(x.shape[1]), RIDGE * np.eye(x.shape[1])
    ridge[-1, -1] = 0
    for _ in range(15):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, x.T @ (p - y) + ridge @ w)
    return w


def fitted(cases: list[list[Example]], names: list[str]) -> Rows:
    """The weights of some features."""
    held = [example for one in cases for example in one]
    return logistic(table(held, names), np.array([float(right) for _, right in held]))


def table(held: list[Example], names: list[str]) -> Rows:
    """A row for each example."""
    return np.array([[made.get(name, 0.0) for name in names] for made, _ in held])


def chosen(cases: list[list[Example]]) -> list[str]:
    """The features that are often enough there and that weigh something."""
    held = [example for one in cases for example in one]
    counts = {name for made, _ in held for name in made}
    often = [n for n in sorted(counts) if sum(n in made for made, _ in held) >= FEWEST and n != "always"]
    weights = fitted(cases, [*often, "always"])
    return [name for name, weight in zip(often, weights, strict=False) if abs(weight) >= LEAST] + ["always"]


def main() -> None:
    """Command line."""
    paths = [
        p for folder in ("training/cases", "tests/cases") for p in sorted((ROOT / folder).glob("*.txt"))
        if "\nclaim " in p.read_text(encoding="utf-8") and HELD not in p.read_text(encoding="utf-8")
    ]  # fmt: skip
    cases = []
    for path in paths:
        with tempfile.TemporaryDirectory() as folder:
            cases.append(case(path, Path(folder)))
    names = chosen(cases)
    print("WEIGHTS = {")
    for name, weight in zip(names, fitted(cases, names), strict=True):
        print(f'    "{name}": {weight:.2f},')
    print("}")
    odds, right = [], []
    for n, one in enumerate(cases):
        if one:
            odds.append(table(one, names) @ fitted([c for m, c in enumerate(cases) if m != n], names))
            right += [r for _, r in one]
    chance, y = 1 / (1 + np.exp(-np.concatenate(odds))), np.array(right)
    for bound in (0.0, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7):
        kept = chance >= bound
        p, r = y[kept].mean(), y[kept].sum() / y.sum()
        print(f"{bound:.2f}: of {kept.sum()} taken {p:.3f} were marked, of {y.sum()} marked {r:.3f} are taken")


if __name__ == "__main__":
    main()
