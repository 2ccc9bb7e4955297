"""How far sides and questions are told apart without a reader: 532 invented disputes, `training/disputes/*.txt`.

    python benchmarks/disputes.py [--every 10] [--extractor model|rules] [--answers]

Every tenth event, from the second on, is printed as one report, a clause a paragraph (`“…,” Ada Brill said.`), read by
the program, and compared. Questions: of all pairs of clauses of an event, how well the cosine of their vectors ranks
those of one question (average precision), and B-cubed of the claims that come out. Sides, each question taken as one
claim: of the pairs that exclude one another how many are found, and how many found are right. The same with the claims
that come out. What goes wrong was looked at on every eighteenth event from the fifth on; none of those is among these.
`--answers` takes the 120 events of `training/answers/trade-*.txt` instead, which nothing was taught on: sentences
written one by one, with traps that speak to no question of the event.
"""

from __future__ import annotations

import argparse
import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from rashomon.attribute.reading import read_report
from rashomon.claims.about import cosine, rows
from rashomon.claims.align import align
from rashomon.claims.facets import Facet, facets
from rashomon.claims.relate import relate
from rashomon.engine.duck import DuckEngine
from rashomon.model import Claim, Reading, RelationKind, Report, claim_id, report_id, text_digest

TRAINING = Path(__file__).parents[1] / "training"
SAID = re.compile(r"\b(?:said|told|says|wrote|according)\b|[\"“”]")
"""A line that has its speaker, or its quotation marks, already."""
FIRST = ("Ada", "Bero", "Cael", "Dorn", "Edda", "Finn", "Gerd", "Hale", "Ines", "Jory", "Kolm", "Lene")
LAST = ("Brill", "Carsk", "Dahl", "Estrow", "Fenn", "Garrow", "Holt", "Ister", "Jask", "Kellin", "Lorne", "Mavik")
OPPOSED = {RelationKind.CONTRADICTS, RelationKind.DENIES}


@dataclass(frozen=True)
class Line:
    """A clause, the number of its question and its side: + - ~, the letter of an answer, or 0 for a trap."""

    text: str
    question: int
    side: str


def events(paths: Sequence[Path]) -> Iterator[list[Line]]:
    """The lines of each event of some files, in order."""
    for path in paths:
        for block in path.read_text(encoding="utf-8").split("=== ")[1:]:
            lines, question = [], -1
            for row in block.splitlines()[1:]:
                question += row.startswith("? ")
                if row.strip() and not row.startswith("? "):
                    lines.append(Line(row[2:].strip(), -2 - len(lines) if row[0] == "0" else question, row[0]))
            yield lines


def printed(line: Line, who: str) -> str:
    """A line as a report prints it, under the name of who says it."""
    words = line.text.rstrip(".")
    if words.startswith("denies: "):
        return f"{who} denied {words.removeprefix('denies: ')}."
    words = words[:1].upper() + words[1:]
    if words.startswith('"'):
        return f"{words}, {who} said." if words.endswith('"') else f"{words}."
    return f"{words}." if SAID.search(words) else f"“{words},” {who} said."


def read(lines: Sequence[Line], extractor: str) -> tuple[Reading, dict[str, Line]]:
    """An event as one report, a paragraph a clause, and which line each statement says; the others are left out."""
    parts, starts, at = [], [], 0
    for n, line in enumerate(lines):
        who = f"{FIRST[n % 12]} {LAST[n // 12 % 12]}"
        parts.append(printed(line, who))
        starts.append(at)
        at += len(parts[-1]) + 2
    text = "\n\n".join(parts)
    made = read_report(
        Report(report_id(text_digest(text)), text, path="event.txt", outlet="Paper"), extractor=extractor
    )
    of: dict[str, Line] = {}
    for said in made.statements:
        n = bisect_right(starts, said.content[0].start) - 1
        if said.content[0].start <= starts[n] + 1 or lines[n].text.startswith("denies: "):
            of.setdefault(said.id, lines[n])
    return made, of


def excludes(a: Line, b: Line) -> bool:
    """True for two clauses of one question that cannot both be so."""
    sides = {a.side, b.side}
    return a.question == b.question and len(sides) == 2 and "~" not in sides


