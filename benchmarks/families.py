"""The largest families of reports in a CSV of articles, edge by edge, for a person to judge.

    python benchmarks/families.py PATH/FA-KES-Dataset.csv [--largest 10] [--out FILE]

The CSV has the columns `article_title`, `article_content`, `source` and `date` (month/day/year). A family is what edges
between reports tie together. For every edge: kind, share, reason, and the longest passage in the child and the parent.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from rashomon.engine.duck import DuckEngine
from rashomon.lineage.derive import derive
from rashomon.model import Derivation, Reading, Report, report_id, text_digest

SHOWN = 240


def readings(path: Path) -> list[Reading]:
    """One reading a row, with nothing read from it but its words; a text that comes twice is kept once."""
    found: dict[str, Reading] = {}
    with path.open(encoding="latin-1", newline="") as rows:
        for number, row in enumerate(csv.DictReader(rows), 1):
            made = f"{row['source']}\n{row['date']}\n{row['article_content']}"
            report = Report(
                report_id(text_digest(made)),
                row["article_content"],
                input_id=str(number),
                outlet=row["source"].strip(),
                headline=row["article_title"].strip(),
                published=day(row["date"]),
            )
            found.setdefault(report.id, Reading(report))
    return list(found.values())


def day(date: str) -> str:
    """An ISO date; '' for one that cannot be read."""
    try:
        return datetime.strptime(date.strip(), "%m/%d/%Y").date().isoformat()
    except ValueError:
        return ""


def families(edges: Sequence[Derivation]) -> list[list[Derivation]]:
    """The edges between reports in families, that of most reports first."""
    home: dict[str, str] = {}

    def root(node: str) -> str:
        while home.setdefault(node, node) != node:
            node = home[node]
        return node

    inner = [e for e in edges if e.parent]
    for edge in inner:
        a, b = sorted((root(edge.child), root(edge.parent or "")))
        home[b] = a
    found: dict[str, list[Derivation]] = defaultdict(list)
    for edge in inner:
        found[root(edge.child)].append(edge)
    return sorted(found.values(), key=lambda f: (-len({i for e in f for i in (e.child, e.parent)}), f[0].child))


def told(family: Sequence[Derivation], by_id: dict[str, Report]) -> Iterator[str]:
    """A family in lines."""
    members = {i for e in family for i in (e.child, e.parent or "")}
    yield f"=== {len(members)} reports, {len(family)} edges"
    for edge in family:
        child, parent = by_id[edge.child], by_id[edge.parent or ""]
        for word, report in (("child ", child), ("parent", parent)):
            yield f"{word} {report.input_id} {report.published} {report.outlet}: {report.headline}"
        known = "" if edge.direction_known else ", direction not known"
        yield f"   {edge.kind.value} {edge.share:.2f}{known}: {edge.reason}"
        longest = max(edge.passages, key=lambda p: p.child[1] - p.child[0], default=None)
        if longest:
            yield f"   child:  {' '.join(child.text[slice(*longest.child)].split())[:SHOWN]}"
            yield f"   parent: {' '.join(parent.text[slice(*longest.parent)].split())[:SHOWN]}"
        yield f"   {len(edge.passages)} passages, {sum(p.child[1] - p.child[0] for p in edge.passages)} characters"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--largest", type=int, default=10, help="how many families are printed")
    args = parser.parse_args()
    made = readings(args.path)
    start = time.process_time()
    edges = derive(made, DuckEngine())
    spent = time.process_time() - start
    found = families(edges)
    by_id = {r.report.id: r.report for r in made}
    for family in found[: args.largest]:
        print(*told(family, by_id), sep="\n")
    inner = sum(map(len, found))
    print(f"{len(made)} reports, {inner} edges in {len(found)} families, {spent:.1f} CPU s", file=sys.stderr)


if __name__ == "__main__":
    main()
