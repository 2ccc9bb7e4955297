"""Checks a case against itself: the file, the log, originals, texts, readings, decisions. The first break is named."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rashomon.casefile import chain, database, ledger, originals, results, stamps, tables
from rashomon.casefile.chain import Entry
from rashomon.casefile.reports import Held, held
from rashomon.casefile.rows import body_digest, reading_of
from rashomon.decisions.exchange import to_dict
from rashomon.errors import BrokenCase, SpanMismatch
from rashomon.model import Reading, Report, Span, report_id, statement_id, text_digest

ADDED = ("added", "added again")


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked, counted, and the bytes that belong to no report: a stopped run may leave some."""

    reports: int
    readings: int
    spans: int
    decisions: int
    entries: int
    spare: tuple[Path, ...]


def verify(folder: Path) -> Verified:
    """BrokenCase names the first thing that is not as it was written."""
    with database.reading(folder) as db:
        _file(db, folder)
        entries = chain.check(db)
        _created(db, entries)
        found = list(held(db, "TRUE"))
        _reports(db, found, entries, folder)
        readings, spans = _readings(db, found, entries)
        decisions = _decisions(db, entries)
        stamps.check(db)
        _result(db, found)
        kept = set().union(*(_tables(db, entries, folder, kind) for kind in tables.KINDS))
        spare = tuple(originals.spare(folder, kept | {one.report.sha256 for one in found}))
    return Verified(len(found), readings, spans, decisions, len(entries), spare)


def _file(db: sqlite3.Connection, folder: Path) -> None:
    """The pages of the file, and rows that point to none."""
    found = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise BrokenCase(f"{folder / database.FILE}: {' '.join(str(found).split())}")
    lost = db.execute("PRAGMA foreign_key_check").fetchone()
    if lost:
        raise BrokenCase(f"{folder / database.FILE}: a row of {lost[0]} points to one of {lost[2]} that is not there")


def _created(db: sqlite3.Connection, entries: Sequence[Entry]) -> None:
    name = db.execute("SELECT value FROM meta WHERE name = 'case'").fetchone()
    if entries[0].what != "created" or not name or entries[0].facts.get("case") != name["value"]:
        raise BrokenCase("log entry 1 is not of the making of this case")


def _reports(db: sqlite3.Connection, found: Sequence[Held], entries: Sequence[Entry], folder: Path) -> None:
    """Every report is in the log as it is in the table, has its text, and its original has its bytes."""
    logged: dict[str, Entry] = {}
    inside: dict[str, bool] = {}
    for entry in entries:
        if entry.what in (*ADDED, "removed"):
            inside[entry.facts["report"]] = entry.what in ADDED
        if entry.what == "added":
            logged[entry.facts["report"]] = entry
    out = {str(row["id"]) for row in db.execute("SELECT id FROM reports WHERE removed IS NOT NULL")}
    for one in found:
        _report(one, logged.get(one.report.id))
        if inside.get(one.report.id) is (one.report.id in out):
            raise BrokenCase(
                f"{_named(one.report)} is {'out of' if one.report.id in out else 'in'} the case against the log"
            )
        originals.check(folder, one.report.sha256)
    missing = sorted(set(logged) - {one.report.id for one in found})
    if missing:
        raise BrokenCase(f"report {missing[0]}, which log entry {logged[missing[0]].n} added, is not there")


def _report(one: Held, entry: Entry | None) -> None:
    report = one.report
    if entry is None:
        raise BrokenCase(f"{_named(report)} is in the case, and no entry of the log added it")
    here = {
        "sha256": report.sha256,
        "bytes": one.size,
        "text_sha256": text_digest(report.text),
        "path": report.path,
        "input_id": report.input_id,
        "url": report.url,
        "address": one.address,
        "retrieved": one.retrieved,
        "media_type": report.media_type,
    }
    for name, value in here.items():
        if entry.facts.get(name) != value:
            raise BrokenCase(f"{_named(report)}: its {name} is not that of log entry {entry.n}")
    if report.id != report_id(report.sha256):
        raise BrokenCase(f"{_named(report)} does not have the id of its bytes")


