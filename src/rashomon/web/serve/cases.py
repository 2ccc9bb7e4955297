"""A case file as the workbench asks for it."""

from __future__ import annotations

import getpass
from collections.abc import Mapping, Sequence
from threading import Lock

from rashomon.casefile.case import Case
from rashomon.casefile.chain import told
from rashomon.decisions.propose import FIELDS
from rashomon.model import DecisionKind, Dossier, Effect, Outcome, Skipped
from rashomon.read.sources import read_originals
from rashomon.web.serve.store import Change, Decided, Logged, Tell

SHOWN = {Effect.SUPERSEDED: "conflict"}
"""What has no state of its own on a page."""


class CaseStore:
    """A case that several threads may ask at once: the case opens its file anew for each."""

    def __init__(self, case: Case) -> None:
        self._case, self.title = case, case.title
        self._lock = Lock()
        self._seen: tuple[int, Dossier] | None = None

    @property
    def writable(self) -> bool:
        """True where its folder can be written to."""
        return self._case.writable

    def version(self) -> int:
        """The number of the last entry of the log."""
        return self._case.version()

    def dossier(self) -> Dossier:
        """The dossier as it stands, made once for each version."""
        version = self.version()
        with self._lock:
            if self._seen is None or self._seen[0] != version:
                self._seen = version, self._case.dossier()
            return self._seen[1]

    def decisions(self) -> Sequence[Decided]:
        """Every decision that corrects, the newest first; an undoing shows on what it undoes."""
        outcomes = self.dossier().decisions
        return [_decided(o) for o in reversed(outcomes) if o.decision.kind is not DecisionKind.UNDO]

    def decide(self, change: Change) -> str:
        """Append a decision; its id."""
        kind = DecisionKind(change.kind)
        value = _given(kind, change.value)
        made = self._case.decide(kind, change.about, value, who=change.who, why=change.why, dossier=self.dossier())
        return made.id

    def undo(self, decision: str, *, who: str, why: str = "") -> None:
        """Append the undoing of a decision."""
        self._case.undo(decision, who=who, why=why)

    def add(self, paths: Sequence[str], tell: Tell) -> Sequence[str]:
        """Add reports; what each changed."""
        lines: list[str] = []
        for item in self._case.add(read_originals(paths, progress=tell), who=_login(), tell=tell):
            if isinstance(item, Skipped):
                lines.append(f"{item.path}: {item.reason}")
            else:
                lines += [f"added {item.report.path or item.report.id}", *item.changes]
        return lines

    def log(self) -> Sequence[Logged]:
        """The log, the newest first."""
        return [Logged(e.at, e.what, told(e), e.who, e.hash) for e in reversed(self._case.log())]


def _given(kind: DecisionKind, value: Mapping[str, str]) -> dict[str, str]:
    """The fields of a form that say something; an empty bound is an open side, an empty name nobody."""
    kept = {DecisionKind.FIGURE, DecisionKind.SPEAKER}
    return {name: text for name, text in value.items() if name in FIELDS[kind] and (text or kind in kept)}


def _decided(outcome: Outcome) -> Decided:
    decision = outcome.decision
    value = ", ".join(text for _, text in decision.value if text)
    quotes = tuple(dict.fromkeys(a.exact for a in decision.anchors if a.role in ("content", "figure", "furniture")))
    state = SHOWN.get(outcome.effect, outcome.effect.value)
    return Decided(
        decision.id,
        decision.kind.value,
        outcome.about,
        quotes,
        value,
        outcome.machine,
        state,
        decision.who,
        decision.when,
        decision.why,
    )


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "rashomon"
