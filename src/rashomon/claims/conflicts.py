"""Conflicts that no rule sees, from a model that reads two clauses together (`models.conflict`).

"The captain was at the wheel" and "we came up and found the bridge empty" share no word.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, groupby, product
from typing import NamedTuple

from rashomon.claims import denial, oppose
from rashomon.claims.camps import camps
from rashomon.claims.facets import Facet, brief, called_false, other_time
from rashomon.claims.label import VERB
from rashomon.claims.slots import same_thing
from rashomon.model import Relation, RelationKind
from rashomon.models import conflict, packaged
from rashomon.models.pair import LANGUAGE, read_all
from rashomon.text.silence import wished

Reader = Callable[[str, str], conflict.Sides]
"""How two clauses stand to one another, as a model reads them."""
Nearness = Callable[[Facet, Facet], float | None]
"""How near two facets are in what they are about (`about.Near`); None where that is not known."""
Pair = frozenset[str]
"""Two statements."""
Told = tuple[Sequence[Facet], Sequence[Relation]]
"""The facets of a claim that take a side, and their relations by rule."""
Both = tuple[Facet, Facet]
"""Two clauses that may be read together."""


class Asked(NamedTuple):
    """Two clauses of a claim, by its number, that may be read together."""

    claim: int
    left: Facet
    right: Facet

    @property
    def names(self) -> tuple[str, str]:
        """Their statements."""
        return self.left.statement.id, self.right.statement.id


AGAINST = (RelationKind.CONTRADICTS, RelationKind.DENIES)
WEIGHTS = {"always": -1.34, "over_same": 0.32, "over_neither": 0.07, "near": 2.91, "shared": -0.73, "camps": 0.48}
"""Log-odds that two clauses are a conflict, by feature (`features`); fitted (training/fit_conflicts.py) on marked cases
that taught the model nothing."""
UNKNOWN = 0.3
"""The nearness of what has no vector."""
DIGITS = 9
"""Digits of a promise that count."""
LEAST = 1e-4
"""No share of a reading is thought smaller."""
LIKELY = 0.65
"""From this chance on two clauses are shown as a conflict. The chances are those of invented cases, where nearly every
claim is disputed; of real events fewer are, so that one half would show too many."""
FEW, MANY = 5, 45
"""Words of a clause: with fewer it says too little by itself, with more the model does not read it to its end."""
LONG = 600
"""Characters of a clause at most."""
BROKEN = re.compile(r"[?\n]")
"""A question, or a clause that runs into the next paragraph: neither could be false."""
THING = re.compile(r"\W*(?:the|an?|his|her|its|their|our)\b", re.IGNORECASE)
"""What only names a thing, where no verb follows: 'the cause of the fire'."""
BACK = re.compile(r"\b(?:this|that|these|those|so)\W*$", re.IGNORECASE)
"""What means what stands before it: 'he had warned of exactly this'."""
READ = 35
"""Statements of a claim that are thought of at most: the first of each voice, then the second of each, …"""
PROMISE = {"near": 6.6, "shared": -0.8, "one_denies": 1.4}
"""How the odds that a pair turns out a conflict go with what is known before it is read (training/fit_conflicts.py)."""
EACH = 60
"""Pairs of a claim that are read at most, those of most promise."""
ALL, A_REPORT = 2_000, 2
"""Pairs of a run that are read at most, those of most promise: so many, or with many reports so many for each. A pair
takes some 20 ms, a tenth of what reading one report takes; a case of a hundred reports has fewer."""
DENIED = "denies: "
"""What the model was taught to read before words that their speaker denies."""
READING = "a model reads"
"""Words of the reason by which such a conflict is known."""


def reader() -> Reader | None:
    """The packaged model, opened when it is first asked; None where it cannot be run."""
    return (lambda a, b: conflict.load().sides(a, b)) if packaged.digest(conflict.NAME) else None


def sifted(claims: Iterable[Told], read: Reader, reports: int = 0) -> list[Told]:
    """The claims without the denials by rule whose clauses the model reads as rather of one side than opposed.

    Of more than are read those are that rules are least sure of, in a run of so many `reports`.
    """
    every = list(claims)
    asked = [(n, r, both) for n, (heard, by_rule) in enumerate(every) for r in by_rule if (both := weak(heard, r))]
    first = sorted(range(len(asked)), key=lambda n: (asked[n][1].score, n))[: max(ALL, A_REPORT * reports) // 2]
    pairs = [asked[n][2] for n in sorted(first)]
    readings = read_all([(clause(a), clause(b)) for a, b in pairs], read)
    gone = {(asked[n][0], asked[n][1]) for n, sides in zip(sorted(first), readings, strict=True) if agrees(sides)}
    return [(heard, [r for r in by_rule if (n, r) not in gone]) for n, (heard, by_rule) in enumerate(every)]


def weak(heard: Sequence[Facet], relation: Relation) -> Both | None:
    """The two clauses of a denial by rule, where the model can read both and neither says what is called a lie."""
    if relation.kind is not RelationKind.DENIES:
        return None
    ends = (relation.left, relation.right)
    of = {f.statement.id: f for f in heard if f.statement.id in ends and readable(f) and not called_false(f)}
    return (of[relation.left], of[relation.right]) if len(of) == 2 else None


def agrees(sides: conflict.Sides) -> bool:
    """True for two clauses that are rather of one side than opposed (of 108 denials by rule on unseen cases 27, one of
    them right; of the others .42 are)."""
    return sides.same > sides.opposed


def found(
    claims: Iterable[Told],
    voices: Mapping[str, str],
    related: Collection[Pair],
    read: Reader,
    near: Nearness,
    reports: int = 0,
) -> list[Relation]:
    """The conflicts among the pairs of some claims that `asked` asks about, in the order of the claims.

    Of each claim come the facets and their relations by rule. Of more pairs than are read those of most promise are:
    within one claim first, then of a run with so many `reports`.
    """
    judged = ((a, b, chance(has)) for a, b, has in weighed(claims, voices, related, read, near, reports))
    return [conflicting(a, b, likely) for a, b, likely in judged if likely >= LIKELY]


def weighed(
    claims: Iterable[Told],
    voices: Mapping[str, str],
    related: Collection[Pair],
    read: Reader,
    near: Nearness,
    reports: int = 0,
) -> Iterator[tuple[Facet, Facet, dict[str, float]]]:
    """The pairs that are read, with what tells whether they are a conflict: as `found` takes its arguments."""
    every, ruled = [], []
    for number, (heard, by_rule) in enumerate(claims):
        both = (Asked(number, a, b) for a, b in asked(heard, by_rule, voices, related))
        every += likeliest(both, EACH, near)
        ruled.append(by_rule)
    pairs = likeliest(every, max(ALL, A_REPORT * reports), near)
    told = read_all([(clause(pair.left), clause(pair.right)) for pair in pairs], read)
    for number, held in groupby(zip(pairs, told, strict=True), lambda both: both[0].claim):
        rows = list(held)
        readings = {frozenset(pair.names): reading for pair, reading in rows}
        names = [*(name for pair, _ in rows for name in pair.names)]
        names += [name for relation in ruled[number] for name in (relation.left, relation.right)]
        found = camps(names, readings, ruled[number])
        for pair, reading in rows:
            yield pair.left, pair.right, features(pair.left, pair.right, reading, near, found.apart(*pair.names))


def likeliest(pairs: Iterable[Asked], most: int, near: Nearness) -> list[Asked]:
    """The pairs of most promise, at most so many, in their order."""
    every = list(pairs)
    if len(every) <= most:
        return every
    rank = {n: -promise(pair.left, pair.right, near) for n, pair in enumerate(every)}
    return [every[n] for n in sorted(sorted(rank, key=lambda n: (rank[n], n))[:most])]


def promise(left: Facet, right: Facet, near: Nearness) -> float:
    """How much speaks for a conflict before the two are read."""
    has = known(left, right, near)
    return round(math.fsum(weight * has[name] for name, weight in PROMISE.items()), DIGITS)


def known(left: Facet, right: Facet, near: Nearness) -> dict[str, float]:
    """What is known of two clauses before they are read."""
    about = near(left, right)
    return {
        "near": UNKNOWN if about is None else about,
        # what shares words and is a conflict, a rule has mostly found
        "shared": float(len(left.keys & right.keys)),
        "one_denies": float(left.denies != right.denies),
    }


def features(left: Facet, right: Facet, sides: conflict.Sides, near: Nearness, apart: float) -> dict[str, float]:
    """What tells whether two clauses are a conflict: their reading, and how far their camps are `apart` (`camps`)."""
    same, opposed, neither = (max(LEAST, share) for share in sides)
    over = {"over_same": math.log(opposed / same), "over_neither": math.log(opposed / neither)}
    has = {"always": 1.0, **over, **known(left, right, near), "camps": apart}
    return {name: has[name] for name in WEIGHTS}


def chance(found: Mapping[str, float]) -> float:
    """How likely two clauses with such features are a conflict, between 0 and 1."""
    return round(1 / (1 + math.exp(-math.fsum(WEIGHTS[name] * value for name, value in found.items()))), 3)


def asked(
    heard: Sequence[Facet], by_rule: Sequence[Relation], voices: Mapping[str, str], related: Collection[Pair]
) -> Iterator[Both]:
    """The pairs of a claim's facets that the model reads: of two voices, and in no relation to one another.

    Not asked about is what rules decide: the `related` pairs of any claim, two statements that rules set against others
    and not against one another (`by_rule`, the claim's own relations), two numbers of one thing, two times, two places.
    """
    opposing = {i for r in by_rule if r.kind in AGAINST for i in (r.left, r.right)}
    for a, b in combinations(first_of_each([f for f in heard if readable(f)], voices), 2):
        both = frozenset((a.statement.id, b.statement.id))
        if voices[a.statement.id] == voices[b.statement.id] or a.span.holds(b.span) or b.span.holds(a.span):
            continue
        if not (both in related or both <= opposing or ruled_out(a, b)):
            yield a, b


def first_of_each(heard: Sequence[Facet], voices: Mapping[str, str]) -> list[Facet]:
    """The facets in their order; of many the first of each voice, then the second of each, until there are enough."""
    if len(heard) <= READ:
        return list(heard)
    seen: Counter[str] = Counter()
    turns = []
    for n, facet in enumerate(heard):
        seen[voices[facet.statement.id]] += 1
        turns.append((seen[voices[facet.statement.id]], n))
    return [heard[n] for n in sorted(n for _, n in sorted(turns)[:READ])]


def readable(facet: Facet) -> bool:
    """True for a clause that the model can read by itself and to its end: 'the allegation' is none, nor is a wish."""
    words = facet.span.exact
    if facet.lang != LANGUAGE or facet.thin or len(words) > LONG or BROKEN.search(words.strip()):
        return False
    if BACK.search(words) or (THING.match(words) and not VERB.search(words)) or wished(words):
        return False
    return FEW <= len(words.split()) <= MANY


def ruled_out(left: Facet, right: Facet) -> bool:
    """True where what tells against a conflict by words tells against it by meaning, too."""
    numbers = any(a.figure.unit == b.figure.unit and same_thing(a, b) for a, b in product(left.slots, right.slots))
    other = other_time(left, right) or oppose.elsewhere(left, right)
    other = other or any(no.denies and denial.elsewhere(no, yes) for no, yes in ((left, right), (right, left)))
    return numbers or other or oppose.agreed(left, right)


def clause(facet: Facet) -> str:
    """A facet as the model reads it."""
    return (DENIED if facet.turned else "") + facet.span.exact


def conflicting(first: Facet, second: Facet, chance: float) -> Relation:
    """The conflict of two clauses: a denial where one says that it is not so and the other does not."""
    left, right = (second, first) if second.denies and not first.denies else (first, second)
    kind = RelationKind.DENIES if left.denies and not right.denies else RelationKind.CONTRADICTS
    reason = f"{READING} '{brief(left)}' and '{brief(right)}' as excluding one another; no rule shows it"
    return Relation(left.statement.id, right.statement.id, kind, chance, reason, left.span, right.span)


def by_model(relation: Relation) -> bool:
    """True for a conflict that only the model sees."""
    return relation.reason.startswith(READING)
