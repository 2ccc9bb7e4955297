"""What changed on the way from one report to the next, and what only was said otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claim_cases import Line, derived, reading
from rashomon.claims.drift import drifts, earlier
from rashomon.model import Change, DerivationKind, Drift, Stance

BEFORE: Line = ("First mate Orn Task", "said", "almost 900 pilgrims had been on board the barge")


def between(parent: Line, child: Line) -> tuple[Drift, ...]:
    """The drifts from one sentence to another, each in a report of its own."""
    first, second = reading(parent), reading(child, outlet="Vell Post", published="2024-05-05")
    return drifts([first, second], [derived(second, first)], ())


def changed(parent: Line, child: Line) -> set[Change]:
    """The kinds alone."""
    return {change for drift in between(parent, child) for change in drift.changes}


@pytest.mark.parametrize(
    ("parent", "child", "expected"),
    [
        # a bound is lost: another number
        (
            BEFORE,
            (*BEFORE[:2], "900 pilgrims had been on board the barge"),
            {Change.FIGURE_CHANGED, Change.HEDGE_DROPPED},
        ),
        # another number altogether
        (BEFORE, (*BEFORE[:2], "1,100 pilgrims had been on board the barge"), {Change.FIGURE_CHANGED}),
        # nobody says it any more
        (BEFORE, ("", "", "almost 900 pilgrims had been on board the barge"), {Change.ATTRIBUTION_DROPPED}),
        # nobody that could be asked says it
        (
            BEFORE,
            ("several sources", "said", "almost 900 pilgrims had been on board the barge"),
            {Change.ATTRIBUTION_LAUNDERED},
        ),
        (
            ("An official", "said", "there may have been a patrol in the vicinity"),
            ("An official", "said", "there had been a patrol in the vicinity"),
            {Change.HEDGE_DROPPED},
        ),
        # a name lost: anybody may be 'a resident'
        (
            ("Aron Sundt", "said", "the mud came down the street without a sound"),
            ("one resident", "recalled", "the mud came down the street without a sound"),
            {Change.ATTRIBUTION_LAUNDERED},
        ),
        # the outlet makes it its own finding
        (
            ("Aron Sundt", "alleged", "the watchmen of the mine had reported cracks"),
            ("the Post", "has learned", "the watchmen of the mine had reported cracks"),
            {Change.ATTRIBUTION_LAUNDERED},
        ),
        # a quotation cut before its condition
        (
            ("Captain Orn", "said", '"the barge could not enter a harbour held by an armed group without an order"'),
            ("Captain Orn", "said", '"the barge could not enter a harbour held by an armed group"'),
            {Change.MEANING_CHANGED},
        ),
        (
            ("The film", "said", "880 supporters had left on the barge"),
            ("The film", "said", "880 fighters had left on the barge"),
            {Change.NOUN_CHANGED},
        ),
        (
            ("The ministry", "believes", "the fire at the Ordin shed was started deliberately"),
            ("The ministry", "proved", "the fire at the Ordin shed was started deliberately"),
            {Change.VERB_STRENGTHENED},
        ),
        (
            ("The film", "said", "the pilgrims left the burning harbour of Ordin"),
            ("The film", "said", "the pilgrims fled the burning harbour of Ordin"),
            {Change.VERB_STRENGTHENED},
        ),
        (
            ("The clerk", "said", "the guards had sealed the ventilation door"),
            ("The clerk", "said", "the guards had not sealed the ventilation door"),
            {Change.MEANING_CHANGED},
        ),
    ],
)
def test_what_changed(parent: Line, child: Line, expected: set[Change]) -> None:
    assert expected <= changed(parent, child)


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        # why somebody is not named is no denial
        (
            ("A diplomat, unnamed as the findings are not public,", "said", "foreign officers drew up the target list"),
            ("a diplomat", "said", "foreign officers drew up the target list"),
        ),
        # what is without something is what it was
        (
            ("The clerk", "said", "the harbour had been held by an armed group without an order from the court"),
            ("The clerk", "said", "the harbour had been held by an armed group from the hills"),
        ),
        # what a reporter asked is no statement
        (
            ("", "", "Did the guards of the Ordin shed ignore the warnings?"),
            ("The clerk", "denied", "that the guards of the Ordin shed had ignored the warnings"),
        ),
        # who wants the march and who goes on it
        (
            ("The union", "called", "on every spinner and weaver in the valley to walk to the bridge"),
            ("", "", "They will walk past the bridge again in the snow"),
        ),
        (BEFORE, BEFORE),
        # the same in other words
        (BEFORE, (BEFORE[0], "told reporters", "almost 900 pilgrims were aboard the barge")),
        # passive and active
        (
            ("The line", "said", "two deckhands of the barge have been suspended"),
            ("The line", "said", "it had suspended two deckhands of the barge"),
        ),
        # another speaker's own number is a claim of his own
        (BEFORE, ("The ministry", "said", "no more than 400 pilgrims had been on board the barge")),
    ],
)
def test_what_is_no_drift(parent: Line, child: Line) -> None:
    assert not changed(parent, child)


def test_the_reason_names_the_words_and_the_spans_hold_them() -> None:
    found = between(BEFORE, (*BEFORE[:2], "900 pilgrims had been on board the barge"))
    assert len(found) == 1
    assert "'almost 900' became '900'" in found[0].reason
    assert "almost 900" in found[0].parent.exact
    assert "900" in found[0].child.exact


def test_the_reason_prints_the_words_as_they_stand() -> None:
    (drift,) = between(
        ("The film", "said", "880 supporters had left on the barge"),
        ("The film", "said", "880 fighters had left on the barge"),
    )
    assert "'supporters' became 'fighters'" in drift.reason


def test_no_edge_no_drift() -> None:
    first, second = (
        reading(BEFORE),
        reading((*BEFORE[:2], "900 pilgrims had been on board the barge"), outlet="Vell Post"),
    )
    assert drifts([first, second], [], ()) == ()


def test_reports_in_two_languages_are_not_compared_word_by_word() -> None:
    first, second = (
        reading(BEFORE),
        reading((*BEFORE[:2], "900 pilgrims had been on board the barge"), outlet="Vell Post"),
    )
    foreign = replace(second, report=replace(second.report, lang="fr"))
    assert drifts([first, foreign], [derived(foreign, first)], ()) == ()


def test_order_of_input_changes_nothing() -> None:
    first = reading(BEFORE, ("The union", "alleged", "guards had sealed the door", Stance.ALLEGES))
    second = reading((*BEFORE[:2], "900 pilgrims had been on board the barge"), outlet="Vell Post")
    edges = [derived(second, first)]
    assert drifts([first, second], edges, ()) == drifts([second, first], edges, ())


def test_a_number_of_a_translation_is_compared() -> None:
    first = reading(BEFORE)
    second = reading((*BEFORE[:2], "1,100 pilgrims had been on board the barge"), outlet="Vell Post")
    foreign = replace(second, report=replace(second.report, lang="fr"))
    edge = replace(derived(foreign, first), kind=DerivationKind.TRANSLATION)
    assert [d.changes for d in drifts([first, foreign], [edge], ())] == [(Change.FIGURE_CHANGED, Change.HEDGE_DROPPED)]


def test_a_lost_hedge_in_an_outlets_own_correction_is_no_drift() -> None:
    first = reading(("An official", "said", "there may have been a patrol in the vicinity"))
    second = reading(("An official", "said", "there had been a patrol in the vicinity"), published="2024-05-05")
    assert drifts([first, second], [derived(second, first)], ()) != ()
    moved = reading(
        ("", "", "Corrects the words of the official"),
        ("An official", "said", "there had been a patrol in the vicinity"),
        published="2024-05-05",
    )
    assert drifts([first, moved], [derived(moved, first)], ()) == ()


def test_what_cites_a_body_is_compared_with_the_bodys_own_release() -> None:
    words = "the fire at the Ordin shed was started deliberately"
    release = reading(("The Council of Ordin", "believes", words), outlet="Council of Ordin")
    other = reading(("The Council", "proved", words), outlet="Vell Post", published="2024-05-06")
    assert [d.changes for d in drifts([release, other], [], ())] == [(Change.VERB_STRENGTHENED,)]


def test_a_day_is_not_before_its_own_hours() -> None:
    assert earlier("2024-05-04", "2024-05-05T09:00")
    assert not earlier("2024-05-04", "2024-05-04T09:00")
    assert not earlier("", "2024-05-04")


def test_a_scrap_is_not_where_a_long_clause_comes_from() -> None:
    child = ("First mate Orn Task", "said", "some 30 pilgrims of the Tarn union, no guns among them, left the barge")
    assert not between(("The guard", "said", "no guns"), child)
