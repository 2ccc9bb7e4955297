"""Which way one piece of a statement points."""

from __future__ import annotations

import pytest

from claim_cases import reading
from rashomon.claims.facets import Facet, facets
from rashomon.model import Stance


def said(text: str, cue: str = "said", stance: Stance = Stance.ASSERTS) -> Facet:
    """The first facet of one sentence."""
    return facets([reading(("A clerk", cue, text, stance))])[0]


@pytest.mark.parametrize(
    "text",
    [
        "that, unlike the sergeant, whom the Herald did not name, the corporal was confined to barracks",
        "whom the Herald did not name, the corporal was confined",
        "that the corporal, whose name was never given, was confined",
        "although no shot had been fired, the corporal was confined",
    ],
)
def test_a_negation_said_by_the_way_denies_nothing(text: str) -> None:
    assert not said(text).denies


def test_two_clauses_that_deny_deny() -> None:
    assert said("the pilots had no spare parts and did not fly the machines").denies
    # within one clause the second takes back the first
    assert not said("nobody went without water").denies


def test_an_accusation_that_is_called_a_lie_is_denied() -> None:
    assert said("the accusation that guards had chained the gate nonsense", "called").denies
    assert said("claims that guards had chained the gate as a lie", "dismissed", Stance.DENIES).denies
    assert not said("that the guards told a lie about the gate").denies


def test_who_would_not_say_is_silent() -> None:
    assert said("the guard could not say who had chained the gate").silent
    assert not said("the guard had not chained the gate").silent


@pytest.mark.parametrize(
    "text",
    [
        'that the attack on the mill "cannot be ignored by the civilised world"',
        "there is no doubt that guards set fire to the mill",
        "there was nothing but salt in the shed",
        "the mill was not the only building that burned",
        "not counting the mill, nine houses burned",
        "the guards will not be forgiven for the fire at the mill",
    ],
)
def test_words_of_denial_that_deny_nothing(text: str) -> None:
    assert not said(text).denies
