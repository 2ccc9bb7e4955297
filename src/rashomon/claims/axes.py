"""Figures that can stand on one axis: one law for the tables, which show them so, and for the relations.

Two figures on two axes are no rivals, whatever their numbers are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rashomon.claims.incidents import incidents, two_events
from rashomon.claims.scopes import Sight, eras, kinds
from rashomon.claims.slots import GROUPS
from rashomon.model import Figure

Event = list[Sight]


@dataclass(frozen=True, slots=True)
class Axes:
    """Which figures of one claim stand on one axis."""

    number: Mapping[str, int]
    seen: Mapping[str, Sight]
    wholes: Mapping[str, Figure]

    @classmethod
    def of(cls, figures: Iterable[Figure], seen: Mapping[str, Sight], totals: Mapping[str, Figure]) -> Axes:
        """The axes of one claim's figures."""
        return cls(axes(figures, seen), seen, totals)

    def one(self, left: Figure, right: Figure) -> bool:
        """True when two figures can be rivals: the tables show them on one axis."""
        return self.number.get(left.id, -1) == self.number.get(right.id, -1)

    def event(self, left: Figure, right: Figure) -> bool:
        """True when nothing sets the two apart by time, place or event, whatever they count."""
        a, b = self.seen.get(left.id), self.seen.get(right.id)
        return a is None or b is None or (a.long_ago == b.long_ago and not two_events(a, b))


def wholes(seen: Mapping[str, Sight]) -> dict[str, Figure]:
    """For every part the whole that its own report gives: the last count before it of all that met the same fate."""
    found: dict[str, Figure] = {}
    last: dict[tuple[str, str], Figure] = {}
    for sight in sorted(seen.values(), key=lambda s: s.figure.span):
        unit, who, fate, part = (*sight.question, "")[:4]
        key = sight.figure.report_id, fate
        if part:
            found.update({sight.figure.id: last[key]} if key in last else {})
        elif not unit and fate and who not in GROUPS:
            last[key] = sight.figure
    return found


def axes(figures: Iterable[Figure], seen: Mapping[str, Sight]) -> dict[str, int]:
    """The number of the axis of every figure: those of one claim that answer one question, of one time and event."""
    groups: dict[tuple[str, ...], list[Sight]] = defaultdict(list)
    for figure in figures:
        if figure.id in seen:
            groups[seen[figure.id].question].append(seen[figure.id])
    found = [event for group in groups.values() for events in parted(group) for event in events]
    return {sight.figure.id: number for number, event in enumerate(found) for sight in event}


def parted(group: Sequence[Sight]) -> list[list[Event]]:
    """The figures of one question by their time and kind, and each of these by its events, the main one first."""
    return [[e for e in incidents(kind) if e] for era in eras(group) for kind in kinds(era) if kind]
