"""What a word of a clause is said of, found at the small words around it."""

from __future__ import annotations

import pytest

from rashomon.text.clauses import absent, clauses, denials, governed, phrases, predicated, subject, unreal


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("the door was locked and nobody opened it", ["the door was locked", "nobody opened it"]),
        # a list of numbers and 'that' before a noun cut nothing
        ("exits 6, 7 and 9 were shut", ["exits 6 7 and 9 were shut"]),
        ("the doors in that hall held", ["the doors in that hall held"]),
        ("doors that were locked", ["doors", "were locked"]),
    ],
)
def test_clauses_are_cut_at_marks_and_linking_words(text: str, cut: list[str]) -> None:
    assert [" ".join(w.low for w in c.words) for c in clauses(text)] == cut


@pytest.mark.parametrize(
    ("text", "head", "partial"),
    [
        ("three of the eleven side exits in Hall B", "exits", True),
        ("the siren of its works", "siren", False),
        ("a cache of guns", "guns", True),
        ("on Tuesday the guards", "guards", False),
        ("in the hall", None, False),
    ],
)
def test_the_subject_is_the_last_phrase_without_a_preposition(text: str, head: str | None, partial: bool) -> None:
    found = subject(phrases(clauses(text)[0].words))
    assert (found.head if found else None) == head
    assert found is None or found.partial is partial


def test_a_governed_noun_stands_right_behind() -> None:
    found = governed(clauses("the north gate at noon")[0].words)
    assert found is not None and found.head == "gate"
    assert governed(clauses("at noon the gate")[0].words) is None


@pytest.mark.parametrize(
    ("before", "count"),
    [
        ("the guards did not", 1),
        ("not only were they", 0),
        ("they failed to", 1),
        ("it couldn't", 1),
        ("the guards", 0),
    ],
)
def test_denials_before_a_word_are_counted(before: str, count: int) -> None:
    assert denials(clauses(before)[0].words) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [("guards tried to", True), ("it was found to be", False), ("it would have", True), ("they had", False)],
)
def test_what_is_only_wished_or_asked_is_not_said_to_be_so(text: str, expected: bool) -> None:
    clause = clauses(text)[0]
    assert unreal(clause, clause.words) is expected


def test_a_copula_may_have_adverbs_behind_it() -> None:
    assert predicated(clauses("the doors were still firmly")[0].words)
    assert not predicated(clauses("the guards had then")[0].words)


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("there was no alarm", "alarm"),
        ("there was never any drone", "drone"),
        ("there was no order to wait", None),
        ("there was an alarm", None),
    ],
)
def test_what_there_was_none_of(text: str, head: str | None) -> None:
    found = absent(clauses(text)[0])
    assert (found.head if found else None) == head
