"""Figures, times and places of a report, tied to the statements that hold them."""

from __future__ import annotations

import pytest

from rashomon.attribute.quantities import figures, places, quantities, times
from rashomon.model import Report, Statement
from rashomon.text.parse import parse

TEXT = (
    "Brannick, 5 March - Orla Fennick said at least 12 people died on Tuesday and that the mayor had spoken of "
    "about 40. Two boats burned.\n\n© 2031 Brannick Post. Call 800 people."
)
REPORT = Report("r-1", TEXT, published="2031-03-13")


def statement(name: str, words: str) -> Statement:
    start = TEXT.index(words)
    return Statement(name, "r-1", (REPORT.span(start, start + len(words)),))


OUTER = statement("outer", "at least 12 people died on Tuesday and that the mayor had spoken of about 40")
INNER = statement("inner", "about 40")


def test_a_figure_belongs_to_the_innermost_statement() -> None:
    held = {f.span.exact: f.statement for f in figures(REPORT, parse(TEXT, "en"), (OUTER, INNER))}
    assert held["at least 12 people"] == "outer"
    assert held["about 40"] == "inner"
    assert held["Two boats"] is None


def test_furniture_has_no_figures_and_no_times() -> None:
    notice = REPORT.span(TEXT.index("©"), len(TEXT))
    report = Report("r-1", TEXT, published="2031-03-13", furniture=(notice,))
    found, when, _ = quantities(report, parse(TEXT, "en"), ())
    assert all(not f.span.overlaps(notice) for f in found)
    assert [w.span.exact for w in when] == ["5 March", "on Tuesday"]


def test_every_span_quotes_the_report() -> None:
    found, when, where = quantities(REPORT, parse(TEXT, "en"), ())
    for span in (*(f.span for f in found), *(w.span for w in when), *(p.span for p in where)):
        REPORT.check(span)
    assert len({f.id for f in found}) == len(found)


def test_without_a_parse_there_are_figures_and_times_but_no_places() -> None:
    assert figures(REPORT, None, ())
    assert times(REPORT)
    assert places(REPORT, None) == ()


@pytest.mark.parametrize("lang", ["de", ""])
def test_a_language_without_a_table_has_no_figures(lang: str) -> None:
    assert quantities(Report("r-2", "40 people", lang=lang), None, ()) == ((), (), ())
