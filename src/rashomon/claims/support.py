"""N reports, K origins: how many say it, and from how many mouths it comes; flags, never a verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.claims.about import Near
from rashomon.claims.align import Node, node
from rashomon.claims.counted import Group, Scene, between, groups
from rashomon.claims.facets import Facet
from rashomon.claims.label import named
from rashomon.claims.relate import told
from rashomon.model import (
    Claim,
    Counting,
    Origin,
    OriginGroup,
    Reading,
    Relation,
    RelationKind,
    SourceKind,
    Stance,
    Status,
    Support,
)
from rashomon.text.address import page
from rashomon.text.names import outlet_like
from rashomon.text.releases import is_party
from rashomon.text.strength import vague

PEOPLE = (SourceKind.PERSON, SourceKind.UNNAMED, SourceKind.GROUP)
SAYS = 0.35
"""The least nearness to the words that name a claim with which a group is shown to say the same."""


def support(
    claims: Sequence[Claim],
    relations: Sequence[Relation],
    facets: Sequence[Facet],
    readings: Sequence[Reading],
    origins: Sequence[Origin],
) -> tuple[Support, ...]:
    """One support a claim, in the claims' order.

    K counts the origins of a claim: of all who speak to it those that surely are one make its low end, those that
    perhaps are its high end (`counted`). Reports that add nothing are not asked, unless no other speaks to it.
    """
    case = Case.of(facets, readings, origins)
    ties = inside(claims, relations)
    return tuple(weighed(claim, told(claim, case.facets), ties[claim.id], case) for claim in claims)


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked of all claims."""

    facets: Mapping[str, Sequence[Facet]]
    """By statement."""
    known: Mapping[str, Origin]
    """By statement."""
    unsure: frozenset[str]
    """The sources nobody named."""
    pages: Mapping[str, str]
    """Report -> the page that it is a capture of: two captures are one report."""
    scene: Scene
    near: Near
    first: Mapping[Node, Facet]
    """For the facets of the same words the first of them: a reprint weighs nothing."""

    @classmethod
    def of(cls, facets: Sequence[Facet], readings: Sequence[Reading], origins: Sequence[Origin]) -> Case:
        """All of it, from what a case holds."""
        of: dict[str, list[Facet]] = defaultdict(list)
        first: dict[Node, Facet] = {}
        for facet in facets:
            of[facet.statement.id].append(facet)
            first.setdefault(node(facet), facet)
        sources = {s.id: s for r in readings for s in r.sources}
        unsure = frozenset(s.id for s in sources.values() if s.kind is SourceKind.UNNAMED or vague(s.name))
        made = [r.report for r in readings]
        parties = frozenset(r.id for r in made if is_party(r.outlet, r.url, r.headline, r.text))
        outlets = {r.outlet for r in made if r.id not in parties}
        press = frozenset(
            s.id for s in sources.values() if s.kind not in PEOPLE and (s.name in outlets or outlet_like(s.name))
        )
        return cls(
            of,
            {origin.statement: origin for origin in origins},
            unsure,
            {r.id: page(r.url) or r.id for r in made},
            Scene(sources, parties, press),
            Near(list(first.values()), readings),
            first,
        )

    def asked(self, members: Sequence[Facet]) -> list[Facet]:
        """The facets that take a side, of reports that add something: no opinion, no digest; else all."""
        heard = voices(members)
        found = [f for f in heard if f.statement.id in self.known and self.known[f.statement.id].counts]
        return summed_up(found or heard)

    def alone(self, facets: Sequence[Facet]) -> list[Facet]:
        """The first of the facets of the same words."""
        return list(dict.fromkeys(self.first[node(f)] for f in facets))


def inside(claims: Sequence[Claim], relations: Sequence[Relation]) -> dict[str, list[Relation]]:
    """For each claim the relations of two of its statements."""
    held: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        for statement in claim.statements:
            held[statement].add(claim.id)
    found: dict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        for claim_id in sorted(held[relation.left] & held[relation.right]):
            found[claim_id].append(relation)
    return found


def weighed(claim: Claim, members: Sequence[Facet], relations: Sequence[Relation], case: Case) -> Support:
    """The support of one claim."""
    heard, asked = voices(members), case.asked(members)
    found = ranked(asked, case)
    proven = shown([pair for pair in found if pair[1].features["near"] >= SAYS], asked, relations, case)
    agreed = shown([pair for pair in found if pair[1].features["figure"]], asked, relations, case)
    low, high = between([group.chance for _, group in found])
    low = max(agreed, min(low, components([g for g, group in found if not group.features["retold"]]) or 1))
    low = max(low, min(proven, 2))  # no flag says more than the range: 'corroborated' is two
    high = max(low, high)
    reports = len({case.pages[f.span.report_id] for f in heard})
    # 'rejected the allegation' alone says nothing that could stand as a claim
    refused = all(f.denies for f in heard) and any(not f.thin for f in heard)
    flags = status(relations, proven, high, refused=refused)
    return Support(claim.id, reports, low, high, flags, *parted(found, low, high))


def shown(
    found: Sequence[tuple[OriginGroup, Group]], asked: Sequence[Facet], relations: Sequence[Relation], case: Case
) -> int:
    """How many of some origins are shown to say one thing (`least`), those that deny it left out."""
    affirm = [origin for origin, group in found if not group.features["denies"]]
    return least(affirm, affirming(asked), case.unsure, corroborating(relations))


