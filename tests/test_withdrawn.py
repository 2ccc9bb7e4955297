"""What was taken back, and who still prints it."""

from __future__ import annotations

from dataclasses import replace

from claim_cases import Line, derived, reading
from rashomon.claims.drift import drifts
from rashomon.claims.withdrawn import withdrawals
from rashomon.model import Claim, Derivation, DerivationKind, Reading, Stance, Withdrawal

NOTE: Line = ("", "", "(Corrects number in paragraph 1 of an earlier story)")
FIRST: Line = ("The clerk", "said", "47 houses of the village had been filled with mud")
RIGHT: Line = ("The clerk", "said", "31 houses of the village had been filled with mud")


def found(readings: list[Reading], edges: list[Derivation], *claims: Claim) -> tuple[Withdrawal, ...]:
    return withdrawals(readings, edges, drifts(readings, edges, ()), claims)


def wire(*lines: Line, published: str) -> Reading:
    return reading(*lines, outlet="Orra Wire", published=published)


def test_a_correction_that_did_not_travel_names_who_prints_the_first_words_before_and_after() -> None:
    first, right = wire(FIRST, published="2024-05-04"), wire(NOTE, RIGHT, published="2024-05-06")
    early = reading(FIRST, outlet="Vell Post", published="2024-05-05")
    late = reading(("", "", FIRST[2]), outlet="The Plumb", published="2024-05-08")
    readings = [first, right, early, late]
    edges = [derived(right, first), derived(early, first), derived(late, first)]
    (taken,) = found(readings, edges)
    assert taken.earlier.report_id == first.report.id and "47" in taken.earlier.exact
    assert taken.later.report_id == right.report.id and "31" in taken.later.exact
    who = {(c.span.report_id, c.after) for c in taken.carried}
    assert who == {(early.report.id, False), (late.report.id, True)}
    assert all("47" in c.span.exact for c in taken.carried)


def test_who_took_up_the_correction_carries_nothing() -> None:
    first, right = wire(FIRST, published="2024-05-04"), wire(NOTE, RIGHT, published="2024-05-06")
    copy = reading(RIGHT, outlet="Vell Post", published="2024-05-07")
    (taken,) = found([first, right, copy], [derived(right, first), derived(copy, right)])
    assert taken.carried == ()


def test_a_changed_figure_of_another_outlet_takes_nothing_back() -> None:
    first = wire(FIRST, published="2024-05-04")
    other = reading(RIGHT, outlet="Vell Post", published="2024-05-07")
    assert found([first, other], [derived(other, first)]) == ()


def test_a_later_capture_of_the_page_takes_back_what_it_changed() -> None:
    first, second = (
        replace(made, report=replace(made.report, url="https://orra.example/mud/1"))
        for made in (wire(FIRST, published="2024-05-04"), wire(RIGHT, published="2024-05-05"))
    )
    (taken,) = found([first, second], [derived(second, first)])
    assert taken.reason.startswith("changed on the page")


def test_a_body_that_calls_a_figure_an_earlier_one_takes_it_back() -> None:
    first = reading(("Lake Physicians", "said", "17 patients were killed in the ward"), published="2024-05-04")
    body = reading(
        ("", "", "23 patients were killed in the ward"),
        ("", "", "An earlier figure of 17 was based on the first list"),
        outlet="Lake Physicians",
        published="2024-05-06",
    )
    late = reading(("doctors", "said", "Some 17 patients were killed"), outlet="Vell Post", published="2024-05-09")
    killed = [
        replace(made, figures=tuple(replace(f, scope="killed") for f in made.figures)) for made in (first, body, late)
    ]
    (taken,) = found(killed, [])
    assert (taken.earlier.report_id, taken.later.report_id) == (first.report.id, body.report.id)
    assert [(c.span.report_id, c.after) for c in taken.carried] == [(late.report.id, True)]


