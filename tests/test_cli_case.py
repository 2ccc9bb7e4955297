"""The commands of a case as a user runs them."""

import json
import shutil
from pathlib import Path

import pytest

from decision_cases import TEXTS
from rashomon import cli


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "in").mkdir()
    for name, text in TEXTS.items():
        (folder / "in" / f"{name}.txt").write_text(f"outlet: The {name.title()}\n\n{text}\n", "utf-8")
    assert cli.main(["new", str(folder / "dam"), "--who", "Ana", "--extractor", "rules"]) == 0
    assert cli.main(["add", str(folder / "dam"), str(folder / "in"), "--who", "Ana"]) == 0
    return folder / "dam"


@pytest.fixture
def case(made_once: Path, tmp_path: Path) -> str:
    shutil.copytree(made_once, tmp_path / "dam")
    return str(tmp_path / "dam")


def dossier(case: str, tmp_path: Path) -> dict[str, list[dict[str, str]]]:
    out = tmp_path / "d.json"
    assert cli.main(["dossier", case, "-o", str(out)]) == 0
    assert cli.main(["verify", str(out)]) == 0
    loaded: dict[str, list[dict[str, str]]] = json.loads(out.read_text("utf-8"))
    return loaded


@pytest.mark.parametrize(
    ("options", "title"), [([], "dam"), (["--title", "The night at the dam"], "The night at the dam")]
)
def test_the_page_of_a_case_is_called_as_the_case_is(case: str, tmp_path: Path, options: list[str], title: str) -> None:
    out = tmp_path / "dam.html"
    assert cli.main(["dossier", case, "-o", str(out), *options]) == 0
    assert f"<h1>{title}</h1>" in out.read_text("utf-8")


