"""`import rashomon`: five names, quick to import, typed, at home in a notebook and open to other packages."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import assert_type

import pytest

import rashomon
from export_case import case
from rashomon import cli, model
from rashomon.attribute import own
from rashomon.errors import BadExtension, BrokenDossier, SpanMismatch, UsageError
from rashomon.export.json import to_dict
from test_export_hostile import HOSTILE, evil

TEXT = "Mayor Orla Fennick said twelve people were hurt on the bridge. She denied that anyone had been warned."


def test_the_interface_is_five_names() -> None:
    assert rashomon.__all__ == ["Case", "Dossier", "export_dossier", "load_dossier", "read_reports"]
    assert all(hasattr(rashomon, name) for name in rashomon.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        rashomon.nonsense  # type: ignore[attr-defined]  # noqa: B018


def test_importing_loads_nothing_and_a_dossier_loads_no_model() -> None:
    run = "import sys, rashomon; a = len([m for m in sys.modules if m.startswith('rashomon.')]); rashomon.Dossier; "
    run += "print(a, [m for m in ('spacy', 'duckdb', 'pyarrow', 'jinja2', 'pandas') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True)
    assert done.stdout == "0 []\n"


@pytest.fixture(scope="module")
def dossier() -> rashomon.Dossier:
    first = {"text": TEXT, "outlet": "Northfold Courier", "published": "2031-05-02"}
    return rashomon.read_reports(first, {"outlet": "no text"}, extractor="rules")


def test_reports_are_read_from_mappings_and_what_is_none_is_named(dossier: rashomon.Dossier) -> None:
    assert_type(dossier, rashomon.Dossier)
    assert [r.outlet for r in dossier.reports] == ["Northfold Courier"]
    assert [s.stance for s in dossier.statements if s.cue] == ["asserts", "denies"]
    assert 'has no "text"' in dossier.skipped[0].reason


def test_reports_are_read_from_files_and_as_values(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    from_file = rashomon.read_reports(tmp_path / "a.txt", extractor="rules", only=["statements"])
    again = rashomon.read_reports(from_file.reports[0], extractor="rules", only=["statements"])
    assert again.statements == from_file.statements
    assert not from_file.claims


def test_what_is_not_known_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match="no section 'verdicts'"):
        rashomon.read_reports(only=["verdicts"])
    with pytest.raises(UsageError, match="there is no extractor 'tally'; there are: model, rules"):
        rashomon.read_reports(extractor="tally")


def test_a_dossier_is_written_and_loaded_again(dossier: rashomon.Dossier, tmp_path: Path) -> None:
    (path,) = rashomon.export_dossier(dossier, tmp_path / "one", "json")
    assert to_dict(rashomon.load_dossier(path)) == to_dict(dossier)
    everything = rashomon.export_dossier(dossier, tmp_path / "all")
    assert {tmp_path / "all" / name for name in ("README.txt", "dossier.html", "SHA256SUMS")} <= set(everything)
    (tmp_path / "broken.json").write_text("{")
    with pytest.raises(BrokenDossier, match=r"broken\.json: not JSON"):
        rashomon.load_dossier(tmp_path / "broken.json")


def test_what_does_not_hold_does_not_leave(tmp_path: Path) -> None:
    dossier = case()
    first = dossier.readings[0]
    changed = replace(first, report=replace(first.report, text=first.report.text.replace("Twelve", "Twenty")))
    with pytest.raises(SpanMismatch, match="not 'Twelve"):
        rashomon.export_dossier(replace(dossier, readings=(changed, *dossier.readings[1:])), tmp_path / "out")
    path = tmp_path / "dossier.json"
    path.write_text(json.dumps(to_dict(dossier)).replace('"exact": "Twelve"', '"exact": "Twenty"'))
    assert cli.main(["export", str(path), "-o", str(tmp_path / "out")]) == 1
    assert list(tmp_path.iterdir()) == [path]


def test_sections_are_arrow_tables(dossier: rashomon.Dossier) -> None:
    table = dossier.to_arrow("statements")
    assert table.column("stance").to_pylist() == [s.stance for s in dossier.statements]
    assert all(name in dossier.tables for name in ("reports", "statements", "claims", "decisions"))
    with pytest.raises(UsageError, match="no table 'verdicts'; there are: reports, "):
        dossier.to_arrow("verdicts")


def test_sections_are_data_frames_and_a_blank_is_no_zero() -> None:
    pytest.importorskip("pandas")
    frame = rashomon.Dossier.of(case()).to_pandas("figures")
    assert frame["high"].isna().tolist() == [True]
    statements = rashomon.Dossier.of(case()).to_pandas("statements")
    assert str(statements["cue_start"].dtype) == "Int64"


def test_a_missing_pandas_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match=r"pip install 'rashomon\[pandas\]'"):
        rashomon.Dossier.of(case()).to_pandas("figures")


# --- a notebook


TAGS = set(re.findall(r"\w+", "div p b table thead tbody tr th td details summary ul li small bdi code"))


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(h)[:24] for h in HOSTILE])
def test_a_notebook_shows_text_and_never_runs_it(text: str) -> None:
    made = evil(text)
    made = replace(made, skipped=(model.Skipped(text, text),))
    shown = rashomon.Dossier.of(made)._repr_html_()
    seen = Seen()
    seen.feed(shown)
    assert not seen.open
    assert set(seen.tags) <= TAGS
    assert set(seen.attributes) == {"style"}
    assert "//" not in re.sub(r"<bdi>.*?</bdi>", "", shown)


def test_a_notebook_shows_who_denies() -> None:
    shown = rashomon.Dossier.of(case())._repr_html_()
    assert "2 reports · 2 outlets · 2 statements · 1 claim" in shown
    assert "<p>Deny it:</p><ul><li><bdi>Orla Fennick</bdi>" in shown
    assert "denied" in shown


# --- a case


def test_a_case_is_made_filled_and_shown(tmp_path: Path) -> None:
    made = rashomon.Case.new(tmp_path / "bridge", who="Tova", extractor="rules")
    assert_type(made, rashomon.Case)
    (added,) = made.add_reports({"text": TEXT, "outlet": "Northfold Courier"}, who="Tova")
    assert not isinstance(added, model.Skipped)
    dossier = rashomon.Case(tmp_path / "bridge").dossier()
    assert_type(dossier, rashomon.Dossier)
    assert [r.id for r in dossier.reports] == [added.report.id]
    assert made._repr_html_() == dossier._repr_html_()


# --- other packages

PLUGIN = """
from rashomon.attribute.draft import Draft

