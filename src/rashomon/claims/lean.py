"""Where a facet belongs that says too little by itself: 'Not by one minute', 'the allegation', a bare '11'."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rashomon.claims.facets import ANAPHOR, Facet
from rashomon.claims.slots import Slot
from rashomon.claims.things import THINGS
from rashomon.model import Stance
from rashomon.text.accuse import accuses

NEAR = 240
"""Characters between a leaning facet and the one it leans on, at most."""
BACK = 12
"""How many facets back the one that it leans on may stand."""
AT_ONCE = 150
"""Characters between what a speaker said and what he adds, at most."""
SHORT = 6
"""Terms of such an addition, at most."""
TELLING = 5
"""A bare number below this stands in too many claims to be found by itself."""


TAKES_UP = re.compile(
    r"^\W*(?:(?:that|and|but|so|then|because|also)\s+)*(?:it|its|they|them|their|this|that|these|those|such|there|"
    r"(?:some|one|two|many|most|all|none|both) of (?:them|these|those))\b(?!\s+(?:was|were|is|had been) no\b)",
    re.IGNORECASE,
)
"""How an addition takes up what was said before it: 'it fired on those who had come to help'."""


ALL = re.compile(
    r"^\W*+(?:everything|all|both|(?:(?:the|any|such|these|those|all)\s++)?(?:\w+\s++)?(?:allegations|claims|accusations|charges|reports|stories))\b",
    re.IGNORECASE,
)


class Groups:
    """Groups of facets by number; a facet may stand in several."""

    def __init__(self, found: Sequence[Facet], groups: Sequence[Sequence[int]]) -> None:
        self.found = found
        self.members = [list(group) for group in groups]
        self.where: dict[int, int] = {n: g for g, group in enumerate(groups) for n in group}
        self.uses: dict[str, Counter[int]] = defaultdict(Counter)
        """How many members of each group speak of a term."""
        for number, group in enumerate(groups):
            for n in group:
                self.count(n, number)

    def count(self, n: int, group: int) -> None:
        """Count the terms of a facet for a group."""
        for key in self.found[n].keys:
            self.uses[key][group] += 1

    def put(self, n: int, group: int | None) -> None:
        """Add a facet to a group, or to one of its own."""
        if group is None:
            group = len(self.members)
            self.members.append([])
        self.where.setdefault(n, group)
        if n not in self.members[group]:
            self.members[group].append(n)
            self.count(n, group)

    def speaks(self, group: int, keys: frozenset[str]) -> bool:
        """True when a facet of a group speaks of one of some terms."""
        return any(key in self.uses and group in self.uses[key] for key in keys)


def leaning(found: Sequence[Facet], groups: Sequence[Sequence[int]]) -> list[list[int]]:
    """The groups with every thin facet where the facet is that it leans on, and every answer where its claim is too."""
    held = Groups(found, groups)
    values = by_value(found, held)
    for n, facet in enumerate(found):
        if facet.thin:
            every: list[int | None] = [*all_before(found, n, held)]
            for group in every or [place(found, n, held, values)]:
                held.put(n, group)
    answers(found, held)
    additions(found, held)
    holders(found, held)
    return held.members


def place(found: Sequence[Facet], n: int, held: Groups, values: dict[tuple[object, ...], Counter[int]]) -> int | None:
    """The group of a thin facet: of the facet that holds it, of its number, or of the one before it."""
    holder = next((m for m in back(found, n) if found[m].span.holds(found[n].span) and m in held.where), None)
    if holder is not None:
        return held.where[holder]
    for slot in found[n].slots:
        group = likeliest(values.get(value(slot), Counter()))
        if group is not None:
            return group
    if len(found[n].keys) == 1 and found[n].denies:
        group = home(next(iter(found[n].keys)), held)
        if group is not None:
            return group
    said = (m for m in back(found, n) if found[m].span.end <= found[n].span.start)
    before = next((m for m in said if follows(found[m], found[n])), None)
    if before is not None and touches(found, n, before):
        return held.where.get(before)
    if ANAPHOR.match(found[n].span.exact):
        return None
    named = next((m for m in earlier(found, n) if not found[m].thin and found[m].keys & found[n].keys), None)
    return held.where.get(named) if named is not None else None


def all_before(found: Sequence[Facet], n: int, held: Groups) -> list[int]:
    """The groups of all that others said just before a facet that denies it all: 'everything', 'the claims'.

    Where no charge stands among that, 'everything' is what is laid to somebody before, and no count of passengers.
    """
    facet = found[n]
    if not (facet.denies and ALL.match(facet.span.exact)):
        return []
    others = [m for m in earlier(found, n) if m in held.where and not found[m].denies]
    others = [m for m in others if found[m].statement.speaker != facet.statement.speaker]
    near = [m for m in others if m in back(found, n) and found[m].span.end <= facet.span.start]
    charges = [m for m in others if charge(found[m])]
    return [held.where[m] for m in (near if set(near) & set(charges) else charges or near)]


def charge(facet: Facet) -> bool:
    """True for what is alleged, or laid to somebody."""
    return facet.statement.stance is Stance.ALLEGES or accuses(facet.span.exact)


def earlier(found: Sequence[Facet], n: int) -> Iterator[int]:
    """The facets of the same report that stand before facet n, the nearest first."""
    for m in range(n - 1, -1, -1):
        if found[m].span.report_id != found[n].span.report_id:
            return
        yield m


def touches(found: Sequence[Facet], n: int, before: int) -> bool:
    """True when a thin facet names nothing that the one before it does not speak of; an answer, or its paragraph."""
    anaphoric = bool(ANAPHOR.match(found[n].span.exact))
    answer = found[n].denies or found[n].statement.stance in (Stance.DENIES, Stance.NO_COMMENT, Stance.ADMITS)
    about = found[before].keys | (found[before].about if answer else frozenset())
    return anaphoric or not found[n].keys or bool(found[n].keys & about)


def back(found: Sequence[Facet], n: int) -> list[int]:
    """The facets of the same report that stand before facet n, the nearest first."""
    out = []
    for m in range(n - 1, max(-1, n - BACK), -1):
        if found[m].span.report_id != found[n].span.report_id:
            break
        if found[n].span.start - found[m].span.end <= NEAR:
            out.append(m)
    return out


def value(slot: Slot) -> tuple[object, ...]:
    """A number and its unit."""
    return slot.figure.low, slot.figure.high, slot.figure.unit


def home(key: str, held: Groups) -> int | None:
    """The one group that speaks of a term, by how many of its members do; None where two might."""
    shares = []
    for number, count in held.uses.get(key, Counter[int]()).items():
        size = len(held.members[number])
        if count >= 2 and 2 * count >= size:
            shares.append((count * count / size, -number))
    shares.sort(reverse=True)
    if not shares or (len(shares) > 1 and shares[0][0] < 1.5 * shares[1][0]):
        return None
    return -shares[0][1]


def likeliest(groups: Counter[int]) -> int | None:
    """The group in which a number is said far oftener than in all others together; None where there is none."""
    best = groups.most_common(1)
    return best[0][0] if best and 3 * best[0][1] >= 2 * sum(groups.values()) else None


def by_value(found: Sequence[Facet], held: Groups) -> dict[tuple[object, ...], Counter[int]]:
    """For every telling number the groups in which what it counts is said, and how often."""
    out: dict[tuple[object, ...], Counter[int]] = defaultdict(Counter)
    for n, facet in enumerate(found):
        for slot in facet.slots:
            if n in held.where and slot.fates and max(abs(b) for b in finite(slot)) >= TELLING:
                out[value(slot)][held.where[n]] += 1
    return out


def finite(slot: Slot) -> list[float]:
    """The bounds of a slot that are given."""
    return [b for b in (slot.figure.low, slot.figure.high) if b is not None] or [0.0]


def follows(before: Facet, facet: Facet) -> bool:
    """True when a facet goes on about the one before it: the same speaker, or an answer to another's words."""
    same = before.statement.speaker == facet.statement.speaker and before.statement.speaker is not None
    answer = facet.statement.stance in (Stance.DENIES, Stance.NO_COMMENT, Stance.ADMITS) or facet.denies
    return same or answer


