"""The dossier of a case: a function of its readings and decisions.

The last one made is kept under the key of all that went into it, and so is what it was weighed from: a claim that
is renamed, merged or cut in a case of a thousand reports is weighed again, not looked for again.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from rashomon.casefile import chain, codebook, database, ledger, originals, tables
from rashomon.casefile.adding import facts_of, keep_reading
from rashomon.casefile.reports import Held, held
from rashomon.casefile.rows import body_of, reading_of
from rashomon.claims.facets import Facet, facets
from rashomon.decisions.settle import live
from rashomon.dossier import LOOKED_AT, Found, Options, Progress, look, place, weigh
from rashomon.engine.duck import DuckEngine
from rashomon.errors import CaseBusy, UnwritableCase
from rashomon.model import Decision, Dossier, Reading, Skipped, content_id
from rashomon.models import conflict, packaged, question
from rashomon.readings import key, made, read_one

T = TypeVar("T")
MADE, FOUND = "x", "y"
_DOSSIER: TypeAdapter[Dossier] = TypeAdapter(Dossier)
_FOUND: TypeAdapter[Found] = TypeAdapter(Found)
LARGEST = 1 << 32
"""Bytes that a kept result may have when it is unpacked."""


@dataclass(frozen=True)
class State:
    """What a dossier is made from, as the case stood at one moment."""

    held: tuple[Held, ...]
    keys: tuple[str, ...]
    decisions: tuple[Decision, ...]
    left_out: tuple[Skipped, ...]
    extractor: str
    places: Path | None = None
    """The table of a desk's own places that the reports are read with."""
    houses: Path | None = None
    """The table of the outlets that share copy."""

    @property
    def options(self) -> Options:
        """What the dossier is made with."""
        return Options(extractor=self.extractor, places=self.places, houses=self.houses)

    @property
    def _houses(self) -> list[str]:
        """The houses as they go into a key: nothing where there are none."""
        return [f"houses {self.houses.name}"] if self.houses else []

    @property
    def key(self) -> str:
        """The same for the same dossier."""
        skipped = [part for one in self.left_out for part in (one.path, one.reason)]
        decided = [one.id for one in self.decisions]
        return content_id(
            MADE,
            codebook.digest(),
            packaged.digest(conflict.NAME),
            packaged.digest(question.NAME),
            self.extractor,
            *self._houses,
            *self.keys,
            "-",
            *decided,
            "-",
            *skipped,
        )

    @property
    def found_key(self) -> str:
        """The same for the same readings under the same decisions about the reports themselves."""
        decided = [one.id for kind in sorted(LOOKED_AT) for one in live(self.decisions, kind)]
        models = codebook.digest(), packaged.digest(question.NAME)
        return content_id(FOUND, *models, self.extractor, *self._houses, *self.keys, "-", *decided)


def dossier(folder: Path, extractor: str, tell: Progress) -> Dossier:
    """The dossier of the case as it stands."""
    with database.reading(folder) as db:
        state = state_of(db, extractor, *(tables.table_of(db, folder, kind) for kind in tables.KINDS))
        if kept := _kept(db, state.key, _DOSSIER):
            return kept
        found = _kept(db, state.found_key, _FOUND)
    for table in filter(None, (state.places, state.houses)):
        originals.check(folder, table.name)
    seen, said = (found, facets(found.readings)) if found else _looked(readings(folder, state, tell), state, tell)
    dossier = weigh(seen, said, state.left_out, state.options, tell, state.decisions)
    with suppress(UnwritableCase, CaseBusy):  # it can be made again
        _keep(folder, state, dossier, None if found else seen)
    return dossier


def state_of(db: sqlite3.Connection, extractor: str, own: Path | None = None, houses: Path | None = None) -> State:
    """The reports in the dossier's order, each with the key of its reading; the decisions; what was left out."""
    found = sorted(held(db), key=lambda one: place(one.report))
    left_out = tuple(Skipped(*row) for row in db.execute("SELECT path, reason FROM left_out ORDER BY path, reason"))
    keys = tuple(key(one.report, extractor, own) for one in found)
    return State(tuple(found), keys, ledger.all_of(db), left_out, extractor, own, houses)


def readings(folder: Path, state: State, tell: Progress) -> list[Reading]:
    """A reading a report: those that the case has, and the others, each kept as soon as it is made."""
    found = _stored(folder, state)
    missing = {one.report.id: one for one, k in zip(state.held, state.keys, strict=True) if k not in found}
    work = partial(read_one, extractor=state.extractor, places=state.places)
    for done, reading in enumerate(made([one.report for one in missing.values()], work, 1), 1):
        found[key(reading.report, state.extractor, state.places)] = reading
        with suppress(UnwritableCase):
            _read_again(folder, missing[reading.report.id], reading, state)
        tell("attribute", done, len(missing))
    return [found[k] for k in state.keys]


