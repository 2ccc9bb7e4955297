"""Conflicts that no rule sees, from a model that reads two clauses together. Every name is invented."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claim_cases import reading
from rashomon.casefile.results import State
from rashomon.claims import conflicts
from rashomon.claims.conflicts import by_model, clause
from rashomon.claims.facets import Facet, facets
from rashomon.claims.relate import relate
from rashomon.model import Claim, Relation, RelationKind, claim_id
from rashomon.models import conflict, packaged, pair, question
from rashomon.models.conflict import Sides

CLASH = ("the captain stood at the wheel when the ferry struck", "nobody was on the bridge when she ran aground")
OPPOSED = Sides(0.01, 0.98, 0.01)
OTHER = ("the lorries carried bread to the harbour that morning", "nobody had told the neighbours about the meeting")


def two(yes: str, no: str) -> list[Facet]:
    """What two speakers say in one report."""
    first, second = facets([reading(("A clerk", "said", yes), ("A nurse", "said", no))])
    return [first, second]


def voices(said: list[Facet]) -> dict[str, str]:
    """Each its own voice."""
    return {f.statement.id: f.statement.speaker or f.statement.id for f in said}


def related(said: list[Facet], kind: RelationKind = RelationKind.DENIES) -> Relation:
    """The second stands so to the first, as rules may find it."""
    yes, no = said
    return Relation(no.statement.id, yes.statement.id, kind, 0.7, "by words", no.span, yes.span)


def found(said: list[Facet], *by_rule: Relation, reading: Sides = OPPOSED) -> list[Relation]:
    """What is found among some facets where every pair is read alike."""
    pairs = {frozenset((r.left, r.right)) for r in by_rule}
    return conflicts.found([(said, by_rule)], voices(said), pairs, lambda a, b: reading, lambda a, b: 0.5)


def test_two_clauses_that_share_no_word_are_a_conflict_where_both_can_hardly_be_so() -> None:
    said = two(*CLASH)
    (made,) = found(said)
    assert made.kind is RelationKind.DENIES
    assert made.left == said[1].statement.id
    assert conflicts.LIKELY <= made.score < 1
    assert (made.left_span, made.right_span) == (said[1].span, said[0].span)
    assert by_model(made)
    assert "nobody was on the bridge" in made.reason and "the captain stood at the wheel" in made.reason


def test_two_plain_clauses_contradict_one_another() -> None:
    (made,) = found(two(CLASH[0], "the bridge was empty and quite dark"))
    assert made.kind is RelationKind.CONTRADICTS


@pytest.mark.parametrize("reading", [Sides(0.9, 0.05, 0.05), Sides(0.05, 0.05, 0.9), Sides(0.34, 0.33, 0.33)])
def test_what_is_read_as_one_side_or_as_two_matters_is_no_conflict(reading: Sides) -> None:
    assert not found(two(*CLASH), reading=reading)


def test_a_conflict_is_likelier_the_nearer_two_clauses_are_in_what_they_are_about() -> None:
    left, right = two(*CLASH)

    def likely(about: float) -> float:
        return conflicts.chance(conflicts.features(left, right, OPPOSED, lambda a, b: about, 0.0))

    assert 0 < likely(0.1) < likely(0.9) < 1


def test_nobody_is_set_against_himself() -> None:
    said = two(*CLASH)
    assert not list(conflicts.asked(said, [], dict.fromkeys(voices(said), "one"), []))


def test_what_a_rule_shows_stands_with_its_own_reason() -> None:
    made = reading(("A clerk", "said", "the gate was locked"), ("A nurse", "denied", "that the gate was locked"))
    ids = tuple(s.id for s in made.statements)
    (shown,) = relate([Claim(claim_id(ids), "test", ids)], facets([made]), [made])
    assert shown.kind is RelationKind.DENIES and not by_model(shown)


@pytest.mark.parametrize("kind", list(RelationKind))
def test_what_a_rule_relates_is_not_asked_about(kind: RelationKind) -> None:
    said = two(*CLASH)
    assert not found(said, related(said, kind))


def test_two_whom_rules_set_against_others_are_left_as_they_are() -> None:
    lines = [
        ("A clerk", "said", CLASH[0]),
        ("A nurse", "said", CLASH[1]),
        ("A cook", "said", "the bridge was dark"),
        ("A mate", "said", "the lamps on the bridge were lit"),
    ]
    said = list(facets([reading(*lines)]))
    by_rule = [related([said[2], said[0]]), related([said[3], said[1]])]
    asked = {frozenset((a.statement.id, b.statement.id)) for a, b in conflicts.asked(said, by_rule, voices(said), [])}
    assert frozenset((said[0].statement.id, said[1].statement.id)) not in asked


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (CLASH[0], "not one of them"),  # too few words to be set against others
        (CLASH[0], "was anyone on the bridge when she struck?"),
        (CLASH[0], "nobody was on the bridge " + "and nobody was there at all " * 20),
        ("the cause of the fire in the hold", CLASH[1]),
        ("the mate had warned of exactly this", CLASH[1]),
        ("the clerk had asked that the bridge be kept open all night", "the bridge was shut and nobody crossed it"),
        ("12 people were on the bridge when she struck", "no more than 3 people stood on the bridge"),
        ("the siren in Orrel rang for an hour", "nobody in Dorrin heard a siren that whole night"),
    ],
)
def test_what_rules_must_decide_is_not_asked_about(left: str, right: str) -> None:
    assert not found(two(left, right))


@pytest.mark.parametrize(
    ("reading", "stays"),
    [(OPPOSED, True), (Sides(0.3, 0.4, 0.3), True), (Sides(0.1, 0.1, 0.8), True), (Sides(0.6, 0.2, 0.2), False)],
)
def test_a_denial_by_a_word_goes_where_the_model_reads_both_as_of_one_side(reading: Sides, stays: bool) -> None:
    said = two(*CLASH)
    by_rule = related(said)
    ((heard, kept),) = conflicts.sifted([(said, [by_rule])], lambda a, b: reading)
    assert heard == said
    assert kept == ([by_rule] if stays else [])


def test_no_other_relation_and_no_clause_that_it_cannot_read_is_sifted() -> None:
    said = two(*CLASH)
    thin = [said[0], replace(said[1], thin=True)]
    for some, by_rule in ((said, related(said, RelationKind.CONTRADICTS)), (thin, related(thin))):
        ((_, kept),) = conflicts.sifted([(some, [by_rule])], lambda a, b: Sides(0.9, 0.05, 0.05))
        assert kept == [by_rule]


def test_of_many_denials_those_that_rules_are_least_sure_of_are_sifted(monkeypatch: pytest.MonkeyPatch) -> None:
    said = crowd(6)
    denials = [replace(related([said[0], other]), score=0.6 + n / 100) for n, other in enumerate(said[1:])]
    monkeypatch.setattr(conflicts, "ALL", 4)
    ((_, kept),) = conflicts.sifted([(said, denials)], lambda a, b: Sides(0.9, 0.05, 0.05))
    assert kept == denials[2:]


def test_a_language_that_the_model_does_not_read_is_not_asked_about() -> None:
    assert not found([replace(f, lang="fr") for f in two(*CLASH)])


def test_what_a_speaker_denies_is_read_as_denied() -> None:
    (said,) = facets([reading(("The firm", "denied", "that the valve had been shut by hand"))])
    assert clause(said) == "denies: that the valve had been shut by hand"


def test_of_a_large_claim_every_voice_is_read_before_any_is_read_twice() -> None:
    names = [f"Clerk {a}{b}" for a in "ABCDEF" for b in "abcde"]
    lines = [(names[n % 30], "said", f"{CLASH[0]} on the {n} of the month") for n in range(50)]
    said = list(facets([reading(*lines)]))
    read = conflicts.first_of_each(said, voices(said))
    assert len(read) == conflicts.READ
    assert {f.statement.speaker for f in read} == {f.statement.speaker for f in said}
    assert read == [f for f in said if f in read]


def crowd(count: int) -> list[Facet]:
    """So many clerks, each with a clause of his own."""
    lines = [
        (f"Clerk {chr(65 + n)}", "said", f"the captain stood at the wheel beside mate {chr(65 + n)}aro")
        for n in range(count)
    ]
    return list(facets([reading(*lines)]))


def asked_by(said: list[Facet], claims: int, reports: int, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The pairs that are read where so many claims of so many reports hold the same facets."""
    asked: list[tuple[str, str]] = []

    def read(left: str, right: str) -> Sides:
        asked.append((left, right))
        return OPPOSED

    monkeypatch.setattr(pair, "THREADS", 1)
    conflicts.found([(said, ())] * claims, voices(said), (), read, lambda a, b: 0.5, reports)
    return asked


