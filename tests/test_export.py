"""Every format written from one dossier and read back by its own tool, or by its own rules."""

import csv
import hashlib
import json
import re
from pathlib import Path

import jsonschema
import networkx as nx
import pyarrow.parquet as pq
import pytest

from export_case import case
from factories import decided_case
from rashomon.errors import BrokenDossier, UsageError
from rashomon.export import folder
from rashomon.export.columns import TABLES
from rashomon.export.json import schema, to_dict
from rashomon.export.load import load
from rashomon.export.verify import verify
from rashomon.model import Dossier


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return case()


def test_a_dossier_read_back_is_the_same_and_verifies(dossier: Dossier) -> None:
    written = json.loads(json.dumps(to_dict(dossier)))
    # a reading's own sources are joined in the dossier's
    assert load(written) == dossier
    assert verify(written) > 10


def test_decisions_are_read_back_and_one_that_was_changed_does_not_verify() -> None:
    written = json.loads(json.dumps(to_dict(decided_case())))
    jsonschema.validate(written, schema())
    assert load(written).decisions == decided_case().decisions
    assert load({k: v for k, v in written.items() if k != "decisions"}).decisions == ()
    verify(written)
    written["decisions"][0]["who"] = "Eve"
    with pytest.raises(BrokenDossier, match="was changed"):
        verify(written)


@pytest.mark.parametrize("broken", [None, [], {"schema": "other"}, {"schema": "rashomon.dossier/1", "made_by": 3}])
def test_what_is_no_dossier_is_refused(broken: object) -> None:
    with pytest.raises(BrokenDossier):
        load(broken)


def test_all_formats_are_written_each_in_its_folder(dossier: Dossier, tmp_path: Path) -> None:
    written = folder.write(dossier, list(folder.FORMATS), tmp_path / "out")
    assert {path.parts[0] for path in written} == set(folder.FORMATS)
    assert all((tmp_path / "out" / path).is_file() for path in written)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_that_is_there_is_left_alone(dossier: Dossier, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="already there"):
        folder.write(dossier, ["csv"], tmp_path)
    with pytest.raises(UsageError, match="no format 'pdf'"):
        folder.write(dossier, ["pdf"], tmp_path / "out")


def test_a_write_that_fails_leaves_nothing(dossier: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> list[Path]:
        raise OSError("No space left on device")

    monkeypatch.setitem(folder.FORMATS, "prov", fail)
    with pytest.raises(OSError, match="No space"):
        folder.write(dossier, ["csv", "prov"], tmp_path / "out")
    assert not list(tmp_path.iterdir())


def test_the_data_package_describes_and_hashes_every_table(dossier: Dossier, tmp_path: Path) -> None:
    folder.write(dossier, ["csv"], tmp_path / "out")
    package = json.loads((tmp_path / "out/datapackage.json").read_text("utf-8"))
    assert [r["name"] for r in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        body = (tmp_path / "out" / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(body).hexdigest()}"
        header = next(csv.reader(body.decode("utf-8").splitlines()))
        assert header == [field["name"] for field in resource["schema"]["fields"]]


def test_a_spreadsheet_takes_no_cell_for_a_formula(dossier: Dossier, tmp_path: Path) -> None:
    folder.write(dossier, ["csv"], tmp_path / "out")
    with (tmp_path / "out/reports.csv").open(newline="", encoding="utf-8") as file:
        assert next(csv.DictReader(file))["headline"] == "'=Twelve hurt"


def test_an_open_bound_is_empty_and_never_zero(dossier: Dossier, tmp_path: Path) -> None:
    folder.write(dossier, ["csv", "parquet"], tmp_path / "out")
    with (tmp_path / "out/csv/figures.csv").open(newline="", encoding="utf-8") as file:
        assert next(csv.DictReader(file))["high"] == ""
    assert pq.read_table(tmp_path / "out/parquet/figures.parquet").column("high").to_pylist() == [None]


def test_an_annotation_finds_its_words_in_three_units(dossier: Dossier, tmp_path: Path) -> None:
    folder.write(dossier, ["web-annotation"], tmp_path / "out")
    page = json.loads((tmp_path / "out/annotations.jsonld").read_text("utf-8"))
    text = dossier.reports[0].text
    target = next(t for t in page["items"][0]["target"] if t["rashomon:role"] == "content")
    place, quote = target["selector"]
    assert text[place["start"] : place["end"]] == quote["exact"] == dossier.statements[0].content[0].exact
    start, end = target["rashomon:utf16"].values()
    assert text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le") == quote["exact"]
    start, end = target["rashomon:utf8"].values()
    assert text.encode()[start:end].decode() == quote["exact"]
    assert start > place["start"]


def test_networkx_reads_the_lineage(dossier: Dossier, tmp_path: Path) -> None:
    folder.write(dossier, ["graphml"], tmp_path / "out")
    graph = nx.read_graphml(tmp_path / "out/lineage.graphml")
    first, second = (r.id for r in dossier.reports)
    assert graph.edges[first, second]["kind"] == "rewrite"
    assert graph.edges[first, second]["credited"] is False
    outside = next(node for node, values in graph.nodes.items() if values["label"] == "Hill Radio & Sons")
    assert graph.nodes[outside]["outside"] is True


def test_brat_offsets_lead_to_the_same_words(dossier: Dossier, tmp_path: Path) -> None:
    folder.write(dossier, ["brat"], tmp_path / "out")
    base = tmp_path / "out" / dossier.reports[0].id
    text = base.with_suffix(".txt").read_text("utf-8")
    lines = base.with_suffix(".ann").read_text("utf-8").splitlines()
    found = {}
    for line in lines:
        match = re.fullmatch(r"(T\d+)\t(\w+) ([\d ;]+)\t(.*)", line)
        if match:
            pieces = [tuple(map(int, piece.split())) for piece in match[3].split(";")]
            assert " ".join(text[a:b] for a, b in pieces) == match[4]
            found[match[1]] = match[2]
    assert sorted(found.values()) == ["Attribution", "Content", "Cue", "Source"]
    assert sum(line.startswith("E") for line in lines) == 1


def test_prov_says_who_acted_for_whom(dossier: Dossier, tmp_path: Path) -> None:
    folder.write(dossier, ["prov"], tmp_path / "out")
    graph = json.loads((tmp_path / "out/prov.jsonld").read_text("utf-8"))["@graph"]
    by_id = {row["@id"]: row for row in graph}
    assert by_id["r:p-fennick"]["prov:actedOnBehalfOf"] == {"@id": "r:p-town"}
    assert by_id[f"r:{dossier.statements[0].id}"]["prov:wasAttributedTo"] == {"@id": "r:p-fennick"}
    named = {
        ref["@id"]
        for row in graph
        for ref in row.get("prov:wasDerivedFrom", [])
        if isinstance(ref, dict) and "@id" in ref
    }
    assert named <= by_id.keys()


def test_what_a_report_does_not_state_is_left_out_of_its_citation(dossier: Dossier, tmp_path: Path) -> None:
    folder.write(dossier, ["csl"], tmp_path / "out")
    first, second = json.loads((tmp_path / "out/reports.csl.json").read_text("utf-8"))
    assert first["issued"] == {"date-parts": [[2031, 5, 2]]}
    assert second.keys() == {"id", "type", "container-title", "language", "note"}
