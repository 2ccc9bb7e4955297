"""How it is said: stance, form, the speaker's hedges and the outlet's distance, on paragraphs of our own."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rashomon.attribute.draft import Draft
from rashomon.attribute.lexicon import lexicon
from rashomon.attribute.rules import extract
from rashomon.attribute.stance import distance, form, hedges, stance
from rashomon.model import Form, Report, Stance
from rashomon.text.parse import parse
from rashomon.text.quotes import quotations

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "data" / "stance.toml").read_text())["case"]
WORDS = lexicon("en")


@cache
def drafts(text: str) -> list[Draft]:
    return extract(Report("r-1", text), parse(text, "en"))


def the_draft(case: dict[str, Any]) -> Draft:
    """The outermost draft with the case's cue."""
    text = case["text"]
    found = [d for d in drafts(text) if d.cue and case["cue"] in text[slice(*d.cue)]]
    assert found, [text[slice(*d.cue)] for d in drafts(text) if d.cue]
    return found[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_stance(case: dict[str, Any]) -> None:
    assert stance(the_draft(case), parse(case["text"], "en"), WORDS) is Stance(case["stance"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_form(case: dict[str, Any]) -> None:
    draft = the_draft(case)
    assert form(case["text"], draft.content, quotations(case["text"])) is Form(case["form"])


@pytest.mark.parametrize("case", [c for c in CASES if "hedges" in c], ids=lambda case: case["text"][:60])
def test_the_speakers_own_hedges(case: dict[str, Any]) -> None:
    found = hedges(the_draft(case), case["text"], WORDS)
    assert [case["text"][slice(*place)] for place in found] == case["hedges"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_the_outlets_distance(case: dict[str, Any]) -> None:
    found = distance(the_draft(case), parse(case["text"], "en"), case["text"], WORDS)
    assert [case["text"][slice(*place)] for place in found] == case.get("distance", [])


def test_the_turn_of_a_transcript_is_direct() -> None:
    assert form("MARSK: We held.", [(7, 15)], (), cue=":") is Form.DIRECT


def test_the_outlets_own_voice_asserts() -> None:
    text = "No soldier was hurt."
    assert stance(Draft(((0, 20),)), parse(text, "en"), WORDS) is Stance.ASSERTS


def test_what_a_later_sentence_calls_false_is_no_denial_of_the_first() -> None:
    text = (
        "The site has a page that reads “*NOTE: The Courier is a news and satire sheet. "
        "All stories told in it are fiction, and fake news. Any likeness is purely coincidental.”"
    )
    (draft,) = drafts(text)
    assert stance(draft, parse(text, "en"), WORDS) is Stance.ASSERTS


def test_a_short_quotation_in_the_outlets_own_voice_is_a_scare_quote() -> None:
    text = "The army “liberated” the town on Monday."
    found = distance(Draft(((0, len(text)),)), parse(text, "en"), text, WORDS, quotations(text))
    assert [text[slice(*place)] for place in found] == ["“liberated”"]


def test_too_early_to_say_why_says_nothing_of_it() -> None:
    text = "The board said it was too early to say why the ferryman had not braked."
    found = {text[slice(*d.cue)]: stance(d, parse(text, "en"), WORDS) for d in drafts(text) if d.cue}
    assert found == {"said": Stance.HEDGED, "to say": Stance.NO_COMMENT}