def tally(report, doc):
    where = report.text.index("twelve people were hurt")
    return [Draft(content=((where, where + 23),), source=(0, 18), cue=(19, 23), lemma="say")]

def outside(report, doc):
    return [Draft(content=((0, 10_000),))]

def late(report, doc):
    return [Draft(content=((0, 5),), within=1), Draft(content=((0, 9),))]

def stops(report, doc):
    raise RuntimeError("no model")

def write(dossier, folder):
    path = folder / "tally.txt"
    path.write_text(f"{len(dossier.claims)} claims")
    return [path]

def elsewhere(dossier, folder):
    return [folder.parent / "x.txt"]
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An installed package that brings extractors and formats."""
    (tmp_path / "site/tallies-1.2.dist-info").mkdir(parents=True)
    (tmp_path / "site/tallies.py").write_text(PLUGIN)
    names = ("tally", "outside", "late", "stops", "missing")
    extractors = "".join(f"{name} = tallies:{name}\n" for name in names)
    formats = "tally = tallies:write\nelsewhere = tallies:elsewhere\nstops = tallies:stops\n"
    points = f"[rashomon.extractors]\n{extractors}[rashomon.exports]\n{formats}"
    (tmp_path / "site/tallies-1.2.dist-info/entry_points.txt").write_text(points)
    (tmp_path / "site/tallies-1.2.dist-info/METADATA").write_text(
        "Metadata-Version: 2.1\nName: tallies\nVersion: 1.2\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    own.extractors.cache_clear()
    yield
    own.extractors.cache_clear()
    sys.modules.pop("tallies", None)


@pytest.mark.usefixtures("package")
def test_an_extractor_of_another_package_is_used_and_named() -> None:
    made = rashomon.read_reports({"text": TEXT, "outlet": "Northfold Courier"}, extractor="tally", only=["statements"])
    (said,) = (s for s in made.statements if s.cue)
    assert (said.made_by, said.content[0].exact) == ("tally", "twelve people were hurt")
    assert dict(made.made_by.options)["extractor-release"] == "tallies 1.2"


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("outside", "gave 0:10000, which is outside report"),
        ("late", "put draft 0 within 1, which is not before it"),
        ("stops", "stopped: RuntimeError: no model"),
        ("missing", "cannot be loaded: AttributeError"),
    ],
)
def test_an_extractor_that_breaks_its_promise_is_named_with_the_report(name: str, reason: str) -> None:
    made = rashomon.read_reports({"text": TEXT}, extractor=name, only=["statements"])
    assert not made.statements
    assert reason in made.readings[0].unresolved[0].reason


@pytest.mark.usefixtures("package")
def test_a_format_of_another_package_is_written_and_kept_in_its_folder(tmp_path: Path) -> None:
    (path,) = rashomon.export_dossier(case(), tmp_path / "out", "tally")
    assert path.read_text() == "1 claims"
    for name, reason in (("elsewhere", "is no file in its folder"), ("stops", "RuntimeError: no model")):
        with pytest.raises(BadExtension, match=reason):
            rashomon.export_dossier(case(), tmp_path / name, ["csv", name])
        assert not (tmp_path / name).exists()
    with pytest.raises(UsageError, match=r"no format 'pdf'; there are: json, .* elsewhere, stops, tally"):
        rashomon.export_dossier(case(), tmp_path / "pdf", "pdf")


# --- the documentation


def samples() -> str:
    """The Python in docs/python.md, but for what shows how a package is made."""
    page = (Path(__file__).parents[1] / "docs/python.md").read_text("utf-8").partition("## Your own reader")[0]
    return "".join(f"{line[4:]}\n" for line in page.splitlines() if line.startswith("    "))


def test_the_documentation_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports/one.txt").write_text(TEXT)
    rashomon.export_dossier(case(), tmp_path / "first", "json")
    (tmp_path / "first/dossier.json").rename(tmp_path / "case.json")
    monkeypatch.chdir(tmp_path)
    exec(compile(samples(), "docs/python.md", "exec"), {})
    assert {path.name for path in tmp_path.iterdir()} >= {"handover", "tables", "bridge"}
