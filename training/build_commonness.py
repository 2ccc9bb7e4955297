"""Makes src/rashomon/text/commonness.tsv.xz: in how many of so many news articles a word stands.

    python training/build_commonness.py PATH/train_bodies.csv.gz

The articles are the bodies of FNC-1 (1,683 in English, of 2014 and 2015). Words are counted by the stem by which
reports are compared (`text.compare.terms`); left out are those in fewer than FEWEST articles, and what mostly is a
name.
"""

from __future__ import annotations

import csv
import gzip
import lzma
import sys
from collections import Counter
from pathlib import Path

from rashomon.text.compare import terms

OUT = Path(__file__).parents[1] / "src" / "rashomon" / "text" / "commonness.tsv.xz"
FEWEST = 5
LONGEST = 20_000
"""Characters of an article that are read."""


def main() -> None:
    """Command line."""
    csv.field_size_limit(10_000_000)
    held: Counter[str] = Counter()
    named: Counter[str] = Counter()
    with gzip.open(sys.argv[1], "rt", encoding="utf-8") as file:
        bodies = [row["articleBody"] for row in csv.DictReader(file)]
    for body in bodies:
        found = terms(body[:LONGEST])
        held.update({t.key for t in found})
        named.update({t.key for t in found if t.name})
    kept = sorted(key for key, count in held.items() if count >= FEWEST and 2 * named[key] <= count)
    lines = [str(len(bodies)), *(f"{key}\t{held[key]}" for key in kept)]
    OUT.write_bytes(lzma.compress("\n".join(lines).encode("utf-8")))
    print(f"{len(kept)} words of {len(bodies)} articles, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
