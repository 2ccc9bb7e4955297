"""Bodies that are only described, and who heads them, across reports: invented reports made by hand."""

from __future__ import annotations

from rashomon.attribute.identity import link
from rashomon.attribute.standing import nearness
from rashomon.model import Reading, Report, Source, SourceKind, content_id

PERSON, BODY, PUBLIC, UNNAMED = (
    SourceKind.PERSON,
    SourceKind.ORGANIZATION,
    SourceKind.PUBLIC_BODY,
    SourceKind.UNNAMED,
)
EVENT = ("Radko Vint", PERSON, "")
"""Who speaks in every report of one event."""


def reading(number: int, *sources: tuple[str, SourceKind, str], text: str = "", lang: str = "en") -> Reading:
    """A report whose sources are each named once, with a kind and a role."""
    whole = " ".join(f"{name} spoke." for name, _, _ in sources) + " " + text
    report = Report(f"r-{number}", whole, lang=lang)
    made = []
    for name, kind, role in sources:
        at = whole.index(name)
        made.append(
            Source(content_id("p", report.id, name), name, kind, role, mentions=(report.span(at, at + len(name)),))
        )
    return Reading(report, (), tuple(made))


def ids(*readings: Reading) -> list[list[str]]:
    """For each report what stands for each of its sources: the body it speaks for, else itself."""
    linked, sources = link(readings)
    known = {s.id: s for s in sources}
    found = []
    for made in linked:
        found.append([known[s.id].acts_for or s.id for s in sorted(made.sources, key=lambda s: s.mentions)])
    return found


def one(*readings: Reading) -> bool:
    """True where the last sources of all reports are one."""
    return len({made[-1] for made in ids(*readings)}) == 1


def test_the_army_of_two_reports_is_the_only_army_spoken_of() -> None:
    owned = reading(1, EVENT, ("Arvia's army", PUBLIC, ""))
    assert one(owned, reading(2, EVENT, ("the army", PUBLIC, "")))


def test_the_army_is_neither_of_two() -> None:
    owned = reading(1, EVENT, ("Arvia's army", PUBLIC, ""))
    other = reading(2, EVENT, ("Belmia's army", PUBLIC, ""))
    assert len({made[-1] for made in ids(owned, other, reading(3, EVENT, ("the army", PUBLIC, "")))}) == 3


def test_both_armies_are_two_even_where_one_of_them_alone_speaks() -> None:
    owned = reading(1, EVENT, ("Arvia's army", PUBLIC, ""), text="It said that both armies had fired.")
    assert not one(owned, reading(2, EVENT, ("the army", PUBLIC, "")))


def test_the_main_hospital_is_the_only_one_that_is_named() -> None:
    named = reading(1, EVENT, ("St Orla Hospital", BODY, ""))
    described = reading(2, EVENT, ("the town's main hospital", BODY, ""))
    assert one(named, described)
    two = reading(3, EVENT, ("Brenmoor Hospital", BODY, ""))
    assert len({made[-1] for made in ids(named, described, two)}) == 3


def test_a_hospital_of_another_event_stays_apart() -> None:
    named = reading(1, EVENT, ("St Orla Hospital", BODY, ""))
    assert not one(named, reading(2, ("Edda Marn", PERSON, ""), ("the main hospital", BODY, "")))


def test_two_police_forces_are_two_and_the_police_is_no_branch() -> None:
    railway = reading(1, EVENT, ("the railway police", PUBLIC, ""))
    assert not one(railway, reading(2, EVENT, ("the Fenn police", PUBLIC, "")))
    assert not one(railway, reading(2, EVENT, ("The police", PUBLIC, "")))


def test_police_of_two_reports_of_one_event_are_one_where_no_other_force_is_spoken_of() -> None:
    assert one(reading(1, EVENT, ("Police", PUBLIC, "")), reading(2, EVENT, ("the police", PUBLIC, "")))


def test_police_in_two_towns_are_two() -> None:
    assert not one(
        reading(1, EVENT, ("Police in Brell", PUBLIC, "")), reading(2, EVENT, ("Police in Oskmarn", PUBLIC, ""))
    )


def test_a_company_and_its_union_and_two_unions_are_apart() -> None:
    trams = reading(1, EVENT, ("Osk Trams", BODY, ""))
    assert not one(trams, reading(2, EVENT, ("Osk Trams Union", BODY, "")))
    cooks = reading(1, EVENT, ("Cooks' Union", BODY, ""))
    assert not one(cooks, reading(2, EVENT, ("Bakers' Union", BODY, "")))


