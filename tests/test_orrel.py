"""A second invented case, as an editor would ask: six reports of a mine blast, from agency copy to a correction."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from rashomon import dossier
from rashomon.model import DerivationKind, Dossier, Figure, Stance, Statement
from rashomon.read.sources import read

CASE = Path(__file__).parent / "data" / "orrel"


@cache
def case() -> Dossier:
    return dossier.build(read([str(CASE)]), options=dossier.Options(extractor="model"))


def said(words: str) -> list[Statement]:
    found = [s for s in case().statements if words in s.text]
    assert found, words
    return found


def name(statement: Statement) -> str:
    return next((s.name for s in case().sources if s.id == statement.speaker), "")


def counted(words: str) -> Figure:
    return next(f for f in case().figures if f.span.exact == words)


def outlet(report: str) -> str:
    return next(r.outlet for r in case().reports if r.id == report)


def test_who_is_cited_by_two_reports_is_one_source() -> None:
    assert {name(s) for s in said("14 miners were killed")} == {"Free Miners' Union"}
    assert {name(s) for s in said("inspectors had also been aware")} == {"Tomas Reyl"}


def test_who_neither_confirms_nor_denies_does_neither() -> None:
    assert [s.stance for s in said("that gas alarms had been disabled before")] == [Stance.NO_COMMENT]


def test_the_owner_denies_and_its_spokeswoman_rejects() -> None:
    assert {(name(s), s.stance) for s in said("that any alarm had been disabled")} == {("Brask Energy", Stance.DENIES)}
    assert [(name(s), s.stance) for s in said("that managers had ordered")] == [("Dagny Holm", Stance.DENIES)]


@pytest.mark.parametrize(
    ("words", "scope"),
    [("nine deaths", "killed"), ("11 people", "missing"), ("27 people", "admitted"), ("12 gas alarms", "")],
)
def test_each_figure_keeps_what_befell_those_it_counts(words: str, scope: str) -> None:
    assert counted(words).scope == scope


def test_the_reprint_and_the_translation_come_from_the_agency() -> None:
    edges = {outlet(e.child): (outlet(e.parent), e.kind, e.credited) for e in case().lineage if e.parent}
    assert edges["Halmund Morgen"] == ("Kest Wire", DerivationKind.LIGHT_EDIT, True)
    assert edges["L'Écho du Nord"] == ("Kest Wire", DerivationKind.TRANSLATION, True)


def test_a_bare_surname_in_one_report_is_the_one_person_whom_others_name_in_full() -> None:
    assert [name(s) for s in said("an insult to the dead")] == ["Tomas Reyl"]


def test_what_a_reprint_and_a_translation_quote_came_through_the_agency() -> None:
    names = {s.id: s.name for s in case().sources}
    for words in ('"The gas alarms had been switched off', "« Les alarmes de gaz étaient coupées"):
        for statement in said(words):
            via = [names.get(hop, hop) for hop in statement.via]
            assert via == ([] if outlet(statement.report_id) == "Kest Wire" else ["Kest Wire"])
