"""Where each statement comes from: its innermost speaker, at the root report of its lineage.

Ten reports of one driver have one origin. A spokesman and his ministry are one. What is not
proved to be independent says what else it may be, and widens the count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from rashomon.lineage.credit import same_name
from rashomon.lineage.genre import counts
from rashomon.lineage.lexicon import lexicon
from rashomon.lineage.page import Page
from rashomon.model import (
    Derivation,
    DerivationKind,
    Origin,
    Passage,
    Reading,
    Source,
    SourceKind,
    Statement,
    content_id,
)
from rashomon.text.shingles import fold

COPY = frozenset({DerivationKind.REPRINT, DerivationKind.LIGHT_EDIT, DerivationKind.TRANSLATION})
DEPTH = 20
"""No chain of reports is longer: a circle in what a caller passes ends here."""


@dataclass(frozen=True)
class _Case:
    """What is asked of all reports, by id."""

    readings: Mapping[str, Reading]
    sources: Mapping[str, Source]
    above: Mapping[str, tuple[Derivation, ...]]
    """Report -> its edges."""
    counting: Mapping[str, bool]
    houses: Mapping[str, Source]
    """Outlet -> the source that it is when others speak of it."""


def origins(
    readings: Sequence[Reading], sources: Sequence[Source], derivations: Sequence[Derivation]
) -> tuple[Origin, ...]:
    """One origin for every statement, in the order of the readings."""
    above: dict[str, list[Derivation]] = defaultdict(list)
    for derivation in derivations:
        above[derivation.child].append(derivation)
    case = _Case(
        {r.report.id: r for r in readings},
        {s.id: s for s in sources},
        {child: tuple(edges) for child, edges in above.items()},
        {r.report.id: counts(Page(r)) for r in readings},
        houses(readings, sources),
    )
    found = [origin(statement, case) for reading in readings for statement in reading.statements]
    return tuple(alike(found, case))


def houses(readings: Sequence[Reading], sources: Sequence[Source]) -> dict[str, Source]:
    """Each outlet that others name as a source: its own words and what they quote it with are one."""
    bodies = sorted((s for s in sources if s.kind not in (SourceKind.PERSON, SourceKind.UNNAMED)), key=lambda s: s.id)
    outlets = sorted({r.report.outlet for r in readings if r.report.outlet})
    pairs = ((outlet, next((s for s in bodies if same_name(s.name, outlet)), None)) for outlet in outlets)
    return {outlet: source for outlet, source in pairs if source}


def origin(statement: Statement, case: _Case, depth: int = 0) -> Origin:
    """The origin of one statement: the parent's, where a passage of a parent holds it, else its own."""
    alone = by_itself(statement, case)
    counting = case.counting[statement.report_id]
    for edge, match in held(statement, case) if depth < DEPTH else ():
        parent = origin(match, case, depth + 1)
        if parent.id == alone.id:
            continue
        if sure(statement, edge, case):
            reason = f"stands in a passage that {case.readings[edge.parent or ''].report.outlet or 'a parent'} has"
            return replace(parent, statement=statement.id, counts=counting and parent.counts, reason=reason)
        alone = replace(alone, may_be=tuple(sorted({*alone.may_be, parent.id, *parent.may_be} - {alone.id})))
    return replace(alone, counts=counting)


def by_itself(statement: Statement, case: _Case) -> Origin:
    """The origin as the statement's own report gives it."""
    speaker = case.sources.get(statement.speaker or "")
    if speaker:
        body = acting_for(speaker, case.sources)
        reason = f"its speaker, {speaker.name}" + (f", for {body.name}" if body.id != speaker.id else "")
        return Origin(statement.id, body.id, body.name, reason=reason)
    report = case.readings[statement.report_id].report
    for edge in case.above.get(report.id, ()):
        if edge.outside and edge.kind in COPY and statement.own_voice:
            return Origin(statement.id, content_id("o", fold(edge.outside)), edge.outside, reason=edge.reason)
    name = report.outlet or report.id
    house = case.houses.get(report.outlet)
    if statement.own_voice and house:
        return Origin(statement.id, house.id, house.name, reason="the outlet's own voice")
    if statement.own_voice:
        return Origin(statement.id, report.id, name, reason="the outlet's own voice")
    # a source that is not resolved, or left out, is somebody that the report may name elsewhere
    return Origin(statement.id, report.id, name, may_be=bodies(report.id, case), reason="its speaker is not resolved")


