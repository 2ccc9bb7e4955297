"""The reports of a case, as rows that were added and can be taken out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rashomon.casefile.chain import Entry
from rashomon.casefile.rows import report_of, rows
from rashomon.errors import UsageError
from rashomon.model import Report


@dataclass(frozen=True, slots=True)
class Held:
    """A report in a case, with its number there and where its bytes came from."""

    number: int
    report: Report
    size: int
    retrieved: str
    address: str


def held(db: sqlite3.Connection, where: str = "removed IS NULL", *values: object) -> Iterator[Held]:
    """The reports in the case where nothing else is asked, in the order in which they came."""
    for row in rows(db, where, *values):
        yield Held(row["number"], report_of(row), row["bytes"], row["retrieved"], row["address"])


def known_as(db: sqlite3.Connection, name: str) -> Report:
    """The one report in the case that a person calls so: by id, path, address, file name or outlet; else UsageError."""
    found = [one.report for one in held(db)]
    hits = [r for r in found if name in (r.id, r.sha256, r.path, r.url, r.input_id)] or [
        r for r in found if name in (Path(r.path).name, r.outlet) or (len(name) > 3 and r.id.startswith(name))
    ]
    if len(hits) == 1:
        return hits[0]
    if not hits:
        raise UsageError(f"no report of the case is called {name!r}: give its id, path, address or outlet")
    raise UsageError(f"{len(hits)} reports are called {name!r}: {', '.join(r.id for r in hits[:5])}: give the id")


def taken_out(db: sqlite3.Connection, report: Report, entry: Entry) -> None:
    """Mark a report as taken out by an entry of the log."""
    db.execute("UPDATE reports SET removed = ? WHERE id = ?", (entry.n, report.id))