def test_of_the_pairs_of_a_claim_those_of_most_promise_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    said = crowd(20)
    said[7] = replace(said[7], denies=True)
    read = asked_by(said, 1, 1, monkeypatch)
    assert len(read) == conflicts.EACH < 20 * 19 // 2
    denied = clause(said[7])
    assert sum(denied in pair for pair in read) == 19


def test_a_run_reads_so_many_pairs_and_no_more_and_with_many_reports_more(monkeypatch: pytest.MonkeyPatch) -> None:
    said = crowd(12)
    monkeypatch.setattr(conflicts, "ALL", 100)
    assert len(asked_by(said, 3, 10, monkeypatch)) == 100
    assert len(asked_by(said, 3, 70, monkeypatch)) == 140
    assert len(asked_by(said, 1, 10, monkeypatch)) == conflicts.EACH


def test_the_model_is_opened_once_however_many_pairs_are_read_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[int] = []

    def read(left: str, right: str) -> Sides:
        if not opened:
            time.sleep(0.05)  # as long as opening takes, no other pair may begin
            opened.append(1)
        return OPPOSED

    monkeypatch.setattr(pair, "THREADS", 4)
    said = crowd(8)
    conflicts.found([(said, ())], voices(said), (), read, lambda a, b: 0.9)
    assert len(opened) == 1