def _stored(folder: Path, state: State) -> dict[str, Reading]:
    reports = {k: one.report for one, k in zip(state.held, state.keys, strict=True)}
    found: dict[str, Reading] = {}
    with database.reading(folder) as db:
        for k, report in reports.items():
            row = db.execute("SELECT body FROM readings WHERE key = ?", (k,)).fetchone()
            if row:
                found[k] = reading_of(report, row["body"])
    return found


def _read_again(folder: Path, one: Held, made: Reading, state: State) -> None:
    with database.transaction(folder, "read again") as db:
        name = key(made.report, state.extractor, state.places)
        known = db.execute("SELECT 1 FROM readings WHERE key = ?", (name,)).fetchone()
        if not known:
            body = body_of(made)
            facts = facts_of(made.report, state.extractor, body, state.places)
            entry = chain.append(db, "read again", "rashomon", {"report": one.report.id, **facts})
            keep_reading(db, one.number, made.report, body, state.extractor, entry.n, state.places)


def _looked(found: Sequence[Reading], state: State, tell: Progress) -> tuple[Found, Sequence[Facet]]:
    engine = DuckEngine()
    try:
        return look(found, state.options, engine, tell, state.decisions)
    finally:
        engine.close()


def _kept(db: sqlite3.Connection, name: str, kind: TypeAdapter[T]) -> T | None:
    """The result kept under a key; None where there is none or it is not whole."""
    row = db.execute("SELECT body FROM results WHERE key = ?", (name,)).fetchone()
    return _unpacked(row, kind) if row else None


def last(db: sqlite3.Connection) -> Dossier | None:
    """The dossier that is kept, whatever it was made from."""
    row = db.execute("SELECT body FROM results WHERE key GLOB ?", (f"{MADE}-*",)).fetchone()
    return _unpacked(row, _DOSSIER) if row else None


def _unpacked(row: sqlite3.Row, kind: TypeAdapter[T]) -> T | None:
    digest, packed = bytes(row["body"][:32]), bytes(row["body"][32:])
    if hashlib.sha256(packed).digest() != digest:
        return None
    try:
        return kind.validate_json(zlib.decompressobj().decompress(packed, LARGEST))
    except (zlib.error, ValidationError):
        return None


def _packed(value: T, kind: TypeAdapter[T]) -> bytes:
    packed = zlib.compress(kind.dump_json(value), 1)
    return hashlib.sha256(packed).digest() + packed


def _keep(folder: Path, state: State, made: Dossier, found: Found | None) -> None:
    """Keep the dossier, and what it was weighed from where that is new, in the place of earlier ones."""
    rows = [(state.key, _packed(made, _DOSSIER)), *([(state.found_key, _packed(found, _FOUND))] if found else [])]
    with database.transaction(folder, "dossier") as db:
        db.execute("DELETE FROM results WHERE key <> ?", (state.found_key,))
        db.executemany("INSERT OR REPLACE INTO results (key, body) VALUES (?, ?)", rows)
        _show(db, made)


def _show(db: sqlite3.Connection, made: Dossier) -> None:
    """Claims, relations and lineage as rows, for those who ask in SQL."""
    for table in ("claims", "relations", "lineage"):
        db.execute(f"DELETE FROM {table}")
    supports = {s.claim_id: s for s in made.supports}
    counted = ((c, supports[c.id]) for c in made.claims if c.id in supports)
    db.executemany(
        "INSERT INTO claims (id, label, status, reports, origins_low, origins_high) VALUES (?, ?, ?, ?, ?, ?)",
        ((c.id, c.label, ", ".join(s.status), s.reports, s.low, s.high) for c, s in counted),
    )
    db.executemany(
        "INSERT OR IGNORE INTO claim_statements (claim_id, statement_id) VALUES (?, ?)",
        ((c.id, s) for c in made.claims if c.id in supports for s in c.statements),
    )
    db.executemany(
        "INSERT INTO relations (left_id, right_id, kind, reason) VALUES (?, ?, ?, ?)",
        ((r.left, r.right, r.kind.value, r.reason) for r in made.relations),
    )
    db.executemany(
        "INSERT INTO lineage (child, parent, outside, kind, share, reason) VALUES (?, ?, ?, ?, ?, ?)",
        ((e.child, e.parent, e.outside, e.kind.value, e.share, e.reason) for e in made.lineage),
    )