def voices(members: Sequence[Facet]) -> list[Facet]:
    """The facets that take a side."""
    return [f for f in members if f.statement.stance is not Stance.NO_COMMENT and not f.silent]


def ranked(heard: Sequence[Facet], case: Case) -> list[tuple[OriginGroup, Group]]:
    """The origins of some facets, the likeliest to count first; last who only retells or denies."""
    found = {group.id: group for group in judged(heard, case)}
    made = [(g, found[g.id]) for g in grouped([f.statement.id for f in heard], case.known)]
    return sorted(made, key=lambda pair: (pair[1].features["retold"] + pair[1].features["denies"], -pair[1].chance))


def judged(heard: Sequence[Facet], case: Case) -> list[Group]:
    """The origins of the facets that are asked, each with what tells whether it counts."""
    alone = case.alone(affirming(heard))
    name = named(alone)[0] if alone else None

    def near(facet: Facet) -> float | None:
        return case.near.cosine(name, case.first[node(facet)]) if name else None

    return groups(heard, case.known, case.scene, near, alone)


def summed_up(sides: Sequence[Facet]) -> list[Facet]:
    """The facets without the narration of reports that also say in whose name they have it: a lead sums up."""
    named = {f.span.report_id for f in sides if not f.statement.own_voice and not f.denies}
    return [f for f in sides if not f.statement.own_voice or f.span.report_id not in named]


def affirming(heard: Sequence[Facet]) -> list[Facet]:
    """The facets that say what a claim is, in the words of those who have it: what only deniers speak to is theirs."""
    return innermost([f for f in heard if not f.denies] or heard)


def parted(
    found: Sequence[tuple[OriginGroup, Group]], low: int, high: int
) -> tuple[tuple[OriginGroup, ...], tuple[OriginGroup, ...]]:
    """The groups that count, surely and perhaps, and those that do not, each with the reason."""
    made = [
        replace(
            g, counts=Counting.SURELY if n < low else Counting.PERHAPS if n < high else Counting.NOT, why=judged.why
        )
        for n, (g, judged) in enumerate(found)
    ]
    return tuple(made[:high]), tuple(made[high:])


def innermost(sides: Sequence[Facet]) -> list[Facet]:
    """The facets without those whose speaker only passes on what another of them says."""
    passed = {(f.span.report_id, name) for f in sides for name in f.statement.via}
    inner = {f.statement.within for f in sides if f.statement.within}
    kept = [f for f in sides if f.statement.id not in inner and (f.span.report_id, f.statement.speaker) not in passed]
    return kept or list(sides)


def grouped(statements: Sequence[str], known: Mapping[str, Origin]) -> list[OriginGroup]:
    """The origins of some statements, those that count, in order of their first statement."""
    found: dict[str, list[Origin]] = defaultdict(list)
    for statement in dict.fromkeys(statements):
        origin = known.get(statement)
        if origin and origin.counts:
            found[origin.id].append(origin)
    return [
        OriginGroup(
            key,
            held[0].name,
            tuple(origin.statement for origin in held),
            tuple(sorted({other for origin in held for other in origin.may_be if other in found and other != key})),
        )
        for key, held in found.items()
    ]


def corroborating(relations: Sequence[Relation]) -> frozenset[frozenset[str]]:
    """The pairs of statements that corroborate one another."""
    return frozenset(frozenset((r.left, r.right)) for r in relations if r.kind is RelationKind.CORROBORATES)


def least(
    groups: Sequence[OriginGroup], sides: Sequence[Facet], unsure: Collection[str], same: Collection[frozenset[str]]
) -> int:
    """The low end of K: the largest number of groups that are shown to say one thing.

    Left out are sources nobody named and narration, which may rest on the others; those that may be one are one.
    `same` holds the pairs of statements that corroborate one another.
    """
    own = {f.statement.id for f in sides if f.statement.own_voice}
    proven = [g for g in groups if not set(g.statements) <= own and g.id not in unsure]
    found = (components(around(i, g, proven, same)) for g in proven for i in g.statements)
    return max(found, default=min(1, len(groups)))


def around(
    statement: str, group: OriginGroup, proven: Sequence[OriginGroup], same: Collection[frozenset[str]]
) -> list[OriginGroup]:
    """The group of a statement and those of which a statement corroborates it: of two numbers that one gave, one."""
    return [g for g in proven if g is group or any(frozenset((statement, other)) in same for other in g.statements)]


def components(groups: Sequence[OriginGroup]) -> int:
    """How many groups are left when those that may be one are one."""
    parent = {g.id: g.id for g in groups}

    def root(key: str) -> str:
        while parent[key] != key:
            key = parent[key]
        return key

    for group in groups:
        for other in group.may_be:
            if other in parent:
                a, b = sorted((root(group.id), root(other)))
                parent[b] = a
    return len({root(key) for key in parent})


def status(relations: Sequence[Relation], low: int, high: int, *, refused: bool = False) -> tuple[Status, ...]:
    """The flags of a claim with such relations: what is not shown to have two origins has one.

    `refused` is True where all who speak to it deny it: it is denied, whoever said it and wherever.
    """
    kinds = {r.kind for r in relations}
    flags = []
    if high:
        flags.append(Status.CORROBORATED if low >= 2 else Status.SINGLE_SOURCE)
    if RelationKind.CONTRADICTS in kinds:
        flags.append(Status.CONTESTED)
    if refused or RelationKind.DENIES in kinds:
        flags.append(Status.DENIED)
    return tuple(flags)
