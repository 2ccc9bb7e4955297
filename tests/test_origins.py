"""From whom a statement comes in the end: copies, spokesmen, outlets, columns, and what is not proved."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.engine.duck import DuckEngine
from rashomon.lineage.derive import derive
from rashomon.lineage.origins import origins
from rashomon.model import (
    Derivation,
    DerivationKind,
    Origin,
    Passage,
    Reading,
    Report,
    Source,
    SourceKind,
    Span,
    Statement,
    report_id,
    text_digest,
)

AUTHORITY = Source("authority", "Canal Authority", SourceKind.PUBLIC_BODY)
SPOKESMAN = Source("reeve", "Anselm Reeve", SourceKind.PERSON, acts_for="authority")
KEEPER = Source("marsh", "Tobin Marsh", SourceKind.PERSON)
TEXT = (
    "The lock keeper, Tobin Marsh, said the signal lamp had been dark for nine nights before the barge struck. "
    "Spokesman Anselm Reeve said the lamp was tested every Friday. Divers searched the flooded hold until midnight."
)


OTHER = "The town library reopened on Saturday after a leak that had closed its reading room for most of the winter."


def reading(text: str, outlet: str, published: str = "2031-05-12", headline: str = "") -> Reading:
    digest = text_digest(f"{outlet}{text}")
    return Reading(Report(report_id(digest), text, outlet=outlet, published=published, headline=headline))


def said(base: Reading, content: str, speaker: Source | None = None, by: str = "") -> Reading:
    """The reading with one more statement; without a speaker and a cue it is the outlet's own voice."""
    report = base.report
    at = report.text.index(content)
    span = report.span(at, at + len(content))
    source = report.span(report.text.index(by), report.text.index(by) + len(by)) if by else None
    name = f"{report.outlet}:{content[:12]}"
    made = Statement(name, report.id, (span,), source, source, speaker=speaker.id if speaker else None)
    return Reading(report, (*base.statements, made), (*base.sources, *([speaker] if speaker else [])))


def mentioned(source: Source, base: Reading, words: str = "") -> Source:
    """The source with a mention in one report: its own name, or the words given."""
    exact = words or source.name
    report = base.report
    at = report.text.casefold().find(exact.casefold())
    spot = report.span(at, at + len(exact)) if at >= 0 else Span(report.id, 0, len(exact), exact)
    return replace(source, mentions=(spot,))


def told(*readings: Reading, sources: tuple[Source, ...] = (AUTHORITY, SPOKESMAN, KEEPER)) -> dict[str, Origin]:
    engine = DuckEngine()
    found = origins(readings, sources, derive(readings, engine))
    engine.close()
    return {o.statement: o for o in found}


def test_a_spokesman_and_his_body_are_one_origin() -> None:
    one = said(reading(TEXT, "Ledger"), "the lamp was tested every Friday", SPOKESMAN, "Anselm Reeve")
    assert [(o.id, o.name) for o in told(one).values()] == [("authority", "Canal Authority")]


def test_own_voice_is_the_outlets_own() -> None:
    one = said(reading(TEXT, "Ledger"), "Divers searched the flooded hold until midnight")
    two = said(reading(f"{OTHER} {TEXT[-50:]}", "Ledger", "2031-06-12"), "the flooded hold until midnight")
    assert [o.name for o in told(one).values()] == ["Ledger"]
    assert len({o.id for o in told(one, two).values()}) == 1


def test_own_voice_without_an_outlet_is_its_reports() -> None:
    one = said(reading(TEXT, ""), "Divers searched the flooded hold until midnight")
    assert [o.id for o in told(one).values()] == [one.report.id]


def test_own_voice_in_a_copy_is_the_parents() -> None:
    root = said(reading(TEXT, "Wire", "2031-05-11"), "Divers searched the flooded hold until midnight")
    copy = said(reading(TEXT, "Ledger"), "Divers searched the flooded hold until midnight")
    assert {o.id for o in told(root, copy).values()} == {o.id for o in told(root).values()}


