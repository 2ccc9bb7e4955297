"""What one new report changes: it is compared with the few that share words, figures or names with it.

The whole dossier is made when it is asked for; this costs the same in a case of ten and of ten thousand reports.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rashomon.casefile import database, tables
from rashomon.casefile.reports import Held, held
from rashomon.casefile.rows import keys, reading_of
from rashomon.dossier import Options, compare
from rashomon.engine.duck import DuckEngine
from rashomon.lineage.index import Index
from rashomon.model import Claim, Derivation, DerivationKind, Dossier, Reading, RelationKind, Support
from rashomon.read.sources import label

MOST = 8
"""Reports that a new one is compared with."""
HOT = 50
"""A name or figure in more reports says little about any of them."""
SHOWN = 3
"""Things that are named in one line."""
WIDE = 90
"""Characters of each."""
VERBS = (DerivationKind.QUOTES, DerivationKind.CREDITS)
DISPUTES = {
    RelationKind.DENIES: ("denies", "is denied by"),
    RelationKind.CONTRADICTS: ("contradicts", "contradicts"),
}
ONLY = frozenset({"statements", "figures", "lineage", "claims", "relations"})


def changes(folder: Path, reading: Reading, extractor: str) -> tuple[str, ...]:
    """A line for each thing that a report brings to the case."""
    others = near(folder, reading, extractor)
    engine = DuckEngine()
    try:
        options = Options(extractor=extractor, only=ONLY, houses=tables.table(folder, tables.HOUSES))
        made = compare([*others, reading], (), options, engine, lambda *_: None)
    finally:
        engine.close()
    return tuple(told(made, reading.report.id))


def near(folder: Path, reading: Reading, extractor: str) -> list[Reading]:
    """The readings of the reports that are nearest to one: by shared words first, then by names and figures."""
    with indexed(folder) as index:
        alike = [candidate.id for candidate in index.candidates(reading.report)]
    with database.reading(folder) as db:
        ids = list(dict.fromkeys([*alike, *_sharing(db, reading)]))
        return list(_stored(db, [name for name in ids if name != reading.report.id], extractor))


@contextmanager
def indexed(folder: Path) -> Iterator[Index]:
    """The index of the reports' words, brought up to what the case holds."""
    index = Index(str(folder / database.FILE))
    try:
        with database.reading(folder) as db:
            missing = list(_not_indexed(db))
        index.extend(one.report for one in missing)
        yield index
    finally:
        index.close()


def _not_indexed(db: sqlite3.Connection) -> Iterator[Held]:
    """Reports whose words are not in the index yet: it is made from them and may be behind."""
    there = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'fingerprint_reports'").fetchone()
    where = "id NOT IN (SELECT id FROM fingerprint_reports)" if there else "TRUE"
    return held(db, where)


def _sharing(db: sqlite3.Connection, reading: Reading) -> list[str]:
    """Reports with the same names and figures, the rarest counting most."""
    weight: defaultdict[str, float] = defaultdict(float)
    ask = "SELECT r.id FROM keys k JOIN reports r ON r.number = k.report WHERE k.key = ? AND r.removed IS NULL LIMIT ?"
    for key in keys(reading):
        found = [str(row["id"]) for row in db.execute(ask, (key, HOT))]
        for name in found if len(found) < HOT else ():
            weight[name] += 1 / len(found)
    return sorted(weight, key=lambda name: (-weight[name], name))


def _stored(db: sqlite3.Connection, ids: Sequence[str], extractor: str) -> Iterator[Reading]:
    """The readings that the case has of the first few of some reports that are in it."""
    ask = "SELECT body FROM readings WHERE report_id = ? AND extractor = ? ORDER BY log DESC LIMIT 1"
    left = MOST
    for name in ids:
        for one in held(db, "id = ? AND removed IS NULL", name) if left else ():
            row = db.execute(ask, (name, extractor)).fetchone()
            if row:
                left -= 1
                yield reading_of(one.report, row["body"])


# --- in words


def told(made: Dossier, report: str) -> Iterator[str]:
    """What a report brings, a line each."""
    ours = {s.id for reading in made.readings if reading.report.id == report for s in reading.statements}
    yield from _edges(made, report)
    supports = {support.claim_id: support for support in made.supports}
    touched = [(claim, supports.get(claim.id)) for claim in made.claims if ours & set(claim.statements)]
    yield from _claims(touched, ours)
    yield from _disputes(made, ours)
    if not ours:
        yield "no statement was found in it"


def _edges(made: Dossier, report: str) -> Iterator[str]:
    """Which reports it came from, which came from it, and whom it names that is not here."""
    names = {r.id: r.outlet or label(r) or r.id for r in made.reports}
    outside = [e for e in made.lineage if e.child == report and e.outside]
    for edge in made.lineage:
        unsure = "" if edge.direction_known else " (or the other way round)"
        if edge.child == report and edge.parent:
            yield f"{_as(edge)} {names[edge.parent]}{unsure}"
        elif edge.parent == report:
            verb = "" if edge.kind in VERBS else "is "
            yield f"{names[edge.child]} {verb}{_as(edge)} it{unsure}"
    quoted, credited = (
        [e.outside or "" for e in outside if (e.kind is DerivationKind.QUOTES) is own] for own in (True, False)
    )
    if quoted:
        yield f"has from themselves: {_few(quoted)}"
    if credited:
        yield f"credits {_few(credited)}, not among the reports"


def _as(edge: Derivation) -> str:
    return edge.kind.value if edge.kind in VERBS else f"a {edge.kind.value} of"


def _few(names: Sequence[str]) -> str:
    """The first of some names, and how many more."""
    shown = "; ".join(short(name) for name in names[:SHOWN])
    return shown + (f"; and {len(names) - SHOWN} more" if len(names) > SHOWN else "")


def short(text: str) -> str:
    """A text on one line, cut where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= WIDE else text[: WIDE - 1] + "…"


def _claims(touched: Sequence[tuple[Claim, Support | None]], ours: set[str]) -> Iterator[str]:
    """New claims, claims with an origin more, claims that are only repeated."""
    fresh = [c for c, _ in touched if set(c.statements) <= ours]
    known = [(c, s) for c, s in touched if not set(c.statements) <= ours]
    more = [c for c, s in known if s and any(set(g.statements) <= ours for g in s.groups)]
    again = [c for c, _ in known if c not in more]
    for claims, one, many in (
        (fresh, "1 new claim", "{} new claims"),
        (more, "1 origin more for", "1 origin more for each of {}"),
        (again, "nothing new, but once more", "once more, nothing new in {}"),
    ):
        if claims:
            what = one if len(claims) == 1 else many.format(len(claims))
            yield f"{what}: {_few([claim.label for claim in claims])}"


def _disputes(made: Dossier, ours: set[str]) -> Iterator[str]:
    """What of others it denies or contradicts, and what of it others deny."""
    texts = {s.id: s.text for s in made.statements}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for r in made.relations:
        if r.kind in DISPUTES and (r.left in ours) != (r.right in ours):
            mine = r.left in ours
            verb = DISPUTES[r.kind][0 if mine or r.kind is RelationKind.CONTRADICTS else 1]
            found[verb].append(texts[r.right if mine else r.left])
    for verb, words in found.items():
        yield f"{verb}: {_few(list(dict.fromkeys(words)))}"
