"""A case file as the workbench asks for it."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock

from rashomon.casefile.case import Case, silent
from rashomon.casefile.chain import told
from rashomon.decisions.propose import FIELDS
from rashomon.decisions.settle import ordered, undone
from rashomon.model import Decision, DecisionKind, Dossier, Outcome, Skipped
from rashomon.read.sources import Original, read_originals
from rashomon.web.serve.store import Change, Decided, Logged, Tell


class CaseStore:
    """A case that several threads may ask at once: the case opens its file anew for each."""

    def __init__(self, case: Case) -> None:
        self._case, self.title = case, case.title
        self._lock = Lock()
        self._seen: tuple[int, Dossier] | None = None
        self._listed: tuple[object, tuple[Decided, ...]] = (None, ())
        self._about: dict[str, tuple[str, ...]] = {}

    @property
    def writable(self) -> bool:
        """True where its folder can be written to."""
        return self._case.writable

    def version(self) -> int:
        """The number of the last entry of the log: another process's writes raise it too."""
        return self._case.version()

    def dossier(self, tell: Tell | None = None) -> Dossier:
        """The dossier as it stands, made once for each version."""
        version = self.version()
        with self._lock:
            if self._seen is None or self._seen[0] != version:
                made = self._case.dossier(tell=tell or silent)
                self._about |= {o.decision.id: o.about for o in made.decisions if o.about}
                self._seen = version, made
            return self._seen[1]

    def _shown(self) -> Dossier:
        """The dossier that was made last: what people see while the next is being made."""
        return self._seen[1] if self._seen else self.dossier()

    def decisions(self) -> Sequence[Decided]:
        """Every decision that corrects, the newest first; an undoing shows on what it undoes."""
        shown, version = self._shown(), self.version()
        key = (id(shown), version)
        if self._listed[0] != key:
            known, kept = {o.decision.id: o for o in shown.decisions}, ordered(self._case.decisions())
            back = undone(kept)
            rows = [d for d in reversed(kept) if d.kind is not DecisionKind.UNDO]
            self._listed = key, tuple(self._decided(d, known.get(d.id), back.get(d.id)) for d in rows)
        return self._listed[1]

    def _decided(self, decision: Decision, outcome: Outcome | None, undoing: Decision | None) -> Decided:
        """A decision as it is shown; the dossier that is shown may be older than it, or than its undoing."""
        state, reason = (outcome.effect.value, outcome.reason) if outcome else ("waiting", "")
        if undoing:
            state, reason = "undone", f"by {undoing.who}" + (f": {undoing.why}" if undoing.why else "")
        return Decided(
            decision.id,
            decision.kind.value,
            self._about.get(decision.id, ()),
            tuple(dict.fromkeys(a.exact for a in decision.anchors if a.role in ("content", "figure", "furniture"))),
            _value(decision),
            outcome.machine if outcome else "",
            state,
            decision.who,
            decision.when,
            decision.why,
            reason,
        )

    def decide(self, change: Change) -> str:
        """Append a decision about what the reader saw; its id."""
        kind = DecisionKind(change.kind)
        value = _given(kind, change.value)
        made = self._case.decide(kind, change.about, value, who=change.who, why=change.why, dossier=self._shown())
        self._about[made.id] = change.about
        return made.id

    def undo(self, decision: str, *, who: str, why: str = "") -> None:
        """Append the undoing of a decision."""
        self._case.undo(decision, who=who, why=why)

    def add(self, paths: Sequence[str], tell: Tell, *, who: str, base: Path | None = None) -> Sequence[str]:
        """Add reports; what each changed."""
        lines: list[str] = []
        items = (_without(item, base) for item in read_originals(paths, progress=tell))
        for item in self._case.add(items, who=who or _login(), tell=tell):
            if isinstance(item, Skipped):
                lines.append(f"{item.path}: {item.reason}")
            else:
                lines += [f"added {item.report.path or item.report.id}", *item.changes]
        return lines

    def remove(self, report: str, *, who: str, why: str = "") -> None:
        """Take a report out of the dossier; adding it again brings it back."""
        self._case.remove(report, who=who, why=why)

    def log(self) -> Sequence[Logged]:
        """The log, the newest first."""
        return [Logged(e.at, e.what, told(e), e.who, e.hash) for e in reversed(self._case.log())]


def _value(decision: Decision) -> str:
    """What a decision says; what it leaves open says so."""
    if decision.kind is DecisionKind.FIGURE:
        low, high = decision.field("low"), decision.field("high")
        what = [decision.field(name) for name in ("unit", "counted", "scope")]
        return " ".join(filter(None, (low if low == high else f"{low or '…'} to {high or '…'}", *what)))
    if decision.kind is DecisionKind.SPEAKER and not decision.field("name"):
        return "not known"
    return ", ".join(text for _, text in decision.value if text)


def _without(item: Original | Skipped, base: Path | None) -> Original | Skipped:
    """An upload under the name that it was given, without the folder that it waited in."""
    if base is None:
        return item
    if isinstance(item, Skipped):
        return replace(item, path=_end(item.path, base), reason=item.reason.replace(f"{base}{os.sep}", ""))
    return replace(item, report=replace(item.report, path=_end(item.report.path, base)))


def _end(path: str, base: Path) -> str:
    """A path below the numbered folders of `base`."""
    try:
        return Path(*Path(path).relative_to(base).parts[1:]).as_posix()
    except ValueError:
        return path


def _given(kind: DecisionKind, value: Mapping[str, str]) -> dict[str, str]:
    """The fields of a form that say something; an empty bound is an open side, an empty name nobody."""
    kept = {DecisionKind.FIGURE, DecisionKind.SPEAKER}
    return {name: text for name, text in value.items() if name in FIELDS[kind] and (text or kind in kept)}


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "rashomon"
