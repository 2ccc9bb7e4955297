"""One source across reports: invented people and bodies in readings made by hand."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.attribute.identity import link
from rashomon.model import Credit, Reading, Report, Source, SourceKind, Statement, content_id

PERSON, BODY, PUBLIC = SourceKind.PERSON, SourceKind.ORGANIZATION, SourceKind.PUBLIC_BODY


def source(
    report: Report, name: str, kind: SourceKind = PERSON, *, role: str = "", acts_for: str | None = None
) -> Source:
    """A source named once in its report; `acts_for` is the printed name of another one there."""
    core = name.split(" | ")[-1]
    start = report.text.index(core)
    body = content_id("p", report.id, acts_for) if acts_for else None
    titled = name.replace(" | ", " ")
    at = report.text.index(titled)
    spans = (report.span(start, start + len(core)), report.span(at, at + len(titled)))
    return Source(content_id("p", report.id, core), core, kind, role, tuple(dict.fromkeys(spans)), acts_for=body)


def reading(number: int, *sources: tuple[str, SourceKind], outlet: str = "", credits: tuple[str, ...] = ()) -> Reading:
    """A report in which each source says one thing; 'Mr | Vale' is Vale with a title."""
    text = " ".join(f"{name.replace(' | ', ' ')} spoke." for name, _ in sources) + " END"
    report = Report(f"r-{number}", text, outlet=outlet, credits=tuple(Credit(c) for c in credits))
    made = tuple(source(report, name, kind) for name, kind in sources)
    statements = tuple(
        Statement(f"s-{number}-{i}", report.id, (report.span(0, 3),), s.mentions[0], speaker=s.id)
        for i, s in enumerate(made)
    )
    return Reading(report, statements, made)


def speakers(*readings: Reading) -> list[str | None]:
    linked, _ = link(readings)
    return [s.speaker for r in linked for s in r.statements]


def test_spellings_of_one_person_are_one_source() -> None:
    found = speakers(
        reading(1, ("Mohamed Qaddari", PERSON)),
        reading(2, ("Muhammad Gaddari", PERSON)),
        reading(3, ("Mohammed Kaddari", PERSON)),
    )
    assert len(set(found)) == 1


def test_two_people_of_one_surname_are_two() -> None:
    assert len(set(speakers(reading(1, ("Edric Vale", PERSON)), reading(2, ("Maud Vale", PERSON))))) == 2


def test_a_bare_surname_joins_the_only_one_it_fits() -> None:
    found = speakers(reading(1, ("Edric Vale", PERSON)), reading(2, ("Mr | Vale", PERSON)))
    assert len(set(found)) == 1


def test_a_bare_surname_joins_none_of_two() -> None:
    found = speakers(
        reading(1, ("Edric Vale", PERSON)), reading(2, ("Oswin Vale", PERSON)), reading(3, ("Vale", PERSON))
    )
    assert len(set(found)) == 3


def test_a_title_of_the_other_gender_keeps_two_apart() -> None:
    assert len(set(speakers(reading(1, ("Mrs | Robin Vale", PERSON)), reading(2, ("Mr | Vale", PERSON))))) == 2


def test_titles_in_two_languages_change_nothing() -> None:
    found = speakers(
        reading(1, ("Lieutenant-Commander | Odile Marsh", PERSON)),
        reading(2, ("capitaine de corvette | Odile Marsh", PERSON)),
    )
    assert len(set(found)) == 1


def test_letters_join_the_name_they_stand_for() -> None:
    found = speakers(reading(1, ("Northern Relief Front", BODY)), reading(2, ("NRF", BODY)))
    assert len(set(found)) == 1
    _, sources = link([reading(1, ("Northern Relief Front", BODY)), reading(2, ("NRF", BODY))])
    assert [s.name for s in sources] == ["Northern Relief Front"] and len(sources[0].mentions) == 2


def test_letters_that_two_names_fit_join_neither() -> None:
    found = speakers(
        reading(1, ("Northern Relief Front", BODY)),
        reading(2, ("New Rural Federation", BODY)),
        reading(3, ("NRF", BODY)),
    )
    assert len(set(found)) == 3


def test_an_agency_is_one_under_the_letters_its_own_pages_carry() -> None:
    own = reading(1, ("Ilsa Corr", PERSON), outlet="Tarbex News Agency", credits=("TBX",))
    linked, sources = link([own, reading(2, ("TBX", BODY)), reading(3, ("Tarbex", BODY))])
    assert len({linked[1].sources[0].id, linked[2].sources[0].id}) == 1
    assert "Tarbex News Agency" in [s.name for s in sources]


def test_a_word_for_a_body_alone_stays_local() -> None:
    found = speakers(reading(1, ("The Ministry", PUBLIC)), reading(2, ("The Ministry", PUBLIC)))
    assert len(set(found)) == 2


def test_what_only_one_report_names_keeps_its_id() -> None:
    one, other = reading(1, ("Edric Vale", PERSON)), reading(2, ("Ilsa Corr", PERSON))
    assert speakers(one, other) == [one.sources[0].id, other.sources[0].id]


def test_unnamed_sources_are_never_joined() -> None:
    found = speakers(reading(1, ("A driver", SourceKind.UNNAMED)), reading(2, ("A driver", SourceKind.UNNAMED)))
    assert len(set(found)) == 2


def test_a_body_in_two_languages_is_one_by_its_one_named_voice() -> None:
    made = []
    for number, (body, kind) in enumerate([("Ministry of Coasts", PUBLIC), ("Ministère des Côtes", PUBLIC)]):
        report = Report(f"r-{number}", f"{body} sent Edric Vale.")
        voice = source(report, "Edric Vale", role="spokesman" if number == 0 else "porte-parole", acts_for=body)
        made.append(Reading(report, (), (source(report, body, kind), voice)))
    _, sources = link(made)
    assert len(sources) == 2


def test_police_without_a_name_of_their_own_are_one_by_their_one_named_voice() -> None:
    made = []
    for number in range(2):
        report = Report(f"r-{number}", "police sent Tarin Vell.")
        voice = source(report, "Tarin Vell", role="spokesman", acts_for="police")
        made.append(Reading(report, (), (source(report, "police", SourceKind.UNNAMED), voice)))
    _, sources = link(made)
    assert [s.name for s in sources] == ["police", "Tarin Vell"]


def test_its_spokesman_is_the_only_named_spokesman_of_the_body() -> None:
    one, other = Report("r-1", "Harbour Union sent Edric Vale."), Report("r-2", "Harbour Union and its spokesman.")
    named = Reading(
        one,
        (),
        (source(one, "Harbour Union", BODY), source(one, "Edric Vale", role="spokesman", acts_for="Harbour Union")),
    )
    bare = source(other, "its spokesman", SourceKind.UNNAMED, acts_for="Harbour Union")
    linked, sources = link([named, Reading(other, (), (source(other, "Harbour Union", BODY), bare))])
    assert len(sources) == 2
    assert linked[0].sources[1].id == linked[1].sources[1].id


NAMES = [
    ("Edric Vale", PERSON),
    ("Mr | Vale", PERSON),
    ("Vale", PERSON),
    ("Maud Vale", PERSON),
    ("Ms | Vale", PERSON),
    ("Mohamed Qaddari", PERSON),
    ("Muhammad Gaddari", PERSON),
    ("Northern Relief Front", BODY),
    ("NRF", BODY),
    ("Relief Front", BODY),
    ("Harbour Union", BODY),
    ("Ministry of Coasts", PUBLIC),
    ("Ministry of Coasts and Tides", PUBLIC),
    ("A driver", SourceKind.UNNAMED),
]


CASES = st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(CASES, st.randoms())
def test_the_order_of_the_reports_changes_nothing(case: list[list[tuple[str, SourceKind]]], random: Random) -> None:
    readings = [reading(n, *names) for n, names in enumerate(case)]
    shuffled = list(readings)
    random.shuffle(shuffled)
    straight, sources = link(readings)
    other, again = link(shuffled)
    assert sources == again
    assert {r.report.id: r for r in straight} == {r.report.id: r for r in other}


def test_a_ministry_is_one_under_every_language_and_order_of_its_name() -> None:
    found = speakers(
        reading(1, ("Radko Vint", PERSON), ("Ministry of Defence of Tavoria", PUBLIC)),
        reading(2, ("Radko Vint", PERSON), ("Tavoria's defence ministry", PUBLIC)),
        reading(3, ("Ministerio de Defensa de Tavoria", PUBLIC)),
    )
    assert len({found[1], found[3], found[4]}) == 1


def test_the_coastguard_is_the_only_one_that_reports_of_the_same_people_name() -> None:
    named = reading(1, ("Radko Vint", PERSON), ("Norvane Coastguard", PUBLIC))
    described = reading(2, ("Radko Vint", PERSON), ("the coastguard", PUBLIC))
    other = reading(3, ("Radko Vint", PERSON), ("Hask Coastguard", PUBLIC))
    two = speakers(named, described)
    assert two[1] == two[3]
    three = speakers(named, described, other)
    assert three[3] not in {three[1], three[5]}


def test_a_country_is_not_the_ministry_that_bears_its_name() -> None:
    found = speakers(reading(1, ("Tavoria", BODY)), reading(2, ("Ministry of Defence of Tavoria", PUBLIC)))
    assert found[0] != found[1]


def test_a_surname_takes_the_one_full_name_that_any_report_prints() -> None:
    told = reading(1, ("Varn", PERSON))
    report = Report("r-2", "Police asked the captain, Edda Varn, to wait.")
    _, sources = link([told, Reading(report)])
    assert [s.name for s in sources] == ["Edda Varn"]
    report = Report("r-2", "Police asked the captain, Edda Varn, and her brother, Olaf Varn, to wait.")
    _, sources = link([told, Reading(report)])
    assert [s.name for s in sources] == ["Varn"]


def test_a_charter_is_not_the_body_whose_it_is() -> None:
    found = speakers(reading(1, ("League of Cantons", BODY)), reading(2, ("League of Cantons Charter", BODY)))
    assert len(set(found)) == 2


def test_a_line_that_was_taken_for_a_name_ties_nobody() -> None:
    text = "Fenn Observatory Oskwire spoke. Fenn Observatory spoke. Oskwire spoke."
    report = Report("r-1", text)
    spans = [
        report.span(text.index(w), text.index(w) + len(w)) for w in ("Fenn Observatory Oskwire", "Fenn Observatory")
    ]
    spans.append(report.span(text.rindex("Oskwire"), text.rindex("Oskwire") + len("Oskwire")))
    line = Source("p-line", "Fenn Observatory Oskwire", BODY, mentions=tuple(spans))
    others = [reading(2, ("Fenn Observatory", BODY)), reading(3, ("Oskwire", BODY))]
    linked, _ = link([Reading(report, (), (line,)), *others])
    assert linked[1].sources[0].id != linked[2].sources[0].id


def test_a_form_that_stands_once_of_many_names_no_body() -> None:
    many = [reading(n, ("Fenn Observatory", BODY)) for n in range(1, 25)]
    once = reading(30, ("Fenn Observatory Group", BODY))
    _, sources = link([*many, once])
    assert [s.name for s in sources] == ["Fenn Observatory"]


def test_a_place_is_not_the_society_that_bears_its_name_nor_a_company_its_union() -> None:
    assert len(set(speakers(reading(1, ("Arvia", BODY)), reading(2, ("Arvia Red Cross Society", BODY))))) == 2
    assert len(set(speakers(reading(1, ("Fenlac", BODY)), reading(2, ("Fenlac Workers' Union", BODY))))) == 2
    assert len(set(speakers(reading(1, ("Ostrane", BODY)), reading(2, ("Ostrane Minerals", BODY))))) == 1


def transcript(number: int, *turns: tuple[str, SourceKind, str]) -> Reading:
    """A report printed as turns, each with the label of who speaks, and what that was taken for."""
    text = "\n".join(f"{label}: {words}" for label, _, words in turns)
    report = Report(f"r-{number}", text)
    made = tuple(source(report, label, kind) for label, kind, _ in turns)
    spans = (report.span(text.index(words), text.index(words) + len(words)) for _, _, words in turns)
    statements = tuple(
        Statement(f"s-{number}-{i}", report.id, (span,), s.mentions[0], speaker=s.id)
        for i, (s, span) in enumerate(zip(made, spans, strict=True))
    )
    return Reading(report, statements, made)


def test_the_label_of_a_turn_is_the_person_of_that_surname_and_no_body() -> None:
    turns = transcript(1, ("ORVIK", BODY, "I counted them."), ("TELLER", BODY, "The teller before me counted too."))
    linked, sources = link((turns, reading(2, ("Dara Orvik", PERSON))))
    first, teller, named = (s.speaker for r in linked for s in r.statements)
    assert first == named
    kinds = {s.id: s.kind for s in sources}
    assert kinds[first or ""] is PERSON
    assert kinds[teller or ""] is SourceKind.UNNAMED
