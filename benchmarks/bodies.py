"""Who is one source with whom: pairs of statements of small invented cases whose mouths a careful reader marked.

    python benchmarks/bodies.py [CASE…] [--wrong] [--extractor model]

CASE is a file of tests/data/bodies (all of them unless named). It has lines `may-be A B` (two mouths that may be one),
then reports: `== NUMBER`, header lines, `--`, and a text with marks `{MOUTH|words}`. Of every two marked statements
that were found, each the narrowest that holds the words: are they of one origin, as marked? Prints how many marked
statements were found, the precision and recall of the pairs, and of the recall what only `may be` one counts as found.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from rashomon import dossier
from rashomon.attribute import identity
from rashomon.engine.duck import DuckEngine
from rashomon.lineage.derive import derive
from rashomon.lineage.origins import origins
from rashomon.lineage.through import through
from rashomon.model import Origin, Reading, Report, report_id, text_digest
from rashomon.readings import read_all

CASES = Path(__file__).parents[1] / "tests" / "data" / "bodies"
MARK = re.compile(r"\{(?P<mouth>\w+)\|(?P<words>[^{}]*)\}")
MAY_BE = re.compile(r"^may-be (\w+) (\w+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Marked:
    """Words of one report, offsets in its text, and whose they are."""

    report: str
    start: int
    end: int
    mouth: str


@dataclass(frozen=True, slots=True)
class Case:
    """The reports of a file, what is marked in them, and which mouths may be one."""

    reports: tuple[Report, ...]
    marks: tuple[Marked, ...]
    may_be: frozenset[frozenset[str]]


def parse(source: str, name: str) -> Case:
    """A case from the text of its file."""
    head, *parts = re.split(r"^== (?=\d+$)", source, flags=re.MULTILINE)
    reports: list[Report] = []
    marks: list[Marked] = []
    for part in parts:
        header, marked = part.split("\n--\n", 1)
        fields = dict(line.split(": ", 1) for line in header.splitlines()[1:])
        text, spots = plain(marked.strip())
        digest = text_digest(f"{name} {part}")
        report = Report(
            report_id(digest), text, digest, path=f"{name}/{header.split()[0]}", outlet=fields["outlet"],
            headline=fields["title"], published=fields["published"], lang=fields.get("lang", "en"),
        )  # fmt: skip
        reports.append(report)
        marks += [Marked(report.id, start, end, mouth) for start, end, mouth in spots]
    pairs = (frozenset(m.groups()) for m in MAY_BE.finditer(head))
    return Case(tuple(sorted(reports, key=dossier.place)), tuple(marks), frozenset(pairs))


def plain(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A text without its marks, and what was marked with its offsets in it."""
    text, at, found = "", 0, []
    for m in MARK.finditer(marked):
        text += marked[at : m.start()]
        found.append((len(text), len(text) + len(m["words"]), m["mouth"]))
        text, at = text + m["words"], m.end()
    return text + marked[at:], found


def traced(case: Case, extractor: str) -> tuple[tuple[Reading, ...], dict[str, Origin]]:
    """The readings of a case, its sources linked, and the origin of every statement."""
    readings = read_all(case.reports, extractor=extractor, workers=1, tell=lambda *_: None)
    linked, sources = identity.link(readings)
    engine = DuckEngine()
    lineage = derive(linked, engine)
    engine.close()
    linked = through(linked, sources, lineage)
    return tuple(linked), {o.statement: o for o in origins(linked, sources, lineage)}


def found(case: Case, readings: Sequence[Reading], known: dict[str, Origin]) -> dict[Marked, Origin]:
    """The origin of each mark: of the statement whose content overlaps it most, of two the one with a source."""
    made = {}
    for mark in case.marks:
        here = next(r for r in readings if r.report.id == mark.report)
        share = {}
        for s in here.statements:
            inside = sum(max(0, min(mark.end, p.end) - max(mark.start, p.start)) for p in s.content)
            whole = sum(p.end - p.start for p in s.content)
            share[s.id] = (inside / (whole + mark.end - mark.start - inside), s.source is not None)
        best = max(share, key=lambda i: share[i], default="")
        if best and share[best][0] > 0.4:
            made[mark] = known[best]
    return made


@dataclass(frozen=True, slots=True)
class Pairs:
    """How many pairs are one rightly, wrongly, and are missed; `perhaps` of the missed may be one as traced."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    perhaps: int = 0

    def __add__(self, other: Pairs) -> Pairs:
        return Pairs(
            self.right + other.right, self.wrong + other.wrong, self.missed + other.missed, self.perhaps + other.perhaps
        )

    @property
    def precision(self) -> float:
        """Of the pairs that are one, as traced, those that are."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Of the pairs that are one those that are one as traced."""
        return self.right / max(1, self.right + self.missed)

    @property
    def covered(self) -> float:
        """The same, with those that may be one."""
        return (self.right + self.perhaps) / max(1, self.right + self.missed)


def judge(case: Case, made: dict[Marked, Origin], *, wrong: bool = False) -> Pairs:
    """The pairs of a case; with `wrong` those that are not right are printed."""
    total = Pairs()
    for a, b in combinations(made, 2):
        if frozenset({a.mouth, b.mouth}) in case.may_be:
            continue
        one, other = made[a], made[b]
        perhaps = other.id in one.may_be or one.id in other.may_be
        same, want = one.id == other.id, a.mouth == b.mouth
        if wrong and same != want:
            print(f"  {'missed' if want else 'WRONG'} {a.mouth}/{b.mouth}: {one.name} | {other.name}{' ?' * perhaps}")
        total += Pairs(same and want, same and not want, want and not same, want and not same and perhaps)
    return total


def run(name: str, extractor: str, *, wrong: bool = False) -> tuple[int, int, Pairs]:
    """How many marks a case has, how many were found, and its pairs."""
    case = parse((CASES / f"{name}.txt").read_text("utf-8"), name)
    made = found(case, *traced(case, extractor))
    return len(case.marks), len(made), judge(case, made, wrong=wrong)


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*")
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--extractor", choices=("model", "rules"), default="model")
    args = parser.parse_args()
    total, marks, seen = Pairs(), 0, 0
    for name in args.cases or sorted(path.stem for path in CASES.glob("*.txt")):
        marked, here, pairs = run(name, args.extractor, wrong=args.wrong)
        total, marks, seen = total + pairs, marks + marked, seen + here
        print(f"{name:10} {line(marked, here, pairs)}")
    print(f"{'all':10} {line(marks, seen, total)}")
    return 0


def line(marked: int, seen: int, pairs: Pairs) -> str:
    """One line of figures."""
    return (
        f"found {seen}/{marked}  pairs: precision {pairs.precision:.3f} ({pairs.wrong} wrong)  "
        f"recall {pairs.recall:.3f}, with may-be {pairs.covered:.3f} ({pairs.missed} missed)"
    )


if __name__ == "__main__":
    sys.exit(main())
