"""Which figures stand on one axis: the same people and fate, of one time, of one event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from factories import bridge_case, find, make_report, said
from rashomon.claims.scopes import sights
from rashomon.model import Claim, Figure, Reading, Span, Stance, When, claim_id, figure_id
from rashomon.views.figures import Ladder, every_ladder
from rashomon.views.index import Index

DAY = "2031-05-06"
Row = tuple[str, str, float, str, str]
"""A sentence, the figure's words in it, its number, what is counted and what befell it."""


def ladders_of(*reports: Sequence[Row], times: Sequence[tuple[str, str, str]] = (), unit: str = "") -> list[Ladder]:
    """The ladders of one claim that holds every sentence; each report is some sentences of its outlet."""
    readings, statements = [], []
    for number, rows in enumerate(reports):
        report = make_report(" ".join(row[0] for row in rows), outlet=f"Outlet {number}", published=DAY)
        lines = [said(report, row[0]) for row in rows]
        figures = tuple(
            figure(report.id, find(report, words), value, counted, scope, line.id, unit)
            for (_, words, value, counted, scope), line in zip(rows, lines, strict=True)
        )
        when = tuple(When(find(report, w), a, b, "month") for w, a, b in times if w in report.text)
        readings.append(Reading(report, tuple(lines), (), figures, when))
        statements += lines
    ids = tuple(s.id for s in statements)
    claim = Claim(claim_id(ids), "The strike", ids, tuple(f.id for r in readings for f in r.figures))
    made = replace(bridge_case(), readings=tuple(readings), sources=(), claims=(claim,), supports=(), relations=())
    return every_ladder(Index.of(replace(made, lineage=(), drifts=(), headlines=())))


def figure(report: str, span: Span, value: float, counted: str, scope: str, statement: str, unit: str = "") -> Figure:
    return Figure(
        figure_id(report, span, value, value, unit),
        report,
        span,
        value,
        value,
        unit,
        counted,
        scope,
        statement=statement,
    )


def shown(found: Sequence[Ladder]) -> dict[str, list[float | None]]:
    return {ladder.title: [rung.low for rung in ladder.rungs] for ladder in found}


def test_a_toll_is_one_question_whether_a_noun_is_printed_or_not() -> None:
    found = ladders_of(
        [("The strike killed 12 people.", "12 people", 12, "people", "killed")],
        [("The strike killed 15.", "15", 15, "", "killed")],
        [("The toll is 17 dead.", "17 dead", 17, "dead", "killed")],
    )
    assert shown(found) == {"How many people killed": [12, 15, 17]}


def test_a_number_of_years_is_no_count_over_a_longer_time() -> None:
    found = ladders_of(
        [("The mill stood idle for 12 years.", "12 years", 12, "", "")],
        [("It was 15 years before the mill ran.", "15 years", 15, "", "")],
        unit="years",
    )
    assert shown(found) == {"How many years": [12, 15]}


def test_who_the_dead_were_is_a_dispute_about_the_same_dead() -> None:
    found = ladders_of(
        [("The strike killed 14 fighters.", "14 fighters", 14, "fighters", "killed")],
        [("The strike killed 31 civilians.", "31 civilians", 31, "civilians", "killed")],
    )
    assert shown(found) == {"How many people killed": [14, 31]}


def test_a_kind_that_is_counted_beside_the_whole_is_no_rival_of_it() -> None:
    found = ladders_of(
        [
            ("The strike killed 22 people.", "22 people", 22, "people", "killed"),
            ("It killed six civilians.", "six civilians", 6, "civilians", "killed"),
        ],
        [("The strike killed eight civilians.", "eight civilians", 8, "civilians", "killed")],
    )
    assert shown(found) == {"How many people killed": [22], "How many civilians killed": [6, 8]}


def test_others_hurt_beside_the_dead_are_the_hurt() -> None:
    found = ladders_of(
        [("Some 50 others were injured.", "50 others", 50, "others", "injured")],
        [("It injured 60 people.", "60 people", 60, "people", "injured")],
    )
    assert shown(found) == {"How many people injured": [50, 60]}


