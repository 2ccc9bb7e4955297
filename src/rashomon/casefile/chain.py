"""The log: what was done, by whom, when. Each entry carries the hash of the one before: none can be changed alone."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from rashomon.errors import BrokenCase

NONE = "0" * 64
"""What stands for the entry before the first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log; `detail` is JSON as it was written, and part of the hash."""

    n: int
    at: str
    what: str
    who: str
    detail: str
    previous: str
    hash: str

    @property
    def facts(self) -> Mapping[str, Any]:
        """The detail, parsed."""
        found: Mapping[str, Any] = json.loads(self.detail)
        return found


def digest(n: int, at: str, what: str, who: str, detail: str, previous: str) -> str:
    """The hash of an entry: SHA-256 over its fields and the hash of the one before, as a JSON array in UTF-8."""
    fields = json.dumps([n, at, what, who, detail, previous], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(fields.encode("utf-8", "surrogatepass")).hexdigest()


def append(db: sqlite3.Connection, what: str, who: str, facts: Mapping[str, object], *, at: str = "") -> Entry:
    """Append one entry; it is kept when the transaction is."""
    last = head(db)
    n, previous = (last.n + 1, last.hash) if last else (1, NONE)
    detail = json.dumps(facts, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    at = at or now(db)
    entry = Entry(n, at, what, who, detail, previous, digest(n, at, what, who, detail, previous))
    db.execute(
        "INSERT INTO log (n, at, what, who, detail, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (n, at, what, who, detail, previous, entry.hash),
    )
    return entry


def now(db: sqlite3.Connection) -> str:
    """The time, later than that of any entry: a clock that was set back changes no order."""
    last = head(db)
    at = datetime.now(UTC)
    if last and (known := datetime.fromisoformat(last.at)) >= at:
        at = known + timedelta(microseconds=1)
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def head(db: sqlite3.Connection) -> Entry | None:
    """The last entry."""
    row = db.execute("SELECT * FROM log ORDER BY n DESC LIMIT 1").fetchone()
    return Entry(*row) if row else None


def entries(db: sqlite3.Connection) -> Iterator[Entry]:
    """Every entry, the oldest first."""
    for row in db.execute("SELECT * FROM log ORDER BY n"):
        yield Entry(*row)


def check(db: sqlite3.Connection) -> list[Entry]:
    """Every entry; BrokenCase names the first that does not follow from the one before."""
    found: list[Entry] = []
    previous = NONE
    for n, entry in enumerate(entries(db), 1):
        if entry.n != n:
            raise BrokenCase(f"log entry {n} is missing")
        made = digest(n, entry.at, entry.what, entry.who, entry.detail, previous)
        if entry.previous != previous or entry.hash != made:
            raise BrokenCase(
                f"log entry {n} ({entry.what}, {entry.at}) is not as it was written: the chain breaks there"
            )
        previous = entry.hash
        found.append(entry)
    if not found:
        raise BrokenCase("the log is empty")
    return found


TOLD = ("path", "title", "report", "kind", "reason", "why", "sha256")
"""The parts of an entry's detail that a person reads first."""


def told(entry: Entry) -> str:
    """An entry's detail in a few words."""
    facts = entry.facts
    words = [str(facts[name])[:80] for name in TOLD if facts.get(name) and name not in ("report", "sha256")]
    return "  ".join(words or [str(facts.get("report") or "")])
