"""How much of what a report says another has: its sentences beside the other's, by terms, figures and meaning."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rashomon.lineage.page import Page
from rashomon.text.compare import keys
from rashomon.text.names import words
from rashomon.text.vectors import centred, unit, unpacked

TERMS = 1.5
"""Weight of the terms that two sentences share, beside the cosine of what they are about."""
ENOUGH = 2.0
"""Idf that two sentences must share before their cover counts whole: one common word is no likeness."""
GRAM = 3
"""The shortest run of words of a quotation that is looked for elsewhere."""
Rows = NDArray[np.float64]


@dataclass(frozen=True)
class Lines:
    """The sentences of one report: the terms and figures of each, and what each is about."""

    page: Page
    keys: tuple[frozenset[str], ...]
    about: Rows

    @cached_property
    def held(self) -> frozenset[str]:
        """All its terms and figures."""
        return frozenset().union(*self.keys)

    @cached_property
    def figures(self) -> frozenset[str]:
        """The figures among them."""
        return frozenset(key for key in self.held if key[0] == "#")

    @cached_property
    def called(self) -> frozenset[str]:
        """The terms by which others may speak of it: its outlet's name, the sort of document that its headline says."""
        sorts = {key for noun in words().documents for key in keys(noun)}
        return keys(self.page.report.outlet) | (keys(self.page.report.headline) & sorts)

    @cached_property
    def speakers(self) -> tuple[frozenset[str], ...]:
        """For each sentence who says something in it."""
        said = [(s.speaker, piece.start, piece.end) for s in self.page.statements if s.speaker for piece in s.content]
        return tuple(
            frozenset(who for who, start, end in said if start < s.end and s.start < end) for s in self.page.sentences
        )

    @cached_property
    def grams(self) -> frozenset[tuple[str, ...]]:
        """Every run of three words it has."""
        said = self.page.words.folded
        return frozenset(tuple(said[n : n + GRAM]) for n in range(len(said) - GRAM + 1))

    @cached_property
    def quoted(self) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """For each sentence the runs of three words that stand in quotation marks, in order."""
        page = self.page
        return tuple(
            tuple(
                tuple(page.words.folded[n : n + GRAM])
                for n in range(s.first, s.last - GRAM + 1)
                if all(page.quoted[n : n + GRAM])
            )
            for s in page.sentences
        )


def lines(page: Page) -> Lines:
    """A report's sentences made ready; what its own outlet is called by says nothing in it."""
    own = keys(page.report.outlet)
    held = tuple(
        (keys(s.text) - own) | {f"#{figure}" for figure in s.facts.figures} if s.length > 1 else frozenset()
        for s in page.sentences  # the number of an item of a list is no figure of it
    )
    found = page.reading.meanings
    vectors = unpacked([m.vector for m in found])
    about = np.zeros((len(page.sentences), vectors.shape[1]))
    for row, sentence in zip(about, page.sentences, strict=True):
        for meaning, vector in zip(found, vectors, strict=True):
            if meaning.start < sentence.end and sentence.start < meaning.end:
                row += vector * (meaning.end - meaning.start)
    return Lines(page, held, unit(about))


@dataclass(frozen=True)
class Beside:
    """A child's sentences beside those of one other report."""

    nearest: NDArray[np.intp]
    """For each sentence of the child the number of the other's that is most like it."""
    likeness: Rows
    """How like it is: the cosine, and the share of the terms, weighted."""


class Echoes:
    """The reports of a case, whose sentences are compared with one another; no report of it is left out."""

    def __init__(self, pages: Sequence[Page]) -> None:
        read = [lines(page) for page in pages]
        about = centred([one.about for one in read])
        self.lines = {p.id: replace(one, about=rows) for p, one, rows in zip(pages, read, about, strict=True)}
        having = Counter(key for made in self.lines.values() for key in made.held)
        self.idf = {key: math.log((len(pages) + 1) / count) for key, count in having.items()}
        self.names = Counter(key for made in self.lines.values() for key in made.called)
        """How many reports each term may speak of."""
        self._starts: dict[str, int] = {}
        holding: dict[str, list[int]] = defaultdict(list)
        mass: list[float] = []
        for report, made in self.lines.items():
            self._starts[report] = len(mass)
            for line in made.keys:
                for key in line:
                    holding[key].append(len(mass))
                mass.append(math.fsum(self.idf[key] for key in line))
        self._holding = {key: np.array(numbers) for key, numbers in holding.items() if len(numbers) > 1}
        self._mass = np.array(mass)
        self._about = np.concatenate([made.about for made in self.lines.values()])

    def beside(self, child: str, others: Sequence[str]) -> Mapping[str, Beside]:
        """A child's sentences beside those of each of some others that has any."""
        whole = self._likeness(child)
        found = {}
        for other in others:
            start = self._starts[other]
            part = whole[:, start : start + len(self.lines[other].keys)]
            if part.size:
                nearest = part.argmax(axis=1)
                found[other] = Beside(nearest, part[np.arange(len(part)), nearest])
        return found

    def _likeness(self, child: str) -> Rows:
        """A row for each sentence of a child: how like it each sentence of the case is."""
        mine, start = self.lines[child], self._starts[child]
        shared = np.zeros((len(mine.keys), len(self._mass)))
        for row, line in zip(shared, mine.keys, strict=True):
            for key in sorted(line & self._holding.keys()):
                row[self._holding[key]] += self.idf[key]
        mass = np.minimum(self._mass[start : start + len(mine.keys), None], self._mass[None, :])
        return np.asarray(np.round(mine.about @ self._about.T + TERMS * shared / (mass + ENOUGH), 6))


def longest(quoted: Sequence[tuple[str, ...]], grams: frozenset[tuple[str, ...]]) -> int:
    """The most words on end of a quotation that a report has: 0 for fewer than three."""
    best = run = 0
    for n, gram in enumerate(quoted):
        run = (run + 1 if n and run and follows(quoted[n - 1], gram) else GRAM) if gram in grams else 0
        best = max(best, run)
    return best


def follows(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """True for two runs of words of which the second begins one word later."""
    return first[1:] == second[:-1]