def test_villages_and_people_are_not_counted_together() -> None:
    found = ladders_of(
        [("Buses left two besieged villages.", "two besieged villages", 2, "besieged villages", "evacuated")],
        [("Some 3,000 people were evacuated.", "3,000 people", 3000, "people", "evacuated")],
    )
    assert sorted(shown(found).values()) == [[2], [3000]]


def test_the_dead_of_another_year_stand_apart_and_say_when() -> None:
    found = ladders_of(
        [("The strike killed 12 people.", "12 people", 12, "people", "killed")],
        [("The strike killed 15 people.", "15 people", 15, "people", "killed")],
        [("A strike in August 2027 killed 90 people.", "90 people", 90, "people", "killed")],
        times=[("in August 2027", "2027-08-01", "2027-08-31")],
    )
    assert shown(found) == {"How many people killed": [12, 15], "How many people killed, in August 2027": [90]}


def test_reports_that_look_back_are_compared_all_the_same() -> None:
    found = ladders_of(
        [("The strike in August 2027 killed 90 people.", "90 people", 90, "people", "killed")],
        [("The strike killed 85 people.", "85 people", 85, "people", "killed")],
        times=[("in August 2027", "2027-08-01", "2027-08-31")],
    )
    assert list(shown(found).values()) == [[85, 90]]


def test_the_dead_of_a_whole_war_are_not_those_of_one_strike() -> None:
    found = ladders_of(
        [("The strike killed 12 people.", "12 people", 12, "people", "killed")],
        [("The war, which began in 2025, has killed 40,000 people.", "40,000 people", 40000, "people", "killed")],
        times=[("2025", "2025-01-01", "2025-12-31")],
    )
    assert shown(found) == {"How many people killed": [12], "How many people killed, over a longer time": [40000]}


@pytest.mark.parametrize(
    "second",
    [
        "Three people were also killed in another village.",
        "Elsewhere three people were killed by a mine.",
        "Three people died in the town of Orsk.",
    ],
)
def test_a_second_event_of_one_report_has_a_ladder_of_its_own(second: str) -> None:
    words = "Three people" if second.startswith("Three") else "three people"
    found = ladders_of(
        [
            ("A shell killed 18 people in the town of Tal Brin.", "18 people", 18, "people", "killed"),
            (second, words, 3, "people", "killed"),
        ],
        [("Doctors counted 21 dead in Tal Brin.", "21 dead", 21, "dead", "killed")],
    )
    assert sorted(shown(found).values()) == [[3], [18, 21]]


def test_a_toll_that_rises_is_one_event() -> None:
    found = ladders_of(
        [
            ("The toll was 18 on Monday.", "18", 18, "", "killed"),
            ("It also rose to 21 on Tuesday.", "21", 21, "", "killed"),
        ],
        times=[("Monday", "2031-05-05", "2031-05-05"), ("Tuesday", "2031-05-06", "2031-05-06")],
    )
    assert list(shown(found).values()) == [[18, 21]]


def test_what_happened_days_before_is_told_of_by_the_way() -> None:
    found = ladders_of(
        [("A bomb killed six people.", "six people", 6, "people", "killed")],
        [("A bomb killed seven people.", "seven people", 7, "people", "killed")],
        [("Buses ran again days after a blast killed 120 people.", "120 people", 120, "people", "killed")],
    )
    assert shown(found) == {"How many people killed": [6, 7], "How many people killed, earlier": [120]}


def test_other_figures_say_of_which_time_they_are() -> None:
    found = ladders_of(
        [("A strike in August 2027 killed 90 people.", "90 people", 90, "people", "killed")],
        [("The strike killed 15 people.", "15 people", 15, "people", "killed")],
        [("The strike killed 15 people!", "15 people", 15, "people", "killed")],
        times=[("in August 2027", "2027-08-01", "2027-08-31")],
    )
    assert {ladder.what for ladder in found} == {"people killed", "people killed, in August 2027"}


