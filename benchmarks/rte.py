"""How often a contradiction between two texts is one: RTE-3 dev, three-way (Giampiccolo and others, 2007).

    python benchmarks/rte.py PATH/rte3_dev_3way.tsv [--show N]

Text and hypothesis are taken as two reports of one claim in the outlets' own voice; a pair is called a contradiction
where `claims.relate` finds 'contradicts' or 'denies' between a sentence of the one and the hypothesis. Precision comes
first: what is not sure is not said.
"""

from __future__ import annotations

import argparse
import csv
import re
from pathlib import Path

from rashomon.claims.axes import Axes, wholes
from rashomon.claims.facets import Facet, of_reading
from rashomon.claims.relate import within
from rashomon.claims.scopes import sights
from rashomon.model import Figure, Reading, Relation, RelationKind, Report, Statement, figure_id, statement_id
from rashomon.text.values import values

SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*[.!?]*")
OPPOSED = {RelationKind.CONTRADICTS, RelationKind.DENIES}


def read(name: str, text: str) -> Reading:
    """A text as a report of own-voice sentences with their plain numbers."""
    report = Report(name, text)
    spans = [report.span(m.start(), m.end()) for m in SENTENCE.finditer(text) if m.group().strip()]
    statements = tuple(Statement(statement_id(name, (s,), None, None), name, (s,)) for s in spans)
    return Reading(report, statements, (), tuple(numbers(report)))


def numbers(report: Report) -> list[Figure]:
    """The numbers of a text as figures."""
    made = []
    for value in values(report.text):
        span = report.span(value.start, value.end)
        unit = "" if value.kind == "count" else value.kind
        noun = re.match(r"\s*(\w+)", report.text[value.end :])
        counted = noun.group(1) if noun else ""
        made.append(
            Figure(
                figure_id(report.id, span, value.low, value.high, unit),
                report.id,
                span,
                value.low,
                value.high,
                unit,
                counted,
            )
        )
    return made


def contradiction(text: str, hypothesis: str) -> Relation | None:
    """The relation that sets the hypothesis against the text, if there is one."""
    readings = read("text", text), read("hypothesis", hypothesis)
    left, right = (list(of_reading(reading)) for reading in readings)
    seen = sights(readings, [*left, *right])
    for a in left:
        for b in right:
            axes = Axes.of([s.figure for f in (a, b) for s in f.slots], seen, wholes(seen))
            found = next(within([a, b], {}, {f.statement.id: f.statement.id for f in (a, b)}, axes), None)
            if found and found.kind in OPPOSED and about(a.keys, b.keys) and not held(left, b):
                return found
    return None


def held(text: list[Facet], hypothesis: Facet) -> bool:
    """True when the text gives one of the hypothesis's numbers somewhere."""
    ours = {s.bounds for facet in text for s in facet.slots}
    return any(s.bounds in ours for s in hypothesis.slots)


def about(text: frozenset[str], hypothesis: frozenset[str]) -> bool:
    """True when the text speaks of nearly all that the hypothesis speaks of."""
    return len(text & hypothesis) >= 0.6 * len(hypothesis) and len(hypothesis) > 1


def main() -> None:
    """Print precision and recall of contradiction."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    with options.path.open(encoding="utf-8", newline="") as rows:
        pairs = list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = [(pair, contradiction(pair["text"], pair["hypothesis"])) for pair in pairs]
    said = [(pair, relation) for pair, relation in found if relation]
    right = sum(pair["label3"] == "contradiction" for pair, _ in said)
    gold = sum(pair["label3"] == "contradiction" for pair in pairs)
    for pair, relation in said[: options.show]:
        print(pair["id"], pair["label3"], "|", relation.reason)
    precision, recall = right / max(1, len(said)), right / gold
    print(f"contradiction: precision {precision:.3f} ({right}/{len(said)}), recall {recall:.3f} ({right}/{gold})")


if __name__ == "__main__":
    main()
