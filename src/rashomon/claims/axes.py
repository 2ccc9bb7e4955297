"""Figures that can stand on one axis: one law for the tables, which show them so, and for the relations.

Two figures on two axes are no rivals, whatever their numbers are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.claims.incidents import incidents, two_events
from rashomon.claims.scopes import HARMED, Question, Sight, eras, kinds, top
from rashomon.claims.slots import ALIKE, COUNTS
from rashomon.claims.things import DISPUTED, GROUPS, OBJECTS
from rashomon.model import Figure
from rashomon.text.names import is_person_noun

Event = list[Sight]
COUNTED = "counted"
DEAD = next(min(group) for group in ALIKE if "die" in group)
FEW, ALL = 2, 3
"""How many figures, and from how many reports, settle what the others count; how many where none says it."""
MANY = 30
"""How many times as large a number may be that counts the same."""


@dataclass(frozen=True, slots=True)
class Axes:
    """Which figures of one claim stand on one axis."""

    number: Mapping[str, int]
    seen: Mapping[str, Sight]
    wholes: Mapping[str, Figure]
    stated: frozenset[str]
    """The figures of which it is known whom they count and what befell them."""

    @classmethod
    def of(cls, figures: Iterable[Figure], seen: Mapping[str, Sight], totals: Mapping[str, Figure]) -> Axes:
        """The axes of one claim's figures."""
        found = settled([seen[f.id] for f in figures if f.id in seen])
        stated = frozenset(s.figure.id for s in found if plain(s) and s.question.fate and s.question.fate not in COUNTS)
        return cls(numbered(found), seen, totals, stated)

    def one(self, left: Figure, right: Figure) -> bool:
        """True when two figures can be rivals: the tables show them on one axis."""
        return self.number.get(left.id, -1) == self.number.get(right.id, -1)

    def asked(self, left: Figure, right: Figure) -> bool:
        """True when both are known to answer one question about whom and what, neither of a part."""
        return self.one(left, right) and left.id in self.stated and right.id in self.stated

    def event(self, left: Figure, right: Figure) -> bool:
        """True when nothing sets the two apart by time, place or event, whatever they count."""
        a, b = self.seen.get(left.id), self.seen.get(right.id)
        return a is None or b is None or (a.long_ago == b.long_ago and not two_events(a, b))


def wholes(seen: Mapping[str, Sight]) -> dict[str, Figure]:
    """For every part the whole that its own report gives: the last count before it of all that met the same fate."""
    found: dict[str, Figure] = {}
    last: dict[tuple[str, str], Figure] = {}
    for sight in sorted(seen.values(), key=lambda s: s.figure.span):
        asked = sight.question
        key = sight.figure.report_id, asked.fate
        if asked.part:
            found.update({sight.figure.id: last[key]} if key in last else {})
        elif not asked.unit and asked.fate and asked.who not in GROUPS:
            last[key] = sight.figure
    return found


def numbered(found: Sequence[Sight]) -> dict[str, int]:
    """The number of the axis of every figure: those of one claim that answer one question, of one time and event."""
    groups: dict[Question, list[Sight]] = defaultdict(list)
    for sight in found:
        groups[sight.question].append(sight)
    events = [event for group in groups.values() for parts in parted(group) for event in parts]
    return {sight.figure.id: number for number, event in enumerate(events) for sight in event}


def settled(told: Sequence[Sight]) -> list[Sight]:
    """The figures of one claim; a number of which nothing is said answers what most of its people answer."""
    found = totals(told)
    asked = Counter((s.question.who, s.question.fate) for s in found if plain(s) and s.question.fate)
    bare = [s for s in found if plain(s) and not s.question.fate]
    main, times = asked.most_common(1)[0] if asked else (("people", COUNTED), 0)
    if times < FEW or 2 * times < asked.total():
        if not unstated(bare):
            return list(found)
        main = "people", COUNTED
    bare += [s for s in found if plain(s) and s.question.fate in COUNTS and main[1] == DEAD]
    like = [s for s in found if plain(s) and (s.question.who, s.question.fate) == main] or [
        s for s in bare if fits(s, *main)
    ]
    taken = {s.figure.id for s in bare if s.alone and fits(s, *main) and sized(s, like)}
    return [
        replace(s, question=s.question._replace(who=main[0], fate=main[1])) if s.figure.id in taken else s
        for s in found
    ]


def totals(told: Sequence[Sight]) -> list[Sight]:
    """The figures of one claim; a number that one report adds up is the same sum where another prints it alone."""
    sums = {summed(s) for s in told if s.question.whole}
    return [
        replace(s, question=s.question._replace(whole=True))
        if summed(s) in sums and not s.question.part and not s.scene.spots
        else s
        for s in told
    ]


def summed(sight: Sight) -> tuple[str, str, float | None, float | None]:
    """Whom a figure counts, what befell them, and how many."""
    return sight.question.who, sight.question.fate, sight.figure.low, sight.figure.high


def unstated(bare: Sequence[Sight]) -> bool:
    """True where all the numbers of a claim are of people of whom nothing is said, and all of one size."""
    numbers = [top(s.figure) for s in bare]
    one = bool(numbers) and min(numbers) > 0 and max(numbers) <= MANY * min(numbers)
    enough = len(bare) >= ALL and len({s.figure.report_id for s in bare}) >= FEW
    return one and enough and all(fits(s, "people", COUNTED) for s in bare)


def plain(sight: Sight) -> bool:
    """True for a count that is no part, no sum of places, no rate and of no unit."""
    asked = sight.question
    return asked.known and not (asked.unit or asked.part or asked.years or asked.whole or asked.rate)


def fits(sight: Sight, who: str, fate: str) -> bool:
    """True where what is counted may be those whom the others count: a noun for people, or none in somebody's words."""
    thing = sight.question.who
    if thing == who or who != "people":
        return thing == who and who not in GROUPS
    if thing in GROUPS | OBJECTS:
        return thing in DISPUTED and fate in HARMED
    person = any(is_person_noun(stem) for word in sight.figure.counted.split() for stem in (word, word.rstrip("s")))
    return person or (not thing and bool(sight.voice) and fate in HARMED | {COUNTED})


def sized(sight: Sight, others: Sequence[Sight]) -> bool:
    """True for a number that may count the same as some others: not very many times as large or as small."""
    numbers = [top(s.figure) for s in others if s is not sight and top(s.figure)]
    value = top(sight.figure)
    return bool(numbers and value) and min(numbers) / MANY <= value <= max(numbers) * MANY


def parted(group: Sequence[Sight]) -> list[list[Event]]:
    """The figures of one question by their time and kind, and each of these by its events, the main one first."""
    return [[e for e in incidents(kind) if e] for era in eras(group) for kind in kinds(era) if kind]
