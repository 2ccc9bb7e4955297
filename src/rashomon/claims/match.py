"""Which clause of a child says again what a clause of its parent said."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rashomon.claims.facets import pieces
from rashomon.claims.slots import alike, slots
from rashomon.model import Figure, Reading, Span, Statement
from rashomon.text.compare import keys
from rashomon.text.values import values

SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$|[\"”’'»])[^.!?\n]*)*[.!?]*[\"”’'»]*")
WHO = re.compile(r",\s+(?:who|which|citing|according to|repeating|saying|adding)\b|:\s+")
HALF = 0.5
"""Share of the shorter clause, by idf, that the other must hold."""
NUMBER = 1.6
"""How much more than a word a number of 13 or more counts."""
MOSTLY = 0.35
"""Share of a clause that a statement must hold for the clause to be its speaker's."""
VOICE = 0.15
"""Added when one speaker says both."""
LEAST = 1.5
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
    """The next sentence, where it stands in the same paragraph."""
    attributed: bool
    """True when the sentence names somebody who says something in it."""

    @property
    def said(self) -> Statement | None:
        """The innermost statement of somebody else that covers most of it; None for the outlet's own voice."""
        return min(holding(self), default=None, key=lambda s: (len(s.text), s.id))

    @property
    def voices(self) -> frozenset[str]:
        """All known speakers of it, the innermost and those who pass it on."""
        return frozenset(s.speaker for s in holding(self) if s.speaker)


def holding(clause: Clause) -> list[Statement]:
    """The statements of others that hold a good part of a clause."""
    least = MOSTLY * len(clause.span.exact)
    held = [(s, covered(s, clause.span)) for s in clause.statements if not s.own_voice]
    return [s for s, part in held if part >= least or (part >= 12 and part >= 0.8 * len(s.text))]


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
            following = SENTENCE.match(report.text, m.end())
            after = following.group() if following and "\n" not in report.text[m.end() : following.start()] else ""
            cued = any(m.start() <= s.cue.start < m.end() for s in reading.statements if s.cue and not s.own_voice)
            words = keys(told(span, held))
            words = words if len(words) > 1 else keys(span.exact)
            out.append(Clause(span, words, figures, held, m.group()[:start], m.group(), after, cued))
    return out


def told(span: Span, statements: Iterable[Statement]) -> str:
    """The words of a span without those that say who says it."""
    letters = list(span.exact)
    telling = [s for s in statements if len(keys(s.text)) > 1]
    for part in (p for s in telling for p in (s.source, s.cue) if p):
        for i in range(max(part.start, span.start), min(part.end, span.end)):
            letters[i - span.start] = " "
    return "".join(letters)


def core(figure: Figure) -> float | None:
    """The number printed, without the words that bound it."""
    printed = values(figure.span.exact)
    if printed and (number := printed[0].core()) is not None:
        return number
    return figure.high if figure.high is not None else figure.low


def parts(sentence: str) -> list[tuple[int, int]]:
    """A sentence cut into clauses, where 'who …' and 'according to …' begin one too."""
    out: list[tuple[int, int]] = []
    for start, end in pieces(sentence):
        cuts = [start, *(start + m.start() for m in WHO.finditer(sentence[start:end])), end]
        for a, b in pairwise(cuts):
            if out and len(keys(sentence[a:b])) < 2 and out[-1][1] == a:
                out[-1] = (out[-1][0], b)
            else:
                out.append((a, b))
    return out


def signs(clause: Clause) -> frozenset[str]:
    """What a clause is recognised by: its terms and its numbers."""
    numbers = {f"#{number:g}" for f in clause.figures if (number := core(f)) is not None}
    fates = {f"@{fate}" for slot in slots(clause.span, clause.figures) for fate in alike(slot)}
    return clause.keys | numbers | fates


def weights(texts: Iterable[Sequence[Clause]]) -> Mapping[str, float]:
    """Idf of every sign over the reports."""
    held = [frozenset(k for clause in text for k in signs(clause)) for text in texts]
    seen = Counter(k for signs_of in held for k in signs_of)
    return {k: math.log(1 + 2 * len(held) / n) * (NUMBER if telling(k) else 1.0) for k, n in seen.items()}


def telling(sign: str) -> bool:
    """True for a number that few things share: 13 and more."""
    return sign.startswith("#") and float(sign[1:]) >= 13


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
        scored = [
            (like(clause, parent[n], held, idf) + VOICE * same_voice(clause, parent[n]), held, -n)
            for n, held in shared.items()
            if held >= LEAST and len(signs(clause) & signs(parent[n])) >= 2
        ]
        best = max(scored, default=(0.0, 0.0, 0))
        if best[0] >= HALF:
            out.append((clause, parent[-best[2]], min(1.0, best[0])))
    return out


def same_voice(left: Clause, right: Clause) -> bool:
    """True when one known speaker says both."""
    return bool(left.voices & right.voices)


def like(left: Clause, right: Clause, shared: float, idf: Mapping[str, float]) -> float:
    """The share of the shorter clause that both hold, a little less for a longer rest of the other."""
    first, second = sum(idf[k] for k in signs(left)), sum(idf[k] for k in signs(right))
    return 0.8 * shared / min(first, second) + 0.2 * shared / max(first, second)
