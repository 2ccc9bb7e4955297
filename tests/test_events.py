"""Which reports speak of one event, among the reports of invented cases and mixtures of them."""

from __future__ import annotations

import re
import runpy
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.claims.events import events
from rashomon.engine.duck import DuckEngine
from rashomon.model import Derivation, DerivationKind, Passage, Reading, Report, report_id, text_digest

ROOT = Path(__file__).parents[1]
PARSE = runpy.run_path(str(ROOT / "benchmarks/marked.py"))["parse"]
CASES = sorted((ROOT / "tests" / "cases").glob("*.txt"))


def reports_of(path: Path) -> list[Reading]:
    """The reports of a marked case."""
    found = []
    for text in PARSE(path.read_text(encoding="utf-8"))[0].values():
        head, body = text.split("\n\n", 1)
        fields = dict(re.findall(r"^(\w+): (.+)$", head, re.MULTILINE))
        found.append(report(body, path.stem, fields["title"], fields["published"], fields.get("lang", "en")))
    return found


def report(text: str, outlet: str = "", headline: str = "", day: str = "2031-05-04", lang: str = "en") -> Reading:
    """A report of which nothing is read but its words."""
    name = report_id(text_digest(outlet + headline + text))
    return Reading(Report(name, text, outlet=outlet, headline=headline, published=day, lang=lang))


def grouped(readings: list[Reading], derivations: tuple[Derivation, ...] = ()) -> set[frozenset[str]]:
    """The events of some reports, each as the headlines of its reports."""
    headline = {r.report.id: r.report.headline for r in readings}
    engine = DuckEngine()
    found = events(readings, derivations, engine)
    engine.close()
    assert sorted(i for group in found for i in group) == sorted(headline)
    return {frozenset(headline[i] for i in group) for group in found}


FIRE = [
    report(
        "The rope works of Tarn Quay burned down on Sunday night. Twelve night hands got out through the spinning "
        "loft; three are missing. Fire chief Olve Strand said the sprinklers had no water.",
        headline="Rope works burns",
    ),
    report(
        "Three hands of the night shift are still missing after the fire at the rope works. The owner, Brede Hallum, "
        "says the sprinklers were tested in April. The fire chief says there was no water in them.",
        headline="Owner: sprinklers tested",
    ),
    report(
        "I was in the spinning loft when the smoke came. There was no water. We broke the window and jumped, twelve "
        "of us, and I counted, and three were not there.",
        headline="A night hand tells",
    ),
    report(
        "No water in the pipes, no alarm, and a night shift of fifteen locked in behind the loft door: what happened "
        "at the rope works on Sunday, as the hands of Tarn Quay tell it.",
        headline="Fifteen hands",
    ),
]
PAINT = report(
    "A paint store in Orrelund was flooded by the spring tide, said Dag Rude of the insurers. Neighbours had smelled "
    "thinner since noon.",
    headline="Paint store flooded",
)


def test_a_witness_who_names_nobody_is_of_the_event_that_the_others_tell() -> None:
    assert frozenset(r.report.headline for r in FIRE) in grouped(FIRE)


def test_a_report_of_another_event_among_those_of_one_stands_apart() -> None:
    mixed = [(reports_of(case), reports_of(other)[-1]) for case, other in pairwise(CASES)]
    alone = [frozenset([single.report.headline]) in grouped([*case, single]) for case, single in mixed]
    assert sum(alone) >= 0.8 * len(alone)


def test_a_report_that_copies_a_passage_is_of_its_event() -> None:
    assert frozenset([PAINT.report.headline]) in grouped([*FIRE, PAINT])
    copied = (Passage((0, 40), (0, 40)),)
    edge = Derivation(PAINT.report.id, FIRE[0].report.id, None, DerivationKind.QUOTES, 0.5, "copies a sentence", copied)
    assert frozenset([PAINT.report.headline]) not in grouped([*FIRE, PAINT], (edge,))


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_a_case_is_one_event(path: Path) -> None:
    readings = reports_of(path)
    assert max(map(len, grouped(readings))) >= len(readings) - 1


@pytest.mark.parametrize(("one", "other"), list(pairwise(CASES)), ids=lambda p: p.stem)
def test_two_cases_are_two_events(one: Path, other: Path) -> None:
    mine, yours = reports_of(one), reports_of(other)
    ours = {r.report.headline for r in mine}
    assert all(group <= ours or not group & ours for group in grouped([*mine, *yours]))


def test_reprints_of_one_report_put_no_other_out_of_its_event() -> None:
    for case in CASES[:4]:
        readings = reports_of(case)
        wire = readings[0].report
        prints = [report(wire.text, f"outlet {n}", wire.headline, wire.published) for n in range(8)]
        edges = tuple(
            Derivation(
                one.report.id, wire.id, None, DerivationKind.REPRINT, 1.0, "the same", (Passage((0, 9), (0, 9)),)
            )
            for one in prints
        )
        assert len(grouped([*readings, *prints], edges)) <= len(grouped(readings))


def test_an_edge_from_or_to_a_report_that_is_not_there_is_no_edge() -> None:
    for child, parent in (("r-gone", FIRE[0].report.id), (FIRE[0].report.id, "r-gone"), (FIRE[0].report.id,) * 2):
        edge = Derivation(child, parent, None, DerivationKind.REPRINT, 1.0, "", (Passage((0, 9), (0, 9)),))
        assert grouped(FIRE, (edge,)) == grouped(FIRE)


def test_a_language_that_is_not_known_speaks_for_no_event() -> None:
    short = report("Strand, Marn.", headline="names", lang="und")
    assert frozenset(["names"]) in grouped([*FIRE, short])


def test_single_reports_of_many_events_are_mostly_apart() -> None:
    singles = [reports_of(case)[0] for case in CASES]
    assert len(grouped(singles)) >= 0.6 * len(singles)


@settings(max_examples=10, deadline=None)
@given(st.permutations([*FIRE, PAINT]))
def test_the_order_of_reports_changes_no_event(readings: list[Reading]) -> None:
    assert grouped(readings) == grouped([*FIRE, PAINT])


def test_reports_without_a_word_are_each_an_event() -> None:
    assert len(grouped([report("", headline="a"), report("...", headline="b")])) == 2
