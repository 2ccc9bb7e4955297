"""Source, cue and content by rules: one way of saying so in each case. Every name is invented."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.attribute.draft import Draft
from rashomon.attribute.rules import extract, narration
from rashomon.model import Report
from rashomon.text.parse import parse


@cache
def drafts(text: str) -> tuple[Draft, ...]:
    return tuple(extract(Report("r-1", text), parse(text, "en")))


def triples(text: str) -> list[tuple[str | None, str | None, list[str]]]:
    """Source, cue and the pieces of content of each draft, as words."""
    return [
        (
            text[slice(*d.source)] if d.source else None,
            text[slice(*d.cue)] if d.cue else None,
            [text[slice(*piece)] for piece in d.content],
        )
        for d in drafts(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # indirect, with and without 'that'
        ("The ministry said that the dam had failed.", ("The ministry", "said", ["that the dam had failed"])),
        ("The ministry said the dam had failed.", ("The ministry", "said", ["the dam had failed"])),
        # a number that somebody gives
        ("The army put its losses at 14 men.", ("The army", "put", ["its losses at 14 men"])),
        ("Clinic officials placed the toll at about 31.", ("Clinic officials", "placed", ["the toll at about 31"])),
        # the cue behind and in the middle
        ("The dam had failed, the ministry said.", ("the ministry", "said", ["The dam had failed"])),
        (
            "About thirty of the men, he said, were armed.",
            ("he", "said", ["About thirty of the men", "were armed"]),
        ),
        # direct, before and after, and broken by the speaker
        ('"We saw nothing," said Odd Marsk.', ("Odd Marsk", "said", ['"We saw nothing,"'])),
        ('Odd Marsk said: "We saw nothing."', ("Odd Marsk", "said", ['"We saw nothing."'])),
        (
            '"We saw nothing," Odd Marsk said. "It was dark."',
            ("Odd Marsk", "said", ['"We saw nothing,"', '"It was dark."']),
        ),
        # a quotation of several sentences is not cut by the sentence splitter
        (
            '"We ran. Nobody helped. It was dark," the nurse said.',
            ("the nurse", "said", ['"We ran. Nobody helped. It was dark,"']),
        ),
        # mixed
        (
            'The envoy called the report "a fairy tale".',
            ("The envoy", "called", ['the report "a fairy tale"']),
        ),
        # prepositions
        (
            "According to the hospital, eleven people died.",
            ("the hospital", "According to", ["eleven people died"]),
        ),
        ("Eleven people died, according to the hospital.", ("the hospital", "according to", ["Eleven people died"])),
        # denials with an object, admissions with a gerund
        ("Oster dismissed the allegation.", ("Oster", "dismissed", ["the allegation"])),
        ("The general denied shelling the town.", ("The general", "denied", ["shelling the town"])),
        # accusations
        (
            "Oster accused the rebels of mining the road.",
            ("Oster", "accused", ["the rebels of mining the road"]),
        ),
        # a participle belongs to whoever spoke
        (
            "The mayor left the hall, saying that the talks were over.",
            ("The mayor", "saying", ["that the talks were over"]),
        ),
        # a passive that names the speaker
        (
            "Ilse Krag was quoted as saying that the road was open.",
            ("Ilse Krag", "was quoted as saying", ["that the road was open"]),
        ),
        # somebody else's role and a nickname stay with the source
        (
            "Lena Torvik, a teacher in Hulm, said the school was closed.",
            ("Lena Torvik, a teacher in Hulm", "said", ["the school was closed"]),
        ),
        # refusals: what was held back is the content
        (
            "The army refused to say what it had found.",
            ("The army", "refused to say", ["what it had found"]),
        ),
        ("The army declined to comment.", ("The army", "declined", ["to comment"])),
        # two words as one cue
        ("The team found no evidence of shelling.", ("The team", "found", ["shelling"])),
        ("In the words of the mayor, the town was a ruin.", ("the mayor", "In the words of", ["the town was a ruin"])),
        # witnesses count
        (
            "Monitors counted 40 bodies in the valley.",
            ("Monitors", "counted", ["40 bodies in the valley"]),
        ),
        # after a colon
        (
            "The first mate has confessed: nine hundred people had been on board.",
            ("The first mate", "has confessed", ["nine hundred people had been on board"]),
        ),
        # a noun
        (
            "The ministry's claim that the bridge was mined is disputed.",
            ("The ministry's", "claim", ["that the bridge was mined"]),
        ),
    ],
)
def test_one_way_of_saying_so(text: str, expected: tuple[str | None, str | None, list[str]]) -> None:
    assert expected in triples(text)


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("It is understood that the envoy will resign.", "is understood", ["that the envoy will resign"]),
        (
            "A patrol boat is said to have been in the area.",
            "is said",
            ["A patrol boat", "to have been in the area"],
        ),
        ("It has been alleged that the captain fled.", "has been alleged", ["that the captain fled"]),
        ("The guards were allegedly drunk.", "allegedly", ["The guards were", "drunk"]),
    ],
)
def test_a_source_left_out_is_none_with_its_cue(text: str, cue: str, content: list[str]) -> None:
    assert (None, cue, content) in triples(text)


def test_a_quotation_over_paragraphs_is_one_content_in_pieces() -> None:
    text = "“The first day was quiet.\n\n“The second was not,” the nurse said."
    contents = [content for _, _, content in triples(text)]
    assert contents == [["“The first day was quiet.\n\n“The second was not,”"]] or contents == [
        ["“The first day was quiet.", "“The second was not,”"]
    ]


def test_a_following_quotation_in_the_same_paragraph_is_carried() -> None:
    text = "Odd Marsk told the paper that he had chained the gate. “We were told to. Nobody asked why.”"
    assert ("Odd Marsk", "told", ["“We were told to. Nobody asked why.”"]) in triples(text)


def test_unbalanced_marks_lose_no_attribution() -> None:
    text = 'The nurse said: "We had no water.\n\nThe army denied the report.'
    assert {source for source, _, _ in triples(text)} == {"The nurse", "The army"}


def test_a_transcript_gives_each_answer_to_its_speaker_and_no_question() -> None:
    text = (
        "HOLM: How many people did you have on board that night?\n\n"
        "MARSK: We had almost nine hundred people on board that night.\n\n"
        "HOLM: Why did you wait?\n\n"
        "MARSK: The harbour told us to wait until the morning came."
    )
    said = [(source, content) for source, cue, content in triples(text) if cue == ":"]
    assert [source for source, _ in said] == ["MARSK", "MARSK"]
    assert said[0][1] == ["We had almost nine hundred people on board that night"] or said[0][1][0].startswith("We had")


def test_a_caption_names_its_speaker_before_a_colon_but_a_label_is_none() -> None:
    assert ("Fire chief", ":", ["too early to talk of a cause"]) in triples("Fire chief: too early to talk of a cause")
    assert triples("Read more: what we know about the fire") == []


def test_reasons_for_anonymity_are_no_statement() -> None:
    text = "A clerk, who asked not to be named, said the files were gone."
    assert [content for _, _, content in triples(text)] == [["the files were gone"]]


def test_a_dateline_is_no_part_of_a_content() -> None:
    text = "HULM, March 13 (ORW) – Eleven people died in the fire, the hospital said."
    assert ("the hospital", "said", ["Eleven people died in the fire"]) in triples(text)


def test_furniture_gives_nothing() -> None:
    text = "The army said the road was open.\n\nThe publisher says it is not responsible for errors."
    report = Report("r-1", text)
    marked = Report("r-1", text, furniture=(report.span(text.index("The publisher"), len(text)),))
    sources = [text[slice(*d.source)] for d in extract(marked, parse(text, "en")) if d.source]
    assert sources == ["The army"]


OWN = (
    "Four soldiers were killed near Hulm on Monday. The village is quiet. Who fired first? The army said it was sorry."
)


def test_the_outlets_own_claims_are_found_and_its_scenery_and_questions_are_not() -> None:
    report, doc = Report("r-1", OWN), parse(OWN, "en")
    own = [OWN[slice(*d.content[0])] for d in narration(report, doc, extract(report, doc)) if d.cue is None]
    assert own == ["Four soldiers were killed near Hulm on Monday."]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(['"', "“", "”", "'", "said", "he", "that", "the gate", ",", ".", "\n\n", ":", "MARSK"]),
        max_size=25,
    )
)
def test_no_text_breaks_the_rules_and_every_place_lies_in_it(words: list[str]) -> None:
    text = " ".join(words)
    for draft in extract(Report("r-1", text), parse(text, "en")):
        places = [*draft.content, *(p for p in (draft.source, draft.cue) if p)]
        assert all(0 <= start < end <= len(text) for start, end in places)
