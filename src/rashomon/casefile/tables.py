"""A desk's own tables in a case, of places or of houses: kept among the originals, by SHA-256, and named in the log."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rashomon.casefile import chain, database, originals
from rashomon.errors import UsageError
from rashomon.lineage.houses import read_houses
from rashomon.text.places import read_desk

LARGEST = 64_000_000
"""Bytes of a table at most."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a table is of: its name in the case and in the log, and how many things it names."""

    name: str
    count: Callable[[Path], int]

    @property
    def taken(self) -> str:
        """What the log calls it that a table was taken out."""
        return f"{self.name} taken out"

    @property
    def fact(self) -> str:
        """Under what the log names the table's bytes."""
        return f"{self.name}_sha256"


PLACES = Kind("places", lambda path: len(read_desk(path).places))
HOUSES = Kind("houses", lambda path: len(read_houses(path).outlets))
KINDS = (PLACES, HOUSES)


@dataclass(frozen=True, slots=True)
class Given:
    """The table that a case goes by: where it is kept, and how many names it has."""

    path: Path
    sha256: str
    names: int


def give(folder: Path, kind: Kind, path: Path, *, who: str) -> Given:
    """Keep a table; from now on the case goes by it. UsageError where it is none."""
    known = kind.count(path)
    if not known:
        raise UsageError(f"{path}: it has no {kind.name.removesuffix('s')} in it")
    if path.stat().st_size > LARGEST:
        raise UsageError(f"{path}: more than {LARGEST:,} bytes. Give the {kind.name} that these reports need")
    data = path.read_bytes()
    before = current(folder, kind)
    if before and before.sha256 == hashlib.sha256(data).hexdigest():
        return before
    sha256 = originals.keep(folder, data)
    with database.transaction(folder, kind.name) as db:
        chain.append(db, kind.name, who, {kind.fact: sha256, "names": known, "path": path.name})
        db.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (kind.name, sha256))
    return Given(originals.path_of(folder, sha256), sha256, known)


def take(folder: Path, kind: Kind, *, who: str) -> bool:
    """Go by no such table again; False where the case had none. The table stays among the originals."""
    if current(folder, kind) is None:
        return False
    with database.transaction(folder, kind.name) as db:
        chain.append(db, kind.taken, who, {})
        db.execute("DELETE FROM meta WHERE name = ?", (kind.name,))
    return True


def current(folder: Path, kind: Kind) -> Given | None:
    """The table that a case goes by; None where it has none. BrokenCase where its bytes are other ones."""
    path = table(folder, kind)
    if path is None:
        return None
    originals.check(folder, path.name)
    return Given(path, path.name, _counted(kind, path))


@cache
def _counted(kind: Kind, path: Path) -> int:
    """The count of a table that is kept: its name says its bytes."""
    return kind.count(path)


def table(folder: Path, kind: Kind) -> Path | None:
    """Where the table that a case goes by is kept; None where it has none."""
    with database.reading(folder) as db:
        return table_of(db, folder, kind)


def table_of(db: sqlite3.Connection, folder: Path, kind: Kind) -> Path | None:
    """The same, asked of a case that is open."""
    row = db.execute("SELECT value FROM meta WHERE name = ?", (kind.name,)).fetchone()
    return originals.path_of(folder, str(row["value"])) if row and row["value"] else None
