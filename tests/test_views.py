"""The rows that the terminal and the page show."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import bridge_case, counted, find, make_report, make_source, said
from rashomon.errors import UsageError
from rashomon.export import table
from rashomon.model import (
    Change,
    Derivation,
    DerivationKind,
    Dossier,
    OriginGroup,
    Reading,
    SourceKind,
    Stance,
    Status,
    Support,
)
from rashomon.views import words
from rashomon.views.claims import Position, claim_views, denials, tellings
from rashomon.views.counted import title
from rashomon.views.drift import cards, changed_words, explained
from rashomon.views.families import families
from rashomon.views.figures import Scale, agreed, every_ladder, extremes, ladders, scale
from rashomon.views.grid import grid
from rashomon.views.index import Index, find_report, outlet
from rashomon.views.safe import harmless, in_quotes, line
from rashomon.views.summary import outrun, source_views, summary, unresolved


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.of(bridge_case())


def test_a_claim_shows_who_stands_where_and_who_reversed(index: Index) -> None:
    (view,) = claim_views(index)
    assert view.disputed
    assert [(v.position, v.name) for v in view.voices] == [
        (Position.ASSERTS, "Roads Board"),
        (Position.ASSERTS, "Orla Fennick"),
        (Position.ASSERTS, "source not stated"),
        (Position.DENIES, "Roads Board"),
    ]
    (turn,) = view.reversals
    assert (turn.name, turn.before.stance, turn.after.stance) == ("Roads Board", Stance.DENIES, Stance.ADMITS)


def test_the_same_words_of_the_same_speaker_are_told_once_with_every_other_printing() -> None:
    wire = make_report("The Roads Board said: “the bridge was closed”.", outlet="Northern Press")
    copy = make_report("The bridge was closed, the Roads Board said: the bridge was closed.", outlet="Brannick Echo")
    board = make_source("Roads Board")
    here = said(wire, "the bridge was closed", "The Roads Board", "said", speaker=board.id)
    again = said(copy, "the bridge was closed", "the Roads Board", "said", speaker=board.id)
    own = said(copy, "The bridge was closed")
    readings = (Reading(wire, (here,)), Reading(copy, (again, own)))
    index = Index.of(replace(bridge_case(), readings=readings, sources=(board,)))
    assert [(t.first, t.again) for t in tellings(index, [here, again, own])] == [(here, (again,)), (own, ())]


def test_a_denial_is_one_with_everything_that_it_denies() -> None:
    case = bridge_case()
    first, denial, _, echo, _ = case.statements
    more = replace(case.relations[0], right=echo.id, score=0.5)
    (made,) = denials(Index.of(replace(case, relations=(more, *case.relations))))
    assert (made.statement, made.reports) == (denial, 1)
    assert [relation.right for relation in made.denied] == [first.id, echo.id]


def test_a_source_that_may_be_two_is_not_called_single(index: Index) -> None:
    case = bridge_case()
    for high, word in ((1, "single source"), (2, "maybe single source")):
        support = replace(case.supports[0], low=1, high=high, status=(Status.SINGLE_SOURCE,))
        (view,) = claim_views(Index.of(replace(case, supports=(support,))))
        assert [shown for _, shown in view.flags] == [word]


def test_the_grid_has_origins_across_and_every_position_of_an_origin(index: Index) -> None:
    made = grid(index, claim_views(index))
    assert [origin.name for origin in made.origins] == ["Orla Fennick", "Roads Board"]
    assert (made.claims_left_out, made.origins_left_out) == (0, 0)
    assert [[position for position, _ in cell] for cell in made.rows[0].cells] == [
        [Position.ASSERTS],
        [Position.DENIES, Position.ASSERTS],
    ]


def test_columns_of_one_outlet_are_told_apart_by_their_days() -> None:
    case = bridge_case()
    later, wire = case.reports[2], case.reports[0]
    groups = tuple(
        OriginGroup(report.id, "Brannick Echo", (statement.id,))
        for report, statement in ((wire, case.statements[0]), (later, case.statements[4]))
    )
    index = Index.of(replace(case, supports=(replace(case.supports[0], groups=groups),)))
    names = [origin.name for origin in grid(index, claim_views(index)).origins]
    assert {"Brannick Echo, 2 May 2031", "Brannick Echo, 11 Jun 2031"} <= set(names)


def test_who_denies_has_a_column_though_only_support_is_counted_in_origins() -> None:
    case = bridge_case()
    support = replace(case.supports[0], groups=case.supports[0].groups[:1])
    made = grid(index := Index.of(replace(case, supports=(support,))), claim_views(index))
    assert [origin.name for origin in made.origins] == ["Orla Fennick", "Roads Board"]
    assert Position.DENIES in dict(made.rows[0].cells[1])


def test_a_ladder_has_a_rung_for_each_speaker_and_value_and_names_the_contradicted(index: Index) -> None:
    (ladder,) = ladders(index)
    assert [(r.name, words.bounds(r.low, r.high), r.denied, r.against) for r in ladder.rungs] == [
        ("Roads Board", "≤ 40", False, ("Orla Fennick",)),
        ("Orla Fennick", "108–132", False, ("Roads Board",)),
        ("Roads Board", "120", True, ()),
        ("Roads Board", "120", False, ()),
        ("source not stated", "120", False, ()),
    ]
    assert ladder.rungs[3].chain == ("Roads Board", "Northern Press", "Brannick Echo")
    assert ladder.conflict


def test_the_two_figures_farthest_apart_are_those_that_contradict_each_other(index: Index) -> None:
    low, high = extremes(index, index.dossier.relations) or (None, None)
    assert low is not None
    assert high is not None
    assert (words.bounds(low.low, low.high), words.bounds(high.low, high.high)) == ("≤ 40", "108–132")
    assert extremes(index, index.dossier.relations[:1]) is None


def test_an_unnamed_speaker_of_a_report_and_of_its_copy_has_one_rung() -> None:
    case = bridge_case()
    wire = make_report("At least nine barges sank, a lock keeper said. Ten barges sank, Ivo Tarn said.", outlet="NPA")
    copy = make_report("At least nine barges sank, a lock keeper said. It was dark.", outlet="Brannick Echo")
    keepers = [make_source(name, kind=SourceKind.UNNAMED) for name in ("a lock keeper", "a lock keeper ")]
    tarn = make_source("Ivo Tarn")
    lines = [
        said(wire, "At least nine barges sank", "a lock keeper", "said", speaker=keepers[0].id),
        said(copy, "At least nine barges sank", "a lock keeper", "said", speaker=keepers[1].id),
        said(wire, "Ten barges sank", "Ivo Tarn", "said", speaker=tarn.id),
    ]
    figures = [
        counted(wire, "At least nine barges", 9, None, lines[0], "barges"),
        counted(copy, "At least nine barges", 9, None, lines[1], "barges"),
        counted(wire, "Ten barges", 10, 10, lines[2], "barges"),
    ]
    made = replace(
        case,
        readings=(
            Reading(wire, (lines[0], lines[2]), (), (figures[0], figures[2])),
            Reading(copy, (lines[1],), (), (figures[1],)),
        ),
        sources=(*keepers, tarn),
        claims=(),
        supports=(
            Support("c-1", 2, 1, 1, (), (OriginGroup(keepers[0].id, "a lock keeper", (lines[0].id, lines[1].id)),)),
        ),
        relations=(),
        lineage=(),
        drifts=(),
        headlines=(),
    )
    (ladder,) = ladders(Index.of(made))
    assert [(rung.name, len(rung.reports)) for rung in ladder.rungs] == [("a lock keeper", 2), ("Ivo Tarn", 1)]


def test_a_thing_that_is_counted_once_is_listed_and_makes_no_ladder() -> None:
    case = bridge_case()
    report = make_report("Six lorries stood there, Orla Fennick said.")
    line_ = said(report, "Six lorries stood there", "Orla Fennick", "said", speaker=case.sources[0].id)
    alone = Reading(report, (line_,), (), (counted(report, "Six lorries", 6, 6, line_, "lorries"),))
    found = every_ladder(Index.of(replace(case, readings=(*case.readings, alone))))
    assert [(ladder.rungs[0].name, ladder.rungs[0].low) for ladder in agreed(found)] == [("Orla Fennick", 6)]


def test_a_short_ladder_keeps_the_figures_that_lie_apart(index: Index) -> None:
    (ladder,) = ladders(index)
    head, rest = ladder.split(3)
    assert [words.bounds(r.low, r.high) for r in head] == ["≤ 40", "108–132", "120"]
    assert len(head) + len(rest) == len(ladder.rungs)


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ([("people", "killed", ""), ("bodies", "killed", ""), ("people", "", "")], "How many people killed"),
        ([("people", "children of them", "")], "How many people, children of them"),
        ([("hours", "held", "minutes")], "How many minutes held"),
        ([("", "", "")], "How many of something not stated"),
    ],
)
def test_a_ladder_is_named_by_what_is_most_often_counted(rows: list[tuple[str, str, str]], shown: str) -> None:
    figure = bridge_case().figures[0]
    assert title([replace(figure, counted=c, scope=s, unit=u) for c, s, u in rows]) == shown


@pytest.mark.parametrize(
    ("values", "top", "logarithmic"),
    [((40, 132), 150, False), ((3,), 4, False), ((0,), 1, False), ((4, 12_000), 100_000, True)],
)
def test_an_axis_holds_its_numbers_and_starts_at_nought_unless_they_lie_far_apart(
    values: tuple[float, ...], top: float, logarithmic: bool
) -> None:
    made = scale(values)
    assert (made.top, made.logarithmic) == (top, logarithmic)
    assert made.bottom == (1 if logarithmic else 0)


@given(st.lists(st.floats(0, 1e12), min_size=1))
def test_every_number_stands_on_its_axis(values: list[float]) -> None:
    made = scale(values)
    assert all(0 <= made.at(v) <= 1 for v in values)
    assert made.ticks == tuple(sorted(made.ticks))


@pytest.mark.parametrize(
    ("values", "ticks"), [([1, 2], (0, 1, 2, 3)), ([0], (0, 1)), ([7, 9], (0, 2, 4, 6, 8, 10)), ([12], (0, 5, 10, 15))]
)
def test_an_axis_of_whole_numbers_has_no_half(values: list[float], ticks: tuple[float, ...]) -> None:
    assert scale(values).ticks == ticks


def test_an_axis_of_times_ten_has_its_ticks() -> None:
    assert Scale(1000.0, 1.0, True).ticks == (1, 10, 100, 1000)


def test_changed_words_are_marked_on_both_sides() -> None:
    before, after, compared = changed_words("About 120 people were there", "120 people were seen there")
    assert compared
    assert [p.text for p in before if p.changed] == ["About "]
    assert [p.text for p in after if p.changed] == ["seen "]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # the shape of quotation marks and the case of a letter are no change of words
        ('"No chain," she said', "“no chain,” she said"),
        ("no chain, she said.", "no chain, she said"),
    ],
)
def test_marks_of_punctuation_alone_are_not_shown(before: str, after: str) -> None:
    assert not any(piece.changed for side in changed_words(before, after)[:2] for piece in side)


def test_a_reason_that_names_its_changes_is_shown_in_parts() -> None:
    drift = bridge_case().drifts[0]
    told = replace(drift, reason="attribution dropped: the mayor went; hedge dropped: 'About' went")
    assert explained(told) == (("attribution dropped", "the mayor went"), ("hedge dropped", "'About' went"))
    assert explained(drift) == (("hedge dropped, attribution dropped", "'About' and the mayor are gone"),)


def test_of_the_weightiest_changes_those_with_marked_words_come_first() -> None:
    case = bridge_case()
    wire = make_report("The harbour was closed at noon by the guard.\n\nNobody was hurt on the quay.", outlet="NPA")
    copy = make_report("The harbour was shut at noon by the guard.\n\nIt rained all of that long day.", outlet="Echo")
    marked, apart = (
        replace(case.drifts[0], parent=find(wire, one), child=find(copy, other), weight=weight)
        for one, other, weight in (
            ("The harbour was closed at noon by the guard.", "The harbour was shut at noon by the guard.", 0.5),
            ("Nobody was hurt on the quay.", "It rained all of that long day.", 0.9),
        )
    )
    made = replace(case, readings=(Reading(wire), Reading(copy)), drifts=(apart, marked), claims=(), relations=())
    shown = cards(Index.of(replace(made, lineage=(), headlines=())))
    assert [(card.drift, card.compared) for card in shown] == [(marked, True), (apart, False)]


def test_changes_of_one_reason_are_told_together() -> None:
    same = "'About 30' became 'Thirty'"
    reason = f"figure changed: {same}; hedge dropped: {same}; noun changed: 'men' became 'militants'"
    drift = replace(bridge_case().drifts[0], changes=(Change.FIGURE_CHANGED, Change.HEDGE_DROPPED, Change.NOUN_CHANGED))
    assert explained(replace(drift, reason=reason)) == (
        ("figure changed, hedge dropped", "'About 30' became 'Thirty'"),
        ("noun changed", "'men' became 'militants'"),
    )


def test_a_clause_cut_out_of_its_sentence_is_shown_from_its_first_word() -> None:
    case = bridge_case()
    wire = make_report("The keeper, who was not named, left.", outlet="NPA")
    copy = make_report("who was named, left.")
    drift = replace(
        case.drifts[0], parent=wire.span(10, len(wire.text)), child=copy.span(0, len(copy.text)), changes=(), reason=""
    )
    made = replace(
        case,
        readings=(Reading(wire), Reading(copy)),
        drifts=(drift,),
        claims=(),
        relations=(),
        lineage=(),
        headlines=(),
    )
    (card,) = cards(Index.of(made))
    assert "".join(piece.text for piece in card.before) == "who was not named, left."


def test_the_words_that_the_reason_names_are_marked_and_no_others() -> None:
    case = bridge_case()
    wire = make_report("Almost 900 people were on board, the first mate said.", outlet="NPA")
    copy = make_report("On board were 900 people, according to the mate.")
    drift = replace(
        case.drifts[0],
        parent=wire.span(0, len(wire.text)),
        child=copy.span(0, len(copy.text)),
        reason="figure changed: 'Almost 900 people' became '900 people'",
    )
    readings = (Reading(wire), Reading(copy))
    made = replace(case, readings=readings, drifts=(drift,), claims=(), relations=(), lineage=(), headlines=())
    (card,) = cards(Index.of(made))
    assert [p.text for p in card.before if p.changed] == ["Almost 900 people"]
    assert [p.text for p in card.after if p.changed] == ["900 people"]


def test_words_too_far_apart_are_not_marked() -> None:
    _, after, compared = changed_words("under the gaze of a coalition", "a pact signed by armies today")
    assert not compared
    assert not any(piece.changed for piece in after)


@given(st.text(), st.text())
def test_marking_changed_words_loses_no_character(before: str, after: str) -> None:
    left, right, _ = changed_words(before, after)
    assert "".join(p.text for p in left) == before
    assert "".join(p.text for p in right) == after


def test_each_drift_is_shown_once(index: Index) -> None:
    (card,) = cards(index)
    assert [p.text for p in card.before if p.changed] == ["About"]


def test_every_report_stands_in_one_tree_under_its_closest_parent(index: Index) -> None:
    trees = families(index)
    shape = [(len(steps), node.report.headline) for tree in trees for steps, node in tree.walk()]
    assert shape == [
        (0, "About 120 were on bridge, mayor says"),
        (1, "120 on doomed bridge"),
        (2, "Board admits figure"),
        (0, ""),
    ]
    assert trees[0].outside[0].outside == "Orla Fennick"
    assert trees[0].children[0].edge is not None
    assert trees[0].children[0].edge.kind is DerivationKind.REWRITE


def test_a_story_through_a_thousand_hands_is_still_a_tree() -> None:
    reports = [make_report(f"text {i}", outlet=f"outlet {i}") for i in range(1200)]
    edges = tuple(
        Derivation(child.id, parent.id, None, DerivationKind.REPRINT, 1.0, "the same text")
        for parent, child in pairwise(reports)
    )
    case = Dossier(bridge_case().made_by, tuple(Reading(r) for r in reports), lineage=edges)
    (tree,) = families(Index.of(case))
    assert len(tree.walk()) == 1200
    assert "outlet 59" in table.text(case)


def test_the_summary_counts_origins_as_a_range(index: Index) -> None:
    made = summary(index, claim_views(index))
    assert made.counts == "4 reports · 1–2 origins · 2 May – 11 June 2031"


def test_an_empty_dossier_prints_no_bare_nought() -> None:
    made = summary(Index.of(Dossier(bridge_case().made_by)), [])
    assert made.counts == "no report · origins not counted · dates not stated"


def test_a_source_shows_its_other_names_and_its_statements_in_time(index: Index) -> None:
    board = source_views(index, claim_views(index))[0]
    assert board.source.name == "Roads Board"
    assert board.aliases == ("The Roads Board",)
    assert [s.stance for s in board.statements][-1] is Stance.ADMITS
    assert board.reversals


def test_only_headlines_that_outrun_are_listed(index: Index) -> None:
    assert [check.part for check in outrun(index)] == ["doomed"]


def test_what_was_not_decided_is_named_and_counted(index: Index) -> None:
    assert {(group.what, len(group.rows)) for group in unresolved(index)} == {("speaker", 1), ("direction", 1)}


@pytest.mark.parametrize("name", ["wire.txt", "wire", "northern press", "reports/wire.txt"])
def test_a_report_is_found_by_file_name_or_outlet(name: str) -> None:
    assert find_report(bridge_case(), name).credit == "NPA"


@pytest.mark.parametrize(("name", "found"), [("Brannick Echo", "2 reports"), ("nowhere", "wire.txt, copy.txt")])
def test_a_name_that_fits_no_report_or_two_says_which_there_are(name: str, found: str) -> None:
    with pytest.raises(UsageError, match=found):
        find_report(bridge_case(), name)


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2031-05-02T08:10:00+02:00", "2 May 2031, 08:10"),
        ("2031-05", "May 2031"),
        ("2031", "2031"),
        ("", "date not stated"),
        ("yesterday", "date not stated"),
        ("2031-99-99", "2031"),
    ],
)
def test_dates_are_shown_as_precisely_as_given(published: str, shown: str) -> None:
    assert words.moment(published) == shown


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (None, None, "not stated"),
        (0, 0, "0"),
        (None, 400, "≤ 400"),
        (24, None, "≥ 24"),
        (840, 880, "840–880"),
        (1200, 1200, "1,200"),
        (0.5, 0.5, "0.5"),
    ],
)
def test_bounds_in_words(low: float | None, high: float | None, shown: str) -> None:
    assert words.bounds(low, high) == shown


def test_a_time_of_day_is_shown_as_one_and_is_no_number_of_things() -> None:
    assert words.bounds(1430, 1430, "clock") == "23:50"
    assert words.bounds(None, 65, "clock") == "≤ 01:05"
    case = bridge_case()
    times = tuple(replace(f, unit="clock", counted="") for f in case.readings[0].figures)
    readings = (replace(case.readings[0], figures=times), *case.readings[1:])
    assert [f.unit for f in every_ladder(Index.of(replace(case, readings=readings)))] == [""]


def test_when_something_was_written_down_is_shown_to_the_minute() -> None:
    assert words.stamped("2031-11-28T01:24:19.246472Z") == "28 Nov 2031, 01:24 UTC"
    assert words.stamped("2031-11-28T01:24:19+01:00") == "28 Nov 2031, 01:24"
    assert words.stamped("last night") == "last night"


@given(st.text())
def test_harmless_text_keeps_its_length_and_holds_no_control(text: str) -> None:
    shown = harmless(text)
    assert len(shown) == len(text)
    assert not any((ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0 for c in shown)


def test_escape_sequences_and_overrides_are_shown_as_replaced() -> None:
    assert line("\x1b[31mred\x1b[0m \u202eevil\u2066") == "\ufffd[31mred\ufffd[0m \ufffdevil\ufffd"


def test_a_long_line_is_cut_at_a_word() -> None:
    assert line("one two three four", 12) == "one two…"


@pytest.mark.parametrize(("text", "shown"), [("“No,”", "“No,”"), ('"No,"', '"No,"'), ("no", "“no”"), ('"', '“"”')])
def test_words_with_their_own_quotation_marks_get_no_second_pair(text: str, shown: str) -> None:
    assert in_quotes(text) == shown


def test_a_report_without_an_outlet_is_called_by_its_file() -> None:
    index = Index.of(bridge_case())
    assert "other.txt" in {node.report.path.split("/")[-1] for node in families(index)}
    assert make_report("x").outlet == ""


@pytest.mark.parametrize(
    ("path", "url", "called"),
    [
        ("case/e_blog.html", "", "e_blog.html"),
        ("https://courier.example/1", "https://www.courier.example/1", "www.courier.example"),
        ("week.warc!/https://courier.example/1", "https://courier.example/1", "courier.example"),
        ("https://courier.example/1", "", "r-0000000000000000"),
    ],
)
def test_a_report_without_an_outlet_is_called_by_its_file_or_host(path: str, url: str, called: str) -> None:
    report = replace(make_report("The dam broke."), id="r-0000000000000000", outlet="", input_id="", path=path, url=url)
    assert outlet(report) == called


def test_of_one_day_the_report_that_another_comes_from_is_the_first_whatever_hour_each_gives() -> None:
    case = bridge_case()
    board = make_source("Roads Board")
    wire = make_report(
        "Seven barges sank, the Roads Board said.", outlet="Northern Press", published="2031-05-06T06:40:00Z"
    )
    abroad = make_report("Sept barges ont coulé, dit le Roads Board.", outlet="Le Quai", published="2031-05-06")
    later = make_report("Nine barges sank, the Roads Board said.", outlet="Northern Press", published="2031-05-07")
    lines = [
        said(wire, "Seven barges sank", "the Roads Board", "said", speaker=board.id),
        said(abroad, "Sept barges ont coulé", "le Roads Board", "dit", speaker=board.id),
        said(later, "Nine barges sank", "the Roads Board", "said", speaker=board.id),
    ]
    figures = [
        counted(wire, "Seven barges", 7, 7, lines[0], "barges"),
        counted(abroad, "Sept barges", 7, 7, lines[1], "barges"),
        counted(later, "Nine barges", 9, 9, lines[2], "barges"),
    ]
    made = replace(
        case,
        readings=tuple(
            Reading(report, (line_,), (), (figure,))
            for report, line_, figure in zip((wire, abroad, later), lines, figures, strict=True)
        ),
        sources=(board,),
        claims=(),
        supports=(),
        relations=(),
        lineage=(Derivation(abroad.id, wire.id, None, DerivationKind.TRANSLATION, 0.9, "translated"),),
        drifts=(),
        headlines=(),
    )
    (ladder,) = ladders(Index.of(made))
    assert [(rung.low, rung.figure.span.exact) for rung in ladder.rungs] == [(7, "Seven barges"), (9, "Nine barges")]


@pytest.mark.parametrize(
    ("unit", "asked"),
    [("km/h", "How fast, in km/h"), ("EUR", "How much, in EUR"), ("years", "How many years")],
)
def test_a_speed_and_an_amount_are_asked_for_in_their_own_words(unit: str, asked: str) -> None:
    report = make_report("It was 98.")
    assert title([replace(counted(report, "98", 98, 98, None, ""), unit=unit)]) == asked