def test_a_speaker_lost_in_a_copy_is_found_in_its_parent() -> None:
    content = "the signal lamp had been dark for nine nights"
    root = said(reading(TEXT, "Wire", "2031-05-11"), content, KEEPER, "Tobin Marsh")
    laundered = TEXT.replace("The lock keeper, Tobin Marsh, said", "It has emerged that")
    copy = said(reading(laundered, "Ledger"), content)
    origin = told(root, copy)[f"Ledger:{content[:12]}"]
    assert (origin.id, origin.name) == ("marsh", "Tobin Marsh")
    assert "Wire" in origin.reason


def test_a_copy_of_a_copy_has_the_roots_origin() -> None:
    content = "Divers searched the flooded hold until midnight"
    three = [said(reading(TEXT, f"Outlet {n}", f"2031-05-{n + 11}"), content) for n in range(3)]
    assert {o.id for o in told(*three).values()} == {o.id for o in told(three[0]).values()}


def test_a_named_speaker_stays_who_he_is_in_a_rewrite() -> None:
    root = said(reading(TEXT, "Wire", "2031-05-11"), "the lamp was tested every Friday", SPOKESMAN, "Anselm Reeve")
    copy = said(reading(TEXT, "Ledger"), "the signal lamp had been dark for nine nights", KEEPER, "Tobin Marsh")
    assert told(root, copy)["Ledger:the signal l"].id == "marsh"


def test_the_words_of_a_body_that_publishes_are_the_bodys() -> None:
    release = said(reading("The lamp was tested every Friday.", "Canal Authority"), "The lamp was tested every Friday")
    assert [o.id for o in told(release).values()] == ["authority"]


def test_the_words_of_an_agencys_reprint_are_the_agencys() -> None:
    text = TEXT.replace("The lock", "OSTERMARK (PTI) – The lock")
    one, two = (said(reading(text, name), "Divers searched the flooded hold until midnight") for name in ("A", "B"))
    outside = tuple(Derivation(r.report.id, None, "PTI", DerivationKind.REPRINT, 0.0, "credit") for r in (one, two))
    found = origins((one, two), (), outside)
    assert len({o.id for o in found}) == 1 and {o.name for o in found} == {"PTI"}


def test_a_column_adds_no_origin() -> None:
    column = said(reading(TEXT, "Review", headline="OPINION: The lamp"), "the lamp was tested every Friday", SPOKESMAN)
    assert [o.counts for o in told(column).values()] == [False]


def test_a_transcript_in_the_first_person_is_no_column() -> None:
    turn = "WARD: Where were you?\n\nMARSH: I was at my post. I saw it. My lamp was dark. I told them.\n\n"
    talk = said(reading(turn * 5, "Harbour Radio"), "My lamp was dark", KEEPER, "MARSH")
    assert [o.counts for o in told(talk).values()] == [True]


def test_an_unresolved_speaker_may_be_any_who_speaks_in_the_report() -> None:
    one = said(reading(TEXT, "Ledger"), "the lamp was tested every Friday", SPOKESMAN, "Anselm Reeve")
    one = said(one, "the signal lamp had been dark for nine nights", None, "The lock keeper")
    origin = told(one)["Ledger:the signal l"]
    assert (origin.id, origin.may_be) == (one.report.id, ("authority",))


def test_unnamed_sources_of_two_reports_may_be_one() -> None:
    readings, sources = [], []
    for n, phrase in enumerate(("A dock official", "An official at the dock gate")):
        base = reading(f"{phrase} said the chain was new. Number {n}.", f"Outlet {n}")
        source = Source(f"u{n}", phrase, SourceKind.UNNAMED, mentions=(base.report.span(0, len(phrase)),))
        readings.append(said(base, "the chain was new", source, phrase))
        sources.append(source)
    found = told(*readings, sources=tuple(sources))
    assert [o.may_be for o in found.values()] == [("u1",), ("u0",)]


def test_what_a_weak_edge_carries_may_be_the_parents() -> None:
    root = said(reading(TEXT, "Wire", "2031-05-11"), "the lamp was tested every Friday", SPOKESMAN, "Anselm Reeve")
    child = said(reading("Lamps are tested on Fridays.", "Ledger"), "Lamps are tested on Fridays")
    start = TEXT.index("Spokesman")
    passage = Passage((0, 27), (start, start + 62))
    edge = (child.report.id, root.report.id, None, DerivationKind.REWRITE, 0.2, "")
    weak = Derivation(*edge, passages=(passage,), credited=False)
    (_, origin) = origins((root, child), (AUTHORITY, SPOKESMAN), (weak,))
    assert (origin.name, origin.may_be) == ("Ledger", ("authority",))


