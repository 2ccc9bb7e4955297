"""Where each statement comes from: its innermost speaker, at the root report of its lineage.

Ten reports of one driver have one origin. A spokesman and his ministry are one. What is not
proved to be independent says what else it may be, and widens the count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from rashomon.lineage.credit import forms, same_name
from rashomon.lineage.genre import counts, is_release
from rashomon.lineage.lexicon import lexicon
from rashomon.lineage.mouths import Mouths, ancestors, mouths, speaks_for
from rashomon.lineage.page import Page
from rashomon.lineage.said import SAME, like, repeated
from rashomon.lineage.said import alike as alike_words
from rashomon.lineage.tongues import BODIES, in_translation, likely
from rashomon.model import (
    Derivation,
    DerivationKind,
    Origin,
    Reading,
    Source,
    SourceKind,
    Statement,
    content_id,
)
from rashomon.text.shingles import fold

OURSELVES = re.compile(
    r"^(?:this|our|the)\s+(?:newspaper|paper|website|program(?:me)?|broadcaster|station|magazine)\b", re.I
)
"""An outlet that speaks of itself, or of its own people."""
COPY = frozenset({DerivationKind.REPRINT, DerivationKind.LIGHT_EDIT, DerivationKind.TRANSLATION})
LOOSELY = 0.4
"""In a copy, somebody unnamed who says so much of what one of the parent's sources says is that source."""
FEW = 20
"""Of who may be one of so many at most it is said what those may be besides."""
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
    releases: frozenset[str]
    """The reports that a body publishes about itself."""
    houses: Mapping[str, Source]
    """Outlet -> the source that it is when others speak of it."""
    mouths: Mouths
    ancestors: Mapping[str, frozenset[str]]
    """Report -> all reports above it."""
    attributed: dict[str, list[Statement]] = field(default_factory=dict)
    traced: dict[str, Origin] = field(default_factory=dict)
    """Statement -> its origin, once it is known: three hundred copies ask for the same few again and again."""

    def body(self, source: Source) -> Source:
        """The source that stands for one: its body's, where it speaks for one, under the name its family knows."""
        return self.sources[self.mouths.of(acting_for(self.sources[self.mouths.of(source.id)], self).id)]

    def outlet_reports(self, source: str, report: str) -> list[Reading]:
        """The reports above one that are of the outlet which a source is."""
        up = self.ancestors.get(report, frozenset()) - self.releases
        house = {
            outlet
            for outlet, s in self.houses.items()
            if self.mouths.of(s.id) == source and s.kind is SourceKind.ORGANIZATION
        }
        return [self.readings[r] for r in sorted(up) if r in self.readings and self.readings[r].report.outlet in house]


def origins(
    readings: Sequence[Reading], sources: Sequence[Source], derivations: Sequence[Derivation]
) -> tuple[Origin, ...]:
    """One origin for every statement, in the order of the readings."""
    above: dict[str, list[Derivation]] = defaultdict(list)
    for derivation in derivations:
        above[derivation.child].append(derivation)
    pages = [Page(reading) for reading in readings]
    case = _Case(
        {r.report.id: r for r in readings},
        {s.id: s for s in sources},
        {child: tuple(edges) for child, edges in above.items()},
        {page.id: counts(page) for page in pages},
        frozenset(page.id for page in pages if is_release(page)),
        houses(readings, sources),
        mouths(readings, {s.id: s for s in sources}, derivations),
        ancestors(derivations),
    )
    found = [origin(statement, case) for reading in readings for statement in reading.statements]
    return tuple(alike(found, case))


def houses(readings: Sequence[Reading], sources: Sequence[Source]) -> dict[str, Source]:
    """Each outlet that others name as a source: its own words and what they quote it with are one."""
    bodies = sorted((s for s in sources if s.kind not in (SourceKind.PERSON, SourceKind.UNNAMED)), key=lambda s: s.id)
    named: dict[str, Source] = {}
    for source in bodies:
        for name in dict.fromkeys([source.name, *(m.exact for m in source.mentions)]):
            for form in forms(name):
                named.setdefault(fold(form), source)
    outlets = sorted({r.report.outlet for r in readings if r.report.outlet})
    found = {o: next((named[fold(f)] for f in forms(o) if fold(f) in named), None) for o in outlets}
    short = [s for s in bodies if s.name.isupper() and len(s.name) < 7]
    for outlet in outlets:
        found[outlet] = found[outlet] or next((s for s in short if same_name(s.name, outlet)), None)
    return {outlet: source for outlet, source in found.items() if source}


