"""The span law, and ids that come from content."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import SpanMismatch
from rashomon.model import Report, Span, claim_id, content_id, figure_id, statement_id


@given(st.text(min_size=1), st.data())
def test_every_span_quotes_its_report(text: str, data: st.DataObject) -> None:
    report = Report(id="r1", text=text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = report.span(start, end)
    report.check(span)
    assert text[span.start : span.end] == span.exact


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2), (0, 99)])
def test_an_empty_or_outside_span_is_not_made(start: int, end: int) -> None:
    with pytest.raises(SpanMismatch, match="outside report r1"):
        Report(id="r1", text="almost 50 trucks").span(start, end)


@pytest.mark.parametrize(
    ("span", "message"),
    [
        (Span("r1", 0, 6, "exactly"), "'almost' at 0:6, not 'exactly'"),
        (Span("r2", 0, 6, "almost"), "report r1"),
        # a negative offset would quote from the end
        (Span("r1", -6, 16, "trucks"), "not 'trucks'"),
    ],
)
def test_a_span_that_does_not_quote_the_report_is_refused(span: Span, message: str) -> None:
    with pytest.raises(SpanMismatch, match=message):
        Report(id="r1", text="almost 50 trucks").check(span)


def test_spans_of_two_reports_never_overlap() -> None:
    assert Span("r1", 0, 5, "Seven").overlaps(Span("r1", 4, 9, "n die"))
    assert not Span("r1", 0, 5, "Seven").overlaps(Span("r1", 5, 9, " die"))
    assert not Span("r1", 0, 5, "Seven").overlaps(Span("r2", 0, 5, "Seven"))


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_parts_of_an_id_do_not_run_together(left: list[str], right: list[str]) -> None:
    clean = [[part.replace("\x1f", "") for part in parts] for parts in (left, right)]
    assert (content_id("x", *clean[0]) == content_id("x", *clean[1])) == (
        "\x1f".join(clean[0]) == "\x1f".join(clean[1])
    )


def test_a_statement_without_its_cue_is_another_statement() -> None:
    content, said = Span("r1", 0, 9, "Seven die"), Span("r1", 10, 14, "said")
    ids = {statement_id("r1", [content], *roles) for roles in [(None, None), (said, None), (None, said)]}
    assert len(ids) == 3


def test_a_claim_is_its_statements_in_any_order() -> None:
    assert claim_id(["s-1", "s-2"]) == claim_id(["s-2", "s-1"]) != claim_id(["s-1"])


def test_a_figure_is_what_it_says_and_where() -> None:
    span = Span("r1", 0, 5, "seven")
    assert figure_id("r1", span, 7, 7, "") == figure_id("r1", span, 7.0, 7.0, "")
    assert figure_id("r1", span, 7, None, "") != figure_id("r1", span, 7, 7, "")
