"""Which reports of an archive share words with a new one, in milliseconds: the fingerprint rows of `reuse`, kept.

The batch stage (`derive`) joins all rows at once; this answers for one report at a time, and gives the same pairs but
for hashes in many reports, of which the first and the last count most. Rows live in one SQLite table in the order of
the hash, in memory or in a file that a case can keep beside its own tables.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rashomon.errors import EngineError
from rashomon.lineage.reuse import ENOUGH, HOT, SPARSE, word_hashes
from rashomon.model import Report

TABLES = """
CREATE TABLE IF NOT EXISTS fingerprint_reports (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS fingerprints (hash INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (hash, number))
WITHOUT ROWID;
"""
HELD = "SELECT number FROM fingerprints WHERE hash = ? LIMIT ?"
LAST = "SELECT MAX(number) FROM fingerprints WHERE hash = ?"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A report that shares telling words with another."""

    id: str
    weight: float
    """The sum over the shared hashes of 1 / (how many reports have it), the new one counted."""
    shared: int
    """How many kept hashes they share: one stands for some four words."""


class Index:
    """Fingerprints of reports, to which one can be added and against which one can be asked."""

    def __init__(self, path: str = ":memory:") -> None:
        try:
            self._db = sqlite3.connect(path)
            self._db.executescript(TABLES)
        except sqlite3.Error as err:
            raise EngineError(f"cannot open the fingerprint index {path}: {err}") from err

    def add(self, report: Report) -> None:
        """Keep a report's fingerprints; a report that is there already changes nothing."""
        self.extend([report])

    def extend(self, reports: Iterable[Report]) -> None:
        """Keep the fingerprints of many reports in one transaction."""
        with self._db:
            for report in reports:
                self._keep(report.id, word_hashes(report).tolist())

    def candidates(self, report: Report) -> tuple[Candidate, ...]:
        """The kept reports that share enough words with one to be compared with it, the most first; not itself."""
        weight: defaultdict[int, float] = defaultdict(float)
        shared: Counter[int] = Counter()
        for made in dict.fromkeys(word_hashes(report).tolist()):
            for number, part in self._holding(made):
                weight[number] += part
                shared[number] += 1
        names = self._names(number for number, total in weight.items() if enough(total))
        found = (Candidate(name, round(weight[n], 6), shared[n]) for n, name in names.items() if name != report.id)
        return tuple(sorted(found, key=lambda c: (-c.weight, c.id)))

    def __len__(self) -> int:
        """How many reports it keeps."""
        count = self._db.execute("SELECT COUNT(*) FROM fingerprint_reports").fetchone()[0]
        return int(count)

    def close(self) -> None:
        """Close the table; what was in memory is gone."""
        self._db.close()

    def _keep(self, name: str, hashes: Iterable[int]) -> None:
        made = self._db.execute("INSERT OR IGNORE INTO fingerprint_reports (id) VALUES (?)", (name,))
        if made.rowcount > 0:
            rows = ((h, made.lastrowid) for h in sorted(set(hashes)))
            self._db.executemany("INSERT OR IGNORE INTO fingerprints (hash, number) VALUES (?, ?)", rows)

    def _holding(self, made: int) -> Iterator[tuple[int, float]]:
        """The reports that hold a hash, each with what it weighs with the new report among them."""
        held = [row[0] for row in self._db.execute(HELD, (made, HOT))]
        if len(held) < HOT:
            weight = 1 / (len(held) + 1)
            ends = {held[0], held[-1]} if held else set()
            yield from ((number, max(weight, 1 / SPARSE) if number in ends else weight) for number in held)
            return
        last = self._db.execute(LAST, (made,)).fetchone()[0]
        yield from ((number, 1 / SPARSE) for number in {held[0], last})

    def _names(self, numbers: Iterable[int]) -> dict[int, str]:
        ask = "SELECT id FROM fingerprint_reports WHERE number = ?"
        return {n: str(self._db.execute(ask, (n,)).fetchone()[0]) for n in sorted(numbers)}


def enough(weight: float) -> bool:
    """True for a sum of 1 / df that makes a pair."""
    return weight >= ENOUGH["words"] - 1e-9
