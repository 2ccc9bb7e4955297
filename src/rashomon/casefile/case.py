"""One case on disk. What changes it is one transaction with an entry in the log; reading it never waits for that."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from rashomon.casefile import chain, database, ledger, results, tables
from rashomon.casefile.adding import Added, add
from rashomon.casefile.chain import Entry
from rashomon.casefile.reports import Held, held, known_as, taken_out
from rashomon.decisions.places import key
from rashomon.decisions.propose import decision, propose
from rashomon.dossier import Progress, extractor
from rashomon.errors import UsageError
from rashomon.model import Decision, DecisionKind, Dossier, Report, Skipped
from rashomon.read.sources import Original


def silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


class Case:
    """A folder with a case in it. Every method opens it anew, so that threads and processes can share one."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        with database.reading(self.folder) as db:
            found = dict(map(tuple, db.execute("SELECT name, value FROM meta")))
        self.id, self.title, self._extractor = found["case"], found["title"], found["extractor"]

    @classmethod
    def new(cls, folder: str | Path, *, who: str, title: str = "", extractor: str = "") -> Case:
        """Make a case in a new or empty folder; one that a stop left unfinished is finished, an older one updated."""
        place = Path(folder)
        _room(place)
        database.create(place)
        with database.transaction(place, "new") as db:
            if not chain.head(db):
                at = chain.now(db)
                # two cases made in one microsecond under one name are still two
                name = hashlib.sha256(f"{at} {os.urandom(16).hex()}".encode()).hexdigest()[:16]
                facts = {"case": f"case-{name}", "title": title or place.resolve().name, "extractor": extractor}
                chain.append(db, "created", who, facts, at=at)
                db.executemany("INSERT INTO meta (name, value) VALUES (?, ?)", facts.items())
        return cls(place)

    @property
    def writable(self) -> bool:
        """True where the folder and its file can be written to."""
        return all(os.access(path, os.W_OK) for path in (self.folder, self.folder / database.FILE))

    def version(self) -> int:
        """A number that rises with every change."""
        with database.reading(self.folder) as db:
            last = chain.head(db)
        return last.n if last else 0

    def reports(self) -> tuple[Held, ...]:
        """The reports in the case, in the order in which they came."""
        with database.reading(self.folder) as db:
            return tuple(held(db))

    def add(
        self,
        items: Iterable[Original | Skipped],
        *,
        who: str,
        extractor: str = "",
        workers: int = 1,
        tell: Progress = silent,
    ) -> Iterator[Added | Skipped]:
        """Add reports, each with what it changed; one that is given back is on disk, whatever happens next."""
        yield from add(self.folder, items, who=who, extractor=self.extractor(extractor), workers=workers, tell=tell)

    def remove(self, name: str, *, who: str, why: str = "") -> Report:
        """Take a report out of the dossier: its bytes, readings and decisions stay, and it can be added again."""
        with database.transaction(self.folder, "remove") as db:
            found = known_as(db, name)
            entry = chain.append(db, "removed", who, {"report": found.id, "sha256": found.sha256, "why": why})
            taken_out(db, found, entry)
        return found

    def dossier(self, *, extractor: str = "", tell: Progress = silent) -> Dossier:
        """The dossier of the reports in the case, decisions applied."""
        return results.dossier(self.folder, self.extractor(extractor), tell)

    def table(self, kind: tables.Kind) -> tables.Given | None:
        """The desk's own table, of places or of houses, that the case goes by; None where there is none."""
        return tables.current(self.folder, kind)

    def give_table(self, kind: tables.Kind, path: str | Path, *, who: str) -> tables.Given:
        """Go by a desk's own table from now on: it is kept in the case and named in the log."""
        return tables.give(self.folder, kind, Path(path), who=who)

    def take_table(self, kind: tables.Kind, *, who: str) -> bool:
        """Go by no such table again; False where the case had none."""
        return tables.take(self.folder, kind, who=who)

    def extractor(self, asked: str = "") -> str:
        """The extractor asked for, else the case's, else the best that is installed."""
        return extractor(asked or self._extractor or None)

    def named(self, name: str) -> str:
        """The id of the one report that a person calls so."""
        with database.reading(self.folder) as db:
            return known_as(db, name).id

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision, the oldest first."""
        with database.reading(self.folder) as db:
            return ledger.all_of(db)

    def decide(
        self,
        kind: DecisionKind,
        about: Sequence[str],
        value: Mapping[str, str],
        *,
        who: str,
        why: str = "",
        dossier: Dossier | None = None,
    ) -> Decision:
        """Append a decision about some ids of the dossier (as it stands, where none is given)."""
        if kind is DecisionKind.UNDO:
            return self.undo(value.get("decision") or next(iter(about), ""), who=who, why=why)
        seen = dossier or self.dossier()
        with database.transaction(self.folder, f"decide {kind}") as db:
            made = propose(seen, kind, about, value, who=who, when=chain.now(db), why=why)
            ledger.append(db, made)
        return made

    def undo(self, name: str, *, who: str, why: str = "") -> Decision:
        """Append the undoing of a decision."""
        with database.transaction(self.folder, "undo") as db:
            target = ledger.undoable(ledger.all_of(db), name)
            made = decision(DecisionKind.UNDO, (), {"decision": target.id}, who, chain.now(db), why)
            ledger.append(db, made)
        return made

    def take(self, decisions: Sequence[Decision], *, who: str) -> tuple[Decision, ...]:
        """Append the decisions of another desk that are not here yet, all of them or none; those that were new.

        UsageError where none of the reports that they stand on is in the case: they belong to another.
        """
        with database.transaction(self.folder, "import decisions") as db:
            here = {key(one.report) for one in held(db)}
            about = {anchor.report for one in decisions for anchor in one.anchors}
            if about and not about & here:
                raise UsageError(
                    f"these decisions are of another case: of the {len(about)} reports that they stand on, "
                    f"none is in {self.folder}. Nothing was taken over"
                )
            known = {one.id for one in ledger.all_of(db)}
            new = tuple({one.id: one for one in decisions if one.id not in known}.values())
            for one in new:
                ledger.append(db, one, what="imported", who=who)
        return new

    def log(self) -> tuple[Entry, ...]:
        """The log, the oldest first."""
        with database.reading(self.folder) as db:
            return tuple(chain.entries(db))


def _room(place: Path) -> None:
    """UsageError where a case would lie among other things."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        others = [path.name for path in place.iterdir() if not path.name.startswith((database.FILE, "lock"))]
    except OSError as error:
        raise UsageError(f"{place}: cannot be made: {error.strerror or error}") from error
    if others and not (place / database.FILE).exists():
        raise UsageError(f"{place} is not empty: it has {sorted(others)[0]!r}. Give a new folder")
