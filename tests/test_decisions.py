"""What a person decides outranks what the machine found, is anchored to words, and is never lost."""

from dataclasses import replace
from typing import Any

import pytest

from decision_cases import claim_of, compared, decide, machine, readings, statement
from factories import make_report
from rashomon.decisions.exchange import from_dict, to_dict
from rashomon.decisions.lines import parse, write
from rashomon.decisions.propose import FIELDS, decision
from rashomon.errors import UsageError
from rashomon.model import (
    Decision,
    DecisionKind,
    DerivationKind,
    Dossier,
    Effect,
    Outcome,
    Reading,
    RelationKind,
    Stance,
)
from rashomon.readings import read_one

MERGE, SPLIT, RENAME = DecisionKind.MERGE_CLAIMS, DecisionKind.SPLIT_CLAIM, DecisionKind.RENAME_CLAIM
SPEAKER, STANCE, FIGURE = DecisionKind.SPEAKER, DecisionKind.STANCE, DecisionKind.FIGURE
RELATION, EDGE, ORIGINS = DecisionKind.RELATION, DecisionKind.EDGE, DecisionKind.ORIGINS
FURNITURE, MISSED, NOTE = DecisionKind.FURNITURE, DecisionKind.MISSED_STATEMENT, DecisionKind.NOTE

MOVED = "At least 500 people"
ABOUT = "About 300 people"
NIGHT = "that it had opened the gates at night"
DAWN = "the gates had been opened at dawn"


def report(name: str) -> str:
    return next(r.id for r in machine().reports if r.path == f"{name}.txt")


def source(name: str, dossier: Dossier | None = None) -> str:
    return next(s.id for s in (dossier or machine()).sources if s.name == name)


def outcome(dossier: Dossier, made: Decision) -> Outcome:
    return next(o for o in dossier.decisions if o.decision.id == made.id)


def undo(made: Decision, at: int = 30, who: str = "Ben") -> Decision:
    return decision(DecisionKind.UNDO, (), {"decision": made.id}, who, f"2032-07-01T10:{at}:00Z", "a mistake")


# --- one kind after the other: what it changes, and what stands beside it


def test_two_claims_become_one_with_the_statements_of_both() -> None:
    made = decide(MERGE, [claim_of(MOVED), claim_of(DAWN)])
    after = compared([made])
    assert claim_of(MOVED, after) == claim_of(DAWN, after)
    assert outcome(after, made).effect is Effect.APPLIED
    assert "moved from the valley" in outcome(after, made).machine


def test_a_claim_is_cut_in_two_and_each_keeps_its_own_figures() -> None:
    made = decide(SPLIT, [claim_of(MOVED), statement(MOVED).id])
    after = compared([made])
    assert claim_of(MOVED, after) != claim_of(ABOUT, after)
    figures = {f.id: f.span.exact for f in after.figures}
    cut = next(c for c in after.claims if c.id == claim_of(MOVED, after))
    assert [figures[f] for f in cut.figures] == ["At least 500 people"]


def test_a_claim_gets_another_name_beside_the_machines() -> None:
    made = decide(RENAME, [claim_of(MOVED)], label="How many were moved")
    after = compared([made])
    assert next(c.label for c in after.claims if c.id == claim_of(MOVED, after)) == "How many were moved"
    assert outcome(after, made).machine == "At least 500 people were moved from the valley below the Kellmoor dam"


def test_a_speaker_is_set_by_name_and_counts_as_that_person() -> None:
    made = decide(SPEAKER, [statement(DAWN).id], name="Ines Varga")
    after = compared([made])
    names = {s.id: s.name for s in after.sources}
    assert names[statement(DAWN, after).speaker or ""] == "Ines Varga"
    assert statement(DAWN, after).speaker == statement(ABOUT, after).speaker
    assert outcome(after, made).machine == "A spokesman for the Water Company"


def test_a_speaker_is_cleared() -> None:
    after = compared([decide(SPEAKER, [statement(DAWN).id])])
    assert statement(DAWN, after).speaker is None


def test_a_stance_changes_what_the_claim_says() -> None:
    made = decide(STANCE, [statement(NIGHT).id], stance="asserts")
    after = compared([made])
    assert statement(NIGHT, after).stance is Stance.ASSERTS
    assert outcome(after, made).machine == "denies"
    corrected = statement(NIGHT, after).id
    assert not [r for r in after.relations if r.kind is RelationKind.DENIES and r.left == corrected]


