"""What each figure answers: which question about whom, of which time, where, and whose word it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from rashomon.claims.facets import Facet, of_reading
from rashomon.claims.slots import DISPUTED, GROUPS, HARM, OBJECTS, PEOPLE, Slot, alike
from rashomon.model import Figure, Reading, SourceKind, Stance, Statement
from rashomon.text.compare import keys, terms
from rashomon.views.index import Index
from rashomon.views.safe import line
from rashomon.views.sentences import (
    ALONE,
    BACK,
    BEFORE,
    FURTHER,
    OTHERS,
    RUNNING,
    SHOWN,
    TOWNS,
    days_between,
    longer,
    places,
    sentence,
    when,
)

LONG_AGO = 14
"""Days before its report's date from which on a count is of another time: a toll is counted for days, not months."""
TELLING = HARM | PEOPLE | {"count", "identify", "capacity", "destroy", "damage", "seize", "besiege", "store"}
"""What befalls the counted and makes theirs another number; who is watched or attacked is not counted apart."""
MOVED = frozenset({"aboard", "leave", "board", "arrive", "rescue", "count"})
"""What befalls a bus and makes it no other bus."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A figure with what its sentence says of it."""

    figure: Figure
    question: tuple[str, ...]
    """Unit, who or what, what befell them, 'part', 'years' and more: two figures of one question may be rivals."""
    kind: str
    """The kind of people, where sides dispute of the same dead who they were; '' for others."""
    voice: str
    """Whose word it is."""
    day: str
    """When its report was published."""
    when: tuple[str, str] | None
    """The days its sentence names for it."""
    named: tuple[str, ...]
    """The places its sentence names, or the last that the report had named, as printed."""
    towns: frozenset[str]
    """The towns, districts and the like its sentence names as such."""
    on: tuple[str, str] | None
    """The days named in its own clause."""
    further: bool
    """True where its sentence says that this is a second event."""
    words: frozenset[str]
    """The terms it stands with."""
    running: bool
    """True where its sentence speaks of a count that goes on."""
    by_the_way: bool
    """True for what stands in a clause of an earlier event."""
    denied: bool
    """True where its voice denies it: whose number it is, it does not say."""

    @property
    def places(self) -> frozenset[str]:
        """The terms of the places it names."""
        return frozenset(t.key for name in self.named for t in terms(name))

    @property
    def long_ago(self) -> bool:
        """True when it counts something of another time than its report's."""
        return self.by_the_way or (self.when is not None and days_between(self.when[1], self.day) > LONG_AGO)


def sights(index: Index, reports: Collection[str] | None = None) -> dict[str, Sight]:
    """Every figure of a statement, by its id; of some reports only, where they are named."""
    asked = (r for r in index.dossier.readings if reports is None or r.report.id in reports)
    return {sight.figure.id: sight for reading in asked for sight in _of_reading(index, reading)}


def _of_reading(index: Index, reading: Reading) -> Iterator[Sight]:
    counting = {f.statement for f in reading.figures}
    said = {s.id: s for s in reading.statements if s.id in counting}
    seen: dict[str, tuple[Facet, Slot]] = {}
    for facet in of_reading(replace(reading, statements=tuple(said.values()))):
        for slot in facet.slots:
            seen.setdefault(slot.figure.id, (facet, slot))
    last: tuple[int, frozenset[str]] = (0, frozenset())
    for figure in sorted(reading.figures, key=lambda f: f.span.start):
        statement = said.get(figure.statement or "")
        if statement is not None:
            near = last[1] if figure.span.start - last[0] <= BEFORE else frozenset()
            yield _sight(index, reading, figure, statement, seen.get(figure.id), near)
            last = figure.span.end, seen[figure.id][1].fates if figure.id in seen else frozenset()


