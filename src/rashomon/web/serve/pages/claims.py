"""Claims: the list, and one claim with its history in order of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.model import Claim, OriginGroup, Relation, Status
from rashomon.views.claims import Position, Reversal
from rashomon.views.figures import claim_ladders
from rashomon.web.serve.decided import about
from rashomon.web.serve.desk import Desk
from rashomon.web.serve.pages.base import Ask, Made, Room, View, one
from rashomon.web.serve.pages.case import LadderRow, ladder_row
from rashomon.web.serve.paging import Lazy, Paging, cut
from rashomon.web.serve.rows import ClaimRow, RelationRow, Said, claim_row, relation_row, said
from rashomon.web.serve.search import parts
from rashomon.web.serve.store import Decided

CLAIMS, HISTORY, CONFLICTS, GROUPS = 25, 60, 40, 40


@dataclass(frozen=True, slots=True)
class ClaimsPage:
    """Claims, the disputed first, then by reports and origins."""

    claims: tuple[ClaimRow, ...]
    paging: Paging


@dataclass(frozen=True, slots=True)
class Side:
    """A speaker on one side of a claim."""

    name: str
    position: Position
    statements: int


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """A claim: how its origins were counted, who stands where, every statement in order of time."""

    claim: ClaimRow
    origins: tuple[OriginGroup, ...]
    sides: tuple[Side, ...]
    reversals: tuple[Reversal, ...]
    history: tuple[Said, ...]
    paging: Paging
    conflicts: tuple[RelationRow, ...]
    conflicts_left_out: int
    ladders: tuple[LadderRow, ...]
    decisions: tuple[Decided, ...]


def claims(room: Room, ask: Ask) -> Made:
    """The claims that pass the filters."""
    here, paging = cut(Lazy(_chosen(room.desk, ask), room.desk.view), ask.page, CLAIMS)
    return Made(ClaimsPage(tuple(claim_row(view) for view in here), paging), {"views": here})


def _chosen(desk: Desk, ask: Ask) -> Sequence[Claim]:
    """The claims with a flag whose label has every word asked for."""
    status, words = ask.word("status"), [part.casefold().rstrip("*") for part in parts(ask.word("q"))]
    found = desk.ranked
    if status == "disputed":
        found = [view.claim for view in desk.disputes]
    elif status:
        flag = Status(status)
        found = [c for c in found if (s := desk.index.supports.get(c.id)) and flag in s.status]
    return [c for c in found if all(word in c.label.casefold() for word in words)] if words else found


def claim(room: Room, ask: Ask) -> Made:
    """One claim."""
    desk, index = room.desk, room.desk.index
    view = desk.view(one(desk.claim, ask.key, "claim"))
    members, paging = cut(index.members(view.claim), ask.page, HISTORY)
    conflicts = view.conflicts[:CONFLICTS]
    ladders = claim_ladders(index, view.claim, desk.rivals) if ask.page == 1 else []
    groups = view.support.groups if view.support else ()
    value = ClaimPage(
        claim_row(view),
        groups[:GROUPS],
        tuple(Side(voice.name, voice.position, len(voice.statements)) for voice in view.voices[:GROUPS]),
        view.reversals,
        tuple(said(index, s, _inside(desk, view.claim, s.id)) for s in members),
        paging,
        tuple(relation_row(index, relation) for relation in conflicts),
        len(view.conflicts) - len(conflicts),
        tuple(ladder_row(ladder) for ladder in ladders),
        about(room.store.decisions(), {view.claim.id, *(s.id for s in members)}),
    )
    return Made(value, {"view": view, "members": members, "conflicts": conflicts, "ladders": ladders})


def _inside(desk: Desk, claim: Claim, statement: str) -> list[Relation]:
    """What a statement is known to do to the others of its claim."""
    inside = set(claim.statements)
    return [r for r in desk.index.relations_of.get(statement, ()) if r.left == statement and r.right in inside]


VIEWS = (
    View("/claims", "claims", "Claims, the disputed first", ClaimsPage, claims, ("page", "status", "q")),
    View("/claims/{key}", "claim", "One claim, its history in order of time", ClaimPage, claim, ("page",)),
)