def test_every_statement_has_one_origin_in_order() -> None:
    one = said(said(reading(TEXT, "Ledger"), "Divers searched"), "the lamp was tested", SPOKESMAN, "Anselm Reeve")
    assert list(told(one)) == [s.id for s in one.statements]


def test_a_body_named_by_its_kind_is_one_in_reports_that_come_from_one_another() -> None:
    long, short = (
        Source(i, n, SourceKind.PUBLIC_BODY) for i, n in (("a", "the city's lock office"), ("b", "the office"))
    )
    root = said(reading(TEXT, "Wire", "2031-05-11"), "the lamp was tested every Friday", long, "Tobin Marsh")
    child = said(reading(TEXT + " More follows.", "Ledger"), "Divers searched the flooded hold", short, "Tobin Marsh")
    found = told(root, child, sources=(mentioned(long, root), mentioned(short, child)))
    assert {o.id for o in found.values()} == {"a"}


def test_a_body_named_by_its_kind_in_a_report_of_something_else_is_another() -> None:
    long, short = (
        Source(i, n, SourceKind.PUBLIC_BODY) for i, n in (("a", "the city's lock office"), ("b", "the office"))
    )
    one = said(reading(TEXT, "Wire", "2031-05-11"), "the lamp was tested every Friday", long, "Tobin Marsh")
    other = said(
        reading("The office said that a kiln fell on two potters.", "Ledger"), "a kiln fell", short, "The office"
    )
    found = told(one, other, sources=(mentioned(long, one), mentioned(short, other)))
    assert {o.id for o in found.values()} == {"a", "b"}


def test_a_corporal_of_an_army_does_not_speak_for_it() -> None:
    corporal = Source("corporal", "corporal of the guard", SourceKind.UNNAMED, acts_for="authority")
    one = said(
        reading("A corporal of the guard said the lamp was dark.", "Ledger"),
        "the lamp was dark",
        corporal,
        "A corporal",
    )
    source = mentioned(corporal, one, "A corporal of the guard")
    assert [o.id for o in told(one, sources=(AUTHORITY, source)).values()] == ["corporal"]


def test_what_an_outlet_is_quoted_with_comes_from_its_own_source() -> None:
    outlet = Source("wire", "Wire", SourceKind.ORGANIZATION)
    root = said(
        reading(TEXT, "Wire", "2031-05-11"), "the signal lamp had been dark for nine nights", KEEPER, "Tobin Marsh"
    )
    text = "Wire reported that the signal lamp had been dark for nine nights. The canal stays shut."
    child = said(reading(text, "Ledger"), "the signal lamp had been dark for nine nights", outlet, "Wire")
    edge = Derivation(child.report.id, root.report.id, None, DerivationKind.CREDITS, 0.1, "")
    (_, origin) = origins((root, child), (KEEPER, mentioned(outlet, child)), (edge,))
    assert origin.id == "marsh"


def test_a_denial_is_not_repeated_by_whoever_says_that_it_is_so() -> None:
    root = said(reading(TEXT, "Wire", "2031-05-11"), "the lamp was tested every Friday", SPOKESMAN, "Anselm Reeve")
    child = said(reading("The lamp was not tested every Friday.", "Ledger"), "The lamp was not tested every Friday")
    edge = Derivation(child.report.id, root.report.id, None, DerivationKind.REWRITE, 0.3, "")
    (_, origin) = origins((root, child), (AUTHORITY, SPOKESMAN), (edge,))
    assert origin.name == "Ledger"