def answers(found: Sequence[Facet], held: Groups) -> None:
    """Put a denial into the claim that it answers: said just before by another, about something it speaks of too."""
    for n, facet in enumerate(found):
        if facet.thin or not facet.denies or answered(n, found, held):
            continue
        for m in back(found, n):
            other = found[m]
            if other.statement.speaker == facet.statement.speaker and not other.thin:
                continue
            group = held.where.get(m)
            if group is not None and group != held.where[n] and held.speaks(group, facet.keys):
                held.put(n, group)
                break


def answered(n: int, found: Sequence[Facet], held: Groups) -> bool:
    """True when the claim that a denial stands in is asserted there by another."""
    speaker = found[n].statement.speaker
    return any(not found[m].denies and found[m].statement.speaker != speaker for m in held.members[held.where[n]])


def additions(found: Sequence[Facet], held: Groups) -> None:
    """Put what a speaker adds at once, and nobody says elsewhere, beside what he said before it."""
    for n, facet in enumerate(found):
        group = held.where[n]
        if (
            facet.thin
            or len(held.members[group]) > 1
            or len(facet.keys) > SHORT
            or any(slot.fates for slot in facet.slots)
        ):
            continue
        speaker = facet.statement.speaker
        said = [m for m in back(found, n) if speaker and found[m].statement.speaker == speaker]
        before = next((m for m in said if found[m].span.end <= facet.span.start), None)
        if before is None or facet.span.start - found[before].span.end > AT_ONCE:
            continue
        if goes_on(facet, found[before]) and held.where[before] != group:
            held.members[group].remove(n)
            held.where[n] = held.where[before]
            held.put(n, held.where[before])


def goes_on(facet: Facet, before: Facet) -> bool:
    """True when a facet takes up what stands before it: by a pronoun, or a word; to stand next to it is not enough."""
    return bool(TAKES_UP.match(facet.span.exact)) or bool((facet.keys & before.keys) - facet.names - THINGS)


def holders(found: Sequence[Facet], held: Groups) -> None:
    """Put a facet that quotes another one beside it: who quotes a claim carries it."""
    by_report: dict[str, list[int]] = defaultdict(list)
    for n, facet in enumerate(found):
        by_report[facet.span.report_id].append(n)
    for numbers in by_report.values():
        order = sorted(numbers, key=lambda n: found[n].span.start)
        starts = [found[n].span.start for n in order]
        for n in numbers:
            within = slice(bisect_left(starts, found[n].span.start), bisect_right(starts, found[n].span.end))
            for m in sorted(order[within]):
                if n != m and found[n].span.holds(found[m].span) and 2 * len(found[m].keys) >= len(found[n].keys):
                    held.put(n, held.where[m])