def test_how_many_pairs_are_read_at_a_time_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    said = crowd(8)
    sides = conflict.load().sides
    made = []
    for threads in (1, 4):
        monkeypatch.setattr(pair, "THREADS", threads)
        pair._logits.cache_clear()
        made.append(conflicts.found([(said, ())], voices(said), (), sides, lambda a, b: 0.9))
    assert made[0] == made[1]


def test_the_packaged_model_tells_a_conflict_from_another_matter() -> None:
    sides = conflict.load().sides
    assert max(sides(*CLASH)) == sides(*CLASH).opposed
    assert sides(*OTHER).opposed < 0.2


def test_neither_the_order_of_a_pair_nor_of_the_pairs_changes_a_reading() -> None:
    pairs = [CLASH, OTHER, (CLASH[0], OTHER[1])]
    model = conflict.load()
    made = [model.sides(*pair) for pair in pairs]
    again = replace(model, encoder=replace(model.encoder))  # with nothing remembered
    turned = {n: again.sides(pairs[n][1], pairs[n][0]) for n in random.Random(1).sample(range(3), 3)}
    assert [turned[n] for n in range(3)] == made


def test_a_case_is_weighed_anew_with_another_model(monkeypatch: pytest.MonkeyPatch) -> None:
    state = State((), (), (), (), "rules")
    before, digest = (state.key, state.found_key), packaged.digest
    monkeypatch.setattr(packaged, "digest", lambda name: "another" if name == conflict.NAME else digest(name))
    assert (state.key != before[0], state.found_key == before[1]) == (True, True)
    monkeypatch.setattr(packaged, "digest", lambda name: "another" if name == question.NAME else digest(name))
    assert (state.key != before[0], state.found_key != before[1]) == (True, True)


@settings(deadline=None)
@given(st.text(max_size=400), st.text(max_size=400))
def test_any_two_texts_are_read(first: str, second: str) -> None:
    sides = conflict.load().sides(first, second)
    assert min(sides) >= 0
    assert sum(sides) == pytest.approx(1, abs=0.001)
