"""One report, read: statements with spans, ids, nesting, and a reason where there are none."""

from __future__ import annotations

from functools import cache

import pytest

from rashomon.attribute.reading import extractor_named, read_report
from rashomon.errors import UsageError
from rashomon.model import CueKind, Form, Reading, Report, Stance
from rashomon.text.parse import MAX_CHARACTERS

TEXT = (
    "HULM, March 13 (ORW) – At least eleven people died in a fire in the port of Hulm, the Ministry of Roads said.\n\n"
    "A driver told the broadcaster that a commander had said the gate was locked. “Nobody had the key,” he said.\n\n"
    "The ministry denied that the gate had been locked and that soldiers were there.\n\n"
    "Four soldiers were killed near Hulm on Monday.\n\n"
    "The publisher says it is not responsible for errors."
)


@cache
def reading() -> Reading:
    report = Report("r-1", TEXT)
    notice = report.span(TEXT.index("The publisher"), len(TEXT))
    return read_report(Report("r-1", TEXT, furniture=(notice,)))


def test_every_span_quotes_the_report() -> None:
    report = reading().report
    for statement in reading().statements:
        parts = (statement.source, statement.cue, *statement.content, *statement.hedges, *statement.distance)
        for span in parts:
            if span:
                report.check(span)


def test_statements_stand_in_order_and_no_id_comes_twice() -> None:
    statements = reading().statements
    assert [s.start for s in statements] == sorted(s.start for s in statements)
    assert len({s.id for s in statements}) == len(statements)


def test_within_names_the_statement_that_quotes() -> None:
    inner = next(s for s in reading().statements if s.text == "the gate was locked")
    outer = next(s for s in reading().statements if s.id == inner.within)
    assert outer.source is not None
    assert outer.source.exact == "A driver"


def test_coordinated_that_clauses_are_two_statements() -> None:
    denied = [s.text for s in reading().statements if s.cue and s.cue.exact == "denied"]
    assert denied == ["that the gate had been locked", "and that soldiers were there"]


def test_the_outlets_own_claim_has_no_source_and_no_cue() -> None:
    own = [s for s in reading().statements if s.own_voice]
    assert [s.text for s in own] == ["Four soldiers were killed near Hulm on Monday."]
    assert own[0].stance is Stance.ASSERTS


def test_stance_form_and_kind_of_cue_are_said() -> None:
    quoted = next(s for s in reading().statements if "key" in s.text)
    assert (quoted.form, quoted.cue_kind, quoted.made_by) == (Form.DIRECT, CueKind.REPORTING, "rules")
    denied = next(s for s in reading().statements if s.cue and s.cue.exact == "denied")
    assert denied.stance is Stance.DENIES


def test_furniture_gives_no_statement() -> None:
    assert not any("publisher" in (s.source.exact if s.source else "") for s in reading().statements)


def test_the_same_report_gives_the_same_reading() -> None:
    assert read_report(reading().report) == reading()


@pytest.mark.parametrize(
    ("report", "reason"),
    [
        (Report("r-1", "   \n"), "no text"),
        (Report("r-1", "Das Ministerium sagte, das Tor sei offen.", lang="de"), "'de'"),
        (Report("r-1", "A " * MAX_CHARACTERS), "longer than"),
        (Report("r-1", "A quiet day."), "no attribution"),
    ],
)
def test_a_report_without_statements_says_why(report: Report, reason: str) -> None:
    made = read_report(report)
    assert made.statements == ()
    assert reason in made.unresolved[0].reason


def test_an_unknown_extractor_is_an_error_of_the_user() -> None:
    with pytest.raises(UsageError, match="no extractor 'oracle'"):
        extractor_named("oracle")
