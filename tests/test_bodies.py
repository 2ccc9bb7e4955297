"""What a printed body is by its words: its sort, and which of that sort; invented names."""

from __future__ import annotations

import pytest

from rashomon.text.bodies import body


@pytest.mark.parametrize(
    ("name", "sort", "which"),
    [
        ("the ministry", "ministry", set()),
        ("Ministry of Dykes and Canals", "ministry", {"dyke", "canal"}),
        ("Ministry of Mines and Energy", "ministry", {"mine", "energy"}),
        # a country's name and its adjective are one word, in any language
        ("Tavoria's defence ministry", "ministry", {"tavor", "defence"}),
        ("Ministerio de Defensa de Tavoria", "ministry", {"tavor", "defence"}),
        ("the Tavorian army", "army", {"tavor"}),
        # one sort under several words
        ("the fire brigade", "fire service", set()),
        ("Arvia Armed Forces, Press Office", "army", {"arvia"}),
        # what places a body or sizes it names none
        ("the town's main hospital", "hospital", set()),
        # the workers of a union are no body
        ("Union of Army Cooks", "union", {"army", "cook"}),
    ],
)
def test_a_body_has_a_sort_and_what_says_which(name: str, sort: str, which: set[str]) -> None:
    found = body(name)
    assert found is not None
    assert (found.sort, set(found.which)) == (sort, which)


@pytest.mark.parametrize("name", ["a union", "the city's other hospital", "Edric Vale", "several ministries"])
def test_one_of_several_is_no_body_that_is_known(name: str) -> None:
    assert body(name) is None


def test_a_place_behind_says_where_and_not_which() -> None:
    found = body("police in Brell")
    assert found is not None and (found.which, found.at) == (frozenset(), "brell")


def test_a_branch_is_told_by_common_words_alone() -> None:
    branch, named = body("the railway police"), body("Orvane's railway police")
    assert branch is not None and branch.branch
    assert named is not None and not named.branch
