"""The invented retellings of training/retold keep their format: what is taught from them rests on it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rashomon.model import Change

FOLDER = Path(__file__).parents[1] / "training" / "retold"
FILES = sorted(FOLDER.glob("*.txt"))
CODES = ("hd", "ha", "fc", "nc", "aa", "ac", "vs", "mc", "ad", "al")


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_each_fact_has_faithful_changed_and_other_lines_and_none_twice(path: Path) -> None:
    for event in path.read_text(encoding="utf-8").split("=== ")[1:]:
        name, *rows = event.strip().splitlines()
        assert name and rows[0].startswith("= ")
        for fact in re.split(r"^= ", "\n".join(rows), flags=re.M)[1:]:
            told, *lines = fact.strip().splitlines()
            assert all(
                re.fullmatch(rf"(?:[0x]|(?:{'|'.join(CODES)})(?: (?:{'|'.join(CODES)}))*) \S.*", r) for r in lines
            ), told
            firsts = [line.split()[0] for line in lines]
            assert "0" in firsts and "x" in firsts and any(f in CODES for f in firsts), told
            assert len(set(lines)) == len(lines), told


def test_there_is_a_code_for_every_kind_of_change() -> None:
    assert {"".join(part[0] for part in change.split("-")) for change in Change} == set(CODES)
