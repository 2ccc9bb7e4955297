"""Which decisions hold: the undone are left out, of several about one thing the latest outranks the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rashomon.decisions.places import Gone, Places
from rashomon.model import Decision, DecisionKind, Effect, Outcome

T = TypeVar("T", bound=Hashable)
HOLDS = "it holds, being the latest"


@dataclass(frozen=True)
class Settled(Generic[T]):
    """A decision with what it is about, and whether it holds against the others about the same."""

    decision: Decision
    target: T
    effect: Effect
    holds: bool
    reason: str = ""

    def outcome(self, machine: str, about: Iterable[str]) -> Outcome:
        """What became of the decision."""
        return Outcome(self.decision, self.effect, self.reason, machine, tuple(about))


def ordered(decisions: Iterable[Decision]) -> list[Decision]:
    """Decisions in order of time, each once."""
    return sorted({d.id: d for d in decisions}.values(), key=lambda d: (d.when, d.id))


def undone(decisions: Sequence[Decision]) -> dict[str, Decision]:
    """The decisions that are undone, each with the undoing that holds: an undoing can be undone itself."""
    found: dict[str, Decision] = {}
    for decision in reversed(decisions):
        if decision.kind is DecisionKind.UNDO and decision.id not in found:
            found.setdefault(decision.field("decision"), decision)
    return found


def live(decisions: Iterable[Decision], kind: DecisionKind) -> list[Decision]:
    """The decisions of one kind that are not undone, in order of time."""
    known = ordered(decisions)
    back = undone(known)
    return [d for d in known if d.kind is kind and d.id not in back]


def settle(
    decisions: Sequence[Decision], find: Callable[[Decision], T], says: Callable[[Decision], Hashable] | None = None
) -> tuple[list[Settled[T]], list[Outcome]]:
    """Each decision with its target, then those whose target is gone, as orphans.

    `says` is what a decision says of its target: two that say the same agree.
    """
    says = says or (lambda decision: decision.value)
    found: list[tuple[Decision, T]] = []
    orphans: list[Outcome] = []
    for decision in decisions:
        try:
            found.append((decision, find(decision)))
        except Gone as gone:
            orphans.append(Outcome(decision, Effect.ORPHAN, str(gone)))
    same: dict[T, list[Decision]] = defaultdict(list)
    for decision, target in found:
        same[target].append(decision)
    return [_settled(decision, target, same[target], says) for decision, target in found], orphans


def _settled(
    decision: Decision, target: T, same: Sequence[Decision], says: Callable[[Decision], Hashable]
) -> Settled[T]:
    """A decision among those about the same thing, the latest last."""
    last = same[-1]
    holds, agrees = decision is last, says(decision) == says(last)
    rivals = [d for d in same if d.who != decision.who and says(d) != says(decision)]
    if not agrees and last.who == decision.who:
        return Settled(decision, target, Effect.SUPERSEDED, False, f"{last.who} decided again ({last.id})")
    if rivals and (holds or not agrees):
        names = ", ".join(dict.fromkeys(f"{d.who} ({d.id})" for d in rivals))
        outcome = HOLDS if holds else f"the latest holds ({last.id})"
        return Settled(decision, target, Effect.CONFLICT, holds, f"decided otherwise by {names}; {outcome}")
    return Settled(decision, target, Effect.APPLIED, holds)


def ledger(decisions: Iterable[Decision], outcomes: Iterable[Outcome], places: Places) -> tuple[Outcome, ...]:
    """What became of every decision, the oldest first; those that no stage looked at are named as well."""
    known = {outcome.decision.id: outcome for outcome in outcomes}
    kept = ordered(decisions)
    back, ids = undone(kept), {d.id for d in kept}
    return tuple(_entry(decision, known, back, ids, places) for decision in kept)


def _entry(
    decision: Decision, known: dict[str, Outcome], back: dict[str, Decision], ids: set[str], places: Places
) -> Outcome:
    if decision.id in back:
        undo = back[decision.id]
        reason = f"by {undo.who}" + (f": {undo.why}" if undo.why else "")
        return Outcome(decision, Effect.UNDONE, reason, about=tuple(places.about(decision)))
    if decision.kind is DecisionKind.UNDO:
        there = decision.field("decision") in ids
        reason = "" if there else f"the decision {decision.field('decision')} is not in the case"
        return Outcome(decision, Effect.APPLIED if there else Effect.ORPHAN, reason)
    return known.get(decision.id) or Outcome(decision, Effect.ORPHAN, "the part that it is about was not asked for")
