"""What all are about is taken off, and the rest has length 1."""

from __future__ import annotations

import numpy as np

from rashomon.text.vectors import centred


def test_what_all_rows_share_is_taken_off_and_zeros_stay() -> None:
    many = np.array([[1.0, 0.0, 1.0]] * 40 + [[1.0, 1.0, 0.0], [0.0, 0.0, 0.0]])
    found = centred([many])[0]
    assert not found[-1].any()
    assert np.allclose((found[:-1] ** 2).sum(axis=1), 1.0)
    assert found[0] @ found[-2] < many[0] @ many[-2] / 2


def test_tables_are_taken_together_whatever_their_order_and_width() -> None:
    first, second, none = np.array([[1.0, 0.0], [0.6, 0.8]]), np.array([[0.0, 1.0]]), np.zeros((2, 0))
    one, two, three = centred([first, second, none])
    three_again, two_again, one_again = centred([none, second, first])
    assert np.allclose(one, one_again)
    assert np.allclose(two, two_again)
    assert three.shape == three_again.shape == (2, 2)
    assert not three.any()


def test_nothing_gives_nothing() -> None:
    assert centred([]) == []
