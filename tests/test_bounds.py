"""A source or a content ends where its phrase does."""

import pytest

from rashomon.attribute.bounds import bounded
from rashomon.attribute.draft import Draft
from rashomon.text.parse import parse


def at(text: str, phrase: str) -> tuple[int, int]:
    return text.index(phrase), text.index(phrase) + len(phrase)


def ends(text: str, source: str, cue: str, content: str) -> tuple[str | None, str]:
    """Source and content after they were given their bounds."""
    found = bounded(parse(text, "en"), Draft((at(text, content),), at(text, source), at(text, cue), "say"))
    return text[slice(*found.source)] if found.source else None, " + ".join(text[a:b] for a, b in found.content)


@pytest.mark.parametrize(
    ("text", "source", "cue", "whole"),
    [
        # cut within its relative clause
        ("Clear Ledger, which audits port fees, told us it had found gaps.", "Clear Ledger, which audits port", "told",
         "Clear Ledger, which audits port fees"),
        ("Orsk Minerals, which owns the mine, denied it had found gaps.", "Orsk Minerals, which", "denied",
         "Orsk Minerals, which owns the mine"),
        ("A nurse who works at the clinic and asked not to be named for fear of her post said it had found gaps.",
         "A nurse who works at the clinic and", "said",
         "A nurse who works at the clinic and asked not to be named for fear of her post"),
        # begun behind its noun
        ("A manager who left in May and who spoke on condition of anonymity said it had found gaps.",
         "and who spoke on condition of anonymity", "said", "A manager who left in May"),
        ("VASSBURG (NP) — The harbour ministry said it had found gaps.", "VASSBURG (NP) — The harbour ministry", "said",
         "The harbour ministry"),
        # why it has no name
        ("Two clerks, who asked not to be named because they feared for their posts, said it had found gaps.",
         "Two clerks, who asked not to be named because they feared for their posts", "said", "Two clerks"),
        ("A clerk, who spoke on condition of anonymity, said it had found gaps.",
         "A clerk, who spoke on condition of anonymity", "said", "A clerk"),
        # whole already
        ("A clerk who spoke on condition of anonymity said it had found gaps.",
         "A clerk who spoke on condition of anonymity", "said", "A clerk who spoke on condition of anonymity"),
        ("The harbour ministry said it had found gaps.", "The harbour ministry", "said", "The harbour ministry"),
    ],
)  # fmt: skip
def test_a_source_is_a_whole_phrase(text: str, source: str, cue: str, whole: str) -> None:
    assert ends(text, source, cue, "it had found gaps") == (whole, "it had found gaps")


def test_a_content_does_not_end_on_a_word_that_leads_on() -> None:
    text = "The group said it had confirmed five deaths, among them a boy of two."
    assert ends(text, "The group", "said", "it had confirmed five deaths, among")[1].startswith(
        "it had confirmed five deaths, among them"
    )
    text = "The party said it opposed the harbour tax in September."
    assert ends(text, "The party", "said", "it opposed the harbour")[1] == "it opposed the harbour tax"


def test_a_number_behind_its_cue_ends_where_its_sentence_does() -> None:
    text = "The hospital gives 23; the owners say 11. 81 people were hurt in all."
    assert ends(text, "the owners", "say", "11. 81 people were hurt in all.") == ("the owners", "11")
    whole = "The owners say 3.5 tonnes were lost."
    assert ends(whole, "The owners", "say", "3.5 tonnes were lost") == ("The owners", "3.5 tonnes were lost")


def test_a_content_does_not_hold_the_source_at_its_end() -> None:
    text = "“It is a lie,” Iver Dann was quoted as saying."
    assert ends(text, "Iver Dann", "was quoted as saying", "“It is a lie,” Iver Dann") == (
        "Iver Dann",
        "“It is a lie,”",
    )


@pytest.mark.parametrize(
    ("text", "content", "whole"),
    [
        ("Amund Ley told Sovena that he had never said this.", "Sovena that he had never said this", None),
        (
            "Amund Ley told the Sovena Post that he had never said this.",
            "the Sovena Post that he had never said this",
            None,
        ),
        # who is told nothing here: the name is a part of what is said
        ("Amund Ley told of Sovena that burned.", "of Sovena that burned", "of Sovena that burned"),
    ],
)
def test_whom_it_is_told_is_no_part_of_a_content(text: str, content: str, whole: str | None) -> None:
    assert ends(text, "Amund Ley", "told", content)[1] == (whole or "that he had never said this")
