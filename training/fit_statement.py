"""Fits the weights of attribute/checkable.py on marked cases that taught the model of statements nothing; prints them.

    python training/fit_statement.py

Each such case (`conflict_cases.left_out`) is read by the program. Every draft, and every place in which the model sees
a statement, is an example: a statement, if it shares half of all their words with one that is marked. Prints the
weights, and, each fifth case left out of the fit, how many statements are right and found, without the model and with.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from conflict_cases import ROOT, cases_of, left_out
from numpy.typing import NDArray
from spacy.tokens import Doc

from rashomon import dossier
from rashomon.attribute import asserted, checkable
from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.lexicon import lexicon
from rashomon.attribute.reading import MODEL, narrated
from rashomon.model import Report
from rashomon.read.sources import read
from rashomon.text.nearby import Nearby
from rashomon.text.parse import parse

sys.path.insert(0, str(ROOT / "benchmarks"))
import marked

RIDGE = 1.0
HALF = 0.5
PARTS = 5
KINDS = (checkable.SAID, checkable.OWN, checkable.NEW)
NAMES = ("always", "inside", "begins", "ends", "agrees", "words")
Words = frozenset[int]


@dataclass(frozen=True)
class Seen:
    """One report: the words of each marked statement, its drafts, and the examples of each kind."""

    report: Report
    doc: Doc
    gold: Sequence[Words]
    drafts: Sequence[Draft]
    examples: dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]]


def seen(path: Path) -> list[Seen]:
    """The English reports of a marked case."""
    texts, gold = marked.parse(path.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        reports, _ = dossier.gather(read([folder]), lambda *_: None)
    return [
        of_report(report, marks(report, texts[Path(report.path).name], gold["statements"]))
        for report in reports
        if report.lang in checkable.LANGUAGES
    ]


def marks(report: Report, printed: str, statements: Iterable[dict[str, Any]]) -> list[Words]:
    """The words of the marked statements of a report, as places in its text."""
    shift = printed.index("\n\n") + 2
    assert printed[shift:].strip() == report.text.strip(), report.path
    shift -= report.text.index(printed[shift:].strip()[:20])
    places = [s["content_spans"] for s in statements if s["report"] == Path(report.path).name]
    return [checkable.in_words(report.text, [(p["start"] - shift, p["end"] - shift) for p in held]) for held in places]


def of_report(report: Report, gold: Sequence[Words]) -> Seen:
    """A report with its drafts and examples."""
    doc = parse(report.text, report.lang)
    drafts = narrated(report, doc, MODEL)
    pieces = checkable.read(report)
    found = checkable.seen(pieces)
    near = Nearby((place, *place) for place in found)
    rows: dict[str, list[tuple[list[float], bool]]] = {kind: [] for kind in KINDS}

    def example(kind: str, content: Sequence[Place]) -> None:
        beside = near.at(content[0][0], content[-1][1])
        has = checkable.features(report.text, content, pieces, beside)
        if has:
            own = checkable.in_words(report.text, content)
            rows[kind].append(([has[n] for n in NAMES], any(checkable.shared(own, g) >= HALF for g in gold)))

    for draft in drafts:
        example(asserted.kind_of(draft), draft.content)
    for place in found:
        if asserted.may_be(report.text, place):
            example(checkable.NEW, [place])
    return Seen(report, doc, gold, drafts, {kind: table(held) for kind, held in rows.items()})


def table(held: Sequence[tuple[list[float], bool]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Features, shape (examples, NAMES), and which are statements."""
    x = np.array([row for row, _ in held], dtype=float).reshape(-1, len(NAMES))
    return x, np.array([right for _, right in held], dtype=float)


def fit(some: Sequence[Seen]) -> dict[str, dict[str, float]]:
    """For each kind the weights of a logistic regression by Newton's method, with a ridge on all but the first."""
    found = {}
    for kind in KINDS:
        x = np.concatenate([one.examples[kind][0] for one in some])
        y = np.concatenate([one.examples[kind][1] for one in some])
        ridge, w = np.diag([0.0, *(RIDGE for _ in NAMES[1:])]), np.zeros(len(NAMES))
        for _ in range(30):
            p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
            w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, x.T @ (p - y) + ridge @ w)
        found[kind] = {name: round(float(value), 2) for name, value in zip(NAMES, w, strict=True)}
    return found


def counted(one: Seen, drafts: Sequence[Draft]) -> NDArray[np.int64]:
    """How many drafts are right, how many there are, and how many statements are marked; one to one, nearest first."""
    said = [checkable.in_words(one.report.text, draft.content) for draft in drafts]
    near = ((n, a, m, g) for n, a in enumerate(said) for m, g in enumerate(one.gold) if a & g)
    pairs = sorted((-checkable.shared(a, g), n, m) for n, a, m, g in near)
    ours: set[int] = set()
    theirs: set[int] = set()
    for share, n, m in pairs:
        if -share >= HALF and n not in ours and m not in theirs:
            ours.add(n)
            theirs.add(m)
    return np.array([len(ours), len(said), len(one.gold)])


def printed(head: str, total: NDArray[np.int64]) -> None:
    """Print precision, recall and F1."""
    right, ours, gold = total.tolist()
    print(f"{head}: right {right / ours:.3f}, found {right / gold:.3f}, F1 {2 * right / (ours + gold):.3f}")


def main() -> None:
    """Command line."""
    cases = [seen(path) for path in cases_of() if left_out(path.stem)]
    every = [one for case in cases for one in case]
    for kind, weights in fit(every).items():
        print(f'"{kind}": {weights},')
    printed("without", np.sum([counted(one, one.drafts) for one in every], axis=0))
    total = np.zeros(3, dtype=np.int64)
    for part in range(PARTS):
        others = [one for n, case in enumerate(cases) if n % PARTS != part for one in case]
        checkable.WEIGHTS = fit(others)
        for one in (one for case in cases[part::PARTS] for one in case):
            total += counted(one, asserted.weighed(one.report, one.doc, one.drafts, lexicon(one.report.lang)))
    printed("with", total)


if __name__ == "__main__":
    main()
