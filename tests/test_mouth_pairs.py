"""Who is one source with whom, in invented cases: a strike, a food scandal, a border, a fallen roof, a flooded mine."""

from __future__ import annotations

import runpy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
BENCH = runpy.run_path(str(ROOT / "benchmarks/bodies.py"))
NAMES = sorted(path.stem for path in BENCH["CASES"].glob("*.txt"))
PRECISION, RECALL = 0.97, 0.7
"""Of each case: a false pair hides a source, a missed one shows one too many."""


@cache
def pairs(name: str) -> Any:
    return BENCH["run"](name, "model")


@pytest.mark.parametrize("name", NAMES)
def test_few_sources_are_joined_wrongly_and_many_rightly(name: str) -> None:
    marked, found, made = pairs(name)
    assert found >= 0.9 * marked
    assert made.precision >= PRECISION
    assert made.recall >= RECALL


def test_a_pair_that_may_be_one_is_neither_right_nor_wrong() -> None:
    text = "may-be A B\n== 1\noutlet: X\ntitle: Y\npublished: 2040-01-01\n--\n{A|One} said. {B|Two} said."
    case = BENCH["parse"](text, "x")
    assert case.reports[0].text == "One said. Two said."
    assert case.may_be == {frozenset({"A", "B"})}
    assert BENCH["judge"](case, {}).right == 0
