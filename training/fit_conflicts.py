"""Fits the weights of claims/conflicts.py on the marked cases that taught the model of conflicts nothing; prints them.

    python training/fit_conflicts.py [--promise]

Each such case (`conflict_cases.left_out`) is read by the program. Every pair that the program asks the model about is
an example where the marks know both statements: a conflict, if they set the two against one another. Prints then, for
each case left out of the fit: the area under the curve, how many pairs would be shown from LIKELY on, how many of them
are right, and what share that is of all conflicts there are among the pairs.

`--promise` fits what is known of a pair before it is read to whether it then is shown, over the pairs of all cases, and
prints what share of those shown is among the best tenth, fifth, … of all (each fifth case left out of its fit).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from conflict_cases import OPPOSED, UNKNOWN, cases_of, left_out
from conflict_pairs import before, kind
from fit_origins import look, matched
from numpy.typing import NDArray

from rashomon import dossier
from rashomon.claims import conflicts
from rashomon.claims.about import Near
from rashomon.claims.facets import Facet

RIDGE = 3.0
NAMES = tuple(conflicts.WEIGHTS)


@dataclass(frozen=True)
class Seen:
    """The pairs of one case: features, shape (pairs, NAMES), and which are conflicts."""

    features: NDArray[np.float64]
    right: NDArray[np.float64]


def seen() -> list[Seen]:
    """The pairs of every case that is left out of the teaching."""
    found = []
    for path in cases_of():
        if left_out(path.stem):
            rows = list(weighed(*look(path)))
            table = np.array([[has[n] for n in NAMES] for has, _ in rows]).reshape(-1, len(NAMES))
            found.append(Seen(table, np.array([k == OPPOSED for _, k in rows], dtype=float)))
    return [one for one in found if len(one.right)]


def weighed(
    made: dossier.Found, said: Sequence[Facet], gold: Mapping[str, Any]
) -> Iterator[tuple[Mapping[str, float], str]]:
    """The features of each pair that the program reads, with what the marks say of it; unknown ones left out."""
    read = conflicts.reader()
    assert read, "the model of conflicts is not installed"
    marks = matched(made.readings, gold)
    for a, b, has in conflicts.weighed(*before(made, said), read, Near(said, made.readings).cosine):
        known = kind(marks.get(a.statement.id), marks.get(b.statement.id), gold)
        if known != UNKNOWN:
            yield has, known


def fit(some: Sequence[Seen]) -> NDArray[np.float64]:
    """Weights of a logistic regression by Newton's method, with a ridge on what one deviation of a feature weighs."""
    x, y = np.concatenate([one.features for one in some]), np.concatenate([one.right for one in some])
    spread = x.std(0)
    ridge, w = np.diag(RIDGE * spread**2), np.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, x.T @ (p - y) + ridge @ w)
    return w


def promised() -> list[Seen]:
    """For the pairs of every case what is known before they are read, a one before it, and whether they are shown."""
    read = conflicts.reader()
    assert read, "the model of conflicts is not installed"
    found = []
    for path in cases_of():
        made, said, _ = look(path)
        near = Near(said, made.readings).cosine
        table, shown = [], []
        for a, b, has in conflicts.weighed(*before(made, said), read, near):
            known = conflicts.known(a, b, near)
            table.append([1.0, *(known[name] for name in conflicts.PROMISE)])
            shown.append(conflicts.chance(has) >= conflicts.LIKELY)
        found.append(Seen(np.array(table), np.array(shown, dtype=float)))
    return [one for one in found if len(one.right)]


def promise() -> None:
    """Print the weights of a promise, and how many of those shown it finds."""
    cases = promised()
    print(", ".join(f'"{n}": {value:.1f}' for n, value in zip(conflicts.PROMISE, fit(cases)[1:], strict=True)))
    parts = [[one for n, one in enumerate(cases) if n % 5 == k] for k in range(5)]
    rated = [
        one.features @ fit([o for other in parts if other is not part for o in other]) for part in parts for one in part
    ]
    shown = np.concatenate([one.right for part in parts for one in part])[np.argsort(-np.concatenate(rated))]
    shares = (
        f"{share:.0%}: {shown[: int(share * len(shown))].sum() / shown.sum():.3f}" for share in (0.1, 0.2, 0.3, 0.5)
    )
    print(f"{len(shown)} pairs of {len(cases)} cases, {int(shown.sum())} shown; among the best {', '.join(shares)}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--promise", action="store_true")
    if parser.parse_args().promise:
        promise()
        return
    cases = seen()
    print(", ".join(f'"{n}": {value:.2f}' for n, value in zip(NAMES, fit(cases), strict=True)))
    odds = [one.features @ fit([c for c in cases if c is not one]) for one in cases]
    y, score = np.concatenate([one.right for one in cases]), np.concatenate(odds)
    area = np.mean(score[y == 1][:, None] > score[y == 0][None])
    shown = score >= np.log(conflicts.LIKELY / (1 - conflicts.LIKELY))
    right, share = y[shown].mean(), y[shown].sum() / y.sum()
    for least in (0.5, 0.6, 0.7, 0.75, 0.78, 0.8):
        bound = score >= np.log(least / (1 - least))
        found = y[bound]
        print(f"from {least}: {len(found)} shown, {found.mean():.3f} right, {found.sum() / y.sum():.3f} of all")
    print(
        f"{len(y)} pairs of {len(cases)} cases, {int(y.sum())} conflicts; each case left out: area {area:.3f}, "
        f"{int(shown.sum())} shown, {right:.3f} right, {share:.3f} of all"
    )


if __name__ == "__main__":
    main()
