"""Reads training/retold: facts as a first report gives them, and what others made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
CODES = ("hd", "ha", "fc", "nc", "aa", "ac", "vs", "mc", "ad", "al")
"""The kinds of change (`training/retold/README.md`); the last two are of the source."""
FAITHFUL, OTHER = "0", "x"
MARKED = {
    "hedge dropped": "hd", "caveat dropped": "hd", "hedge added": "ha", "figure changed": "fc", "noun changed": "nc",
    "actor added": "aa", "actor changed": "ac", "verb strengthened": "vs", "attribution dropped": "ad",
    "attribution laundered": "al",
}  # fmt: skip
"""What the marks of a case call a change; any other is a change of meaning."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one report made of a fact, with its codes."""

    text: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as it was first told, and its retellings."""

    text: str
    lines: tuple[Line, ...]


Event = tuple[Fact, ...]


def events() -> list[Event]:
    """All of it, in order of file and line; ValueError for a line that is neither."""
    return [event for path in sorted((ROOT / "training" / "retold").glob("*.txt")) for event in events_of(path)]


def events_of(path: Path) -> list[Event]:
    """The events of one file."""
    found: list[list[tuple[str, list[Line]]]] = []
    for row in path.read_text(encoding="utf-8").splitlines():
        if row.startswith("=== "):
            found.append([])
        elif row.startswith("= "):
            found[-1].append((row[2:].strip(), []))
        elif row.strip():
            found[-1][-1][1].append(line(row))
    return [tuple(Fact(text, tuple(lines)) for text, lines in event) for event in found]


def line(row: str) -> Line:
    """One retelling: its codes come first, each a word."""
    words = row.split()
    codes = []
    while words and words[0] in (*CODES, FAITHFUL, OTHER):
        codes.append(words.pop(0))
    if not codes or not words or (len(codes) > 1 and {FAITHFUL, OTHER} & set(codes)):
        raise ValueError(f"neither a fact nor a retelling: {row}")
    return Line(" ".join(words), frozenset(codes))


def marked(changes: Sequence[str]) -> frozenset[str]:
    """The codes of what the marks of a case say."""
    return frozenset(MARKED.get(change, "mc") for change in changes)
