"""Quotations: which marks open and close, what is broken, nested, lost or no quotation at all."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.text.quotes import paragraphs, quotations


def quoted(text: str, depth: int = 0) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text) if q.depth == depth]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We left," she said. "Nobody came."', ['"We left,"', '"Nobody came."']),
        ("“We left,” she said.", ["“We left,”"]),
        ("«Nous sommes partis», dit-elle.", ["«Nous sommes partis»"]),
        ("« Nous sommes partis », dit-elle.", ["« Nous sommes partis »"]),
        ("„Wir sind weg“, sagte sie.", ["„Wir sind weg“"]),
        ("``We left,'' she said.", ["``We left,''"]),
        ("''We left,'' she said. ''Nobody came.''", ["''We left,''", "''Nobody came.''"]),
        ("'We left,' she said.", ["'We left,'"]),
        ("‘We didn’t leave,’ she said.", ["‘We didn’t leave,’"]),
        # a dash, a bracket and a colon may stand before an opening mark
        ('He said:"No."', ['"No."']),
        ('the "gate" ("the latch")', ['"gate"', '"the latch"']),
    ],
)
def test_marks_of_many_kinds(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The dockers' league, the men’s hut and the boys' boots.",
        "Rock 'n' roll in the '90s.",
        "'Tis the season, 'twas said.",
        "It didn't, wouldn’t and can't.",
        'A 6" pipe and a 5\'10" man.',
    ],
)
def test_an_apostrophe_is_no_quotation(text: str) -> None:
    assert quoted(text) == []


def test_a_quotation_inside_another_is_deeper() -> None:
    text = "“He said, ‘Go home,’ and laughed,” she recalled."
    assert quoted(text) == ["“He said, ‘Go home,’ and laughed,”"]
    assert quoted(text, 1) == ["‘Go home,’"]


def test_a_lost_closing_mark_costs_its_own_paragraph_only() -> None:
    text = 'He said: "We held the gate. Then it was over.\n\n"No," she said. The road was open.'
    first, second = quotations(text)
    assert text[first.start : first.end] == '"We held the gate. Then it was over.'
    assert not first.closed
    assert text[second.start : second.end] == '"No,"'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # one closing mark too many: its opening mark is lost, and the quotation around it keeps its own end
        (
            '"The reeves came at dusk.” They took the grain," she said. "No more.”',
            ['"The reeves came at dusk.” They took the grain,"', '"No more.”'],
        ),
        ('“They took the grain," and the cart as well.”', ['“They took the grain," and the cart as well.”']),
        # marks that are made curly at the ends of a paragraph only: another one opens before the own kind closes
        ('“We held the gate," he said. "Nobody came.”', ['“We held the gate,"', '"Nobody came.”']),
        ('"We left,” she said. "Nobody came.”', ['"We left,”', '"Nobody came.”']),
    ],
)
def test_a_mark_of_the_other_kind_closes_where_none_of_the_own_kind_does(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_second_opening_mark_ends_what_was_left_open() -> None:
    assert quoted('"The first was cut. "The second was not," he said.') == [
        '"The first was cut.',
        '"The second was not,"',
    ]


def test_a_quotation_over_paragraphs_is_marked_as_going_on() -> None:
    text = "“The first day was quiet.\n\n“The second was not.\n\n“The third was worse,” he said."
    assert [(q.closed, q.goes_on) for q in quotations(text)] == [(False, True), (False, True), (True, False)]


def test_a_single_mark_that_opens_a_sentence_may_lose_its_end() -> None:
    assert quoted("She stayed. 'I've seen it. That was no shell.") == ["'I've seen it. That was no shell."]


def test_paragraphs_are_parted_by_blank_lines() -> None:
    text = "One.\n\n  Two\ntwo.\n\n\n"
    assert [text[a:b] for a, b in paragraphs(text)] == ["One.", "Two\ntwo."]


@given(st.text(alphabet="ab .,\n\"'“”‘’«»`", max_size=80))
def test_every_quotation_lies_in_the_text_and_inner_ones_in_outer_ones(text: str) -> None:
    found = quotations(text)
    outer = [q for q in found if q.depth == 0]
    for quotation in found:
        assert 0 <= quotation.start < quotation.end <= len(text)
        if quotation.depth:
            assert any(q.start <= quotation.start and quotation.end <= q.end for q in outer)
    assert all(a.end <= b.start for a, b in pairwise(outer))