def test_order_of_input_changes_nothing() -> None:
    first, right = wire(FIRST, published="2024-05-04"), wire(NOTE, RIGHT, published="2024-05-06")
    copy = reading(FIRST, outlet="Vell Post", published="2024-05-05")
    edges = [derived(right, first), derived(copy, first)]
    assert found([first, right, copy], edges) == found([copy, right, first], edges[::-1])


def test_a_correction_of_a_noun_is_carried_by_a_translation_that_made_it_worse() -> None:
    first = wire(("The clerk", "said", "880 supporters had left on the barge Amara"), published="2024-05-04")
    right = wire(NOTE, ("The clerk", "said", "880 people had left on the barge Amara"), published="2024-05-06")
    late = reading(
        ("La secretaria", "dijo que", "880 combatientes huyeron en Amara"), outlet="El Vell", published="2024-05-08"
    )
    foreign = replace(late, report=replace(late.report, lang="es"))
    edges = [derived(right, first), replace(derived(foreign, first), kind=DerivationKind.TRANSLATION)]
    (taken,) = found([first, right, foreign], edges)
    assert [c.span.report_id for c in taken.carried] == [foreign.report.id]


def test_what_a_body_denied_and_admits_later_is_taken_back() -> None:
    release = reading(
        ("", "", "At no time were carts refused entry to the quarry"), outlet="Council of Ordin", published="2024-05-04"
    )
    later = reading(
        ("The Council of Ordin", "admitted", "carts had been refused entry to the quarry for an hour", Stance.ADMITS),
        outlet="Vell Post",
        published="2024-06-02",
    )
    (taken,) = found([release, later], [])
    assert taken.earlier.report_id == release.report.id
    assert taken.later.report_id == later.report.id
    assert taken.later.exact.startswith("The Council of Ordin admitted")
    assert "denied before and admitted" in taken.reason


def test_a_denial_in_other_words_of_the_same_claim_is_taken_back_with_those_who_carry_it() -> None:
    release = reading(
        ("", "", "At no point did water pass over the crest"), outlet="Velm Waterworks of Ordin", published="2024-05-04"
    )
    paper = reading(
        ("Velm Waterworks", "denied", "that water had passed the crest", Stance.DENIES),
        outlet="Vell Post",
        published="2024-05-05",
    )
    later = reading(
        ("Velm Waterworks", "accepted", "the dam had been overtopped for an hour", Stance.ADMITS),
        outlet="Vell Post",
        published="2024-06-02",
    )
    claim = Claim("c-1", "the dam", tuple(s.id for r in (release, paper, later) for s in r.statements))
    (taken,) = found([release, paper, later], [], claim)
    assert (taken.earlier.report_id, taken.later.report_id) == (release.report.id, later.report.id)
    assert [c.span.report_id for c in taken.carried] == [paper.report.id]
    assert found([release, paper, later], []) == ()


def test_who_admits_another_thing_takes_nothing_back() -> None:
    release = reading(
        ("", "", "At no time were carts refused entry to the quarry"), outlet="Council of Ordin", published="2024-05-04"
    )
    later = reading(
        ("The Council of Ordin", "admitted", "carts had entered the quarry without a permit", Stance.ADMITS),
        outlet="Vell Post",
        published="2024-06-02",
    )
    assert found([release, later], []) == ()


def test_who_admits_a_thing_has_not_admitted_that_it_did_harm() -> None:
    first = wire(
        ("The minister", "denied", "that cuts to the upkeep of the dykes had played any part", Stance.DENIES),
        published="2024-05-04",
    )
    later = wire(
        ("The minister", "conceded", "the upkeep of the dykes had seen cuts", Stance.ADMITS), published="2024-06-02"
    )
    harm = wire(
        ("The minister", "conceded", "cuts to the upkeep of the dykes had played a part", Stance.ADMITS),
        published="2024-06-03",
    )
    assert found([first, later], []) == ()
    assert len(found([first, harm], [])) == 1
