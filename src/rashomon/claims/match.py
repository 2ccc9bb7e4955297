"""Which clause of a child says again what a clause of its parent said."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from rashomon.claims.slots import alike, slots
from rashomon.model import Figure, Reading, Span, Statement
from rashomon.text.abbreviations import unstopped
from rashomon.text.compare import keys, terms
from rashomon.text.cuts import pieces
from rashomon.text.nearby import Nearby
from rashomon.text.values import values

SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$|[\"”’'»])[^.!?\n]*)*[.!?]*[\"”’'»]*")
PARAGRAPH = re.compile(r"[^\n]*(?:\n(?!\s*\n)[^\n]*)*")
WHO = re.compile(r",\s+(?:who|which|according to|repeating|saying|adding)\b|:\s+")
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
FAINT = 0.38
"""As HALF, for two clauses that share a telling number, or that a copied passage runs through."""
UNDER = frozenset(["almost", "nearly", "près de", "presque", "casi"])
OVER = frozenset(["more than", "over", "above", "plus de", "plus du", "más de"])
"""Bounds that leave the number itself out."""
HUNDRED = 100
SCRAP = 3
SHORT = 4
"""A clause with more signs than this stands by itself ..."""
BACK = 2
AHEAD = 3
"""... and one with fewer is looked for, where one of so many before it was found, in so many after that one."""
LONG = 8
"""A clause with as many signs may be made of two."""
REST = 2_000
"""So much of a paragraph is kept after a sentence: a text without paragraphs is one, and every clause would hold it."""
RICH = 5
"""A clause with fewer signs than the first ('No guns') is not where one with as many as the second comes from."""


@dataclass(frozen=True)
class Clause:
    """A clause of a report: its words, its figures, and whose words it holds; what is costly is made once."""

    span: Span
    keys: frozenset[str]
    figures: tuple[Figure, ...]
    statements: tuple[Statement, ...]
    before: str
    """The sentence as far as the clause, for what is carried over."""
    sentence: str
    after: str
    """The rest of the paragraph after the sentence, as far as REST."""
    attributed: bool
    """True when the sentence names somebody who says something in it."""

    @property
    def sentence_start(self) -> int:
        """Where its sentence starts in the report."""
        return self.span.start - len(self.before)

    @cached_property
    def names(self) -> frozenset[str]:
        """Its terms that are written as names."""
        return frozenset(t.key for t in terms(self.span.exact) if t.name)

    @cached_property
    def said(self) -> Statement | None:
        """The innermost statement of somebody else that covers most of it; None for the outlet's own voice."""
        return min(holding(self), default=None, key=lambda s: (len(s.text), s.id))

    @cached_property
    def signs(self) -> frozenset[str]:
        """What it is recognised by: its terms, its numbers, and what befell those it counts."""
        numbers = {sign(f, number) for f in self.figures if (number := core(f)) is not None}
        fates = {f"@{fate}" for slot in slots(self.span, self.figures) for fate in alike(slot)}
        return self.keys | numbers | fates

    @cached_property
    def who(self) -> frozenset[str]:
        """The words of the source that its report gives for it."""
        return keys(self.said.source.exact) if self.said and self.said.source else frozenset()

    @cached_property
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
    plain = unstopped(report.text)
    said = Nearby((s, p.start, p.end) for s in reading.statements for p in s.content)
    cues = Nearby((s.cue.start, s.cue.start, s.cue.end) for s in reading.statements if s.cue and not s.own_voice)
    counted = Nearby((f, f.span.start, f.span.end) for f in reading.figures)
    for m in SENTENCE.finditer(plain):
        if any(f.start <= m.start() < f.end for f in report.furniture):
            continue
        sentence = report.text[m.start() : m.end()]
        for start, end in parts(sentence):
            a, b = m.start() + start, m.start() + end
            if not report.text[a:b].strip():
                continue
            span = report.span(a, b)
            held = tuple(s for s in dict.fromkeys(said.at(a, b)) if any(p.overlaps(span) for p in s.content))
            figures = tuple(f for f in counted.at(a, b) if span.holds(f.span))
            after = PARAGRAPH.match(report.text, m.end(), m.end() + REST)
            cued = any(m.start() <= cue < m.end() for cue in cues.at(*m.span()))
            words = keys(told(span, held))
            words = words if len(words) > 1 else keys(span.exact)
            out.append(
                Clause(span, words, figures, held, sentence[:start], sentence, after.group() if after else "", cued)
            )
    return out


