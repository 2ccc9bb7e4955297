"""What each figure answers: which question about whom, of which time, where, and whose word it is.

One law for the tables and for the relations: what `axes` sets apart stands on no table together, and is no conflict.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import NamedTuple

from rashomon.claims.facets import Facet, of_reading
from rashomon.claims.scenes import MOVED, Atlas, Scene, elsewhere, home_of, scene, scene_of
from rashomon.claims.sentences import (
    ALONE,
    ANOTHER,
    BACK,
    BEFORE,
    FURTHER,
    GRANTED,
    OTHERS,
    RECEIVED,
    RUNNING,
    SHOWN,
    TOWNS,
    days_between,
    places,
    sentence,
    when,
)
from rashomon.claims.slots import ALIKE, HARM, PEOPLE, UNFOUNDED, Slot, alike, given, of_years
from rashomon.claims.things import DISPUTED, GROUPS, OBJECTS, head
from rashomon.model import Figure, Reading, Stance, Statement
from rashomon.text.compare import keys, terms

LONG_AGO = 14
"""Days before its report's date from which on a count is of another time: a toll is counted for days, not months."""
OPENING, NEAR_BY, ADDENDS = 250, 200, 4
"""Characters within which a report's first figure stands, and the figures after one that add up to it; how many."""
DENYING = re.compile(r"\b(?:den[yi]|disput|refut|reject|dismiss|nie|nia|a nié|neg|nieg|démen|desm)", re.IGNORECASE)
"""Cues of those who say that what follows is not so."""
HARMED = HARM | {min(group) for group in ALIKE if group & HARM}
"""The same under the one word that stands for all that reports use for it."""
TELLING = HARM | PEOPLE | {"count", "identify", "capacity", "destroy", "damage", "seize", "besiege", "store"}
"""What befalls the counted and makes theirs another number; who is watched or attacked is not counted apart."""


class Question(NamedTuple):
    """What a figure answers: two figures of one question may be rivals."""

    unit: str
    who: str
    """Whom or what it counts; where nothing is known of it, as printed."""
    fate: str = ""
    """What befell them; where nothing is known of it, the scope as printed."""
    part: bool = False
    years: bool = False
    """True for a count of years and not of one event."""
    whole: bool = False
    """True for a sum of several counts: 'in all'."""
    rate: str = ""
    known: bool = False
    """True where it is known whom it counts and what befell them, as far as the text says it."""

    @property
    def limits(self) -> tuple[bool, bool, bool, str, bool]:
        """All of it but whom it counts and what befell them."""
        return self.part, self.years, self.whole, self.rate, self.known


@dataclass(frozen=True, slots=True)
class Sight:
    """A figure with what its sentence says of it."""

    figure: Figure
    question: Question
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
    scene: Scene = field(default_factory=Scene)
    """Where and by what, as far as its own sentence says it."""
    apart: bool = False
    """True where its sentence begins another incident: 'in a separate attack', 'elsewhere'."""
    alone: bool = False
    """True where it is the one number of what its voice says there."""
    adds: tuple[Figure, ...] = ()
    """The figures of its report that it is the sum of: '26: 23 at the gate and three in the fire'."""

    @property
    def places(self) -> frozenset[str]:
        """The terms of the places it names."""
        return frozenset(t.key for name in self.named for t in terms(name))

    @property
    def long_ago(self) -> bool:
        """True when it counts something of another time than its report's."""
        return self.by_the_way or (self.when is not None and days_between(self.when[1], self.day) > LONG_AGO)


def sights(
    readings: Sequence[Reading], told: Iterable[Facet] | None = None, only: Collection[str] | None = None
) -> dict[str, Sight]:
    """Every figure of a statement, by its id: of some reports only, where their ids are given.

    `told` are the facets of the readings, where they are made already.
    """
    asked = [r for r in readings if only is None or r.report.id in only]
    found: dict[str, tuple[Facet, Slot]] = {}
    for facet in counting(asked) if told is None else told:
        for slot in facet.slots:
            found.setdefault(slot.figure.id, (facet, slot))
    atlas = Atlas.of(readings)
    return {
        s.figure.id: s
        for reading in asked
        for s in summed(placed(_of_reading(reading, found, atlas)), reading.report.text, atlas)
    }


