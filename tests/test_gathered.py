"""What a round-up, a column and a link owe: an edge to each report they take from; the kind of a cited release."""

from __future__ import annotations

import pytest

from rashomon.engine.duck import DuckEngine
from rashomon.lineage.derive import derive
from rashomon.model import (
    Derivation,
    DerivationKind,
    Reading,
    Report,
    Source,
    SourceKind,
    Statement,
    report_id,
    text_digest,
)

WIRE = """FENMOUTH, May 12 (Calder) - Thirty-four pupils were taken ill after lunch at the Sallow Lane school in \
Fenmouth on Friday, the county health office said.

Nine of them were still in hospital on Saturday evening, four on a drip, the office's director, Dr Ivo Brandt, told \
Calder Wire."""

ECHO = """The cold store of the Sallow Lane school kitchen had failed twice in April, a cook who has worked there for \
eleven years told the Echo.

"I wrote 14 degrees on the sheet and nobody came," said Brida Noll. She said the sheet hung beside the door until \
Friday afternoon, when a man from the caterer took it down.

Head teacher Perrin Ashdown said he had never been shown the sheet."""

RADIO = """The caterer that supplies the Sallow Lane school says its lorry was at 4 degrees when it was unloaded at \
9.40 on Friday.

Edda Hollin, who runs the firm with her brothers, told Radio Tarn that 26 other schools had eaten the same chicken and \
that none had reported a case.

The firm lost a contract in Barrow county in 2027 after 61 people fell ill at a summer camp."""

BRIEF = """This round-up is based on reports by other outlets.

Thirty-four children fell ill after a lunch at the Sallow Lane school, and nine were still in hospital on Saturday, \
according to Calder Wire.

A cook says she wrote 14 degrees on the sheet of the cold store, which had failed twice in April.

The caterer says 26 other schools ate the same chicken. Its lorry was at 4 degrees when it was unloaded at 9.40."""

COLUMN = """The case for kitchens has rarely looked weaker than this spring.

In Fenmouth, a cook wrote 14 degrees on a sheet beside the cold store and nobody came.

A kitchen costs a county some 90,000 crowns a year. A lorry costs a third of that, if it arrives cold."""


def reading(text: str, outlet: str, published: str, *, url: str = "", links: tuple[str, ...] = ()) -> Reading:
    digest = text_digest(f"{outlet}{published}{text}")
    return Reading(Report(report_id(digest), text, outlet=outlet, published=published, url=url, links=links))


def inner(*readings: Reading) -> list[Derivation]:
    engine = DuckEngine()
    try:
        return [e for e in derive(readings, engine) if e.parent]
    finally:
        engine.close()


def wire() -> Reading:
    return reading(WIRE, "Calder Wire", "2030-05-12T08:10:00Z")


def echo(outlet: str = "Fenmouth Echo", published: str = "2030-05-13") -> Reading:
    return reading(ECHO, outlet, published, url="https://echo.example/canteen")


def radio() -> Reading:
    return reading(RADIO, "Radio Tarn", "2030-05-13T18:00:00Z")


def parents(child: Reading, *others: Reading) -> dict[str, Derivation]:
    outlets = {r.report.id: r.report.outlet for r in others}
    return {outlets[e.parent or ""]: e for e in inner(child, *others) if e.child == child.report.id}


def test_a_round_up_has_an_edge_to_each_report_that_it_takes_from() -> None:
    found = parents(reading(BRIEF, "Morning Brief", "2030-05-15"), wire(), echo(), radio())
    assert set(found) == {"Calder Wire", "Fenmouth Echo", "Radio Tarn"}
    assert found["Calder Wire"].credited and "names Calder Wire" in found["Calder Wire"].reason
    assert not found["Radio Tarn"].credited and "2 of its sentences" in found["Radio Tarn"].reason


def test_each_edge_of_a_round_up_has_its_own_passage() -> None:
    brief = reading(BRIEF, "Morning Brief", "2030-05-15")
    found = parents(brief, wire(), echo(), radio())
    texts = [(BRIEF[slice(*p.child)], ECHO[slice(*p.parent)]) for p in found["Fenmouth Echo"].passages]
    assert texts and all("14 degrees" in child or "in April" in child for child, _ in texts)
    assert all("14 degrees" in parent or "in April" in parent for _, parent in texts)