def test_a_short_ladder_keeps_its_two_ends() -> None:
    (found,) = ladders_of(
        *(
            [(f"The flood killed {n} people.", f"{n} people", n, "people", "killed")]
            for n in (4, 11, 14, 27, 38, 41, 120)
        )
    )
    assert [rung.low for rung in found.split(4)[0]] == [4, 27, 41, 120]


def test_what_a_video_shows_is_no_toll() -> None:
    report = make_report("A video showed 12 bodies. The mayor said 80 people died.", outlet="Post", published=DAY)
    lines = [said(report, "12 bodies", "A video", "showed"), said(report, "80 people died", "The mayor", "said")]
    figures = (
        figure(report.id, find(report, "12 bodies"), 12, "bodies", "killed", lines[0].id),
        figure(report.id, find(report, "80 people"), 80, "people", "killed", lines[1].id),
    )
    ids = tuple(line.id for line in lines)
    claim = Claim(claim_id(ids), "The strike", ids, tuple(f.id for f in figures))
    made = replace(bridge_case(), readings=(Reading(report, tuple(lines), (), figures),), claims=(claim,), supports=())
    found = every_ladder(Index.of(replace(made, relations=(), lineage=(), drifts=(), headlines=())))
    assert sorted((ladder.part, ladder.rungs[0].low) for ladder in found) == [(False, 80), (True, 12)]


@pytest.mark.parametrize(
    "second",
    [
        "Some 52 bodies lay in the school alone.",
        "Then 52 dead were brought to one clinic.",
        "Later 52 more people died.",
    ],
)
def test_a_count_of_one_place_or_of_more_is_no_rival(second: str) -> None:
    words = next(w for w in ("52 bodies", "52 dead", "52 more people") if w in second)
    found = ladders_of(
        [
            ("The flood killed 90 people.", "90 people", 90, "people", "killed"),
            (second, words, 52, words.removeprefix("52 "), "killed"),
        ],
        [("The flood killed 120 people.", "120 people", 120, "people", "killed")],
    )
    assert sorted((ladder.part, [r.low for r in ladder.rungs]) for ladder in found) == [
        (False, [90, 120]),
        (True, [52]),
    ]


def test_a_dispute_is_not_parted_by_words_that_are_more_alike() -> None:
    found = ladders_of(
        [
            ("A shell killed 18 people in the market.", "18 people", 18, "people", "killed"),
            ("Elsewhere three people were killed by a mine on the road.", "three people", 3, "people", "killed"),
        ],
        [("A mine on the road or a shell killed 21.", "21", 21, "", "killed")],
        [("The army says nine people were killed by a mine on the road.", "nine people", 9, "people", "killed")],
    )
    assert sorted(shown(found).values()) == [[3], [9, 18, 21]]


def test_the_deadliest_in_years_is_a_count_of_one_day() -> None:
    found = ladders_of(
        [("The blast killed 48 people in the deadliest attack in years.", "48 people", 48, "people", "killed")],
        [("The blast killed 44 people.", "44 people", 44, "people", "killed")],
    )
    assert shown(found) == {"How many people killed": [44, 48]}


def test_more_who_were_hurt_beside_the_dead_are_no_part() -> None:
    found = ladders_of(
        [
            ("The blast killed 48 people.", "48 people", 48, "people", "killed"),
            ("It left 60 more wounded.", "60", 60, "", "injured"),
        ],
        [("The blast wounded 70 people.", "70 people", 70, "people", "injured")],
    )
    assert shown(found) == {"How many people killed": [48], "How many people injured": [60, 70]}


