"""Headlines against bodies on a fixed tenth of FNC-1 train: macro-F1 and the recall of 'disagree', as a sign only.

    python benchmarks/fnc.py PATH/train_stances.csv.gz PATH/train_bodies.csv.gz

No training: the tenth is chosen by a hash of the body's id. A headline is unrelated to a body that holds few of its
terms; it disagrees where the body's best sentence points the other way; it is discussed where that only reports.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import math
import re
import sys
from collections import Counter
from pathlib import Path

from rashomon.text.compare import keys, negated
from rashomon.text.strength import caveats, hedges

STANCES = ("unrelated", "discuss", "agree", "disagree")
SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
REPORTS = re.compile(
    r"\b(?:report(?:s|ed(?:ly)?)?|claim(?:s|ed)?|alleged(?:ly)?|rumou?rs?|according to|said|says|told)\b", re.I
)
AGAINST = re.compile(
    r"\b(?:hoax|fake|false|untrue|debunk\w*|den(?:y|ies|ied)|not true|no evidence|satire|myth|refut\w+)\b", re.I
)
RELATED = 0.45
"""Share of a headline's terms, by idf, that a related body must hold."""


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a gzipped table."""
    csv.field_size_limit(sys.maxsize)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def aside(body: str) -> bool:
    """True for one body in ten, always the same."""
    return int(hashlib.sha256(body.encode()).hexdigest(), 16) % 10 == 0


def stance(headline: str, body: str, idf: dict[str, float]) -> str:
    """What a body says to a headline, by rule."""
    wanted = keys(headline)
    held = wanted & keys(body)
    total = sum(idf.get(k, 8.0) for k in wanted)
    if not total or sum(idf.get(k, 8.0) for k in held) < RELATED * total:
        return "unrelated"
    sentences = [m.group() for m in SENTENCE.finditer(body)]
    close = sorted(sentences, key=lambda s: -sum(idf.get(k, 8.0) for k in keys(s) & wanted))[:3]
    best = close[0] if close else ""
    doubt = sum(bool(AGAINST.search(s)) for s in close) >= 1 and not AGAINST.search(headline)
    if doubt or (negated(best) and not negated(headline) and len(keys(best) & wanted) >= 0.7 * len(wanted)):
        return "disagree"
    return "discuss" if REPORTS.search(best) or hedges(best) or caveats(body) else "agree"


def main() -> None:
    """Print F1 by stance, their mean, and the recall of disagree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stances", type=Path)
    parser.add_argument("bodies", type=Path)
    options = parser.parse_args()
    bodies = {row["Body ID"]: row["articleBody"] for row in rows(options.bodies)}
    seen = Counter(k for text in bodies.values() for k in keys(text))
    idf = {k: math.log(1 + len(bodies) / n) for k, n in seen.items()}
    pairs = [row for row in rows(options.stances) if aside(row["Body ID"])]
    made = Counter((row["Stance"], stance(row["Headline"], bodies[row["Body ID"]], idf)) for row in pairs)
    scores = []
    for name in STANCES:
        right = made[name, name]
        gold, said = sum(made[name, other] for other in STANCES), sum(made[other, name] for other in STANCES)
        scores.append(2 * right / max(1, gold + said))
        print(f"{name}: precision {right / max(1, said):.3f}, recall {right / max(1, gold):.3f} ({gold})")
    print(f"macro-F1 {sum(scores) / len(scores):.3f} over {len(pairs)} pairs")


if __name__ == "__main__":
    main()
