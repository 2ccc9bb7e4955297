"""Which clause of a child says again what a clause of its parent said."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rashomon.claims.facets import pieces
from rashomon.model import Figure, Reading, Span, Statement
from rashomon.text.compare import keys

SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$|[\"”’'»])[^.!?\n]*)*[.!?]*[\"”’'»]*")
WHO = re.compile(r",\s+(?:who|which|citing|according to|repeating|saying|adding)\b|:\s+")
HALF = 0.5
"""Share of the shorter clause, by idf, that the other must hold."""
LEAST = 2.5
"""Idf that two clauses must share."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a report: its words, its figures, and whose words it holds."""

    span: Span
    keys: frozenset[str]
    figures: tuple[Figure, ...]
    statements: tuple[Statement, ...]
    before: str
    """The sentence as far as the clause, for what is carried over."""
    sentence: str
    after: str
    """The next hundred characters of the report."""

    @property
    def said(self) -> Statement | None:
        """The innermost statement of somebody else that covers most of it; None for the outlet's own voice."""
        held = [(covered(s, self.span), -len(s.text), s.id, s) for s in self.statements if not s.own_voice]
        best = max(held, default=None, key=lambda h: h[:3])
        return best[3] if best and best[0] >= 0.4 * len(self.span.exact) else None


def covered(statement: Statement, span: Span) -> int:
    """How many characters of a span lie in a statement's content."""
    return sum(max(0, min(p.end, span.end) - max(p.start, span.start)) for p in statement.content)


def clauses(reading: Reading) -> list[Clause]:
    """The clauses of a report in order, furniture left out."""
    report = reading.report
    out: list[Clause] = []
    for m in SENTENCE.finditer(report.text):
        if any(f.start <= m.start() < f.end for f in report.furniture):
            continue
        for start, end in parts(m.group()):
            a, b = m.start() + start, m.start() + end
            if not report.text[a:b].strip():
                continue
            span = report.span(a, b)
            held = tuple(s for s in reading.statements if any(p.overlaps(span) for p in s.content))
            figures = tuple(f for f in reading.figures if span.holds(f.span))
            after = report.text[m.end() : m.end() + 100]
            out.append(Clause(span, keys(span.exact), figures, held, m.group()[:start], m.group(), after))
    return out


def parts(sentence: str) -> list[tuple[int, int]]:
    """A sentence cut into clauses, where 'who …' and 'according to …' begin one too."""
    out: list[tuple[int, int]] = []
    for start, end in pieces(sentence):
        cuts = [start, *(start + m.start() for m in WHO.finditer(sentence[start:end])), end]
        for a, b in zip(cuts, cuts[1:], strict=False):
            if out and len(keys(sentence[a:b])) < 2 and out[-1][1] == a:
                out[-1] = (out[-1][0], b)
            else:
                out.append((a, b))
    return out


def signs(clause: Clause) -> frozenset[str]:
    """What a clause is recognised by: its terms and its numbers."""
    return clause.keys | {f"#{bound:g}" for f in clause.figures for bound in {f.low, f.high} if bound is not None}


def weights(texts: Iterable[Sequence[Clause]]) -> Mapping[str, float]:
    """Idf of every sign over the reports."""
    held = [frozenset(k for clause in text for k in signs(clause)) for text in texts]
    seen = Counter(k for signs_of in held for k in signs_of)
    return {k: math.log(1 + 2 * len(held) / n) for k, n in seen.items()}


def matched(
    child: Sequence[Clause], parent: Sequence[Clause], idf: Mapping[str, float]
) -> list[tuple[Clause, Clause, float]]:
    """Each clause of the child with the clause of the parent that it is most like, and how like (0 to 1)."""
    at: dict[str, list[int]] = defaultdict(list)
    for n, clause in enumerate(parent):
        for sign in signs(clause):
            at[sign].append(n)
    out = []
    for clause in child:
        shared: dict[int, float] = defaultdict(float)
        for sign in sorted(signs(clause)):
            for n in at.get(sign, ()):
                shared[n] += idf[sign]
        scored = [(like(clause, parent[n], held, idf), held, -n) for n, held in shared.items() if held >= LEAST]
        best = max(scored, default=(0.0, 0.0, 0))
        if best[0] >= HALF:
            out.append((clause, parent[-best[2]], best[0]))
    return out


def like(left: Clause, right: Clause, shared: float, idf: Mapping[str, float]) -> float:
    """The share of the shorter clause that both hold, a little less for a longer rest of the other."""
    first, second = sum(idf[k] for k in signs(left)), sum(idf[k] for k in signs(right))
    return 0.8 * shared / min(first, second) + 0.2 * shared / max(first, second)
