"""Whatever stands in a report is data in every format: no formula, no markup, no command, no broken file."""

import csv
import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pyarrow.parquet as pq
import pytest

from export_case import at, case, report
from rashomon import handover
from rashomon.export import bibliography, ftm, put
from rashomon.export.folder import FORMATS, write
from rashomon.model import (
    Derivation,
    DerivationKind,
    Dossier,
    MadeBy,
    Reading,
    Source,
    SourceKind,
    Statement,
    statement_id,
)

HOSTILE = [
    '=HYPERLINK("http://evil.example","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\tx",
    "</script><script>alert(1)</script>",
    "]]><!-- -->&lt;",
    "a\x00b\x1b[31mred\x07",
    "first\nsecond\r\nthird\u2028fourth",
    "\u202egnirts\u2066x",
    "}, note = {x}} @book{evil, title={",
    "\\input{/etc/passwd} %comment $x$ #1 ~^_&",
    "half \ud800 pair",
    "../../etc/passwd",
    "<img src=x onerror=alert(1)>",
    "\ufeffquoted,\"commas\";'apostrophes' | pipes",
]


@pytest.fixture(scope="module", params=HOSTILE, ids=[ascii(h)[:24] for h in HOSTILE])
def hostile(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def evil(text: str) -> Dossier:
    """The invented dossier with one text in every field that a stranger fills."""
    dossier = case()
    fields = dict.fromkeys(("outlet", "headline", "byline", "credit", "path", "url", "input_id", "published"), text)
    made = report(f"Orla Fennick said: {text} and no more.".replace("\ud800", "?"), **fields)
    source, cue, content = (at(made, words) for words in ("Orla Fennick", "said", " and no more"))
    key = statement_id(made.id, (content,), source, cue)
    said = Statement(key, made.id, (content,), source, cue, speaker="p-x", via=(text,))
    outside = Derivation(made.id, None, text, DerivationKind.CREDITS, 0, text)
    return replace(
        dossier,
        readings=(*dossier.readings, Reading(made, (said,))),
        sources=(*dossier.sources, Source("p-x", text, SourceKind.PERSON, text, (source,))),
        claims=tuple(replace(c, label=text) for c in dossier.claims),
        lineage=(*dossier.lineage, outside),
    )


def test_every_format_is_written_and_read_by_a_plain_reader(hostile: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    written = [out / path for path in write(evil(hostile), list(FORMATS), out)]
    assert all(path.resolve().is_relative_to(out.resolve()) for path in written)
    for path in written:
        if path.suffix in (".json", ".jsonld"):
            text = path.read_bytes().decode("utf-8")
            rows = text.splitlines() if path.parent.name == "ftm" else [text]
            assert all(json.loads(row) for row in rows if row)
        elif path.suffix == ".csv":
            with path.open(newline="", encoding="utf-8") as file:
                header, *table = csv.reader(file)
            assert all(len(row) == len(header) for row in table)
            cells = (cell for row in table for cell in row)
            assert not [c for c in cells if c.startswith(put.FORMULA) and not put.NUMBER.fullmatch(c)]
        elif path.suffix in (".graphml", ".gexf"):
            ET.parse(path)
        elif path.suffix == ".parquet":
            pq.read_table(path)


def test_no_text_can_close_a_script_element(hostile: str, tmp_path: Path) -> None:
    write(evil(hostile), ["schema-org"], tmp_path / "out")
    text = (tmp_path / "out/claims.jsonld").read_text("utf-8")
    assert "<" not in text
    labels = [row["text"] for row in json.loads(text)["@graph"] if row["@type"] == "Claim"]
    assert labels == [hostile]


def test_a_graph_keeps_its_nodes_apart(hostile: str, tmp_path: Path) -> None:
    write(evil(hostile), ["graphml", "gexf"], tmp_path / "out")
    one = nx.read_graphml(tmp_path / "out/graphml/lineage.graphml")
    other = nx.read_gexf(tmp_path / "out/gexf/lineage.gexf", version="1.3")
    assert set(one.nodes) == set(other.nodes)
    assert len(one) == 5
    assert set(one.edges) == set(other.edges)


def test_bibtex_stays_one_entry_a_report(hostile: str) -> None:
    entry = bibliography.entry(evil(hostile).reports[-1])
    assert entry.count("{") == entry.count("}")
    depth, low = 0, 9
    for position, c in enumerate(entry):
        depth += (c == "{") - (c == "}")
        if 0 < position < len(entry.rstrip()) - 1 and "{" in entry[:position]:
            low = min(low, depth)
    assert low == 1
    assert not re.search(r"(?<!\\)[%$&#_~^](?![0-9A-F]{2})", re.sub(r"url = \{.*?\},\n", "", entry))
    assert all("\n" not in line for line in re.findall(r"= \{(.*)\},", entry))


def test_bibtex_of_an_ordinary_report_is_readable() -> None:
    assert bibliography.entry(case().reports[0]).splitlines()[1:8] == [
        "  author = {{Tova Lindqvist}},",
        "  title = {{=Twelve hurt}},",
        "  journal = {Northfold Courier},",
        "  year = {2031},",
        "  month = {05},",
        "  day = {02},",
        "  url = {https://courier.example/bridge},",
    ]


def test_followthemoney_values_are_clean_already(hostile: str) -> None:
    made = list(ftm.statements(evil(hostile)))
    assert all(s.value == ftm.clean(s.value) for s in made)
    assert all(s.value.startswith(("http://", "https://")) for s in made if s.prop == "sourceUrl")


@pytest.mark.parametrize("name", ["../../x", "/tmp/x", "a/b", "x}, @book{y", "\x00", "", "." * 300, "<x>", "\ud800"])
def test_an_id_that_a_stranger_put_in_names_no_file_elsewhere(name: str, tmp_path: Path) -> None:
    first, second = case().reports
    edge = Derivation(second.id, name, None, DerivationKind.REPRINT, 1, "the same")
    made = Dossier(MadeBy("0.1"), (Reading(replace(first, id=name)), Reading(second)), lineage=(edge,))
    names = ["brat", "bibtex", "graphml", "gexf", "csl", "prov", "csv"]
    written = write(made, names, tmp_path / "out")
    assert all((tmp_path / "out" / path).resolve().is_relative_to(tmp_path / "out") for path in written)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    graph = nx.read_graphml(tmp_path / "out/graphml/lineage.graphml")
    assert (len(graph), graph.number_of_edges()) == (2, 1)
    assert (tmp_path / "out/bibtex/reports.bib").read_text("utf-8").count("@article{") == 2


def test_a_handover_is_whole_and_lists_every_file(hostile: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    written = handover.write(evil(hostile), out)
    sums = dict(line.split("  ", 1)[::-1] for line in (out / "SHA256SUMS").read_text("utf-8").splitlines())
    there = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert there == {path.as_posix() for path in written} == {*sums, "SHA256SUMS"}
    assert list(tmp_path.iterdir()) == [out]
