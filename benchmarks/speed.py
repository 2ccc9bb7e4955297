"""Words per CPU second on one core: ours beside spaCy's full pipeline and textacy's `direct_quotations`, in one run.

    python benchmarks/speed.py PATH/polnear/dev [--articles 84]

Each article goes through every system in turn, so that a busy machine slows all of them alike: compare the ratios.
`attribute` is what an article costs until its statements' spans stand (tokenise, parse with names, both extractors, the
outlet's own claims); `read` is a whole reading, with speakers, stance, figures, times and places. textacy is optional
(`pip install textacy`); it gets no more of spaCy than it needs, and reads paragraph by paragraph, since it raises on
some. The last line is the peak memory of a fresh process that reads every article.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import spacy

from rashomon.attribute.reading import drafted, read_report
from rashomon.model import Report, report_id, text_digest
from rashomon.text.parse import PIPELINES, parse

System = Callable[[str], object]


def report_of(text: str) -> Report:
    """A report of nothing but its text."""
    return Report(report_id(text_digest(text)), text, lang="en")


def attribute(text: str) -> object:
    """Ours, until the spans stand."""
    return drafted(report_of(text), parse(text, "en"), "model")


def read(text: str) -> object:
    """Ours, the whole reading of one report."""
    return read_report(report_of(text), extractor="model")


def systems() -> dict[str, System]:
    """By name, in the order of a row."""
    whole = spacy.load(PIPELINES["en"])
    found: dict[str, System] = {"rashomon attribute": attribute, "rashomon read": read, "spaCy full": whole}
    if find_spec("textacy"):
        from textacy.extract import direct_quotations

        lean = spacy.load(PIPELINES["en"], disable=["ner"])

        def textacy(text: str) -> object:
            quotations = []
            for doc in lean.pipe(p for p in text.split("\n") if p.strip()):
                with suppress(ValueError):  # of quotation marks that it cannot pair
                    quotations += direct_quotations(doc)
            return quotations

        found["textacy quotations"] = textacy
    return found


def timed(texts: list[str]) -> dict[str, float]:
    """CPU seconds of each system."""
    every = systems()
    for system in every.values():
        system(texts[0])  # loads and warms
    seconds = dict.fromkeys(every, 0.0)
    for text in texts:
        for name, system in every.items():
            started = time.process_time()
            system(text)
            seconds[name] += time.process_time() - started
    return seconds


def peak(texts: list[str]) -> float:
    """Peak memory in MB of this process once it has read every text."""
    for text in texts:
        read(text)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="has text/*.txt")
    parser.add_argument("--articles", type=int, default=84)
    args = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    paths = sorted((args.folder / "text").glob("*.txt"))[: args.articles]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    words = sum(len(text.split()) for text in texts)
    seconds = timed(texts)
    print(f"{len(texts)} articles, {words} words, one core")
    for name, spent in seconds.items():
        against = ", ".join(f"{seconds[other] / spent:.2f} x {other}" for other in seconds if other != name)
        print(f"{name:<20} {words / spent:6.0f} words per CPU second; speed {against}")
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        print(f"peak memory of one worker {pool.apply(peak, (texts,)):.0f} MB")


if __name__ == "__main__":
    main()
