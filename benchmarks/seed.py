"""The report the project grew out of: what a dossier of it must hold.

    python benchmarks/seed.py PATH/report.txt [--extractor model]

The text is a publisher's and is not part of this repository; the checks name only a few words of it.
Exit status 1 when a check fails.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator

from rashomon import dossier
from rashomon.model import Dossier, Figure, Finding, Stance, Statement
from rashomon.read.sources import read

FIGURES: list[tuple[str, float | None, float | None]] = [
    # the number as printed, its inclusive bounds by docs/figures.md
    ("250", 250, 250),
    ("3,500", 3500, 3500),
    ("four-month", 4, 4),
    ("dozens of people", 24, 99),
    ("a few dozen", 24, 60),
    ("six to seven", 6, 7),
    ("almost 50", 45, 49),
    ("13", 13, 13),
    ("more than 100", 101, None),
    ("Ten", 10, 10),
    ("four foreign", 4, 4),
    ("Hundreds of\xa0Islamic", 200, 999),
    ("Hundreds of ISIS", 200, 999),
    ("a huge number", None, None),
]


class Seed:
    """The dossier of the one report, and ways to look into it."""

    def __init__(self, made: Dossier) -> None:
        self.made, self.text = made, made.reports[0].text
        self.names = {source.id: source.name for source in made.sources}

    def at(self, words: str) -> Statement | None:
        """The innermost statement whose cue, source or content begins in these words of the text."""
        start = self.text.index(words)
        found = [s for s in self.made.statements if any(start <= p.start < start + len(words) for p in parts(s))]
        return min(found, key=lambda s: sum(p.end - p.start for p in s.content), default=None)

    def speaker(self, words: str) -> str:
        """The name of the speaker there."""
        s = self.at(words)
        return self.names.get(s.speaker or "", "") if s else ""

    def via(self, words: str) -> str:
        """The hops there, joined."""
        s = self.at(words)
        return " ".join(self.names.get(hop, hop) for hop in s.via) if s else ""

    def stance(self, words: str) -> Stance | None:
        """The stance there."""
        s = self.at(words)
        return s.stance if s else None

    def figure(self, words: str) -> Figure | None:
        """The figure that shares a character with these words."""
        start = self.text.index(words)
        end = start + len(words)
        return next((f for f in self.made.figures if f.span.start < end and start < f.span.end), None)


def parts(s: Statement) -> list[object]:
    """Source, cue and content spans."""
    return [p for p in (s.source, s.cue, *s.content) if p]


def checks(seed: Seed) -> Iterator[tuple[str, Callable[[], bool]]]:
    """What must hold, in words, and whether it does."""
    made = seed.made
    yield "at least 18 statements", lambda: len(made.statements) >= 18
    yield "'He maintains' is Ryan Dillon", lambda: "Ryan Dillon" in seed.speaker("He maintains")
    yield "'It claimed' is the SDF", lambda: seed.speaker("It claimed") in ("SDF", "Syrian Democratic Forces")
    yield "the driver speaks", lambda: "driver" in seed.speaker("But a local driver")
    yield "the driver's words come via the BBC", lambda: "BBC" in seed.via("But a local driver")
    for words in ("the report said", "it added", "The report describes"):
        yield f"'{words}' is the BBC's", lambda words=words: "BBC" in seed.speaker(words)  # type: ignore[misc]
    yield "the coalition admits", lambda: seed.stance("admits the part") is Stance.ADMITS
    yield "the SDF denies", lambda: seed.stance("that no such deal") is Stance.DENIES
    yield "13 or more of 14 figures exact", lambda: right_figures(seed) >= 13
    yield "the headline is not supported", lambda: made.headlines[0].finding is not Finding.SUPPORTED
    yield "and the reason names the local officials", lambda: "arranged by local officials" in reason(made)
    disclaimer = seed.text.index("Disclaimer")
    yield "the disclaimer gives nothing", lambda: all(s.content[0].start < disclaimer for s in made.statements)


def reason(made: Dossier) -> str:
    """What the headline check says, with the body's words."""
    check = made.headlines[0]
    return f"{check.reason} {check.body.exact if check.body else ''}"


def right_figures(seed: Seed) -> int:
    """Figures with the bounds expected; where none is expected, none or an open one is right."""
    found = [(seed.figure(words), low, high) for words, low, high in FIGURES]
    return sum((f.low, f.high) == (low, high) if f else (low, high) == (None, None) for f, low, high in found)


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path")
    parser.add_argument("--extractor", choices=("model", "rules"))
    args = parser.parse_args()
    options = dossier.Options(extractor=dossier.extractor(args.extractor))
    seed = Seed(dossier.build(read([args.path]), options=options))
    results = [(words, check()) for words, check in checks(seed)]
    for words, holds in results:
        print(f"{'ok  ' if holds else 'FAIL'}  {words}")
    print(f"{len(seed.made.statements)} statements; {right_figures(seed)} of {len(FIGURES)} figures exact")
    return 0 if all(holds for _, holds in results) else 1


if __name__ == "__main__":
    sys.exit(main())
