"""Working in the case: search, decisions, the log, adding reports."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.model import Report, Statement
from rashomon.views.claims import tellings
from rashomon.web.serve.pages.base import Ask, Made, Room, View
from rashomon.web.serve.paging import Paging, cut
from rashomon.web.serve.rows import ReportRow, Said, report_row, said
from rashomon.web.serve.search import Filters, pieces
from rashomon.web.serve.store import KINDS, Decided, Logged

FILTERS = ("what", "speaker", "outlet", "stance", "lang", "since", "until")
AROUND = 300  # characters of a report that are shown
FOUND = 30


@dataclass(frozen=True, slots=True)
class Found:
    """A report or a statement that was found; `words` in runs, those that were looked for marked True."""

    report: ReportRow
    said: Said | None
    words: tuple[tuple[str, bool], ...]
    again: tuple[Said, ...] = ()
    """Other printings of the same words by the same speaker, on the same page of results."""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was found, the best first."""

    hits: tuple[Found, ...]
    paging: Paging


@dataclass(frozen=True, slots=True)
class DecisionsPage:
    """What people decided, the newest first."""

    decisions: tuple[Decided, ...]
    paging: Paging


@dataclass(frozen=True, slots=True)
class LogPage:
    """What was done to the case, the newest first."""

    lines: tuple[Logged, ...]
    paging: Paging


@dataclass(frozen=True, slots=True)
class AddPage:
    """Where reports are added."""

    writable: bool


def search(room: Room, ask: Ask) -> Made:
    """Reports and statements that have every word and pass every filter."""
    filters = Filters(**{name: ask.word(name) for name in FILTERS})
    asked = ask.word("q")
    empty = not asked.strip() and filters == Filters()
    found = [] if empty else room.finder.find(room.desk.index, asked, filters)
    here, paging = cut(found, ask.page, FOUND)
    index, hits = room.desk.index, []
    copies = {t.first.id: t.again for t in tellings(index, [hit for hit in here if isinstance(hit, Statement)])}
    for hit in here:
        if isinstance(hit, Statement) and hit.id not in copies:
            continue  # it stands with its first printing
        report = hit if isinstance(hit, Report) else index.report_of(hit)
        words = pieces(hit.text, asked, AROUND if isinstance(hit, Report) else 2 * AROUND)
        row = report_row(room.desk, report)
        if isinstance(hit, Report):
            hits.append(Found(row, None, words))
        else:
            hits.append(Found(row, said(index, hit), words, tuple(said(index, s) for s in copies[hit.id])))
    return Made(SearchPage(tuple(hits), paging), {"empty": empty})


def decisions(room: Room, ask: Ask) -> Made:
    """Every decision, with the machine's finding beside it."""
    return Made(DecisionsPage(*cut(room.store.decisions(), ask.page)), {"kinds": KINDS})


def log(room: Room, ask: Ask) -> Made:
    """The log of the case."""
    return Made(LogPage(*cut(room.store.log(), ask.page, 100)))


def add(room: Room, ask: Ask) -> Made:
    """The form to add reports."""
    return Made(AddPage(room.store.writable))


VIEWS = (
    View("/search", "search", "Search reports and statements", SearchPage, search, ("q", *FILTERS, "page")),
    View("/decisions", "decisions", "What people decided", DecisionsPage, decisions, ("page",)),
    View("/log", "log", "What was done to the case", LogPage, log, ("page",)),
    View("/add", "add", "Add reports", AddPage, add),
)
