"""Whether statements of one annotated event are put in one claim, on ECB+: a sign for the grouping across reports.

    python benchmarks/ecb.py PATH/ecbplus.dev.jsonl [--extractor rules|model] [--topic N ...]

Each topic's reports (two look-alike events of one sort) make one dossier. A mention of an event that is annotated in
a statement's content belongs to the statement's claim (a statement in no claim stands alone, one in several counts in
the first). ECB+ marks events word by word and a claim is a proposition: one sentence mentions several events, so that
no grouping of whole statements reaches 1. The rows 'each alone' and 'a topic one' show between what the figures lie.

B-cubed is over mentions. Links are pairs of statements of two reports: right where they mention an event in common.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import rashomon

TIGHT_BEFORE = frozenset(".,;:!?)%]”’'s") | {"'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "''"}
TIGHT_AFTER = frozenset("([$“‘") | {"``"}
QUOTES = {"``": '"', "''": '"'}


@dataclass(frozen=True, slots=True)
class Mention:
    """An annotated event: where it stands in its report, and which event it is."""

    start: int
    end: int
    event: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention that a statement holds."""

    event: str
    statement: str
    report: str
    claim: str
    topic: str


def text_of(document: Mapping[str, Any]) -> tuple[str, list[tuple[int, int]]]:
    """A document's text with a sentence a line, and where each token stands in it."""
    text, places, last = "", [], ""
    for number, token in enumerate(document["tokens"]):
        new = number > 0 and document["sent"][number] != document["sent"][number - 1]
        glue = number == 0 or token in TIGHT_BEFORE or last in TIGHT_AFTER
        text += "\n" if new else "" if glue else " "
        shown = QUOTES.get(token, token)
        places.append((len(text), len(text) + len(shown)))
        text, last = text + shown, token
    return text, places


def mentions(document: Mapping[str, Any], places: Sequence[tuple[int, int]]) -> list[Mention]:
    """The events of a document in the sentences that were checked, those of saying left out: they are cues."""
    out = []
    for one in document["mentions"]:
        event = one["kind"] == "event" and one["type"] != "ACTION_REPORTING"
        if event and one["chain"] and one["selected"]:
            out.append(Mention(places[min(one["tok"])][0], places[max(one["tok"])][1], one["chain"]))
    return out


def placed(documents: Sequence[Mapping[str, Any]], extractor: str | None) -> tuple[list[Placed], int]:
    """The mentions of one topic that stand in a statement, each with its claim, and how many there are in all."""
    made = {d["doc"]: text_of(d) for d in documents}
    rows = [{"id": name, "text": text, "outlet": name} for name, (text, _) in made.items()]
    dossier = rashomon.read_reports(*rows, extractor=extractor)
    claims: dict[str, str] = {}
    for claim in dossier.claims:
        for statement in claim.statements:
            claims.setdefault(statement, claim.id)
    wanted = {d["doc"]: mentions(d, made[d["doc"]][1]) for d in documents}
    out = []
    for reading in dossier.readings:
        for mention in wanted[reading.report.input_id]:
            for said in reading.statements:
                if any(p.start <= mention.start and mention.end <= p.end for p in said.content):
                    claim_id = claims.get(said.id, said.id)
                    out.append(Placed(mention.event, said.id, reading.report.id, claim_id, documents[0]["topic"]))
                    break
    return out, sum(map(len, wanted.values()))


def b_cubed(pairs: Sequence[tuple[str, str]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of groups against events, over mentions."""
    both, groups, events = Counter(pairs), Counter(g for g, _ in pairs), Counter(e for _, e in pairs)
    precision = sum(n * n / groups[g] for (g, _), n in both.items()) / max(1, len(pairs))
    recall = sum(n * n / events[e] for (_, e), n in both.items()) / max(1, len(pairs))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def links(found: Iterable[Placed]) -> tuple[int, int, int]:
    """Pairs of statements of two reports: in one claim, about one event, and both."""
    events: dict[str, set[str]] = defaultdict(set)
    where: dict[str, tuple[str, str]] = {}
    for one in found:
        events[one.statement].add(one.event)
        where[one.statement] = one.report, one.claim
    joined = alike = both = 0
    for a, b in combinations(sorted(where), 2):
        if where[a][0] != where[b][0]:
            same, event = where[a][1] == where[b][1], bool(events[a] & events[b])
            joined, alike, both = joined + same, alike + event, both + (same and event)
    return joined, alike, both


def row(name: str, pairs: Sequence[tuple[str, str]]) -> None:
    """Print one grouping's B-cubed."""
    precision, recall, f1 = b_cubed(pairs)
    print(f"{name:12} B-cubed precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")


def main() -> None:
    """Print what is found of each topic, and of all together."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, help="ecbplus.dev.jsonl, or a gzipped part")
    parser.add_argument("--extractor", help="rules or model (default: the best that is installed)")
    parser.add_argument("--topic", action="append", help="only this topic; may be repeated")
    options = parser.parse_args()
    if not options.path.is_file():
        sys.exit(f"ecb: {options.path} is not there")
    opened = gzip.open if options.path.suffix == ".gz" else open
    topics: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with opened(options.path, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            if not options.topic or document["topic"] in options.topic:
                topics[document["topic"]].append(document)
    every: list[Placed] = []
    total = 0
    for name in sorted(topics, key=int):
        found, count = placed(topics[name], options.extractor)
        every, total = every + found, total + count
        _, _, f1 = b_cubed([(p.claim, p.event) for p in found])
        print(
            f"topic {name}: {len(topics[name])} reports, {len(found)} of {count} mentions in a statement, F1 {f1:.3f}"
        )
    print(f"{len(every)} of {total} mentions stand in a statement")
    row("claims", [(p.claim, p.event) for p in every])
    row("each alone", [(p.statement, p.event) for p in every])
    row("a topic one", [(p.topic, p.event) for p in every])
    joined, alike, both = links(every)
    print(f"links across reports: {both} of {joined} right ({both / max(1, joined):.3f}), of {alike} there are")


if __name__ == "__main__":
    main()
