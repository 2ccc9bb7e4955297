"""Decisions as JSON Lines: the first line says of which case they are, then one a line."""

from __future__ import annotations

import json
from collections.abc import Iterable

from rashomon.decisions.exchange import from_dict, to_dict
from rashomon.errors import UsageError
from rashomon.model import Decision

SCHEMA = "rashomon.decisions/1"
LARGEST = 100_000_000  # bytes of a file


def write(decisions: Iterable[Decision], case: str) -> str:
    """Decisions as text: the same decisions give the same bytes."""
    head = {"schema": SCHEMA, "case": case}
    rows = [head, *map(to_dict, decisions)]
    return "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in rows)


def parse(data: bytes, name: str) -> tuple[Decision, ...]:
    """The decisions in a file, each checked; UsageError names the first line that is none."""
    if len(data) > LARGEST:
        raise UsageError(f"{name}: more than {LARGEST / 1e6:,.0f} MB: no file of decisions")
    lines = data.splitlines()
    head = _row(lines[0], name, 1) if lines else None
    if not isinstance(head, dict) or head.get("schema") != SCHEMA:
        raise UsageError(f"{name}: not a file of decisions ({SCHEMA}), as 'rashomon decisions --export' writes it")
    found = []
    for number, line in enumerate(lines[1:], 2):
        if line.strip():
            try:
                found.append(from_dict(_row(line, name, number)))
            except UsageError as error:
                raise UsageError(f"{name}: line {number}: {error}. Nothing was taken over") from error
    return tuple(found)


def _row(line: bytes, name: str, number: int) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{name}: line {number}: not JSON: {error}") from error