def counting(readings: Sequence[Reading]) -> Iterator[Facet]:
    """The facets of the statements that hold a figure."""
    for reading in readings:
        held = {f.statement for f in reading.figures}
        yield from of_reading(replace(reading, statements=tuple(s for s in reading.statements if s.id in held)))


def _of_reading(reading: Reading, found: Mapping[str, tuple[Facet, Slot]], atlas: Atlas) -> Iterator[Sight]:
    said, home = {s.id: s for s in reading.statements}, home_of(reading.report, atlas)
    last: tuple[int, frozenset[str]] = (0, frozenset())
    for figure in sorted(reading.figures, key=lambda f: f.span.start):
        statement = said.get(figure.statement or "")
        line = reading.report.span(max(0, figure.span.start - 60), min(len(reading.report.text), figure.span.end + 12))
        if statement is not None and given(figure, line):
            near = last[1] if figure.span.start - last[0] <= BEFORE else frozenset()
            yield _sight(reading, figure, statement, found, near, (atlas, home))
            last = figure.span.end, found[figure.id][1].fates if figure.id in found else frozenset()


def _sight(
    reading: Reading,
    figure: Figure,
    statement: Statement,
    found: Mapping[str, tuple[Facet, Slot]],
    near: frozenset[str],
    about: tuple[Atlas, Scene],
) -> Sight:
    text, (facet, slot) = reading.report.text, found.get(figure.id, (None, None))
    start, end = sentence(text, figure)
    others = (f for f in reading.figures if start <= f.span.start < end and f.id != figure.id and not f.unit)
    inside = facet.span.exact if facet else text[start:end]
    picture = bool(statement.source and SHOWN.search(statement.source.exact))
    received = RECEIVED.search(text[start : figure.span.start])
    some = picture or bool(received or ALONE.match(text[figure.span.end : end]))
    part = figure.subset or some or bool(slot and _part(figure, slot, near, text[figure.span.end + 1 : end]))
    fates = slot.fates if slot else frozenset()
    where = scene_of(text, figure, fates, *about)
    asked = question(figure, slot, part=part, years=of_years(text[start:end]))
    return Sight(
        figure,
        whole(asked) if where.joint and fates & HARM and not part else asked,
        slot.thing if slot and slot.thing in DISPUTED and slot.fates & HARM and not slot.part else "",
        statement.speaker or ("" if statement.own_voice else statement.id),
        reading.report.published,
        when(text, figure, [t for t in reading.times if start <= t.span.start < end]),
        places(text, start, end),
        frozenset(t.key for m in TOWNS.finditer(text, start, end) for t in terms(m[1] or m[2])),
        when(text, figure, [t for t in reading.times if facet and facet.span.holds(t.span)]),
        bool(FURTHER.search(text[start:end])),
        keys(inside) | (facet.about if facet else frozenset()),
        bool(RUNNING.search(text[start:end])),
        bool(BACK.search(text[start : figure.span.start])),
        _denied(statement, figure) or bool(UNFOUNDED.search(inside)),
        where,
        bool(ANOTHER.search(text[start : figure.span.start])),
        not any(f.id in found and not found[f.id][1].fates for f in others),
    )


def _denied(statement: Statement, figure: Figure) -> bool:
    """True for a number that somebody denies, not one given by the way; "not one" is said, where no cue denies it."""
    if statement.stance is not Stance.DENIES or _granted(statement, figure):
        return False
    return figure.high != 0 or (statement.cue is not None and DENYING.search(statement.cue.exact) is not None)


def _granted(statement: Statement, figure: Figure) -> bool:
    """True where a clause of its own gives the number by the way, so that who denies the rest does not deny it."""
    held = next((p for p in statement.content if p.holds(figure.span)), None)
    return held is not None and GRANTED.search(held.exact[: figure.span.start - held.start]) is not None


def question(figure: Figure, slot: Slot | None, *, part: bool, years: bool) -> Question:
    """What a figure answers; of people who came to harm it is one question whether a noun is printed or not."""
    if figure.unit or slot is None:
        return Question(figure.unit, flat(figure.counted), flat(figure.scope), part)
    thing = head(figure) or slot.thing
    told = slot.fates & TELLING
    fates = told - MOVED if thing in OBJECTS else told & HARM or told & PEOPLE or told
    fate = ",".join(sorted(alike(replace(slot, fates=fates))))
    disputed = thing in DISPUTED and bool(fates & HARM) and not slot.part
    people = bool(fates & PEOPLE) and thing not in GROUPS | OBJECTS
    who = "people" if disputed or people else thing
    return Question("", who, fate, part, years, slot.whole, slot.rate, known=True)


