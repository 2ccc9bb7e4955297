"""Small groups put where the one question stands whose words they use: 'a chain as thick as my wrist'.

A word that is said nowhere else tells nothing about where a statement belongs. Of the words that are, each speaks for
the groups that are about it, by how many of its uses stand there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rashomon.claims.facets import Facet
from rashomon.claims.slots import questions

SMALL = 3
"""Facets of a group that is put elsewhere, at most."""
LARGE = 3
"""Facets of a group that others are put into, at least."""
CENTRAL = 0.25
"""Share of a group's facets that must use a word for the group to be about it."""
USES = 2
"""... and how many must."""
SURE = 0.2
"""Share of a small group's words, of those that others use too, that must speak for one group."""
FEWEST = 0.7
"""... and what they must come to."""
AHEAD = 1.2
"""How much more must speak for it than for the next."""
ROUNDS = 4
"""How often it is done: what a group has taken in tells what it is about."""
COUNTING = 0.5
"""Share of a group's members with a number of people from which on the group asks how many."""
SELDOM = 0.2
"""Share up to which it does not ask that."""


@dataclass(frozen=True, slots=True)
class Words:
    """How often each word is used: in all groups, in each, and in which it is what they are about."""

    all: Counter[str]
    each: Sequence[Counter[str]]
    about: Mapping[str, Sequence[int]]


def satellites(nodes: Sequence[Facet], groups: Sequence[Sequence[int]]) -> list[list[int]]:
    """The groups, with every small one that the words of one larger group claim put into that."""
    held = [list(group) for group in groups]
    for _ in range(ROUNDS):
        moves = dict(homes(nodes, held, used(nodes, held)))
        if not moves:
            break
        for number, home in moves.items():
            held[home] += held[number]
            held[number] = []
        held = [group for group in held if group]
    return sorted(sorted(group) for group in held)


def used(nodes: Sequence[Facet], groups: Sequence[Sequence[int]]) -> Words:
    """The words of the groups."""
    each = [Counter(key for n in group for key in nodes[n].keys) for group in groups]
    about: dict[str, list[int]] = defaultdict(list)
    for number, (group, counts) in enumerate(zip(groups, each, strict=True)):
        for key, count in counts.items() if len(group) >= LARGE else ():
            if count >= max(USES, CENTRAL * len(group)):
                about[key].append(number)
    every: Counter[str] = Counter()
    for counts in each:
        every.update(counts)
    return Words(every, each, about)


def homes(nodes: Sequence[Facet], held: Sequence[Sequence[int]], words: Words) -> Iterator[tuple[int, int]]:
    """The small groups that move, the smallest first, each with the group it moves into, which stays."""
    left: set[int] = set()
    entered: set[int] = set()
    for number in sorted(range(len(held)), key=lambda n: (len(held[n]), n)):
        if len(held[number]) > SMALL or number in entered:
            continue
        home = nearest(number, held, words)
        if home is not None and home not in left and not another(nodes, held[number], held[home]):
            left.add(number)
            entered.add(home)
            yield number, home


def nearest(number: int, held: Sequence[Sequence[int]], words: Words) -> int | None:
    """The one larger group that the words of a group speak for; None where none does, or two do."""
    votes: dict[int, float] = defaultdict(float)
    shared = 0
    for key, own in sorted(words.each[number].items()):
        others = words.all[key] - own
        shared += others > 0
        for group in words.about.get(key, ()) if others else ():
            if len(held[group]) > len(held[number]):
                votes[group] += words.each[group][key] / (others + 1)
    if not votes:
        return None
    order = sorted(votes, key=lambda group: (-votes[group], group))
    second = votes[order[1]] if len(order) > 1 else 0.0
    first = votes[order[0]]
    return order[0] if first >= max(FEWEST, SURE * shared) and first >= AHEAD * second else None


def another(nodes: Sequence[Facet], left: Sequence[int], right: Sequence[int]) -> bool:
    """True when two groups ask different questions: how many died is not who locked the gate, nor how many fled."""
    first, second = asked(nodes, left), asked(nodes, right)
    shares = sum(first.values()) / len(left), sum(second.values()) / len(right)
    if max(shares) >= COUNTING and min(shares) <= SELDOM:
        return True
    return bool(first and second) and not set(first) & set(second)


def asked(nodes: Sequence[Facet], group: Sequence[int]) -> Counter[str]:
    """Whose number a group gives, by thing and fate, and how many of its members do."""
    return Counter(sign for n in group for sign in sorted(counts(nodes[n]))[:1])


@lru_cache(maxsize=65536)
def counts(facet: Facet) -> frozenset[str]:
    """What a facet's figures of people count, and what befell them."""
    return frozenset(question for slot in facet.slots for question in questions(slot))
