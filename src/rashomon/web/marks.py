"""Marks a report's text on the server: browsers count UTF-16 units, spans count code points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from itertools import pairwise

from markupsafe import Markup, escape

from rashomon.views.safe import harmless

BREAK = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that gets a class; code points, end excluded."""

    start: int
    end: int
    css: str
    key: str = ""
    """The statement it belongs to."""
    anchor: str = ""
    """The id of its first piece."""
    rank: int = 0
    """Of two marks on the same stretch, the lower is outside."""


def nested(marks: Iterable[Mark]) -> list[Mark]:
    """The marks in order, cut where they cross: any two are one inside the other, or apart."""
    heap = [((m.start, -m.end, m.rank, n), m) for n, m in enumerate(marks) if m.start < m.end]
    heapify(heap)
    count = len(heap)
    ends: list[int] = []
    done: list[Mark] = []
    while heap:
        _, mark = heappop(heap)
        while ends and ends[-1] <= mark.start:
            ends.pop()
        if ends and mark.end > ends[-1]:
            rest = replace(mark, start=ends[-1], anchor="")
            count += 1
            heappush(heap, ((rest.start, -rest.end, rest.rank, count), rest))
            mark = replace(mark, end=ends[-1])
        ends.append(mark.end)
        done.append(mark)
    return done


def marked(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> Markup:
    """The text from start to end, escaped, in spans; without its tags it is the text, harmless."""
    end = len(text) if end is None else end
    plain = harmless(text[start:end])  # before it is cut: a mark may end between a carriage return and its newline
    out: list[str] = []
    open_ends: list[int] = []
    at = start

    def upto(place: int) -> str:
        nonlocal at
        piece, at = escape(plain[at - start : place - start]), place
        return piece

    for mark in nested(clipped(marks, start, end)):
        while open_ends and open_ends[-1] <= mark.start:
            out += (upto(open_ends.pop()), "</span>")
        out += (upto(mark.start), _tag(mark))
        open_ends.append(mark.end)
    while open_ends:
        out += (upto(open_ends.pop()), "</span>")
    out.append(upto(end))
    return Markup("".join(out))


def clipped(marks: Iterable[Mark], start: int, end: int) -> Iterator[Mark]:
    """The parts of the marks inside a stretch; an anchor stays with a mark's first character."""
    for mark in marks:
        if mark.start < end and mark.end > start:
            yield replace(
                mark,
                start=max(mark.start, start),
                end=min(mark.end, end),
                anchor=mark.anchor if mark.start >= start else "",
            )


def _tag(mark: Mark) -> str:
    anchor = f' id="{escape(mark.anchor)}"' if mark.anchor else ""
    key = f' data-s="{escape(mark.key)}"' if mark.key else ""
    return f'<span class="{escape(mark.css)}"{anchor}{key}>'


def paragraphs(text: str) -> Sequence[tuple[int, int]]:
    """The text in paragraphs, each with the empty lines after it: together they are the whole text."""
    ends = [match.end() for match in BREAK.finditer(text)]
    edges = [0, *(end for end in ends if end < len(text)), len(text)]
    return [(start, end) for start, end in pairwise(edges) if start < end]