def _sight(
    index: Index,
    reading: Reading,
    figure: Figure,
    statement: Statement,
    found: tuple[Facet, Slot] | None,
    near: frozenset[str],
) -> Sight:
    text, facet, slot = reading.report.text, found[0] if found else None, found[1] if found else None
    start, end = sentence(text, figure)
    inside = facet.span.exact if facet else text[start:end]
    picture = bool(statement.source and SHOWN.search(statement.source.exact))
    some = picture or bool(ALONE.match(text[figure.span.end : end]))
    part = figure.subset or some or bool(slot and _part(figure, slot, near, text[figure.span.end + 1 : end]))
    years = longer(text[start:end])
    return Sight(
        figure,
        question(figure, slot, part=part, years=years),
        slot.thing if slot and slot.thing in DISPUTED and slot.fates & HARM and not slot.part else "",
        voice(index, statement),
        reading.report.published,
        when(text, figure, [t for t in reading.times if start <= t.span.start < end]),
        places(text, start, end),
        frozenset(t.key for m in TOWNS.finditer(text, start, end) for t in terms(m[1] or m[2])),
        when(text, figure, [t for t in reading.times if facet and facet.span.holds(t.span)]),
        bool(FURTHER.search(text[start:end])),
        keys(inside) | (facet.about if facet else frozenset()),
        bool(RUNNING.search(text[start:end])),
        bool(BACK.search(text[start : figure.span.start])),
        statement.stance is Stance.DENIES,
    )


def question(figure: Figure, slot: Slot | None, *, part: bool, years: bool) -> tuple[str, ...]:
    """What a figure answers; of people who came to harm it is one question whether a noun is printed or not."""
    some = "part" if part else ""
    if figure.unit or slot is None:
        return figure.unit, line(figure.counted).casefold(), line(figure.scope).casefold(), some
    thing = head(figure) or slot.thing
    told = slot.fates & TELLING
    fates = told - MOVED if thing in OBJECTS else told & HARM or told & PEOPLE or told
    fate = ",".join(sorted(alike(replace(slot, fates=fates))))
    disputed = thing in DISPUTED and bool(fates & HARM) and not slot.part
    people = bool(fates & PEOPLE) and thing not in GROUPS | OBJECTS
    who = "people" if disputed or people else thing
    return "", who, fate, some, "years" if years else "", "all" if slot.whole else "", slot.rate


def head(figure: Figure) -> str:
    """The last noun of what is counted where it is no people: 'two rebel-held areas' are areas."""
    named = terms(figure.counted)
    return named[-1].key if named and named[-1].key in OBJECTS else ""


def _part(figure: Figure, slot: Slot, before: frozenset[str], after: str) -> bool:
    """True for a part of another figure: '50 others injured' after '20 killed' is none, after '20 injured' it is."""
    others = bool(OTHERS.search(figure.span.exact) or OTHERS.match(after))
    if others and slot.fates & HARM:
        return bool(slot.fates & before)
    return slot.part


def voice(index: Index, said: Statement) -> str:
    """Whose word it is: an unnamed speaker is the same one in every copy of the report that quotes them."""
    source = index.sources.get(said.speaker or "")
    unnamed = source is not None and source.kind is SourceKind.UNNAMED
    return index.origins.get(said.id, index.speaker_key(said)) if unnamed else index.speaker_key(said)


def eras(group: Sequence[Sight]) -> list[list[Sight]]:
    """Figures of one question by their time: those of long ago apart, where most are of the reports' own days."""
    old = [sight for sight in group if sight.long_ago]
    if 2 * len(old) >= len(group):
        return [list(group)]
    out = [[sight for sight in group if not sight.long_ago]]
    by_time: dict[int, list[Sight]] = defaultdict(list)
    last, number = "", 0
    for sight in sorted(old, key=lambda s: s.when or ("", "")):
        first, until = sight.when or ("", "")
        number += first > last
        last = max(last, until)
        by_time[number].append(sight)
    return [*out, *by_time.values()]


def kinds(group: Sequence[Sight]) -> list[list[Sight]]:
    """Figures of one question; a kind that a voice counts beside the whole is a part, and stands by itself."""
    whole: dict[tuple[str, str], float] = {}
    for sight in group:
        if not sight.kind:
            key = sight.voice, sight.figure.report_id
            whole[key] = max(whole.get(key, 0.0), top(sight.figure))
    parts = {s.kind for s in group if s.kind and top(s.figure) < whole.get((s.voice, s.figure.report_id), 0.0)}
    together = [s for s in group if s.kind not in parts]
    return [together, *([s for s in group if s.kind == kind] for kind in sorted(parts))]


def top(figure: Figure) -> float:
    """The highest number that is printed."""
    return max((value for value in (figure.low, figure.high) if value is not None), default=0.0)
