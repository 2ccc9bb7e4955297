"""A desk's own places in a case: their table is kept among the originals, under its SHA-256, and named in the log."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from rashomon.casefile import chain, database, originals
from rashomon.errors import UsageError
from rashomon.text.places import desk, read_desk

GIVEN, TAKEN = "places", "places taken out"
"""What the log calls the two."""
LARGEST = 64_000_000
"""Bytes of a table at most."""


@dataclass(frozen=True, slots=True)
class Given:
    """The table that a case goes by: where it is kept, and how many names it has."""

    path: Path
    sha256: str
    names: int


def give(folder: Path, table: Path, *, who: str) -> Given:
    """Keep a table of places; from now on the case's reports are read with it. UsageError where it is none."""
    known = len(read_desk(table).places)
    if not known:
        raise UsageError(f"{table}: it has no place in it")
    if table.stat().st_size > LARGEST:
        raise UsageError(f"{table}: more than {LARGEST:,} bytes. Give the places that these reports need")
    data = table.read_bytes()
    before = current(folder)
    if before and before.sha256 == hashlib.sha256(data).hexdigest():
        return before
    sha256 = originals.keep(folder, data)
    with database.transaction(folder, "places") as db:
        chain.append(db, GIVEN, who, {"places_sha256": sha256, "names": known, "path": table.name})
        db.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('places', ?)", (sha256,))
    return Given(originals.path_of(folder, sha256), sha256, known)


def take(folder: Path, *, who: str) -> bool:
    """Go by the gazetteer alone again; False where the case had no table. The table stays among the originals."""
    if current(folder) is None:
        return False
    with database.transaction(folder, "places") as db:
        chain.append(db, TAKEN, who, {})
        db.execute("DELETE FROM meta WHERE name = 'places'")
    return True


def current(folder: Path) -> Given | None:
    """The table that a case goes by; None where it has none. BrokenCase where its bytes are other ones."""
    path = table(folder)
    if path is None:
        return None
    originals.check(folder, path.name)
    return Given(path, path.name, len(desk(path).places))


def table(folder: Path) -> Path | None:
    """Where the table that a case goes by is kept; None where it has none."""
    with database.reading(folder) as db:
        return table_of(db, folder)


def table_of(db: sqlite3.Connection, folder: Path) -> Path | None:
    """The same, asked of a case that is open."""
    row = db.execute("SELECT value FROM meta WHERE name = 'places'").fetchone()
    return originals.path_of(folder, str(row["value"])) if row and row["value"] else None
