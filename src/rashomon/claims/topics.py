"""Groups that speak of the same in other words: joined by what their members, taken together, speak of."""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import pyarrow as pa

from rashomon.claims.facets import Facet
from rashomon.claims.slots import questions
from rashomon.engine.base import Engine, Row
from rashomon.text.kindred import Kin

AROUND = 0.2
"""How much a term of a member's paragraph counts beside one of its own."""
KIN = 0.3
"""How much a word kindred to one of a group counts in what the group speaks of."""
ANSWER = 0.1
"""Added for a denial in one group that follows a statement of the other in a report, twice at most."""
TELLING = 24
"""Of a group's terms, how many of the heaviest it is found by."""
COUNTING = 0.5
"""Share of a group's members with a number of people from which on the group asks how many."""
RARELY = 0.2
"""Share up to which it does not ask that."""
COMMON = 150
"""A term that tells more groups than this finds no pair by itself: what a join costs stays bounded."""
REACH = 0.1
"""What the rarer terms of two groups must give to their cosine for the two to be compared at all."""
FARTHEST = 0.5
"""Two groups less alike than this part of what joins them are not compared again when either has grown."""
TERMS = pa.schema([("node", pa.int64()), ("term", pa.string()), ("weight", pa.float64())])
RARER = """
SELECT t.node, t.term, t.weight FROM topic_all AS t JOIN topic_common AS c ON c.term = t.term WHERE c.n <= {common}
"""
PAIRS = """
SELECT l.node AS a, r.node AS b
FROM topic_terms AS l
JOIN topic_terms AS r ON l.term = r.term AND l.node < r.node
GROUP BY l.node, r.node
HAVING ROUND(SUM(l.weight * r.weight), 6) >= {reach}
"""
Vector = dict[str, float]


class Pool:
    """Groups that are joined two by two, each join under a new number; the pairs wait in order of likeness.

    A group is compared only with those near it: `near` for the groups as given, and for a join whatever either half
    was near to.
    """

    def __init__(
        self,
        nodes: Sequence[Facet],
        idf: Mapping[str, float],
        kin: Kin,
        least: float,
        answers: Mapping[int, frozenset[int]],
    ) -> None:
        self.nodes, self.idf, self.kin, self.least, self.answers = nodes, idf, kin, least, answers
        self.members: dict[int, list[int]] = {}
        self.vectors: dict[int, Vector] = {}
        self.near: dict[int, set[int]] = {}
        self.waiting: list[tuple[float, int, int]] = []
        self.next = 0

    def add(self, group: list[int], made: Vector, near: Iterable[int] = ()) -> None:
        """Put a group in, and every pair with one that is near it."""
        number, self.next = self.next, self.next + 1
        self.members[number], self.vectors[number], self.near[number] = group, made, set()
        for other in sorted(near):
            value = cosine(made, self.vectors[other]) + ANSWER * min(2, self.answered(group, self.members[other]))
            if value < self.least * FARTHEST:
                continue
            self.near[number].add(other)
            self.near[other].add(number)
            if value >= self.least:
                heapq.heappush(self.waiting, (-value, other, number))

    def answered(self, left: Sequence[int], right: Sequence[int]) -> int:
        """How many members of one group answer a member of the other."""
        first, second = frozenset(left), frozenset(right)
        links = sum(len(self.answers[n] & second) for n in left if n in self.answers)
        return links + sum(len(self.answers[n] & first) for n in right if n in self.answers)

    def join(self) -> bool:
        """Join the two that are most alike and ask one question; False when none are left."""
        while self.waiting:
            _, a, b = heapq.heappop(self.waiting)
            if a not in self.members or b not in self.members:
                continue
            if not another(self.nodes, self.members[a], self.members[b]):
                group = self.members[a] + self.members[b]
                near = self.drop(a) | self.drop(b)
                self.add(group, vector(self.nodes, group, self.idf, self.kin), near - {a, b})
                return True
        return False

    def drop(self, number: int) -> set[int]:
        """Take a group out; the groups that it was near to."""
        del self.members[number], self.vectors[number]
        near = self.near.pop(number)
        for other in near:
            self.near[other].discard(number)
        return near


