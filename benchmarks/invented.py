"""How the program reads cases it was not made on: the invented, marked cases of training/cases, scored one by one.

    python benchmarks/invented.py --scorers SCORERS [--held] [--details CASE] [CASE…]

Without names: all that may be learned from; `--held` takes instead those whose head says "Held back", which no weight
and no rule has seen. A line a case, and their mean. Of the edges between reports, those of all cases are counted
together: origins outside the reports are not marked in these files. `--details` prints what the scorer says of one.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

import gate
import marked

from rashomon import dossier
from rashomon.export.json import write
from rashomon.read.sources import read

CASES = Path(__file__).parents[1] / "training" / "cases"
HELD = "\n# Held back"
COLUMNS = {
    "statements": "statements.f1",
    "claims P": "claims.bcubed_precision",
    "R": "claims.bcubed_recall",
    "F1": "claims.bcubed_f1",
    "status": "claims.status",
    "K in": "claims.origins_inside",
    "K exact": "claims.origins_exact",
    "relations P": "relations.precision",
    "R of matched": "relations.recall_matched",
    "drifts P": "drifts.precision",
    "drifts R": "drifts.recall",
}
Edge = tuple[str, str]


@dataclass(frozen=True)
class Scored:
    """One case: the scorer's metrics and details; the edges between reports with their kinds, ours and the gold's."""

    metrics: Mapping[str, float | None]
    details: Sequence[str]
    found: Mapping[Edge, str]
    gold: Mapping[Edge, str]


def scored(path: Path, scorers: Path) -> Scored:
    """A case written out, read by the program, and scored."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        marked.write(path, folder)
        gold = in_texts(json.loads((folder / "gold.json").read_text(encoding="utf-8")), folder)
        (folder / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
        made = dossier.build(read([str(folder / "reports")]), options=dossier.Options(extractor="model"))
        (folder / "dossier.json").write_text(write(made), encoding="utf-8")
        result = gate.score(scorers, folder, folder / "dossier.json")
    file = {report.id: Path(report.path).name for report in made.reports}
    found = {(file[d.parent], file[d.child]): d.kind.value for d in made.lineage if d.parent}
    edges = {(e["parent"], child): e["kind"] for child, rows in gold["lineage"].items() for e in rows}
    return Scored(result["metrics"], result["details"], found, edges)


def in_texts(gold: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The gold without the drifts of headlines: a scorer looks for their words in the texts."""
    text = {p.name: p.read_text(encoding="utf-8").split("\n\n", 1)[1] for p in (folder / "reports").glob("*.txt")}
    kept = [d for d in gold["drift"] if all(d[f"{side}_text"] in text[d[side]] for side in ("parent", "child"))]
    return {**gold, "drift": kept}


def edges(cases: Sequence[Scored]) -> str:
    """Precision and recall of the edges between reports, and the recall of each kind."""
    gold = Counter(kind for case in cases for kind in case.gold.values())
    right = Counter(kind for case in cases for edge, kind in case.gold.items() if edge in case.found)
    kinds = sum(case.found.get(edge) == kind for case in cases for edge, kind in case.gold.items())
    ours, hit = sum(len(case.found) for case in cases), sum(right.values())
    each = ", ".join(f"{kind} {right[kind]} of {gold[kind]}" for kind in sorted(gold))
    precision, recall = hit / max(1, ours), hit / max(1, sum(gold.values()))
    return f"edges between reports: P {precision:.3f} R {recall:.3f}, kind right {kinds / max(1, hit):.3f} ({each})"


def row(values: Sequence[float | None]) -> str:
    """Figures under the heads of the table."""
    return " ".join(
        f"{'-' if v is None else f'{v:.3f}':>{max(6, len(head))}}" for v, head in zip(values, COLUMNS, strict=True)
    )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", metavar="CASE")
    parser.add_argument("--scorers", type=Path, required=True)
    parser.add_argument("--held", action="store_true")
    parser.add_argument("--details", action="store_true")
    args = parser.parse_args()
    paths = [p for p in sorted(CASES.glob("*.txt")) if (HELD in p.read_text(encoding="utf-8")) == args.held]
    if args.cases:
        paths = [CASES / f"{name}.txt" for name in args.cases]
    if missing := [p.stem for p in paths if not p.exists()]:
        sys.exit(f"no such case: {', '.join(missing)}; they stand in {CASES}")
    print(" " * 12, " ".join(f"{head:>6}" for head in COLUMNS))
    cases = []
    for path in paths:
        cases.append(scored(path, args.scorers))
        print(f"{path.stem:12}", row([cases[-1].metrics.get(name) for name in COLUMNS.values()]), flush=True)
        print(*cases[-1].details, sep="\n") if args.details else None
    held = [[c.metrics[name] for c in cases if c.metrics.get(name) is not None] for name in COLUMNS.values()]
    print(f"mean of {len(cases):<4}", row([fmean(v for v in column if v is not None) for column in held]))
    print(edges(cases))


if __name__ == "__main__":
    main()
