"""One folder to hand to an editor, a lawyer or another desk: the dossier as a page, every format, and what it rests on.

It holds a README for the person who receives it, a manifest of the originals, and the SHA-256 of every file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from rashomon.export import folder
from rashomon.export.put import put_csv, put_text
from rashomon.model import Dossier, text_digest
from rashomon.views import words
from rashomon.views.index import outlet
from rashomon.views.safe import line
from rashomon.web import page

PAGE, README, MANIFEST, SUMS, DATA = "dossier.html", "README.txt", "originals.csv", "SHA256SUMS", "data"
COLUMNS = ("report", "sha256", "path", "url", "outlet", "headline", "published", "media_type", "text_sha256")


def write(dossier: Dossier, out: Path) -> list[Path]:
    """The files written, relative to the folder, which must not be there yet: all of them or none."""
    with folder.whole(out) as made:
        put_text(made / PAGE, page.render(dossier))
        put_csv(made / MANIFEST, COLUMNS, originals(dossier))
        (made / DATA).mkdir()
        data = [
            Path(DATA) / path
            for name, writer in folder.FORMATS.items()
            for path in folder.one(dossier, name, writer, made / DATA, apart=True)
        ]
        put_text(made / README, readme(dossier))
        listed = [Path(README), Path(PAGE), Path(MANIFEST), *data]
        (made / SUMS).write_bytes(b"".join(sums(made, listed)))
        return [*listed, Path(SUMS)]


def originals(dossier: Dossier) -> Iterator[tuple[str, ...]]:
    """One row a report: the SHA-256 of the bytes it was read from, and where they were."""
    for r in dossier.reports:
        yield (
            r.id, r.sha256, r.path, r.url, r.outlet, r.headline, r.published, r.media_type, text_digest(r.text),
        )  # fmt: skip


def sums(made: Path, paths: list[Path]) -> Iterator[bytes]:
    """Every file with its SHA-256, as `sha256sum --check` reads it."""
    for path in sorted(paths):
        digest = hashlib.sha256((made / path).read_bytes()).hexdigest()
        yield f"{digest}  {path.as_posix()}\n".encode()


def readme(dossier: Dossier) -> str:
    """What the receiver needs to know, in plain words: the text of `handover.txt` with this dossier's facts."""
    made = dossier.made_by
    days = sorted(r.published[:10] for r in dossier.reports if r.published)
    facts = {
        "reports": f"{len(dossier.reports):,}",
        "outlets": f"{len({outlet(r) for r in dossier.reports}):,}",
        "days": f"{days[0]} to {days[-1]}" if days else "not stated",
        "statements": f"{len(dossier.statements):,}",
        "claims": f"{len(dossier.claims):,}",
        "decided": _decided(dossier),
        "skipped": _skipped(dossier),
        "version": made.version,
        "models": "".join(f"  {line(name)}  SHA-256 {line(digest)}\n" for name, digest in made.models) or "  none\n",
        "options": ", ".join(f"{line(name)}={line(value)}" for name, value in made.options) or "none",
    }
    text = files("rashomon").joinpath("handover.txt").read_text("utf-8")
    return re.sub(r"\[(\w+)\]", lambda m: facts[m[1]], text)  # in one pass: a fact is never taken for a blank


def _decided(dossier: Dossier) -> str:
    """Who corrected it, where people did."""
    names = sorted({line(outcome.decision.who, 60) for outcome in dossier.decisions})
    if not names:
        return ""
    count = words.count(len(dossier.decisions), "decision")
    return f", and by {count} of {', '.join(names)}\n(data/csv/decisions.csv), which outrank the machine's"


def _skipped(dossier: Dossier) -> str:
    """What was given and is not among the reports."""
    rows = "".join(f"  {line(s.path, 120)}: {line(s.reason, 200)}\n" for s in dossier.skipped)
    return f"Left out, with the reason:\n{rows}\n" if rows else ""