def test_a_name_that_follows_a_description_and_its_figure_is_who_was_described() -> None:
    clinic = Source("clinic", "the lakeside clinic", SourceKind.ORGANIZATION)
    head = Source("head", "the head of the lakeside clinic", SourceKind.UNNAMED, acts_for="clinic")
    name = Source("orla", "Orla Venn", SourceKind.PERSON)
    text = 'The head of the lakeside clinic said 17 people were hurt. "We took in 17," Orla Venn told reporters.'
    one = said(reading(text, "Ledger"), "17 people were hurt", head, "The head of the lakeside clinic")
    both = said(one, "We took in 17", name, "Orla Venn")
    sources = (clinic, mentioned(head, one, "The head of the lakeside clinic"), mentioned(name, one, "Orla Venn"))
    assert {o.id for o in told(both, sources=sources).values()} == {"clinic"}


@settings(max_examples=10, deadline=None)
@given(st.integers(2, 6))
def test_reprints_never_add_an_origin(copies: int) -> None:
    root = said(reading(TEXT, "Wire", "2031-05-11"), "the lamp was tested every Friday", SPOKESMAN, "Anselm Reeve")
    root = said(root, "Divers searched the flooded hold until midnight")
    names = [f"Paper {n}" for n in range(copies)]
    again = [said(reading(TEXT, name), "Divers searched the flooded hold until midnight") for name in names]
    alone, more = (told(*group).values() for group in ([root], [root, *again]))
    assert {o.id for o in more} == {o.id for o in alone}


def test_a_body_of_the_lead_is_the_one_that_is_named_later() -> None:
    text = "A union said six were hurt. The Mill Workers' Union said it had nine cartridge cases."
    base = reading(text, "Ledger")
    union = mentioned(Source("u", "a union", SourceKind.ORGANIZATION), base, "A union")
    named = mentioned(Source("m", "Mill Workers' Union", SourceKind.ORGANIZATION), base, "The Mill Workers' Union")
    one = said(said(base, "six were hurt", union, "A union"), "it had nine cartridge cases", named, "The Mill")
    assert {o.id for o in told(one, sources=(union, named)).values()} == {"m"}


def test_of_two_unions_that_are_named_the_lead_may_mean_either() -> None:
    text = "A union said six were hurt. The Mill Workers' Union said nine. The Dockers' Union said ten."
    base = reading(text, "Ledger")
    union = mentioned(Source("u", "a union", SourceKind.ORGANIZATION), base, "A union")
    mill = mentioned(Source("m", "Mill Workers' Union", SourceKind.ORGANIZATION), base)
    dock = mentioned(Source("d", "Dockers' Union", SourceKind.ORGANIZATION), base)
    one = said(base, "six were hurt", union, "A union")
    one = replace(one, sources=(union, mill, dock))
    assert [o.id for o in told(one, sources=(union, mill, dock)).values()] == ["u"]


def test_somebody_unnamed_in_a_copy_is_who_said_it_in_its_parent() -> None:
    told_it = 'Quell, a schoolboy, said he had seen "two men in grey coats, not in uniform," run from the yard.'
    rest = (
        " The bridge was closed until noon and the mayor of Pellan asked for calm in all three parishes of the valley."
    )
    root = reading(told_it + rest, "Wire", "2031-05-11")
    quell = mentioned(Source("q", "Quell", SourceKind.PERSON), root)
    root = said(root, 'he had seen "two men in grey coats, not in uniform," run from the yard', quell, "Quell")
    copy = reading("Two gunmen in grey coats ran from the yard, a witness confirmed." + rest, "Ledger")
    witness = mentioned(Source("w", "a witness", SourceKind.UNNAMED), copy)
    copy = said(copy, "Two gunmen in grey coats ran from the yard", witness, "a witness")
    edge = Derivation(copy.report.id, root.report.id, None, DerivationKind.LIGHT_EDIT, 0.6, "", credited=True)
    assert [o.id for o in origins((root, copy), (quell, witness), (edge,))] == ["q", "q"]


def test_a_body_is_one_in_two_languages_of_a_family() -> None:
    english = reading("The clinic in Tessel said it had treated four people.", "Wire", "2031-05-11")
    spanish = reading("La clínica de Tessel dijo haber atendido a cuatro personas.", "La Aguja")
    one = mentioned(Source("en", "The clinic in Tessel", SourceKind.ORGANIZATION), english)
    two = mentioned(Source("es", "clínica de Tessel", SourceKind.ORGANIZATION), spanish)
    pair = (
        said(english, "it had treated four people", one, "The clinic in Tessel"),
        said(spanish, "haber atendido a cuatro personas", two, "La clínica de Tessel"),
    )
    edge = Derivation(spanish.report.id, english.report.id, None, DerivationKind.TRANSLATION, 0.6, "", credited=True)
    assert len({o.id for o in origins(pair, (one, two), (edge,))}) == 1


