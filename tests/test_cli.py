"""The commands as a user runs them: exit status, one line on standard error, nothing written half."""

import json
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import jsonschema
import pytest

from rashomon import cli
from rashomon.demo import VESSARIN
from rashomon.text.places import desk, normal

REPORT = """outlet: Northfold Courier
title: Twelve hurt at Brannick bridge, mayor says
published: 2031-05-02

Twelve people were hurt when the Brannick bridge gave way on Thursday, the mayor, Orla Fennick, said.

"Nobody had warned us," she told reporters.

The Roads Board denied that it had received a warning.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("case")
    (made / "courier.txt").write_text(REPORT, encoding="utf-8")
    return made


def written(folder: Path, out: Path, *options: str) -> dict[str, object]:
    assert cli.main(["read", str(folder), "-o", str(out), *options]) == 0
    loaded: dict[str, object] = json.loads(out.read_text("utf-8"))
    return loaded


def test_a_folder_becomes_a_dossier_that_keeps_to_the_schema_and_verifies(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "dossier.json"
    dossier = written(folder, out)
    assert cli.main(["schema"]) == 0
    jsonschema.validate(dossier, json.loads(capsys.readouterr().out))
    assert cli.main(["verify", str(out)]) == 0
    assert "every id matches" in capsys.readouterr().out


def test_the_bundled_case_keeps_to_the_schema_whatever_the_order_of_its_files(tmp_path: Path) -> None:
    files = sorted(map(str, VESSARIN.iterdir()))
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    assert cli.main(["read", *files, "-o", str(first)]) == 0
    assert cli.main(["read", *reversed(files), "-o", str(second)]) == 0
    assert first.read_bytes() == second.read_bytes()
    dossier = json.loads(first.read_bytes())
    jsonschema.validate(dossier, json.loads((Path(cli.__file__).parent / "export/dossier.schema.json").read_text()))
    none = ("skipped", "places", "decisions", "versions")  # its places are invented, and each page was captured once
    empty = [name for name, rows in dossier.items() if rows == [] and name not in none]
    assert empty == []


def test_only_the_stages_of_a_section_run(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rashomon import dossier

    monkeypatch.setattr(dossier, "derive", lambda *_: pytest.fail("lineage was made"))
    made = written(folder, tmp_path / "d.json", "--only", "statements")
    assert made["statements"]
    assert made["lineage"] == made["claims"] == made["figures"] == []


def test_an_unknown_section_is_refused_with_the_known_ones(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", str(folder), "--only", "truth"]) == 2
    assert "no section 'truth'; there are: statements, figures" in capsys.readouterr().err


def test_what_cannot_be_read_is_named_and_the_rest_is_read(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"text": "The mill burned, said Ada Quill."}\n{"text": \n', encoding="utf-8")
    out = tmp_path / "d.json"
    assert cli.main(["read", str(folder), str(broken), str(tmp_path / "missing.txt"), "-o", str(out)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert any("broken.jsonl" in line and "line 2" in line for line in lines)
    assert any("missing.txt" in line for line in lines)
    assert len(json.loads(out.read_text())["reports"]) == 2


def test_nothing_to_read_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "d.json"
    assert cli.main(["read", str(tmp_path / "missing"), "-o", str(out)]) != 0
    assert not list(tmp_path.iterdir())
    assert "missing" in capsys.readouterr().err


def test_json_lines_come_in_on_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = json.dumps({"id": "a", "text": "The levee failed, engineer Tova Lindqvist said."}) + "\n"
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(line.encode())))
    assert cli.main(["read", "-", "--format", "json", "--only", "statements"]) == 0
    assert json.loads(capsys.readouterr().out)["reports"][0]["input_id"] == "a"


def test_a_changed_dossier_ends_with_status_3_and_names_what_does_not_hold(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "d.json"
    dossier = written(folder, out)
    dossier["statements"][0]["content"][0]["exact"] = "Forty people"  # type: ignore[index]
    out.write_text(json.dumps(dossier))
    assert cli.main(["verify", str(out)]) == 3
    assert "Forty people" in capsys.readouterr().err


@pytest.mark.parametrize("rubbish", [b"", b"{", b"[1, 2]", b"\xff\xfe", b'{"schema": "rashomon.dossier/1"}'])
def test_what_is_not_a_dossier_does_not_verify(
    rubbish: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "rubbish.json"
    path.write_bytes(rubbish)
    assert cli.main(["verify", str(path)]) == 3
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_stopped_run_goes_on_where_it_was(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rashomon import dossier, readings

    out = tmp_path / "d.json"
    monkeypatch.setattr(dossier, "compare", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    assert cli.main(["read", str(folder), "-o", str(out)]) == 130
    assert not out.exists()
    monkeypatch.undo()
    monkeypatch.setattr(readings, "read_report", lambda *_, **__: pytest.fail("read twice"))
    written(folder, out)
    assert [path.name for path in tmp_path.iterdir()] == ["d.json"]


def test_a_hostile_file_name_does_not_reach_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", str(tmp_path / "\x1b[31mred\nline")]) != 0
    err = capsys.readouterr().err
    assert "\x1b" not in err
    assert all(line.startswith("rashomon: ") for line in err.splitlines())


def test_a_report_in_a_language_not_read_is_named_by_its_file_and_its_own_id(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"id": "w-17", "text": "Rada miasta Brannick nie potwierdziła liczby rannych, którą podał burmistrz w środę."},
        {"id": "w-18", "text": REPORT},
    ]
    lines = tmp_path / "wires.jsonl"
    lines.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert cli.main(["read", str(lines), "-o", str(tmp_path / "made.json")]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert f"{lines} (w-17): no rules for language 'pl'" in line


def test_a_desks_own_places_go_first(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "places.csv"
    table.write_text("name,latitude,longitude,country,names\nOrve,1.5,2.5,,Orveton|Old Orve\n", encoding="utf-8")
    assert {"Orve", "Orveton", "Old Orve"} <= {
        n for n in ("Orve", "Orveton", "Old Orve") if desk(table).look(normal(n))
    }
    made = written(folder, tmp_path / "out.json", "--places", str(table))
    assert "places" in made["made_by"]["options"]  # type: ignore[index]
    assert cli.main(["read", str(folder), "--places", str(tmp_path / "none.csv")]) == 2
    assert "no table of places can be read" in capsys.readouterr().err


def test_a_monitors_codes_are_for_the_terminal_view(folder: Path, tmp_path: Path) -> None:
    assert cli.main(["read", str(folder), "-o", str(tmp_path / "x.json"), "--figures-as", "ucdp"]) == 2


@pytest.mark.parametrize("command", ["verify", "show", "serve", "dossier"])
def test_a_path_that_is_none_is_named_in_one_line(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = str(tmp_path / "nope.json")
    assert cli.main([command, nowhere]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert nowhere in line
    assert "Errno" not in line
