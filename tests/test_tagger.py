"""The trained extractor: what goes in, what is made of what comes out, and a few invented reports end to end."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.attribute.draft import Draft
from rashomon.attribute.ensemble import as_saying, combined
from rashomon.attribute.tagger import extract
from rashomon.attribute.tagger_decode import Found, _odds, best_path, settled
from rashomon.attribute.tagger_input import CHUNK, Labels, Pieces, chunks, read_pieces, relations, window
from rashomon.attribute.tagger_run import _narrowed
from rashomon.model import CueKind, Report
from rashomon.models.attribution import load
from rashomon.text.parse import parse

TEXT = (
    "Fire crews reached Port Anselm after midnight.\n\n"
    "“The quay was empty. Nobody had told us to wait,” harbour master Ilka Dorn said on Monday.\n\n"
    "According to the coast guard, at least nine boats left without permission.\n\n"
    "The ministry denied that soldiers had locked the gate. It is to publish a report in May."
)


@cache
def pieces_of(text: str) -> Pieces:
    model = load()
    return read_pieces(text, parse(text, "en"), model.tokenizer, Labels(model.tags, model.deps))


@cache
def found(text: str, *held: tuple[int, int]) -> tuple[Report, list[Draft]]:
    report = Report("r-test", text)
    furniture = tuple(report.span(*place) for place in held)
    report = Report("r-test", text, furniture=furniture)
    return report, extract(report, parse(text, "en"))


def words(text: str, place: tuple[int, int] | None) -> str | None:
    return text[slice(*place)] if place else None


def about(text: str, phrase: str) -> Draft:
    """The one draft whose content holds the phrase."""
    at = text.index(phrase)
    _, drafts = found(text)
    holding = [d for d in drafts if any(a <= at and at + len(phrase) <= b for a, b in d.content)]
    assert len(holding) == 1, [words(text, d.content[0]) for d in drafts]
    return holding[0]


def test_a_unit_never_ends_inside_a_quotation() -> None:
    pieces = pieces_of(TEXT)
    inside = pieces.quotation[1:] >= 0
    same = pieces.quotation[1:] == pieces.quotation[:-1]
    assert not np.any(np.diff(pieces.unit)[inside & same])


def test_pieces_stand_where_they_say_and_know_their_casing() -> None:
    pieces = pieces_of(TEXT)
    assert all(0 <= a < b <= len(TEXT) for a, b in zip(pieces.start, pieces.end, strict=True))
    at = int(np.flatnonzero(pieces.start == TEXT.index("Ilka"))[0])
    assert pieces.features[at, 0] == 1


def test_a_quotation_and_the_distance_from_the_cue_are_told_to_the_reader() -> None:
    pieces = pieces_of(TEXT)
    at = int(np.flatnonzero(pieces.start == TEXT.index("said on"))[0])
    reach = window(pieces, (at, at + 1))
    kinds = relations(pieces, (at, at + 1), reach)
    opening = int(np.flatnonzero(pieces.start == TEXT.index("The quay"))[0]) - reach[0]
    assert kinds[at - reach[0]].tolist() == [1, 0, 2, 0]
    assert kinds[opening][1] == 2  # the quotation last before the cue


@given(st.integers(1, 40), st.integers(1, 30))
def test_chunks_cover_every_piece_once_and_are_short_enough(sentences: int, length: int) -> None:
    count = sentences * length
    unit = np.repeat(np.arange(sentences), length)
    zeros = np.zeros(count, np.int64)
    pieces = Pieces(zeros, zeros, zeros, zeros, np.zeros((count, 5), np.int64), zeros - 1, unit)
    got = list(chunks(pieces))
    assert [n for a, b in got for n in range(a, b)] == list(range(count))
    assert all(b - a <= CHUNK for a, b in got)


@given(st.lists(st.floats(-5, 5).filter(lambda x: abs(x) > 0.01), min_size=1, max_size=20))
def test_without_a_price_each_piece_decides_alone(odds: list[float]) -> None:
    assert best_path(np.array(odds), 0.0).tolist() == [x > 0 for x in odds]


def test_a_price_on_changes_carries_content_over_a_doubtful_word() -> None:
    assert best_path(np.array([-4.0, 3.0, -0.5, 3.0, -4.0]), 1.0).tolist() == [False, True, True, True, False]


def test_a_lean_to_content_takes_nothing_from_the_source() -> None:
    chance = np.log(np.array([[0.5, 0.01, 0.01, 0.48], [0.01, 0.5, 0.01, 0.48]], dtype=np.float32))
    assert (_odds(chance, 0.0) < 0).tolist() == [True, True]
    assert (_odds(chance, 0.4) < 0).tolist() == [False, True]


def test_a_window_ends_where_nothing_is_said_and_before_the_next_cue() -> None:
    unit = np.repeat(np.arange(4), 5)
    zeros = np.zeros(20, np.int64)
    pieces = Pieces(zeros, zeros, zeros, zeros, np.zeros((20, 5), np.int64), zeros - 1, unit)
    heat = np.array([0.0, 0.9, 0.9, 0.9], np.float32)
    assert _narrowed(pieces, (6, 7), (0, 20), heat, {1}) == (5, 20)
    assert _narrowed(pieces, (6, 7), (0, 20), heat, {1, 2}) == (5, 10)


def test_of_two_that_claim_the_same_content_the_surer_stays() -> None:
    sure = Found((0, 1), ((2, 10),), None, 0.9)
    doubtful = Found((11, 12), ((3, 10),), None, 0.6)
    assert settled([doubtful, sure]) == [(sure, None)]


def test_one_inside_anothers_content_is_held_by_it() -> None:
    outer = Found((1, 2), ((2, 20),), (0, 1), 0.9)
    inner = Found((5, 6), ((6, 20),), (3, 5), 0.7)
    assert settled([inner, outer]) == [(outer, None), (inner, 0)]


@pytest.mark.parametrize(
    ("phrase", "source", "cue"),
    [
        ("Nobody had told us to wait", "harbour master Ilka Dorn", "said"),
        ("nine boats left without permission", "the coast guard", "According to"),
        ("soldiers had locked the gate", "The ministry", "denied"),
    ],
)
def test_source_cue_and_content_are_found(phrase: str, source: str, cue: str) -> None:
    draft = about(TEXT, phrase)
    assert words(TEXT, draft.source) == source
    assert cue in (words(TEXT, draft.cue) or "")


def test_a_draft_says_who_made_it_and_how_sure_it_is() -> None:
    draft = about(TEXT, "soldiers had locked the gate")
    assert (draft.made_by, draft.lemma, draft.cue_kind) == ("model", "deny", CueKind.REPORTING)
    assert 0.5 < draft.confidence <= 1


def test_every_place_lies_in_the_text_and_in_order() -> None:
    report, drafts = found(TEXT)
    places = [p for d in drafts for p in (*d.content, *(x for x in (d.source, d.cue) if x))]
    assert all(report.span(*place).exact.strip() for place in places)
    assert [d.content[0][0] for d in drafts] == sorted(d.content[0][0] for d in drafts)
    assert all(d.within is None or d.within < at for at, d in enumerate(drafts))


def test_furniture_gives_nothing() -> None:
    start = TEXT.index("According")
    end = TEXT.index("\n", start)
    _, drafts = found(TEXT, (start, end))
    assert drafts
    assert not any(start <= a < end for d in drafts for a, _ in d.content)


def test_the_same_text_gives_the_same_drafts() -> None:
    report, drafts = found(TEXT)
    assert extract(report, parse(TEXT, "en")) == drafts


@pytest.mark.parametrize("text", ["", "   \n", "—", "Nothing happened."])
def test_a_text_without_attributions_gives_none(text: str) -> None:
    assert found(text)[1] == []


def test_rules_add_what_the_model_lacks_and_leave_its_bounds_alone() -> None:
    model = [Draft(((10, 50),), (0, 4), (5, 9), made_by="model")]
    other_bounds = Draft(((12, 40),), (0, 4), (5, 9))
    inner = Draft(((30, 50),), (15, 20), (21, 29))
    elsewhere = Draft(((70, 90),), (60, 64), (65, 69))
    assert combined(model, [other_bounds, inner, elsewhere]) == [*model, inner, elsewhere]


def test_whom_a_content_quotes_is_a_source_of_its_own_whatever_the_parser_says() -> None:
    text = (
        "Lumen Television, in a film broadcast on Saturday night, quoted marines as saying that they locked the gate."
    )
    start = text.index("marines")
    outer = Draft(((start, len(text) - 1),), (0, 16), (start - 7, start - 1), "quote", made_by="model")
    (inner,) = as_saying(text, [outer])
    assert [text[slice(*place)] for place in (inner.source or (0, 0), inner.cue or (0, 0), inner.content[0])] == [
        "marines",
        "as saying",
        "that they locked the gate",
    ]
    assert as_saying(text, [outer, inner]) == []
