"""What the workbench asks of a case: a version, a dossier, decisions, a way to add reports.

`Store` is met by a case file (`cases.py`) and, for reading only, by a written dossier (`DossierStore`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from rashomon.errors import RashomonError
from rashomon.model import Dossier

Tell = Callable[[str, int, int], None]
"""Called with a stage's name, how many are done, and of how many (0: not known)."""

KINDS = {
    "rename-claim": "rename the claim",
    "merge-claims": "merge claims",
    "split-claim": "split the claim",
    "speaker": "who says it",
    "stance": "how it is said",
    "figure": "what the figure says",
    "relation": "how two statements stand",
    "edge": "which came from which",
    "origins": "one origin or two",
    "furniture": "not the report's own words",
    "missed-statement": "a statement the machine missed",
    "rating": "how a named person rates the claim",
    "note": "a note",
}
"""Every kind of correction, in words."""


class ReadOnly(RashomonError):
    """A correction of something that cannot be corrected: a dossier without its case."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a person asks for: a kind, the ids of what it is about, and the new value, field by field."""

    kind: str
    about: tuple[str, ...]
    value: Mapping[str, str]
    who: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it is shown: what a person said, what the machine had found, and what became of it."""

    id: str
    kind: str
    about: tuple[str, ...]
    """The ids of the statements, claims, figures, reports or sources it is about."""
    quotes: tuple[str, ...]
    """The words it is anchored to."""
    value: str
    machine: str
    """What the machine found in the same place; '' where it found nothing."""
    state: str
    """'applied', 'orphan', 'undone', 'conflict', 'superseded', or 'waiting' where the dossier is being made again."""
    who: str
    when: str
    why: str
    reason: str = ""
    """Why it is an orphan, with whom it is in conflict, by whom it was undone."""


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the case's log."""

    at: str
    what: str
    detail: str
    by: str
    digest: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A report or a statement that a search found."""

    report_id: str
    statement_id: str = ""


class Store(Protocol):
    """A case that several threads may ask at once."""

    @property
    def title(self) -> str:
        """What the case is called."""
        ...

    @property
    def writable(self) -> bool:
        """True where reports can be added and decisions made."""
        ...

    def version(self) -> int:
        """A number that rises with every write."""
        ...

    def dossier(self, tell: Tell | None = None) -> Dossier:
        """The dossier as it stands, decisions applied; `tell` is told how far the making is."""
        ...

    def decisions(self) -> Sequence[Decided]:
        """Every decision, the newest first."""
        ...

    def decide(self, change: Change) -> str:
        """Append a decision; its id."""
        ...

    def undo(self, decision: str, *, who: str, why: str = "") -> None:
        """Undo a decision; RashomonError where there is none or it is undone already."""
        ...

    def add(self, paths: Sequence[str], tell: Tell, *, who: str, base: Path | None = None) -> Sequence[str]:
        """Add reports; what changed, a line each. Of a path in `base`, a folder of uploads, only its end is a name."""
        ...

    def remove(self, report: str, *, who: str, why: str = "") -> None:
        """Take a report out of the dossier; its original and what was decided about it stay."""
        ...

    def log(self) -> Sequence[Logged]:
        """The log, the newest first."""
        ...


class DossierStore:
    """A written dossier, to read and to search."""

    writable = False

    def __init__(self, dossier: Dossier, title: str) -> None:
        self._dossier, self.title = dossier, title

    def version(self) -> int:
        """It never changes."""
        return 1

    def dossier(self, tell: Tell | None = None) -> Dossier:
        """The dossier as written."""
        return self._dossier

    def decisions(self) -> Sequence[Decided]:
        """None: decisions belong to a case."""
        return ()

    def log(self) -> Sequence[Logged]:
        """None: a log belongs to a case."""
        return ()

    def decide(self, change: Change) -> str:
        """Refused."""
        raise ReadOnly(CLOSED)

    def undo(self, decision: str, *, who: str, why: str = "") -> None:
        """Refused."""
        raise ReadOnly(CLOSED)

    def add(self, paths: Sequence[str], tell: Tell, *, who: str, base: Path | None = None) -> Sequence[str]:
        """Refused."""
        raise ReadOnly(CLOSED)

    def remove(self, report: str, *, who: str, why: str = "") -> None:
        """Refused."""
        raise ReadOnly(CLOSED)


CLOSED = "this is a dossier without its case, to read only; 'rashomon new CASE' makes a case to work in"
