"""One parse: a full stop that ends no sentence, paragraphs that do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.text.abbreviations import DOT, unstopped
from rashomon.text.parse import parse


def sentences(text: str, lang: str = "en") -> list[str]:
    return [sentence.text.strip() for sentence in parse(text, lang).sents]


@pytest.mark.parametrize(
    "text",
    [
        "Shells hit St. Odile Hospital on Friday.",
        "The order came from Col. Varin Hest, a deputy said.",
        "Gov. Lira Oss and Rep. Dav Pell left Mt. Carrow at noon.",
        "J. K. Rowell wrote the report for the council.",
        "It was the work of No. 7 Company, officials said.",
        "The gate was shut on Jan. 5 by order of the mayor.",
        "They left at 5 a.m. on Monday.",
        "A spokesman for Maj. Gen. Ostor Bell would not comment.",
    ],
)
def test_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ("They gave her vitamin C.", "The others got nothing."),
        ("The gate was shut at 5 p.m.", "Nobody had a key."),
        ("“Is that a no.”", "He left."),
    ],
)
def test_a_sentence_still_ends_where_one_does(parts: tuple[str, ...]) -> None:
    assert sentences(" ".join(parts)) == list(parts)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Le rapport a été remis à M. Vell et à Mme. Oss lundi."),
        ("es", "La orden la dio el Gral. Ostor Bell, según el Sr. Hest."),
        ("es", "El decreto núm. 7 fue firmado ayer."),
    ],
)
def test_nor_does_one_in_a_light_language(lang: str, text: str) -> None:
    assert sentences(text, lang) == [text]


def test_a_paragraph_begins_a_sentence_even_after_an_abbreviation() -> None:
    assert sentences("Filed by St.\n\nOdile was quiet.")[-1] == "Odile was quiet."


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Shells hit St. Oda Hospital. Dr. Venn saw it.", "Shells hit St  Oda Hospital. Dr  Venn saw it."),
        ("Section No. 7 was lost on Jan. 3, J. Marn said.", "Section No  7 was lost on Jan  3, J  Marn said."),
        # a full stop that ends a sentence stays, also after a letter or an hour
        ("They left at 9 p.m. The road was open.", "They left at 9 p.m. The road was open."),
        ("He chose plan B. They did not.", "He chose plan B. They did not."),
    ],
)
def test_a_text_without_the_full_stops_of_abbreviations_keeps_its_places(text: str, rest: str) -> None:
    assert unstopped(text) == rest
    assert len(unstopped(text)) == len(text)


PIECES = [
    "Dr",
    "no",
    "No",
    "Jan",
    "vs",
    "p.m",
    "a.m",
    "J",
    "The",
    "Vell",
    "7",
    "x",
    ".",
    ".",
    " ",
    " ",
    "\n",
    "-",
    "é",
    "_",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_every_abbreviation_is_found_by_its_full_stop(text: str) -> None:
    assert unstopped(text) == DOT.sub(lambda match: match.group()[:-1] + " ", text)
