"""The grid of claims and origins: copies of one speaker are one column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashomon.model import Statement
from rashomon.views.claims import ClaimView, Position
from rashomon.views.index import Index, outlet, source_name
from rashomon.views.safe import line
from rashomon.views.words import short_day


@dataclass(frozen=True, slots=True)
class Column:
    """An origin: the speaker that its statements count as."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """A claim and, for each column, what that origin says to it: each position once, in order of time."""

    view: ClaimView
    cells: tuple[tuple[tuple[Position, Statement], ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Claims down, origins across."""

    origins: tuple[Column, ...]
    rows: tuple[Row, ...]
    claims_left_out: int
    origins_left_out: int


def grid(index: Index, views: Sequence[ClaimView], *, most_claims: int = 60, most_origins: int = 24) -> Grid:
    """The claims that at least two origins speak to, by the origins that speak to most of them."""
    return grid_of(index, views, columns(index), most_claims=most_claims, most_origins=most_origins)


def grid_of(
    index: Index, views: Sequence[ClaimView], columns: Mapping[str, Column], *, most_claims: int, most_origins: int
) -> Grid:
    """The same for some claims, with the column of each statement known."""
    cells = {view.claim.id: _cells(index, view, columns) for view in views}
    shared = [view for view in views if len(cells[view.claim.id]) > 1]
    weight = Counter(column for view in shared[:most_claims] for column in cells[view.claim.id])
    order = sorted(weight, key=lambda column: (-weight[column], column.name, column.id))
    kept = tuple(order[:most_origins])
    names = _told_apart(index, kept)
    # a row with a single cell among these columns would look as if all others were silent
    shown = [view for view in shared[:most_claims] if len(cells[view.claim.id].keys() & set(kept)) > 1]
    rows = tuple(Row(view, tuple(cells[view.claim.id].get(column, ()) for column in kept)) for view in shown)
    return Grid(names, rows, len(shared) - len(shown), len(order) - len(kept))


def _told_apart(index: Index, kept: Sequence[Column]) -> tuple[Column, ...]:
    """The columns; of those with one name each report's own voice has its day too."""
    seen = Counter(column.name for column in kept)

    def named(column: Column) -> Column:
        report = index.reports.get(column.id)
        twice = report is not None and seen[column.name] > 1
        return Column(column.id, f"{column.name}, {short_day(report.published)}") if report and twice else column

    return tuple(named(column) for column in kept)


def columns(index: Index) -> Mapping[str, Column]:
    """The column of each statement: the origin it counts as, else its speaker or whom the speaker acts for.

    Only what supports a claim is counted in an origin; who denies it has a column too.
    """
    found: dict[str, Column] = {}
    speakers: dict[str, Column] = {}
    for support in index.dossier.supports:
        for group in support.groups:
            column = Column(group.id, line(group.name, 40))
            for key in group.statements:
                found.setdefault(key, column)
                if key in index.statements:
                    speakers.setdefault(index.statements[key].speaker or "", column)
    for statement in index.dossier.statements:
        if statement.id not in found:
            known = speakers.get(statement.speaker) if statement.speaker else None
            other = known or _speaker(index, statement)
            found.update({statement.id: other} if other else {})
    return found


def _speaker(index: Index, statement: Statement) -> Column | None:
    """A column for a speaker that no origin counts; None where a source is left out: nobody's word is no origin."""
    source = index.sources.get(statement.speaker or "")
    if source:
        body = index.sources.get(source.acts_for or "", source)
        return Column(body.id, line(source_name(body), 40))
    if statement.own_voice:
        return Column(statement.report_id, outlet(index.report_of(statement)))
    return Column(index.speaker_key(statement), index.speaker(statement)) if statement.source else None


def _cells(
    index: Index, view: ClaimView, columns: Mapping[str, Column]
) -> dict[Column, tuple[tuple[Position, Statement], ...]]:
    """What each origin says to a claim."""
    said = [(voice.position, s) for voice in view.voices for s in voice.statements]
    cells: dict[Column, dict[Position, Statement]] = {}
    for position, statement in sorted(said, key=lambda pair: index.when(pair[1])):
        if statement.id in columns:
            cells.setdefault(columns[statement.id], {}).setdefault(position, statement)
    return {column: tuple(positions.items()) for column, positions in cells.items()}
