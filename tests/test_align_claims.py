"""Which statements are one claim: across wordings and reports, never across scopes or events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claim_cases import Line, aligned, derived, reading
from rashomon.claims.cluster import average_linkage
from rashomon.claims.events import Scenes
from rashomon.claims.facets import ANAPHOR, facets
from rashomon.claims.label import label, shortened, with_name
from rashomon.engine.duck import DuckEngine
from rashomon.model import Claim, Passage, Reading, Stance
from rashomon.text.cuts import pieces

MINE: tuple[Line, ...] = (
    ("Governor Ilva Marn", "said", "12 miners had died in the Ordin shaft"),
    ("The Vell union", "said", "40 miners were killed in the Ordin shaft"),
    ("The Vell union", "said", "guards had sealed the Ordin ventilation door"),
    ("Governor Ilva Marn", "denied", "that guards had sealed the ventilation door in Ordin", Stance.DENIES),
    ("Doctor Pell Hask", "said", "25 miners were injured near Ordin and Vell"),
)


@pytest.fixture
def duck() -> Iterator[DuckEngine]:
    engine = DuckEngine()
    yield engine
    engine.close()


def texts(claim: Claim, readings: list[Reading]) -> set[str]:
    """What the statements of a claim say."""
    said = {s.id: s.text for r in readings for s in r.statements}
    return {said[i] for i in claim.statements}


def together(claims: tuple[Claim, ...], readings: list[Reading], first: str, second: str) -> bool:
    """True when one claim holds both wordings."""
    found = [texts(c, readings) for c in claims]
    return any(any(first in t for t in held) and any(second in t for t in held) for held in found)


def test_one_toll_under_two_verbs_is_one_claim(duck: DuckEngine) -> None:
    readings = [reading(*MINE)]
    assert together(aligned(readings, (), duck), readings, "12 miners had died", "40 miners were killed")


def test_a_denial_stands_with_what_it_denies(duck: DuckEngine) -> None:
    readings = [reading(*MINE)]
    assert together(aligned(readings, (), duck), readings, "guards had sealed the Ordin", "that guards had sealed")


def test_killed_is_not_injured(duck: DuckEngine) -> None:
    readings = [reading(*MINE)]
    assert not together(aligned(readings, (), duck), readings, "12 miners had died", "25 miners were injured")


def test_another_event_shares_no_claim(duck: DuckEngine) -> None:
    other = reading(("The Sarn coastguard", "said", "9 sailors had died off Cape Brill"), outlet="Cape Brill Echo")
    readings = [reading(*MINE), other]
    assert not together(aligned(readings, (), duck), readings, "12 miners had died", "9 sailors had died")


def test_an_unrelated_report_changes_no_claim(duck: DuckEngine) -> None:
    first = reading(*MINE)
    other = reading(
        ("The Sarn coastguard", "said", "9 sailors had died off Cape Brill"),
        ("The Sarn coastguard", "denied", "that Brill pilots were drunk", Stance.DENIES),
        outlet="Cape Brill Echo",
    )
    alone = aligned([first], (), duck)
    beside = aligned([first, other], (), duck)
    ours = {s.id for s in first.statements}
    assert [c for c in beside if set(c.statements) <= ours] == list(alone)


def test_the_order_of_reports_changes_nothing_but_the_order(duck: DuckEngine) -> None:
    readings = [reading(*MINE), reading(MINE[0], MINE[3], outlet="Vell Post"), reading(*MINE[1:], outlet="Ordin Sun")]
    forward = {(c.id, c.label) for c in aligned(readings, (), duck)}
    backward = {(c.id, c.label) for c in aligned(readings[::-1], (), duck)}
    assert forward == backward


def test_a_reprint_joins_the_claims_of_its_parent(duck: DuckEngine) -> None:
    parent, child = reading(*MINE), reading(*MINE, outlet="Vell Post")
    length = len(parent.report.text)
    edge = derived(child, parent, Passage((0, length), (0, length)))
    alone = aligned([parent], (), duck)
    both = aligned([parent, child], [edge], duck)
    assert len(both) == len(alone)
    assert all(len(c.statements) % 2 == 0 for c in both)


def test_a_statement_with_two_claims_stands_in_both(duck: DuckEngine) -> None:
    lines: tuple[Line, ...] = (
        *MINE,
        (
            "Clerk Tam Orr",
            "said",
            "18 miners were killed in the Ordin shaft, and that guards had sealed the ventilation door",
        ),
    )
    readings = [reading(*lines)]
    claims = aligned(readings, (), duck)
    both = readings[0].statements[-1].id
    assert sum(both in c.statements for c in claims) == 2


def test_a_lone_remark_is_no_claim_and_a_lone_figure_is(duck: DuckEngine) -> None:
    readings = [
        reading(("A clerk", "said", "the weather had turned"), ("A clerk", "said", "70 carts stood near Ordin"))
    ]
    assert [c.label for c in aligned(readings, (), duck)] == ["70 carts stood near Ordin"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("that “guards had sealed the door,”", "Guards had sealed the door"),
        # what is left of a quotation has both its marks
        ("the charge was “a fabrication", "The charge was “a fabrication”"),
        ('They said seven," a deputy said', '"They said seven," a deputy said'),
        ("he fears for his pension and", "He fears for his pension"),
        # a long one ends where a clause does
        (
            "a tailings dam at a copper mine near Kolvar burst early on Tuesday, sending mud through two villages",
            "A tailings dam at a copper mine near Kolvar burst early on Tuesday",
        ),
        (
            "In 22 years we never sailed with so many aboard. That night the captain had a choice between two numbers",
            "In 22 years we never sailed with so many aboard",
        ),
        ("as many as 80 people left", "As many as 80 people left"),
        (
            "a long sentence, " * 10,
            "A long sentence, a long sentence, a long sentence, a long sentence, a long sentence …",
        ),
    ],
)
def test_a_label_reads_like_a_heading(text: str, expected: str) -> None:
    assert shortened(text) == expected


def test_pieces_cut_where_another_claim_begins() -> None:
    text = "18 miners died in the shaft, and there was no warning bell, while guards sealed the door"
    assert [text[a:b] for a, b in pieces(text)] == [
        "18 miners died in the shaft",
        "there was no warning bell",
        "guards sealed the door",
    ]


@given(st.text(alphabet="ab .,;:andwhile\n", max_size=80))
def test_pieces_lie_in_order_inside_the_text(text: str) -> None:
    found = pieces(text)
    assert all(0 <= a < b <= len(text) for a, b in found)
    assert all(first[1] <= second[0] for first, second in pairwise(found))


@settings(max_examples=40)
@given(st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)), st.floats(0.01, 1.0), max_size=20))
def test_linkage_parts_all_nodes_and_never_joins_strangers(pairs: dict[tuple[int, int], float]) -> None:
    known = {(min(p), max(p)): v for p, v in pairs.items() if p[0] != p[1]}
    groups = average_linkage(8, known, least=0.3)
    assert sorted(n for group in groups for n in group) == list(range(8))
    for group in groups:
        inside = [known.get((a, b), 0.0) for i, a in enumerate(group) for b in group[i + 1 :]]
        assert not inside or max(inside) >= 0.3


def test_linkage_joins_whatever_the_last_digit_of_a_likeness() -> None:
    # a third has no last digit: before, only pairs of nine decimals at most were ever joined
    assert average_linkage(2, {(0, 1): 1 / 3}, least=0.25) == [[0, 1]]


def test_a_word_kindred_to_another_joins_as_the_word_itself_does(duck: DuckEngine) -> None:
    said = reading(("The foreman", "said", "the siren had sounded in Orve and Vell before the leak"))
    again = reading(("A welder", "said", "the alarm sounded in Orve and Vell before the leak"), outlet="The Orve Post")
    (found,) = aligned([said, again], (), duck)
    assert len(found.statements) == 2


def test_a_short_report_of_the_same_place_and_words_is_of_the_same_event(duck: DuckEngine) -> None:
    long = reading(*MINE, headline="Deaths in the Ordin shaft")
    short = reading(
        ("", "", "Guards had sealed the ventilation door, some say"),
        outlet="Vell Flash",
        headline="Death in Ordin: sealed door kept miners in shaft",
    )
    elsewhere = reading(
        ("", "", "Stagehands had wedged the curtain, some say"),
        outlet="Kesh Flash",
        headline="Fire in Kesh: theatre emptied",
    )
    held = {i for c in aligned([long, short], (), duck) for i in c.statements if len(c.statements) > 1}
    assert held & {s.id for s in short.statements}
    held = {i for c in aligned([long, elsewhere], (), duck) for i in c.statements if len(c.statements) > 1}
    assert not held & {s.id for s in elsewhere.statements}


@pytest.mark.parametrize(
    "other", ["14 militants were killed near Ordin and Vell", "the number of dead near Ordin and Vell rose to 18"]
)
def test_of_one_event_there_is_one_toll(duck: DuckEngine, other: str) -> None:
    first = reading(("Mayor Ilva Marn", "said", "31 people died near Ordin on the Vell road"))
    second = reading(("Colonel Tarn Voss", "said", other), outlet="The Vell Post")
    (toll,) = [c for c in aligned([first, second], (), duck) if len(c.statements) == 2]
    assert len(toll.figures) == 2


def test_what_stands_next_to_a_statement_is_not_of_its_claim(duck: DuckEngine) -> None:
    said = reading(
        ("Marta Quill", "said", "12 miners died near Ordin and Vell"),
        ("Marta Quill", "estimated", "the crowd at 5,000"),
    )
    assert all(len(c.statements) == 1 for c in aligned([said], (), duck))


def test_an_abbreviation_ends_no_clause() -> None:
    text = "shells hit St. Oda Hospital in Orve, Dr. Venn said so"
    assert len(pieces(text)) == 1


def test_how_a_source_wants_to_be_quoted_is_no_claim() -> None:
    assert not facets([reading(("A nurse", "asked", "not to be named for fear of reprisals"))])


def test_a_label_is_a_sentence_about_somebody(duck: DuckEngine) -> None:
    lines: tuple[Line, ...] = (
        ("The Orve clinic", "denied", "having closed its doors to the wounded of Orve and Vell", Stance.DENIES),
        ("Nurse Oda Venn", "said", "the Orve clinic had closed its doors to the wounded of Vell"),
        ("Nurse Oda Venn", "said", "it closed its doors to the wounded of Orve and Vell"),
    )
    (found,) = [c for c in aligned([reading(*lines)], (), duck) if len(c.statements) > 1]
    assert found.label == "The Orve clinic had closed its doors to the wounded of Vell"


def test_a_label_is_no_half_of_an_accusation(duck: DuckEngine) -> None:
    lines: tuple[Line, ...] = (
        ("The union", "accused", "guards of locking the Orve mill"),
        ("A weaver", "said", "guards had locked the Orve mill that night"),
        ("A dyer", "said", "was locked by guards at the Orve mill"),
    )
    (found,) = [c for c in aligned([reading(*lines)], (), duck) if len(c.statements) > 1]
    assert found.label == "Guards had locked the Orve mill that night"


def test_a_label_says_whose_its_is(duck: DuckEngine) -> None:
    line: Line = ("The air force", "denied that", "its aircraft had hit the Orve clinic in Vell", Stance.DENIES)
    (found,) = aligned([reading(line)], (), duck)
    assert found.label == "[The air force’s] aircraft had hit the Orve clinic in Vell"


@pytest.mark.parametrize(
    ("source", "cue", "content", "named"),
    [
        ("The ministry", "said", "it carried out a raid on Vell", "[The ministry] carried out a raid on Vell"),
        ("Two residents", "said that", "they heard shots in Vell", "[Two residents] heard shots in Vell"),
        ("Residents", "said", "their houses were burnt in Vell", "[Residents’] houses were burnt in Vell"),
        # nobody is meant, or somebody else may be
        ("The ministry", "said", "it was clear that guards had fled", ""),
        ("The ministry", "said", "they had fled to the hills", ""),
        ("A mother", "said", "he died in the clinic", ""),
        ("It", "said", "its guards had fled to the hills", ""),
    ],
)
def test_a_pronoun_is_named_only_where_it_is_sure(source: str, cue: str, content: str, named: str) -> None:
    assert with_name(facets([reading((source, cue, content))])[0]) == named


def test_a_label_that_is_no_sentence_is_told_with_who_says_it(duck: DuckEngine) -> None:
    (found,) = aligned([reading(("The Vell council", "denied", "any involvement", Stance.DENIES))], (), duck)
    assert found.label == "The Vell council denied any involvement"


def test_a_label_names_what_is_alleged_not_to_be_so() -> None:
    lines: tuple[Line, ...] = (
        ("Posts", "alleged", "that the captain was not on the bridge of the ferry", Stance.ALLEGES),
        ("A cook", "said", "the captain was never on the bridge"),
        ("The line", "said", "the captain was on the bridge of the ferry throughout the night"),
    )
    assert label(facets([reading(*lines)])) == "The captain was not on the bridge of the ferry"


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        # who says it, and nothing of what
        ("the clerk told parliament that the ministry had given another account", "guards fled from the mill"),
        ("a clerk of the mill said that was wrong", "guards fled from the mill"),
        # what is not told
        ("how the guards entered the mill is being examined", "guards fled from the mill"),
        # a noun with a clause about it
        ("the mill twice about the guards that fled", "guards fled from the mill"),
        # words that have to be cut before they say anything
        (
            "guard captain Orla Venn told the security committee of the parliament of Orve and of the lower river "
            "that guards fled",
            "guards fled from the mill",
        ),
    ],
)
def test_a_label_says_what_is_claimed(worse: str, better: str) -> None:
    assert (
        label(facets([reading(("A nurse", "said", worse), ("A dyer", "said", better))])) == "Guards fled from the mill"
    )


@pytest.mark.parametrize("words", ["that was wrong", "naturally", "eighteen thousand", "his first engine"])
def test_what_says_nothing_by_itself_is_no_claim(words: str, duck: DuckEngine) -> None:
    assert not aligned([reading(("The council", "called", words, Stance.ALLEGES))], (), duck)


def test_a_transcript_names_who_speaks_before_the_words_and_a_label_does_not() -> None:
    assert shortened("DENE: the pumps stood still on Thursday at noon") == "The pumps stood still on Thursday at noon"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("while the river rose, guards fled from the mill", "Guards fled from the mill"),
        ("least 11 people died in Orve", "At least 11 people died in Orve"),
        ("Published April 4 2017 The guards fled from the mill", "The guards fled from the mill"),
        ("ORVE (Tarn Press) – Guards fled from the mill", "Guards fled from the mill"),
    ],
)
def test_a_label_begins_where_its_sentence_does(text: str, expected: str) -> None:
    assert shortened(text) == expected


@pytest.mark.parametrize(
    "worse",
    [
        "guards fled from the burning mill in Orve in the carnage of the night",
        "Holding Guards Of The Burning Orve Mill Accountable for those who fled",
    ],
)
def test_a_label_is_sober_and_no_heading(worse: str) -> None:
    told = reading(("", "", worse), ("A dyer", "said", "guards fled from the burning mill in Orve"))
    assert label(facets([told])) == "Guards fled from the burning mill in Orve"


def test_a_label_is_in_english_where_a_statement_is() -> None:
    spanish = reading(("La milicia", "dijo", "12 guardias murieron en Ordin"), outlet="El Faro")
    spanish = replace(spanish, report=replace(spanish.report, lang="es"))
    english = reading(("A clerk", "said", "12 guards were found dead near Ordin on the old mill road"))
    assert label(facets([spanish])) == "12 guardias murieron en Ordin"
    assert label(facets([spanish, english])).startswith("12 guards")


def test_reports_of_other_months_do_not_count_the_same_dead() -> None:
    first, again, later = (
        reading(("Mayor Ilva Marn", "said", "12 people died near Ordin and Vell"), outlet=outlet, published=day)
        for outlet, day in (("Post", "2024-05-04"), ("Herald", "2024-05-06"), ("Echo", "2024-09-20"))
    )
    scenes = Scenes([first, again, later])
    assert scenes.one(first.report.id, again.report.id)
    assert not scenes.one(first.report.id, later.report.id)


def test_who_denies_everything_denies_all_that_was_said_just_before(duck: DuckEngine) -> None:
    case = reading(
        ("Nurse Oda Venn", "said", "soldiers had locked the eastern gate of Orve"),
        ("Clerk Tam Orr", "said", "the ferry was told to wait for two hours at the pier"),
        ("The ministry", "denied", "everything", Stance.DENIES),
    )
    denial = case.statements[-1].id
    found = [c.label for c in aligned([case], (), duck) if denial in c.statements]
    assert len(found) == 2


def test_who_denies_everything_denies_what_is_laid_to_somebody_and_no_count(duck: DuckEngine) -> None:
    case = reading(
        ("The ministry", "said", "the union had burned down the eastern mill of Orve"),
        (
            "Nurse Oda Venn",
            "said",
            "the pumps ran for two nights without a pause and then the water fell in every street of Orve",
        ),
        (
            "Nurse Oda Venn",
            "said",
            "the lower town was dry by noon on the third day and people went home to clean their houses",
        ),
        ("An aid group", "said", "it had counted 612 people at Vell"),
        ("The union", "denied", "everything", Stance.DENIES),
    )
    denial = case.statements[-1].id
    assert [c.label for c in aligned([case], (), duck) if denial in c.statements] == [
        "The union had burned down the eastern mill of Orve"
    ]


@pytest.mark.parametrize(
    "words", ["the story “a fabrication”", "the claims as false", "claims to the contrary", "everything"]
)
def test_a_denial_that_only_names_what_it_denies_leans_on_what_stands_before(words: str) -> None:
    (facet,) = facets([reading(("The ministry", "called", words, Stance.DENIES))])
    assert facet.thin


def test_a_long_run_of_marks_is_read_at_once() -> None:
    assert not ANAPHOR.match("the claims " + "“" * 50_000 + "x")


def test_what_is_said_after_a_denial_is_not_denied_with_it() -> None:
    line = (
        "The clinic",
        "said",
        "No shots were heard in the valley. Eleven people died in Orve",
        Stance.DENIES,
    )
    first, second = facets([reading(line)])
    assert first.denies and not second.denies


@pytest.mark.parametrize("cue", ["withdrew its statement", "has retracted its claim", "took back"])
def test_who_takes_a_statement_back_stands_against_it(cue: str) -> None:
    (facet,) = facets([reading(("The ministry", cue, "that guards set fire to the mill in Orve", Stance.ADMITS))])
    assert facet.denies


def test_what_a_speaker_adds_stands_with_his_own_words_and_not_with_what_came_between(duck: DuckEngine) -> None:
    lines: tuple[Line, ...] = (
        ("The miller", "confessed", "that he had opened the Orve sluice"),
        ("The Vell agency", "said", "the lorry was blue"),
        ("The miller", "added", "it was about eleven"),
    )
    other = reading(("Ilva Marn", "said", "the miller had opened the Orve sluice"), outlet="The Vell Post")
    readings = [reading(*lines), other]
    claims = aligned(readings, (), duck)
    assert together(claims, readings, "that he had opened the Orve sluice", "it was about eleven")
