"""Figures as conflict monitors code them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import Figure, Report, figure_id
from rashomon.text.figures import find
from rashomon.text.views import VIEWS, Coded, as_acled, as_airwars, as_ucdp


def figure(text: str) -> Figure:
    report = Report("r", text)
    found = find(text, "en")[0]
    span = report.span(found.start, found.end)
    made = figure_id("r", span, found.low, found.high, found.unit)
    return Figure(made, "r", span, found.low, found.high, found.unit, found.counted, modifier=found.modifier)


@pytest.mark.parametrize(
    ("text", "ucdp", "acled", "airwars"),
    [
        ("14 people died", Coded(14, 14, 14), 14, Coded(14, None, 14)),
        ("between 23 and 27 people died", Coded(23, 23, 27), 23, Coded(23, None, 27)),
        ("about 200 people died", Coded(180, 200, 220), 200, Coded(180, None, 220)),
        ("almost 50 people died", Coded(45, 50, 50), 50, Coded(45, None, 49)),
        ("more than 500 people died", Coded(500, 500, None), 500, Coded(501, None, None)),
        ("at least 12 people died", Coded(12, 12, None), 12, Coded(12, None, None)),
        ("up to 40 people died", Coded(None, 40, 40), 40, Coded(None, None, 40)),
        ("tens of people died", Coded(20, 20, 99), 10, Coded(20, None, 99)),
        ("dozens of people died", Coded(24, 24, 99), 12, Coded(24, None, 99)),
        ("hundreds of people died", Coded(200, 200, 999), 100, Coded(200, None, 999)),
        ("tens of thousands of people fled", Coded(20000, 20000, 99999), 10000, Coded(20000, None, 99999)),
        # no number is not stated, and never 0
        ("a large number of people died", Coded(None, None, None), 10, Coded(None, None, None)),
        ("No civilians died", Coded(0, 0, 0), 0, Coded(0, None, 0)),
    ],
)
def test_views(text: str, ucdp: Coded, acled: float, airwars: Coded) -> None:
    found = figure(text)
    assert as_ucdp(found) == ucdp
    assert as_acled(found) == Coded(acled, acled, acled)
    assert as_airwars(found) == airwars


@given(st.integers(0, 10**6), st.sampled_from(["", "about ", "almost ", "more than ", "fewer than ", "up to "]))
def test_a_view_keeps_low_best_high_in_order(number: int, modifier: str) -> None:
    found = figure(f"{modifier}{number} people died")
    for view in VIEWS.values():
        ends = [
            end for end in (view(found, "en").low, view(found, "en").best, view(found, "en").high) if end is not None
        ]
        assert ends == sorted(ends)
