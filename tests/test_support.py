"""N reports, K origins, and the flags."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claim_cases import Line, plain_origins, reading, related
from rashomon.claims.counted import between
from rashomon.claims.facets import facets
from rashomon.claims.support import support
from rashomon.model import Claim, Counting, Origin, Reading, Stance, Status, Support, claim_id

TOLL: tuple[Line, ...] = (
    ("The governor", "said", "12 miners had died"),
    ("The union", "said", "12 miners were killed"),
)


def weigh(*readings: Reading, origins: tuple[Origin, ...] | None = None) -> Support:
    """The support of all statements as one claim."""
    ids = tuple(s.id for r in readings for s in r.statements)
    claims = (Claim(claim_id(ids), "test", ids),)
    relations = related(claims, readings)
    return support(
        claims, relations, facets(readings), readings, plain_origins(readings) if origins is None else origins
    )[0]


def test_two_speakers_are_two_origins_in_one_report() -> None:
    found = weigh(reading(*TOLL))
    assert (found.reports, found.low, found.high) == (1, 2, 2)
    assert found.status == (Status.CORROBORATED,)


def test_two_who_are_shown_to_say_one_thing_are_two_whoever_else_speaks() -> None:
    chained: tuple[Line, ...] = (
        ("The governor", "said", "marines had chained the harbour gate"),
        ("The union", "said", "the harbour gate had been chained by marines"),
    )
    found = weigh(reading(*chained, ("Doctor Hask", "said", "the shaft had been dry")))
    assert found.status == (Status.CORROBORATED,)
    assert found.low == 2


def test_ten_reports_of_one_speaker_are_one_origin() -> None:
    readings = [reading(TOLL[0], outlet=f"Paper {n}") for n in range(10)]
    found = weigh(*readings)
    assert (found.reports, found.low, found.high) == (10, 1, 1)
    assert found.status == (Status.SINGLE_SOURCE,)


def test_unproven_independence_widens_the_range() -> None:
    made = reading(*TOLL)
    first, second = plain_origins([made])
    found = weigh(made, origins=(first, replace(second, may_be=(first.id,))))
    assert (found.low, found.high) == (1, 2)
    assert found.status == (Status.SINGLE_SOURCE,)


def test_an_opinion_piece_adds_nothing() -> None:
    made = reading(*TOLL)
    first, second = plain_origins([made])
    assert weigh(made, origins=(first, replace(second, counts=False))).high == 1


def test_what_only_a_digest_affirms_is_counted_by_those_who_allege_it() -> None:
    made = reading(
        ("Passengers", "alleged", "the helmsman was not at the wheel"),
        ("A digest", "alleged", "the helmsman left the wheel"),
    )
    first, second = plain_origins([made])
    found = weigh(made, origins=(first, replace(second, counts=False)))
    assert (found.low, found.high) == (1, 1)
    assert found.status == (Status.SINGLE_SOURCE,)


def test_a_lead_is_no_origin_beside_those_whose_word_it_sums_up() -> None:
    lead: Line = ("", "", "12 miners died in the Orve pit")
    alone, told = reading(lead, outlet="Vell Post"), reading(lead, TOLL[1], outlet="Orve Gazette")
    assert [g.name for g in weigh(told).groups] == ["The union"]
    assert "The union" in [g.name for g in weigh(told, alone).groups if g.counts is Counting.SURELY]


def test_what_an_outlet_says_in_nobodys_name_is_no_sure_origin_beside_who_is_named_and_the_reason_is_told() -> None:
    found = weigh(reading(TOLL[1]), reading(("", "", "12 miners died in the Orve pit"), outlet="Vell Post"))
    (told,) = [g for g in (*found.groups, *found.left_out) if g.name == "Vell Post"]
    assert told.counts is not Counting.SURELY
    assert told.why == "another is named for it: this may be a retelling"


def test_every_group_that_is_asked_is_counted_or_left_out() -> None:
    others: tuple[Line, ...] = (
        ("A baker", "said", "the men in grey kept us in"),
        ("The clinic", "said", "many had smoke in their lungs"),
        ("A clerk", "said", "it was dark in the mill"),
    )
    sealed: Line = ("The union", "said", "guards had sealed the door")
    found = weigh(reading(sealed, *others))
    assert len(found.groups) == found.high
    assert [g.counts for g in found.groups].count(Counting.SURELY) == found.low
    assert {g.counts for g in found.left_out} <= {Counting.NOT}
    assert len(found.groups) + len(found.left_out) == 4


def test_who_denies_is_no_origin_of_the_claim() -> None:
    found = weigh(
        reading(
            ("The union", "said", "guards had sealed the door"),
            ("The governor", "denied", "that guards had sealed the door", Stance.DENIES),
        )
    )
    assert found.high == 1
    assert set(found.status) == {Status.SINGLE_SOURCE, Status.DENIED}


def test_rival_figures_contest_and_are_not_counted_together() -> None:
    found = weigh(
        reading(
            ("The governor", "said", "12 miners had died"),
            ("The union", "said", "40 miners had died"),
            ("Doctor Hask", "said", "41 miners had died"),
            ("The clerk", "said", "40 miners were killed"),
        )
    )
    # 40 and 41 lie within the rounding of 40; the governor's 12 does not
    assert found.low <= 3
    assert {Status.CONTESTED, Status.CORROBORATED} <= set(found.status)


@pytest.mark.parametrize("stance", [Stance.NO_COMMENT])
def test_who_says_nothing_counts_for_nothing(stance: Stance) -> None:
    found = weigh(reading(TOLL[0], ("The mine", "declined to confirm", "that miners had died", stance)))
    assert (found.reports, found.high) == (1, 1)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["The governor", "The union", "Doctor Hask"]), min_size=1, max_size=4))
def test_a_reprint_never_raises_k(speakers: list[str]) -> None:
    lines: list[Line] = [(who, "said", f"12 miners had died, clerk {n}") for n, who in enumerate(speakers)]
    first, again = reading(*lines), reading(*lines, outlet="Vell Post")
    one, two = weigh(first), weigh(first, again)
    assert (two.low, two.high) == (one.low, one.high)
    assert two.reports == one.reports + 1


@given(st.lists(st.floats(0.01, 0.99), max_size=12), st.permutations(range(12)))
def test_the_range_of_k_lies_among_those_asked_and_their_order_changes_nothing(
    chances: list[float], order: list[int]
) -> None:
    low, high = between(chances)
    assert min(1, len(chances)) <= low <= high <= len(chances)
    assert between([chances[n] for n in order if n < len(chances)]) == (low, high)


def test_a_great_count_is_given_as_a_range_and_none_where_nobody_is_asked() -> None:
    low, high = between([0.5] * 100)
    assert low < 50 < high
    assert between([]) == (0, 0)
    assert between([0.99]) == (1, 1)
