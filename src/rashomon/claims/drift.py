"""How a claim changed on its way from one report to the next."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest

from rashomon.claims.changes import changes
from rashomon.claims.found import Found
from rashomon.claims.likened import Likened, Rows
from rashomon.claims.louder import retold_changes
from rashomon.claims.match import (
    FAINT,
    HALF,
    Clause,
    Weighed,
    beside,
    clauses,
    fused,
    matched,
    numbered,
    same_voice,
    weights,
)
from rashomon.claims.recounts import Recounts
from rashomon.claims.ties import CORRECTS, Tie, Way, comparable, corrected, hearsay, same_page, ties
from rashomon.claims.voices import Setting
from rashomon.claims.wording import plain
from rashomon.model import (
    Change,
    Claim,
    Derivation,
    DerivationKind,
    Drift,
    Reading,
    Report,
    SourceKind,
    Span,
    Statement,
)
from rashomon.text.compare import keys

NEARER = {Way.EDGE: 0.3, Way.ABOVE: 0.12}
"""How much less alike a clause of the nearer report may be, and still be where another comes from."""
FAR = 0.6
CITED = 0.8
"""How alike two clauses must be where reports in between, or only a common speaker, tie the reports."""
ENOUGH = 3
"""How many terms they must share."""
BESIDE = 40
"""So many characters may lie between a clause and its source for the two to be shown together."""
NEAR = 0.4
"""How near a clause must be to one of its report's parents to be that one in other words."""
CLOSELY = 0.75
"""... or to the second such clause, as a share of how near it is to the first, ..."""
FAINTLY = 0.25
"""... and for its number to be the other's."""
SAME = 0.95
"""How near a clause must be to one whose source it leaves out, where nothing else changed: it says the same."""
NAMED = re.compile(r"\b[^\W\d_]+['’]s\s+(?:\w+\s+)?\d[\d.,]*(?!\s*[\w%])")
"""'The ministry's 400' names a number that somebody gave, and does not give it."""
TOLD = 0.7
"""Share of a clause's terms that another must have to say the same."""


@dataclass(frozen=True, slots=True)
class Match:
    """A clause of a child with the one of its parent that it comes from."""

    share: float
    tie: Tie
    parent: Clause
    child: Clause
    carried: bool
    """True when a copied passage runs through both, or the child gives it in the name of the parent's outlet."""
    retold: bool = False
    """True when the child says it in other words: the two are tied by what they are about."""

    @property
    def rank(self) -> tuple[float, float]:
        """The same words first, then the better fit, where a nearer report need fit a little less; then the edge."""
        verbatim = 1.0 if words(self.parent) == words(self.child) else 0.0
        return verbatim + self.share + NEARER.get(self.tie.way, 0.0), self.tie.edge.share if self.tie.edge else 0.0


def drifts(
    readings: Sequence[Reading], derivations: Sequence[Derivation], claims: Sequence[Claim]
) -> tuple[Drift, ...]:
    """The changes along every edge, and from report to report of one speaker's words, the weightiest first.

    Two clauses of one language are compared that share most of their words and
    numbers. A pair in which nothing changed that matters is no drift.
    """
    case = Case(readings)
    best: dict[Span, Match] = {}
    for tie in ties(readings, derivations, claims):
        for made in case.matches(tie):
            if made.child.span not in best or best[made.child.span].rank < made.rank:
                best[made.child.span] = made
    chosen = [*best.values(), *case.seconds(best.values())]
    found = [(m, case.compared(m)) for m in chosen]
    known = {m.child.span for m, change in found if change and not source_only(change)}
    retold = [*case.retellings(derivations, known)]
    anew = {m.child.span for m, _ in retold}
    found = [(m, change) for m, change in found if m.child.span not in anew] + retold
    out = [drift(m, change, (case.reports[m.tie.parent], case.reports[m.tie.child])) for m, change in found if change]
    return tuple(sorted(out, key=lambda d: (-d.weight, d.child, d.parent)))


