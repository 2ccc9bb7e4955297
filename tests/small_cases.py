"""Scores a small invented case against what a careful reader wrote down before: edges, drifts, origins."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rashomon import dossier
from rashomon.model import Dossier, Drift, Report
from rashomon.read.sources import read
from rashomon.text.shingles import fold

DATA = Path(__file__).parent / "data"
Row = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """One thing that was expected, and whether the dossier has it."""

    what: str
    right: bool
    told: str


@cache
def built(name: str) -> Dossier:
    """The dossier of a case."""
    paths = sorted(str(p) for p in (DATA / name).glob("*.txt"))
    return dossier.build(read(paths), options=dossier.Options(extractor=dossier.extractor(None)))


@cache
def expected(name: str) -> Row:
    """What was written down."""
    return tomllib.loads((DATA / name / "expected.toml").read_text(encoding="utf-8"))


def stem(report: Report) -> str:
    """The name of a report's file."""
    return Path(report.path).stem


class Case:
    """A dossier beside its expectations."""

    def __init__(self, name: str) -> None:
        self.made, self.gold = built(name), expected(name)
        self.names = {r.id: stem(r) for r in self.made.reports}
        self.inner = {(self.names[e.child], self.names[e.parent]): e for e in self.made.lineage if e.parent}

    def answers(self) -> Iterator[Answer]:
        """Every expectation with its answer."""
        yield from self.edges()
        yield from self.nones()
        yield from self.outsides()
        yield from self.drifts()
        yield from self.origins()

    def edges(self) -> Iterator[Answer]:
        """The edges that must be there, with kind and credit, and those that nobody expects."""
        fair = set()
        for row in self.gold["edges"]:
            pairs = [(row["child"], row["parent"]), (row["child"], row.get("or_parent", row["parent"]))]
            fair.update(pairs)
            found = next((self.inner[p] for p in pairs if p in self.inner), None)
            if found or not row.get("optional"):
                yield Answer(f"edge {pairs[0]}", found is not None, "")
            if found:
                yield Answer(f"kind {pairs[0]}", found.kind.value in row["kinds"], found.kind.value)
                if not row.get("optional"):
                    yield Answer(f"credit {pairs[0]}", found.credited == row["credited"], found.reason)
        for pair, edge in self.inner.items():
            if pair not in fair:
                yield Answer(f"no edge {pair}", False, edge.reason)

    def nones(self) -> Iterator[Answer]:
        """Pairs that are none, and reports that have no edge at all."""
        for child, parent in self.gold["none"]:
            edges = [p for p in self.inner if child in p and (not parent or parent in p)]
            yield Answer(f"none {child} {parent}", not edges, str(edges))

    def outsides(self) -> Iterator[Answer]:
        """The origins outside that a report must name."""
        for child, names in self.gold["outside"]:
            theirs = [e.outside or "" for e in self.made.lineage if self.names[e.child] == child and e.outside]
            hit = any(fold(n) in fold(name) for n in names.split("|") for name in theirs)
            yield Answer(f"outside {child} {names}", hit, str(theirs))

    def drifts(self) -> Iterator[Answer]:
        """The drifts that must be there, with one kind of change at least, and those that nobody expects."""
        fair: set[Drift] = set()
        for row in self.gold["drifts"]:
            found = [
                d for d in self.made.drifts if self._at(d.parent, row["parent"]) and self._at(d.child, row["child"])
            ]
            fair.update(found)
            if row.get("optional"):
                continue
            yield Answer(f"drift {row['child']}", bool(found), "")
            kinds = {c.value for d in found for c in d.changes}
            if found:
                yield Answer(f"changes {row['child']}", bool(kinds & set(row["changes"])), str(sorted(kinds)))
        for drift in self.made.drifts:
            if drift not in fair:
                words = f"{drift.parent.exact!r} > {drift.child.exact!r}: {drift.reason}"
                parent, child = self.names[drift.parent.report_id], self.names[drift.child.report_id]
                yield Answer(f"no drift {child} from {parent}", False, words)

    def origins(self) -> Iterator[Answer]:
        """The range of origins of the claim that holds most of the words."""
        said = {s.id: s.text for s in self.made.statements}
        for row in self.gold["origins"]:
            score = {c.id: sum(any(w in said[s] for w in row["words"]) for s in c.statements) for c in self.made.claims}
            best = max(score, key=lambda i: score[i]) if score else ""
            support = next((s for s in self.made.supports if s.claim_id == best and score[best]), None)
            inside = support is not None and support.low <= row["k"] <= support.high
            told = "no claim"
            if support:
                groups = [(g.name, len(g.statements)) for g in support.groups]
                told = f"K {support.low}-{support.high} of {support.reports} reports, {groups}"
            yield Answer(f"origins {row['words'][0]!r} = {row['k']}", inside, told)
            if support:
                yield Answer(f"exactly {row['words'][0]!r}", support.low == support.high == row["k"], told)

    def _at(self, span: Any, where: list[str]) -> bool:
        report = next((r for r in self.made.reports if self.names[r.id] == where[0]), None)
        if report is None or span.report_id != report.id:
            return False
        start = report.text.index(where[1])
        return bool(span.start < start + len(where[1]) and start < span.end)


def main() -> None:
    """Print every answer of the cases named, wrong ones with what was found."""
    for name in sys.argv[1:]:
        answers = list(Case(name).answers())
        for answer in answers:
            print("  right" if answer.right else "  WRONG", answer.what, "" if answer.right else answer.told)
        right = sum(a.right for a in answers)
        print(f"{name}: {right}/{len(answers)} right")


if __name__ == "__main__":
    main()
