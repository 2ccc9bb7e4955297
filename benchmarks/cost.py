"""What a thousand articles cost: seconds by stage, peak memory, and the share that is not spaCy itself.

    python benchmarks/cost.py --articles 1000 PATH…

PATH: anything `rashomon read` takes; articles beyond the number asked for are left out, and too few are an error.
Every stage runs in this one process on one core, so CPU seconds can be compared; spaCy alone is timed over the
same texts in the same run. `--workers 2` then runs the whole again in two processes and gives the wall seconds.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from itertools import islice

os.environ.setdefault("OMP_NUM_THREADS", "1")

from rashomon import dossier
from rashomon.model import Report
from rashomon.read.sources import read
from rashomon.text.parse import PIPELINES, pipeline


class Clock:
    """CPU seconds between the names of stages, as the run tells them."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._stage, self._since = "", cpu()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Book the CPU seconds since the last call."""
        now, name = cpu(), "attribute" if stage == "attribute" else self._stage
        if name:
            self.spent[name] = self.spent.get(name, 0.0) + now - self._since
        self._stage, self._since = ("" if stage in ("attribute", "done") else stage), now


def cpu() -> float:
    """User and system seconds of this process."""
    return time.process_time()


def spacy_alone(reports: list[Report]) -> float:
    """CPU seconds of the language pipelines over the same texts."""
    for lang in sorted({r.lang for r in reports} & set(PIPELINES)):
        pipeline(lang)
    start = cpu()
    for report in reports:
        if report.lang in PIPELINES:
            spacy_only(report)
    return cpu() - start


def spacy_only(report: Report) -> None:
    """One text through the pipeline as the program configures it."""
    pipeline(report.lang)(report.text)


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--extractor", default="rules")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    start = cpu()
    reports = list(islice((r for r in read(args.paths) if isinstance(r, Report)), args.articles))
    if len(reports) < args.articles:
        print(f"only {len(reports)} articles in {' '.join(args.paths)}", file=sys.stderr)
        return 2
    reading = cpu() - start
    words = sum(len(r.text.split()) for r in reports)
    alone = spacy_alone(reports)
    clock = Clock()
    begun = cpu()
    dossier.build(reports, options=dossier.Options(extractor=args.extractor), progress=clock)
    total = cpu() - begun
    print(f"{len(reports):,} articles, {words:,} words, extractor {args.extractor}; CPU seconds on one core")
    print(f"  {'read files':<14}{reading:8.1f}")
    for stage, seconds in clock.spent.items():
        print(f"  {stage:<14}{seconds:8.1f}")
    print(f"  {'all stages':<14}{total:8.1f}   spaCy alone {alone:.1f}; not spaCy {1 - alone / total:.0%}")
    print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    wall = time.perf_counter()
    dossier.build(reports, options=dossier.Options(extractor=args.extractor, workers=args.workers))
    wall = time.perf_counter() - wall
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{args.workers} workers: {wall:.1f} s wall, {words / wall:,.0f} words/s; largest worker {children:,.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