class Case:
    """The reports with their clauses made ready to be matched, and who is who in them."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = readings
        self.reports = {reading.report.id: reading.report for reading in readings}
        self.clauses = {reading.report.id: clauses(reading) for reading in readings}
        idf = weights(self.clauses.values())
        self.weighed = {report: Weighed(text, idf) for report, text in self.clauses.items()}
        self.sources: Mapping[str, tuple[str, SourceKind]] = {
            s.id: (s.name, s.kind) for reading in readings for s in reading.sources
        }

    def name(self, statement: Statement) -> tuple[str, SourceKind | None]:
        """Who a statement's speaker is: a name and a kind, the printed words where he is not known."""
        printed = statement.source.exact if statement.source else ""
        return self.sources.get(statement.speaker or "", (printed, None))

    @cached_property
    def likened(self) -> Likened:
        """The clauses compared by what they are about."""
        return Likened(self.readings, self.weighed)

    @cached_property
    def recounts(self) -> Recounts:
        """Who gives which number."""
        return Recounts(self.readings)

    def retells(self, edge: Derivation) -> bool:
        """True for an edge between two reports of which one is no correction and no later capture of the other."""
        if edge.parent not in self.reports or edge.child not in self.reports:
            return False
        child, parent = self.reports[edge.child], self.reports[edge.parent]
        told = comparable(Tie(edge.child, edge.parent, Way.EDGE, edge), child, parent)
        return told and not corrected(child, parent) and not same_page(child, parent)

    def retellings(
        self, derivations: Sequence[Derivation], known: Collection[Span]
    ) -> Iterator[tuple[Match, list[Found]]]:
        """What became of clauses that a child tells in other words; those where a change is known are left out."""
        parents: dict[str, list[Derivation]] = defaultdict(list)
        for edge in derivations:
            if self.retells(edge):
                parents[edge.child].append(edge)
        for child, edges in sorted(parents.items()):
            found = [(edge, self.likened.near(child, edge.parent or "")) for edge in edges]
            for n, clause in enumerate(self.clauses[child]):
                if clause.span in known or CORRECTS.match(clause.span.exact) or NAMED.search(clause.span.exact):
                    continue
                told = self.retold(n, clause, found) or self.recounted(n, clause, found)
                if told:
                    yield told

    def retold(
        self, n: int, clause: Clause, found: Sequence[tuple[Derivation, Rows]]
    ) -> tuple[Match, list[Found]] | None:
        """What became of a clause since one of the two of all its parents that it is nearest to in what it is about."""
        rated = ((float(x), -k, -at) for k, (_, near) in enumerate(found) for at, x in enumerate(near[n]))
        best = nlargest(2, rated) if len(clause.signs) >= ENOUGH - 1 else []
        for score, k, at in best:
            if score >= max(NEAR, CLOSELY * best[0][0]):
                made = self.likely(clause, found[-k][0], -at, score)
                if changes := self.compared(made):
                    return made, changes
        return None

    def recounted(
        self, n: int, clause: Clause, found: Sequence[tuple[Derivation, Rows]]
    ) -> tuple[Match, list[Found]] | None:
        """What became of a number that a clause gives in its report's own voice, since the nearest clause with one."""
        best: tuple[Match, list[Found]] | None = None
        for edge, near in found if clause.figures else ():
            same = not self.foreign(Tie(edge.child, edge.parent or "", Way.EDGE)) and own_voice(clause)
            for at, other in enumerate(self.clauses[edge.parent or ""]):
                score = float(near[n, at])
                if not other.figures or score <= (2 * best[0].share if best else 0):
                    continue
                changes = list(self.recounts.slipped(other, clause))
                if same and score >= FAINTLY:
                    changes = changes or list(self.recounts.changed(other, clause, score))
                best = (self.likely(clause, edge, at, score), changes) if changes else best
        return best

    def likely(self, clause: Clause, edge: Derivation, at: int, score: float) -> Match:
        """A clause with the one of its parent that it is about as near to."""
        tie = Tie(edge.child, edge.parent or "", Way.EDGE, edge)
        return Match(score / 2, tie, self.clauses[tie.parent][at], clause, False, True)

    def matches(self, tie: Tie) -> list[Match]:
        """The clauses of the two reports that are alike enough for what ties them."""
        if tie.parent not in self.reports or not comparable(tie, self.reports[tie.child], self.reports[tie.parent]):
            return []
        outlet, own = keys(self.reports[tie.parent].outlet), keys(self.reports[tie.child].outlet)
        out = []
        for child, parent, share in self.alike(tie):
            through = bool(child.said and keys(self.name(child.said)[0]) & outlet)
            made = Match(round(share, 2), tie, parent, child, copied(tie, parent, child) or through)
            # a body's own release is where its words come from
            if fits(made) and not (tie.said and child.who & own):
                out.append(made)
        return out

    def seconds(self, chosen: Iterable[Match]) -> list[Match]:
        """For the clauses that are made of two, the other clause of the same parent."""
        by_tie: dict[Tie, list[tuple[Clause, Clause, float]]] = defaultdict(list)
        for m in chosen:
            if m.tie.edge:
                by_tie[m.tie].append((m.child, m.parent, m.share))
        out = []
        for tie, found in by_tie.items():
            ready = self.weighed[tie.child], self.weighed[tie.parent]
            for child, parent, share in fused(*ready, found, foreign=self.foreign(tie)):
                out.append(Match(round(share, 2), tie, parent, child, copied(tie, parent, child)))
        return out

    def foreign(self, tie: Tie) -> bool:
        """True for reports in two languages."""
        return self.reports[tie.child].lang != self.reports[tie.parent].lang

    def alike(self, tie: Tie) -> list[tuple[Clause, Clause, float]]:
        """The clauses of two reports that share words, and along an edge those that their order or its passages tie."""
        child, parent = self.weighed[tie.child], self.weighed[tie.parent]
        foreign = self.foreign(tie)
        found = matched(child, parent, foreign=foreign)
        if tie.edge is None:
            return found
        found += beside(child, parent, found, foreign=foreign)
        known = {clause.span for clause, _, _ in found}
        passages = aligned(tie.edge, child.clauses, parent.clauses) if foreign else ()
        return [*found, *(pair for pair in passages if pair[0].span not in known)]

    def compared(self, match: Match) -> list[Found]:
        """What changed between the two clauses of a match."""
        parent, child = self.reports[match.tie.parent], self.reports[match.tie.child]
        told = not match.child.said and told_elsewhere(match.child, self.clauses[child.id])
        setting = Setting(
            self.name,
            lambda via: self.sources[via][0] if via in self.sources else via,
            keys(parent.outlet) | keys(child.outlet),
            parent.text,
            child.text,
            told,
            parent.lang != child.lang,
            keys(parent.outlet),
        )
        if match.retold:
            return retold_changes(match.parent, match.child, setting, 2 * match.share)
        facts_only = parent.lang != child.lang or corrected(child, parent) or same_page(child, parent)
        found = changes(match.parent, match.child, setting, carried=match.carried, facts_only=facts_only)
        if match.tie.edge and not facts_only and own_voice(match.child):
            known = {f.change for f in found}
            counted = self.recounts.changed(match.parent, match.child, match.share)
            found += [f for f in counted if f.change not in known]
        if match.tie.edge and source_only(found) and self.likened.apart(match.child, match.parent, SAME):
            return []
        return found


