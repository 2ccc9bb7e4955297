"""A translation's statements beside those of its original, and what that gives: one claim, one denial."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from claim_cases import Line, aligned, derived, reading, related
from rashomon.claims.facets import facets
from rashomon.claims.translated import pairs, with_originals
from rashomon.engine.duck import DuckEngine
from rashomon.model import Derivation, DerivationKind, Reading, RelationKind, Stance

WIRE: tuple[Line, ...] = (
    ("Olve Tarn", "said", "“rangers had locked the hay barn”"),
    ("Minister Ilva Marn", "said", "“there was no lock”", Stance.DENIES),
    ("Minister Ilva Marn", "said", "no more than 40 sheep had died"),
    ("The herders", "said", "the owner had been paid"),
)
FRENCH: tuple[Line, ...] = (
    ("Olve Tarn", "affirme", "« les gardes ont fermé la grange »"),
    ("Minister Ilva Marn", "répond", "« il n’y avait pas de serrure »", Stance.DENIES),
    ("Minister Ilva Marn", "ajoute", "pas plus de 40 moutons sont morts"),
    ("Un voisin", "note", "le temps était sec"),
)


@pytest.fixture
def duck() -> Iterator[DuckEngine]:
    engine = DuckEngine()
    yield engine
    engine.close()


def wire_and_translation() -> tuple[list[Reading], list[Derivation]]:
    """An English wire story and a French paper's version of it."""
    wire, french = reading(*WIRE), reading(*FRENCH, outlet="La Cime")
    french = replace(french, report=replace(french.report, lang="fr"), meanings=())
    return [wire, french], [replace(derived(french, wire), kind=DerivationKind.TRANSLATION)]


def test_what_is_translated_is_found_by_speaker_quotation_number_and_order() -> None:
    readings, edges = wire_and_translation()
    found = facets(readings)
    told = {found[n].span.exact: found[m].span.exact for n, m in pairs(found, edges)}
    assert told == {
        "« les gardes ont fermé la grange »": "“rangers had locked the hay barn”",
        "« il n’y avait pas de serrure »": "“there was no lock”",
        "pas plus de 40 moutons sont morts": "no more than 40 sheep had died",
    }


def test_the_order_of_the_edges_changes_nothing() -> None:
    (wire, french), (edge,) = wire_and_translation()
    reprint = reading(*WIRE, outlet="The Vell Post")
    found = facets([wire, french, reprint])
    edges = [edge, replace(edge, parent=reprint.report.id)]
    told = pairs(found, edges)
    assert len(told) == 6
    assert pairs(found, [*edges[::-1], edge]) == told


def test_nothing_is_a_translation_without_an_edge_that_says_so() -> None:
    readings, edges = wire_and_translation()
    found = facets(readings)
    assert pairs(found, [replace(e, kind=DerivationKind.REWRITE) for e in edges]) == []
    assert with_originals(found, []) == found


def test_a_translation_takes_over_the_terms_of_its_original() -> None:
    readings, edges = wire_and_translation()
    plain = facets(readings)
    told = pairs(plain, edges)
    assert all(plain[m].keys <= with_originals(plain, told)[n].keys for n, m in told)


def test_a_translated_quotation_stands_in_the_claim_of_its_original(duck: DuckEngine) -> None:
    readings, edges = wire_and_translation()
    said = {s.id: s.text for r in readings for s in r.statements}
    claims = [{said[i] for i in c.statements} for c in aligned(readings, edges, duck)]
    both = {"“rangers had locked the hay barn”", "« les gardes ont fermé la grange »"}
    assert any(both <= claim for claim in claims)


def test_a_denial_denies_the_translation_too(duck: DuckEngine) -> None:
    readings, edges = wire_and_translation()
    claims = aligned(readings, edges, duck)
    denied = {
        (r.left_span.exact, r.right_span.exact)
        for r in related(claims, readings, edges)
        if r.kind is RelationKind.DENIES and r.left_span and r.right_span
    }
    assert ("“there was no lock”", "« les gardes ont fermé la grange »") in denied


def test_what_stands_alone_between_two_translated_clauses_is_translated_too() -> None:
    wire = reading(
        ("Olve Tarn", "said", "“rangers locked it”"),
        ("the rangers", "said", "the key was lost"),
        ("Ilva Marn", "said", "“nobody did”"),
    )
    french = reading(
        ("Olve Tarn", "affirme", "« les gardes ont fermé »"),
        ("les gardes", "disent", "la clé était perdue"),
        ("Ilva Marn", "répond", "« personne »"),
        outlet="La Cime",
    )
    french = replace(french, report=replace(french.report, lang="fr"), meanings=())
    found = facets([wire, french])
    edges = [replace(derived(french, wire), kind=DerivationKind.TRANSLATION)]
    told = {found[n].span.exact: found[m].span.exact for n, m in pairs(found, edges)}
    assert told["la clé était perdue"] == "the key was lost"


@pytest.mark.parametrize(
    ("left_out", "put_in"),
    [
        (("Warden Dan Oram", "said", "the key was lost"), ("le maire Luc Perot", "dit", "une enquête est ouverte")),
        (("the rangers", "said", "40 sheep were lost"), ("les gardes", "disent", "12 moutons sont morts")),
        (("the rangers", "said", "the key was lost"), ("les gardes", "disent", "rien n’est prouvé", Stance.DENIES)),
    ],
)
def test_what_a_translation_puts_where_it_leaves_something_out_translates_nothing(left_out: Line, put_in: Line) -> None:
    wire = reading(("Olve Tarn", "said", "“rangers locked it”"), left_out, ("Ilva Marn", "said", "“they went”"))
    french = reading(
        ("Olve Tarn", "affirme", "« les gardes ont fermé »"),
        put_in,
        ("Ilva Marn", "répond", "« ils sont partis »"),
        outlet="La Cime",
    )
    french = replace(french, report=replace(french.report, lang="fr"), meanings=())
    found = facets([wire, french])
    edges = [replace(derived(french, wire), kind=DerivationKind.TRANSLATION)]
    assert len(pairs(found, edges)) == 2
