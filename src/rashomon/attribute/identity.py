"""One source for one person or body across reports."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import Reading, Source


def link(readings: Sequence[Reading]) -> tuple[tuple[Reading, ...], tuple[Source, ...]]:
    """The readings with source ids shared between reports, and every source."""
    return tuple(readings), tuple(source for reading in readings for source in reading.sources)
