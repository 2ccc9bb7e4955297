"""How likely a report draws on an earlier one though it has hardly a word of it: what both say, and who else has it.

A logistic model of twelve features that can be read. The weights were fitted on marked, invented cases
(`training/fit_lineage.py`) and rounded; the bundled case was not among them. Two reports that heard one speaker, or
quote one public statement, share what all others share: only what one earlier report alone has speaks for it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rashomon.lineage.credit import credit_names, in_credits, is_own, mentions
from rashomon.lineage.dates import FOREVER, LATER, apart
from rashomon.lineage.echoes import Beside, Echoes, Rows, longest
from rashomon.lineage.gathered import top
from rashomon.lineage.judge import QUOTED
from rashomon.lineage.option import Option, foreign_quote
from rashomon.model import Derivation, DerivationKind, Report

ANYWAY = 0.4
"""So like one another are two sentences on one event anyway."""
LIKE = 0.45
"""What two sentences share says something where they are so like one another."""
LONG = 8
"""A quotation of so many words counts whole."""
MONTHS = 4.0
"""The logarithm of what is long ago; more days say no more."""
SHORT = 115
"""What is shorter is no more likely to be made from others' reports."""
AGENCY = re.compile(
    r"\b(?:(?:news|press)\s+(?:service|bureau|union|association)|agency|newswire|wires?|agence|agencia|agência)\b",
    re.IGNORECASE,
)
TAKING = frozenset(
    [DerivationKind.REPRINT, DerivationKind.LIGHT_EDIT, DerivationKind.REWRITE, DerivationKind.TRANSLATION]
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against a child's having something from one report; every field is a feature."""

    alone: float
    """By how much the two sentences that stand out most are more like this one's than like any other's."""
    figures: float
    """Weight of the figures in like sentences; those that no other report has count twice."""
    words: float
    """Weight of the terms in like sentences that no other report has."""
    quote: float
    """The longest run of quoted words that both have; twice as much where no other report has one as long."""
    called: float
    """How much of what the other is called by stands in a like sentence."""
    named: float
    """1 where the other's outlet is credited; where it is named, more the liker what is said there."""
    length: float
    """How many words the child has, as a logarithm: who writes more has asked more people."""
    party: float
    """1 where the child is a text that a body publishes about itself."""
    days: float
    """How many days lie between, as a logarithm."""
    copied: float
    """The share of the child's sentences that another report's words account for."""
    common: float
    """How like its sentences are to those of any earlier report, at the mean: what all tell was told to all."""
    unsure: float
    """1 where it is not known which came first."""


WEIGHTS = Evidence(
    alone=1.4, figures=0.25, words=0.4, quote=0.86, called=3.0, named=1.9, length=-3.1,
    party=-1.9, days=-0.26, copied=-6.2, common=-2.7, unsure=-2.0,
)  # fmt: skip
FEATURES = tuple(field.name for field in fields(Evidence))
START = 15.1
"""Log-odds where every feature is 0; a child of two hundred words has seventeen less by its length alone."""
LIKELY = -0.5
"""The least log-odds of an edge: where the marked cases have the best mean of precision and recall."""


def log_odds(evidence: Evidence) -> float:
    """How likely a child has something from a report, as log-odds."""
    return START + math.fsum(getattr(WEIGHTS, name) * getattr(evidence, name) for name in FEATURES)


@dataclass(frozen=True)
class Draw:
    """A child beside its possible parents."""

    child: str
    echoes: Echoes
    beside: Mapping[str, Beside]
    taken: Rows
    """For each sentence of the child 1 where another report's words account for it."""
    having: Counter[str]
    """How many of the possible parents have each term."""
    roots: Mapping[str, str]
    """The report that each possible parent is a copy of, in the end."""

    @cached_property
    def likest(self) -> Rows:
        """For each sentence of the child how like it is to any of another report."""
        return self.two_likest[0]

    def evidence(self, option: Option) -> Evidence:
        """What speaks for and against one possible parent."""
        child, parent = option.child, option.parent
        like = (self.beside[parent.id].likeness * self.left(option)).tolist()
        free = [keys for keys, by in zip(self.shared(parent.id), like, strict=True) if by >= LIKE]
        figures, rare, words = zip(*map(self._weights, free), strict=True) if free else ((0.0,), (0.0,), (0.0,))
        dated = FOREVER not in (child.published, parent.published)
        days = apart(child.published, parent.published) / timedelta(days=1)
        return Evidence(
            alone=alone(self.margins(parent.id) * self.left(option)),
            figures=min(6.0, math.fsum(figures)) + min(4.0, max(rare)),
            words=math.sqrt(min(10.0, math.fsum(words))),
            quote=self.quote(option),
            called=self._called(option),
            named=self._named(option),
            days=min(MONTHS, math.log1p(days)) if dated else 1.0,
            unsure=float(not option.known),
            **self.own,
        )

    def at_best(self, option: Option) -> Evidence:
        """The most that can speak for one possible parent: known in haste, and too little for most."""
        child, parent = option.child, option.parent
        mine, theirs = self.echoes.lines[child.id], self.echoes.lines[parent.id]
        printed = in_credits(child.report, option.names) or any(name in child.report.text for name in option.names)
        return Evidence(
            alone=max(0.0, alone(self.margins(parent.id))),
            figures=0.0 if mine.figures.isdisjoint(theirs.figures) else 10.0,
            words=math.sqrt(min(10.0, self.rare.get(parent.id, 0.0))),
            quote=self.quote(option),
            called=0.0 if mine.held.isdisjoint(theirs.called) else 1.0,
            named=float(printed),
            days=0.0,
            unsure=0.0,
            **self.own,
        )

    @cached_property
    def own(self) -> Mapping[str, float]:
        """The features of the child itself."""
        child = self.echoes.lines[self.child].page
        return {
            "length": math.log(max(SHORT, len(child.words))),
            "party": float(child.party),
            "copied": float(self.taken.mean()),
            "common": float((np.clip(self.likest, 0, 1) * (1 - self.taken)).mean()),
        }

    @cached_property
    def rare(self) -> Mapping[str, float]:
        """For each possible parent the idf of the words that it alone has, each as often as a sentence of the child."""
        often = Counter(key for line in self.echoes.lines[self.child].keys for key in line if self.having[key] == 1)
        return {
            other: math.fsum(self.echoes.idf[key] * often[key] for key in often.keys() & self.echoes.lines[other].held)
            for other in self.beside
        }

    def left(self, option: Option) -> Rows:
        """For each sentence of the child 1; 0 where another report accounts for it, or its speaker told it to both.

        Within a day an agency has heard him itself; a paper that has his words may have them from there.
        """
        soon = apart(option.child.published, option.parent.published) < LATER
        if not soon or not signs(option.child.report) or self._named(option):
            return np.asarray(1 - self.taken)
        return np.asarray((1 - self.taken) * (1 - self.told_both(option)))

    def shared(self, parent: str) -> list[frozenset[str]]:
        """For each sentence of the child the terms that the parent's most like it has too."""
        mine, theirs = self.echoes.lines[self.child].keys, self.echoes.lines[parent].keys
        return [line & theirs[n] for line, n in zip(mine, self.beside[parent].nearest.tolist(), strict=True)]

    def margins(self, parent: str) -> Rows:
        """For each sentence by how much it is liker the parent's than any other's; 0 where it is accounted for."""
        return np.asarray((self.beside[parent].likeness - np.maximum(self.others(parent), ANYWAY)) * (1 - self.taken))

    def others(self, parent: str) -> Rows:
        """For each sentence of the child how like it is to the nearest of all but a report and its copies."""
        best, second, which = self.two_likest
        return np.where(which == self.numbers[self.roots[parent]], second, best)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """A number for each report that none of the possible parents is a copy of."""
        return {root: number for number, root in enumerate(dict.fromkeys(self.roots.values()))}

    @cached_property
    def two_likest(self) -> tuple[Rows, Rows, NDArray[np.intp]]:
        """For each sentence how like it is to the nearest report, to the next but its copies, and which is nearest."""
        table = np.zeros((max(2, len(self.numbers)), len(self.taken)))
        for other, found in self.beside.items():
            row = self.numbers[self.roots[other]]
            table[row] = np.maximum(table[row], found.likeness)
        second, best = np.partition(table, -2, axis=0)[-2:]
        return best, second, table.argmax(axis=0)

    def _weights(self, keys: frozenset[str]) -> tuple[float, float, float]:
        """The idf of the figures among some terms, of those figures, and of those words, that one parent alone has."""
        idf, having = self.echoes.idf, self.having
        figures = [key for key in keys if key[0] == "#"]
        rare = [idf[key] for key in figures if having[key] == 1]
        words = [idf[key] for key in keys if key[0] != "#" and having[key] == 1]
        return math.fsum(idf[key] for key in figures), math.fsum(rare), math.fsum(words)

    def _called(self, option: Option) -> float:
        """The most of what a parent is called by that stands in a sentence, as far as that is like one of its own."""
        names, wanted = self.echoes.names, self.echoes.lines[option.parent.id].called
        whole = max(0.5, math.fsum(1 / names[key] for key in wanted))
        like = np.clip(self.beside[option.parent.id].likeness, 0, 1).tolist()
        best = 0.0
        for number, line in enumerate(self.echoes.lines[option.child.id].keys):
            if line & wanted and not foreign_quote(option, number):
                best = max(best, math.fsum(1 / names[key] for key in line & wanted) / whole * like[number])
        return best

    def _named(self, option: Option) -> float:
        """1 for a credit; for a sentence that names the outlet a half, and a half as far as it is like the parent's."""
        child = option.child
        if in_credits(child.report, option.names):
            return 1.0
        spots, like = mentions(child.report.text, option.names), self.beside[option.parent.id].likeness
        there = {n for n, s in enumerate(child.sentences) if any(s.start <= at < s.end for at in spots)}
        held = [float(np.clip(like[n : n + 2].max(), 0, 1)) for n in there if not foreign_quote(option, n)]
        return 0.5 + 0.5 * max(held) if held else 0.0

    def told_both(self, option: Option) -> Rows:
        """For each sentence of the child 1 where its speaker says what is likest it in the parent, or is so quoted."""
        ours, theirs = self.echoes.lines[option.child.id], self.echoes.lines[option.parent.id]
        nearest = self.beside[option.parent.id].nearest.tolist()
        both = [
            bool(who & theirs.speakers[n]) or runs.get(option.parent.id, 0) >= QUOTED
            for who, runs, n in zip(ours.speakers, self.runs, nearest, strict=True)
        ]
        return np.array(both, dtype=float)

    def quote(self, option: Option) -> float:
        """The longest run of quoted words that both have, twice where no other has as much of it."""
        best = 0.0
        for runs, left in zip(self.runs, self.left(option).tolist(), strict=True):
            run = 0 if not left else runs.get(option.parent.id, 0)
            if run:
                root = self.roots[option.parent.id]
                only = all(other < run for report, other in runs.items() if self.roots[report] != root)
                best = max(best, (1 + only) * min(run, LONG) / LONG)
        return best

    @cached_property
    def runs(self) -> list[dict[str, int]]:
        """For each sentence the reports that have some of its quotation, with the longest run of words of it there."""
        lines = self.echoes.lines
        return [
            {other: run for other in self.beside if (run := longest(quoted, lines[other].grams))} if quoted else {}
            for quoted in lines[self.child].quoted
        ]


def signs(report: Report) -> bool:
    """True for a report of an agency, by its outlet's name or because it is signed with that."""
    return bool(AGENCY.search(report.outlet)) or any(is_own(name, report.outlet) for name in credit_names(report))


def alone(margins: Rows) -> float:
    """By how much the two sentences that stand out most are liker the parent's."""
    return float(np.clip(np.sort(margins)[::-1][:2].sum(), -0.5, 1.5))


def draw(
    options: Sequence[Option], edges: Sequence[Derivation], copies: Mapping[str, str], echoes: Echoes
) -> Draw | None:
    """A child beside its possible parents; None where there is nothing to compare."""
    child = options[0].child
    beside = echoes.beside(child.id, [o.parent.id for o in options])
    if not beside:
        return None
    taking = [p.child for e in edges if e.kind in TAKING and e.parent for p in e.passages]
    taken = np.zeros(len(child.sentences))
    for number, sentence in enumerate(child.sentences):
        held = sum(max(0, min(end, sentence.end) - max(start, sentence.start)) for start, end in taking)
        taken[number] = 2 * held > sentence.end - sentence.start
    having = Counter(key for other in beside for key in echoes.lines[other].held)
    return Draw(child.id, echoes, beside, taken, having, {other: top(other, copies) for other in beside})
