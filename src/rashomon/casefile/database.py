"""Opens the SQLite file of a case, brings it to this version's tables, and turns its errors into ours."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from rashomon.casefile.lock import WAIT, writing
from rashomon.casefile.schema import APPLICATION, STEPS, VERSION
from rashomon.errors import BrokenCase, CaseBusy, RashomonError, UnwritableCase

FILE = "case.sqlite"
FULL, DENIED, READ_ONLY = "disk is full", "unable to open", "readonly"


@contextmanager
def reading(folder: Path) -> Iterator[sqlite3.Connection]:
    """The case as it stands at one moment, to read from: a writer beside it changes nothing in it."""
    with _told(folder), _open(folder, "ro") as db:
        _current(db, folder)
        db.execute("BEGIN")
        yield db
        db.execute("ROLLBACK")


@contextmanager
def transaction(folder: Path, what: str, *, wait: float = WAIT) -> Iterator[sqlite3.Connection]:
    """The case to write to: all of what is written is kept on disk when this ends, or nothing of it."""
    with _told(folder), writing(folder, what, wait=wait), _open(folder, "rw") as db:
        _current(db, folder)
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")


def create(folder: Path) -> None:
    """The empty tables of a new case, or those of an older version brought to this one."""
    with _told(folder), writing(folder, "new"), _open(folder, "rwc") as db:
        db.execute("PRAGMA journal_mode = WAL")
        _migrate(db, folder)


@contextmanager
def _open(folder: Path, mode: str) -> Iterator[sqlite3.Connection]:
    path = folder / FILE
    if mode != "rwc" and not path.is_file():
        raise BrokenCase(f"{folder} is no case: it has no {FILE}. Make one with: rashomon new {folder}")
    # a folder that cannot be written to has no room for the files of a journal
    fixed = mode == "ro" and not os.access(folder, os.W_OK) and not Path(f"{path}-wal").exists()
    address = f"file:{quote(str(path))}?mode={mode}" + ("&immutable=1" if fixed else "")
    db = sqlite3.connect(address, uri=True, timeout=WAIT, isolation_level=None)
    try:
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA synchronous = FULL")  # what is acknowledged survives a power cut too
        yield db
    finally:
        db.close()


def _current(db: sqlite3.Connection, folder: Path) -> None:
    """Refuse what is no case, what a newer version wrote, and what was never finished."""
    version = _version(db, folder)
    if 0 < version < VERSION:
        raise BrokenCase(
            f"{folder} is a case of version {version}. Bring it to this version with: rashomon new {folder}"
        )
    if version == 0:
        raise BrokenCase(f"{folder} is a case that was never finished. Make it again with: rashomon new {folder}")


def _version(db: sqlite3.Connection, folder: Path) -> int:
    version, kind = (int(db.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("user_version", "application_id"))
    if version and kind != APPLICATION:
        raise BrokenCase(f"{folder / FILE} is a SQLite file of another program")
    if version > VERSION:
        raise BrokenCase(
            f"{folder} was written by a newer rashomon (a case of version {version}; this one knows {VERSION}). "
            "Install the newer one"
        )
    return version


def _migrate(db: sqlite3.Connection, folder: Path) -> None:
    """Every step that is missing, with the version, in one transaction."""
    db.execute("BEGIN IMMEDIATE")
    at = _version(db, folder)
    if at == 0 and db.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]:
        raise BrokenCase(f"{folder / FILE} is a SQLite file of another program")
    for step in STEPS[at:]:
        for statement in statements(step):
            db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION}")
    db.execute(f"PRAGMA user_version = {VERSION}")
    db.execute("COMMIT")


def statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would end the transaction."""
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held
            held = ""


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """SQLite's and the system's errors as ours: what, where, what to do."""
    try:
        yield
    except RashomonError:
        raise
    except sqlite3.Error as error:
        raise _as_ours(folder, str(error)) from error
    except PermissionError as error:
        raise UnwritableCase(f"{folder} cannot be written to: {error.strerror}. Nothing was changed") from error
    except OSError as error:
        raise UnwritableCase(f"{folder}: {error.strerror or error}. Nothing was changed") from error


def _as_ours(folder: Path, what: str) -> RashomonError:
    if FULL in what or "disk I/O" in what:
        return UnwritableCase(
            f"{folder}: {what}. What was acknowledged before is kept: free some space, then run again"
        )
    if READ_ONLY in what or DENIED in what:
        return UnwritableCase(f"{folder} cannot be written to: {what}. Nothing was changed")
    if "locked" in what or "busy" in what:
        return CaseBusy(f"{folder} is being written by another process. Try again when it is done")
    return BrokenCase(f"{folder / FILE}: {what}. Run 'rashomon verify {folder}'; go back to a copy that verifies")