def told(span: Span, statements: Iterable[Statement]) -> str:
    """The words of a span without those that say who says it."""
    letters = list(span.exact)
    telling = [s for s in statements if len(keys(s.text)) > 1]
    for part in (p for s in telling for p in (s.source, s.cue) if p):
        for i in range(max(part.start, span.start), min(part.end, span.end)):
            letters[i - span.start] = " "
    return "".join(letters)


def sign(figure: Figure, number: float) -> str:
    """What a number is recognised by: a count by '#', a measure with its unit, for many things last two hours."""
    # 'nautical miles' are taken for miles on the way
    return f"{number:g} {figure.unit.split()[-1]}" if figure.unit else f"#{number:g}"


def core(figure: Figure) -> float | None:
    """The number printed, without the words that bound it; a measure in its base unit: 120 for 'nearly two hours'."""
    printed = values(figure.span.exact) if not figure.unit else ()
    if printed and (number := printed[0].core()) is not None:
        return number
    low, high = figure.low, figure.high
    if not figure.modifier or low is None or high is None:
        one_more = low is not None and figure.modifier.casefold() in OVER
        return low - 1 if low is not None and one_more else high if high is not None else low
    # 'almost' ends right under the number, 'about' lies around it
    return high + 1 if figure.modifier.casefold() in UNDER and float(high).is_integer() else round((low + high) / 2, 6)


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


def weights(texts: Iterable[Sequence[Clause]]) -> Mapping[str, float]:
    """Idf of every sign over the reports."""
    held = [frozenset(k for clause in text for k in clause.signs) for text in texts]
    seen = Counter(k for signs_of in held for k in signs_of)
    return {k: math.log(1 + 2 * len(held) / n) * (NUMBER if telling(k) else 1.0) for k, n in seen.items()}


def telling(sign: str) -> bool:
    """True for a number that few things share: 13 and more."""
    return sign.startswith("#") and float(sign[1:]) >= 13


class Weighed:
    """The clauses of one report made ready to be matched: the weight of each, and where each sign stands."""

    def __init__(self, clauses: Sequence[Clause], idf: Mapping[str, float]) -> None:
        self.clauses = clauses
        self.idf = idf
        self.signs = [sorted(clause.signs) for clause in clauses]
        self.weight = [sum(idf[k] for k in signs) for signs in self.signs]

    def within(self, other: Weighed) -> list[float]:
        """The weight of each clause, of the signs alone that another report has somewhere."""
        return [sum(self.idf[k] for k in signs if k in other.at) for signs in self.signs]

    @cached_property
    def at(self) -> Mapping[str, Sequence[int]]:
        """The places of the clauses that hold a sign."""
        found: dict[str, list[int]] = defaultdict(list)
        for n, signs in enumerate(self.signs):
            for sign in signs:
                found[sign].append(n)
        return found


def matched(child: Weighed, parent: Weighed, *, foreign: bool = False) -> list[tuple[Clause, Clause, float]]:
    """Each clause of the child with the clause of the parent that it is most like, and how like (0 to 1).

    `foreign` for two languages: only what both reports have somewhere is weighed.
    """
    ours = child.within(parent) if foreign else child.weight
    theirs = parent.within(child) if foreign else parent.weight
    out = []
    for i, clause in enumerate(child.clauses):
        best, score = None, (0.0, 0.0, 0)
        for n, (held, count) in shared(child.signs[i], parent).items():
            scrap = len(parent.signs[n]) < SCRAP and len(child.signs[i]) >= RICH
            if held < LEAST or scrap or (count < 2 and not large(clause, parent.clauses[n])):
                continue
            voice = VOICE if same_voice(clause, parent.clauses[n]) else 0.0
            found = like(ours[i], theirs[n], held) + voice, held, -n
            if found > score:
                best, score = parent.clauses[n], found
        if best is not None and score[0] >= FAINT:
            out.append((clause, best, min(1.0, score[0])))
    return out


