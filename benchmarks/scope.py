"""Which figures conflict, agree, or count something else: the figure relations of a case's gold.

    python benchmarks/scope.py CASE_DIR [--extractor rules|model]

Each pair is called by what `claims.relate` goes by: two events; else the same scope and a common value (agree), the
same scope and none (conflict), else different scope. A figure that is not found counts as wrong. Exit status 1 where a
pair of different scope is called a conflict.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from rashomon import dossier
from rashomon.attribute import identity
from rashomon.claims.events import events
from rashomon.claims.facets import facets
from rashomon.claims.slots import Slot, agree, larger_part, same_scope, slots
from rashomon.engine.duck import DuckEngine
from rashomon.lineage.derive import derive
from rashomon.model import Figure, Reading
from rashomon.read.sources import read
from rashomon.readings import read_all


def readings_of(case: Path, extractor: str) -> list[Reading]:
    """The readings of a case's reports."""
    reports, _ = dossier.gather(read([str(case / "reports")]), lambda stage, done, total: None)
    return identity.link(read_all(reports, extractor=extractor, tell=lambda stage, done, total: None))[0]


def find(gold: dict[str, Any], readings: list[Reading], held: dict[str, Slot]) -> tuple[str, Slot] | None:
    """The slot of the figure that stands nearest to a gold one, and its report's id."""
    for reading in readings:
        if Path(reading.report.path).name != gold["report"]:
            continue
        like = [f for f in reading.figures if words(gold["printed"]) & words(f.span.exact)]
        figure = min(like, key=lambda f: abs(f.span.start - gold["start"]), default=None)
        if figure:
            return reading.report.id, held.get(figure.id) or in_sentence(reading, figure)
    return None


def in_sentence(reading: Reading, figure: Figure) -> Slot:
    """A figure that no statement holds, with what its sentence says of it."""
    text = reading.report.text
    start = max(text.rfind(mark, 0, figure.span.start) for mark in (". ", "\n", "” ")) + 1
    end = min((at for mark in (". ", "\n") if (at := text.find(mark, figure.span.end)) >= 0), default=len(text))
    span = reading.report.span(start, end)
    inside = tuple(f for f in reading.figures if span.holds(f.span))
    return next(s for s in slots(span, inside) if s.figure.id == figure.id)


def words(text: str) -> set[str]:
    """The words of a text."""
    return set(text.casefold().split())


def call(left: tuple[str, Slot], right: tuple[str, Slot], event: dict[str, int]) -> str:
    """What two figures are to one another."""
    (a, first), (b, second) = left, right
    if event[a] != event[b]:
        return "different-event"
    if larger_part(first, second):
        return "conflict"
    if not same_scope(first, second):
        return "different-scope"
    return "agree" if agree(first, second) else "conflict"


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("case", type=Path, metavar="CASE_DIR")
    parser.add_argument("--extractor", choices=("model", "rules"), default=dossier.extractor(None))
    args = parser.parse_args()
    gold = json.loads((args.case / "gold.json").read_text("utf-8"))
    figures = {f["id"]: f for f in gold["figures"]}
    readings = readings_of(args.case, args.extractor)
    held = {s.figure.id: s for f in facets(readings) for s in f.slots}
    engine = DuckEngine()
    groups = events(readings, derive(readings, engine), engine)
    event = {report: n for n, group in enumerate(groups) for report in group}
    right = bad = 0
    for pair in gold["figure_relations"]:
        ends = [find(figures[pair[side]], readings, held) for side in ("a", "b")]
        called = call(ends[0], ends[1], event) if ends[0] and ends[1] else "not found"
        right += called == pair["relation"]
        bad += called == "conflict" and pair["relation"] == "different-scope"
        if called != pair["relation"]:
            ends_printed = " / ".join(figures[pair[side]]["printed"] for side in ("a", "b"))
            print(f"{pair['relation']:<16} called {called:<16} {ends_printed}")
    total = len(gold["figure_relations"])
    print(f"right {right}/{total} = {right / total:.3f}; different scope called a conflict: {bad}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
