"""What is put right in any extractor's drafts."""

from __future__ import annotations

import pytest

from rashomon.attribute.reading import read_report
from rashomon.model import Reading, Report, Stance

EXTRACTORS = ["rules", "model"]


def reading(text: str, extractor: str) -> Reading:
    return read_report(Report("r-1", text), extractor=extractor)


@pytest.mark.parametrize("extractor", EXTRACTORS)
@pytest.mark.parametrize("opening", ["HALMUND, Feb 3 (Kest) - ", "HALMUND (Kest) – ", "(Reuters) - "])
def test_a_dateline_is_no_part_of_what_is_said(opening: str, extractor: str) -> None:
    text = f"{opening}At least 14 miners were killed in a blast on Sunday, the Free Miners' Union said."
    (said,) = reading(text, extractor).statements
    assert said.text == "At least 14 miners were killed in a blast on Sunday"


@pytest.mark.parametrize("extractor", EXTRACTORS)
@pytest.mark.parametrize(
    "sentence",
    [
        "Saal neither confirmed nor denied that the gas alarms had been disabled.",
        "Petra Saal would not confirm or deny that the gas alarms had been disabled.",
        "Petra Saal could neither confirm nor deny that the gas alarms had been disabled.",
    ],
)
def test_who_neither_confirms_nor_denies_has_no_comment(sentence: str, extractor: str) -> None:
    found = reading(sentence, extractor).statements
    assert [s.stance for s in found] == [Stance.NO_COMMENT]
    assert found[0].source
    assert "neither" not in found[0].source.exact


@pytest.mark.parametrize("extractor", EXTRACTORS)
@pytest.mark.parametrize(
    "sentence",
    [
        "Holm rejected claims that managers had ordered the alarms to be disabled.",
        "Holm dismissed allegations that managers had ordered the alarms to be disabled.",
        "Holm brushed aside suggestions that managers had ordered the alarms to be disabled.",
    ],
)
def test_a_claim_that_somebody_rejects_is_not_her_own(sentence: str, extractor: str) -> None:
    assert [s.stance for s in reading(sentence, extractor).statements] == [Stance.DENIES]


@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_a_body_is_named_after_its_members(extractor: str) -> None:
    found = reading("The Free Miners' Union said that two sensors had been unplugged.", extractor)
    assert [s.name for s in found.sources] == ["Free Miners' Union"]


def test_why_a_source_has_no_name_is_no_statement() -> None:
    text = "A clerk, who asked not to be named, said that the ledgers had been burnt on Monday."
    assert [s.text for s in reading(text, "model").statements] == ["that the ledgers had been burnt on Monday"]


@pytest.mark.parametrize(
    ("sentence", "source", "content"),
    [
        ("It was long after midnight, he is said to have told the magazine.", "he", "It was long after midnight"),
        (
            "The sergeant is reported to have said that nobody gave the order.",
            "The sergeant",
            "that nobody gave the order",
        ),
        ("The two men are believed to have told police the lock was broken.", "The two men", "the lock was broken"),
        ("“We had no choice,” she is alleged to have told a friend.", "she", "“We had no choice,”"),
    ],
)
def test_who_is_said_to_have_said_it_is_its_source(sentence: str, source: str, content: str) -> None:
    text = f"The miller of Orve has confessed to a magazine that he opened the sluice.\n\n{sentence}"
    said = reading(text, "model").statements[-1]
    assert said.source
    assert (said.source.exact, said.text) == (source, content)


def test_what_somebody_is_only_believed_to_have_done_has_no_source() -> None:
    found = reading("The ship is believed to have left Orve at noon.", "model").statements
    assert found
    assert all(s.source is None for s in found)
