"""From whom a statement comes in the end: copies, spokesmen, outlets, columns, and what is not proved."""

from __future__ import annotations

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
    assert [(o.id, o.name) for o in told(one).values()] == [(one.report.id, "Ledger")]


def test_own_voice_in_a_copy_is_the_parents() -> None:
    root = said(reading(TEXT, "Wire", "2031-05-11"), "Divers searched the flooded hold until midnight")
    copy = said(reading(TEXT, "Ledger"), "Divers searched the flooded hold until midnight")
    assert {o.id for o in told(root, copy).values()} == {root.report.id}


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
    assert {o.id for o in told(*three).values()} == {three[0].report.id}


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
    assert (origin.id, origin.may_be) == (child.report.id, ("authority",))


def test_every_statement_has_one_origin_in_order() -> None:
    one = said(said(reading(TEXT, "Ledger"), "Divers searched"), "the lamp was tested", SPOKESMAN, "Anselm Reeve")
    assert list(told(one)) == [s.id for s in one.statements]
