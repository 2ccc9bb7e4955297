"""Sources: the list, and one person or body with all it is quoted with."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.model import SourceKind
from rashomon.views.claims import Reversal
from rashomon.views.index import source_name
from rashomon.views.safe import line
from rashomon.views.summary import source_view
from rashomon.web.serve.decided import about
from rashomon.web.serve.pages.base import Ask, Made, Room, View, one
from rashomon.web.serve.pages.reports import speakers
from rashomon.web.serve.paging import Paging, cut
from rashomon.web.serve.rows import Name, Said, claim_name, said
from rashomon.web.serve.search import parts
from rashomon.web.serve.store import Decided

ALIASES = 40


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source in a list."""

    id: str
    name: str
    kind: SourceKind
    role: str
    acts_for: Name | None
    statements: int
    reversed: bool


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """Sources, the most quoted first."""

    sources: tuple[SourceRow, ...]
    paging: Paging


@dataclass(frozen=True, slots=True)
class Turn:
    """A claim on which the source first took one position and later another."""

    claim: Name
    reversal: Reversal


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source: its names and roles, and every statement in order of time."""

    source: SourceRow
    aliases: tuple[str, ...]
    turns: tuple[Turn, ...]
    history: tuple[Said, ...]
    paging: Paging
    decisions: tuple[Decided, ...]


def sources(room: Room, ask: Ask) -> Made:
    """The sources whose name has every word asked for."""
    words = [part.casefold().rstrip("*") for part in parts(ask.word("q"))]
    known = room.desk.index.sources
    found = [key for key in room.desk.said if all(word in known[key].name.casefold() for word in words)]
    here, paging = cut(found, ask.page)
    return Made(SourcesPage(tuple(_row(room, key) for key in here), paging))


def _row(room: Room, key: str) -> SourceRow:
    source = room.desk.index.sources[key]
    body = room.desk.index.sources.get(source.acts_for or "")
    acts_for = Name(body.id, source_name(body)) if body else None
    count = len(room.desk.said.get(key, ()))
    turned = bool(room.desk.turned.get(key))
    return SourceRow(key, source_name(source), source.kind, line(source.role, 80), acts_for, count, turned)


def source(room: Room, ask: Ask) -> Made:
    """One source."""
    desk, index = room.desk, room.desk.index
    found = one(index.sources, ask.key, "source")
    view = source_view(index, found, desk.said.get(ask.key, ()), desk.turned.get(ask.key, ()))
    here, paging = cut(view.statements, ask.page)
    value = SourcePage(
        _row(room, ask.key),
        view.aliases[:ALIASES],
        tuple(Turn(claim_name(claim.claim), turn) for claim, turn in view.reversals),
        tuple(said(index, s) for s in here),
        paging,
        about(room.store.decisions(), {ask.key}),
    )
    return Made(value, {"view": view, "here_said": here, "names": speakers(desk)})


VIEWS = (
    View("/sources", "sources", "Sources, the most quoted first", SourcesPage, sources, ("page", "q")),
    View("/sources/{key}", "source", "One source, its statements in order of time", SourcePage, source, ("page",)),
)
