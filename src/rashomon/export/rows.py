"""A dossier as flat tables, CSV or Parquet, each with a Frictionless data package that describes and hashes them.

Columns keep their order, lists are joined by ' | ', an open bound and what is not stated are empty.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from rashomon.errors import UsageError
from rashomon.export.columns import KEYS, MEANS, POINTS, TABLES
from rashomon.export.json import Json, to_dict
from rashomon.export.put import put_csv, put_json, whole
from rashomon.model import Dossier

ARROW = {"boolean": pa.bool_(), "integer": pa.int64(), "number": pa.float64(), "string": pa.string()}


def tables(dossier: Dossier) -> dict[str, list[Json]]:
    """Every section as flat rows, each with all the columns of its table."""
    data = to_dict(dossier)
    return {name: [shaped(name, row) for row in _rows(data, name)] for name in TABLES}


def _rows(data: Json, table: str) -> list[Json]:
    """The rows of a section: of versions one for each change, of decisions with their fields as a list."""
    rows: list[Json] = data[table]
    if table == "versions":
        return [_change(row, change) for row in rows for change in row["changes"] or [{}]]
    if table == "decisions":
        return [row | {"value": [f"{name}={value}" for name, value in row["value"].items()]} for row in rows]
    return rows


def _change(version: Json, change: Json) -> Json:
    ids = {"earlier_statement": change.get("earlier"), "later_statement": change.get("later")}
    reason = change.get("reason") or version["reason"]
    return {**version, **ids, "change": change.get("change"), "reason": reason, "changes": []}


def shaped(table: str, row: Json) -> Json:
    """One row with exactly the columns of its table."""
    found = flat(row)
    return {name: _typed(found.get(name), kind) for name, kind in TABLES[table].items()}


def flat(row: Mapping[str, object], prefix: str = "") -> Json:
    """One row without nesting: a span gives its start, end and words; a list its items joined, and where they stand."""
    made: Json = {}
    for name, value in row.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping):
            made.update(flat(value, f"{key}_"))
        elif isinstance(value, list):
            made[key] = " | ".join(_words(item) for item in value)
            made[f"{key}_at"] = " | ".join(filter(None, map(_where, value)))
        else:
            made[key] = value
    return made


def _words(item: object) -> str:
    """An item of a list: a span's words, a credit's name, or the thing itself."""
    if isinstance(item, Mapping):
        return str(item.get("exact") or item.get("name") or "")
    return str(item)


def _where(item: object) -> str:
    """Where an item of a list stands; '' for one that has no place of its own."""
    if not isinstance(item, Mapping):
        return ""
    if "start" in item:
        return ":".join(str(item[part]) for part in ("report", "start", "end") if part in item)
    if "child" in item:
        return "<".join(":".join(map(str, item[side])) for side in ("child", "parent"))
    return ""


def _typed(value: object, kind: str) -> object:
    if value is None or (kind == "string" and isinstance(value, str)):
        return value
    if kind == "number":
        return float(value) if isinstance(value, int | float) else None
    return str(value) if kind == "string" else value


def write_csv(dossier: Dossier, folder: Path) -> list[Path]:
    """One CSV file a table and a datapackage.json."""
    written = [
        put_csv(folder / f"{name}.csv", list(TABLES[name]), (list(row.values()) for row in rows))
        for name, rows in tables(dossier).items()
    ]
    return [*written, _package(folder, written, "csv")]


def write_parquet(dossier: Dossier, folder: Path) -> list[Path]:
    """One Parquet file a table, with the same columns as the CSV, and a datapackage.json."""
    written = []
    for name, rows in tables(dossier).items():
        written.append(folder / f"{name}.parquet")
        pq.write_table(_arrow(name, rows), written[-1])
    return [*written, _package(folder, written, "parquet")]


def arrow_table(dossier: Dossier, name: str) -> pa.Table:
    """One section as an Arrow table; UsageError names the sections where there is none of that name."""
    if name not in TABLES:
        raise UsageError(f"no table {name!r}; there are: {', '.join(TABLES)}")
    return _arrow(name, [shaped(name, row) for row in _rows(to_dict(dossier), name)])


def _arrow(name: str, rows: list[Json]) -> pa.Table:
    schema = pa.schema([(field, ARROW[kind]) for field, kind in TABLES[name].items()])
    clean = [{f: whole(v) if isinstance(v, str) else v for f, v in row.items()} for row in rows]
    return pa.Table.from_pylist(clean, schema)


def _package(folder: Path, written: list[Path], form: str) -> Path:
    """The Frictionless Data Package (version 1) that describes every table and hashes its file."""
    resources = [resource(path, path.stem, form, TABLES[path.stem]) for path in written]
    profile = "tabular-data-package" if form == "csv" else "data-package"
    package = {"profile": profile, "name": "rashomon-dossier", "resources": resources}
    return put_json(folder / "datapackage.json", package)


def resource(path: Path, table: str, form: str, columns: Mapping[str, str]) -> Json:
    """One table as a resource of a data package."""
    body = path.read_bytes()
    made: Json = {"name": table, "path": path.name, "format": form}
    digest = hashlib.sha256(body).hexdigest()
    if form == "csv":
        made |= {"profile": "tabular-data-resource", "mediatype": "text/csv", "encoding": "utf-8"}
        made |= {"bytes": len(body), "hash": f"sha256:{digest}"}
    else:  # frictionless reads Parquet without counting its bytes: 'bytes' and 'hash' would be reported as wrong
        made |= {"profile": "data-resource", "mediatype": "application/vnd.apache.parquet", "rashomon_sha256": digest}
    # frictionless reads an integer that may be null from Parquet as a float, and would call it none
    kinds = {name: "number" if (kind, form) == ("integer", "parquet") else kind for name, kind in columns.items()}
    fields = [field(name, kind) for name, kind in kinds.items()]
    return made | {"schema": {"fields": fields, "missingValues": [""], **_links(table)}}


def field(name: str, kind: str) -> Json:
    """One column, with what it means where its name does not say."""
    return {"name": name, "type": kind, **({"description": MEANS[name]} if name in MEANS else {})}


def _links(table: str) -> Json:
    """The keys of a table, and what its columns point to."""
    made: Json = {"primaryKey": ["id"]} if table in KEYS else {}
    if table in POINTS:
        made["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": target, "fields": ["id"]}}
            for name, target in POINTS[table].items()
        ]
    return made