def test_a_figure_gets_other_bounds_and_keeps_what_was_not_said() -> None:
    figure = next(f for f in machine().figures if f.span.exact == MOVED)
    made = decide(FIGURE, [figure.id], low="270", high="600")
    after = compared([made])
    new = next(f for f in after.figures if f.span.exact == MOVED)
    assert (new.low, new.high, new.counted) == (270, 600, "people")
    assert outcome(after, made).machine == "500 to … people"
    corrected = statement(MOVED, after).id
    assert not [r for r in after.relations if r.kind is RelationKind.CONTRADICTS and corrected in (r.left, r.right)]


def test_a_relation_is_set_and_taken_away() -> None:
    pair = [statement(ABOUT).id, statement(MOVED).id]
    assert not [
        r for r in compared([decide(RELATION, pair, relation="none")]).relations if {r.left, r.right} == {*pair}
    ]
    found = [
        r for r in compared([decide(RELATION, pair, relation="qualifies")]).relations if {r.left, r.right} == {*pair}
    ]
    assert [(r.kind, r.reason) for r in found] == [(RelationKind.QUALIFIES, "decided by Ana: heard the tape")]


def test_an_edge_makes_one_origin_of_two() -> None:
    made = decide(EDGE, [report("echo"), report("wire")], edge="reprint")
    after = compared([made])
    edge = next(e for e in after.lineage if e.child == report("echo") and e.parent == report("wire"))
    assert (edge.kind, edge.direction_known) == (DerivationKind.REPRINT, True)
    assert outcome(after, made).effect is Effect.APPLIED


def test_an_edge_turns_round_and_goes() -> None:
    made = decide(EDGE, [report("echo"), report("wire")], edge="reprint")
    turned = decide(EDGE, [report("wire"), report("echo")], at=2, edge="rewrite")
    after = compared([made, turned])
    assert {(e.child, e.parent) for e in after.lineage if e.parent} == {(report("wire"), report("echo"))}
    gone = compared([made, decide(EDGE, [report("echo"), report("wire")], at=3, edge="none")])
    assert not [e for e in gone.lineage if e.parent]


def test_an_edge_that_makes_a_report_come_from_itself_is_an_orphan_that_says_so() -> None:
    ring = [("echo", "wire"), ("herald", "echo"), ("wire", "herald")]
    made = [decide(EDGE, [report(a), report(b)], at=n, edge="rewrite") for n, (a, b) in enumerate(ring)]
    after = compared(made)
    assert [outcome(after, one).effect for one in made] == [Effect.APPLIED, Effect.APPLIED, Effect.ORPHAN]
    assert "come from itself" in outcome(after, made[2]).reason


def test_two_origins_are_one_or_independent() -> None:
    pair = [source("Ines Varga"), source("Red Lantern")]
    before = next(s for s in machine().supports if s.claim_id == claim_of(MOVED))
    after = compared([decide(ORIGINS, pair, origins="one")])
    counted = next(s for s in after.supports if s.claim_id == claim_of(MOVED, after))
    assert counted.high == before.high - 1
    apart = compared([decide(ORIGINS, pair, origins="one"), decide(ORIGINS, pair, at=2, origins="independent")])
    assert next(s.high for s in apart.supports if s.claim_id == claim_of(MOVED, apart)) == before.high


def test_a_source_is_the_one_that_has_just_these_words() -> None:
    made = decide(ORIGINS, [source("A spokesman for the Water Company"), source("Red Lantern")], origins="one")
    assert outcome(compared([made]), made).effect is Effect.APPLIED


def test_a_note_follows_its_claim_into_a_merge() -> None:
    note = decide(NOTE, [claim_of(MOVED)], at=1, text="ask again")
    after = compared([note, decide(MERGE, [claim_of(MOVED), claim_of(DAWN)], at=2)])
    assert outcome(after, note).about == (claim_of(DAWN, after),)


def test_a_passage_marked_as_furniture_says_nothing() -> None:
    made = decide(
        FURNITURE, [report("herald")], exact="A spokesman for the Water Company said the gates had been opened at dawn."
    )
    after = compared([made])
    assert not [s for s in after.statements if DAWN in s.text]
    assert outcome(after, made).machine == "1 statement(s) taken from it"


def test_a_missed_statement_stands_by_its_exact_characters() -> None:
    made = decide(MISSED, [report("echo")], exact="The gates are forty years old", name="Ines Varga", stance="alleges")
    after = compared([made])
    added = statement("forty years old", after)
    assert (added.stance, added.made_by, added.speaker) == (Stance.ALLEGES, "person", source("Ines Varga", after))
    assert added.id in outcome(after, made).about


