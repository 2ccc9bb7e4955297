"""Writes a dossier in one or all of the open formats into a folder, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from rashomon.errors import UsageError
from rashomon.export import bibliography, brat, graph, prov, rows, web_annotation
from rashomon.export import json as as_json
from rashomon.model import Dossier

Writer = Callable[[Dossier, Path], list[Path]]


def write_json(dossier: Dossier, folder: Path) -> list[Path]:
    """The dossier itself."""
    path = folder / "dossier.json"
    path.write_bytes(as_json.write(dossier).encode("utf-8"))
    return [path]


FORMATS: dict[str, Writer] = {
    "json": write_json,
    "csv": rows.write_csv,
    "parquet": rows.write_parquet,
    "web-annotation": web_annotation.write,
    "prov": prov.write,
    "graphml": graph.write,
    "csl": bibliography.write,
    "brat": brat.write,
}
"""Name -> what writes it: each its own folder under `all`."""


def write(dossier: Dossier, names: Sequence[str], folder: Path) -> list[Path]:
    """The files written, relative to the folder, which must not be there yet; several formats have a folder each."""
    unknown = sorted(set(names) - set(FORMATS))
    if unknown:
        raise UsageError(f"no format {unknown[0]!r}; there are: {', '.join(FORMATS)}")
    if folder.exists():
        raise UsageError(f"{folder}: is already there; name a new folder")
    if not folder.parent.is_dir():
        raise UsageError(f"{folder.parent}: is not a folder")
    made = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        written = [path.relative_to(made) for name in names for path in _one(dossier, name, made, len(names) > 1)]
        os.chmod(made, 0o755)
        os.replace(made, folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return written


def _one(dossier: Dossier, name: str, folder: Path, apart: bool) -> list[Path]:
    place = folder / name if apart else folder
    place.mkdir(exist_ok=True)
    return FORMATS[name](dossier, place)