def whole(question: Question) -> Question:
    """The same question of all that befell people in several places."""
    return question._replace(whole=True) if question.known else question


def placed(told: Iterable[Sight]) -> list[Sight]:
    """The figures of one report; a number that it prints again without a place befell them where it did before."""
    first: dict[tuple[object, ...], Sight] = {}
    out = []
    for sight in told:
        key = sight.figure.low, sight.figure.high, *sight.question[:3]
        before = first.setdefault(key, sight)
        if not sight.scene.spots and before.scene.spots:
            sight = replace(sight, scene=replace(sight.scene, spots=before.scene.spots))
        out.append(sight)
    return out


def summed(told: Sequence[Sight], text: str, atlas: Atlas) -> list[Sight]:
    """The figures of one report; those that it adds up itself are parts of the sum, and of several places events."""
    adds = {n: parts for n in range(len(told)) if (parts := addends(told, n))}
    out = list(told)
    for n, parts in adds.items():
        where = {m: told[m].scene for m in parts}
        own = each(text, [told[m] for m in parts], atlas)
        where.update(zip(parts, own, strict=True) if own else ())
        apart = any(elsewhere(where[a], where[b]) for a, b in combinations(parts, 2))
        spread = apart or out[n].scene.several
        asked = whole(out[n].question) if spread else out[n].question
        out[n] = replace(out[n], question=asked, adds=tuple(told[m].figure for m in parts))
        for m in parts:
            out[m] = (
                replace(out[m], scene=where[m])
                if spread
                else replace(out[m], question=out[m].question._replace(part=True))
            )
    return out


def each(text: str, parts: Sequence[Sight], atlas: Atlas) -> list[Scene]:
    """The scene of each of some figures, where every one has its own place after it: '15 in Tarn and three in Vell'."""
    ends = [*(p.figure.span.start for p in parts[1:]), sentence(text, parts[-1].figure)[1]]
    found = [
        replace(p.scene, spots=scene(text[p.figure.span.start : end], atlas).spots, several=False, joint=False)
        for p, end in zip(parts, ends, strict=True)
    ]
    return found if all(s.spots for s in found) else []


def addends(told: Sequence[Sight], n: int) -> tuple[int, ...]:
    """The next figures of the same fate that add up to one: just after it, or anywhere after a report's first words."""
    total = told[n]
    if not harmed(total) or total.question.part or total.figure.low is None:
        return ()
    later = [m for m in range(n + 1, len(told)) if told[m].question[1:3] == total.question[1:3] and harmed(told[m])]
    for same in ([m for m in later if not told[m].question.part], [m for m in later if told[m].figure.subset]):
        reach = len(same) if total.figure.span.start < OPENING else 0
        near = sum(told[m].figure.span.start - total.figure.span.end < NEAR_BY for m in same)
        for count in range(2, min(ADDENDS, max(reach, near)) + 1):
            if math.isclose(sum(told[m].figure.low or 0 for m in same[:count]), total.figure.low):
                return tuple(same[:count])
    return ()


def harmed(sight: Sight) -> bool:
    """True for one number of people who came to harm, over no longer time."""
    figure, asked = sight.figure, sight.question
    counts = bool(figure.low) and figure.low == figure.high and asked.who not in OBJECTS and not asked.years
    return counts and not asked.unit and bool(frozenset(asked.fate.split(",")) & HARMED)


def flat(text: str) -> str:
    """A text on one line, in small letters."""
    return " ".join(text.split()).casefold()


def _part(figure: Figure, slot: Slot, before: frozenset[str], after: str) -> bool:
    """True for a part of another figure: '50 others injured' after '20 killed' is none, after '20 injured' it is."""
    others = bool(OTHERS.search(figure.span.exact) or OTHERS.match(after))
    if others and slot.fates & HARM:
        return bool(slot.fates & before)
    return slot.part


def eras(group: Sequence[Sight]) -> list[list[Sight]]:
    """Figures of one question by their time: those of long ago apart, where most are of the reports' own days."""
    old = [sight for sight in group if sight.long_ago]
    half = 2 * len(old) == len(group) and not all(s.when for s in group)
    if 2 * len(old) > len(group) or half:
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
