"""What a new report changes is told at once, from the few that are like it."""

import sqlite3
from pathlib import Path

import pytest

from decision_cases import TEXTS
from rashomon import cli
from rashomon.casefile import near
from rashomon.casefile.adding import Added
from rashomon.casefile.case import Case
from rashomon.lineage.index import Index
from rashomon.read import sources
from rashomon.read.sources import read_originals


def told(case: Case, *paths: Path) -> dict[str, tuple[str, ...]]:
    items = case.add(read_originals(paths), who="Ana")
    return {Path(item.report.path).stem: item.changes for item in items if isinstance(item, Added)}


def put(folder: Path, name: str, text: str, outlet: str = "") -> Path:
    path = folder / f"{name}.txt"
    path.write_text(f"outlet: {outlet or name.title()}\npublished: 2032-06-03\n\n{text}\n", "utf-8")
    return path


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = Case.new(tmp_path / "dam", who="Ana", extractor="rules")
    told(made, put(tmp_path, "wire", TEXTS["wire"], "Sable Wire"))
    return made


def test_a_first_report_has_new_claims_only(tmp_path: Path) -> None:
    made = Case.new(tmp_path / "dam", who="Ana", extractor="rules")
    assert any("no statement was found" in line for line in told(made, put(tmp_path, "dull", "Rain fell."))["dull"])


def test_a_second_origin_and_what_it_contradicts_are_named(case: Case, tmp_path: Path) -> None:
    lines = told(case, put(tmp_path, "herald", TEXTS["herald"]))["herald"]
    assert any(line.startswith("1 origin more for") and "moved from the valley" in line for line in lines), lines
    assert any(line.startswith("contradicts: ") and "About 300 people" in line for line in lines), lines
    assert any(line.startswith("is denied by: that it had opened the gates") for line in lines), lines


def test_a_reprint_is_named_with_what_it_reprints(case: Case, tmp_path: Path) -> None:
    lines = told(case, put(tmp_path, "echo", TEXTS["wire"] + "\n\nThe dam is forty years old."))["echo"]
    assert any("of Sable Wire" in line for line in lines), lines
    assert not any("origin more" in line for line in lines), lines


def test_a_report_is_compared_with_a_few_whatever_the_size_of_the_case(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(near, "MOST", 2)
    for n in range(4):
        told(case, put(tmp_path, f"copy{n}", f"Copy {n}. {TEXTS['wire']}"))
    reading = next(r for r in case.dossier().readings if r.report.path.endswith("copy3.txt"))
    assert len(near.near(case.folder, reading, "rules")) == 2


def test_an_index_that_is_behind_is_brought_up(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rashomon.casefile.adding.TOLD", 0)
    assert told(case, put(tmp_path, "herald", TEXTS["herald"])) == {"herald": ()}
    with near.indexed(case.folder) as index:
        assert len(index) == 2


def test_a_report_is_kept_where_what_it_changed_cannot_be_told(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Index, "extend", full)
    lines = told(case, put(tmp_path, "herald", TEXTS["herald"]))["herald"]
    assert lines == ("what it changed cannot be told: database or disk is full",)
    assert len(case.reports()) == 2


def test_a_removed_report_is_no_neighbour(case: Case, tmp_path: Path) -> None:
    case.remove("wire.txt", who="Ana")
    lines = told(case, put(tmp_path, "echo", TEXTS["wire"] + "\n\nThe dam is forty years old."))["echo"]
    assert not any("Sable Wire" in line and " of " in line for line in lines), lines


def test_a_watched_folder_is_added_until_it_is_stopped(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    put(tmp_path / "in", "herald", TEXTS["herald"])

    def once(paths: list[str], *, every: float) -> object:
        yield from sources.read_originals(paths)
        raise KeyboardInterrupt

    monkeypatch.setattr("rashomon.read.watch.watch", once)
    assert cli.main(["watch", str(case.folder), str(tmp_path / "in"), "--who", "Ana"]) == 0
    assert "herald.txt" in capsys.readouterr().out
    assert len(case.reports()) == 2
    assert cli.main(["watch", str(case.folder), str(tmp_path / "in"), "--every", "0", "--who", "Ana"]) == 2
