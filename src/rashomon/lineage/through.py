"""Through which reports a statement came: what a report takes from another has passed through that one's outlet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rashomon.lineage.credit import is_short, name_forms, same_name
from rashomon.model import Derivation, DerivationKind, Reading, Source, SourceKind, Statement
from rashomon.text.compare import keys
from rashomon.text.names import fold

TAKEN = frozenset(
    [DerivationKind.REPRINT, DerivationKind.LIGHT_EDIT, DerivationKind.TRANSLATION, DerivationKind.REWRITE]
)
"""Kinds of derivation by which a report has its speakers from another."""
WHOLE = TAKEN - {DerivationKind.REWRITE}
"""Kinds by which it has all it says from there."""
COVERED = 0.5
"""Share of a statement that must stand in a shared passage to have come with it."""
ALIKE = 0.4
"""Share of a statement's terms that one of the same speaker in the parent must hold."""
DEPTH = 20
"""No chain of reports is longer: a circle in what a caller passes ends here."""


@dataclass(frozen=True)
class _Case:
    readings: Mapping[str, Reading]
    sources: Mapping[str, Source]
    above: Mapping[str, Sequence[Derivation]]
    houses: Mapping[str, str]
    """Outlet -> the id of the source that it is, else its name."""
    known: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Statement -> its whole chain, once it is known."""


def through(
    readings: Sequence[Reading], sources: Sequence[Source], derivations: Sequence[Derivation]
) -> tuple[Reading, ...]:
    """The readings with every statement's `via` led on through the reports from which its own was made.

    From the speaker outwards: the hops that the parent's own statement has, the parent's outlet, then those that
    this report names. The report's own outlet and the speaker are no hops. An edge of unknown direction adds none.
    """
    above: dict[str, list[Derivation]] = defaultdict(list)
    for edge in sorted(derivations, key=lambda d: (d.child, -d.share, d.parent or "", d.outside or "")):
        if edge.kind in TAKEN and edge.direction_known:
            above[edge.child].append(edge)
    by_id = {source.id: source for source in sources}
    case = _Case({r.report.id: r for r in readings}, by_id, above, _houses(readings, sources, derivations))
    return tuple(replace(r, statements=tuple(_led(s, case) for s in r.statements)) for r in readings)


def _houses(
    readings: Sequence[Reading], sources: Sequence[Source], derivations: Sequence[Derivation]
) -> dict[str, str]:
    """Every outlet of a report or an edge with the source that it is when others name it."""
    bodies = sorted((s for s in sources if s.kind not in {SourceKind.PERSON, SourceKind.UNNAMED}), key=lambda s: s.id)
    names = {r.report.outlet for r in readings} | {d.outside for d in derivations if d.outside}
    known: dict[str, list[int]] = defaultdict(list)
    for n, body in enumerate(bodies):
        for form in name_forms(body.name):
            known[form].append(n)
    signed = [n for n, body in enumerate(bodies) if is_short(body.name)]
    found = {}
    for name in sorted(names):
        near = range(len(bodies)) if is_short(name) else {*signed, *(n for f in name_forms(name) for n in known[f])}
        found[name] = next((bodies[n].id for n in sorted(near) if same_name(bodies[n].name, name)), name)
    return {name: source for name, source in found.items() if name}


def _led(statement: Statement, case: _Case) -> Statement:
    via = _chain(statement, case)
    return statement if via == statement.via else replace(statement, via=via)


def _chain(statement: Statement, case: _Case, depth: int = 0) -> tuple[str, ...]:
    """All hops of a statement, from the speaker outwards."""
    if statement.id in case.known or depth > DEPTH:
        return case.known.get(statement.id, statement.via)
    added = {_name(hop, case) for hop in _not_from_there(statement, case)}
    hops = [hop for hop in statement.via if _name(hop, case) not in added]
    if not statement.own_voice:
        hops = [*next(_further(statement, case, depth), ()), *hops]
    outlet = case.readings[statement.report_id].report.outlet
    gone = {_name(case.houses.get(outlet, outlet), case), _name(statement.speaker or "", case)}
    first = {_name(hop, case): hop for hop in reversed(hops)}  # 'a crane operator' of both reports is one hop
    found = tuple(hop for hop in dict.fromkeys(hops) if first[_name(hop, case)] == hop and _name(hop, case) not in gone)
    case.known[statement.id] = found
    return found


def _not_from_there(statement: Statement, case: _Case) -> Iterator[str]:
    """The hops that only a credit gives, where the report credited has no word of a statement: what a paper added."""
    edges = [e for e in case.above.get(statement.report_id, ()) if e.parent in case.readings and e.passages]
    for hop in statement.via:
        name = case.sources[hop].name if hop in case.sources else hop
        theirs = [e for e in edges if same_name(name, case.readings[e.parent or ""].report.outlet)]
        whole = all(e.kind is not DerivationKind.TRANSLATION for e in theirs)
        if theirs and whole and not any(_has(e, statement, case) for e in theirs) and not _beside(hop, statement, case):
            yield hop


def _has(edge: Derivation, statement: Statement, case: _Case) -> bool:
    """True where a parent has some of a statement, or something of its speaker."""
    parent = case.readings[edge.parent or ""]
    return any(
        p.start < passage.child[1] and passage.child[0] < p.end for p in statement.content for passage in edge.passages
    ) or any(s.speaker == statement.speaker for s in parent.statements if statement.speaker)


def _beside(hop: str, statement: Statement, case: _Case) -> bool:
    """True where a statement's own paragraph names a hop: 'told VTA'."""
    text = case.readings[statement.report_id].report.text
    start, end = text.rfind("\n", 0, statement.start) + 1, text.find("\n", statement.start)
    mentions = case.sources[hop].mentions if hop in case.sources else ()
    here = (m.start for m in mentions if m.report_id == statement.report_id)
    return any(start <= at < (end if end > 0 else len(text)) for at in here)