def test_a_decision_on_the_command_line_is_in_the_dossier_beside_the_machines_finding(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figure = next(f for f in dossier(case, tmp_path)["figures"] if f["exact"] == "At least 500 people")
    command = [
        "decide",
        case,
        "figure",
        "--about",
        figure["id"],
        "--set",
        "high=600",
        "--who",
        "Ana",
        "--why",
        "the list",
    ]
    assert cli.main(command) == 0
    assert "the machine had found: 500 to … people" in capsys.readouterr().out
    made = dossier(case, tmp_path)["decisions"]
    assert [(d["kind"], d["who"], d["why"], d["effect"], d["machine"]) for d in made] == [
        ("figure", "Ana", "the list", "applied", "500 to … people")
    ]


def test_a_report_is_called_by_its_file_name(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    about = ["--about", "echo.txt", "--about", "The Wire"]
    assert cli.main(["decide", case, "edge", *about, "--set", "edge=reprint", "--who", "Ana"]) == 0
    assert "applied" in capsys.readouterr().out


def test_a_decision_is_undone_and_both_are_listed(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        cli.main(["decide", case, "furniture", "--about", "wire.txt", "--set", "exact=(Sable Wire)", "--who", "Ana"])
        == 0
    )
    made = capsys.readouterr().out.split()[0]
    assert cli.main(["undo", case, made, "--who", "Ben", "--why", "no"]) == 0
    capsys.readouterr()
    assert cli.main(["decisions", case]) == 0
    told = capsys.readouterr().out
    assert "undone. by Ben: no" in told
    assert told.count("d-") == 2


def test_decisions_go_to_another_desk_and_back(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(case, tmp_path / "other")
    report = next(r["id"] for r in dossier(case, tmp_path)["reports"] if r["path"].endswith("wire.txt"))
    assert cli.main(["decide", case, "note", "--about", report, "--set", "text=ask", "--who", "Ana"]) == 0
    lines = tmp_path / "decisions.jsonl"
    assert cli.main(["decisions", case, "--export", str(lines)]) == 0
    capsys.readouterr()
    assert cli.main(["decisions", str(tmp_path / "other"), "--import", str(lines), "--who", "Cem"]) == 0
    assert "1 decisions taken over" in capsys.readouterr().out


def test_the_log_is_printed_for_people_and_for_programs(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["log", case]) == 0
    assert "created" in capsys.readouterr().out.splitlines()[0]
    assert cli.main(["log", case, "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["n"] for row in rows] == [1, 2, 3, 4, 5]
    assert rows[1]["previous"] == rows[0]["hash"]


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["dossier", "{none}"], "there is no such case. Make one with: rashomon new"),
        (["add", "{none}", "x.txt"], "there is no such case"),
        (["decide", "{case}", "stance", "--about", "s-1", "--set", "stance", "--who", "A"], "NAME=VALUE"),
        (["decide", "{case}", "stance", "--about", "s-1", "--set", "stance=denies", "--who", "A"], "there is no claim"),
        (["undo", "{case}", "d-1", "--who", "A"], "there is no decision 'd-1'"),
        (["remove", "{case}", "nothing", "--who", "A"], "no report of the case is called"),
        (["decisions", "{case}", "--import", "{none}", "--who", "A"], "does not exist"),
        (["new", "{case}/originals"], "is not empty"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    case: str, tmp_path: Path, command: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [part.format(case=case, none=tmp_path / "none") for part in command]
    assert cli.main(given) in (1, 2)
    err = capsys.readouterr().err
    assert says in err
    assert len(err.splitlines()) == 1


def test_a_case_is_read_with_a_desks_own_places(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report, table = tmp_path / "road.txt", tmp_path / "own.csv"
    report.write_text("outlet: The Road\n\nThe road to Orvessa was closed on Monday, the mayor said.\n", "utf-8")
    table.write_text("name,latitude,longitude,country,names\nVessa Bridge,12.5,-3.25,XX,Orvessa\n", "utf-8")
    assert cli.main(["add", case, str(report), "--who", "Ana"]) == 0
    assert dossier(case, tmp_path)["places"] == []

    assert cli.main(["places", case, str(table), "--who", "Ana"]) == 0
    table.write_text("gone", "utf-8")  # the case has its own copy
    made = dossier(case, tmp_path)
    assert [(p["exact"], p["name"], str(p["latitude"])) for p in made["places"]] == [
        ("Orvessa", "Vessa Bridge", "12.5")
    ]
    assert "places" in made["made_by"]["options"]  # type: ignore[call-overload]
    assert cli.main(["add", case, str(tmp_path / "none.txt"), "--who", "Ana"]) == 1
    capsys.readouterr()
    assert cli.main(["places", case]) == 0
    assert "2 own names" in capsys.readouterr().out
    assert cli.main(["log", case]) == 0
    assert "own.csv" in capsys.readouterr().out
    assert cli.main(["verify", case]) == 0
    assert "spare" not in capsys.readouterr().out

    assert cli.main(["places", case, "--none", "--who", "Ana"]) == 0
    assert dossier(case, tmp_path)["places"] == []
    assert cli.main(["verify", case]) == 0


def test_a_case_goes_by_a_desks_own_houses(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, text = (
        tmp_path / "houses.csv",
        "Eleven people fell into the Lisk when a footbridge gave way under a wedding. " * 3,
    )
    for n, outlet in enumerate(("Lisk Gazette", "Barrow Ledger")):
        (tmp_path / f"{n}.txt").write_text(f"outlet: {outlet}\npublished: 2031-05-1{n}\n\n{text}\n", "utf-8")
    assert cli.main(["add", case, str(tmp_path / "0.txt"), str(tmp_path / "1.txt"), "--who", "Ana"]) == 0
    assert "one house" not in json.dumps(dossier(case, tmp_path)["lineage"])

    table.write_text("outlet,owner,central\nLisk Gazette,Marrow House,\nBarrow Ledger,Marrow House,\n", "utf-8")
    assert cli.main(["houses", case, str(table), "--who", "Ana"]) == 0
    made = dossier(case, tmp_path)
    assert "shared within one house (Marrow House)" in json.dumps(made["lineage"])
    assert "houses" in made["made_by"]["options"]  # type: ignore[call-overload]
    capsys.readouterr()
    assert cli.main(["houses", case]) == 0
    assert "2 outlets of houses" in capsys.readouterr().out
    assert cli.main(["log", case]) == 0
    assert "houses.csv" in capsys.readouterr().out
    assert cli.main(["verify", case]) == 0
    assert "spare" not in capsys.readouterr().out

    assert cli.main(["houses", case, "--none", "--who", "Ana"]) == 0
    assert "one house" not in json.dumps(dossier(case, tmp_path)["lineage"])
    assert cli.main(["verify", case]) == 0
    assert cli.main(["houses", case, str(tmp_path / "no.csv"), "--who", "Ana"]) == 2


def test_a_changed_table_of_places_is_found(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "own.csv"
    table.write_text("name,latitude,longitude\nOrvessa,12.5,-3.25\n", "utf-8")
    assert cli.main(["places", case, str(table), "--who", "Ana"]) == 0
    (kept,) = [p for p in (Path(case) / "originals").glob("*/*") if p.read_bytes() == table.read_bytes()]
    kept.chmod(0o644)
    kept.write_text("name,latitude,longitude\nOrvessa,13.5,-3.25\n", "utf-8")
    assert cli.main(["verify", case]) == 3
    assert kept.name in capsys.readouterr().err
    assert cli.main(["dossier", case]) == 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("name,latitude,longitude\nOrvessa,91,0\n", "line 2 is no place"),
        ("name,latitude,longitude\n", "no place in it"),
        ("a,b\n1,2\n", "line 2 is no place"),
    ],
)
def test_a_table_that_is_none_changes_no_case(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: str, said: str
) -> None:
    table = tmp_path / "own.csv"
    table.write_text(rows, "utf-8")
    assert cli.main(["places", case, str(table), "--who", "Ana"]) == 2
    assert said in capsys.readouterr().err
    assert cli.main(["new", str(tmp_path / "new"), "--places", str(tmp_path / "no.csv"), "--who", "Ana"]) == 2
    assert not (tmp_path / "new").exists()
