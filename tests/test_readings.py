"""Finished readings are kept beside the output and found again."""

import os
from pathlib import Path

import pytest

from factories import make_report
from rashomon import readings
from rashomon.errors import DamagedModel
from rashomon.model import Figure, Reading, Report, Stance, Statement, figure_id
from rashomon.readings import Keep, key, read_all


def quiet(stage: str, done: int, total: int) -> None:
    """No progress."""


def reading(text: str) -> Reading:
    report = Report(id=f"r-{text}", text=f"{text} said 7 \N{GRINNING FACE}\n\u2028 boats sank")
    span = report.span(0, 5)
    statement = Statement("s-1", report.id, (span,), cue=report.span(6, 10), stance=Stance.DENIES)
    return Reading(
        report, (statement,), figures=(Figure(figure_id(report.id, span, 7, None, ""), report.id, span, 7, None),)
    )


def test_a_kept_reading_comes_back_as_it_was(tmp_path: Path) -> None:
    keep = Keep(tmp_path / "d.json.partial")
    keep.add("k1", reading("Tamsin"))
    keep.add("k2", reading("Bertil"))
    assert keep.load({"k1", "k2"}) == {"k1": reading("Tamsin"), "k2": reading("Bertil")}


def test_a_line_torn_by_a_stop_costs_that_reading_only(tmp_path: Path) -> None:
    path = tmp_path / "d.json.partial"
    keep = Keep(path)
    keep.add("k1", reading("Tamsin"))
    keep.add("k2", reading("Bertil"))
    path.write_bytes(path.read_bytes()[:-20])
    assert set(keep.load({"k1", "k2"})) == {"k1"}
    keep.add("k2", reading("Bertil"))
    assert set(keep.load({"k1", "k2"})) == {"k1", "k2"}


def test_only_what_is_missing_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done, new = reading("Tamsin"), reading("Bertil")
    keep = Keep(tmp_path / "d.json.partial")
    keep.add(key(done.report, "rules"), done)
    asked: list[str] = []

    def read_report(report: Report, *, extractor: str, **_: object) -> Reading:
        asked.append(report.id)
        return new

    monkeypatch.setattr(readings, "read_report", read_report)
    assert read_all([new.report, done.report], extractor="rules", tell=quiet, keep=keep) == [new, done]
    assert asked == [new.report.id]


def test_a_report_that_breaks_the_reader_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = reading("Tamsin"), reading("Bertil")

    def read_report(report: Report, *, extractor: str, **_: object) -> Reading:
        if report == bad.report:
            raise ValueError("no such thing")
        return good

    monkeypatch.setattr(readings, "read_report", read_report)
    found = read_all([bad.report, good.report], extractor="rules", tell=quiet)
    assert [u.reason for u in found[0].unresolved] == ["could not be read: ValueError: no such thing"]
    assert found[1] == good


def dies_on_one(report: Report) -> Reading:
    if "Bertil" in report.text:
        os._exit(9)
    return Reading(report)


def test_a_report_that_kills_its_process_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "FEW", 1)
    reports = [reading(name).report for name in ("Tamsin", "Bertil", "Oona")]
    found = {r.report.id: r for r in readings.made(reports, dies_on_one, 2)}
    assert found.keys() == {r.id for r in reports}
    reasons = {r.report.id: [u.reason for u in r.unresolved] for r in found.values()}
    assert reasons == {
        "r-Tamsin": [],
        "r-Bertil": ["could not be read: its reader was killed (out of memory?)"],
        "r-Oona": [],
    }


def test_a_reading_by_other_rules_is_another_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    report = make_report("The mill burned, Ada Quill said.")
    before = readings.key(report, "rules")
    monkeypatch.setattr(readings, "sources", lambda *_: "other rules")
    assert readings.key(report, "rules") != before


def test_a_damaged_model_stops_the_run_and_leaves_what_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(report: Report, **_: object) -> Reading:
        raise DamagedModel("tiny.onnx is not the file that tiny.json names")

    kept = reading("Tamsin")
    keep = Keep(tmp_path / "d.json.partial")
    keep.add("k1", kept)
    monkeypatch.setattr(readings, "read_report", damaged)
    with pytest.raises(DamagedModel, match=r"tiny\.onnx"):
        read_all(
            [make_report(f"Bertil said {n} boats sank.") for n in range(2)], extractor="rules", tell=quiet, keep=keep
        )
    assert keep.load({"k1"}) == {"k1": kept}
