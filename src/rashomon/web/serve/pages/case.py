"""The case as a whole: the first page, the grid, the figures, the changes, the headlines, what is unresolved."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.model import Claim, Skipped, Withdrawal
from rashomon.views.claims import Position
from rashomon.views.drift import Card
from rashomon.views.figures import Ladder, Rung
from rashomon.views.grid import grid_of
from rashomon.views.summary import Loose, Summary
from rashomon.web.page import FRONT
from rashomon.web.serve.pages.base import Ask, Made, Room, View
from rashomon.web.serve.paging import Paging, cut
from rashomon.web.serve.rows import ClaimRow, HeadlineRow, Name, claim_name, claim_row, headline_row

GRID_ROWS, GRID_COLUMNS = 40, 24
LADDERS, CARDS, LOOSE, AGREED = 20, 20, 100, 200


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The editor's five questions: how many, what is in dispute, which figures, how it changed, which headlines."""

    title: str
    counts: str
    summary: Summary
    disputes: tuple[ClaimRow, ...]
    ladder: LadderRow | None
    changes: tuple[Card, ...]
    headlines: tuple[HeadlineRow, ...]
    version: int


@dataclass(frozen=True, slots=True)
class LadderRow:
    """The figures for one counted thing and scope."""

    key: str
    title: str
    what: str
    """What is counted, without the question."""
    unit: str
    part: bool
    conflict: bool
    claim: Name | None
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What an origin says to a claim."""

    position: Position
    statement: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """A claim and what each origin says to it, in the order of the origins."""

    claim: Name
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class GridPage:
    """Claims down, origins across."""

    origins: tuple[Name, ...]
    rows: tuple[GridRow, ...]
    origins_left_out: int
    paging: Paging


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """Who says how many, each counted thing and scope by itself."""

    ladders: tuple[LadderRow, ...]
    paging: Paging
    agreed: tuple[LadderRow, ...]
    """The things of which one number is given; on the last page."""
    agreed_left_out: int


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """How the words changed from hand to hand."""

    cards: tuple[Card, ...]
    paging: Paging
    withdrawals: tuple[Withdrawal, ...]
    """What was taken back, and who prints it still; on the first page."""


@dataclass(frozen=True, slots=True)
class HeadlinesPage:
    """The headlines that say more than their story."""

    headlines: tuple[HeadlineRow, ...]
    paging: Paging


@dataclass(frozen=True, slots=True)
class LooseRow:
    """Something that was not resolved."""

    what: str
    row: Loose


@dataclass(frozen=True, slots=True)
class UnresolvedPage:
    """What was seen and not decided, and what was left out."""

    rows: tuple[LooseRow, ...]
    skipped: tuple[Skipped, ...]
    paging: Paging


def ladder_row(ladder: Ladder) -> LadderRow:
    """A ladder without the ids of its claim's statements."""
    claim = claim_name(ladder.claim) if isinstance(ladder.claim, Claim) else None
    return LadderRow(
        ladder.key, ladder.title, ladder.what, ladder.unit, ladder.part, ladder.conflict, claim, ladder.rungs
    )


def front(room: Room, ask: Ask) -> Made:
    """The first screen."""
    desk = room.desk
    ladders, cards = desk.ladders, desk.cards
    headlines = desk.outrun[: FRONT["headlines"]]
    value = FrontPage(
        room.store.title,
        desk.summary.counts,
        desk.summary,
        tuple(claim_row(view) for view in desk.disputes[: FRONT["disputes"]]),
        ladder_row(ladders[0]) if ladders else None,
        tuple(cards[: FRONT["cards"]]),
        tuple(headline_row(desk.index, check) for check in headlines),
        desk.version,
    )
    context = {"summary": desk.summary, "views": desk.claims, "disputes": desk.disputes, "ladders": ladders}
    return Made(
        value,
        {
            **context,
            "agreed": desk.agreed if not ladders else (),
            "cards": cards,
            "outrun": desk.outrun,
            "front": FRONT,
        },
    )


def grid(room: Room, ask: Ask) -> Made:
    """The claims that at least two origins speak to."""
    desk = room.desk
    views, paging = cut(desk.shared, ask.page, GRID_ROWS)
    found = grid_of(desk.index, views, desk.columns, most_claims=GRID_ROWS, most_origins=GRID_COLUMNS)
    rows = tuple(
        GridRow(claim_name(row.view.claim), tuple(tuple(Cell(p, s.id) for p, s in cell) for cell in row.cells))
        for row in found.rows
    )
    origins = tuple(Name(column.id, column.name) for column in found.origins)
    return Made(GridPage(origins, rows, found.origins_left_out, paging), {"grid": found})


def figures(room: Room, ask: Ask) -> Made:
    """Every counted thing with two figures."""
    here, paging = cut(room.desk.ladders, ask.page, LADDERS)
    agreed = room.desk.agreed if paging.page >= paging.pages else ()
    rows = tuple(ladder_row(ladder) for ladder in agreed[:AGREED])
    value = FiguresPage(tuple(ladder_row(ladder) for ladder in here), paging, rows, len(agreed) - len(rows))
    return Made(value, {"ladders": here})


def changes(room: Room, ask: Ask) -> Made:
    """Every change on the way."""
    taken = room.desk.dossier.withdrawals if ask.page == 1 else ()
    return Made(ChangesPage(*cut(room.desk.cards, ask.page, CARDS), taken))


def headlines(room: Room, ask: Ask) -> Made:
    """Every headline that outruns its story."""
    here, paging = cut(room.desk.outrun, ask.page)
    return Made(HeadlinesPage(tuple(headline_row(room.desk.index, check) for check in here), paging))


def unresolved(room: Room, ask: Ask) -> Made:
    """Everything that was left open."""
    desk = room.desk
    rows = [LooseRow(group.what, row) for group in desk.unresolved for row in group.rows]
    here, paging = cut(rows, ask.page, LOOSE)
    kinds = [(group.what, len(group.rows)) for group in desk.unresolved]
    return Made(UnresolvedPage(here, desk.dossier.skipped if ask.page == 1 else (), paging), {"kinds": kinds})


VIEWS = (
    View("/", "front", "The editor's five questions, answered", FrontPage, front),
    View("/grid", "grid", "Claims down, origins across", GridPage, grid, ("page",)),
    View("/figures", "figures", "Who says how many, as bounds", FiguresPage, figures, ("page",)),
    View("/changes", "changes", "How the words changed on their way", ChangesPage, changes, ("page",)),
    View("/headlines", "headlines", "Headlines that outrun their story", HeadlinesPage, headlines, ("page",)),
    View("/unresolved", "unresolved", "What could not be resolved", UnresolvedPage, unresolved, ("page",)),
)