def source_only(found: Sequence[Found]) -> bool:
    """True where nothing changed but that a source is named no more."""
    return [f.change for f in found] == [Change.ATTRIBUTION_DROPPED]


def own_voice(clause: Clause) -> bool:
    """True for a clause of the report's own voice, or of nobody who could be asked."""
    return clause.said is None or hearsay(clause.said)


def words(clause: Clause) -> str:
    """What a clause says, in its plain words: what its speaker says, where it has one."""
    return plain(clause.said.text if clause.said else clause.span.exact)


def told_elsewhere(clause: Clause, others: Sequence[Clause]) -> bool:
    """True when another clause of the report says the same with its source: a headline or first words leave it out."""
    numbers = {sign for sign in clause.signs if sign.startswith("#")}
    return any(
        other.said is not None and len(other.keys & clause.keys) >= TOLD * len(clause.keys) and numbers <= other.signs
        for other in others
        if other is not clause
    )


def fits(match: Match) -> bool:
    """True when two clauses are alike enough for what ties their reports."""
    parent, child, way = match.parent, match.child, match.tie.way
    if CORRECTS.match(child.span.exact):
        return False
    if match.tie.said:
        common = len(parent.keys & child.keys)
        near = common >= min(ENOUGH, len(child.keys)) and common >= (TOLD if way is Way.HEARSAY else 0) * len(
            child.keys
        )
        return near and match.share >= CITED and held(match)
    if match.tie.edge and match.tie.edge.kind is DerivationKind.TRANSLATION and match.carried:
        return True
    if not (parent.signs & child.signs) - parent.names - child.names:
        return False
    if way is Way.ABOVE:
        return match.share >= FAR
    blurred = child.said is not None and hearsay(child.said)
    return match.share >= (FAINT if match.carried or blurred or numbered(parent, child) else HALF)


