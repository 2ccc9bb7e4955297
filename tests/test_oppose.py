"""Statements that exclude one another without a word of denial, and what only looks as if it did."""

from __future__ import annotations

from itertools import product

import pytest

from claim_cases import Line, reading, related
from rashomon.claims.facets import Facet, facets
from rashomon.claims.oppose import opposed, sides
from rashomon.claims.poles import Pole
from rashomon.model import Claim, RelationKind, Stance, claim_id


def said(text: str, cue: str = "said", stance: Stance = Stance.ASSERTS, who: str = "A clerk") -> list[Facet]:
    """The facets of one sentence."""
    return facets([reading((who, cue, text, stance), outlet=text)])


def between(left: str, right: str) -> tuple[Pole, Pole] | None:
    """The opposed words of two sentences, if there are some."""
    return next((found for a, b in product(said(left), said(right)) if (found := opposed(a, b))), None)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("the emergency exit was padlocked", "all emergency exits were open"),
        ("wardens had chained the gate", "the gate was never locked"),
        ("police say the doors were locked", "the doors opened at once"),
        ("the siren had been switched off for weeks", "the alarm sounded at once"),
        ("there was no alarm", "the siren rang"),
        ("somebody had switched the siren off", "the siren was heard at the weir"),
        ("the cameras in the cell block were broken", "the cameras recorded the whole night"),
        ("the cameras recorded nothing", "the cameras filmed all night"),
        # an opposite and a plain denial in another word are one
        ("the siren never went off", "the alarm sounded"),
        ("the guards did not lock the doors", "the doors were bolted"),
        ("the brakes failed to work", "the brakes worked"),
        # nobody is anybody
        ("his foreman told everyone to keep the drums turning", "no worker had been told to stay"),
        ("the mayor had been warned", "nobody warned the mayor"),
        # two causes of one event, whatever they are said of
        ("the boiler burst", "the mill was bombed"),
        ("a gas leak blew up the house", "a bomb blew up the house"),
        # 'no', 'none', 'not one' before the noun
        ("not one door had been barred", "three of the side exits in Hall B were bolted"),
        ("none of the exits were chained", "the exits were chained"),
        # the noun of the clause before
        ("people hammered on doors that were locked", "every door had opened"),
        ("the fire was set deliberately", "the fire was an accident"),
        ("the collision was no accident", "the collision was accidental"),
        ("the youth was unarmed", "the youth was carrying a knife"),
        ("the protesters carried no weapons", "the protesters were armed"),
        ("the protesters were peaceful", "protesters threw stones at officers"),
        ("the photograph is genuine", "the photograph had been doctored"),
        ("the villagers were forced to leave", "the villagers went of their own free will"),
        ("the ambulance was stopped at the checkpoint", "soldiers waved the ambulance through"),
        ("no civilians were among the dead", "most of the dead were villagers"),
        ("the ministry knew of the leak", "the ministry was unaware of the leak"),
        ("the union turned down the offer", "the union accepted the offer"),
        ("the prisoner hanged himself", "the prisoner was beaten to death"),
        ("oil had leaked into the lake", "no oil entered the lake"),
        ("the doctors had run out of oxygen", "there was enough oxygen"),
        ("the closure is temporary", "the closure is permanent"),
        # both nouns of a subject; a clause within another
        (
            "rifles and two mortars were found in the buses",
            "the rifles that the army showed were not found in the buses",
        ),
        # how she left, whatever she left
        ("the reporter left the country of her own accord", "the reporter was expelled"),
        # what is to come
        ("the clinics will close for good", "the clinics will stay open"),
        ("the ceasefire is holding", "the ceasefire has broken down"),
        ("the vote was free and fair", "the vote was rigged"),
        ("the men fired on the patrol", "nobody fired from the house"),
        # nothing and no one stand for whatever the other names
        ("the ransom has been paid", "the trust has not paid anything"),
        ("the records of the patients had been stolen", "not one file was copied"),
        ("their hands were tied", "no one can have been tied"),
        ("the patrol came under fire", "nobody shot at us"),
        # what happens, whoever is named
        ("officers knocked on the door", "the guards kicked in the gate"),
        ("the police had a warrant", "the flat was searched without a warrant"),
        ("the rebels turned the offer down", "the offer was accepted by the rebels"),
        ("dozens were inside the building", "nobody was in the building"),
        ("no shots were fired", "the shots were fired from the roof"),
        # a noun that the table does not list, in a plain clause
        ("the ceramics were forged", "the ceramics were authentic"),
    ],
)
def test_words_that_exclude_one_another(left: str, right: str) -> None:
    assert between(left, right)
    assert between(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # other things of one kind
        ("guards locked Gate C", "the guards said Gate A was open"),
        ("the north door was bolted", "the south door was open"),
        ("the shop was closed", "the door was open"),
        ("the driver was sober", "the passenger was drunk"),
        ("the council approved the budget", "the council rejected the merger"),
        # some are, some are not
        ("three of the doors were locked", "two doors were open"),
        ("some protesters were violent", "some protesters were peaceful"),
        # other places, days and hours
        ("the plant on Lime Street is open", "the plant on Dock Street is closed"),
        ("the power was cut in Upper Belmark", "the power was on in Tarn"),
        ("the doors were locked at 9.15", "the doors were open at 8.40"),
        ("the doors were first locked and later opened", "the doors were open"),
        # who does an act is another
        ("the council approved the plan", "the parliament rejected the plan"),
        ("the army closed the road", "protesters opened the road"),
        # both on one side, or both only denied
        ("the doors were locked", "no door was open"),
        ("the doors were not locked", "every door was open"),
        ("the doors were not locked", "the doors were not open"),
        ("the alarm was silent", "the alarm was dead"),
        ("the claim that the door was locked is false", "the door was open"),
        ("the market was closed on Friday", "the market was open on Monday"),
        ("the bridge was whole in 2019", "the bridge was destroyed in 2031"),
        # what a word is tied to is another
        ("the hall was full of smoke", "the hall was empty of people"),
        ("the road was open to lorries", "the road was closed to cars"),
        ("the clinic will close", "the clinic is open"),
        # not said to be so
        ("the guards would have locked the doors", "the doors were open"),
        ("if the doors were locked, many would have died", "the doors were open"),
        ("whether the doors were locked is not known", "the doors were open"),
        ("guards tried to lock the doors", "the doors were open"),
        ("the minister refused to say who paid", "the minister accepted the paper"),
        ("there is a rumour that the mayor is dead", "the mayor is alive"),
        # nobody of one group
        ("nobody in the village had fired a shot", "the shots were fired from behind"),
        ("no guard locked the door", "the owner locked the door"),
        ("with an open clinic she would be alive", "the clinic was closed"),
        # another sense of the word
        ("the guard killed the dog", "the guard survived"),
        ("the court heard it behind closed doors", "the door was open"),
        ("the bank found itself in court", "nobody found the bank"),
        ("the army opened fire", "the fire road was closed"),
        ("the dead were buried", "the dead man was alive"),
        ("bodies were not those of missing students", "the missing students were found"),
        ("British hostages were killed by gunmen", "the hostages had families"),
        ("four people were killed", "forty people survived"),
        ("the party won the vote in the north", "the party lost the seat"),
    ],
)
def test_what_excludes_nothing(left: str, right: str) -> None:
    assert not between(left, right)
    assert not between(right, left)


