"""A dossier from reports or from a file, as tables, in a notebook, and into a folder."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Self

from rashomon import model
from rashomon.errors import UsageError

if TYPE_CHECKING:
    import pandas
    import pyarrow

    from rashomon.read.sources import Original

Input = str | os.PathLike[str] | Mapping[str, object] | model.Report
"""A file, a folder or an address; a report as a mapping with the fields of JSON Lines; or a report as it was read."""


class Dossier(model.Dossier):
    """A dossier that shows itself in a notebook and gives its sections as tables."""

    __slots__ = ()

    @classmethod
    def of(cls, made: model.Dossier) -> Self:
        """The same dossier, with what this class adds."""
        return cls(**{field.name: getattr(made, field.name) for field in fields(made)})

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables that `to_arrow` and `to_pandas` give."""
        from rashomon.export.columns import TABLES

        return tuple(TABLES)

    def to_arrow(self, table: str) -> pyarrow.Table:
        """One section as an Arrow table: the columns of the CSV export; what is not stated is null."""
        from rashomon.export import rows

        return rows.arrow_table(self, table)

    def to_pandas(self, table: str) -> pandas.DataFrame:
        """One section as a data frame, with nullable types: a whole number stays one beside a blank."""
        try:
            import pandas
        except ImportError as error:
            raise UsageError("pandas is not installed. Run: pip install 'rashomon[pandas]'") from error
        kinds = {"int64": pandas.Int64Dtype(), "bool": pandas.BooleanDtype(), "double": pandas.Float64Dtype()}
        arrow = self.to_arrow(table)
        return arrow.to_pandas(types_mapper=lambda kind: kinds.get(str(kind)))

    def _repr_html_(self) -> str:
        """What a notebook shows: self-contained, all text escaped, no script."""
        from rashomon.export import notebook

        return notebook.html(self)


def read_reports(
    *inputs: Input,
    extractor: str | None = None,
    only: Iterable[str] | None = None,
    workers: int = 1,
    places: str | os.PathLike[str] | None = None,
    houses: str | os.PathLike[str] | None = None,
) -> Dossier:
    """The dossier of some reports; what could not be read is in its `skipped`, with the reason.

    `extractor` is 'model', 'rules' or the name of one that another package
    brings (default: the model where it is installed); `only` names the sections
    wanted; `places` is a desk's own table of places, `houses` one of outlets and
    their owners. Nothing is fetched but the addresses given.
    """
    from rashomon import dossier

    wanted = frozenset(dossier.SECTIONS if only is None else only)
    unknown = sorted(wanted - set(dossier.SECTIONS))
    if unknown:
        raise UsageError(f"no section {unknown[0]!r}; there are: {', '.join(dossier.SECTIONS)}")
    options = dossier.Options(
        extractor=dossier.extractor(extractor),
        only=wanted,
        workers=workers,
        places=Path(places) if places else None,
        houses=Path(houses) if houses else None,
    )
    return Dossier.of(dossier.build(_reports(inputs), options=options))


def _reports(inputs: Sequence[Input]) -> Iterator[model.Report | model.Skipped]:
    """Every report given, in any of the ways."""
    yield from (item for item in inputs if isinstance(item, model.Report))
    for found in originals([item for item in inputs if not isinstance(item, model.Report)]):
        yield found if isinstance(found, model.Skipped) else found.report


def originals(inputs: Sequence[str | os.PathLike[str] | Mapping[str, object]]) -> Iterator[Original | model.Skipped]:
    """Every report in some files, folders, addresses and mappings, with the bytes it was read from."""
    from rashomon.read import jsonl, sources

    paths = [os.fspath(item) for item in inputs if isinstance(item, str | os.PathLike)]
    if paths:
        yield from sources.read_originals(paths)
    for item in inputs:
        if isinstance(item, Mapping):
            line = json.dumps(dict(item), default=str).encode("ascii")
            for found in jsonl.originals(io.BytesIO(line), path=""):
                yield found if isinstance(found, model.Skipped) else sources.Original(*found)


def load_dossier(path: str | os.PathLike[str]) -> Dossier:
    """A dossier that was written as JSON; BrokenDossier if the file holds none."""
    from rashomon.export.load import load_file

    return Dossier.of(load_file(Path(path)))


def export_dossier(
    dossier: model.Dossier, folder: str | os.PathLike[str], formats: str | Sequence[str] | None = None
) -> list[Path]:
    """The files written into a new folder, all or none: one or more formats, or everything to hand over.

    SpanMismatch or BrokenDossier where a quotation does not stand in its report, or an id is not that of its content.
    """
    from rashomon import handover
    from rashomon.export import folder as written
    from rashomon.export.json import to_dict
    from rashomon.export.verify import verify

    verify(to_dict(dossier))  # what leaves has its evidence, or does not leave
    out = Path(folder)
    if formats is None:
        return [out / path for path in handover.write(dossier, out)]
    names = [formats] if isinstance(formats, str) else list(dict.fromkeys(formats))
    return [out / path for path in written.write(dossier, names, out)]
