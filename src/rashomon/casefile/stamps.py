"""The manifest of a case, one hash over all of it, and time stamps (RFC 3161) on that hash."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from rashomon.casefile import chain, database, tsp
from rashomon.errors import BrokenCase, UsageError

SCHEMA = "rashomon.manifest/1"
LARGEST = 1_000_000  # bytes of an answer


def manifest(db: sqlite3.Connection) -> str:
    """What the case holds, a hash a line: the same case gives the same bytes."""
    return "".join(f"{line}\n" for line in _lines(db))


def _lines(db: sqlite3.Connection) -> Iterator[str]:
    last = chain.head(db)
    yield SCHEMA
    for row in db.execute("SELECT value FROM meta WHERE name = 'case'"):
        yield f"case {row['value']}"
    if last:
        yield f"log {last.n} {last.hash}"
    for row in db.execute("SELECT DISTINCT sha256, bytes FROM reports ORDER BY sha256"):
        yield f"original {row['sha256']} {row['bytes']}"
    for row in db.execute("SELECT key, body FROM readings ORDER BY key"):
        yield f"reading {row['key']} {hashlib.sha256(row['body'].encode()).hexdigest()}"
    for row in db.execute("SELECT id FROM decisions ORDER BY id"):
        yield f"decision {row['id']}"


def digest(text: str) -> str:
    """The one hash over a manifest."""
    return hashlib.sha256(text.encode()).hexdigest()


def ask(folder: Path, *, who: str) -> tuple[str, bytes]:
    """Keep the manifest as it is now with a request for a time stamp on it: the hash, and the request to send."""
    with database.transaction(folder, "stamp") as db:
        text = manifest(db)
        name = digest(text)
        request = tsp.request(bytes.fromhex(name), secrets.randbits(63))
        entry = chain.append(db, "stamp asked", who, {"manifest_sha256": name})
        db.execute(
            "INSERT INTO stamps (manifest, hash, request, log) VALUES (?, ?, ?, ?)", (text, name, request, entry.n)
        )
    return name, request


def answered(folder: Path, data: bytes, *, who: str) -> tsp.Stamp:
    """Keep the answer to a request of this case; UsageError where it is none, or to another request."""
    if len(data) > LARGEST:
        raise UsageError(f"more than {LARGEST:,} bytes: no answer of a time stamp server")
    stamp = tsp.answer(data)
    with database.transaction(folder, "stamp") as db:
        rows = db.execute("SELECT n, request FROM stamps WHERE hash = ?", (stamp.digest.hex(),)).fetchall()
        row = next((r for r in rows if tsp.nonce(r["request"]) == stamp.nonce), None)
        if row is None:
            raise UsageError("the answer is to no request of this case: its hash or its nonce is another")
        facts = {"manifest_sha256": stamp.digest.hex(), "time": stamp.time, "serial": str(stamp.serial)}
        chain.append(db, "stamped", who, {**facts, "answer_sha256": hashlib.sha256(data).hexdigest()})
        db.execute("UPDATE stamps SET answer = ? WHERE n = ?", (data, row["n"]))
    return stamp


def check(db: sqlite3.Connection) -> None:
    """BrokenCase at the first stamp that is not on its manifest, or whose manifest is not of this log."""
    heads = {f"log {e.n} {e.hash}" for e in chain.entries(db)}
    asked = {e.facts["manifest_sha256"] for e in chain.entries(db) if e.what == "stamp asked"}
    kept = {e.facts["answer_sha256"] for e in chain.entries(db) if e.what == "stamped"}
    for row in db.execute("SELECT * FROM stamps ORDER BY n"):
        held = digest(row["manifest"]) == row["hash"] in asked
        if not held or not heads & set(row["manifest"].splitlines()):
            raise BrokenCase(f"stamp {row['n']} is on a manifest that is not as it was written")
        if row["answer"] is not None:
            _answer(row, kept)


def _answer(row: sqlite3.Row, kept: set[str]) -> None:
    try:
        stamp = tsp.answer(row["answer"])
    except UsageError as error:
        raise BrokenCase(f"the answer of stamp {row['n']} is not as it was written: {error}") from error
    if stamp.digest.hex() != row["hash"] or hashlib.sha256(row["answer"]).hexdigest() not in kept:
        raise BrokenCase(f"the answer of stamp {row['n']} is not as it was written")


def manifest_of(folder: Path) -> str:
    """The manifest of the case as it stands."""
    with database.reading(folder) as db:
        return manifest(db)