def test_the_one_unnamed_source_of_a_translation_is_the_one_of_its_original() -> None:
    english = reading("A former inspector said the gate was never tried.", "Wire", "2031-05-11")
    french = reading("Un ancien inspecteur affirme que la grille n'a jamais servi.", "Le Phare")
    one = mentioned(Source("en", "A former inspector", SourceKind.UNNAMED), english)
    two = mentioned(Source("fr", "ancien inspecteur", SourceKind.UNNAMED), french)
    pair = (
        said(english, "the gate was never tried", one, "A former inspector"),
        said(french, "la grille n'a jamais servi", two, "ancien inspecteur"),
    )
    edge = Derivation(french.report.id, english.report.id, None, DerivationKind.TRANSLATION, 0.6, "", credited=True)
    assert {o.id for o in origins(pair, (one, two), (edge,))} == {"en"}


def test_the_origins_of_many_copies_of_one_another_are_traced_once() -> None:
    words = "the signal lamp had been dark for nine nights"
    copies = [said(reading(f"{TEXT} {n}", f"Paper {n}"), words, KEEPER, "Tobin Marsh") for n in range(40)]
    edges = [copied(child.report, parent.report) for n, child in enumerate(copies) for parent in copies[:n]]
    found = origins(copies, (KEEPER,), edges)
    assert {origin.id for origin in found} == {KEEPER.id}


def copied(child: Report, parent: Report) -> Derivation:
    """A report that is another's, word for word."""
    passage = Passage((0, len(TEXT)), (0, len(TEXT)))
    return Derivation(child.id, parent.id, None, DerivationKind.REPRINT, 1.0, "the same words", passages=(passage,))


def bodies(first: str, second: str, lang: str = "es") -> list[tuple[str, tuple[str, ...]]]:
    """The origins, with what they may be, of two bodies that two reports of no one family name in two languages."""
    one = reading(f"{first} said the dyke had held all night.", "Wire")
    two = reading(f"{second} dijo que el dique aguantó toda la noche.", "La Aguja")
    two = replace(two, report=replace(two.report, lang=lang))
    left = mentioned(Source("one", first, SourceKind.PUBLIC_BODY), one)
    right = mentioned(Source("two", second, SourceKind.PUBLIC_BODY), two)
    pair = (
        said(one, "the dyke had held all night", left, first),
        said(two, "el dique aguantó toda la noche", right, second),
    )
    return [(o.id, o.may_be) for o in origins(pair, (left, right), ())]


def test_a_ministry_that_two_reports_name_in_two_languages_may_be_one() -> None:
    found = bodies("The Ministry of Dykes of Sarvia", "El Ministerio de Diques de Sarvia")
    assert found == [("one", ("two",)), ("two", ("one",))]


def test_two_bodies_that_share_a_town_alone_are_not_one_in_translation() -> None:
    assert bodies("The Brenmoor Choir", "La naviera de Brenmoor") == [("one", ()), ("two", ())]


def test_two_ministries_of_one_language_stay_apart() -> None:
    assert bodies("The Ministry of Dykes", "The Ministry of Locks", "en") == [("one", ()), ("two", ())]


def test_one_of_those_who_spoke_just_before_is_no_origin_beside_them() -> None:
    base = reading(
        "Three keepers said the lamp was dark. One said nobody had tried the gate. A diver said it rained.", "Wire"
    )
    three = mentioned(Source("three", "Three keepers", SourceKind.UNNAMED), base)
    one = mentioned(Source("one", "One", SourceKind.UNNAMED), base)
    diver = mentioned(Source("diver", "A diver", SourceKind.UNNAMED), base)
    base = said(base, "the lamp was dark", three, "Three keepers")
    base = said(base, "nobody had tried the gate", one, "One")
    base = said(base, "it rained", diver, "A diver")
    assert [o.id for o in origins((base,), (three, one, diver), ())] == ["three", "three", "diver"]