def origin(statement: Statement, case: _Case, depth: int = 0) -> Origin:
    """The origin of one statement, looked up once."""
    if statement.id not in case.traced:
        found = trace(statement, case, depth)
        if depth >= DEPTH:
            return found
        case.traced[statement.id] = found
    return case.traced[statement.id]


def trace(statement: Statement, case: _Case, depth: int) -> Origin:
    """The origin of one statement: the parent's that it repeats, where nobody else is named for it; else its own."""
    alone = by_itself(statement, case)
    counting = case.counting[statement.report_id]
    for edge, match in above(statement, case) if depth < DEPTH else ():
        parent = origin(match, case, depth + 1)
        if parent.id == alone.id:
            continue
        if sure(statement, match, edge, case):
            reason = f"repeats what {case.readings[edge.parent or ''].report.outlet or 'a parent'} has"
            return replace(parent, statement=statement.id, counts=counting and parent.counts, reason=reason)
        alone = replace(alone, may_be=tuple(sorted({*alone.may_be, parent.id, *parent.may_be} - {alone.id})))
    return replace(passed_on(alone, statement, case, depth), counts=counting)


def above(statement: Statement, case: _Case) -> Iterable[tuple[Derivation, Statement]]:
    """The edges to a parent that has a statement, each with the parent's statement."""
    lang = case.readings[statement.report_id].report.lang
    speaker = case.sources.get(statement.speaker or "")
    for edge in case.above.get(statement.report_id, ()):
        parent = case.readings.get(edge.parent or "")
        unnamed = speaker is not None and speaker.kind is SourceKind.UNNAMED and edge.kind in COPY
        match = repeated(statement, edge, parent, lang, least=LOOSELY if unnamed else SAME) if parent else None
        if match is None and parent and unnamed and edge.kind is DerivationKind.TRANSLATION:
            match = only_unnamed(parent, case)
        if match:
            yield edge, match


def only_unnamed(reading: Reading, case: _Case) -> Statement | None:
    """The first statement of the one source of a report that has no name; None where it has none or several."""
    found = [s for s in reading.statements if s.speaker in case.sources]
    found = [s for s in found if case.sources[s.speaker or ""].kind is SourceKind.UNNAMED]
    return found[0] if len({s.speaker for s in found}) == 1 else None


def passed_on(alone: Origin, statement: Statement, case: _Case, depth: int) -> Origin:
    """Whom a report has from whom: an outlet that it quotes has it from its sources, and so has its own narration."""
    here = case.readings[statement.report_id]
    if own(statement, case):
        theirs = attributed(here, case)
        match = like(statement, theirs, here.report.lang, here.report.lang)
        first = by_itself(match, case) if match else alone
        return replace(first, statement=statement.id) if match else alone
    reports = case.outlet_reports(alone.id, statement.report_id) if depth < DEPTH else []
    for reading in reports:
        match = like(statement, reading.statements, here.report.lang, reading.report.lang)
        if match:
            first = origin(match, case, depth + 1)
            reason = f"{alone.name} has it from {first.name}" if first.id != alone.id else alone.reason
            return replace(first, statement=statement.id, reason=reason)
    others = {*alone.may_be, *(i for reading in reports for i in bodies(reading.report.id, case))}
    return replace(alone, may_be=tuple(sorted(others - {alone.id})))


def attributed(reading: Reading, case: _Case) -> Sequence[Statement]:
    """The statements of a report that it gives in another's name, looked up once."""
    if reading.report.id not in case.attributed:
        case.attributed[reading.report.id] = [s for s in reading.statements if not own(s, case)]
    return case.attributed[reading.report.id]


def own(statement: Statement, case: _Case) -> bool:
    """True for what an outlet says itself, in nobody's name or its own ('We'), or by a person of the body it is of."""
    speaker = case.sources.get(statement.speaker or "")
    outlet = case.readings[statement.report_id].report.outlet
    if speaker is None or not outlet:
        return statement.own_voice
    if statement.report_id in case.releases and speaker.kind is SourceKind.PERSON and speaker.acts_for is None:
        return True
    return bool(OURSELVES.search(speaker.name)) or same_name(speaker.name, outlet)


