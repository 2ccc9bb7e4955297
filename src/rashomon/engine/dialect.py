"""What an engine calls things: functions that both have under different names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """The names of SQL functions whose meaning is one and whose name is not."""

    explode: str
    """One row for each item of a list column."""


DUCKDB = Dialect(explode="UNNEST")
SPARK = Dialect(explode="EXPLODE")
