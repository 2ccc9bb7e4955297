"""What a retelling in other words made surer or larger, and what in it only is said otherwise."""

from __future__ import annotations

import pytest

from claim_cases import Line, derived, reading
from rashomon.claims.drift import drifts
from rashomon.claims.likened import Likened
from rashomon.claims.match import Weighed, clauses, weights
from rashomon.model import Change
from rashomon.text.strength import left_open

AROUND: tuple[Line, ...] = (
    ("", "", "The glassworks of Orvel employs 300 people and stands by the canal"),
    ("Mayor Ilse Brandt", "said", "schools would stay closed until Thursday"),
)
"""What else both reports tell."""


def changed(parent: Line, child: Line, *later: Line) -> set[Change]:
    """The kinds of change from one sentence to another; some lines of a third report, a week later."""
    first = reading(*AROUND, parent)
    second = reading(*AROUND[:1], child, outlet="Vell Post", published="2024-05-05")
    third = [reading(*later, outlet="Orvel Radio", published="2024-05-12")] if later else []
    return {c for d in drifts([first, second, *third], [derived(second, first)], ()) for c in d.changes}


@pytest.mark.parametrize(
    ("parent", "child", "expected"),
    [
        # what only fits is now so
        (
            ("Fire chief Arno Pell", "said", "traces in the furnace room were compatible with a gas leak"),
            ("", "", "A leak of gas tore the furnace room apart"),
            Change.HEDGE_DROPPED,
        ),
        # what was feared has happened
        (
            ("A colleague", "fears", "that the night watchman has drowned in the canal"),
            ("", "", "The canal has drowned a watchman"),
            Change.HEDGE_DROPPED,
        ),
        # somebody else is said to have shown it
        (
            ("A stoker", "said", "that the alarm came from the furnace room"),
            ("Police", "have established", "that the alarm came from the furnace room itself"),
            Change.ATTRIBUTION_LAUNDERED,
        ),
        # who knew nothing now denies
        (
            ("The owners", "said", "they had no record of a complaint about the furnace"),
            ("The owners", "said", "no complaint was made, and one about the furnace never came"),
            Change.MEANING_CHANGED,
        ),
        # things become people
        (
            ("The clinic", "said", "it knew of 17 reports of burns from the furnace room"),
            ("", "", "The furnace room burnt 17 children"),
            Change.NOUN_CHANGED,
        ),
        # what was wished for is ordered
        (
            ("A stoker", "said", "that the owner wanted the furnace lit by ten"),
            ("", "", "The owner rang and ordered the furnace lit by ten in the morning"),
            Change.VERB_STRENGTHENED,
        ),
        # a nought too many, whatever is counted
        (
            ("The clinic", "said", "41,200 doses of the salve had been given"),
            ("", "", "Healers smeared 412,000 of us with it"),
            Change.FIGURE_CHANGED,
        ),
        # a vague word for far more
        (
            ("The union", "said", "about 400 people were waiting at the gate of the glassworks"),
            ("", "", "The gate of the glassworks was besieged by thousands"),
            Change.FIGURE_CHANGED,
        ),
        # a number that nobody else gives
        (
            ("The union", "said", "430 glassblowers had walked out of the furnace hall"),
            ("", "", "Out of the hall poured 4,000 glassblowers"),
            Change.FIGURE_CHANGED,
        ),
    ],
)
def test_a_retelling_that_claims_more(parent: Line, child: Line, expected: Change) -> None:
    assert expected in changed(parent, child)


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        # still left open, in other words
        (
            ("Fire chief Arno Pell", "said", "traces in the furnace room were compatible with a gas leak"),
            ("", "", "Leaking gas seems to have torn the furnace room apart"),
        ),
        # another speaker knows it himself
        (
            ("Fire chief Arno Pell", "said", "traces in the furnace room were compatible with a gas leak"),
            ("the owner Berit Sand", "admitted", "leaking gas had torn the furnace room apart"),
        ),
        # what is doubted is another thing
        (
            ("Envoys", "condemned", "the alleged arson by a drunken clerk at the glassworks, where 300 people work"),
            ("", "", "At the glassworks, where 300 people work, a boiler was mended"),
        ),
        # the number had risen, and is no bound
        (
            ("The clinic", "said", "the number of burnt stokers had gone up to 118"),
            ("The clinic", "said", "the burnt stokers now number 118"),
        ),
        # a number that is many times as large counts another thing
        (
            ("The union", "said", "430 glassblowers had walked out of the furnace hall"),
            ("", "", "Some 1,900 glassblowers have worked in the furnace hall since it was built"),
        ),
        # whose number it is stands before it
        (
            ("The owners", "said", "no more than 400 glassblowers had stood in the furnace hall"),
            ("", "", "That alone disposes of the company's 400."),
        ),
        # a family is a name for people
        (
            ("The clinic", "said", "17 bodies lay in the furnace room"),
            ("", "", "In the furnace room lay 17 men"),
        ),
    ],
)
def test_a_retelling_that_claims_no_more(parent: Line, child: Line) -> None:
    assert not changed(parent, child) - {Change.ATTRIBUTION_DROPPED}


