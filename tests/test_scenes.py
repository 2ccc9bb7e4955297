"""What a sentence says of where and by what: which two scenes are two events, and what says nothing of it."""

from __future__ import annotations

import pytest

from factories import make_report
from rashomon.claims.scenes import Atlas, Scene, another_attack, elsewhere, origins, scene, sound
from rashomon.text.places import Entry

TARN = Entry("Tarn", "QQ", 10.0, 20.0, 400_000, 1, "01")
VELL = Entry("Vell", "QQ", 10.2, 20.2, 30_000, 2, "01")
ORSIN = Entry("Orsin", "QQ", 10.3, 20.3, 45_000, 3, "01")
HARL = Entry("Harl", "QQ", 11.0, 21.0, 300_000, 4, "02")
MOOT = Entry("Moot", "ZZ", 10.2, 20.3, 90_000, 5, "07")


def of(text: str) -> Scene:
    """The scene of a sentence, in a case that speaks of some invented towns."""
    known = {place.name.casefold(): place for place in (TARN, VELL, ORSIN, HARL, MOOT)}
    return scene(text, Atlas(frozenset({"QQ", "ZZ"}), {**known}))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # two towns
        ("A shell killed three people in Vell.", "A bomb killed nine people in Orsin."),
        # two regions, though one town is far larger than the other
        ("A shell killed three people in Vell.", "A bomb killed nine people in Harl."),
        ("A raid killed nine in the province of Harl.", "Rockets hit the market in Tarn."),
        # two countries, however near
        ("Two people were hurt in Moot.", "A blast in Tarn killed 40."),
        # two districts of one town
        ("Shells hit Ostra district in Tarn.", "Shells hit Kellin district in Tarn."),
        # named as towns, and known to nobody
        ("A mine killed two in the village of Ambry.", "A mine killed six in the village of Dorrin."),
    ],
)
def test_two_places_are_two_scenes(left: str, right: str) -> None:
    first, second = of(left), of(right)
    assert elsewhere(first, second)
    assert elsewhere(second, first)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # a district and the city that holds it
        ("Shells hit Ostra district.", "Shells hit a school in Tarn."),
        # a small town, and the far larger one of its region
        ("Shells hit a school in Vell.", "Shells hit a school in Tarn."),
        # a town and its region
        ("Shells hit a school in Vell.", "Shells hit a school in Orsin province."),
        # one name in two spellings
        ("A mine killed two in the village of Qasrin.", "A mine killed six in the village of Kasreen."),
        # no place, a country, a body, where somebody spoke, where the hurt were taken from
        ("A shell killed three people.", "A bomb killed nine people in Orsin."),
        ("A raid killed three people in Vell.", "A minister said in Harl that nine had died."),
        # one of several districts
        ("Shells hit several districts, including Ostra district.", "Shells hit Kellin district."),
    ],
)
def test_what_may_be_one_place_is_one_scene(left: str, right: str) -> None:
    assert not elsewhere(of(left), of(right))
    assert not elsewhere(of(right), of(left))


def test_names_that_a_report_puts_side_by_side_are_two_places() -> None:
    first, second = "A blast in Talbrin killed two.", "A blast in Kursin killed six."
    silent = Atlas()
    assert not elsewhere(scene(first, silent), scene(second, silent))
    told = Atlas(beside={sound("Talbrin"): {sound("Kursin")}, sound("Kursin"): {sound("Talbrin")}})
    assert elsewhere(scene(first, told), scene(second, told))


def left(text: str) -> frozenset[str]:
    """The places that the people at the start of a sentence left."""
    report = make_report(text)
    return origins(text, 0, report.span(0, text.index("people")), len(text))


def test_people_who_left_two_places_are_two_groups() -> None:
    first, second = left("3,000 people left besieged Vell and Orsin"), left("some 500 people left Tarn at dawn")
    assert elsewhere(Scene(left=first), Scene(left=second))
    assert not elsewhere(Scene(left=first), Scene(left=left("about 2,900 people left Vell")))
    assert not elsewhere(Scene(left=first), Scene())


def test_another_weapon_makes_another_attack_only_where_the_places_have_other_names() -> None:
    bomb, raid = of("A car bomb killed 17 near Dunmar."), of("An airstrike killed 13 near Ostra.")
    assert another_attack(bomb, raid)
    # what killed them is a part of the dispute about one place
    assert not another_attack(of("A car bomb hit the hospital in Vell."), of("An airstrike hit the hospital in Vell."))
    assert not another_attack(of("A car bomb killed 17."), raid)


@pytest.mark.parametrize("text", ["in " * 4000, "in " + "a" * 20_000, "in A " * 3000, "and A" * 4000, "left " * 4000])
def test_a_strange_sentence_takes_no_long_time(text: str) -> None:
    assert of(text).weapons == frozenset()
