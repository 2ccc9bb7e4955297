"""Fits the weights of claims/events.py on marked cases, each of one event, and prints them and how events come out.

    python training/fit_events.py

Collections of reports are drawn: one case; one and a single report of another; two to fifteen cases; one to three
reports each of two to thirty. In most, all cases begin within three weeks, so that dates tell little. Every pair of
reports is an example, each collection weighs the same. Printed then, for collections of the cases that are left out of
the fit (`conflict_cases.left_out`) and the weights of the module, by kind of collection: how many cases are within one
event, and how large a part of a case its largest group is; how often a single report of another case stands apart; how
many cases are joined to another.
"""

from __future__ import annotations

import random
import tempfile
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from statistics import fmean

import numpy as np
from conflict_cases import cases_of, left_out
from fit_claims import marked
from numpy.typing import NDArray

from rashomon import dossier
from rashomon.claims import events
from rashomon.engine.duck import DuckEngine
from rashomon.model import Reading
from rashomon.read.sources import read

COLLECTIONS, MEASURED = 400, 300
ALONE, ONE_MORE, WHOLE = 0.3, 0.5, 0.75
"""Up to where a draw gives one case, one case with a single report of another, and several whole ones."""
SEVERAL, MANY, SOME = (2, 3, 5, 8, 15), (2, 5, 10, 30), (1, 1, 2, 3)
"""How many whole cases, how many of which there are few reports, and how few."""
SAME_TIME, WITHIN = 0.6, 20
"""The share of collections whose cases all begin within so many days."""
START = date(2030, 1, 1)
RIDGE = 0.01
FIRST = 4
"""A case of fewer reports is not taken."""
Floats = NDArray[np.float64]


KINDS = ("one case", "and a report of another", "several cases", "a few reports each")


@dataclass(frozen=True)
class Collection:
    """Reports, the case that each is of, and of which of the KINDS they are."""

    readings: Sequence[Reading]
    cases: Sequence[str]
    kind: str


def reports_of(path: Path) -> list[Reading]:
    """The reports of a case, as the program reads them before it looks for statements."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in marked.parse(path.read_text(encoding="utf-8"))[0].items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        reports, _ = dossier.gather(read([folder]), lambda *_: None)
    return [Reading(report) for report in reports]


def drawn(cases: Mapping[str, Sequence[Reading]], count: int, chance: random.Random) -> Iterator[Collection]:
    """So many collections."""
    for _ in range(count):
        kind, together = chance.random(), chance.random() < SAME_TIME
        several = chance.choice(SEVERAL if kind < WHOLE else MANY)
        names = chance.sample(sorted(cases), 1 if kind < ALONE else 2 if kind < ONE_MORE else several)
        parts = {name: begun(cases[name], chance.randint(0, WITHIN)) if together else cases[name] for name in names}
        if ALONE <= kind < ONE_MORE:
            parts[names[1]] = [chance.choice(parts[names[1]])]
        if kind >= WHOLE:
            parts = {name: chance.sample(part, chance.choice(SOME)) for name, part in parts.items()}
        rows = [(reading, name) for name, part in parts.items() for reading in part]
        yield Collection(
            [r for r, _ in rows], [name for _, name in rows], KINDS[bisect((ALONE, ONE_MORE, WHOLE), kind)]
        )


def begun(readings: Sequence[Reading], after: int) -> list[Reading]:
    """The reports with their dates moved, so that the first is printed so many days after START."""
    days = [events.printed(r.report.published) for r in readings]
    first = min((day for day in days if day), default=START)
    moved = [str(START + timedelta(after) + (day - first)) if day else "" for day in days]
    return [replace(r, report=replace(r.report, published=day)) for r, day in zip(readings, moved, strict=True)]


def fit(collections: Sequence[Collection]) -> Floats:
    """The log-odds of nothing in common and of each feature, by Newton's method with a small ridge."""
    engine, tables, right, share = DuckEngine(), [], [], []
    for one in collections:
        pairs, has = events.common(one.readings, events.terms_of(one.readings), engine)
        tables.append(np.hstack([np.ones((len(has), 1)), has]))
        right.append(np.array([one.cases[a] == one.cases[b] for a, b in pairs.tolist()], dtype=float))
        share.append(np.full(len(has), 100 / max(1, len(has))))
    x, y, each = np.concatenate(tables), np.concatenate(right), np.concatenate(share)
    ridge = np.diag([0.0] + [RIDGE] * len(events.WEIGHTS))
    w = np.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ w))
        slope = (x * (each * p * (1 - p))[:, None]).T @ x + ridge
        w -= np.linalg.solve(slope, x.T @ (each * (p - y)) + ridge @ w)
    return w


def measured(collections: Sequence[Collection]) -> None:
    """Print how the events of some collections come out."""
    engine = DuckEngine()
    parts: dict[str, list[float]] = {kind: [] for kind in KINDS}
    joined, aside = Counter[str](), Counter[bool]()
    for one in collections:
        case = {r.report.id: name for r, name in zip(one.readings, one.cases, strict=True)}
        groups = [Counter(case[report] for report in group) for group in events.events(one.readings, (), engine)]
        size = Counter(one.cases)
        largest = {name: max(group[name] for group in groups) / count for name, count in size.items()}
        joined[one.kind] += sum(len(group) - 1 for group in groups)
        if one.kind == KINDS[1]:
            other = one.cases[-1]
            aside[all(len(group) == 1 for group in groups if other in group)] += 1
            del largest[other]
        parts[one.kind] += largest.values()
    for kind, shares in parts.items():
        whole = f"whole {shares.count(1.0)} of {len(shares)}, largest group {fmean(shares):.3f}"
        beside = f"; it stands apart {aside[True]} times" if kind == KINDS[1] else f"; {joined[kind]} joined to another"
        print(f"{kind}: {whole}{beside if kind != KINDS[0] else ''}")


def main() -> None:
    """Command line."""
    chance = random.Random(1)
    cases = {path.stem: reports_of(path) for path in cases_of()}
    cases = {name: reports for name, reports in cases.items() if len(reports) >= FIRST}
    taught = {name: reports for name, reports in cases.items() if not left_out(name)}
    w = fit(list(drawn(taught, COLLECTIONS, chance)))
    print(" ".join(f"{name} {value:.2f}" for name, value in zip(("rarely", *events.WEIGHTS), w, strict=True)))
    measured(list(drawn({n: r for n, r in cases.items() if left_out(n)}, MEASURED, chance)))


if __name__ == "__main__":
    main()
