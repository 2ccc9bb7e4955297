"""Quotations without a cue: whose they are, where the text leaves no doubt. Every name is invented."""

from __future__ import annotations

import pytest

from rashomon.attribute.reading import read_report
from rashomon.model import Report, Stance, Statement


def quoted(text: str) -> list[Statement]:
    return [
        s for s in read_report(Report("r-1", text, outlet="The Canal Gazette")).statements if s.text.startswith('"')
    ]


@pytest.mark.parametrize(
    ("before", "source"),
    [
        ("Of the lamps he knows nothing.", "he"),
        ("Ingrid Palk stood on the bridge that night.", "Ingrid Palk"),
        ("The lock keeper shakes his head.", "The lock keeper"),
        ("We spoke to the keeper, Odd Marsk. Who had the key?", "the keeper, Odd Marsk"),
        ("The sheet that he was given named another lock.", "he"),
        ("Nothing of this had been told to her.", "her"),
    ],
)
def test_a_quotation_is_the_words_of_whom_the_sentence_before_is_about(before: str, source: str) -> None:
    (said,) = quoted(f'{before} "Nobody came down to the gate."')
    assert said.source is not None
    assert (said.source.exact, said.cue, said.stance) == (source, None, Stance.DENIES)
    assert not said.own_voice


def test_a_second_one_after_a_question_is_the_same_persons() -> None:
    first, second = quoted('He saw four of them. "They stood in the rain." And the fifth? "I never saw a fifth."')
    assert first.source == second.source


def test_two_words_that_stand_as_a_sentence_are_speech() -> None:
    (said,) = quoted('He has asked for the plan of the lock. "Nobody came."')
    assert said.source is not None and said.source.exact == "He"


def test_a_cue_inside_a_quotation_does_not_take_it_from_its_speaker() -> None:
    report = Report("r-1", 'He shakes his head. "I said to the captain: this is not the lock. He told me to row on."')
    outer, *inner = read_report(report).statements
    assert outer.source is not None
    assert (outer.source.exact, outer.text[:18]) == ("He", '"I said to the cap')
    assert inner
    assert all(s.within == outer.id for s in inner)


@pytest.mark.parametrize(
    "text",
    [
        'The keeper left before he came. The gates were open to her and him. "Nobody came."',  # he or she?
        'The gates were open. "Nobody came down to the gate."',  # nobody is named
        'Boatmen stood on the bridge. "Nobody came down to the gate."',  # which of them?
        'He stood on the bridge.\n\n"Nobody came down to the gate."',  # another paragraph
        'He had a copy of "The Book of Old Locks." It rained.',  # a title
    ],
)
def test_where_nobody_or_more_than_one_may_speak_it_is_nobodys(text: str) -> None:
    assert not quoted(text)


def interview(*parts: str) -> list[tuple[str | None, str]]:
    found = read_report(Report("r-1", "\n\n".join(parts), outlet="The Canal Gazette", lang="en"), extractor="model")
    return [(s.source.exact if s.source else None, s.text) for s in found.statements if s.cue is None]


def test_the_answers_of_an_interview_in_print_are_whom_its_opening_is_about() -> None:
    told = interview(
        "Odd Marsk has kept the lower lock for nineteen years.",
        "When did the water rise?",
        '"At noon. The gauge was under by two."',
        "And the gates?",
        '"Both of them were shut when I came."',
        "Who shut them?",
        '"That I can\'t say."',
    )
    assert told == [
        ("Odd Marsk", '"At noon. The gauge was under by two."'),
        ("Odd Marsk", '"Both of them were shut when I came."'),
        ("Odd Marsk", '"That I can\'t say."'),
    ]


def test_answers_without_quotation_marks_are_his_too_where_he_says_i() -> None:
    told = interview(
        "Odd Marsk stands by the lower lock.",
        "When did the water rise?",
        "I saw the gauge go under at noon.",
        "And the gates?",
        "I came down and both of them were shut.",
        "Who shut them?",
        "I sat in the hut until two.",
    )
    assert [who for who, _ in told] == ["Odd Marsk"] * 3


def test_the_questions_that_an_outlet_answers_itself_are_no_interview() -> None:
    told = interview(
        "Odd Marsk is the keeper of the lower lock.",
        "What happened at the lock?",
        "The water rose by two metres in an hour.",
        "Who shut the gates?",
        "The keeper shut both gates at noon.",
        "What is next?",
        "The lock will be opened on Friday.",
    )
    assert {who for who, _ in told} == {None}
