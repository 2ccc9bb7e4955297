"""Writes a dossier in one or more of the open formats into a folder, whole or not at all.

A format that another package brings is an entry point of the group `rashomon.exports`: its name is the format's, what
it points to is a function from a dossier and a folder to the files it wrote there.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from rashomon.errors import BadExtension, UsageError
from rashomon.export import (
    bibliography,
    brat,
    ftm,
    graph,
    isnad,
    monitors,
    prov,
    rows,
    schema_org,
    web_annotation,
)
from rashomon.export import json as as_json
from rashomon.model import Dossier

Writer = Callable[[Dossier, Path], list[Path]]

GROUP = "rashomon.exports"


def write_json(dossier: Dossier, folder: Path) -> list[Path]:
    """The dossier itself."""
    path = folder / "dossier.json"
    path.write_bytes(as_json.write(dossier).encode("utf-8", "backslashreplace"))
    return [path]


FORMATS: dict[str, Writer] = {
    "json": write_json,
    "csv": rows.write_csv,
    "parquet": rows.write_parquet,
    "schema-org": schema_org.write,
    "web-annotation": web_annotation.write,
    "prov": prov.write,
    "ftm": ftm.write,
    "monitors": monitors.write,
    "brat": brat.write,
    "graphml": graph.write_graphml,
    "gexf": graph.write_gexf,
    "csl": bibliography.write_csl,
    "bibtex": bibliography.write_bibtex,
    "isnad": isnad.write,
}
"""Name -> what writes it."""


def write(dossier: Dossier, names: Sequence[str], folder: Path) -> list[Path]:
    """The files written, relative to the folder, which must not be there yet; several formats have a folder each."""
    writers = {name: writer(name) for name in names}
    with whole(folder) as made:
        return [path for name in writers for path in one(dossier, name, writers[name], made, apart=len(writers) > 1)]


@contextmanager
def whole(folder: Path) -> Iterator[Path]:
    """A folder to write into, which gets its name only when all is written; on any error nothing stays."""
    if folder.exists() or folder.is_symlink():
        raise UsageError(f"{folder}: is already there; name a new folder")
    if not folder.parent.is_dir():
        raise UsageError(f"{folder.parent}: is not a folder")
    made = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        yield made
        os.chmod(made, 0o755)
        os.replace(made, folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def one(dossier: Dossier, name: str, write_it: Writer, folder: Path, *, apart: bool) -> list[Path]:
    """One format, in a folder of its own where it stands apart; the files written, relative to the folder given."""
    place = folder / name if apart else folder
    place.mkdir(exist_ok=True)
    return [path.relative_to(folder) for path in write_it(dossier, place)]


def writer(name: str) -> Writer:
    """What writes a format: one of ours, else of another package; UsageError if there is none."""
    if name in FORMATS:
        return FORMATS[name]
    brought = {entry.name: entry for entry in entry_points(group=GROUP)}
    if name not in brought:
        raise UsageError(f"no format {name!r}; there are: {', '.join([*FORMATS, *sorted(brought)])}")
    return _guarded(brought[name])


def _guarded(entry: EntryPoint) -> Writer:
    """A writer of another package: what it does wrong is told as its own, and it may name no file elsewhere."""

    def write_it(dossier: Dossier, folder: Path) -> list[Path]:
        try:
            paths = [Path(path) for path in entry.load()(dossier, folder)]
        except OSError:
            raise
        except Exception as error:
            raise BadExtension(
                f"the format {entry.name!r} of {entry.value}: {type(error).__name__}: {error}"
            ) from error
        for path in paths:
            if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
                raise BadExtension(f"the format {entry.name!r} of {entry.value}: {path} is no file in its folder")
        return paths

    return write_it
