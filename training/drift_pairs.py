"""Writes pairs of clauses in which a model of drifts would be asked what changed, with what the marks say of them.

    python training/drift_pairs.py --out drifts.json                # of the marked cases
    python training/drift_pairs.py --out archive.json PATH…         # of any reports, for train_drift.py --archive

Each case that does not say "Held back" and has marked drifts is read by the program. The pairs are those of a report
and one it comes from: each clause of the child beside the two of each parent that it is nearest to. Left out are
questions, clauses of a few words, the words of somebody named whom the parent does not have, and clauses so near that
they have the same words: there rules see what changed. Written for each case: `asked`, rows of the parent's clause, the
child's, how near they are, and the marked changes, or null where the child's clause has a marked change since another
clause; `marked`, the words of every marked drift on both sides with its changes. Of reports without marks the rows
alone are written.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from pathlib import Path
from typing import Any

from conflict_cases import cases_of
from fit_origins import look
from retellings import marked

from rashomon import dossier
from rashomon.claims.drift import CORRECTS, NAMED, Case, with_source
from rashomon.claims.louder import new_voice
from rashomon.claims.match import Clause
from rashomon.claims.wording import plain
from rashomon.engine.duck import DuckEngine
from rashomon.model import Derivation, Span
from rashomon.read.sources import read
from rashomon.readings import read_all
from rashomon.text.compare import keys

LANGUAGE = "en"
NEAREST = 2
"""So many clauses of one parent stand beside a clause, those nearest in what they are about, ..."""
NEAR, SAME = 0.2, 1.3
"""... where they are at least so near; nearer than the second they have the same words."""
FEW, LONG = 4, 600
"""Words of a clause at least, and characters at most."""
Codes = frozenset[str]
Marks = Sequence[tuple[Span, Span, Codes]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A clause of a parent beside one of its child's: where both stand, their words, and how near they are."""

    parent: Span
    child: Span
    before: str
    after: str
    near: float


def asked(case: Case, derivations: Sequence[Derivation]) -> Iterator[Asked]:
    """The pairs of some reports, in the order of the children and their clauses."""
    parents: dict[str, list[str]] = defaultdict(list)
    for edge in derivations:
        if case.retells(edge) and all(case.reports[i or ""].lang == LANGUAGE for i in (edge.parent, edge.child)):
            parents[edge.child].append(edge.parent or "")
    for child, above in sorted(parents.items()):
        beside = [(parent, case.likened.near(child, parent)) for parent in above]
        for n, clause in enumerate(case.clauses[child]):
            if not readable(clause) or CORRECTS.match(clause.span.exact) or NAMED.search(clause.span.exact):
                continue
            for parent, rows in beside:
                for near, at in nlargest(NEAREST, ((float(x), -k) for k, x in enumerate(rows[n]))):
                    other = case.clauses[parent][-at]
                    if NEAR <= near <= SAME and retold(other, clause, keys(case.reports[parent].outlet)):
                        words = (words_of(case, one) for one in (other, clause))
                        yield Asked(other.span, clause.span, *words, near)


def readable(clause: Clause) -> bool:
    """True for a clause that says enough, and asks nothing."""
    words = clause.span.exact
    return "?" not in clause.sentence and len(words) <= LONG and len(re.findall(r"\w+", words)) >= FEW


def retold(parent: Clause, child: Clause, outlet: frozenset[str]) -> bool:
    """True where a clause can be another in other words."""
    other = plain(parent.span.exact) != plain(child.span.exact)
    return other and readable(parent) and not new_voice(parent, child, outlet)


def words_of(case: Case, clause: Clause) -> str:
    """A clause with who says it."""
    start, end = with_source(clause)
    return " ".join(case.reports[clause.span.report_id].text[start:end].split())


def marks(found: dossier.Found, gold: Mapping[str, Any]) -> Marks:
    """The two spans of each marked drift and its codes, those left out whose words are in no text."""
    texts = {Path(r.report.path).name: r.report for r in found.readings}
    rows = []
    for row in gold["drift"]:
        spans = []
        for side in ("parent", "child"):
            report, words = texts[row[side]], row[f"{side}_text"]
            at = report.text.find(words)
            spans += [report.span(at, at + len(words))] if at >= 0 else []
        if len(spans) == 2:
            rows.append((spans[0], spans[1], marked(row["changed"])))
    return rows


def said(pair: Asked, known: Marks) -> Codes | None:
    """What the marks say of a pair; None where they speak of its child's clause and another."""
    told = [(parent, codes) for parent, child, codes in known if pair.child.overlaps(child)]
    codes = Codes().union(*(c for parent, c in told if pair.parent.overlaps(parent)))
    return codes if codes or not told else None


def of_case(found: dossier.Found, gold: Mapping[str, Any]) -> dict[str, Any]:
    """What is written of one marked case."""
    known, rows = marks(found, gold), []
    for pair in asked(Case(found.readings), found.lineage):
        codes = said(pair, known)
        rows.append((pair.before, pair.after, pair.near, None if codes is None else sorted(codes)))
    words = [(d["parent_text"], d["child_text"], sorted(marked(d["changed"]))) for d in gold["drift"]]
    return {"asked": rows, "marked": words}


def of_archive(paths: Sequence[str]) -> list[tuple[str, str, float]]:
    """The pairs of reports without marks, read by the rules."""
    reports, _ = dossier.gather(read(paths), lambda *_: None)
    readings = read_all(reports, extractor="rules", tell=lambda *_: None)
    engine = DuckEngine()
    found, _ = dossier.look(readings, dossier.Options(), engine, lambda *_: None)
    engine.close()
    return [(p.before, p.after, p.near) for p in asked(Case(found.readings), found.lineage)]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", metavar="PATH")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    made: Any = of_archive(args.paths) if args.paths else {}
    for path in [] if args.paths else cases_of():
        found, _, gold = look(path)
        if gold["drift"]:
            made[path.stem] = of_case(found, gold)
    args.out.write_text(json.dumps(made, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
