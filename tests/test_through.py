"""Through which outlets a statement came: what a paper adds to an agency's text did not come through the agency."""

from __future__ import annotations

from dataclasses import replace

from rashomon.lineage.through import through
from rashomon.model import Derivation, DerivationKind, Passage, Reading, Report, Source, SourceKind, Statement

WIRE = "Nine people were treated, the fire service said."
ADDED = "A farmer said he had pulled a boy out."
AGENCY = Source("vta", "VTA", SourceKind.ORGANIZATION)
FIRE = Source("fire", "the fire service", SourceKind.PUBLIC_BODY)
FARMER = Source("farmer", "A farmer", SourceKind.UNNAMED)


def said(report: Report, words: str, speaker: Source, via: tuple[str, ...] = ("vta",)) -> Statement:
    at = report.text.index(words)
    return Statement(
        f"{report.id}:{words}", report.id, (report.span(at, at + len(words)),), speaker=speaker.id, via=via
    )


def ways(
    added: str, agency: Source = AGENCY, kind: DerivationKind = DerivationKind.LIGHT_EDIT
) -> dict[str, tuple[str, ...]]:
    """By the words of the Gazette's statements the hops of each."""
    wire = Report("wire", WIRE, outlet="Vale Tribune Agency")
    page = Report("page", f"{WIRE}\n\n{added}", outlet="Gazette")
    readings = (
        Reading(wire, (said(wire, "Nine people were treated", FIRE, ()),), (FIRE,)),
        Reading(page, (said(page, "Nine people were treated", FIRE), said(page, "had pulled a boy out", FARMER))),
    )
    edge = Derivation("page", "wire", None, kind, 0.6, "", (Passage((0, len(WIRE)), (0, len(WIRE))),))
    _, made = through(readings, (agency, FIRE, FARMER), (edge,))
    return {s.text: s.via for s in made.statements}


def test_what_a_paper_adds_did_not_come_through_the_agency_it_credits() -> None:
    found = ways(ADDED)
    assert found["had pulled a boy out"] == ()
    assert found["Nine people were treated"] == ("vta",)


def test_who_told_the_agency_in_the_added_words_came_through_it() -> None:
    told = "A farmer told VTA he had pulled a boy out."
    page = Report("page", f"{WIRE}\n\n{told}")
    at = page.text.index("VTA")
    found = ways(told, replace(AGENCY, mentions=(page.span(at, at + 3),)))
    assert found["had pulled a boy out"] == ("vta",)


def test_a_translation_has_no_passage_for_what_it_took() -> None:
    assert ways(ADDED, kind=DerivationKind.TRANSLATION)["had pulled a boy out"] == ("vta",)
