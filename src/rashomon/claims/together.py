"""Whether two clauses speak to one question, from a model that reads both together (`models.question`).

Shared words and vectors find the pairs that may: "they looked at it in spring and signed" and "no engineer set foot in
here" are about one inspection, and only a reader can tell.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from rashomon.claims.facets import Facet
from rashomon.models import packaged, question
from rashomon.models.pair import LANGUAGE, read_all

Reader = Callable[[str, str], float]
"""The log-odds that two clauses speak to one question, as a model reads them."""
Pair = tuple[int, int]
"""Two facets by number, the smaller first."""
EACH = 6
"""Pairs of a facet that are read, the most alike, and all that are as much alike as the last of them."""
LONG = 280
"""Characters of a clause at most: a longer one has more word pieces than the model reads."""
SHORT = 6
"""A clause of so many words or fewer is read with what stands around it ..."""
AROUND, BEFORE, BARE = 16, 4, 3
"""... as far as so many words, at least so many of them before it where there are; with no more than so many in its
sentence, the one before it is taken, too."""
ALL, A_REPORT = 4_000, 6
"""Pairs of a run that are read at most: so many, or with many reports so many for each; a case has some twenty. A pair
takes some 15 ms."""
PLACES = 9
"""Digits of a likeness that count."""
STOP = re.compile(r"(?<=[.!?])[\"”’»)]*\s+|\n+")
"""Where a sentence begins."""
NEAR = 400
"""Characters before and behind a clause in which its sentence is looked for."""
GAP = "…"
"""Stands for the clause in what is read around it."""


def reader() -> Reader | None:
    """The packaged model, opened when it is first asked; None where it cannot be run."""
    return (lambda a, b: question.load().odds(a, b)) if packaged.digest(question.NAME) else None


def budget(reports: int) -> int:
    """How many pairs are read at most for each report of an event, in a run where so many reports say something."""
    return max(A_REPORT, ALL // max(1, reports))


def asked(facets: Sequence[Facet], likeness: Mapping[Pair, float], most: int, least: float) -> list[Pair]:
    """The pairs to read: of each facet the EACH most alike; of more than `most` those nearest to `least`, in order."""
    near: dict[int, list[tuple[float, Pair]]] = defaultdict(list)
    for (a, b), value in likeness.items():
        if readable(facets[a]) and readable(facets[b]) and facets[a].statement.id != facets[b].statement.id:
            for n in (a, b):
                near[n].append((round(value, PLACES), (a, b)))
    found = set()
    for rows in near.values():
        last = sorted((value for value, _ in rows), reverse=True)[:EACH][-1]
        found |= {both for value, both in rows if value >= last}
    return sorted(sorted(found, key=lambda p: (abs(round(likeness[p] - least, PLACES)), p))[:most])


def readable(facet: Facet) -> bool:
    """True for a clause in a language that the model reads, and no longer than it reads."""
    return facet.lang == LANGUAGE and len(facet.span.exact) <= LONG


def odds(facets: Sequence[Facet], texts: Mapping[str, str], pairs: Sequence[Pair], read: Reader) -> dict[Pair, float]:
    """The log-odds that the facets of each pair speak to one question; `texts` are those of their reports by id."""
    spans = {n: facets[n].span for n in sorted({n for both in pairs for n in both})}
    words = {n: around(texts[span.report_id], span.start, span.end) for n, span in spans.items()}
    return dict(zip(pairs, read_all([(words[a], words[b]) for a, b in pairs], read), strict=True))


def around(text: str, start: int, end: int) -> str:
    """A clause as the model reads it: a short one with words of its sentence, or of the sentence before it, too."""
    words = text[start:end]
    if len(words.split()) > SHORT:
        return words
    first = max(0, start - NEAR)
    stops = [first, *(first + m.end() for m in STOP.finditer(text[first : end + NEAR])), min(len(text), end + NEAR)]
    own = min(bisect_right(stops, start) - 1, len(stops) - 2)
    after = stops[min(max(own + 1, bisect_left(stops, end)), len(stops) - 1)]
    head, tail = text[stops[own] : start], text[end:after]
    if len(f"{head}{GAP}{tail}".split()) <= BARE and own:
        head = text[stops[own - 1] : start]
    gap = len(f"{head}{GAP}".split()) - 1
    sentence = f"{head}{GAP}{tail}".split()
    begin = min(max(0, len(sentence) - AROUND), max(0, gap - BEFORE))
    return f"{words} | {' '.join(sentence[begin : begin + AROUND])}"
