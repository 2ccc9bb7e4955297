"""What somebody denied and later admits: a reversal, with the reports that print the denial still."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rashomon.claims.match import Clause, clauses
from rashomon.claims.ties import earlier
from rashomon.claims.wording import denied
from rashomon.model import Carried, Claim, Reading, Report, Span, Stance, Statement, Withdrawal
from rashomon.text.causes import causal
from rashomon.text.compare import keys, negated

LEAST = 2
MOST = 0.6
"""How many of a denial's terms, and which share of them, an admission must have."""
BESIDE = 120
"""So many characters before a statement its source is shown with it."""
OPENS = re.compile(
    r"\W*(?:no|none|not\s+(?:one|a)|at\s+no|never|nobody|nothing|there\s+(?:is|are|was|were)\s+no)\b", re.IGNORECASE
)
"""How a sentence opens that denies all of what it says."""
SAME = 0.7
"""Share of a denial's terms that another must have to be that denial."""


def turned(readings: Sequence[Reading], claims: Sequence[Claim] = ()) -> Iterator[Withdrawal]:
    """Every denial of a speaker or of a body's own release that the same one takes back by an admission."""
    mouths = Mouths(readings)
    taken = [(r, s) for r in readings for s in r.statements if admits(s) and s.speaker]
    wanted = frozenset(mouth for _, s in taken for mouth in mouths.of(s))
    spoken = [reading for reading in readings if wanted & voices(reading, mouths)] if wanted else []
    said = by_mouth(spoken, mouths)
    by_id = {r.report.id: r for r in readings}
    together = mates(claims)
    for reading, statement in taken:
        before = {c.span: c for mouth in sorted(mouths.of(statement)) for c in said.get(mouth, ())}
        yield from taken_back(statement, reading, tuple(before.values()), by_id, together)


def mates(claims: Sequence[Claim]) -> Mapping[str, frozenset[str]]:
    """For each statement those of its claims."""
    found: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        for statement in claim.statements:
            found[statement].update(claim.statements)
    return {s: frozenset(others) for s, others in found.items()}


def admits(statement: Statement) -> bool:
    """True for an admission that something is so."""
    return statement.stance is Stance.ADMITS and not negated(statement.text)


class Mouths:
    """Who speaks: a body and those who name it are one, by its words or by a part of them that no other has."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.names = {s.id: s.name for reading in readings for s in reading.sources}
        self.outlets = {keys(reading.report.outlet) for reading in readings} - {frozenset()}

    def of(self, statement: Statement) -> frozenset[str]:
        """The speaker of a statement, the words of his name, and the body that they stand for."""
        printed = statement.source.exact if statement.source else ""
        names = {keys(name) for name in (self.names.get(statement.speaker or "", ""), printed)} - {frozenset()}
        bodies = {body for name in names if (body := self.body(name))}
        return frozenset({statement.speaker or ""} | {words(name) for name in names | bodies}) - {""}

    def body(self, name: frozenset[str]) -> frozenset[str]:
        """The one outlet whose words a name is a part of, or that is a part of a name; none where two are."""
        found = [outlet for outlet in self.outlets if name <= outlet or (outlet <= name and len(outlet) > 1)]
        return found[0] if len(found) == 1 else frozenset()


def voices(reading: Reading, mouths: Mouths) -> set[str]:
    """Who speaks in a report, and the words of its outlet."""
    spoken = {mouth for s in reading.statements if s.speaker for mouth in mouths.of(s)}
    return spoken | {words(keys(reading.report.outlet))}


def words(name: frozenset[str]) -> str:
    """A name by its words, in whatever order: 'Ministry of Defence' is 'the Defence Ministry'."""
    return " ".join(sorted(name))


def by_mouth(readings: Sequence[Reading], mouths: Mouths) -> Mapping[str, list[Clause]]:
    """The clauses of reports under each speaker of theirs and, in the outlet's own voice, under the outlet."""
    found: dict[str, list[Clause]] = defaultdict(list)
    for reading in readings:
        outlet = words(keys(reading.report.outlet))
        for clause in clauses(reading):
            said = [s for s in clause.statements if not s.own_voice]
            spoken = {mouth for s in said for mouth in mouths.of(s)} | ({outlet} if outlet else set())
            for mouth in sorted(spoken):
                found[mouth].append(clause)
    return found


def denies(clause: Clause) -> bool:
    """True for a clause in which somebody, or the outlet itself, says that a thing is not so."""
    stances = {s.stance for s in clause.statements if not s.own_voice}
    return Stance.NO_COMMENT not in stances and (Stance.DENIES in stances or bool(denied(clause)))


def taken_back(
    admission: Statement,
    reading: Reading,
    said: Sequence[Clause],
    by_id: Mapping[str, Reading],
    together: Mapping[str, frozenset[str]],
) -> Iterator[Withdrawal]:
    """The earliest denial of what is admitted, with those of others that print it."""
    words, of_claim = keys(admission.text), together.get(admission.id, frozenset())
    # who denies that a thing did harm, and admits the thing, has not said that it did harm
    same = [clause for clause in said if causal(admission.text) or not causal(clause.span.exact)]
    before = [c for c in same if earlier(by_id[c.span.report_id].report.published, reading.report.published)]
    told = [clause for clause in before if denies(clause) and contradicts(clause, words, of_claim)]
    first = min(told, default=None, key=lambda c: (by_id[c.span.report_id].report.published, c.span))
    if first is None:
        return
    rest: dict[str, Span] = {}
    denials = [clause for clause in before if denies(clause)]
    for clause in sorted(denials, key=lambda c: c.span):
        same_words = clause in told and len(clause.keys & first.keys) >= SAME * len(first.keys)
        common = (clause.keys & first.keys) - first.names
        alike = same_words or (len(common) >= LEAST and together_with(first, clause, together))
        if alike and clause.span.report_id not in (first.span.report_id, reading.report.id):
            rest.setdefault(clause.span.report_id, clause.span)
    carried = tuple(
        Carried(span, earlier(reading.report.published, by_id[report].report.published))
        for report, span in rest.items()
    )
    later = in_full(admission, reading.report)
    yield Withdrawal(first.span, later, "denied before and admitted here by the same source", carried)


def together_with(first: Clause, second: Clause, together: Mapping[str, frozenset[str]]) -> bool:
    """True for two clauses of which a statement stands in one claim."""
    ours = {s.id for s in second.statements}
    return any(ours & together.get(s.id, frozenset()) for s in first.statements)


def in_full(statement: Statement, report: Report) -> Span:
    """The first words of a statement together with who says them, where they stand right before."""
    content = statement.content[0]
    ahead = [p.start for p in (statement.source, statement.cue) if p and 0 < content.start - p.start <= BESIDE]
    return report.span(min([content.start, *ahead]), content.end)


def contradicts(clause: Clause, words: frozenset[str], of_claim: frozenset[str]) -> bool:
    """True for a clause that denies what some words admit: what it denies is among them, or both are of one claim."""
    common = (clause.keys & words) - clause.names
    if len(common) >= max(LEAST, MOST * len(clause.keys)):
        return bool(denied(clause) & words or Stance.DENIES in {s.stance for s in clause.statements})
    stances = {s.stance for s in clause.statements}
    if not of_claim & {s.id for s in clause.statements} or Stance.ADMITS in stances:
        return False
    own = clause.said is None and bool(OPENS.match(clause.span.exact))
    return own or bool(denied(clause) & words)
