"""What stands near a place: the same as looking at everything, and nothing left out at a block's edge."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.text.nearby import BLOCK, Nearby

STRETCH = st.tuples(st.integers(0, 4 * BLOCK), st.integers(0, 2 * BLOCK)).map(lambda pair: (pair[0], sum(pair)))


@given(st.lists(STRETCH, max_size=20), STRETCH)
def test_everything_that_touches_a_stretch_is_near_it_in_the_order_given(
    stretches: list[tuple[int, int]], wanted: tuple[int, int]
) -> None:
    found = Nearby((n, *stretch) for n, stretch in enumerate(stretches)).at(*wanted)
    touching = [n for n, (start, end) in enumerate(stretches) if start <= wanted[1] and wanted[0] <= end]
    assert [n for n in found if n in touching] == touching
    assert found == sorted(found)


def test_what_stands_far_away_is_not_looked_at() -> None:
    assert Nearby([("near", 10, 20), ("far", 5 * BLOCK, 5 * BLOCK + 9)]).at(0, 40) == ["near"]
