"""Full-text search over reports and statements: SQLite's FTS5 in memory, filters on the dossier."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from unicodedata import combining, normalize

from rashomon.model import Dossier, Report, Stance, Statement
from rashomon.views.index import Index, outlet
from rashomon.views.safe import harmless

MOST = 5000
"""Hits looked at for one search, the best first."""
PART = re.compile(r'"([^"]*)"|(\S+)')
AROUND = 140  # characters of a report shown on either side of a word that was found

TABLE = """
CREATE VIRTUAL TABLE words
USING fts5(id UNINDEXED, report UNINDEXED, headline, text, tokenize = 'unicode61 remove_diacritics 2')
"""
BEST = "SELECT id, report FROM words WHERE words MATCH ? ORDER BY bm25(words, 0, 0, 4.0, 1.0), rowid LIMIT ?"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a hit must also be; '' lets everything through."""

    what: str = ""
    speaker: str = ""
    outlet: str = ""
    stance: str = ""
    lang: str = ""
    since: str = ""
    until: str = ""

    @property
    def about_statements(self) -> bool:
        """True where only a statement can pass."""
        return self.what == "statements" or bool(self.speaker or self.stance)

    def report(self, report: Report) -> bool:
        """True where a report passes; one without a date passes no filter by date."""
        day = report.published[:10]
        return (
            self.outlet.casefold() in outlet(report).casefold()
            and (not self.lang or report.lang == self.lang)
            and (not self.since or day >= self.since)
            and (not self.until or (bool(day) and day[: len(self.until)] <= self.until))
        )

    def statement(self, index: Index, statement: Statement) -> bool:
        """True where a statement passes, its report aside."""
        return (not self.stance or statement.stance is Stance(self.stance)) and (
            self.speaker.casefold() in index.speaker(statement).casefold()
        )


class Finder:
    """An index over one set of reports and statements; made again when they change, not when a decision is made."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._of: tuple[tuple[str, int], ...] | None = None
        self._base = sqlite3.connect(":memory:", check_same_thread=False)

    def find(self, index: Index, asked: str, filters: Filters) -> list[Statement | Report]:
        """What holds all the words, the best first; without a word, all that passes the filters, in order of time."""
        match = expression(asked)
        rows = self._rows(index.dossier, match) if match else _all(index.dossier)
        found: list[Statement | Report] = []
        for key, report_id in rows:
            report, statement = index.reports.get(report_id), index.statements.get(key)
            if report is None or not filters.report(report):
                continue
            if statement and filters.what != "reports" and filters.statement(index, statement):
                found.append(statement)
            elif not key and not filters.about_statements:
                found.append(report)
        return found

    def _rows(self, dossier: Dossier, match: str) -> list[tuple[str, str]]:
        with self._lock:
            self._fill(dossier)
            return list(self._base.execute(BEST, (match, MOST)))

    def warm(self, dossier: Dossier) -> None:
        """Make the index now."""
        with self._lock:
            self._fill(dossier)

    def _fill(self, dossier: Dossier) -> None:
        now = tuple((r.report.id, hash(tuple(s.id for s in r.statements))) for r in dossier.readings)
        if now == self._of:
            return
        self._base.execute("DROP TABLE IF EXISTS words")
        self._base.execute(TABLE)
        self._base.executemany("INSERT INTO words VALUES (?, ?, ?, ?)", _documents(dossier))
        self._base.commit()
        self._of = now


def _documents(dossier: Dossier) -> Iterator[tuple[str, str, str, str]]:
    for reading in dossier.readings:
        report = reading.report
        yield "", report.id, harmless(report.headline), harmless(report.text)
        for statement in reading.statements:
            yield statement.id, report.id, "", harmless(statement.text)


def _all(dossier: Dossier) -> Iterator[tuple[str, str]]:
    for reading in dossier.readings:
        yield "", reading.report.id
        yield from ((statement.id, reading.report.id) for statement in reading.statements)


def parts(asked: str) -> list[str]:
    """The words and phrases of a search."""
    return [" ".join(m.group(0).strip('"').split()) for m in PART.finditer(harmless(asked)) if m.group(0).strip('"* ')]


def expression(asked: str) -> str:
    """An FTS5 expression for all words and phrases; only a * at the end is an operator."""
    made = []
    for part in parts(asked):
        word = part.rstrip("*").replace('"', "")
        if any(c.isalnum() for c in word):
            made.append(f'"{word}"' + ("*" if part.endswith("*") else ""))
    return " AND ".join(made)


def pieces(text: str, asked: str, limit: int = 0) -> tuple[tuple[str, bool], ...]:
    """A text in runs, those that were looked for marked; with a limit only what stands round the first of them."""
    looked = [re.escape(_plain(part.rstrip("*"))) for part in parts(asked)]
    plain = _plain(text)
    hits = [m.span() for m in re.finditer(rf"\b(?:{'|'.join(looked)})", plain)] if any(looked) else []
    if len(plain) != len(text):
        hits = []
    start, end = 0, len(text)
    if limit and len(text) > limit:
        start = max(0, hits[0][0] - AROUND) if hits else 0
        end = min(len(text), start + limit)
    return tuple(_runs(text, [h for h in hits if h[0] >= start and h[1] <= end], start, end))


def _runs(text: str, hits: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[tuple[str, bool]]:
    at = start
    if start:
        yield "… ", False
    for left, right in hits:
        if left > at:
            yield text[at:left], False
        yield text[left:right], True
        at = right
    if at < end:
        yield text[at:end], False
    if end < len(text):
        yield " …", False


def _plain(text: str) -> str:
    """A text without case and accents, character for character."""
    if text.isascii():
        return text.lower()
    return "".join((normalize("NFD", c)[0].lower()[:1] or c) if not combining(c) else c for c in text)
