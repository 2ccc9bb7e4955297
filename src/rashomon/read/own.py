"""Readers that other packages bring: entry points of the group `rashomon.readers`.

An entry point's name is the suffix it reads, without the dot ('nitf'); what it
points to is a function from a file's bytes to the `Parts` of its reports. It
runs in the child process, with the limits that every reader has, and comes
before a reader of this package's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from itertools import islice

from rashomon.errors import UnreadableReport
from rashomon.read.decode import checked
from rashomon.read.parts import Parts
from rashomon.read.pieces import MOST, Piece

GROUP = "rashomon.readers"
LONGEST = 32
"""Characters of a kind, which the child is told in so many bytes."""
MARK = "+"
"""Before a suffix: a kind that an own reader reads."""


@cache
def readers() -> dict[str, tuple[EntryPoint, ...]]:
    """The entry points for every kind: one each, unless two packages read the same suffix."""
    found: dict[str, tuple[EntryPoint, ...]] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda e: (e.name, e.value)):
        kind = MARK + entry.name.lower()
        if len(kind) <= LONGEST:
            found[kind] = (*found.get(kind, ()), entry)
    return found


def kind(suffix: str) -> str:
    """The kind of a suffix ('.nitf') that an own reader reads; '' for any other."""
    found = MARK + suffix.lower().removeprefix(".")
    return found if found in readers() else ""


def opened(kind: str, data: bytes) -> Iterator[Piece]:
    """The reports that an own reader finds, 'whole' where there is one only; UnreadableReport where it finds none."""
    entry, *others = readers()[kind]
    if others:
        names = " and ".join(e.value for e in (entry, *others))
        raise UnreadableReport(f"has more than one reader for its type: {names}. Uninstall all but one")
    found: Iterable[Parts] = entry.load()(data)
    packed = [json.dumps(asdict(_checked(parts))).encode("ascii") for parts in islice(found, MOST)]
    if not packed:
        raise UnreadableReport(f"has no report that the reader {entry.value!r} could find. Check the file")
    if len(packed) == 1:
        yield Piece("", "whole", packed[0])
        return
    for number, data in enumerate(packed, 1):
        yield Piece(f"report {number}", "made", data)


def made(data: bytes) -> Parts:
    """The parts that an own reader made, as they came out of the child."""
    row = json.loads(data)
    return Parts(**{name: str(value) for name, value in row.items() if name != "links"}, links=tuple(row["links"]))


def _checked(parts: Parts) -> Parts:
    """The same parts, all of it text that can be written; UnreadableReport for a NUL or half a character."""
    values = {name: checked(str(value)) for name, value in asdict(parts).items() if name != "links"}
    return replace(parts, **values, links=tuple(checked(str(link)) for link in parts.links))
