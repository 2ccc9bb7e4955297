"""Decisions as JSON and back: what a dossier shows, what a case logs, what two desks exchange."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rashomon.decisions.propose import checked
from rashomon.errors import UsageError
from rashomon.model import Anchor, Decision, DecisionKind, decision_id

Json = dict[str, Any]
LONGEST = 20_000  # characters of one field


def to_dict(decision: Decision) -> Json:
    """A decision in the format's terms."""
    return {
        "id": decision.id,
        "kind": decision.kind.value,
        "anchors": [
            {"report": a.report, "start": a.start, "end": a.end, "exact": a.exact, "role": a.role, "thing": a.thing}
            for a in decision.anchors
        ],
        "value": dict(decision.value),
        "who": decision.who,
        "when": decision.when,
        "why": decision.why,
    }


def from_dict(row: object) -> Decision:
    """The decision in parsed JSON; UsageError where it is none, or where its id is not that of its content."""
    if not isinstance(row, Mapping):
        raise UsageError("not a decision")
    try:
        made = read(row)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"not a decision: {type(error).__name__}: {error}") from error
    checked(made.kind, dict(made.value))
    if not made.who.strip():
        raise UsageError("a decision without the name of the person who made it")
    name = decision_id(made.kind, made.anchors, made.value, made.who, made.when, made.why)
    if name != made.id:
        raise UsageError(f"decision {made.id[:40]} was changed: the id of its content is {name}")
    return made


def read(row: Mapping[str, Any]) -> Decision:
    """The decision as written, unchecked; KeyError, TypeError or ValueError where it has another shape."""
    anchors = tuple(_anchor(item) for item in row["anchors"])
    value = tuple(sorted((_text(k), _text(v)) for k, v in row["value"].items()))
    kind = DecisionKind(row["kind"])
    return Decision(_text(row["id"]), kind, anchors, value, _text(row["who"]), _text(row["when"]), _text(row["why"]))


def _anchor(item: Mapping[str, Any]) -> Anchor:
    report, exact, role, thing = (_text(item[name]) for name in ("report", "exact", "role", "thing"))
    if not all(part.isdecimal() for part in thing.split("/")):
        raise ValueError(f"thing {thing[:20]!r} is no number")
    return Anchor(report, int(item["start"]), int(item["end"]), exact, role, thing)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST:
        raise ValueError(f"a text of at most {LONGEST:,} characters is expected")
    return value
