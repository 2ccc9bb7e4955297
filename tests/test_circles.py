import gc

import pytest

from rashomon.engine.circles import SELDOM, few_circles


def test_circles_are_looked_for_as_before_when_all_is_done_or_fails() -> None:
    before = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), few_circles():
        assert gc.get_threshold() == (SELDOM, *before[1:])
        raise ZeroDivisionError
    assert gc.get_threshold() == before


@pytest.mark.parametrize("own", [(0, 10, 10), (50_000, 10, 10)])
def test_who_looks_never_or_yet_seldomer_is_left_alone(own: tuple[int, int, int]) -> None:
    before = gc.get_threshold()
    gc.set_threshold(*own)
    try:
        with few_circles():
            assert gc.get_threshold() == own
    finally:
        gc.set_threshold(*before)