def fused(
    child: Weighed, parent: Weighed, found: Sequence[tuple[Clause, Clause, float]], *, foreign: bool = False
) -> Iterator[tuple[Clause, Clause, float]]:
    """Long clauses that a second clause of the parent stands in as well, most of it."""
    ours = child.within(parent) if foreign else child.weight
    theirs = parent.within(child) if foreign else parent.weight
    place = {clause.span: n for n, clause in enumerate(child.clauses)}
    for clause, first, _ in found:
        rest = clause.signs - first.signs
        if len(clause.signs) < LONG or len(rest) < SCRAP:
            continue
        i = place[clause.span]
        likes = [
            (like(ours[i], theirs[n], held), -n)
            for n, (held, _) in shared(child.signs[i], parent).items()
            if len(parent.clauses[n].signs & rest) >= SCRAP and parent.clauses[n].span != first.span
        ]
        if likes and max(likes)[0] >= FAINT:
            yield clause, parent.clauses[-max(likes)[1]], min(1.0, max(likes)[0])


def beside(
    child: Weighed, parent: Weighed, found: Sequence[tuple[Clause, Clause, float]], *, foreign: bool = False
) -> Iterator[tuple[Clause, Clause, float]]:
    """Short clauses that no other is found for, with one that follows where the clause before them comes from.

    Who tells a story in the order of another says little of what was just spoken of: 'One was arrested.'
    """
    ours = child.within(parent) if foreign else child.weight
    theirs = parent.within(child) if foreign else parent.weight
    place = {clause.span: n for n, clause in enumerate(parent.clauses)}
    after = {clause.span: place[other.span] for clause, other, _ in found}
    for i, clause in enumerate(child.clauses[1:], 1):
        starts = [after[c.span] for c in child.clauses[max(0, i - BACK) : i] if c.span in after]
        if not starts or clause.span in after or len(child.signs[i]) > SHORT:
            continue
        near = range(starts[-1] + 1, min(starts[-1] + 1 + AHEAD, len(parent.clauses)))
        held = shared(child.signs[i], parent)
        likes = [(like(ours[i], theirs[n], held[n][0]), -n) for n in near if n in held]
        if likes and max(likes)[0] >= HALF:
            yield clause, parent.clauses[-max(likes)[1]], min(1.0, max(likes)[0])


def same_voice(left: Clause, right: Clause) -> bool:
    """True when one known speaker says both, or two that are described alike ('a corporal', 'the corporal')."""
    return bool(left.voices & right.voices or left.who & right.who)


def numbered(left: Clause, right: Clause) -> bool:
    """True when two clauses share a number that few things have."""
    return any(telling(sign) for sign in left.signs & right.signs)


def large(left: Clause, right: Clause) -> bool:
    """True when two clauses share a number of 100 and more: it ties them alone."""
    return any(telling(sign) and float(sign[1:]) >= HUNDRED for sign in left.signs & right.signs)


def shared(signs: Sequence[str], parent: Weighed) -> Mapping[int, tuple[float, int]]:
    """For each clause of the parent that has any of some signs: how much they weigh, and how many they are."""
    held: dict[int, tuple[float, int]] = {}
    for sign in signs:
        weight = parent.idf[sign]
        for n in parent.at.get(sign, ()):
            total, count = held.get(n, (0.0, 0))
            held[n] = total + weight, count + 1
    return held


def like(first: float, second: float, both: float) -> float:
    """The share of the lighter clause that both hold, a little less for a longer rest of the other."""
    return 0.8 * both / min(first, second) + 0.2 * both / max(first, second)