def held(match: Match) -> bool:
    """True when a tie by what is said is one of the very statements that stand in the two clauses."""
    theirs = {"", *(s.id for s in match.parent.statements)}
    return any((s.id, other) in match.tie.said for s in match.child.statements for other in theirs)


def copied(tie: Tie, parent: Clause, child: Clause) -> bool:
    """True when a passage of the edge touches both clauses."""
    passages = tie.edge.passages if tie.edge else ()
    return any(touches(p.child, child.span) and touches(p.parent, parent.span) for p in passages)


def aligned(
    edge: Derivation, children: Sequence[Clause], parents: Sequence[Clause]
) -> Iterator[tuple[Clause, Clause, float]]:
    """The clauses that stand in one passage of a translation, where one speaker or number is in both."""
    for passage in edge.passages:
        inside = [clause for clause in parents if touches(passage.parent, clause.span)]
        for child in (clause for clause in children if touches(passage.child, clause.span)):
            rated = [(len(child.signs & p.signs) + same_voice(child, p), -n) for n, p in enumerate(inside)]
            if rated and max(rated)[0]:
                yield child, inside[-max(rated)[1]], HALF


def touches(stretch: tuple[int, int], span: Span) -> bool:
    """True when a stretch of text and a span share a character."""
    return stretch[0] < span.end and span.start < stretch[1]


def drift(match: Match, found: Sequence[Found], reports: tuple[Report, Report]) -> Drift:
    """A drift with its reason; its spans reach as far as the words that the reason names."""
    reason = "; ".join(f"{f.change.value.replace('-', ' ')}: {f.words}" for f in found)
    weight = min(1.0, found[0].weight + 0.05 * (len(found) - 1)) * min(1.0, 0.5 + match.share / 2)
    end = max(f.reach for f in found)
    parent, child = (with_source(clause) for clause in (match.parent, match.child))
    return Drift(
        reports[0].span(parent[0], max(parent[1], end)),
        reports[1].span(*child),
        tuple(f.change for f in found),
        reason,
        round(weight, 3),
    )


def with_source(clause: Clause) -> tuple[int, int]:
    """Where a clause starts and ends together with who says it, where its sentence names him beside it."""
    start, end = clause.span.start, clause.span.end
    said = clause.said
    stops = clause.sentence_start + len(clause.sentence)
    for part in (said.source, said.cue) if said else ():
        inside = part is not None and clause.sentence_start <= part.start < stops
        if part and inside and min(abs(start - part.end), abs(part.start - end)) <= BESIDE:
            start, end = min(start, part.start), max(end, part.end)
    return start, end
