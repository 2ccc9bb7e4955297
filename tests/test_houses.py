"""Outlets of one owner and news agencies: who writes for whom, and what is no uncredited lift."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon import cli
from rashomon.engine.duck import DuckEngine
from rashomon.errors import UsageError
from rashomon.lineage.derive import derive
from rashomon.lineage.houses import Houses, is_agency, read_houses
from rashomon.model import Derivation, Reading, Report, report_id, text_digest

TEXT = """Eleven people fell into the Lisk on Sunday evening when a footbridge gave way under a wedding party.

Seven were pulled out within an hour, the fire brigade said. The search for the others went on by lamplight.

"The boards were green and soft," said Marten Orrel, who plays the fiddle at weddings in Ormbridge. He had written to \
the council in spring and had been sent a form."""

TABLE = """outlet,owner,central
Lisk Gazette,Marrow House,
Barrow Ledger,Marrow House,
Marrow Newsdesk,Marrow House,yes
The Ormbridge Post,Family Kranz,no
"""


def houses(folder: Path, table: str = TABLE) -> Houses:
    path = folder / "houses.csv"
    path.write_text(table, encoding="utf-8")
    return read_houses(path)


def reading(outlet: str, published: str = "", text: str = TEXT) -> Reading:
    return Reading(
        Report(report_id(text_digest(f"{outlet}{published}{text}")), text, outlet=outlet, published=published)
    )


def edge(*readings: Reading, owned: Houses | None = None) -> Derivation:
    engine = DuckEngine()
    try:
        (found,) = [e for e in derive(readings, engine, houses=owned) if e.parent]
        return found
    finally:
        engine.close()


def test_what_one_house_prints_twice_is_no_uncredited_lift(tmp_path: Path) -> None:
    one, two = reading("Lisk Gazette", "2031-05-12"), reading("Barrow Ledger", "2031-05-13")
    assert not edge(one, two).credited
    found = edge(one, two, owned=houses(tmp_path))
    assert found.credited and "shared within one house (Marrow House)" in found.reason


def test_a_credit_is_named_before_the_house(tmp_path: Path) -> None:
    two = reading("Barrow Ledger", "2031-05-13", f"{TEXT}\n\nThis story was first told to the Lisk Gazette.")
    assert "with credit" in edge(reading("Lisk Gazette", "2031-05-12"), two, owned=houses(tmp_path)).reason


def test_the_central_newsroom_comes_first_where_no_date_tells(tmp_path: Path) -> None:
    desk, paper = reading("Marrow Newsdesk"), reading("Lisk Gazette")
    assert not edge(paper, desk).direction_known
    found = edge(paper, desk, owned=houses(tmp_path))
    assert (found.parent, found.direction_known) == (desk.report.id, True)
    assert "Marrow Newsdesk writes for the outlets of Marrow House, by the table of houses" in found.reason


def test_a_date_stands_before_the_table(tmp_path: Path) -> None:
    paper, desk = reading("Lisk Gazette", "2031-05-12"), reading("Marrow Newsdesk", "2031-05-13")
    assert edge(paper, desk, owned=houses(tmp_path)).parent == paper.report.id


def test_what_the_text_shows_stands_before_the_table(tmp_path: Path) -> None:
    twice = f"{TEXT} The footbridge is gone."
    slip = twice.replace("when a footbridge gave way", "when a footbrigde gave way")
    paper, desk = reading("Lisk Gazette", text=slip), reading("Marrow Newsdesk", text=twice)
    assert edge(paper, desk, owned=houses(tmp_path)).parent == paper.report.id


@pytest.mark.parametrize(
    ("one", "two"),
    [
        # two of one house, neither central
        ("Lisk Gazette", "Barrow Ledger"),
        # two houses
        ("Marrow Newsdesk", "The Ormbridge Post"),
        # one that the table does not have
        ("Marrow Newsdesk", "Tarn Valley News"),
    ],
)
def test_where_the_table_does_not_say_the_direction_is_not_known(one: str, two: str, tmp_path: Path) -> None:
    assert not edge(reading(one), reading(two), owned=houses(tmp_path)).direction_known


def test_a_news_agency_comes_before_a_paper_where_no_date_tells() -> None:
    agency, paper = reading("Halm News Agency"), reading("Lisk Gazette")
    found = edge(paper, agency)
    assert (found.parent, found.direction_known) == (agency.report.id, True)
    assert found.reason.endswith("Halm News Agency is a news agency")
    assert not edge(agency, reading("Reuters")).direction_known


def test_an_agency_is_not_before_a_paper_that_signs_with_another_agency() -> None:
    paper = reading("Lisk Gazette", text=f"AFP\n{TEXT}")
    assert not edge(paper, reading("Halm News Agency")).direction_known
    assert edge(paper, reading("AFP")).direction_known


def test_an_agencys_short_note_of_a_papers_report_is_not_known_to_be_first() -> None:
    paper, note = reading("Lisk Gazette"), reading("Halm News Agency", text=TEXT[:220])
    assert not edge(paper, note).direction_known


@pytest.mark.parametrize(
    ("outlet", "agency"),
    [
        ("Halm News Agency", True),
        ("Reuters", True),
        ("the Associated Press", True),
        ("Harbour Agency", False),
        ("Post", False),
    ],
)
def test_an_agency_says_so_or_is_widely_known(outlet: str, agency: bool) -> None:
    assert is_agency(outlet) == agency


def test_an_outlet_is_found_with_and_without_its_article(tmp_path: Path) -> None:
    assert houses(tmp_path).owner("Ormbridge Post") == "Family Kranz"
    assert houses(tmp_path).shared("Ormbridge Post", "The Ormbridge Post") == ""


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("name,house\nLisk Gazette,Marrow\n", "line 2 names no outlet of a house"),
        ("outlet,owner,central\nLisk Gazette,Marrow,maybe\n", "line 2 names no outlet of a house"),
        ("outlet,owner\nLisk Gazette,Marrow\nThe Lisk Gazette,Kranz\n", "line 3: The Lisk Gazette has two owners"),
        ("outlet,owner\n", "it has no outlet in it"),
        ("\x00", "no outlet|no table"),
    ],
)
def test_a_table_that_says_no_such_thing_is_refused_with_its_line(table: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=told):
        houses(tmp_path, table)


def test_reports_are_read_with_a_table_of_houses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    houses(tmp_path)
    for n, outlet in enumerate(("Lisk Gazette", "Marrow Newsdesk")):
        (tmp_path / f"{n}.txt").write_text(f"title: Bridge\noutlet: {outlet}\n\n{TEXT}\n", encoding="utf-8")
    paths, out = [str(tmp_path / "0.txt"), str(tmp_path / "1.txt")], tmp_path / "out.json"
    options = ["--only", "lineage", "--extractor", "rules", "-o", str(out), "--houses"]
    assert cli.main(["read", *paths, *options, str(tmp_path / "houses.csv")]) == 0
    assert "Marrow Newsdesk writes for the outlets of Marrow House" in out.read_text(encoding="utf-8")
    assert cli.main(["read", *paths, *options, str(tmp_path / "none.csv")]) == 2
    assert "none.csv: no table of houses can be read from it" in capsys.readouterr().err