def test_who_denies_that_it_was_so_is_on_the_other_side() -> None:
    locked, denied = said("the doors were locked"), said("that the doors were locked", "denied", Stance.DENIES)
    assert [p.side for f in locked for p in sides(f) if p.pair == "open"] == ["closed"]
    assert [p.side for f in denied for p in sides(f) if p.pair == "open"] == ["open"]


@pytest.mark.parametrize(
    "text", ["every door opened", "no door was locked", "the exits stood free", "doors were not shut"]
)
def test_one_side_in_many_words(text: str) -> None:
    assert {(p.pair, p.side, p.thing) for f in said(text) for p in sides(f)} >= {("open", "open", "door")}


def test_a_text_that_says_both_takes_no_side() -> None:
    assert not sides(said("the locked door was opened")[0])


def test_it_is_the_one_noun_of_its_paragraph_that_fits() -> None:
    left = reading(("The box, a clerk", "said,", "was old. It stood open all night"))
    right = reading(("A guard", "said", "the box was sealed"), outlet="Vell Post")
    both = product(facets([left]), facets([right]))
    assert any(opposed(a, b) for a, b in both)
    crowded = reading(("The box and the gate, a clerk", "said,", "were old. It stood open all night"))
    assert not any(opposed(a, b) for a, b in product(facets([crowded]), facets([right])))


def test_the_words_stand_where_the_pole_says() -> None:
    for facet in said("the siren, which hangs on the tower, had never gone off"):
        for pole in sides(facet):
            span = pole.span(facet)
            assert span.exact == "never gone off"
            at = span.start - facet.span.start
            assert facet.span.exact[at : at + len(span.exact)] == span.exact


def shown(*lines: Line) -> list[tuple[RelationKind, str]]:
    """The relations among such sentences, taken as one claim."""
    made = reading(*lines)
    ids = tuple(s.id for s in made.statements)
    return [(r.kind, r.reason) for r in related((Claim(claim_id(ids), "test", ids),), [made])]


def test_opposites_contradict_with_both_words_in_the_reason() -> None:
    found = shown(("The union", "said", "guards had bolted the gate"), ("The owner", "said", "the gate stood open"))
    assert found == [(RelationKind.CONTRADICTS, "'bolted' (of 'gate') and 'open' (of 'gate') exclude one another")]


def test_one_speaker_contradicts_nobody_by_a_word() -> None:
    assert not shown(("The union", "said", "guards had bolted the gate"), ("The union", "said", "the gate was open"))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("between 200 and 300 more people had come ashore in Orve", "900 people had been on board the ferry"),
        ("12 people drowned in the lake", "30 people in the lake survived"),
    ],
)
def test_people_who_are_counted_apart_are_not_one_thing(left: str, right: str) -> None:
    assert between(left, right) is None