def _readings(db: sqlite3.Connection, found: Sequence[Held], entries: Sequence[Entry]) -> tuple[int, int]:
    """How many readings, each as the log has it, and how many spans in them, each with its words."""
    logged = {entry.facts["reading"]: entry for entry in entries if "reading" in entry.facts}
    reports = {one.report.id: one.report for one in found}
    count = spans = 0
    for row in db.execute("SELECT key, report_id, body FROM readings ORDER BY key"):
        report, entry = reports[row["report_id"]], logged.get(row["key"])
        if entry is None or entry.facts["result_sha256"] != body_digest(row["body"]):
            raise BrokenCase(f"a reading of {_named(report)} is not as the log has it")
        count += 1
        spans += check_spans(reading_of(report, row["body"]))
    missing = set(logged) - {str(row["key"]) for row in db.execute("SELECT key FROM readings")}
    if missing:
        entry = min((logged[key] for key in missing), key=lambda e: e.n)
        raise BrokenCase(f"the reading that log entry {entry.n} names is not there")
    return count, spans


def check_spans(reading: Reading) -> int:
    """How many spans a reading has; BrokenCase at the first that does not have its words, or id of another content."""
    count = 0
    for span in spans_of(reading):
        try:
            reading.report.check(span)
        except SpanMismatch as error:
            raise BrokenCase(f"{_named(reading.report)}: {error}") from error
        count += 1
    for s in reading.statements:
        if s.id != statement_id(s.report_id, s.content, s.source, s.cue):
            raise BrokenCase(f"{_named(reading.report)}: statement {s.id} does not have the id of its content")
    return count


def spans_of(reading: Reading) -> Iterator[Span]:
    """Every span in a reading."""
    yield from reading.report.furniture
    yield from (credit.span for credit in reading.report.credits if credit.span)
    for source in reading.sources:
        yield from source.mentions
        yield from (source.anonymity,) if source.anonymity else ()
    for s in reading.statements:
        yield from (*s.content, *s.hedges, *s.distance)
        yield from (span for span in (s.source, s.cue) if span)
    yield from (f.span for f in reading.figures)
    yield from (t.span for t in reading.times)
    yield from (p.span for p in reading.places)
    yield from (u.span for u in reading.unresolved if u.span)


def _decisions(db: sqlite3.Connection, entries: Sequence[Entry]) -> int:
    """How many decisions, each as the log has it."""
    logged = {entry.facts["id"]: entry for entry in entries if entry.what in ("decided", "imported")}
    found = {decision.id: to_dict(decision) for decision in ledger.all_of(db)}
    for name, fields in found.items():
        if name not in logged or dict(logged[name].facts) != fields:
            raise BrokenCase(f"decision {name} is not as the log has it")
    missing = set(logged) - set(found)
    if missing:
        entry = min((logged[name] for name in missing), key=lambda e: e.n)
        raise BrokenCase(f"decision {entry.facts['id']}, which is log entry {entry.n}, is not there")
    return len(found)


def _tables(db: sqlite3.Connection, entries: Sequence[Entry], folder: Path, kind: tables.Kind) -> set[str]:
    """The tables of a kind that the log names, each with its bytes; the case goes by the last."""
    given = [entry for entry in entries if entry.what in (kind.name, kind.taken)]
    named = {str(entry.facts[kind.fact]) for entry in given if entry.what == kind.name}
    for table in sorted(named):
        originals.check(folder, table)
    now = tables.table_of(db, folder, kind)
    if (now.name if now else None) != (given[-1].facts.get(kind.fact) if given else None):
        raise BrokenCase(f"the case goes by other {kind.name} than those that the log gave it last")
    return named


def _result(db: sqlite3.Connection, found: Sequence[Held]) -> None:
    """The dossier that is kept quotes the texts that the case has."""
    texts = {one.report.id: one.report.text for one in found}
    made = results.last(db)
    for reading in made.readings if made else ():
        if texts.get(reading.report.id) != reading.report.text:
            raise BrokenCase(f"the kept dossier has another text of {_named(reading.report)}")
        check_spans(reading)


def _named(report: Report) -> str:
    return f"report {report.path or report.id}"