def test_a_minister_heads_his_ministry_and_not_another_nor_does_his_predecessor() -> None:
    ministry = reading(1, EVENT, ("Ministry of Health and Baths", PUBLIC, ""))
    assert one(ministry, reading(2, EVENT, ("Ursin Vogt", PERSON, "health minister")))
    assert not one(ministry, reading(2, EVENT, ("Ursin Vogt", PERSON, "transport minister")))
    assert not one(ministry, reading(2, EVENT, ("Carla Menn", PERSON, "former health minister")))
    assert not one(ministry, reading(2, EVENT, ("Carla Menn", PERSON, "shadow health minister")))


def test_a_fire_chief_is_the_fire_brigade() -> None:
    brigade = reading(1, EVENT, ("the fire brigade", BODY, ""))
    assert one(brigade, reading(2, EVENT, ("Mats Quent", PERSON, "the town's fire chief")))


def test_a_headteacher_is_the_school_and_the_tram_company_the_trams() -> None:
    assert one(
        reading(1, EVENT, ("Harl High School", BODY, "")), reading(2, EVENT, ("Agna Tull", PERSON, "headteacher"))
    )
    assert one(reading(1, EVENT, ("Fenn Trams", BODY, "")), reading(2, EVENT, ("The tram company", BODY, "")))
    assert not one(reading(1, EVENT, ("Fenn Rail", BODY, "")), reading(2, EVENT, ("The tram company", BODY, "")))


def test_the_mayor_is_the_only_mayor_that_is_named() -> None:
    named = reading(1, EVENT, ("Tobin Ash", PERSON, "mayor of Fenn"))
    described = reading(2, EVENT, ("the mayor", UNNAMED, ""))
    assert one(named, described)
    other = reading(3, EVENT, ("Hanno Weir", PERSON, "mayor of Upper Sull"))
    assert len({made[-1] for made in ids(named, described, other)}) == 3


def test_a_mayor_and_the_mayors_office_are_one() -> None:
    named = reading(1, EVENT, ("Tobin Ash", PERSON, "mayor of Fenn"))
    assert one(named, reading(2, EVENT, ("The mayor's office", PUBLIC, "")))


def test_a_body_of_two_languages_bears_the_name_of_most_reports() -> None:
    english = [reading(n, EVENT, ("Ministry of Coasts", PUBLIC, "")) for n in (1, 2)]
    french = reading(3, EVENT, ("Ministère des Côtes", PUBLIC, ""), lang="fr")
    _, sources = link([*english, french])
    assert [s.name for s in sources if s.kind is PUBLIC] == ["Ministry of Coasts"]


def test_a_name_of_two_bodies_and_a_much_longer_one_are_not_the_short_one() -> None:
    short = reading(1, EVENT, ("Arvia's army", PUBLIC, ""))
    assert not one(short, reading(2, EVENT, ("Arvia's army and Belmia's government", PUBLIC, "")))
    assert not one(short, reading(2, EVENT, ("Arvia Oskmarn Fenn Vell Army", PUBLIC, "")))


def test_the_defence_ministry_is_neither_of_two_countries() -> None:
    told = [reading(n, EVENT, ("the defence ministry", PUBLIC, "")) for n in (1, 2)]
    owned = [reading(3, EVENT, ("Arvia's defence ministry", PUBLIC, ""))]
    other = [reading(4, EVENT, ("Belmia's defence ministry", PUBLIC, ""))]
    assert one(*told)
    assert len({made[-1] for made in ids(*told, *owned, *other)}) == 4


def test_the_company_of_another_report_is_no_company_by_being_the_only_one_called_so() -> None:
    assert not one(reading(1, EVENT, ("Osk Guarding", BODY, "")), reading(2, EVENT, ("the company", BODY, "")))


def near(first: Report, second: Report) -> bool:
    """True where two reports, of a case of their own, speak of one event."""
    return nearness([], [Reading(first, (), ()), Reading(second, (), ())]).are(first.id, second.id)


def test_a_partys_own_text_is_of_the_event_in_which_its_name_is_spoken_of() -> None:
    told = Report("r-1", "On Monday the count in Ostrane was stopped.", outlet="Vell Post")
    own = Report("r-2", "No box was at any moment in other hands.", outlet="Ostrane Town Electoral Commission")
    other = Report("r-3", "No box was at any moment in other hands.", outlet="Brell Town Electoral Commission")
    assert near(told, own)
    assert not near(told, other)


def test_who_names_the_outlet_of_another_report_speaks_of_the_same_event() -> None:
    told = Report("r-1", "The flight was full, Skarn Air said.", outlet="Vell Post")
    assert near(told, Report("r-2", "No seat was sold twice.", outlet="Skarn Air"))
    assert not near(told, Report("r-2", "No seat was sold twice.", outlet="Mole Air"))
