"""The marked cases of training/cases are whole: what is measured and learned on them rests on it."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PARSE = runpy.run_path(str(ROOT / "benchmarks/marked.py"))["parse"]
CASES = sorted((ROOT / "training" / "cases").glob("*.txt"))
KINDS = {"reprint", "light-edit", "rewrite", "translation", "quotes", "credits"}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_marked_case_is_whole(path: Path) -> None:
    reports, gold = PARSE(path.read_text(encoding="utf-8"))
    assert len(reports) > 5
    for name, text in reports.items():
        assert re.match(r"outlet: .+\ntitle: .+\npublished: \d{4}-\d\d-\d\d", text), name
    for claim in gold["claims"]:
        named = claim["independent_origins_explained"].split(";")
        assert len(named) == claim["independent_origins"], claim["id"]
        assert claim["asserts"], claim["id"]
        assert len(claim["asserts"] + claim["denies"] + claim["qualifies"]) > 1, claim["id"]
    for child, edges in gold["lineage"].items():
        assert child in reports
        assert all(edge["parent"] in reports and edge["kind"] in KINDS for edge in edges)
        assert all(edge["parent"] < child for edge in edges), "a parent comes before its child"


def test_some_cases_are_held_back() -> None:
    held = [path for path in CASES if "\n# Held back" in path.read_text(encoding="utf-8")]
    assert len(CASES) == 232
    assert len(held) == 28


def test_an_edge_and_the_names_of_the_origins_stand_in_the_head() -> None:
    source = (
        "claim A1 corroborated 2 | The bridge was closed\norigins A1 | the ferryman; the log\nedge 1 > 2 | rewrite\n\n"
        "== 1\noutlet: Hollow Post\ntitle: Bridge\npublished: 2040-01-02\n--\n"
        "{A1+|The bridge was closed}, the ferryman said.\n\n"
        "== 2\noutlet: Mill Echo\ntitle: Closed\npublished: 2040-01-03\n--\n{A1+|Nobody could cross}, it is said.\n"
    )
    _, gold = PARSE(source)
    assert gold["lineage"] == {"02.txt": [{"parent": "01.txt", "kind": "rewrite", "outside": False}]}
    assert gold["claims"][0]["independent_origins_explained"] == "the ferryman; the log"
