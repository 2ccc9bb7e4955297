"""Which pairs of clauses are read together, how, and what the packaged model makes of some."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claim_cases import reading
from rashomon.claims import together
from rashomon.claims.facets import Facet, facets
from rashomon.models import pair, question

SHUT, BOLTED = "The north door had been locked all evening", "nobody could have come out on that side, it was bolted"
PAID = "The owner had paid the inspector in crates of beer"


REPORT = reading(*(("Ilva Marn", "said", words) for words in (SHUT, BOLTED, PAID)))


def said(*contents: str, lang: str = "en") -> list[Facet]:
    """A facet for each clause, each of a statement of its own."""
    found = facets([reading(*(("Ilva Marn", "said", words) for words in contents))])
    assert len(found) >= len(contents)
    return [replace(facet, lang=lang) for facet in found[: len(contents)]]


def test_a_clause_of_some_length_is_read_by_itself() -> None:
    text = f"Nobody knows. {SHUT}, he said."
    assert together.around(text, text.index("The"), text.index(", he said")) == SHUT


def test_a_short_clause_is_read_with_its_sentence() -> None:
    text = (
        "The chief was asked about the pumps in the cellar. None of them, he told the inquiry on Friday, had ever run."
    )
    start = text.index("None")
    assert together.around(text, start, start + 12) == "None of them | …, he told the inquiry on Friday, had ever run."


def test_a_short_clause_at_the_head_of_a_long_sentence_is_read_with_what_follows() -> None:
    text = "None of them had ever run or been tested in all the years in which the inn had stood, nor cleaned, he said."
    assert together.around(text, 0, 12).startswith("None of them | … had ever run")


def test_what_is_like_the_clause_elsewhere_in_its_sentence_stays() -> None:
    text = "In the inn nobody was in"
    assert together.around(text, 22, 24) == "in | In the inn nobody was …"


def test_a_clause_that_is_all_of_a_short_sentence_is_read_with_the_one_before() -> None:
    text = "Had the pumps in the cellar ever run? Not once. That is all."
    start = text.index("Not")
    assert together.around(text, start, start + 9) == "Not once. | Had the pumps in the cellar ever run? …"


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_any_stretch_of_any_text_can_be_read(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    assert together.around(text, start, min(start + length, len(text))).startswith(text[start : start + length])


def test_of_each_facet_the_pairs_that_are_most_alike_are_read() -> None:
    every = said(*(f"Barge number {n} lay at the quay of Orve that night" for n in range(12)))
    alike = {(a, b): 1 / (1 + b - a) for a in range(12) for b in range(a + 1, 12)}
    found = together.asked(every, alike, 1000, 0.2)
    assert found == sorted(found)
    assert (0, 1) in found
    assert (0, 11) not in found
    for n in range(12):
        assert sum(n in pair for pair in found) >= together.EACH


def test_of_more_pairs_than_are_read_those_are_that_are_least_decided() -> None:
    every = said(*(f"Barge number {n} lay at the quay of Orve that night" for n in range(4)))
    alike = {(0, 1): 0.9, (0, 2): 0.21, (1, 2): 0.19, (2, 3): 0.01}
    assert together.asked(every, alike, 2, 0.2) == [(0, 2), (1, 2)]
    assert together.asked(every, dict(reversed(alike.items())), 2, 0.2) == [(0, 2), (1, 2)]


def test_what_the_model_cannot_read_is_not_asked_about() -> None:
    assert together.asked(said(SHUT, BOLTED, lang="fr"), {(0, 1): 0.5}, 10, 0.2) == []


def test_a_large_run_reads_a_few_pairs_for_each_report() -> None:
    assert 10 * together.budget(10) == together.ALL
    assert together.budget(10_000) == together.A_REPORT


def test_pairs_as_much_alike_as_the_last_that_is_read_are_read() -> None:
    every = said(*(f"Barge number {n} lay at the quay of Orve that night" for n in range(14)))
    assert len(together.asked(every, {(0, n): 0.3 for n in range(1, 14)}, 1000, 0.2)) == 13


def test_the_packaged_model_tells_one_question_from_another_whatever_the_words() -> None:
    odds = question.load().odds
    assert odds(SHUT, BOLTED) > 0 > odds(SHUT, PAID)


def test_neither_the_order_of_a_pair_nor_how_many_are_read_at_a_time_changes_a_reading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    every, texts = facets([REPORT]), {REPORT.report.id: REPORT.report.text}
    made = []
    for threads in (1, 3):
        monkeypatch.setattr(pair, "THREADS", threads)
        pair._logits.cache_clear()
        made.append(together.odds(every, texts, [(0, 1), (0, 2), (1, 2)], question.load().odds))
    assert made[0] == made[1]
    assert question.load().odds(SHUT, PAID) == question.load().odds(PAID, SHUT)


@settings(deadline=None, max_examples=30)
@given(*[st.text(st.characters(codec=None), max_size=300)] * 2)
def test_any_two_texts_are_read(first: str, second: str) -> None:
    assert -50 < question.load().odds(first, second) < 50