def test_a_report_of_another_town_has_a_ladder_of_its_own() -> None:
    found = ladders_of(
        [("A shell killed 18 people in the town of Tal Brin.", "18 people", 18, "people", "killed")],
        [("A raid killed five people in the town of Ambry.", "five people", 5, "people", "killed")],
        [("Doctors counted 21 dead in the town of Tal Brin.", "21 dead", 21, "dead", "killed")],
        [("The strike killed 20 people.", "20 people", 20, "people", "killed")],
    )
    assert sorted(shown(found).values()) == [[5], [18, 20, 21]]
    assert "How many people killed, Ambry" in shown(found)


def test_the_sum_that_a_report_makes_says_so_and_its_parts_are_no_rivals() -> None:
    found = ladders_of(
        [
            ("The toll was 26 dead.", "26 dead", 26, "dead", "killed"),
            ("23 people died at the gate.", "23 people", 23, "people", "killed"),
            ("Three people died in the fire.", "Three people", 3, "people", "killed"),
        ],
        [("It killed 27 people.", "27 people", 27, "people", "killed")],
    )
    total, parts = sorted(found, key=lambda ladder: ladder.part)
    assert [(rung.low, [f.span.exact for f in rung.adds]) for rung in total.rungs] == [
        (26, ["23 people", "Three people"]),
        (27, []),
    ]
    assert total.rungs[0].notes == ("the report's sum of “23 people” + “Three people”",)
    assert [(rung.low, rung.notes) for rung in parts.rungs] == [
        (3, ("part of “26 dead”",)),
        (23, ("part of “26 dead”",)),
    ]


def test_the_sum_of_two_towns_is_no_rival_of_the_count_of_one() -> None:
    found = ladders_of(
        [
            ("Attacks killed ten people.", "ten people", 10, "people", "killed"),
            ("Rockets killed six people in the town of Tal Brin.", "six people", 6, "people", "killed"),
            ("Shells killed four people in the town of Ambry.", "four people", 4, "people", "killed"),
        ],
        [("Rockets killed seven people in the town of Tal Brin.", "seven people", 7, "people", "killed")],
    )
    assert sorted(shown(found).values()) == [[4], [6, 7], [10]]
    assert "How many people killed, in all" in shown(found)


def test_a_number_printed_twice_and_the_end_of_a_range_say_so() -> None:
    report = make_report("Up to 27, at least 23: 23 to 27 people died, 23 people. Then: 23 people.", published=DAY)
    line = said(report, report.text)
    span = find(report, "23 to 27 people")
    range_ = replace(figure(report.id, span, 23, "people", "killed", line.id), high=27.0)
    first = report.text.index("died, 23 people") + 6
    twice = [report.span(first, first + 9), report.span(report.text.rindex("23"), report.text.rindex("23") + 9)]
    figures = (range_, *(figure(report.id, s, 23, "people", "killed", line.id) for s in twice))
    claim = Claim(claim_id([line.id]), "The fire", (line.id,), tuple(f.id for f in figures))
    made = replace(bridge_case(), readings=(Reading(report, (line,), (), figures),), claims=(claim,), supports=())
    (found,) = every_ladder(Index.of(replace(made, relations=(), lineage=(), drifts=(), headlines=())))
    assert [(r.low, r.high, r.times, r.ends and r.ends.span.exact) for r in found.rungs] == [
        (23, 23, 2, "23 to 27 people"),
        (23, 27, 1, None),
    ]
    assert (found.rungs[0].carried, found.rungs[0].notes) == ("printed twice", ("one end of “23 to 27 people”",))
    assert (found.rungs[1].carried, found.rungs[1].notes) == ("", ())


def test_areas_that_rebels_hold_are_no_fighters() -> None:
    found = ladders_of(
        [("The army took two rebel-held areas.", "two rebel-held areas", 2, "rebel-held areas", "")],
        [("The army took nine rebels.", "nine rebels", 9, "rebels", "")],
    )
    assert sorted(shown(found).values()) == [[2], [9]]


