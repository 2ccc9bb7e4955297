"""What each clause of each statement is about, as a vector of its words as they stand in their paragraph.

A word is read with the words around it: 'he rejected that' is about what the paragraph is about. The vector of a clause
is the mean of its word pieces' (an encoder taught on invented cases, docs/model-card.md) and of its statement's, less a
part of its paragraph's: what tells it from its neighbours counts more. What no statement holds has its vectors too: a
retelling in other words is found by them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rashomon.model import Meaning, Report, Statement
from rashomon.models import meaning, packaged
from rashomon.text.cuts import cuts
from rashomon.text.nearby import Nearby
from rashomon.text.quotes import paragraphs
from rashomon.text.vectors import packed

LANGUAGES = ("en",)
"""What the model knows."""
AROUND = 0.3
"""How much of the paragraph's mean is taken off (seven marked cases: average precision of pairs .495 without, .514)."""
CLS, SEP = 101, 102
Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
NO = np.zeros(0, np.int64)
CHUNK = 126
"""Word pieces read together, the two marks at the ends not counted; a longer paragraph is cut into equal parts."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of the paragraphs that hold statements: where each stands, in which paragraph, and its vector."""

    starts: Ints
    ends: Ints
    paragraph: Ints
    vectors: Floats
    means: dict[tuple[int, int], Floats] = field(default_factory=dict)
    """The means of paragraphs once they are made: a paragraph may have thousands of clauses."""

    def inside(self, start: int, end: int) -> slice:
        """Which pieces touch a stretch of text: they stand in its order."""
        return slice(int(np.searchsorted(self.ends, start, "right")), int(np.searchsorted(self.starts, end, "left")))

    def whole(self, statement: Statement) -> Floats:
        """The mean of all pieces of a statement; nothing where it has none."""
        numbers = [np.arange(len(self.starts))[self.inside(piece.start, piece.end)] for piece in statement.content]
        held = np.unique(np.concatenate(numbers))
        return self.vectors[held].mean(0) if len(held) else np.zeros(0, np.float32)

    def around(self, own: slice) -> Floats:
        """The mean of the paragraphs that some pieces stand in."""
        first = int(np.searchsorted(self.paragraph, self.paragraph[own.start], "left"))
        last = int(np.searchsorted(self.paragraph, self.paragraph[own.stop - 1], "right"))
        if (first, last) not in self.means:
            self.means[first, last] = self.vectors[first:last].mean(0)
        return self.means[first, last]

    def about(self, clause: tuple[int, int], whole: Floats) -> str:
        """The vector of a clause of a statement with that mean; '' where the clause has no word."""
        own = self.inside(*clause)
        if own.start >= own.stop:
            return ""
        return packed((self.vectors[own].mean(0) + whole) / 2 - AROUND * self.around(own))

    def alone(self, clause: tuple[int, int]) -> str:
        """The vector of a clause that is no part of a statement; '' where it has no word."""
        own = self.inside(*clause)
        return self.about(clause, self.vectors[own].mean(0)) if own.start < own.stop else ""


def meanings(report: Report, statements: Sequence[Statement]) -> tuple[Meaning, ...]:
    """A vector for each clause of each statement, in their order, then of the text between them.

    None where the model does not know the language.
    """
    if not statements or report.lang not in LANGUAGES or not packaged.digest(meaning.NAME):
        return ()
    said = [(piece.start, piece.end) for s in statements for piece in s.content]
    rest = between(report, said)
    read = pieces(report.text, [*said, *rest])
    found: dict[tuple[int, int], str] = {}
    for statement in statements:
        whole = read.whole(statement)
        for piece in statement.content:
            for start, end in cuts(piece.exact):
                place = piece.start + start, piece.start + end
                found.setdefault(place, read.about(place, whole))
    for place in rest:
        found.setdefault(place, read.alone(place))
    return tuple(Meaning(start, end, vector) for (start, end), vector in found.items() if vector)


def between(report: Report, said: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The clauses of a report that share no character with what is said in it, furniture left out."""
    held = [*said, *((f.start, f.end) for f in report.furniture)]
    away = Nearby((place, *place) for place in held)
    found = []
    for start, end in paragraphs(report.text):
        parts = ((start + a, start + b) for a, b in cuts(report.text[start:end]))
        found += [(a, b) for a, b in parts if not any(x < b and a < y for x, y in away.at(a, b))]
    return found


def pieces(text: str, held: Sequence[tuple[int, int]]) -> Pieces:
    """The word pieces of the paragraphs that touch one of some stretches."""
    model = meaning.load()
    opening, closing = sorted(start for start, _ in held), sorted(end for _, end in held)
    starts, ends, place, vectors = [NO], [NO], [NO], [np.zeros((0, model.width), np.float32)]
    for number, (start, end) in enumerate(paragraphs(text)):
        if bisect_left(opening, end) == bisect_right(closing, start):
            continue  # all that open before its end are closed at its start
        coded = model.tokenizer.encode(text[start:end], add_special_tokens=False)
        offsets = np.array(coded.offsets, dtype=np.int64).reshape(-1, 2) + start
        ids = np.array(coded.ids, dtype=np.int64)
        for part in np.array_split(np.arange(len(ids)), max(1, -(-len(ids) // CHUNK))):
            if len(part):
                vectors.append(model.encode(np.concatenate([[CLS], ids[part], [SEP]]))[1:-1])
                starts.append(offsets[part, 0])
                ends.append(offsets[part, 1])
                place.append(np.full(len(part), number))
    return Pieces(np.concatenate(starts), np.concatenate(ends), np.concatenate(place), np.concatenate(vectors))
