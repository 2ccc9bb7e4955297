"""Which marked cases teach the model of conflicts, which measure it, and what marks say of two statements."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
HELD = "\n# Held back"
OPPOSED, APART, UNKNOWN = "opposed", "apart", "unknown"
"""The marks set two statements against one another; know both, and do not; know one of them not."""


def cases_of() -> list[Path]:
    """The marked cases from which something may be learned."""
    paths = [path for folder in ("training", "tests") for path in sorted((ROOT / folder / "cases").glob("*.txt"))]
    return [path for path in paths if HELD not in path.read_text(encoding="utf-8")]


def left_out(name: str) -> bool:
    """True for a case that measures what the others teach."""
    return sum(map(ord, name)) % 4 == 0