def topics(
    nodes: Sequence[Facet],
    groups: Sequence[list[int]],
    idf: Mapping[str, float],
    kin: Kin,
    answers: Mapping[int, frozenset[int]],
    engine: Engine,
    *,
    least: float,
) -> list[list[int]]:
    """The groups, with those joined whose likeness is at least `least`, the most alike first.

    Likeness is the cosine of what they speak of, and a little for each denial in one that answers the other.
    """
    pool = Pool(nodes, idf, kin, least, answers)
    made = [vector(nodes, group, idf, kin) for group in groups]
    near: dict[int, set[int]] = defaultdict(set)
    for a, b in [*neighbours(made, engine), *answering(groups, answers)]:
        near[max(a, b)].add(min(a, b))
    for number, group in enumerate(groups):
        pool.add(list(group), made[number], near[number])
    while pool.join():
        pass
    return sorted(sorted(group) for group in pool.members.values())


def neighbours(made: Sequence[Vector], engine: Engine) -> Iterator[tuple[int, int]]:
    """The pairs of groups whose rarer terms alone make them a little alike: a join, bounded for every term."""
    engine.load("topic_all", telling(made), TERMS)
    engine.run("topic_common", "SELECT term, COUNT(*) AS n FROM topic_all GROUP BY term")
    engine.run("topic_terms", RARER.format(common=COMMON))
    engine.run("topic_pairs", PAIRS.format(reach=REACH))
    return ((int(row["a"]), int(row["b"])) for row in engine.rows("topic_pairs"))


def telling(made: Sequence[Vector]) -> Iterator[Row]:
    """The heaviest terms of every group, as rows."""
    for number, found in enumerate(made):
        for key in heapq.nsmallest(TELLING, found, key=lambda k: (-found[k], k)):
            yield {"node": number, "term": key, "weight": found[key]}


def answering(groups: Sequence[list[int]], answers: Mapping[int, frozenset[int]]) -> Iterator[tuple[int, int]]:
    """The pairs of groups of which one answers the other."""
    group_of = {n: number for number, group in enumerate(groups) for n in group}
    for n in sorted(answers):
        for m in sorted(answers[n]):
            if group_of[n] != group_of[m]:
                yield group_of[n], group_of[m]


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


def vector(nodes: Sequence[Facet], group: Sequence[int], idf: Mapping[str, float], kin: Kin) -> Vector:
    """What a group speaks of: its terms by idf, a term said often counting more, of length 1."""
    seen = Counter(key for n in group for key in nodes[n].keys)
    found = {key: (1 + math.log(count)) * idf[key] for key, count in seen.items()}
    around = Counter(key for n in group for key in nodes[n].about if key in idf)
    for key, count in around.items():
        found[key] = found.get(key, 0.0) + AROUND * count / len(group) * idf[key]
    for key in heapq.nsmallest(TELLING, found, key=lambda k: (-found[k], k)):
        value = found[key]
        for other, near in kin.get(key, {}).items():
            found[other] = found.get(other, 0.0) + KIN * near * value
    length = math.sqrt(math.fsum([v * v for v in found.values()])) or 1.0
    return {key: value / length for key, value in found.items()}


@lru_cache(maxsize=65536)
def counts(facet: Facet) -> frozenset[str]:
    """What a facet's figures of people count, and what befell them."""
    return frozenset(question for slot in facet.slots for question in questions(slot))


def cosine(left: Vector, right: Vector) -> float:
    """The cosine of two vectors of length 1."""
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    # exact, so that the order of the words changes no digit
    return math.fsum([value * long[key] for key, value in short.items() if key in long])