def test_a_number_that_is_printed_again_is_of_the_place_that_it_had_before() -> None:
    found = ladders_of(
        [
            ("Shells killed four people in the town of Ambry.", "four people", 4, "people", "killed"),
            ("The attack killed 4 people at noon.", "4 people", 4, "people", "killed"),
        ],
        [("Rockets killed six people in the town of Tal Brin.", "six people", 6, "people", "killed")],
        [("Rockets killed seven people in the town of Tal Brin.", "seven people", 7, "people", "killed")],
    )
    assert sorted(shown(found).values()) == [[4], [6, 7]]


def test_what_one_hospital_received_is_a_part() -> None:
    found = ladders_of(
        [("Shells hurt 40 people.", "40 people", 40, "people", "injured")],
        [("The nurse said her hospital treated 12 injured people.", "12 injured people", 12, "people", "injured")],
    )
    assert sorted((ladder.part, ladder.rungs[0].low) for ladder in found) == [(False, 40), (True, 12)]


def test_two_places_that_one_report_names_are_two_events() -> None:
    found = ladders_of(
        [
            ("A raid killed 20 people near Ostra.", "20 people", 20, "people", "killed"),
            ("One raid killed six people in Kellin.", "six people", 6, "people", "killed"),
        ],
        [("The raid near Ostra killed 22 people.", "22 people", 22, "people", "killed")],
    )
    assert sorted(shown(found).values()) == [[6], [20, 22]]


def test_what_one_report_calls_a_village_is_a_village_in_all() -> None:
    found = ladders_of(
        [
            ("A mine killed four people in the village of Dorrin.", "four people", 4, "people", "killed"),
            ("A blast killed 26 people in the town of Ambry.", "26 people", 26, "people", "killed"),
        ],
        [("In Dorrin a mine killed five people.", "five people", 5, "people", "killed")],
        [("A blast in Ambry killed 27 people.", "27 people", 27, "people", "killed")],
    )
    assert sorted(shown(found).values()) == [[4, 5], [26, 27]]


def test_who_were_pulled_out_alive_are_not_the_dead() -> None:
    found = ladders_of(
        [("The raid killed 12 people.", "12 people", 12, "people", "killed")],
        [("A raid killed 14 people.", "14 people", 14, "people", "killed")],
        [("Firemen pulled ten people alive from the rubble.", "ten people", 10, "people", "")],
    )
    assert sorted(values for values in shown(found).values()) == [[10], [12, 14]]


def test_a_number_that_is_called_exaggerated_is_denied() -> None:
    found = ladders_of(
        [("The raid killed 12 people.", "12 people", 12, "people", "killed")],
        [("Talk of 40 people killed is exaggerated.", "40 people", 40, "people", "killed")],
    )
    assert [(rung.low, rung.denied) for ladder in found for rung in ladder.rungs] == [(12, False), (40, True)]


@pytest.mark.parametrize(
    ("words", "denied"),
    [
        ("the cuts had anything to do with the crash, in which 12 people died", False),
        ("any part in the raid that killed 12 people", False),
        ("that the raid killed 12 people", True),
        ("that 12 people died, as the mayor had said", True),
    ],
)
def test_a_number_given_by_the_way_is_not_denied_with_the_rest(words: str, denied: bool) -> None:
    report = make_report(f"The board denied {words}.")
    line = said(report, words, "The board", "denied", stance=Stance.DENIES)
    number = figure(report.id, find(report, "12 people"), 12, "people", "killed", line.id)
    seen = sights([Reading(report, (line,), (), (number,))])
    assert seen[number.id].denied is denied


@pytest.mark.parametrize(("cue", "denied"), [("said", False), ("denied that", True)])
def test_not_one_is_said_and_not_denied_unless_somebody_denies_it(cue: str, denied: bool) -> None:
    report = make_report(f"The board {cue} not one krone has been taken.")
    line = said(report, "not one krone has been taken", "The board", cue, stance=Stance.DENIES)
    number = figure(report.id, find(report, "not one krone"), 0, "krone", "", line.id)
    assert sights([Reading(report, (line,), (), (number,))])[number.id].denied is denied