def test_a_count_that_others_give_later_is_news() -> None:
    parent: Line = ("The union", "said", "430 glassblowers had walked out of the furnace hall")
    child: Line = ("", "", "Out of the hall poured 600 glassblowers")
    assert Change.FIGURE_CHANGED in changed(parent, child)
    assert Change.FIGURE_CHANGED not in changed(parent, child, ("The union", "said", "600 glassblowers had walked out"))


def test_what_a_report_leaves_open_elsewhere_is_not_told_as_settled() -> None:
    first = reading(*AROUND, ("Police", "said", "traces in the furnace room were compatible with a gas leak"))
    told: Line = ("", "", "Word of the gas leak in the furnace room reached the mayor")
    open_too: Line = (
        "",
        "",
        "Whether gas had leaked in the furnace room, perhaps from a leak in a pipe, is being examined",
    )
    for lines, expected in (((told,), {Change.HEDGE_DROPPED}), ((told, open_too), set())):
        second = reading(*AROUND[:1], *lines, outlet="Vell Post", published="2024-05-05")
        found = {c for d in drifts([first, second], [derived(second, first)], ()) for c in d.changes}
        assert found - {Change.ATTRIBUTION_DROPPED} == expected


def test_a_source_is_missed_only_where_the_same_is_said() -> None:
    parent: Line = ("Fire chief Arno Pell", "said", "the bill of the glassworks for the furnace came to 214 crowns")
    assert changed(parent, ("", "", "The bill of the glassworks for the furnace came to 214 crowns"))
    assert not changed(parent, ("", "", "At the glassworks 214 guests sang by the furnace"))


def test_the_nearest_clause_is_the_one_about_the_same() -> None:
    first = reading(*AROUND, ("A stoker", "said", "the furnace blew up at dawn"))
    second = reading(("", "", "At sunrise the oven exploded"), outlet="Vell Post")
    cut = {r.report.id: clauses(r) for r in (first, second)}
    idf = weights(cut.values())
    near = Likened([first, second], {k: Weighed(v, idf) for k, v in cut.items()}).near(
        second.report.id, first.report.id
    )
    assert cut[first.report.id][int(near[0].argmax())].span.exact.startswith("A stoker")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("which is compatible with a charge", ("compatible with",)),
        ("dans la nuit de May 3", ()),
        ("he could hear them", ()),
        ("he could have heard them", ("could",)),
        ("no one believed it; do not believe it", ("believed",)),
        ("le train aurait déraillé", ("aurait",)),
    ],
)
def test_words_that_leave_it_open(text: str, words: tuple[str, ...]) -> None:
    assert left_open(text) == words
