"""The decisions of a case: appended to the table and, in the same transaction, to the log."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from rashomon.casefile import chain
from rashomon.decisions.exchange import from_dict, to_dict
from rashomon.decisions.settle import ordered, undone
from rashomon.errors import BrokenCase, UsageError
from rashomon.model import Decision, DecisionKind


def append(db: sqlite3.Connection, decision: Decision, *, what: str = "decided", who: str = "") -> None:
    """Keep one decision; `who` is whose hand appended it, where that is not who decided."""
    fields = to_dict(decision)
    entry = chain.append(db, what, who or decision.who, fields)
    db.execute(
        "INSERT INTO decisions (id, kind, anchors, value, who, at, why, log) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            decision.id,
            decision.kind.value,
            json.dumps(fields["anchors"]),
            json.dumps(fields["value"]),
            decision.who,
            decision.when,
            decision.why,
            entry.n,
        ),
    )


def all_of(db: sqlite3.Connection) -> tuple[Decision, ...]:
    """Every decision, in order of time."""
    return tuple(ordered(map(_decision, db.execute("SELECT * FROM decisions"))))


def _decision(row: sqlite3.Row) -> Decision:
    try:
        fields = {name: row[name] for name in ("id", "kind", "who", "why")}
        parts = {name: json.loads(row[name]) for name in ("anchors", "value")}
        return from_dict({**fields, **parts, "when": row["at"]})
    except (ValueError, UsageError) as error:
        raise BrokenCase(f"decision {row['id']} is not as it was written: {error}") from error


def undoable(decisions: Iterable[Decision], name: str) -> Decision:
    """The decision of an id, or of the one id that begins so; UsageError where it is none or undone already."""
    known = ordered(decisions)
    found = [d for d in known if d.id == name] or [d for d in known if name and d.id.startswith(name)]
    if len(found) != 1:
        what = "no decision" if not found else f"{len(found)} decisions"
        raise UsageError(f"there is {what} {name[:40]!r} to undo")
    back = undone(known)
    if found[0].id in back:
        by = back[found[0].id]
        raise UsageError(f"decision {found[0].id} was undone already by {by.who} ({by.id})")
    return found[0]


def shown(decision: Decision) -> str:
    """A decision's value in a few words."""
    if decision.kind is DecisionKind.UNDO:
        return decision.field("decision")
    return ", ".join(f"{name}={value}" for name, value in decision.value)