def acting_for(source: Source, sources: Mapping[str, Source]) -> Source:
    """The body a source speaks for in the end: a spokesman's ministry."""
    seen = {source.id}
    while source.acts_for in sources and source.acts_for not in seen:
        seen.add(source.acts_for or "")
        source = sources[source.acts_for or ""]
    return source


def bodies(report: str, case: _Case) -> tuple[str, ...]:
    """The ids of all who speak in a report, or the bodies they speak for."""
    speakers = (case.sources.get(s.speaker or "") for s in case.readings[report].statements)
    return tuple(sorted({acting_for(speaker, case.sources).id for speaker in speakers if speaker}))


def held(statement: Statement, case: _Case) -> Iterable[tuple[Derivation, Statement]]:
    """The edges one of whose passages holds most of a statement, each with the parent's statement beside it."""
    for edge in case.above.get(statement.report_id, ()):
        parent = case.readings.get(edge.parent or "")
        places = beside(statement, edge) if parent else []
        match = nearest(places, statement, parent) if parent else None
        if match:
            yield edge, match


def beside(statement: Statement, edge: Derivation) -> list[tuple[int, int]]:
    """Where in the parent a statement's content stands, as near as the passages tell; nothing unless they hold most."""
    total = sum(span.end - span.start for span in statement.content)
    shared, places = 0, []
    for passage in edge.passages:
        for span in statement.content:
            start, end = max(span.start, passage.child[0]), min(span.end, passage.child[1])
            if start < end:
                shared += end - start
                places.append((_across(start, passage), _across(end, passage)))
    return places if 2 * shared >= total else []


def _across(place: int, passage: Passage) -> int:
    """A place in the child's passage, carried over to the parent's in proportion."""
    (start, end), (first, last) = passage.child, passage.parent
    return first + round((place - start) * (last - first) / max(1, end - start))


def nearest(places: Sequence[tuple[int, int]], statement: Statement, parent: Reading) -> Statement | None:
    """The parent's statement that covers the places best, by at least half of the shorter; None where none does."""
    best, score = None, 0.5
    wanted = sum(end - start for start, end in places)
    for other in parent.statements:
        size = sum(span.end - span.start for span in other.content)
        common = sum(
            max(0, min(end, span.end) - max(start, span.start)) for start, end in places for span in other.content
        )
        part = common / max(1, min(wanted, size)) if wanted else 0.0
        if other.own_voice == statement.own_voice:
            part += 0.01
        if part > score:
            best, score = other, part
    return best


def sure(statement: Statement, edge: Derivation, case: _Case) -> bool:
    """True when the parent decides: a copy's words are the parent's, and so is what is said in nobody's name."""
    speaker = case.sources.get(statement.speaker or "")
    nobody = speaker is None or speaker.kind is SourceKind.UNNAMED
    return nobody and (edge.kind in COPY or edge.credited or edge.share >= 0.5)


def alike(found: Sequence[Origin], case: _Case) -> Iterable[Origin]:
    """The same, with unnamed sources of different reports that may be one: their descriptions share a telling word."""
    unnamed = sorted({o.id for o in found if o.id in case.sources and case.sources[o.id].kind is SourceKind.UNNAMED})
    reports = {i: _reports(case.sources[i]) for i in unnamed}
    by_word: dict[str, list[str]] = defaultdict(list)
    for i in unnamed:
        for word in sorted(_words(case.sources[i])):
            by_word[word].append(i)
    one: dict[str, set[str]] = defaultdict(set)
    for held in by_word.values():
        for a, b in combinations(held, 2):
            if not reports[a] & reports[b]:
                one[a].add(b)
                one[b].add(a)
    for each in found:
        yield replace(each, may_be=tuple(sorted({*each.may_be, *one[each.id]} - {each.id}))) if each.id in one else each


def _reports(source: Source) -> set[str]:
    return {mention.report_id for mention in source.mentions}


def _words(source: Source) -> set[str]:
    words = {fold(w) for w in re.findall(r"[^\W\d_]{4,}", source.name)}
    return words - lexicon().nobody - lexicon().common
