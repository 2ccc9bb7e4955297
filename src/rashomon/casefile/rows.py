"""Reports and readings as rows and back: the same value comes out that went in."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator

from pydantic import TypeAdapter, ValidationError

from rashomon.errors import BrokenCase
from rashomon.model import Credit, Reading, Report, Span, Statement, number, text_digest
from rashomon.text.names import fold

_READING: TypeAdapter[Reading] = TypeAdapter(Reading)

PLAIN = (
    "input_id", "path", "url", "outlet", "headline", "byline", "credit", "published", "lang", "media_type",
)  # fmt: skip
"""The fields of a report that are plain text."""


def insert_report(db: sqlite3.Connection, report: Report, *, size: int, where: tuple[str, str], log: int) -> int:
    """Write a report; its number. `where` is when and from which address its bytes came."""
    fields = {
        **{name: getattr(report, name) for name in PLAIN},
        "id": report.id,
        "sha256": report.sha256,
        "bytes": size,
        "links": _json(report.links),
        "credits": _json([[c.name, [c.span.start, c.span.end] if c.span else None] for c in report.credits]),
        "furniture": _json([[span.start, span.end] for span in report.furniture]),
        "text": report.text,
        "text_sha256": text_digest(report.text),
        "retrieved": where[0],
        "address": where[1],
        "added": log,
    }
    names, marks = ", ".join(fields), ", ".join("?" * len(fields))
    made = db.execute(f"INSERT INTO reports ({names}) VALUES ({marks})", tuple(fields.values()))
    return int(made.lastrowid or 0)


def report_of(row: sqlite3.Row) -> Report:
    """A report from its row."""
    name, text = str(row["id"]), str(row["text"])
    held = Report(name, text, row["sha256"], **{field: row[field] for field in PLAIN})
    return Report(
        name,
        text,
        row["sha256"],
        **{field: getattr(held, field) for field in PLAIN},
        links=tuple(json.loads(row["links"])),
        credits=tuple(Credit(who, held.span(*at) if at else None) for who, at in json.loads(row["credits"])),
        furniture=tuple(held.span(*at) for at in json.loads(row["furniture"])),
    )


def body_of(reading: Reading) -> str:
    """A reading as JSON, without its report: that has a row of its own."""
    fields = _READING.dump_python(reading, mode="json")
    del fields["report"]
    return json.dumps(fields, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def reading_of(report: Report, body: str) -> Reading:
    """A reading from its JSON; BrokenCase where it is none."""
    try:
        fields = json.loads(body)
        return _READING.validate_python({**fields, "report": report})
    except (ValueError, TypeError, ValidationError) as error:
        raise BrokenCase(f"the reading of report {report.path or report.id} is not as it was written") from error


def body_digest(body: str) -> str:
    """What the log keeps of a reading."""
    return hashlib.sha256(body.encode()).hexdigest()


def show_reading(db: sqlite3.Connection, number: int, reading: Reading) -> None:
    """Put a reading's statements, figures and keys in the place of those of an earlier one."""
    name = reading.report.id
    for table in ("statements", "figures"):
        db.execute(f"DELETE FROM {table} WHERE report_id = ?", (name,))
    db.execute("DELETE FROM keys WHERE report = ?", (number,))
    names = {source.id: source.name for source in reading.sources}
    db.executemany(
        "INSERT OR IGNORE INTO statements (id, report_id, start, text, source, cue, speaker, stance, form) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_statement(s, names.get(s.speaker or "")) for s in reading.statements),
    )
    db.executemany(
        "INSERT INTO figures (id, report_id, statement_id, start, exact, low, high, unit, counted, scope) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (f.id, name, f.statement, f.span.start, f.span.exact, f.low, f.high, f.unit, f.counted, f.scope)
            for f in reading.figures
        ),
    )
    db.executemany("INSERT INTO keys (key, report) VALUES (?, ?)", ((key, number) for key in keys(reading)))


def _statement(s: Statement, speaker: str | None) -> tuple[object, ...]:
    source, cue = (_exact(span) for span in (s.source, s.cue))
    return s.id, s.report_id, s.start, s.text, source, cue, speaker, s.stance.value, s.form.value


def _exact(span: Span | None) -> str | None:
    return span.exact if span else None


def keys(reading: Reading) -> list[str]:
    """What a report can be found by besides its words: who speaks in it, and its figures."""
    names = {f"name {fold(source.name)}" for source in reading.sources}
    figures = {
        f"figure {number(f.low)} {number(f.high)} {f.unit} {fold(f.counted.split()[-1]) if f.counted else ''}"
        for f in reading.figures
    }
    return sorted(names | figures)


def _json(value: Iterable[object]) -> str:
    return json.dumps(list(value), ensure_ascii=True, separators=(",", ":"))


def rows(db: sqlite3.Connection, where: str = "removed IS NULL", *values: object) -> Iterator[sqlite3.Row]:
    """The rows of reports, those in the case where nothing else is asked."""
    yield from db.execute(f"SELECT * FROM reports WHERE {where} ORDER BY number", values)