def by_itself(statement: Statement, case: _Case) -> Origin:
    """The origin as the statement's own report gives it."""
    speaker = case.sources.get(statement.speaker or "")
    voice = own(statement, case)
    if speaker and not voice:
        body = case.body(speaker)
        reason = f"its speaker, {speaker.name}" + (f", for {body.name}" if body.id != speaker.id else "")
        return Origin(statement.id, body.id, body.name, may_be=doubts(speaker, body, case), reason=reason)
    report = case.readings[statement.report_id].report
    for edge in case.above.get(report.id, ()):
        if edge.outside and edge.kind in COPY and voice:
            return Origin(statement.id, content_id("o", fold(edge.outside)), edge.outside, reason=edge.reason)
    name = report.outlet or report.id
    itself = content_id("o", fold(report.outlet)) if report.outlet else report.id
    house = case.houses.get(report.outlet)
    if voice and house:
        body = case.body(house)
        return Origin(statement.id, body.id, body.name, reason="the outlet's own voice")
    if voice:
        return Origin(statement.id, itself, name, reason="the outlet's own voice")
    # a source that is not resolved, or left out, is somebody that the report may name elsewhere
    return Origin(statement.id, report.id, name, may_be=bodies(report.id, case), reason="its speaker is not resolved")


def doubts(speaker: Source, body: Source, case: _Case) -> tuple[str, ...]:
    """The ids of the bodies that a source named by its kind alone may be."""
    found = {*case.mouths.may_be.get(speaker.id, ()), *case.mouths.may_be.get(body.id, ())}
    return tuple(sorted({case.body(case.sources[i]).id for i in found} - {body.id}))


def acting_for(source: Source, case: _Case) -> Source:
    """The body a source speaks for in the end: a spokesman's ministry."""
    seen = {source.id}
    while source.acts_for in case.sources and source.acts_for not in seen and speaks_for(source):
        seen.add(source.acts_for or "")
        source = case.sources[source.acts_for or ""]
    return source


def bodies(report: str, case: _Case) -> tuple[str, ...]:
    """The ids of all who speak in a report, or the bodies they speak for."""
    speakers = (case.sources.get(s.speaker or "") for s in case.readings[report].statements)
    return tuple(sorted({case.body(speaker).id for speaker in speakers if speaker}))


def sure(statement: Statement, match: Statement, edge: Derivation, case: _Case) -> bool:
    """True when the parent decides: it came first, says the same, and its child names nobody that others know."""
    if not edge.direction_known:
        return False
    if not (edge.kind in COPY or edge.credited or alike_words(statement.text, match.text)):
        return False
    speaker = case.sources.get(statement.speaker or "")
    if speaker is None or own(statement, case):
        return True
    local = len({mention.report_id for mention in speaker.mentions}) < 2
    return (speaker.kind is SourceKind.UNNAMED or edge.kind in COPY) and local


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
    bodies = {o.id: case.sources[o.id] for o in found if o.id in case.sources and case.sources[o.id].kind in BODIES}
    people = {i: case.sources[i] for i in unnamed}
    langs = {r.report.id: r.report.lang for r in case.readings.values()}
    for a, b in (*stand_ins(found, case), *in_translation(bodies, langs), *likely(bodies, people)):
        one[a].add(b)
        one[b].add(a)
    for each in found:
        further = {o for m in each.may_be if len(one.get(m, ())) <= FEW for o in one.get(m, ())}
        may_be = {*each.may_be, *one.get(each.id, ()), *further} - {each.id}
        yield replace(each, may_be=tuple(sorted(may_be))) if may_be != set(each.may_be) else each


def stand_ins(found: Sequence[Origin], case: _Case) -> Iterable[tuple[str, str]]:
    """A body and a person whose words a child gives in the body's name: the person may speak for it everywhere."""
    for each in found:
        body = case.sources.get(each.id)
        for other in each.may_be if body and body.kind in BODIES else ():
            person = case.sources.get(other)
            if person and person.kind is SourceKind.PERSON and person.acts_for is None:
                yield each.id, other


def _reports(source: Source) -> set[str]:
    return {mention.report_id for mention in source.mentions}


def _words(source: Source) -> set[str]:
    words = {fold(w) for w in re.findall(r"[^\W\d_]{4,}", source.name)}
    return words - lexicon().nobody - lexicon().common
