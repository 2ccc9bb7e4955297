"""How many events the articles of an archive are of, how large the largest are, and how long it takes to tell.

    python benchmarks/archive_events.py --articles 1000 PATH…

PATH as `rashomon read` takes it (FNC-1's bodies of 80 words and more, as JSON Lines with a text each); lineage is left
out. Prints the number of events, the reports of the ten largest, and for `--heads N` the first words of some of N.
"""

from __future__ import annotations

import argparse
import time
from itertools import islice

from rashomon.claims.events import events
from rashomon.engine.duck import DuckEngine
from rashomon.model import Reading, Report
from rashomon.read.sources import read

SOME, WORDS = 6, 16


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--heads", type=int, default=0)
    args = parser.parse_args()
    readings = [Reading(r) for r in islice((r for r in read(args.paths) if isinstance(r, Report)), args.articles)]
    engine, begun = DuckEngine(), time.perf_counter()
    found = sorted(events(readings, (), engine), key=lambda group: (-len(group), group))
    print(
        f"{len(readings)} articles, {len(found)} events in {time.perf_counter() - begun:.1f} s; the largest hold",
        end=" ",
    )
    print(", ".join(str(len(group)) for group in found[:10]))
    texts = {r.report.id: r.report.text for r in readings}
    for group in found[: args.heads]:
        print(f"\n{len(group)} articles")
        for report in group[:: max(1, len(group) // SOME)]:
            print("  ", *texts[report].split()[:WORDS])


if __name__ == "__main__":
    main()
