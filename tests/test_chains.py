"""Chains of any depth: who speaks, and through whom, read from one sentence."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rashomon.attribute.draft import Draft
from rashomon.attribute.nesting import DEEPEST
from rashomon.attribute.rules import extract
from rashomon.model import Report
from rashomon.text.parse import parse

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "data" / "chains.toml").read_text())["chain"]
FLOOR = 0.85
NAMES = ("Bo", "Cy", "Dee", "Ed", "Flo", "Gus", "Hal", "Ivo")


@cache
def drafts(text: str) -> list[Draft]:
    return extract(Report("r-1", text), parse(text, "en"))


def chain(text: str, said: str) -> list[str]:
    """The sources from the innermost draft that holds the words outwards; those left out are left out here too."""
    found = drafts(text)
    start = text.index(said)
    holding = [
        i for i, d in enumerate(found) if any(low <= start and start + len(said) <= high for low, high in d.content)
    ]
    at: int | None = min(holding, key=lambda i: (sum(b - a for a, b in found[i].content), -i), default=None)
    names = []
    while at is not None:
        source = found[at].source
        if source:
            names.append(text[slice(*source)])
        at = found[at].within
    return names


def test_forty_chains_or_more_are_tried() -> None:
    assert len(CASES) >= 40


def test_most_chains_are_exact_hop_for_hop() -> None:
    wrong = [case["text"] for case in CASES if chain(case["text"], case["said"]) != case["chain"]]
    assert 1 - len(wrong) / len(CASES) >= FLOOR, wrong


@pytest.mark.parametrize("case", CASES[:8], ids=lambda case: case["said"])
def test_a_plain_chain_is_exact(case: dict[str, Any]) -> None:
    assert chain(case["text"], case["said"]) == case["chain"]


def test_an_outer_draft_stands_before_what_lies_within_it() -> None:
    for case in CASES:
        for at, draft in enumerate(drafts(case["text"])):
            assert draft.within is None or draft.within < at


def test_did_not_is_no_cue() -> None:
    text = "Some on the quay swear it was shells; she does not."
    assert [text[slice(*d.cue)] for d in drafts(text) if d.cue] == ["swear"]


def test_a_chain_has_a_greatest_depth() -> None:
    text = "Anna said that " + "".join(f"{name} said that " for name in NAMES) + "it rained."
    found = drafts(text)
    depth = [0] * len(found)
    for at, draft in enumerate(found):
        depth[at] = 0 if draft.within is None else depth[draft.within] + 1
    assert max(depth) < DEEPEST