def test_marked_words_must_stand_there_once_or_say_where() -> None:
    with pytest.raises(UsageError, match="does not stand in"):
        decide(MISSED, [report("echo")], exact="The gates are fifty years old")
    with pytest.raises(UsageError, match="stands 5 times, at"):
        decide(FURNITURE, [report("wire")], exact="the")


@pytest.mark.parametrize("about", ["claim", "statement", "figure", "report", "source"])
def test_a_note_finds_what_it_is_about(about: str) -> None:
    ids = {
        "claim": claim_of(MOVED),
        "statement": statement(MOVED).id,
        "figure": machine().figures[1].id,
        "report": report("wire"),
        "source": source("Red Lantern"),
    }
    made = decide(NOTE, [ids[about]], text="ask again")
    assert outcome(compared([made]), made) == Outcome(made, Effect.APPLIED, about=(ids[about],))


def test_a_rating_is_kept_with_its_person_and_changes_nothing() -> None:
    made = decide(DecisionKind.RATING, [claim_of(MOVED)], rating="not proven", url="https://desk.example/12")
    after = compared([made])
    assert replace(after, decisions=()) == machine()
    assert outcome(after, made).about == (claim_of(MOVED),)


# --- several decisions about one thing


def test_the_latest_of_one_person_holds() -> None:
    first, second = (decide(STANCE, [statement(DAWN).id], at=n, stance=s) for n, s in ((1, "admits"), (2, "alleges")))
    after = compared([second, first])
    assert statement(DAWN, after).stance is Stance.ALLEGES
    assert [o.effect for o in after.decisions] == [Effect.SUPERSEDED, Effect.APPLIED]


def test_a_conflict_of_two_people_shows_both_and_the_latest_holds() -> None:
    first = decide(STANCE, [statement(DAWN).id], "Ana", 1, stance="admits")
    second = decide(STANCE, [statement(DAWN).id], "Ben", 2, stance="alleges")
    after = compared([first, second])
    assert statement(DAWN, after).stance is Stance.ALLEGES
    assert [o.effect for o in after.decisions] == [Effect.CONFLICT, Effect.CONFLICT]
    assert [("Ben" in o.reason, "Ana" in o.reason) for o in after.decisions] == [(True, False), (False, True)]


def test_two_people_who_agree_are_no_conflict() -> None:
    made = [decide(STANCE, [statement(DAWN).id], who, n, stance="admits") for n, who in enumerate(["Ana", "Ben"])]
    assert [o.effect for o in compared(made).decisions] == [Effect.APPLIED, Effect.APPLIED]


def test_a_merge_against_the_split_of_another_is_a_conflict() -> None:
    split = decide(SPLIT, [claim_of(MOVED), statement(MOVED).id], "Ana", 1)
    cut = compared([split])
    merge = decide(MERGE, [claim_of(MOVED, cut), claim_of(ABOUT, cut)], "Ben", 2, cut)
    after = compared([split, merge])
    assert claim_of(MOVED, after) == claim_of(ABOUT, after)
    assert [o.effect for o in after.decisions] == [Effect.CONFLICT, Effect.CONFLICT]


def test_an_undone_decision_changes_nothing_and_is_still_there() -> None:
    made = decide(STANCE, [statement(DAWN).id], stance="admits")
    after = compared([made, undo(made)])
    assert replace(after, decisions=()) == machine()
    assert outcome(after, made).effect is Effect.UNDONE
    assert outcome(after, made).about == (statement(DAWN).id,)
    assert outcome(after, made).reason == "by Ben: a mistake"


def test_an_undoing_can_be_undone() -> None:
    made = decide(STANCE, [statement(DAWN).id], stance="admits")
    back = undo(made)
    assert statement(DAWN, compared([made, back, undo(back, 31)])).stance is Stance.ADMITS


# --- anchors: the words, or nothing


def reread(**texts: str) -> list[Reading]:
    """The readings with other texts under the names of some reports."""
    held = {r.report.path.removesuffix(".txt"): r for r in readings()}
    for name, text in texts.items():
        old = held[name].report
        report = make_report(text, path=old.path, outlet=old.outlet, published=old.published)
        held[name] = read_one(report, extractor="rules")
    return list(held.values())


