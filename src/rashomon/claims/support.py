"""N reports, K origins: how many say it, and from how many mouths it comes; flags, never a verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rashomon.claims.facets import Facet, facets
from rashomon.claims.relate import told
from rashomon.claims.slots import agree, same_scope
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


def support(
    claims: Sequence[Claim], relations: Sequence[Relation], readings: Sequence[Reading], origins: Sequence[Origin]
) -> tuple[Support, ...]:
    """One support a claim, in the claims' order.

    K counts the origins that assert a claim, those that deny it left out. High
    takes every one as independent. Low leaves out sources that are not named
    and narration that may rest on the others, takes origins as one that may be
    one, and where numbers differ counts those only that agree on one of them.
    """
    of: dict[str, list[Facet]] = defaultdict(list)
    for facet in facets(readings):
        of[facet.statement.id].append(facet)
    known = {origin.statement: origin for origin in origins}
    unsure = {s.id for r in readings for s in r.sources if s.kind is SourceKind.UNNAMED or vague(s.name)}
    pages = {r.report.id: page(r.report.url) or r.report.id for r in readings}
    return tuple(weighed(claim, told(claim, of), relations, known, unsure, pages) for claim in claims)


def weighed(
    claim: Claim,
    members: Sequence[Facet],
    relations: Sequence[Relation],
    known: Mapping[str, Origin],
    unsure: set[str],
    pages: Mapping[str, str],
) -> Support:
    """The support of one claim; `pages` tells of each report which page it is a capture of: two are one report."""
    voices = [f for f in members if f.statement.stance is not Stance.NO_COMMENT]
    sides = innermost([f for f in voices if not f.denies] or voices)
    groups = grouped([f.statement.id for f in sides], known)
    low, high = bounds(groups, sides, unsure)
    reports = len({pages[f.span.report_id] for f in voices})
    # 'rejected the allegation' alone says nothing that could stand as a claim
    refused = all(f.denies for f in voices) and any(not f.thin for f in voices)
    flags = status(claim, relations, low, high, refused=refused)
    return Support(claim.id, reports, low, high, flags, tuple(groups))


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


def bounds(groups: Sequence[OriginGroup], sides: Sequence[Facet], unsure: set[str]) -> tuple[int, int]:
    """K as a range: groups that may be one are one for the lower bound; so is narration beside those it may rest on."""
    if not groups:
        return 0, 0
    own = {f.statement.id for f in sides if f.statement.own_voice}
    proven = [g for g in groups if not set(g.statements) <= own and g.id not in unsure]
    agreed = camps(proven, sides) or proven
    return max(1, components(agreed)), len(groups)


def camps(groups: Sequence[OriginGroup], sides: Sequence[Facet]) -> list[OriginGroup]:
    """Where the origins give numbers that differ, the largest set of them that agree on one; else nothing."""
    of = {f.statement.id: f for f in sides}
    given = [(g, slot) for g in groups for i in g.statements if i in of for slot in of[i].slots if slot.fates]
    if all(agree(a, b) or not same_scope(a, b) for _, a in given for _, b in given):
        return []
    found = []
    for _, value in given:
        held = {g.id for g, slot in given if same_scope(value, slot) and agree(value, slot)}
        found.append([g for g in groups if g.id in held])
    return max(found, key=len)


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


def status(
    claim: Claim, relations: Sequence[Relation], low: int, high: int, *, refused: bool = False
) -> tuple[Status, ...]:
    """The flags of a claim: two sources means two origins, so what is not proven to have two has one.

    `refused` is True where all who speak to it deny it: it is denied, whoever said it and wherever.
    """
    inside = set(claim.statements)
    kinds = {r.kind for r in relations if r.left in inside and r.right in inside}
    flags = []
    if high:
        flags.append(Status.CORROBORATED if low >= 2 else Status.SINGLE_SOURCE)
    if RelationKind.CONTRADICTS in kinds:
        flags.append(Status.CONTESTED)
    if refused or RelationKind.DENIES in kinds:
        flags.append(Status.DENIED)
    return tuple(flags)
