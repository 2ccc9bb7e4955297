"""N reports, K origins: how many say it, and from how many mouths it comes; flags, never a verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from rashomon.claims.about import Near
from rashomon.claims.facets import Facet
from rashomon.claims.label import named
from rashomon.claims.relate import told
from rashomon.model import (
    Claim,
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
from rashomon.text.strength import vague

SAYS = 0.35
"""The least cosine to the words that name a claim with which a statement may say the same."""
SPEAKS_FOR = 0.3
"""The part of those who assert a claim that its name must speak for, or all of them are counted."""


def support(
    claims: Sequence[Claim],
    relations: Sequence[Relation],
    facets: Sequence[Facet],
    readings: Sequence[Reading],
    origins: Sequence[Origin],
) -> tuple[Support, ...]:
    """One support a claim, in the claims' order.

    K counts the origins that assert a claim: not those that deny it, nor reports that add nothing, unless no other
    speaks to it, nor a report's narration beside those in whose name it gives the same. High takes as independent
    every one that may say what the claim is named by; low takes only those that are shown to say the same, each once.
    Who speaks to a question need not give its answer; but a name that speaks for hardly any leaves none of them out.
    """
    of: dict[str, list[Facet]] = defaultdict(list)
    for facet in facets:
        of[facet.statement.id].append(facet)
    near = Near(facets, readings)
    known = {origin.statement: origin for origin in origins}
    unsure = {s.id for r in readings for s in r.sources if s.kind is SourceKind.UNNAMED or vague(s.name)}
    pages = {r.report.id: page(r.report.url) or r.report.id for r in readings}
    ties = inside(claims, relations)
    return tuple(weighed(c, told(c, of), ties[c.id], known, unsure, pages, near) for c in claims)


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


def weighed(
    claim: Claim,
    members: Sequence[Facet],
    relations: Sequence[Relation],
    known: Mapping[str, Origin],
    unsure: set[str],
    pages: Mapping[str, str],
    near: Near,
) -> Support:
    """The support of one claim; `pages` tells of each report which page it is a capture of: two are one report."""
    voices = [f for f in members if f.statement.stance is not Stance.NO_COMMENT and not f.silent]
    heard = [f for f in voices if f.statement.id in known and known[f.statement.id].counts] or voices
    inner = innermost([f for f in heard if not f.denies] or heard)
    sides = summed_up(saying(inner, near))
    named, every = (grouped([f.statement.id for f in told], known) for told in (sides, summed_up(inner)))
    groups = named if len(named) >= SPEAKS_FOR * len(every) else every
    low, high = least(named, sides, unsure, corroborating(relations)), len(groups)
    reports = len({pages[f.span.report_id] for f in voices})
    # 'rejected the allegation' alone says nothing that could stand as a claim
    refused = all(f.denies for f in voices) and any(not f.thin for f in voices)
    flags = status(relations, low, high, refused=refused)
    return Support(claim.id, reports, low, high, flags, tuple(groups))


def innermost(sides: Sequence[Facet]) -> list[Facet]:
    """The facets without those whose speaker only passes on what another of them says."""
    passed = {(f.span.report_id, name) for f in sides for name in f.statement.via}
    inner = {f.statement.within for f in sides if f.statement.within}
    kept = [f for f in sides if f.statement.id not in inner and (f.span.report_id, f.statement.speaker) not in passed]
    return kept or list(sides)


def summed_up(sides: Sequence[Facet]) -> list[Facet]:
    """The facets without the narration of reports that also say in whose name they have it: a lead sums up."""
    named = {f.span.report_id for f in sides if not f.statement.own_voice}
    return [f for f in sides if not f.statement.own_voice or f.span.report_id not in named]


def saying(sides: Sequence[Facet], near: Near) -> list[Facet]:
    """The facets that may say what the claim is named by: others only speak to its question."""
    if len(sides) < 2:
        return list(sides)
    name, _ = named(sides)
    cosines = [(f, near.cosine(name, f)) for f in sides]
    return [f for f, cosine in cosines if cosine is None or cosine >= SAYS or f is name]


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
    groups: Sequence[OriginGroup], sides: Sequence[Facet], unsure: set[str], same: Collection[frozenset[str]]
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