def test_a_copy_of_what_a_round_up_takes_from_is_no_second_parent() -> None:
    copy = reading(ECHO, "Ledger", "2030-05-14")
    found = parents(reading(BRIEF, "Morning Brief", "2030-05-15"), wire(), echo(), copy, radio())
    assert len(set(found) & {"Fenmouth Echo", "Ledger"}) == 1


def test_a_report_that_speaks_in_its_own_name_has_no_parent_for_a_like_sentence() -> None:
    plain = BRIEF.removeprefix("This round-up is based on reports by other outlets.\n\n")
    assert set(parents(reading(plain, "Post", "2030-05-15"), wire(), echo(), radio())) == {"Calder Wire"}


def test_a_link_to_a_page_that_says_the_same_is_a_credit() -> None:
    column = reading(COLUMN, "The Ladle", "2030-05-20", links=("https://echo.example/canteen",))
    edge = parents(column, echo(), radio())["Fenmouth Echo"]
    assert edge.kind is DerivationKind.CREDITS and edge.credited and edge.reason.startswith("links to Fenmouth Echo")


@pytest.mark.parametrize(
    ("links", "text"),
    [
        # no link
        ((), COLUMN),
        # a link to a page that says nothing of it
        (
            ("https://echo.example/canteen",),
            COLUMN.replace("a cook wrote 14 degrees on a sheet beside the cold store", "much is said"),
        ),
    ],
)
def test_without_a_link_or_without_its_words_there_is_none(links: tuple[str, ...], text: str) -> None:
    assert "Fenmouth Echo" not in parents(reading(text, "The Ladle", "2030-05-20", links=links), echo(), radio())


def test_a_paper_is_credited_under_the_name_that_it_calls_itself() -> None:
    copy = reading(ECHO, "Marrow Gazette", "")
    edge = parents(copy, echo(published=""))["Fenmouth Echo"]
    assert edge.credited and edge.direction_known


def test_a_short_name_that_two_outlets_share_credits_neither() -> None:
    copy = reading(ECHO, "Marrow Gazette", "")
    other = reading(RADIO, "Barrow Echo", "")
    assert not next(e for e in inner(copy, echo(published=""), other)).direction_known


RELEASE = """For immediate release

The Estuary Trust has counted 312 dead seals between Orm Point and the lighthouse since 2 March.

"We have never seen so many in one spring," said Oda Rask, who leads the count."""

CITING = """Fishermen in Orm landed their smallest catch for nine years on Tuesday, the harbour master said.

"The nets come up clean," said Jory Pell, who has fished there since 1988. He blamed the new outfall.

The Estuary Trust says 312 seals have died between Orm Point and the lighthouse. Its warden, Finn Aske, said the \
outfall had been tested once. "Nobody has shown me a single reading since," he said.

The county plans a hearing in June. It has asked two laboratories for an offer and has heard from one."""


def cites(text: str, *, asked: bool) -> Derivation:
    """The edge of a report that cites a body's release; `asked` where it quotes one of the body's people besides."""
    release = reading(RELEASE, "Estuary Trust", "2031-03-20", url="https://trust.example/press/seals")
    report = reading(text, "Orm Tidings", "2031-03-22").report
    at = text.index("312 seals")
    sources = [Source("trust", "Estuary Trust", SourceKind.ORGANIZATION)]
    said = [Statement("s1", report.id, (report.span(at, at + 9),), report.span(at - 23, at - 7), speaker="trust")]
    if asked:
        name, words = text.index("Finn Aske"), text.index('"Nobody has shown')
        sources.append(Source("aske", "Finn Aske", SourceKind.PERSON, "Its warden", (report.span(name, name + 9),)))
        said.append(Statement("s2", report.id, (report.span(words, words + 45),), speaker="aske"))
    child = Reading(report, tuple(said), tuple(sources))
    return next(e for e in inner(child, release) if e.child == report.id)


def test_a_report_that_asked_a_bodys_people_itself_quotes_the_body_and_rewrites_no_release() -> None:
    assert cites(CITING, asked=True).kind is DerivationKind.QUOTES


def test_a_report_that_has_all_it_gives_of_a_body_from_its_release_retells_it() -> None:
    asked = CITING[CITING.index(" Its warden") : CITING.index("\n\nThe county")]
    assert cites(CITING.replace(asked, ""), asked=False).kind is DerivationKind.REWRITE
