"""Who says what, through whom, how: paragraphs of our own in many manners of reporting, read from end to end."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rashomon.attribute.reading import read_report
from rashomon.model import Reading, Report, Statement
from rashomon.text.names import ARTICLES, parted, tokens

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "data" / "who.toml").read_text())["case"]
FLOORS = {"found": 0.94, "speaker": 0.95, "via": 0.94, "stance": 0.95, "form": 0.94}
"""Of 300 statements; of those found for all but the first."""


@cache
def reading(at: int) -> Reading:
    return read_report(Report("r-1", CASES[at]["text"], outlet=CASES[at].get("outlet", "")), extractor="model")


def statement(at: int, said: str) -> Statement | None:
    """The innermost statement with a cue that holds the words."""
    text = CASES[at]["text"]
    spots = [n for n in range(len(text)) if text.startswith(said, n)]
    holding = [
        s
        for s in reading(at).statements
        if any(piece.start <= n and n + len(said) <= piece.end for n in spots for piece in s.content)
    ]
    return min(holding, key=lambda s: (s.cue is None, len(s.text) - 2 * bool(s.within)), default=None)


def is_named(name: str, wanted: str) -> bool:
    return any(name == one or core(name) == core(one) for one in wanted.split("|"))


def core(name: str) -> list[str]:
    return [word for word in tokens(parted(name).core) if word not in ARTICLES]


def judged(at: int, row: list[str]) -> dict[str, bool] | None:
    """What of an expected statement is right; None where it is not found."""
    said, speaker, via, stance, form = row
    found = statement(at, said)
    if found is None:
        return None
    names = {source.id: source.name for source in reading(at).sources}
    way, hops = [names.get(hop, hop) for hop in found.via], [hop for hop in via.split(" > ") if hop]
    return {
        "speaker": found.speaker is None if speaker == "-" else is_named(names.get(found.speaker or "", ""), speaker),
        "via": len(way) == len(hops) and all(map(is_named, way, hops)),
        "stance": found.stance.value in stance.split("|"),
        "form": found.form.value in form.split("|"),
    }


def test_most_of_who_and_how_is_right() -> None:
    rows = [(at, row) for at, case in enumerate(CASES) for row in case["say"]]
    verdicts = [(row[0], judged(at, row)) for at, row in rows]
    good = Counter(name for _, verdict in verdicts if verdict for name, right in verdict.items() if right)
    found = sum(verdict is not None for _, verdict in verdicts)
    shares = {"found": found / len(rows), **{name: good[name] / found for name in FLOORS if name != "found"}}
    wrong = [(said, verdict) for said, verdict in verdicts if verdict is None or not all(verdict.values())]
    assert all(shares[name] >= floor for name, floor in FLOORS.items()), (shares, wrong)


@pytest.mark.parametrize("at", [n for n, case in enumerate(CASES) if "anonymity" in case])
def test_why_a_source_is_not_named(at: int) -> None:
    found = [source.anonymity.exact for source in reading(at).sources if source.anonymity]
    assert found == CASES[at]["anonymity"]


@pytest.mark.parametrize("at", [n for n, case in enumerate(CASES) if "distance" in case])
def test_where_the_outlet_stands_back(at: int) -> None:
    found = " ".join(piece.exact for s in reading(at).statements for piece in s.distance)
    assert all(word in found for word in CASES[at]["distance"])
