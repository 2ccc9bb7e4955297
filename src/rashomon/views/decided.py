"""What people decided, in words: beside what the machine had found, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rashomon.model import Decision, DecisionKind, Dossier, Effect, Outcome
from rashomon.views.words import count

KINDS = {
    DecisionKind.MERGE_CLAIMS: "merged claims",
    DecisionKind.SPLIT_CLAIM: "split a claim",
    DecisionKind.RENAME_CLAIM: "named a claim",
    DecisionKind.SPEAKER: "said who speaks",
    DecisionKind.STANCE: "said how it is said",
    DecisionKind.FIGURE: "corrected a figure",
    DecisionKind.RELATION: "said how two statements stand",
    DecisionKind.EDGE: "said which came from which",
    DecisionKind.ORIGINS: "said whether two origins are one",
    DecisionKind.FURNITURE: "marked furniture",
    DecisionKind.MISSED_STATEMENT: "marked a missed statement",
    DecisionKind.RATING: "rated a claim",
    DecisionKind.NOTE: "noted",
}
EFFECTS = {
    Effect.APPLIED: "",
    Effect.ORPHAN: "orphan: not applied",
    Effect.CONFLICT: "in conflict",
    Effect.SUPERSEDED: "superseded",
    Effect.UNDONE: "undone",
}
QUOTED = ("content", "figure", "furniture")
SAID = ("label", "text", "rating")
"""Fields that a person wrote out; they need no name."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision as it is shown."""

    id: str
    who: str
    day: str
    what: str
    value: str
    quotes: tuple[str, ...]
    """The words it stands on, the first few."""
    more: int
    machine: str
    effect: str
    reason: str
    why: str


def decided(dossier: Dossier, most: int = 2) -> list[Decided]:
    """Every decision, the oldest first; an undoing shows on what it undoes."""
    return list(_rows(dossier, most))


def _rows(dossier: Dossier, most: int) -> Iterator[Decided]:
    for outcome in dossier.decisions:
        if outcome.decision.kind is not DecisionKind.UNDO or outcome.effect is Effect.ORPHAN:
            yield row(outcome, most)


def row(outcome: Outcome, most: int) -> Decided:
    """One decision in words."""
    made = outcome.decision
    quotes = tuple(dict.fromkeys(anchor.exact for anchor in made.anchors if anchor.role in QUOTED))
    return Decided(
        made.id,
        made.who,
        made.when[:10],
        KINDS.get(made.kind, made.kind.value),
        value(made),
        quotes[:most],
        max(0, len(quotes) - most),
        outcome.machine,
        EFFECTS[outcome.effect],
        outcome.reason,
        made.why,
    )


def value(made: Decision) -> str:
    """What was said, field by field: an open bound is 'not stated', no name is nobody."""
    if made.kind is DecisionKind.SPEAKER:
        return made.field("name") or ("the source in its own words" if dict(made.value).get("name") == "" else "nobody")
    parts = [text if name in SAID else f"{name} {text or 'not stated'}" for name, text in made.value]
    if made.kind is DecisionKind.FIGURE:
        parts = [f"{name} {text or 'not stated'}" for name, text in made.value if text or name in ("low", "high")]
    return ", ".join(parts)


def heading(rows: list[Decided]) -> str:
    """'3 decisions, 1 in conflict, 1 orphan: not applied'."""
    effects = [row.effect for row in rows if row.effect]
    counts = [f"{effects.count(effect)} {effect}" for effect in dict.fromkeys(effects)]
    return ", ".join([count(len(rows), "decision"), *counts])