def _name(hop: str, case: _Case) -> str:
    return fold(case.sources[hop].name if hop in case.sources else hop)


def _further(statement: Statement, case: _Case, depth: int) -> Iterator[tuple[str, ...]]:
    """For each edge by which the statement came, the hops up to and with the outlet it came from; the closest first."""
    for edge in case.above.get(statement.report_id, ()):
        if edge.outside and edge.kind in WHOLE:
            yield (case.houses.get(edge.outside, edge.outside),)
        parent = case.readings.get(edge.parent or "")
        if parent is None:
            continue
        theirs = [s for s in parent.statements if statement.speaker and s.speaker == statement.speaker]
        whole = edge.kind in WHOLE and (theirs or edge.kind is not DerivationKind.LIGHT_EDIT)
        if whole or carried(statement, edge) or said_again(statement, theirs):
            before = _before(statement, theirs, case, depth + 1)
            yield (*before, case.houses.get(parent.report.outlet, parent.report.outlet))


def _before(statement: Statement, theirs: Sequence[Statement], case: _Case, depth: int) -> tuple[str, ...]:
    """The hops that the parent has for it: of the speaker's nearest statement there, or what all of them share."""
    near = sorted(theirs, key=lambda other: (-likeness(statement, other), other.id))
    if near and likeness(statement, near[0]) >= ALIKE:
        return _chain(near[0], case, depth)
    chains = {_chain(other, case, depth) for other in theirs}
    return chains.pop() if len(chains) == 1 else ()


def carried(statement: Statement, edge: Derivation) -> bool:
    """True where most of a statement stands in a passage that the parent has."""
    length = sum(p.end - p.start for p in statement.content)
    shared = sum(
        max(0, min(piece.end, passage.child[1]) - max(piece.start, passage.child[0]))
        for piece in statement.content
        for passage in edge.passages
    )
    return shared >= COVERED * length


def said_again(statement: Statement, theirs: Iterable[Statement]) -> bool:
    """True where one of the same speaker's statements in the parent says much the same."""
    return any(likeness(statement, other) >= ALIKE for other in theirs)


def likeness(left: Statement, right: Statement) -> float:
    """The share of the shorter statement's terms that the other holds, 0 to 1."""
    first, second = keys(left.text), keys(right.text)
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0