def average_precision(right: Sequence[bool], score: Sequence[float]) -> float:
    """The mean precision at each right pair, the likeliest first."""
    order = np.argsort(-np.array(score), kind="stable")
    held = np.array(right)[order]
    return float((np.cumsum(held) / np.arange(1, len(held) + 1))[held].mean())


def bcubed(claims: Sequence[Claim], of: dict[str, Line]) -> tuple[float, float]:
    """Precision and recall over the statements, each in the first claim that holds it."""
    own = {s: c.id for c in reversed(claims) for s in c.statements}
    cluster = {s: own.get(s, s) for s in of}
    sizes = Counter(cluster.values()), Counter(line.question for line in of.values())
    both = Counter((cluster[s], line.question) for s, line in of.items())
    shares = [
        (
            both[cluster[s], line.question] / sizes[0][cluster[s]],
            both[cluster[s], line.question] / sizes[1][line.question],
        )
        for s, line in of.items()
    ]
    return tuple(float(np.mean(column)) for column in zip(*shares, strict=True))  # type: ignore[return-value]


def judged(
    claims: Sequence[Claim], said: Sequence[Facet], readings: Sequence[Reading], of: dict[str, Line]
) -> Counter[str]:
    """How many pairs are found to exclude one another, and how many of them do."""
    found = {frozenset((r.left, r.right)) for r in relate(claims, said, readings) if r.kind in OPPOSED}
    lines = [[of[s] for s in pair] for pair in found if pair <= of.keys()]
    count = Counter(found=len(lines), right=sum(excludes(*pair) for pair in lines if len(pair) == 2))
    return count


def one(lines: Sequence[Line], extractor: str) -> Counter[str]:
    """The counts of one event."""
    made, of = read(lines, extractor)
    readings = [made]
    said = facets(readings)
    every = [f for f in said if f.statement.id in of]
    first = list({f.statement.id: f for f in reversed(every)}.values())
    pairs = list(combinations(range(len(first)), 2))
    lines_of = [of[f.statement.id] for f in first]
    same = [lines_of[a].question == lines_of[b].question for a, b in pairs]
    engine = DuckEngine()
    claims = align(said, readings, (), engine)
    engine.close()
    numbers = sorted({line.question for line in of.values()})
    ids = [tuple(s for s, line in of.items() if line.question == n) for n in numbers]
    given = [Claim(claim_id(held), "given", held) for held in ids]
    precision, recall = bcubed(claims, of)
    count: Counter[str] = Counter(events=1, lines=len(lines), read=len(set(of.values())))
    count.update(ap=average_precision(same, cosine(rows(first, readings), pairs)), p=precision, r=recall)  # type: ignore[call-overload]
    count["pairs"] = sum(excludes(a, b) for a, b in combinations(of.values(), 2))
    count.update({f"given {k}": v for k, v in judged(given, said, readings, of).items()})
    count.update({f"own {k}": v for k, v in judged(claims, said, readings, of).items()})
    return count


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=10)
    parser.add_argument("--extractor", default="model")
    parser.add_argument("--answers", action="store_true")
    args = parser.parse_args()
    total: Counter[str] = Counter()
    paths = sorted(TRAINING.glob("answers/trade-*.txt" if args.answers else "disputes/*.txt"))
    for lines in list(events(paths))[1 :: args.every]:
        total += one(lines, args.extractor)
        if sys.stderr.isatty():
            print(f"\r{total['events']} events", end="", file=sys.stderr)
    n = total["events"]
    print(f"{n} events, {total['lines']} clauses, {total['read']} read")
    scores = [f"{name} {total[key] / n:.3f}" for name, key in (("average precision", "ap"), ("P", "p"), ("R", "r"))]
    print(f"questions: {scores[0]}; claims, B-cubed {' '.join(scores[1:])}")
    for kind, told in (("given", "each question one claim"), ("own", "the program's claims")):
        found, right = total[f"{kind} found"], total[f"{kind} right"]
        recall = f"{right / total['pairs']:.3f} ({total['pairs']} pairs)"
        print(f"sides, {told}: precision {right / max(1, found):.3f} ({right}/{found}), recall {recall}")


if __name__ == "__main__":
    main()
