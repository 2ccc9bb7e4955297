"""What a report states where a model has read it: what nothing else finds, and what is none. Every name is invented."""

from __future__ import annotations

import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.attribute import asserted, checkable
from rashomon.attribute.lexicon import lexicon
from rashomon.attribute.reading import MODEL, narrated, read_report
from rashomon.model import Report, Span, Statement
from rashomon.models import packaged, statement
from rashomon.text.parse import parse

PAPER = "The Orrel Mail"


def said(text: str, outlet: str = PAPER, *, furniture: tuple[Span, ...] = ()) -> dict[str, Statement]:
    """What a report states, by its words."""
    report = Report("r-1", text, outlet=outlet, lang="en", furniture=furniture)
    return {s.text: s for s in read_report(report, extractor="model").statements}


def test_what_a_witness_tells_in_fragments_is_stated() -> None:
    text = (
        "Anders Pell was at the wheel of the second bus. We print what he wrote.\n\n"
        "Two men with lamps stood on the bridge. No more than that. I saw no uniform on either of them.\n\n"
        "They came from the left, and the tree was lying there with its leaves on."
    )
    found = said(text, "The Long Road")
    assert any("Two men with lamps" in words for words in found)
    assert any("no uniform" in words for words in found)
    assert any("They came from the left" in words for words in found)


def test_what_nobody_states_is_none() -> None:
    text = "The harbour office closed the mole at nine, its clerk said. He thanked the crowd for their patience."
    report = Report("r-1", text, outlet=PAPER, lang="en")
    assert any("patience" in text[slice(*d.content[0])] for d in narrated(report, parse(text, "en"), MODEL))
    found = said(text)
    assert not any("patience" in words for words in found)
    assert any("closed the mole at nine" in words for words in found)


def test_a_quotation_that_goes_on_is_the_same_persons() -> None:
    text = (
        '"The gate was chained before nine," said Odile Marsk, who keeps the lock. "I walked past it twice. '
        'There was a new padlock on it, and the key was nowhere."'
    )
    report = Report("r-1", text, outlet=PAPER, lang="en")
    reading = read_report(report, extractor="model")
    names = {s.id: s.name for s in reading.sources}
    padlock = [s for s in reading.statements if "padlock" in s.text]
    assert padlock
    assert all(s.speaker and names[s.speaker] == "Odile Marsk" for s in padlock)


def test_a_quotation_of_nobody_known_is_not_the_outlets_word() -> None:
    text = (
        'The mill burned on Friday.\n\n"There was a smell of petrol on the stairs and the door had been wedged shut."'
    )
    assert not any(s.own_voice and "petrol" in s.text for s in said(text).values())


def test_the_outlets_own_sentence_behind_a_quotation_stays_its_own() -> None:
    found = said("The owner, Rolf Tamm, wept. “I did not close the gates.” The road to Marn is closed.")
    assert all(s.own_voice for words, s in found.items() if "road to Marn" in words)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor wrote:\n\n> The company closed the gates too late. Forty houses were lost.",
        "The report found that:\n\n- the gates were closed in March;\n- forty houses were lost;\n- two bridges fell.",
        "Myth: The mayor fled to Marn with forty houses lost.",
        "HOST: Welcome.\n\nADA FLINT: Who closed them? The company did. Forty houses were lost.\n\nROLF TAMM: No.",
    ],
)
def test_what_is_only_cited_is_not_the_outlets_word(text: str) -> None:
    assert not any(s.own_voice and s.made_by == "model" and "orty houses" in words for words, s in said(text).items())


def test_a_statement_is_whole_words_of_one_entry_of_a_list() -> None:
    text = "What we know:\n\n- The dam broke at 4 a.m.\n- Forty houses were lost\n- Two bridges were swept away"
    for words in said(text):
        assert "\n" not in words and words == words.strip(" -")


def test_who_speaks_in_a_transcript_says_what_stands_in_the_turn() -> None:
    text = (
        "HOST: Good evening. What did you see?\n\nDRAM: Nineteen head of cattle went through the fence. Two quick "
        "shots, then three slow ones.\n\nHOST: And then?\n\nDRAM: Then nothing. I have seventeen back.\n\n"
        "HOST: Thank you.\n\nDRAM: Good night."
    )
    for s in said(text, "Radio Orrel").values():
        assert s.source is not None and s.source.exact == "DRAM"


@pytest.mark.parametrize("words", ["The mayor denied it.", "The canal office would not discuss the gate."])
def test_what_answers_others_is_kept_however_short(words: str) -> None:
    assert said(f"The bridge is shut, the clerk said. {words}")


def test_what_belongs_to_the_page_is_no_statement() -> None:
    text = "The bridge fell on Friday and two people died.\n\nThe Orrel Mail is printed in four towns every morning."
    start = text.index("The Orrel Mail")
    notice = Span("r-1", start, len(text), text[start:])
    assert not any("printed" in words for words in said(text, furniture=(notice,)))


def test_without_the_model_the_drafts_stay_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    report = Report("r-1", "She was asked to answer written questions. The mill burned.", outlet=PAPER, lang="en")
    doc = parse(report.text, "en")
    drafts = narrated(report, doc, MODEL)
    monkeypatch.setattr(packaged, "digest", lambda name: "")
    assert asserted.weighed(report, doc, drafts, lexicon("en")) == drafts


def test_the_rules_read_without_it() -> None:
    report = Report("r-1", "She was asked to answer written questions. The mill burned.", outlet=PAPER, lang="en")
    assert all(s.made_by == "rules" for s in read_report(report, extractor="rules").statements)


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="ab .\n“”\"'7é", max_size=3000))
def test_rows_hold_every_word_piece_once_and_in_order(text: str) -> None:
    tokenizer = statement.load().tokenizer
    rows = list(checkable.rows("Mail. A headline of some words", text, tokenizer))
    places = [place for row in rows for place in row.places if place]
    assert all(len(row.ids) == len(row.places) <= checkable.ROW for row in rows)
    assert places == sorted(places)
    whole = tokenizer.encode(text, add_special_tokens=False)
    assert {a for a, _ in places} == {a for a, _ in whole.offsets}


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.booleans()), max_size=60), st.sampled_from(checkable.BOUNDS)
)
def test_what_the_model_sees_lies_apart_and_in_order(
    chances: list[tuple[float, float, bool]], bounds: tuple[float, float]
) -> None:
    at = np.arange(len(chances))
    pieces = checkable.Pieces(
        at * 4,
        at * 4 + 3,
        np.array([c[0] for c in chances], dtype=np.float32),
        np.array([c[1] for c in chances], dtype=np.float32),
        np.array([c[2] for c in chances], dtype=bool),
    )
    found = list(pieces.spans(*bounds))
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    held = {n for n in at.tolist() if chances[n][0] >= np.float32(bounds[0])}
    assert {n for a, b in found for n in range(a // 4, b // 4 + 1)} == held


def test_a_text_without_full_stops_is_read_in_time() -> None:
    text = "the bridge fell and two men died " * 1500
    report = Report("r-1", text, outlet=PAPER, lang="en")
    doc = parse(text, "en")
    drafts = narrated(report, doc, MODEL)
    begun = time.process_time()
    asserted.weighed(report, doc, drafts, lexicon("en"))
    assert time.process_time() - begun < 10, "no place may be set against the whole text"


def test_a_report_of_nothing_has_no_pieces() -> None:
    pieces = checkable.read(Report("r-1", "", outlet=PAPER, lang="en"))
    assert len(pieces.starts) == 0
    assert checkable.seen(pieces) == []
