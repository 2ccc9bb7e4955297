"""Coordinated that-clauses are a statement each; what a quotation holds is not cut."""

import pytest

from rashomon.attribute.draft import Draft
from rashomon.attribute.parts import parted, questions, told_apart
from rashomon.attribute.reading import read_report
from rashomon.model import Report
from rashomon.text.parse import parse


def contents(text: str, draft: Draft) -> list[str]:
    parts = parted(parse(text, "en"), [draft])
    return [" + ".join(text[a:b] for a, b in part.content) for part in parts]


def test_each_that_clause_is_a_statement() -> None:
    text = "The ministry said that the bridge was closed and that no one had crossed it."
    draft = Draft(((18, len(text) - 1),), (0, 12), (13, 17), "say")
    assert contents(text, draft) == ["that the bridge was closed", "and that no one had crossed it"]


def test_a_quotation_is_not_cut() -> None:
    text = "“I know that the bridge was closed and that no one had crossed it,” Orla Venn said."
    draft = Draft(
        ((0, text.index(" Orla")),), (text.index("Orla"), text.index(" said")), (text.index("said"), 82), "say"
    )
    assert len(contents(text, draft)) == 1


def pieces(text: str, *spoken: str, cue: str = "said") -> list[list[str]]:
    """The contents of what a draft with these pieces is told apart into."""
    places = tuple((text.index(words), text.index(words) + len(words)) for words in spoken)
    parts, of = told_apart(text, [Draft(places, None, (text.index(cue), text.index(cue) + len(cue)), "say")])
    assert set(of) == {0}
    return [[text[a:b] for a, b in part.content] for part in parts]


def test_a_whole_quotation_after_the_cue_is_a_statement_of_its_own() -> None:
    text = '"The sluice was shut," she said. "Nobody came to open it."'
    first, second = '"The sluice was shut,"', '"Nobody came to open it."'
    assert pieces(text, first, second) == [[first], [second]]


def test_a_sentence_that_its_speaker_broke_is_one_statement() -> None:
    text = '"The sluice," she said, "was shut."'
    assert pieces(text, '"The sluice,"', '"was shut."') == [['"The sluice,"', '"was shut."']]


def test_an_answer_of_a_word_goes_with_what_follows() -> None:
    text = '"No," she said. "Nobody came to open it."'
    assert len(pieces(text, '"No,"', '"Nobody came to open it."')) == 1


def test_a_quotation_that_runs_over_paragraphs_is_one_statement() -> None:
    text = '"The sluice was shut," she said. "It rained.\n\n"Nobody came to open it."'
    assert len(pieces(text, '"It rained.', '"Nobody came to open it."')) == 1


def test_a_quoted_sentence_after_an_indirect_one_is_a_statement_of_its_own() -> None:
    text = 'She said the keeper had gone home. "Nobody came to open it."'
    whole = 'the keeper had gone home. "Nobody came to open it."'
    assert pieces(text, whole) == [["the keeper had gone home"], ['"Nobody came to open it."']]


def test_what_lies_within_a_quotation_stays_within_its_part() -> None:
    text = '"The sluice was shut," she said. "My son says it was not." He was there.'
    outer = Draft(((0, 22), (33, text.index(" He"))), None, (27, 31), "say")
    said = text.index("it was not")
    inner = Draft(((said, said + len("it was not")),), None, (said - 5, said - 1), "say", within=0)
    parts, of = told_apart(text, [outer, inner])
    assert [(p.content[0][0], p.within) for p in parts] == [(0, None), (33, None), (said, 1)]
    assert of == [0, 0, 1]


def test_what_somebody_was_asked_about_is_nobodys_statement() -> None:
    text = "Asked about the sluice, she said it was shut."
    asked = Draft(((12, 22),), None, (0, 11), "ask")
    said = Draft(((33, 44),), (24, 27), (28, 32), "say")
    assert questions(text, [asked, said]) == {0}


def test_what_somebody_was_asked_to_do_stays() -> None:
    text = "She was asked to shut the sluice."
    asked = Draft(((14, 32),), None, (4, 13), "ask")
    assert not questions(text, [asked])


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        # what the speaker did is part of what he says, whoever it was told
        ('"I told the town that the gate was shut," Odd Marsk said.', ['"I told the town that the gate was shut,"']),
        ("Odd Marsk said the keeper had told them to wait.", ["the keeper had told them to wait"]),
        # what somebody says of another's words is a statement within a statement
        (
            "Odd Marsk said a keeper had told him that the gate was shut.",
            ["a keeper had told him that the gate was shut", "that the gate was shut"],
        ),
    ],
)
def test_what_a_speaker_did_or_only_asked_for_is_no_statement_within_another(text: str, kept: list[str]) -> None:
    report = Report("r-1", text, outlet="The Canal Gazette", lang="en")
    assert [s.text for s in read_report(report, extractor="model").statements] == kept


def test_what_somebody_was_asked_is_nobodys_statement() -> None:
    report = Report("r-1", "Asked whether the gate was shut, Odd Marsk said it was open.", lang="en")
    assert [s.text for s in read_report(report, extractor="model").statements] == ["it was open"]
