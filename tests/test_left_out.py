"""What is mended in any extractor's drafts: sources left out or cut wrong, second cues, reasons for anonymity."""

from __future__ import annotations

import pytest

from rashomon.attribute.draft import Draft
from rashomon.attribute.left_out import mended
from rashomon.attribute.lexicon import lexicon
from rashomon.attribute.reading import read_report
from rashomon.model import Report
from rashomon.text.parse import parse


def at(text: str, part: str) -> tuple[int, int]:
    return text.index(part), text.index(part) + len(part)


def mend(text: str, *rows: tuple[str, str, str, str]) -> list[tuple[str, str]]:
    """Source and content after mending; each row is a source ('' for none), a cue, its lemma and a content."""
    drafts = [Draft((at(text, c),), at(text, s) if s else None, at(text, q), lemma) for s, q, lemma, c in rows]
    made = mended(Report("r-1", text), parse(text, "en"), drafts, lexicon("en"))
    return [(text[slice(*d.source)] if d.source else "", text[slice(*d.content[0])]) for d in made]


def test_a_second_cue_ends_a_content_and_takes_its_speaker() -> None:
    text = "The mill acknowledged that the dam had cracked but denied that it had ignored a warning."
    found = mend(
        text,
        (
            "The mill",
            "acknowledged",
            "acknowledge",
            "that the dam had cracked but denied that it had ignored a warning",
        ),
        ("", "denied", "deny", "that it had ignored a warning"),
    )
    assert found == [
        ("The mill", "that the dam had cracked"),
        ("The mill", "that it had ignored a warning"),
    ]


CUT = [
    # a relative at the end of a source
    ("Orlan Mining, which", "said", "it held", "Orlan Mining", "Orlan Mining, which owns it, said it held."),
    # a preposition at its start: the cue's subject
    ("of the cell", "said", "it leaked", "The guard of the cell", "The guard of the cell said it leaked."),
    # a pronoun is a source by itself
    ("him, men", "According to", "replied that it held", "him", "According to him, men replied that it held."),
    # an agency's dateline
    ("HASK, Tavoria (NP) — The mill", "said", "it held", "The mill", "HASK, Tavoria (NP) — The mill said it held."),
]  # fmt: skip


@pytest.mark.parametrize(("cut", "cue", "content", "source", "text"), CUT)
def test_a_source_is_a_noun_phrase_of_its_own(cut: str, cue: str, content: str, source: str, text: str) -> None:
    lemma = "say" if cue == "said" else "according to"
    assert [found for found, _ in mend(text, (cut, cue, lemma, content))] == [source]


def test_why_a_source_is_not_named_is_no_statement() -> None:
    text = "A nurse asked not to be named for fear of reprisals. Both asked for anonymity because they had signed."
    found = mend(
        text,
        ("A nurse", "asked", "ask", "not to be named for fear of reprisals"),
        ("Both", "asked for", "ask", "anonymity because they had signed"),
    )
    assert found == []


def test_a_pronoun_that_is_the_cues_subject_is_its_source() -> None:
    text = "It did not dispute that the crew had watched."
    assert mend(text, ("", "did not dispute", "dispute", "that the crew had watched")) == [
        ("It", "that the crew had watched")
    ]


def test_every_plain_sentence_of_a_release_is_its_bodys_claim_also_a_negated_one() -> None:
    text = "2. Officers used tear gas. 3. No live ammunition was used."
    release = read_report(Report("r-1", text, outlet="Ministry of the Interior"))
    assert [(s.text, s.stance.value) for s in release.statements] == [
        ("Officers used tear gas.", "asserts"),
        ("No live ammunition was used.", "denies"),
    ]
    courier = read_report(Report("r-1", text, outlet="The Hask Courier")).statements
    assert {s.stance.value for s in courier} == {"asserts"}  # it tells what happened, and answers nobody


def test_a_transcript_may_have_a_turn_a_line() -> None:
    text = (
        "HOST: Did it crack?\nLUND: No. Nobody saw a crack in July.\nHOST: Will you go?\nLUND: I was never asked to go."
    )
    found = read_report(Report("r-1", text), extractor="model").statements
    assert all(
        "Did it" not in s.text and "Will you" not in s.text for s in found if s.source and s.source.exact == "LUND"
    )
    assert {s.stance.value for s in found if s.source and s.source.exact == "LUND"} == {"denies"}


@pytest.mark.parametrize("cue", ["told the Hask Courier", "was quoted as saying by the Hask Courier"])
def test_a_speaker_whom_the_content_took_in_is_given_back(cue: str) -> None:
    text = f'"The sluice was shut," lock keeper Odd Marsk {cue}. "Nobody came."'
    told = text.index(cue)
    cut = Draft(((0, told - 1), (text.index('"Nobody'), len(text))), None, (told, text.index(".")), "say")
    doc = parse(text, "en")
    (draft,) = mended(Report("r-1", text), doc, [cut], lexicon("en"))
    assert draft.source is not None
    assert text[slice(*draft.source)] == "lock keeper Odd Marsk"
    assert [text[slice(*piece)] for piece in draft.content] == ['"The sluice was shut,"', '"Nobody came."']
