"""A dossier as flat tables: CSV with a Frictionless data package, and Parquet.

Columns keep their order, lists are joined by ' | ', an open bound and what is not stated are empty. Cells that a
spreadsheet would take for a formula are given a leading apostrophe (OWASP, CSV injection).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from rashomon.export.json import Json, to_dict
from rashomon.model import Dossier

TABLES = (
    "reports",
    "sources",
    "statements",
    "figures",
    "times",
    "places",
    "claims",
    "relations",
    "lineage",
    "drifts",
    "headlines",
)
LEFT_OUT = {"text", "mentions", "furniture", "links", "passages", "groups"}
"""Nested or bulky fields: they stay in the JSON."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def tables(dossier: Dossier) -> dict[str, list[Json]]:
    """Every section as flat rows."""
    data = to_dict(dossier)
    return {name: [flat(row) for row in data[name]] for name in TABLES}


def flat(row: Mapping[str, object], prefix: str = "") -> Json:
    """One row without nesting: a span gives its start, end and words; a list its items joined."""
    made: Json = {}
    for name, value in row.items():
        key = f"{prefix}{name}"
        if name in LEFT_OUT:
            continue
        if isinstance(value, Mapping):
            made.update(flat(value, f"{key}_"))
        elif isinstance(value, list):
            made[key] = " | ".join(str(v["exact"] if isinstance(v, Mapping) and "exact" in v else v) for v in value)
        else:
            made[key] = value
    return made


def columns(rows: Iterable[Json]) -> list[str]:
    """Every column that any row has, in order of first appearance."""
    return list(dict.fromkeys(name for row in rows for name in row))


def write_csv(dossier: Dossier, folder: Path) -> list[Path]:
    """One CSV file a table and a datapackage.json that describes them (Frictionless Data Package 1)."""
    written, resources = [], []
    for name, rows in tables(dossier).items():
        fields = columns(rows)
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(fields)
        writer.writerows([_cell(row.get(field)) for field in fields] for row in rows)
        path = folder / f"{name}.csv"
        body = out.getvalue().encode("utf-8")
        path.write_bytes(body)
        written.append(path)
        resources.append(_resource(path.name, body, name, [{"name": f, "type": _type(rows, f)} for f in fields]))
    package = {"profile": "tabular-data-package", "name": "rashomon-dossier", "resources": resources}
    path = folder / "datapackage.json"
    path.write_text(json.dumps(package, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return [*written, path]


def _resource(path: str, body: bytes, name: str, fields: list[dict[str, str]]) -> Json:
    return {
        "name": name,
        "path": path,
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "bytes": len(body),
        "hash": f"sha256:{hashlib.sha256(body).hexdigest()}",
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value


def _type(rows: Iterable[Json], field: str) -> str:
    """The Frictionless type of a column."""
    found = {type(row[field]) for row in rows if row.get(field) is not None}
    if found == {bool}:
        return "boolean"
    if found == {int}:
        return "integer"
    return "number" if found and found <= {int, float} else "string"


ARROW = {"boolean": pa.bool_(), "integer": pa.int64(), "number": pa.float64(), "string": pa.string()}


def write_parquet(dossier: Dossier, folder: Path) -> list[Path]:
    """One Parquet file a table, with the same columns as the CSV."""
    written = []
    for name, rows in tables(dossier).items():
        fields = [(field, _type(rows, field)) for field in columns(rows)]
        schema = pa.schema([(field, ARROW[kind]) for field, kind in fields])
        plain = [{f: _as(kind, row.get(f)) for f, kind in fields} for row in rows]
        path = folder / f"{name}.parquet"
        pq.write_table(pa.Table.from_pylist(plain, schema), path)
        written.append(path)
    return written


def _as(kind: str, value: object) -> object:
    return str(value) if kind == "string" and value is not None else value
