"""A real case on disk, made once of four invented reports of a dam and copied for each test."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from decision_cases import DATES, TEXTS
from rashomon.casefile.case import Case
from rashomon.read.sources import read_originals
from rashomon.web.serve.cases import CaseStore


def write_reports(folder: Path) -> Path:
    """The reports as files."""
    for name, text in TEXTS.items():
        head = f"outlet: The {name.title()}\npublished: {DATES[name]}\n"
        (folder / f"{name}.txt").write_text(f"{head}\n{text}\n", "utf-8")
    return folder


@cache
def _once() -> Path:
    place = Path(tempfile.mkdtemp(prefix="real-case-"))
    (place / "reports").mkdir()
    case = Case.new(place / "dam", who="Ana", title="The dam", extractor="rules")
    list(case.add(read_originals([write_reports(place / "reports")]), who="Ana"))
    case.dossier()
    return case.folder


def copied(folder: Path) -> CaseStore:
    """A copy of the case in a folder, as the workbench asks for it."""
    shutil.copytree(_once(), folder / "dam")
    return CaseStore(Case(folder / "dam"))
