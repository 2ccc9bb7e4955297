"""Groups that speak of the same in other words: joined by what their members, taken together, speak of."""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from rashomon.claims.facets import Facet
from rashomon.claims.slots import GROUPS, alike

AROUND = 0.2
"""How much a term of a member's paragraph counts beside one of its own."""
ANSWER = 0.1
"""Added for a denial in one group that follows a statement of the other in a report, twice at most."""
TELLING = 24
"""Of a group's terms, how many of the heaviest it is found by."""
COUNTING = 0.5
"""Share of a group's members with a number of people from which on the group asks how many."""
RARELY = 0.2
"""Share up to which it does not ask that."""
Vector = dict[str, float]


class Pool:
    """Groups that are joined two by two, each join under a new number; the pairs wait in order of likeness."""

    def __init__(
        self, nodes: Sequence[Facet], idf: Mapping[str, float], least: float, answers: Mapping[int, frozenset[int]]
    ) -> None:
        self.nodes, self.idf, self.least, self.answers = nodes, idf, least, answers
        self.members: dict[int, list[int]] = {}
        self.vectors: dict[int, Vector] = {}
        self.holding: dict[str, set[int]] = defaultdict(set)
        self.waiting: list[tuple[float, int, int]] = []
        self.next = 0

    def add(self, group: list[int]) -> None:
        """Put a group in, and every pair with one that is there."""
        number, self.next = self.next, self.next + 1
        made = vector(self.nodes, group, self.idf)
        telling = sorted(made, key=lambda key: (-made[key], key))[:TELLING]
        for other in sorted({n for key in telling for n in self.holding[key] if n in self.members}):
            value = cosine(made, self.vectors[other]) + ANSWER * min(2, self.answered(group, self.members[other]))
            if value >= self.least:
                heapq.heappush(self.waiting, (-value, other, number))
        self.members[number], self.vectors[number] = group, made
        for key in telling:
            self.holding[key].add(number)

    def answered(self, left: Sequence[int], right: Sequence[int]) -> int:
        """How many members of one group answer a member of the other."""
        links = sum(m in self.answers.get(n, ()) for n in left for m in right)
        return links + sum(m in self.answers.get(n, ()) for n in right for m in left)

    def join(self) -> bool:
        """Join the two that are most alike and ask one question; False when none are left."""
        while self.waiting:
            _, a, b = heapq.heappop(self.waiting)
            if a not in self.members or b not in self.members:
                continue
            if not another(self.nodes, self.members[a], self.members[b]):
                self.add(self.members.pop(a) + self.members.pop(b))
                return True
        return False


def topics(
    nodes: Sequence[Facet],
    groups: Sequence[list[int]],
    idf: Mapping[str, float],
    answers: Mapping[int, frozenset[int]],
    *,
    least: float,
) -> list[list[int]]:
    """The groups, with those joined whose likeness is at least `least`, the most alike first.

    Likeness is the cosine of what they speak of, and a little for each denial in one that answers the other.
    """
    pool = Pool(nodes, idf, least, answers)
    for group in groups:
        pool.add(list(group))
    while pool.join():
        pass
    return sorted(sorted(group) for group in pool.members.values())


def another(nodes: Sequence[Facet], left: Sequence[int], right: Sequence[int]) -> bool:
    """True when two groups ask different questions: how many died is not who locked the gate, nor how many fled."""
    first, second = asked(nodes, left), asked(nodes, right)
    shares = sum(first.values()) / len(left), sum(second.values()) / len(right)
    if max(shares) >= COUNTING and min(shares) <= RARELY:
        return True
    return bool(first and second) and not set(first) & set(second)


def asked(nodes: Sequence[Facet], group: Sequence[int]) -> Counter[str]:
    """Whose number a group gives, by thing and fate, and how many of its members do."""
    return Counter(sign for n in group for sign in sorted(counts(nodes[n]))[:1])


def vector(nodes: Sequence[Facet], group: Sequence[int], idf: Mapping[str, float]) -> Vector:
    """What a group speaks of: its terms by idf, a term said often counting more, of length 1."""
    seen = Counter(key for n in group for key in nodes[n].keys)
    found = {key: (1 + math.log(count)) * idf[key] for key, count in seen.items()}
    around = Counter(key for n in group for key in nodes[n].about if key in idf)
    for key, count in around.items():
        found[key] = found.get(key, 0.0) + AROUND * count / len(group) * idf[key]
    length = math.sqrt(sum(v * v for v in found.values())) or 1.0
    return {key: value / length for key, value in found.items()}


def counts(facet: Facet) -> frozenset[str]:
    """What a facet's figures of people count, and what befell them."""
    return frozenset(
        f"{s.thing if s.thing in GROUPS else 'people'}:{fate}"
        for s in facet.slots
        for fate in alike(s)
        if not s.figure.unit and not s.part
    )


def cosine(left: Vector, right: Vector) -> float:
    """The cosine of two vectors of length 1."""
    return sum(value * right.get(key, 0.0) for key, value in left.items())
