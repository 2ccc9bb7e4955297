"""Which statements of a claim stand on one side, from readings of their pairs of which some are wrong."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.claims.camps import camps
from rashomon.model import Relation, RelationKind, Span
from rashomon.models.conflict import Sides

SAME, OPPOSED, NEITHER = Sides(0.8, 0.1, 0.1), Sides(0.1, 0.8, 0.1), Sides(0.1, 0.1, 0.8)
OPEN, SHUT = ("guard", "porter", "film"), ("mayor", "clerk")
"""Who says that the gate was open, and who that it was shut."""


def read(*statements: str) -> dict[frozenset[str], Sides]:
    """Every pair of some statements, read as it is."""
    sides = [name in OPEN for name in statements]
    return {
        frozenset((a, b)): SAME if x == y else OPPOSED
        for (a, x), (b, y) in combinations(zip(statements, sides, strict=True), 2)
    }


def test_a_reading_that_all_others_speak_against_is_not_believed() -> None:
    every = (*OPEN, *SHUT)
    wrong = {**read(*every), frozenset(("guard", "mayor")): SAME}
    found = camps(every, wrong, ())
    assert found.apart("guard", "mayor") > 0 > found.apart("guard", "porter")
    assert camps(("guard", "mayor"), {frozenset(("guard", "mayor")): SAME}, ()).apart("guard", "mayor") < 0


def test_a_pair_that_nobody_has_read_follows_from_the_others() -> None:
    every = (*OPEN, *SHUT)
    some = {pair: sides for pair, sides in read(*every).items() if pair != frozenset(("film", "clerk"))}
    assert camps(every, some, ()).apart("film", "clerk") > 0


def test_what_is_about_another_matter_is_in_no_camp() -> None:
    every = (*OPEN, *SHUT, "weather")
    beside = {frozenset(("weather", name)): NEITHER for name in (*OPEN, *SHUT)}
    found = camps(every, {**read(*OPEN, *SHUT), **beside}, ())
    assert all(found.apart("weather", name) < found.apart("guard", "mayor") for name in (*OPEN, *SHUT))
    assert found.apart("weather", "mayor") < 0


def test_what_rules_know_counts() -> None:
    here = Span("r-1", 0, 4, "gate")
    denial = Relation("mayor", "guard", RelationKind.DENIES, 0.8, "by words", here, here)
    unsure = {frozenset(pair): Sides(0.34, 0.33, 0.33) for pair in combinations(("guard", "porter", "mayor"), 2)}
    unsure[frozenset(("guard", "porter"))] = SAME
    every = ("guard", "porter", "mayor")
    assert camps(every, unsure, [denial]).apart("porter", "mayor") > camps(every, unsure, ()).apart("porter", "mayor")


def test_a_claim_without_a_reading_has_no_camps_to_speak_of() -> None:
    assert camps((), {}, ()).shares.shape == (0, 3)
    assert abs(camps(("guard", "mayor"), {}, ()).apart("guard", "mayor")) < 1


def test_a_statement_that_nothing_is_read_of_does_not_silence_the_others() -> None:
    wrong = {**read(*OPEN, *SHUT), frozenset(("guard", "mayor")): SAME}
    alone = camps((*OPEN, *SHUT), wrong, ())
    behind = camps(("passer-by", *OPEN, *SHUT), wrong, ())
    assert behind.apart("guard", "mayor") == alone.apart("guard", "mayor") > 0
    assert behind.apart("film", "clerk") == alone.apart("film", "clerk") > 0


@given(st.permutations((*OPEN, *SHUT)))
def test_in_which_order_the_statements_come_changes_no_camp(order: list[str]) -> None:
    found = camps(order, read(*OPEN, *SHUT), ())
    for a, b in combinations(order, 2):
        assert (found.apart(a, b) > 0) == ((a in OPEN) != (b in OPEN))
