"""One new report against those that are kept: the same neighbours as the batch stage finds, and no others."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.engine.base import Engine
from rashomon.engine.duck import DuckEngine
from rashomon.errors import EngineError
from rashomon.lineage.index import Index
from rashomon.lineage.reuse import HOT, SPARSE, UNIT, traces, word_hashes
from rashomon.model import Report, report_id, text_digest

SYLLABLES = ("bar", "lo", "ten", "vis", "mur", "ka", "dro", "sel", "pin", "gath", "ol", "wen")


def story(rng: random.Random, words: int = 120) -> str:
    """Words that mean nothing and that no other story has in this order."""
    return " ".join("".join(rng.choices(SYLLABLES, k=3)) for _ in range(words))


def report(text: str, outlet: str) -> Report:
    digest = text_digest(outlet + text)
    return Report(report_id(digest), text, sha256=digest, outlet=outlet)


def test_a_copy_of_a_kept_report_is_found_and_a_stranger_is_not() -> None:
    rng = random.Random(1)
    kept = [report(story(rng), f"Outlet {n}") for n in range(5)]
    index = Index()
    index.extend(kept)
    assert [c.id for c in index.candidates(report(kept[3].text[:400], "Copy"))] == [kept[3].id]
    assert index.candidates(report(story(rng), "Stranger")) == ()


def test_a_report_is_not_its_own_neighbour_and_is_kept_once() -> None:
    one = report(story(random.Random(2)), "Outlet")
    index = Index()
    index.add(one)
    index.add(one)
    assert len(index) == 1
    assert index.candidates(one) == ()


def test_a_wire_story_that_all_have_names_only_few_of_them() -> None:
    rng = random.Random(3)
    wire = story(rng)
    index = Index()
    index.extend(report(wire, f"Outlet {n}") for n in range(200))
    assert 1 <= len(index.candidates(report(wire, "Late"))) <= 2


def test_a_file_is_read_again(tmp_path: Path) -> None:
    one = report(story(random.Random(4)), "Outlet")
    first = Index(str(tmp_path / "case.sqlite"))
    first.add(one)
    first.close()
    again = Index(str(tmp_path / "case.sqlite"))
    assert [c.id for c in again.candidates(report(one.text + " more", "Copy"))] == [one.id]
    again.close()


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"no/case\.sqlite"):
        Index(str(tmp_path / "no" / "case.sqlite"))


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_the_index_finds_what_the_batch_finds(seed: int) -> None:
    rng = random.Random(seed)
    texts = [story(rng) for _ in range(4)]
    texts += [texts[0][:500], f"{story(rng, 60)} {texts[1][200:500]}", story(rng)]
    reports = [report(text, f"Outlet {n}") for n, text in enumerate(texts)]
    engine = DuckEngine()
    pairs = {frozenset((reports[a].id, reports[b].id)) for a, b in traces(reports, engine).pairs}
    engine.close()
    index = Index()
    index.extend(reports[:-1])
    for made in reports[:-1]:
        for candidate in index.candidates(made):
            assert frozenset((made.id, candidate.id)) in pairs
    last = Index()
    last.extend(reports[1:])
    assert {frozenset((reports[0].id, c.id)) for c in last.candidates(reports[0])} == {
        pair for pair in pairs if reports[0].id in pair
    }


def by_hand(reports: Sequence[Report]) -> set[tuple[int, int]]:
    """The pairs by words as the rule has them, hash by hash."""
    holders: dict[int, list[int]] = defaultdict(list)
    for number, made in enumerate(reports):
        for value in set(word_hashes(made).tolist()):
            holders[value].append(number)
    sums: Counter[tuple[int, int]] = Counter()
    for held in holders.values():
        share = UNIT // len(held) if len(held) <= HOT else 0
        sums.update(dict.fromkeys(combinations(held, 2), share) if share else {})
        if len(held) > SPARSE:
            ends = Counter([*pairwise(held), *((held[0], later) for later in held[2:])])
            sums.update(dict.fromkeys(ends, UNIT // SPARSE - share))
    return {pair for pair, total in sums.items() if total >= UNIT}


@pytest.mark.parametrize("seed", range(3))
def test_pairs_are_those_that_reach_enough_over_all_their_hashes(engine: Engine, seed: int) -> None:
    rng = random.Random(seed)
    # stock phrases, the first in nearly every report and the last in a few: two reports may share many, and no rare one
    stock = [story(rng, 14) for _ in range(40)]
    texts = [" ".join(p for n, p in enumerate(stock) if rng.random() < 0.9 / (1 + n / 8)) for _ in range(90)]
    reports = [report(text or story(rng, 14), f"Outlet {n}") for n, text in enumerate(texts)]
    expected = by_hand(reports)
    assert set(traces(reports, engine).pairs) == expected and 20 < len(expected) < 2000


@pytest.mark.parametrize("outlets", [12, 30, 48])
def test_a_short_story_in_some_dozens_of_outlets_still_finds_one(outlets: int) -> None:
    short = story(random.Random(6), 40)
    index = Index()
    index.extend(report(short, f"Outlet {n}") for n in range(outlets))
    assert index.candidates(report(short, "Late"))
