"""Rows as an Arrow batch, made column by column from plain buffers.

`pyarrow.array` first asks whether it was given something of pandas, and imports pandas to find out: a fifth of a second
where it is installed. It also takes a list of numbers item by item, which is ten times slower.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import numpy as np
import pyarrow as pa

from rashomon.engine.base import Row

MOST = 2**31 - 1
"""Offsets in a column are of 32 bits."""


def batch(rows: Sequence[Row], schema: pa.Schema) -> pa.RecordBatch:
    """Some rows as a batch of a schema; a name that a row lacks is null in it."""
    made = [column([row.get(field.name) for row in rows], field.type) for field in schema]
    return pa.RecordBatch.from_arrays(made, schema=schema)


def column(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """One column; what is no plain number, text or list of numbers, pyarrow takes item by item."""
    if any(value is None for value in values):
        return pa.array(values, kind)
    if pa.types.is_int64(kind) or pa.types.is_int32(kind) or pa.types.is_float64(kind):
        return _numbers(np.array(values, kind.to_pandas_dtype()), kind)
    if pa.types.is_string(kind):
        return _texts(values, kind)
    if pa.types.is_list(kind) and pa.types.is_int64(kind.value_type) and all(map(_is_numbers, values)):
        return _lists(values, kind)
    return pa.array(values, kind)


def _is_numbers(value: object) -> bool:
    return isinstance(value, np.ndarray) and value.dtype == np.int64


def _numbers(values: np.ndarray[Any, Any], kind: pa.DataType) -> pa.Array:
    return pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(np.ascontiguousarray(values))])


def _offsets(lengths: Sequence[int]) -> pa.Buffer | None:
    ends = [0, *accumulate(lengths)]
    return pa.py_buffer(np.array(ends, np.int32)) if ends[-1] <= MOST else None


def _texts(values: Sequence[str], kind: pa.DataType) -> pa.Array:
    encoded = [value.encode() for value in values]
    offsets = _offsets([len(text) for text in encoded])
    if offsets is None:
        return pa.array(values, kind)
    return pa.Array.from_buffers(kind, len(encoded), [None, offsets, pa.py_buffer(b"".join(encoded))])


def _lists(values: Sequence[np.ndarray[Any, Any]], kind: pa.DataType) -> pa.Array:
    offsets = _offsets([len(value) for value in values])
    if offsets is None:
        return pa.array(values, kind)
    items = _numbers(np.concatenate(values) if values else np.empty(0, np.int64), kind.value_type)
    return pa.Array.from_buffers(kind, len(values), [None, offsets], children=[items])
