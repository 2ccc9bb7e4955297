"""Adds reports: each is read by itself, then kept with its bytes and its log entry in one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from rashomon import __version__
from rashomon.casefile import chain, codebook, database, near, originals, tables
from rashomon.casefile.rows import body_digest, body_of, insert_report, reading_of, show_reading
from rashomon.dossier import Progress
from rashomon.errors import RashomonError
from rashomon.model import Reading, Report, Skipped, text_digest
from rashomon.read.sources import Original
from rashomon.readings import key, made, models, read_one

BATCH = 200
"""Reports whose bytes are held at a time."""
TOLD = 30
"""Of more new reports than this at once, nobody reads what each changed: the dossier says it of all."""


@dataclass(frozen=True, slots=True)
class Added:
    """A report that is in the case now, and what it changed there, a line each."""

    report: Report
    changes: tuple[str, ...] = ()


def add(
    folder: Path,
    items: Iterable[Original | Skipped],
    *,
    who: str,
    extractor: str,
    workers: int,
    tell: Progress,
) -> Iterator[Added | Skipped]:
    """Add what is not in the case yet; what is left out is kept with its reason."""
    waiting, done, own = iter(items), 0, tables.table(folder, tables.PLACES)
    while batch := list(islice(waiting, BATCH)):
        fresh = dict[str, Original]()
        for item in batch:
            left = item if isinstance(item, Skipped) else _present(folder, item)
            if left is None and isinstance(item, Original):
                fresh.setdefault(item.report.id, item)
            elif left is not None:
                if left is item:
                    _leave_out(folder, left, who)
                yield left
        work = partial(read_one, extractor=extractor, places=own)
        for reading in made([item.report for item in fresh.values()], work, workers):
            if acknowledge(folder, fresh[reading.report.id], reading, who, extractor, own):
                done += 1
                told = _changes(folder, reading, extractor) if done <= TOLD else ()
                yield Added(reading.report, told)
            tell("add", done, 0)
    if done > TOLD:
        with suppress(RashomonError, sqlite3.Error), near.indexed(folder):
            """The next report finds these."""


def _changes(folder: Path, reading: Reading, extractor: str) -> tuple[str, ...]:
    """What a report changed; it is kept already, so that nothing that goes wrong here stops the others."""
    try:
        return near.changes(folder, reading, extractor)
    except (RashomonError, sqlite3.Error) as error:
        return (f"what it changed cannot be told: {error}",)


def _present(folder: Path, item: Original) -> Skipped | None:
    with database.reading(folder) as db:
        ask = "SELECT path FROM reports WHERE id = ? AND removed IS NULL"
        row = db.execute(ask, (item.report.id,)).fetchone()
    return Skipped(item.report.path, f"is in the case already ({row['path']})") if row else None


def _leave_out(folder: Path, left: Skipped, who: str) -> None:
    """Keep why something was left out, once."""
    with database.reading(folder) as db:
        row = db.execute("SELECT reason FROM left_out WHERE path = ?", (left.path,)).fetchone()
    if row and row["reason"] == left.reason:
        return
    with database.transaction(folder, "add") as db:
        chain.append(db, "left out", who, {"path": left.path, "reason": left.reason})
        db.execute("INSERT OR REPLACE INTO left_out (path, reason) VALUES (?, ?)", (left.path, left.reason))


def acknowledge(
    folder: Path, item: Original, reading: Reading, who: str, extractor: str, own: Path | None = None
) -> bool:
    """Keep a report with its bytes and its reading, all or nothing; False where another process was first."""
    originals.keep(folder, item.data)
    report = reading.report
    with database.transaction(folder, f"add {report.path or report.id}") as db:
        row = db.execute("SELECT number, removed FROM reports WHERE id = ?", (report.id,)).fetchone()
        if row and row["removed"] is None:
            return False
        body = stored(db, key(report, extractor, own)) or body_of(reading)
        facts = {**_provenance(item), **facts_of(report, extractor, body, own)}
        entry = chain.append(db, "added again" if row else "added", who, facts)
        if row:
            number = int(row["number"])
            db.execute("UPDATE reports SET removed = NULL WHERE number = ?", (number,))
        else:
            where = (item.retrieved, item.address)
            number = insert_report(db, report, size=len(item.data), where=where, log=entry.n)
        keep_reading(db, number, report, body, extractor, entry.n, own)
        db.execute("DELETE FROM left_out WHERE path = ?", (report.path,))
    return True


def stored(db: sqlite3.Connection, name: str) -> str:
    """The body of the reading of a key; '' where there is none."""
    row = db.execute("SELECT body FROM readings WHERE key = ?", (name,)).fetchone()
    return str(row["body"]) if row else ""


def _provenance(item: Original) -> dict[str, object]:
    report = item.report
    return {
        "report": report.id,
        "sha256": report.sha256,
        "bytes": len(item.data),
        "path": report.path,
        "input_id": report.input_id,
        "url": report.url,
        "address": item.address,
        "retrieved": item.retrieved,
        "media_type": report.media_type,
        "text_sha256": text_digest(report.text),
    }


def facts_of(report: Report, extractor: str, body: str, own: Path | None = None) -> dict[str, object]:
    """What the log says of a reading: with what it was made, and the hash of what came out."""
    return {
        "reading": key(report, extractor, own),
        "extractor": extractor,
        "version": __version__,
        "codebook": codebook.digest(),
        "models": models(report.lang, extractor),
        "result_sha256": body_digest(body),
        **({"places_sha256": own.name} if own else {}),
    }


def keep_reading(
    db: sqlite3.Connection,
    number: int,
    report: Report,
    body: str,
    extractor: str,
    log: int,
    own: Path | None = None,
) -> None:
    """Keep a reading under its key and put its rows in the place of those of an earlier one."""
    found = json.dumps(models(report.lang, extractor), sort_keys=True)
    db.execute(
        "INSERT OR IGNORE INTO readings (key, report_id, extractor, version, models, body, log) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (key(report, extractor, own), report.id, extractor, __version__, found, body, log),
    )
    show_reading(db, number, reading_of(report, body))