def test_a_decision_whose_report_has_other_bytes_is_an_orphan_that_says_so() -> None:
    made = decide(STANCE, [statement(DAWN).id], stance="admits")
    after = compared([made], reread(herald="A spokesman for the Water Company said the gates had been opened at dawn."))
    assert statement(DAWN, after).stance is Stance.ASSERTS
    assert (outcome(after, made).effect, "is not in the case" in outcome(after, made).reason) == (Effect.ORPHAN, True)


def test_the_same_bytes_read_to_other_text_are_never_anchored_by_guess() -> None:
    made = decide(STANCE, [statement(DAWN).id], stance="admits")
    held = [
        replace(r, report=replace(r.report, text="\n" + r.report.text), statements=()) if "dawn" in r.report.text else r
        for r in readings()
    ]
    found = outcome(compared([made], held), made)
    assert found.effect is Effect.ORPHAN
    assert "the same words now stand at" in found.reason


def test_a_statement_that_a_new_model_no_longer_finds_stands_with_what_was_decided() -> None:
    made = decide(STANCE, [statement(DAWN).id], stance="admits")
    held = [replace(r, statements=tuple(s for s in r.statements if DAWN not in s.text)) for r in readings()]
    after = compared([made], held)
    assert statement(DAWN, after).stance is Stance.ADMITS
    assert outcome(after, made).effect is Effect.APPLIED


def test_a_claim_is_known_again_by_most_of_its_statements() -> None:
    made = decide(RENAME, [claim_of(MOVED)], label="How many were moved")
    held = [r for r in readings() if r.report.path != "echo.txt"]
    after = compared([made], held)
    assert [c.label for c in after.claims if c.id == claim_of(MOVED, after)] == ["How many were moved"]


def test_no_decision_is_ever_missing_from_the_ledger() -> None:
    made = [
        decide(STANCE, [statement(DAWN).id], at=1, stance="admits"),
        decide(RENAME, [claim_of(MOVED)], at=2, label="x"),
        decide(EDGE, [report("echo"), report("wire")], at=3, edge="reprint"),
        decide(ORIGINS, [source("Ines Varga"), source("Red Lantern")], at=4, origins="one"),
        decide(NOTE, [report("wire")], at=5, text="x"),
    ]
    after = compared(made, [])
    assert {o.decision.id for o in after.decisions} == {d.id for d in made}
    assert {o.effect for o in after.decisions} == {Effect.ORPHAN}


# --- fields, and the way out and in


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        (STANCE, {"stance": "lies"}, "one of: asserts"),
        (STANCE, {}, "needs stance"),
        (STANCE, {"mood": "x"}, "no field 'mood'"),
        (FIGURE, {"low": "many"}, "is not a number"),
    ],
)
def test_a_wrong_field_is_named(kind: DecisionKind, value: dict[str, str], says: str) -> None:
    about = machine().figures[0].id if kind is FIGURE else statement(DAWN).id
    with pytest.raises(UsageError, match=says):
        decide(kind, [about], "Ana", 1, None, **value)


def test_an_id_that_is_none_of_the_dossier_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no claim, statement"):
        decide(STANCE, ["s-0000000000000000"], stance="admits")
    with pytest.raises(UsageError, match="needs 2 ids"):
        decide(MERGE, [claim_of(MOVED)])


def test_every_kind_says_what_its_fields_are() -> None:
    assert set(FIELDS) == set(DecisionKind)


def test_decisions_go_out_as_lines_and_come_back_the_same() -> None:
    made = [decide(STANCE, [statement(DAWN).id], stance="admits"), decide(RENAME, [claim_of(MOVED)], label="“x”\n")]
    assert parse(write(made, "case-1").encode(), "f.jsonl") == tuple(made)


def changed(**fields: Any) -> dict[str, Any]:
    return {**to_dict(decide(STANCE, [statement(DAWN).id], stance="admits")), **fields}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (changed(who="Ben"), "was changed"),
        (changed(value={"stance": "alleges"}), "was changed"),
        (changed(kind="verdict"), "not a decision"),
        (changed(anchors=[{"report": "x"}]), "not a decision"),
        (changed(who=" "), "without the name"),
        ([], "not a decision"),
    ],
)
def test_a_decision_that_was_changed_on_its_way_is_refused(row: object, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        from_dict(row)


@pytest.mark.parametrize("data", [b"", b"[]", b'{"schema": "other/1"}', b"\xff", b"[" * 100_000])
def test_what_is_no_file_of_decisions_is_refused(data: bytes) -> None:
    with pytest.raises(UsageError, match=r"f\.jsonl: "):
        parse(data, "f.jsonl")
