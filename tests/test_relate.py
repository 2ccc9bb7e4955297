"""How statements of one claim stand to one another: conflicts, denials, agreement, and what is none of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claim_cases import Line, reading, related
from rashomon.attribute.reading import read_report
from rashomon.claims.facets import facets
from rashomon.claims.slots import Slot, agree, same_scope, slots
from rashomon.model import Claim, Figure, Reading, Relation, RelationKind, Report, Span, Stance, claim_id

WAITED = "The engine driver said the guard at the fire had waited five hours."


def one_claim(*readings: Reading) -> tuple[Claim, ...]:
    """All statements as one claim."""
    ids = tuple(s.id for r in readings for s in r.statements)
    return (Claim(claim_id(ids), "test", ids),)


def relations(*lines: Line) -> tuple[Relation, ...]:
    """The relations among such sentences, taken as one claim."""
    made = reading(*lines)
    return related(one_claim(made), [made])


def slot(text: str) -> Slot:
    """The first figure of a sentence."""
    found = facets([reading(("A clerk", "said", text))])
    return next(s for f in found for s in f.slots)


@pytest.mark.parametrize(
    ("left", "right", "scope", "agreed"),
    [
        # a gap larger than the rounding
        ("12 miners died", "40 people were killed", True, False),
        # an upper bound that reaches the count
        ("almost 900 people were on board", "between 840 and 880 people were aboard", True, True),
        # within the rounding of a round number
        ("300 people died", "310 people were killed", True, True),
        # killed is not wounded
        ("12 people died", "40 people were injured", False, False),
        # a kind of people is a part of people
        ("12 children died", "40 people died", False, False),
        # four of them are not all of them
        ("4 of them died", "40 people died", False, False),
        # those who are said to be of a kind are a part, too
        ("thirty of the passengers were fighters", "310 passengers were aboard", False, False),
        ("on board were members of the guild: 34", "310 people were on board", False, False),
        # what somebody counted is not what another counted elsewhere
        ("she counted 14 people by the chapel", "612 people were counted at the quay", False, False),
        # a sum of several counts is no rival of one
        ("23 people died", "26 people in all died", False, False),
        # a price for a family is not a price a head
        ("they paid 150 crowns for three people", "they paid 200 crowns each", False, False),
        # six more are added to a number, and are no total
        ("six more people died", "40 people died", False, False),
        ("another five died", "40 people died", False, False),
        # those hurt beside the dead are all who were hurt
        ("the blast injured 30 others", "40 people were injured", False, False),
        # the deadliest day in years is no count of years
        ("12 people died on the deadliest day in years", "40 people died", True, False),
        # a count since a truce ended is no count of a day
        ("12 people have died since the truce ended", "40 people died", False, False),
        # minutes are not people
        ("the train waited 90 minutes", "the train waited 40 minutes", True, False),
    ],
)
def test_figures_are_compared_in_one_scope_only(left: str, right: str, scope: bool, agreed: bool) -> None:
    a, b = slot(left), slot(right)
    assert same_scope(a, b) is scope
    if scope:
        assert agree(a, b) is agreed


def spanned(text: str, counted: dict[str, str]) -> tuple[Span, tuple[Figure, ...]]:
    """A sentence as a span with its figures, some of which count what is given for them."""
    made = reading(("A clerk", "said", text))
    figures = (replace(f, counted=counted.get(f.span.exact, f.counted)) for f in made.figures)
    return made.statements[0].content[0], tuple(figures)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("The guard said the fire began two hours later.", True),
        ("The guard said he locked the hall at nine, nearly three hours before the fire.", True),
        ("The guard said he had waited two hours before the fire engine came.", False),
        ("The guard said he had waited for two hours.", False),
    ],
)
def test_how_long_before_is_not_how_long(text: str, moment: bool) -> None:
    read = read_report(Report("r-1", text, outlet="The Tarn Herald"))
    (found,) = [s for f in facets([read]) for s in f.slots]
    (waited,) = [s for f in facets([read_report(Report("r-2", WAITED))]) for s in f.slots]
    assert found.moment is moment
    assert same_scope(found, waited) is not moment


@pytest.mark.parametrize(
    ("cue", "words", "denies"),
    [
        ("said", "the stand must not be used", (False,)),
        ("said", "the stand must not have been used", (True,)),
        ("said", "nine were dead and it would not be the last number", (False,)),
        ("said", "I have no figure for the dead", (False,)),
        ("said", "the count does not include 200 others who came by road", (False,)),
        ("said", "the camp does not include a kitchen", (True,)),
        ("saw no reason to believe", "that the water was harmful", (True,)),
        ("disputed", "the records of the mill; the loss had been 200 litres", (True, False)),
    ],
)
def test_what_is_not_to_be_or_not_known_is_no_denial(cue: str, words: str, denies: tuple[bool, ...]) -> None:
    assert tuple(f.denies for f in facets([reading(("The mayor", cue, words))])) == denies


def test_two_speakers_with_other_tolls_contradict() -> None:
    found = relations(("The governor", "said", "12 miners had died"), ("The union", "said", "40 miners were killed"))
    assert [r.kind for r in found] == [RelationKind.CONTRADICTS]
    assert found[0].left_span is not None
    assert found[0].left_span.exact == "12"
    assert "'12' and '40'" in found[0].reason


def test_a_later_toll_by_the_same_speaker_is_a_revision() -> None:
    assert not relations(("The governor", "said", "12 miners had died"), ("The governor", "said", "40 miners had died"))


def test_a_denial_in_another_report_denies() -> None:
    left = reading(("The union", "said", "guards had sealed the door"))
    right = reading(("The governor", "denied", "that guards sealed any door", Stance.DENIES), outlet="Vell Post")
    found = related(one_claim(left, right), [left, right])
    assert [(r.kind, r.left, r.right) for r in found] == [
        (RelationKind.DENIES, right.statements[0].id, left.statements[0].id)
    ]


@pytest.mark.parametrize("stance", [Stance.NO_COMMENT])
def test_who_says_nothing_denies_nothing(stance: Stance) -> None:
    assert not relations(
        ("The union", "said", "guards had sealed the door"),
        ("The governor", "neither confirmed nor denied", "that guards had sealed the door", stance),
    )


def test_a_denied_denial_asserts() -> None:
    found = relations(
        ("The union", "said", "the miners had been warned"),
        ("The governor", "denied", "that no miners had been warned", Stance.DENIES),
    )
    assert RelationKind.DENIES not in {r.kind for r in found}


def test_no_more_than_is_a_bound_and_no_denial() -> None:
    found = relations(
        ("The union", "said", "900 people were on board"), ("The line", "said", "no more than 400 people were on board")
    )
    assert [r.kind for r in found] == [RelationKind.CONTRADICTS]


def test_a_speaker_who_reverses_himself_contradicts() -> None:
    before = reading(("The governor", "said", "no guard touched that door"), published="2024-05-04")
    after = reading(
        ("The governor", "admitted", "that guards had sealed that door"), outlet="Vell Post", published="2024-06-01"
    )
    found = related(one_claim(before, after), [before, after])
    assert [r.kind for r in found] == [RelationKind.CONTRADICTS]
    assert "same speaker" in found[0].reason


def test_two_speakers_with_one_figure_corroborate() -> None:
    found = relations(("A clerk", "said", "34 miners had died"), ("The union", "said", "34 miners were killed"))
    assert [r.kind for r in found] == [RelationKind.CORROBORATES]


def test_a_part_qualifies_the_whole() -> None:
    found = relations(("A clerk", "said", "4 of them died"), ("The union", "said", "34 people died"))
    assert [r.kind for r in found] == [RelationKind.QUALIFIES]


def test_the_three_who_died_somewhere_are_among_more_dead_beside_them() -> None:
    text = "The clerk said the three who died in the shed are counted with the 26 people who died on the mole."
    some, every = (s for f in facets([read_report(Report("r-1", text, outlet="The Tarn Herald"))]) for s in f.slots)
    assert (some.part, every.part) == (True, False)
    (alone,) = (
        s
        for f in facets([read_report(Report("r-2", "The clerk said the three who died were miners."))])
        for s in f.slots
    )
    assert not alone.part


def test_a_part_of_one_total_says_nothing_of_another_total() -> None:
    first = reading(("A clerk", "said", "34 people died, and four of them died in the yard"))
    other = reading(("The union", "said", "60 people died"), outlet="Vell Post")
    kinds = {r.kind for r in related(one_claim(first, other), [first, other])}
    assert RelationKind.CONTRADICTS in kinds
    assert RelationKind.QUALIFIES not in kinds


def test_a_part_is_no_larger_than_its_whole() -> None:
    assert not relations(("A clerk", "said", "90 of them died"), ("The union", "said", "34 people died"))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # other place
        ("four of them died in the town of Tal Brin", "34 people died in the town of Ambry"),
        ("40 miners died in the town of Tal Brin", "12 miners died in the town of Ambry"),
        (
            "40 miners died in the town of Tal Brin",
            "40 miners died in the town of Ambry and 12 miners were killed there",
        ),
    ],
)
def test_counts_of_two_places_stand_in_no_relation(left: str, right: str) -> None:
    first = reading(("A clerk", "said", left))
    second = reading(("The union", "said", right), outlet="Vell Post")
    found = related(one_claim(first, second), [first, second])
    assert not [r for r in found if r.kind in {RelationKind.CONTRADICTS, RelationKind.QUALIFIES}]


def test_who_were_killed_is_said_by_the_participle_before_the_number() -> None:
    made = reading(("A clerk", "said", "rockets hit the quay killing 8 workers injuring 55 workers"))
    fates = [sorted(s.fates) for f in facets([made]) for s in f.slots]
    assert fates == [["die"], ["injure"]]


def figure_kinds(*told: tuple[str, str]) -> set[tuple[str, str, RelationKind]]:
    """The relations of figures among what several speakers say in several reports, taken as one claim."""
    made = [reading((who, "said", words), outlet=f"Post {n}") for n, (who, words) in enumerate(told)]
    found = related(one_claim(*made), made)
    spans = [(r.left_span, r.right_span, r.kind) for r in found]
    return {(a.exact, b.exact, kind) for a, b, kind in spans if a and b}


def test_a_number_of_which_nothing_is_said_counts_what_the_others_of_its_claim_count() -> None:
    found = figure_kinds(
        ("A nurse", "31 people had died"),
        ("The union", "31 miners were killed"),
        ("The governor", "it was only four people"),
    )
    assert ("31", "four", RelationKind.CONTRADICTS) in found


@pytest.mark.parametrize(
    "other", ["it took four hours", "four lorries came", "the town has 90,000 people", "four children sang"]
)
def test_a_number_of_something_else_does_not(other: str) -> None:
    found = figure_kinds(
        ("A nurse", "31 people had died"), ("The union", "31 miners were killed"), ("The governor", other)
    )
    assert RelationKind.CONTRADICTS not in {kind for *_, kind in found}


def test_each_side_counts_all_of_the_dead_in_its_own_word() -> None:
    found = figure_kinds(("The army", "14 fighters were killed"), ("A doctor", "31 people were killed"))
    assert ("14", "31", RelationKind.CONTRADICTS) in found
    # civilians may be some of the dead
    found = figure_kinds(("The army", "14 civilians were killed"), ("A doctor", "31 people were killed"))
    assert RelationKind.CONTRADICTS not in {kind for *_, kind in found}


def test_who_calls_a_number_exaggerated_contradicts_who_gives_it() -> None:
    found = figure_kinds(
        ("A doctor", "40 people were killed"),
        ("The company", "talk of 40 people killed is exaggerated"),
        ("The mayor", "three people were killed"),
    )
    assert ("40", "40", RelationKind.CONTRADICTS) in found
    assert not [pair for pair in found if pair[:2] == ("40", "three") and "40" in pair[1]]


def test_a_number_that_is_set_aside_is_not_given() -> None:
    made = reading(("A nurse", "said", "fourteen people, not three, had died, three times as many as before"))
    assert [s.figure.span.exact for f in facets([made]) for s in f.slots] == ["fourteen"]


@pytest.mark.parametrize(
    ("text", "thing", "part"),
    [
        # not 'minor injuries'
        ("the post treated four guests for minor injuries", "guest", False),
        # passengers and staff are of no one kind
        ("5,200 passengers and staff were led outside", "people", False),
        # one of many
        ("12 of 37 people were treated", "people", True),
    ],
)
def test_who_are_counted_is_the_noun_and_not_a_word_near_it(text: str, thing: str, part: bool) -> None:
    found = slots(*spanned(text, {"5,200": "passengers and staff"}))
    assert (found[0].thing, found[0].part) == (thing, part)


def test_every_span_stands_in_its_report() -> None:
    made = reading(("The governor", "said", "12 miners had died"), ("The union", "said", "40 miners were killed"))
    for relation in related(one_claim(made), [made]):
        for span in (relation.left_span, relation.right_span):
            assert span is not None
            made.report.check(span)


def kinds(*lines: Line) -> list[RelationKind]:
    """The kinds of the relations among such sentences."""
    return [r.kind for r in relations(*lines)]


def test_two_denials_of_one_thing_do_not_deny_each_other() -> None:
    twice = ("Nurse Oda Venn", "said", "there were no gunmen in the school. None")
    once = ("A teacher", "said", "there were no gunmen in the school")
    assert RelationKind.DENIES not in kinds(twice, once)


def test_a_shared_noun_is_no_denial() -> None:
    hit = ("Nurse Oda Venn", "said", "18 people died when shells hit the school")
    none = ("The Vell Front", "said", "none of its gunmen had been near the school", Stance.DENIES)
    assert RelationKind.DENIES not in kinds(hit, none)


def test_a_denial_denies_all_who_say_the_same() -> None:
    lines: tuple[Line, ...] = (
        ("Nurse Oda Venn", "said", "army shells hit the school in Orve"),
        ("Mayor Ilva Marn", "said", "shells of the army hit the Orve school at noon"),
        ("Colonel Tarn Voss", "denied", "that army shells had hit the school", Stance.DENIES),
    )
    assert kinds(*lines).count(RelationKind.DENIES) == 2


def test_the_allegation_is_what_stands_before_it() -> None:
    lines: tuple[Line, ...] = (
        ("Nurse Oda Venn", "said", "the school gate was painted green"),
        ("Mayor Ilva Marn", "said", "army shells hit the school in Orve"),
        ("Colonel Tarn Voss", "rejected", "the allegation", Stance.DENIES),
    )
    (denied,) = [r for r in relations(*lines) if r.kind is RelationKind.DENIES]
    assert "shells" in denied.reason


def test_a_spokesman_gives_his_bodys_word() -> None:
    made = reading(
        ("The Orve ministry", "said", "12 miners had died in the shaft"),
        ("Spokesman Tarn Voss", "said", "19 miners had died in the shaft"),
    )
    body, spokesman = made.sources
    acting = replace(made, sources=(body, replace(spokesman, acts_for=body.id)))
    if body.name != "The Orve ministry":
        acting = replace(made, sources=(replace(body, acts_for=spokesman.id), spokesman))
    assert related(one_claim(made), [made])
    assert not related(one_claim(acting), [acting])


def test_a_part_larger_than_the_whole_is_a_conflict() -> None:
    lines: tuple[Line, ...] = (
        ("The Orve aid group", "said", "612 people were registered at the hall"),
        ("Colonel Tarn Voss", "said", "no more than 400 people were on board"),
    )
    assert kinds(*lines) == [RelationKind.CONTRADICTS]


def test_a_toll_that_counts_only_those_identified_is_another_scope() -> None:
    lines: tuple[Line, ...] = (
        ("Nurse Oda Venn", "said", "23 people had died"),
        ("Colonel Tarn Voss", "said", "11 people had died, counting only those formally identified"),
    )
    assert RelationKind.CONTRADICTS not in kinds(*lines)


@pytest.mark.parametrize(
    "early",
    [
        "nine people had died so far",
        "nine people had died, and that would not be the last number",
        "nine people had died by Tuesday noon",
        "nine dead had been brought to the hospital",
    ],
)
def test_a_toll_that_is_still_growing_conflicts_with_no_larger_one(early: str) -> None:
    of_early: Line = ("Nurse Oda Venn", "said", early)
    larger: Line = ("Colonel Tarn Voss", "said", "17 people had died in the fire")
    smaller: Line = ("Colonel Tarn Voss", "said", "four people had died in the fire")
    assert RelationKind.CONTRADICTS not in kinds(of_early, larger)
    assert RelationKind.CORROBORATES not in kinds(of_early, larger)
    assert RelationKind.CONTRADICTS in kinds(of_early, smaller)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # the dead of a war are not those of a day
        ("more than 300,000 people have been killed since the war began in 2011", "58 people were killed on Tuesday"),
        # buses are not people, nor villages
        ("45 buses were evacuated", "3,000 people were evacuated"),
        ("11 buses were evacuated", "two villages were evacuated"),
    ],
)
def test_another_thing_or_another_time_is_another_scope(left: str, right: str) -> None:
    assert not same_scope(slot(left), slot(right))


def test_a_reason_prints_the_words_of_the_text_and_no_stems() -> None:
    lines: tuple[Line, ...] = (
        ("Mayor Ilva Marn", "said", "guards had carried knives into the school"),
        ("Colonel Tarn Voss", "denied", "that guards had carried knives into the school", Stance.DENIES),
    )
    (denied,) = [r for r in relations(*lines) if r.kind is RelationKind.DENIES]
    assert "knives" in denied.reason and "kniv," not in denied.reason


def test_the_allegation_is_denied_of_all_who_make_it() -> None:
    found = relations(
        ("A shepherd", "said", "rangers had burned the hay barn at Sill"),
        ("The herders’ union", "alleges", "that rangers burned the barn at Sill for a warning", Stance.ALLEGES),
        ("The forest office", "denied", "the allegation", Stance.DENIES),
        ("A teacher", "said", "the barn at Sill had been set alight by rangers"),
        ("A clerk", "said", "the hay was insured"),
    )
    denied = {r.right_span.exact for r in found if r.kind is RelationKind.DENIES and r.right_span}
    assert denied == {
        "rangers had burned the hay barn at Sill",
        "that rangers burned the barn at Sill for a warning",
        "the barn at Sill had been set alight by rangers",
    }


@pytest.mark.parametrize(
    ("no", "yes"),
    [
        # a name is no proposition
        ("I have never seen Oda Venn", "Oda Venn led the Orve strike"),
        # where it was not so is not what was not so
        ("nobody in Orve had fired a shot", "the bakery in Orve was rebuilt"),
        # who is left out
        ("nobody but the miller had that key", "the miller died in the mill"),
        # who says no to a thing does not deny that there was one
        ("the mayor said no to a bridge on grounds of cost", "the mayor had turned down the bridge over its cost"),
    ],
)
def test_a_word_of_denial_denies_only_what_it_stands_before(no: str, yes: str) -> None:
    found = relations(("Pell Hask", "said", no), ("Ilva Marn", "said", yes), ("Tarn Voss", "said", yes))
    assert [r.reason for r in found if r.kind is RelationKind.DENIES] == []


def test_who_denies_a_statement_denies_what_its_speaker_adds_to_it() -> None:
    found = relations(
        ("The miller", "confessed", "that he had opened the Orve sluice"),
        ("The miller", "added", "it was about then"),
        ("The water board", "denied", "that the miller had opened the Orve sluice", Stance.DENIES),
    )
    denied = {r.right_span.exact for r in found if r.kind is RelationKind.DENIES and r.right_span}
    assert denied == {"that he had opened the Orve sluice", "it was about then"}


@pytest.mark.parametrize(
    ("no", "yes"),
    [
        ("it was not a passenger list", "the passenger paid 40 crowns"),
        ("that the strike had cost jobs", "the strike began on Monday at the Orve mill"),
    ],
)
def test_what_is_denied_is_the_thing_and_not_a_word_of_its_name(no: str, yes: str) -> None:
    said = (("Ilva Marn", "said", yes), ("Tarn Voss", "said", yes))
    assert [
        r.reason for r in relations(("Pell Hask", "denied", no, Stance.DENIES), *said) if r.kind is RelationKind.DENIES
    ] == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("400 savers of the Lemm fund lost money", "1,100 savers of the Lemm fund lost money"),
        ("some 4,000 dockers walked out in Port Orve", "1,200 dockers of Port Orve were on strike"),
    ],
)
def test_who_gives_another_number_of_one_thing_bears_nobody_out(left: str, right: str) -> None:
    found = relations(("The Lemm fund", "said", left), ("The harbour guild", "said", right))
    assert all(r.kind is not RelationKind.CORROBORATES for r in found)


def test_who_is_not_known_denies_nobody_by_standing_after_him() -> None:
    made = reading(("Ilsa Brandt", "said", "the picket had fallen"), ("she", "said", "“that is a lie”", Stance.DENIES))
    unknown = replace(made, statements=(made.statements[0], replace(made.statements[1], speaker=None)))
    assert [r.kind for r in related(one_claim(made), [made])] == [RelationKind.DENIES]
    assert related(one_claim(unknown), [unknown]) == ()


def test_an_allegation_that_something_is_not_so_is_denied_and_not_what_stands_before_it() -> None:
    found = relations(
        ("Carla Dunn", "said", "the company had paid for the dam"),
        ("An engineer", "said", "nobody had inspected the dam"),
        ("The company", "rejected", "the accusation", Stance.DENIES),
    )
    assert [r.reason for r in found if r.kind is RelationKind.DENIES] == []


def test_who_denies_after_another_did_denies_the_same() -> None:
    found = relations(
        ("Mira Sorn", "said", "guards had beaten the pickets"),
        ("Alf Riemer", "said", "“no guards had beaten the pickets”", Stance.DENIES),
        ("Stelco", "rejected", "the accusation", Stance.DENIES),
    )
    assert len([r for r in found if r.kind is RelationKind.DENIES]) == 2


def test_the_allegation_is_no_other_matter_of_its_claim() -> None:
    found = relations(
        ("Dov Pell", "said", "police fired rubber bullets at the Ostra fans"),
        ("Police", "denied", "the allegation", Stance.DENIES),
        ("Two stewards", "said", "police fired rubber bullets at fans"),
        ("Ina Gross", "said", "officers threw tear gas"),
        ("A medic", "said", "only tear gas was thrown"),
    )
    denied = {r.right_span.exact for r in found if r.kind is RelationKind.DENIES and r.right_span}
    assert denied == {"police fired rubber bullets at the Ostra fans", "police fired rubber bullets at fans"}


def test_a_denial_denies_nobody_who_speaks_of_another_matter_of_its_claim() -> None:
    found = relations(
        ("Ada Finch", "said", "Korda had hidden the money in Tolland"),
        ("Rob Ness", "denied", "that Korda had hidden money in Tolland", Stance.DENIES),
        ("The Lemm fund", "said", "savers lost money"),
        ("A guild", "said", "many savers lost money"),
    )
    denied = {r.right_span.exact for r in found if r.kind is RelationKind.DENIES and r.right_span}
    assert denied == {"Korda had hidden the money in Tolland"}


def test_a_sum_is_the_same_sum_where_another_report_prints_it_alone() -> None:
    told = reading(
        ("The clinic", "said", "23 people had died at the gate"),
        ("The clinic", "said", "26 people in all had died"),
        outlet="The Vell Post",
    )
    alone = reading(("The union", "said", "26 people were dead"))
    other = reading(("The union", "said", "31 people were dead"))
    assert not [r for r in related(one_claim(told, alone), [told, alone]) if r.kind is RelationKind.CONTRADICTS]
    assert [r for r in related(one_claim(told, other), [told, other]) if r.kind is RelationKind.CONTRADICTS]


def test_the_sum_of_two_places_in_one_sentence_is_no_rival_of_the_count_of_one() -> None:
    found = relations(
        (
            "The ministry",
            "said",
            "floods killed 18 people: 15 died in the town of Ambry and three died in the town of Dorrin",
        ),
        ("A warden", "said", "three people were killed in the town of Dorrin"),
    )
    assert [r.reason for r in found if r.kind is RelationKind.CONTRADICTS] == []


def test_who_denies_everything_denies_every_matter_of_a_claim() -> None:
    found = relations(
        ("Dov Pell", "said", "police fired rubber bullets at the Ostra fans"),
        ("Police", "denied", "everything", Stance.DENIES),
        ("Two stewards", "said", "police fired rubber bullets at fans"),
        ("Ina Gross", "said", "officers threw tear gas"),
        ("A medic", "said", "only tear gas was thrown"),
    )
    denied = {r.right_span.exact for r in found if r.kind is RelationKind.DENIES and r.right_span}
    assert {"officers threw tear gas", "only tear gas was thrown"} <= denied


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # one noun, and little else is said
        ("the flood took 212 homes", "90 homes were gone"),
        # another unit of one measure
        ("the wait lasted two years", "the wait lasted three months"),
        # what is gone, in one word or another
        ("at most 18,000 papers were lost", "some 54,000 papers were destroyed"),
        # one more word in common
        ("the pit held 33 carcasses", "nine carcasses were in the pit"),
    ],
)
def test_two_lone_numbers_of_one_thing_answer_one_question(left: str, right: str) -> None:
    found = relations(("A clerk", "said", left), ("A farmer", "said", right))
    assert [r.kind for r in found] == [RelationKind.CONTRADICTS]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # a number said by the way
        ("the minutes of all 140 stations were signed and sealed", "voting is repeated at 38 stations"),
        ("the town has 90,000 people", "four people died"),
        ("the wait lasted two years", "the wait lasted 23 months"),
        ("nine of the carcasses lay in the pit", "33 carcasses lay in the pit"),
    ],
)
def test_two_lone_numbers_of_other_questions_are_no_rivals(left: str, right: str) -> None:
    found = relations(("A clerk", "said", left), ("A farmer", "said", right))
    assert RelationKind.CONTRADICTS not in {r.kind for r in found}


def test_who_would_not_say_denies_nobody() -> None:
    found = relations(
        ("A clerk", "said", "that guards chained the mill gate"),
        ("The bank", "said", "it could not say who chained the mill gate", Stance.DENIES),
    )
    assert RelationKind.DENIES not in {r.kind for r in found}


def test_a_verb_denies_what_was_done_and_not_to_whom() -> None:
    threw = ("A steward", "said", "the fans threw flares")
    assert relations(threw, ("The club", "denied", "insulting the fans", Stance.DENIES)) == ()
    found = relations(
        ("A fan", "said", "the club insulted us"), ("The club", "denied", "insulting the fans", Stance.DENIES)
    )
    assert [r.kind for r in found] == [RelationKind.DENIES]


def test_who_says_the_same_in_an_opposite_word_denies_nobody() -> None:
    found = relations(
        ("A diver", "said", "not a single door stood open"), ("A mate", "said", "the doors were shut before we left")
    )
    assert not {RelationKind.DENIES, RelationKind.CONTRADICTS} & {r.kind for r in found}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shed 9 held only salt", "rifles were stored in the shed"),
        ("there was nothing but salt in Shed 9", "rifles were stored in Shed 9"),
        ("the shed held salt and nothing else", "the shed contained rifles"),
        ("it was the miller who opened the sluice", "a soldier opened the sluice"),
        ("only the storeman had a key to the cage", "the cleaner had a key to the cage"),
    ],
)
def test_an_answer_that_leaves_no_room_for_another_contradicts_it(one: str, other: str) -> None:
    found = relations(("A clerk", "said", one), ("A dyer", "said", other))
    assert [r.kind for r in found] == [RelationKind.CONTRADICTS]
    assert "alone" in found[0].reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # another shed
        ("Shed 9 held only salt", "rifles were stored in Shed 4"),
        # more about the same
        ("the shed held only salt", "the bags of salt in the shed were full"),
        # one may be the other
        ("it was Rahl who signed the letter", "the minister signed the letter"),
        # no other answer is given
        ("the shed held only salt", "the shed was stored with goods"),
        ("the shed held only salt", "the shed belongs to the port"),
    ],
)
def test_an_only_answer_leaves_what_it_does_not_exclude(one: str, other: str) -> None:
    found = relations(("A clerk", "said", one), ("A dyer", "said", other))
    assert RelationKind.CONTRADICTS not in {r.kind for r in found}


def test_opposites_in_two_plain_statements_need_one_more_word_in_common() -> None:
    told = ("A clerk", "said", "the siren had been sounded")
    (found,) = relations(told, ("A dyer", "said", "the fuse of the siren had been taken out"))
    assert found.kind is RelationKind.CONTRADICTS
    assert relations(told, ("A dyer", "said", "the fuse of the pump had been taken out")) == ()
    assert relations(told, ("A dyer", "said", "the fuse of the siren may have been taken out")) == ()
    # of people there are many in any text
    assert (
        relations(
            ("A monitor", "said", "the strike killed 45 civilians in the town"),
            ("The army", "said", "militants in the town fired on the strike force"),
        )
        == ()
    )


def test_who_speaks_of_a_thing_in_another_way_is_not_denied() -> None:
    no = ("The army", "denied", "using poison gas in the war", Stance.DENIES)
    assert relations(no, ("The union", "said", "the stocks of poison gas were burnt")) == ()
    used = relations(no, ("The union", "said", "planes used poison gas at Orve"))
    assert [r.kind for r in used] == [RelationKind.DENIES]
    never = ("The army", "said", "we have not used poison gas", Stance.DENIES)
    assert RelationKind.DENIES not in {
        r.kind for r in relations(never, ("The union", "said", "the poison gas was burnt"))
    }


def test_a_distance_with_a_word_in_common_may_be_of_anything() -> None:
    found = relations(
        ("The army", "said", "its men marched three miles from the eastern side of Tabra"),
        ("A monitor", "said", "they fight for Tabra, 40 miles west of Rana"),
    )
    assert RelationKind.CONTRADICTS not in {r.kind for r in found}


def test_a_short_denial_answers_nobody_who_stands_far_off() -> None:
    near = ("The ministry", "said", "it was not the guards", Stance.DENIES)
    charge = ("A weaver", "said", "guards burned down the mill of Orve")
    between = ("A dyer", "said", "the river rose for two nights " + "and the water stood in the lower streets " * 6)
    assert any(r.kind is RelationKind.DENIES for r in relations(charge, near))
    assert not any(r.kind is RelationKind.DENIES and "burned" in r.reason for r in relations(charge, between, near))


def test_who_denies_that_one_thing_caused_another_denies_neither() -> None:
    cut = ("The minister", "said", "the budget for track maintenance had been cut")
    dead = ("A nurse", "said", "twelve people died in the accident at the bridge")
    blamed = ("A driver", "said", "the accident at the bridge was due to the cuts")
    no = ("The line", "denied", "that cuts to track maintenance had played any part in the accident", Stance.DENIES)
    nothing = ("The line", "said", "the cut had nothing to do with the accident at the bridge", Stance.DENIES)
    for denial in (no, nothing):
        assert RelationKind.DENIES not in {r.kind for r in relations(cut, denial)}
        assert RelationKind.DENIES not in {r.kind for r in relations(dead, denial)}
        assert RelationKind.DENIES in {r.kind for r in relations(blamed, denial)}


def test_what_is_denied_of_one_place_is_not_denied_of_others() -> None:
    no = ("The air force", "said", "our planes have not carried out any strikes near Kelba", Stance.DENIES)
    assert relations(no, ("A monitor", "said", "strikes have battered the province since December")) == ()
    found = relations(no, ("A monitor", "said", "strikes hit the mill of Kelba"))
    assert [r.kind for r in found] == [RelationKind.DENIES]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("the doctor was removed before the ruling", "the doctor was removed after the ruling"),
        ("the recall letter was out well before the weekend", "the recall letter came a month after the weekend"),
    ],
)
def test_before_and_after_one_thing_exclude_one_another(left: str, right: str) -> None:
    found = relations(("A clerk", "said", left), ("A farmer", "said", right))
    assert [r.kind for r in found] == [RelationKind.CONTRADICTS]
    assert "before" in found[0].reason and "after" in found[0].reason


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # another thing
        ("the doctor was removed before the ruling", "the doctor was removed after the strike"),
        # of something else
        ("the doctor was removed before the ruling", "the bridge fell after the ruling"),
        ("the doctor was removed before the ruling", "the doctor was not removed after the ruling"),
    ],
)
def test_before_one_thing_and_after_another_exclude_nothing(left: str, right: str) -> None:
    found = relations(("A clerk", "said", left), ("A farmer", "said", right))
    assert RelationKind.CONTRADICTS not in {r.kind for r in found}


def test_who_denies_an_act_denies_all_who_say_that_it_was_done() -> None:
    no = ("The trust", "denied", "that the trust had paid", Stance.DENIES)
    found = relations(no, ("The gang", "said", "we were paid the first half in coins"))
    assert [r.kind for r in found] == [RelationKind.DENIES]


def test_who_denies_a_number_of_casualties_denies_a_number_of_the_hurt_that_fits_it() -> None:
    no = ("The operator", "said", "talk of 30 casualties is without foundation")
    found = relations(no, ("A nurse", "said", "30 people were injured"))
    assert [r.kind for r in found] == [RelationKind.CONTRADICTS]
    assert RelationKind.CONTRADICTS not in {
        r.kind for r in relations(no, ("A nurse", "said", "two people were injured"))
    }


def test_who_only_asks_for_a_thing_is_not_denied() -> None:
    no = ("The army", "said", "no soldier opened the gate of the mill", Stance.DENIES)
    for asked in ("the gate of the mill should be opened", "he had written to ask that the gate of the mill be opened"):
        assert RelationKind.DENIES not in {r.kind for r in relations(no, ("A dyer", "said", asked))}
    assert RelationKind.DENIES in {
        r.kind for r in relations(no, ("A dyer", "said", "soldiers opened the gate of the mill"))
    }


def test_who_denies_that_some_did_it_denies_nobody_who_says_that_it_was_done() -> None:
    no = ("The army", "said", "no soldier locked the gate of the mill", Stance.DENIES)
    assert RelationKind.DENIES not in {
        r.kind for r in relations(no, ("A dyer", "said", "the gate of the mill was locked"))
    }
    told = ("A dyer", "said", "the gate of the mill was locked by soldiers")
    assert RelationKind.DENIES in {r.kind for r in relations(no, told)}
