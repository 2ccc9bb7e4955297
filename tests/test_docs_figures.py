"""docs/figures.md shows the English table as the program reads it, and its worked bounds are the program's."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from rashomon.text.figures.bounds import Bounds, bounded
from rashomon.text.figures.table import table

PAGE = (Path(__file__).parents[1] / "docs/figures.md").read_text("utf-8")
TABLE = tomllib.loads((files("rashomon.text.figures") / "en.toml").read_text("utf-8"))
KINDS = [kind for kind in TABLE["modifiers"] if kind not in ("after", "belongs", "wants")]


def shown(value: float | None) -> str:
    return "open" if value is None else f"{value:,.12g}"


def both(bounds: Bounds) -> str:
    return f"{shown(bounds[0])} – {shown(bounds[1])}"


def modifier_row(kind: str) -> str:
    words = ", ".join(word.replace("|", r"\|") for word in TABLE["modifiers"][kind])
    counted, measured = (both(bounded(50, 50, kind, continuous=c)) for c in (False, True))
    return f"| `{kind}` | {words} | {counted} | {measured} |"


def vague_row(words: str) -> str:
    return f"| {words} | {both(table('en').vague[words])} |"


@pytest.mark.parametrize("kind", KINDS)
def test_every_modifier_is_shown_with_its_bounds(kind: str) -> None:
    assert modifier_row(kind) in PAGE


@pytest.mark.parametrize("words", list(TABLE["vague"]))
def test_every_vague_word_is_shown_with_its_bounds(words: str) -> None:
    assert vague_row(words) in PAGE
