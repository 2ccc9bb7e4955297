"""What one new report changes: it is compared with the few that share words, figures or names with it."""

from __future__ import annotations

from pathlib import Path

from rashomon.model import Reading


def changes(folder: Path, reading: Reading, extractor: str) -> tuple[str, ...]:
    """A line for each thing that a report brings."""
    return ()
