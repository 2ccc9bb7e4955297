"""Every export of a dossier, read by the tool or the schema of its own standard: what passed, and what did not.

    python benchmarks/exports.py case.json                          # pip install 'rashomon[checks]' beside it
    python benchmarks/exports.py case.json --csl-schema csl-data.json

Each check is run twice: on the dossier, and on it with hostile text in every field that a stranger fills. Status 1
where one fails. The JSON Schema of CSL is the one that citation-style-language/schema publishes.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from rashomon import handover
from rashomon.export import brat, web_annotation
from rashomon.export.json import schema
from rashomon.export.load import load
from rashomon.export.verify import verify
from rashomon.model import Dossier, Skipped, Source

HOSTILE = (
    '=HYPERLINK("http://evil.example") @SUM(1+1)|\' </script><script>alert(1)</script> ]]><!-- \u202egnirts\u2066 '
    "a\x00b\x1b[31m first\nsecond\r\nthird\u2028 }, note = {x}} @book{evil, \\input{x} %$#&~^_ ../../etc \ufeff|"
)
Check = Callable[[Path, Dossier], str]


class Failed(Exception):
    """What a tool found wrong."""


def main() -> int:
    """Write, check, print."""
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("dossier", type=Path)
    args.add_argument("--csl-schema", type=Path)
    given = args.parse_args()
    dossier = load(json.loads(given.dossier.read_bytes()))
    failed = 0
    for name, made in (("as read", dossier), ("hostile", hostile(dossier))):
        with tempfile.TemporaryDirectory() as place:
            out = Path(place) / "handover"
            handover.write(made, out)
            for title, check in checks(given.csl_schema).items():
                word, found = run(check, out / "data", made)
                failed += word == "FAIL"
                print(f"{word}  {name:8} {title:42} {found}", flush=True)
    print(f"{failed} failed")
    return 1 if failed else 0


def run(check: Check, data: Path, dossier: Dossier) -> tuple[str, str]:
    """Pass, or fail with what was found."""
    try:
        return "pass", check(data, dossier)
    except Exception as error:
        return "FAIL", f"{type(error).__name__}: {str(error)[:600]}"


def hostile(dossier: Dossier) -> Dossier:
    """The dossier with one text wherever a report, a page or a file name can put one; the reports' texts stay."""
    fields = dict.fromkeys(("outlet", "headline", "byline", "credit", "path", "url", "input_id"), HOSTILE)

    def named(source: Source) -> Source:
        return replace(source, name=f"{HOSTILE} {source.id}", role=HOSTILE)

    return replace(
        dossier,
        readings=tuple(replace(r, report=replace(r.report, **fields)) for r in dossier.readings),
        sources=tuple(map(named, dossier.sources)),
        claims=tuple(replace(c, label=HOSTILE) for c in dossier.claims),
        lineage=tuple(replace(e, outside=e.outside and HOSTILE + e.outside, reason=HOSTILE) for e in dossier.lineage),
        skipped=(Skipped(HOSTILE, HOSTILE),),
    )


def checks(csl: Path | None) -> dict[str, Check]:
    """Title -> check, in the order of docs/exports.md."""
    return {
        "json: jsonschema, rashomon verify": as_json,
        "csv: frictionless validate": lambda data, _: package(data / "csv"),
        "parquet: frictionless validate": lambda data, _: package(data / "parquet"),
        "schema-org: pyld, terms of rdflib SDO": schema_org,
        "web-annotation: JSON Schema, read back": annotations,
        "prov: rdflib, prov, pyshacl": provenance,
        "ftm: ftm validate, aggregate-statements": ftm,
        "monitors: frictionless, low <= best <= high": monitors,
        "brat: bratly, read back": standoff,
        "graphml: networkx": lambda data, d: graph(data / "graphml/lineage.graphml", d),
        "gexf: networkx (GEXF 1.3)": lambda data, d: graph(data / "gexf/lineage.gexf", d),
        "csl: citeproc-py" + (", CSL JSON Schema" if csl else ""): lambda data, d: citations(data, d, csl),
        "bibtex: bibtexparser": bibtex,
        "isnad: isnad.trace.schema.TraceV01": isnad,
        "SHA256SUMS: sha256sum --check": lambda data, _: command(
            "sha256sum", "--check", "--strict", "SHA256SUMS", at=data.parent
        ),
    }


def wanted(held: bool, what: str) -> None:
    """Failed unless it holds."""
    if not held:
        raise Failed(what)


def command(*words: str, at: Path, given: bytes = b"") -> str:
    """Run a tool; its last line."""
    done = subprocess.run(words, cwd=at, input=given, capture_output=True)
    wanted(done.returncode == 0, f"{words[0]} ended with {done.returncode}: {done.stderr[-300:]!r}")
    return f"{len(done.stdout.splitlines())} lines"


def as_json(data: Path, dossier: Dossier) -> str:
    """The dossier against its own schema, and every span against its text."""
    import jsonschema

    made = json.loads((data / "json/dossier.json").read_bytes())
    jsonschema.validate(made, schema())
    return f"{verify(made)} spans"


def package(folder: Path) -> str:
    """A data package, with its types, keys, sizes and hashes."""
    from frictionless import Package

    report = Package(str(folder / "datapackage.json")).validate()
    wanted(report.valid, str(report.flatten(["name", "type", "note"])[:5]))
    return f"{len(report.tasks)} tables"


def schema_org(data: Path, dossier: Dossier) -> str:
    """JSON-LD that expands without losing a term, in terms that schema.org has, and that can stand in a page."""
    from pyld import jsonld
    from rdflib.namespace import SDO

    text = (data / "schema-org/claims.jsonld").read_text("utf-8")
    made = json.loads(text)
    known = set(SDO.__annotations__)
    used = {key for node in walked(made["@graph"]) for key in node if not key.startswith("@")}
    kinds = {node["@type"] for node in walked(made["@graph"]) if "@type" in node}
    wanted(used | kinds <= known, f"not in schema.org: {sorted((used | kinds) - known)}")
    expanded = jsonld.expand(made | {"@context": {"@vocab": "https://schema.org/"}})
    wanted(len(expanded) == len(made["@graph"]), "a node was lost in expansion")

    class Page(HTMLParser):
        found = ""
        tags = 0

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.tags += 1

        def handle_data(self, text: str) -> None:
            self.found += text

    page = Page()
    page.feed(f'<script type="application/ld+json">{text}</script>')
    page.close()
    wanted(page.tags == 1 and json.loads(page.found) == made, "embedded in a page it is not the same")
    return f"{len(expanded)} nodes, {len(used)} terms"


def walked(value: object) -> list[dict[str, Any]]:
    """Every object inside a value."""
    if isinstance(value, list):
        return [node for item in value for node in walked(item)]
    return [value, *(node for item in value.values() for node in walked(item))] if isinstance(value, dict) else []


SELECTOR = {
    "anyOf": [
        {
            "properties": {"type": {"const": "TextPositionSelector"}, "start": {"minimum": 0, "type": "integer"}},
            "required": ["type", "start", "end"],
        },
        {
            "properties": {"type": {"const": "TextQuoteSelector"}, "exact": {"type": "string", "minLength": 1}},
            "required": ["type", "exact"],
        },
    ]
}
ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "target"],
    "properties": {
        "id": {"type": "string", "format": "uri"},
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["assessing", "describing", "identifying", "linking", "tagging"]},
        "body": {"required": ["type", "value"], "properties": {"type": {"const": "TextualBody"}}},
        "target": {
            "type": "array",
            "minItems": 1,
            "items": {
                "required": ["type", "source", "selector"],
                "properties": {
                    "type": {"const": "SpecificResource"},
                    "selector": {"type": "array", "items": SELECTOR},
                },
            },
        },
    },
}
"""What the Web Annotation Data Model (W3C, 2017) asks of what is written here."""


def annotations(data: Path, dossier: Dossier) -> str:
    """The model's demands, the same spans read back, and the same words in UTF-16 and UTF-8."""
    import jsonschema

    page = json.loads((data / "web-annotation/annotations.jsonld").read_bytes())
    wanted(page["@context"][0] == "http://www.w3.org/ns/anno.jsonld" and page["type"] == "AnnotationPage", "no page")
    for item in page["items"]:
        jsonschema.validate(item, ANNOTATION)
    found, orphans = web_annotation.read(page, dossier.reports)
    wanted(not orphans, f"{len(orphans)} orphans: {orphans[:1]}")
    places = {a.id: a.places for a in found}
    for s in dossier.statements:
        parts = [("source", s.source), ("cue", s.cue), *(("content", p) for p in s.content)]
        wanted(list(places[s.id]) == [(role, span) for role, span in parts if span], f"{s.id} came back otherwise")
    texts = {r.id: r.text for r in dossier.reports}
    targets = [t for item in page["items"] for t in item["target"]]
    for t in targets:
        for name, encoding, size in (("utf16", "utf-16-le", 2), ("utf8", "utf-8", 1)):
            place, raw = t[f"rashomon:{name}"], texts[t["rashomon:report"]].encode(encoding)
            words = raw[place["start"] * size : place["end"] * size].decode(encoding)
            wanted(words == t["selector"][1]["exact"], f"{name} of {t['rashomon:report']} leads elsewhere")
    return f"{len(found)} annotations, {len(targets)} places in 3 units"


def provenance(data: Path, dossier: Dossier) -> str:
    """RDF that rdflib and the prov package read, and that keeps to PROV-O's domains and ranges."""
    import pyshacl
    import rdflib
    from prov.model import ProvDocument

    made = rdflib.Graph().parse(data / "prov/prov.jsonld", format="json-ld")
    shapes = rdflib.Graph().parse(Path(__file__).with_name("prov.shapes.ttl"))
    conforms, _, text = pyshacl.validate(made, shacl_graph=shapes)
    wanted(conforms, text)
    document = ProvDocument.deserialize(content=made.serialize(format="turtle"), format="rdf", rdf_format="turtle")
    with (data / "prov/prov.csv").open(newline="", encoding="utf-8") as file:
        light = list(csv.DictReader(file))
    wanted(len(light) > 0 or not dossier.statements, "no relation in the light table")
    return f"{len(made)} triples, {len(document.get_records())} records, {len(light)} light relations"


def ftm(data: Path, dossier: Dossier) -> str:
    """`ftm validate` drops what is not valid: nothing may be gone; the statements give the same entities."""
    folder = data / "ftm"
    tool = str(Path(sys.executable).with_name("ftm"))
    command(tool, "validate", "-i", "entities.ftm.json", "-o", "valid.json", at=folder)
    before, after = (by_id(folder / name) for name in ("entities.ftm.json", "valid.json"))
    wanted(before.keys() == after.keys(), "an entity is gone")
    for key, entity in before.items():
        for prop, values in entity["properties"].items():
            kept = after[key]["properties"].get(prop, [])
            wanted(sorted(kept) == sorted(values), f"{entity['schema']} {prop}: {values[:2]!r} became {kept[:2]!r}")
    lines = sorted((folder / "statements.json").read_bytes().splitlines(keepends=True))
    (folder / "sorted.json").write_bytes(b"".join(lines))
    command(tool, "aggregate-statements", "-f", "json", "-i", "sorted.json", "-o", "joined.json", at=folder)
    wanted(by_id(folder / "joined.json").keys() == before.keys(), "the statements give other entities")
    command(tool, "export-rdf", "-i", "entities.ftm.json", "-o", "entities.nt", at=folder)
    return f"{len(before)} entities, {len(lines)} statements"


def by_id(path: Path) -> dict[str, Any]:
    """The objects of a JSON Lines file by their id."""
    return {row["id"]: row for row in map(json.loads, path.read_bytes().splitlines())}


def monitors(data: Path, dossier: Dossier) -> str:
    """Tables that frictionless reads; bounds in order; every number with its figure, every figure with its words."""
    from frictionless import Resource

    texts = {r.id: r.text for r in dossier.reports}
    count = 0
    for path in sorted((data / "monitors").glob("*.csv")):
        report = Resource(path=path.name, basepath=str(path.parent)).validate()
        wanted(report.valid, f"{path.name}: {report.flatten(['type', 'note'])[:5]}")
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                count += 1
                bounds = [float(row[n]) for n in ("low", "best", "high") if path.stem == "ucdp" and row[n]]
                wanted(bounds == sorted(bounds), f"bounds out of order: {bounds}")
                if path.stem == "figures":
                    words = texts[row["report"]][int(row["start"]) : int(row["end"])]
                    wanted(words == row["exact"].removeprefix("'"), f"{row['id']} has other words")
    return f"{count} rows"


def standoff(data: Path, dossier: Dossier) -> str:
    """bratly reads every file; our own reader gives the same spans."""
    from bratly.io import file_read_src

    count = 0
    for reading in dossier.readings:
        base = data / "brat" / reading.report.id
        wanted(base.with_suffix(".txt").read_bytes().decode("utf-8") == reading.report.text, "the text is another")
        ann = base.with_suffix(".ann").read_bytes().decode("utf-8")
        said = [s for s in reading.statements if s.cue or s.source]
        found = brat.read(ann, reading.report)
        wanted(
            [(a.content, a.source, a.cue, a.stance, a.form) for a in found]
            == [(s.content, s.source, s.cue, s.stance, s.form) for s in said],
            f"{reading.report.id} came back otherwise",
        )
        as_is = {"no_duplicates": False, "sorting": False, "renumerotize": False}
        seen = file_read_src.parse_ann_file(ann, str(base), **as_is)
        count += len(said)
        wanted(len(seen.annotations) == sum(1 for line in ann.split("\n") if line), f"{base.name}: a line was not read")
    return f"{count} attributions"


def graph(path: Path, dossier: Dossier) -> str:
    """networkx reads it, with every node and edge."""
    import networkx as nx

    made = nx.read_graphml(path) if path.suffix == ".graphml" else nx.read_gexf(path, version="1.3")
    outside = {e.outside for e in dossier.lineage if e.outside}
    wanted(len(made) == len(dossier.reports) + len(outside), "a node is gone")
    pairs = {(e.parent or e.outside, e.child, e.kind) for e in dossier.lineage}
    wanted(made.number_of_edges() == len(dossier.lineage) or len(pairs) <= made.number_of_edges(), "an edge is gone")
    return f"{len(made)} nodes, {made.number_of_edges()} edges"


def citations(data: Path, dossier: Dossier, csl: Path | None) -> str:
    """A citation processor takes every item."""
    import jsonschema
    from citeproc.source.json import CiteProcJSON

    items = json.loads((data / "csl/reports.csl.json").read_bytes())
    if csl:
        jsonschema.validate(items, json.loads(csl.read_bytes()))
    found = CiteProcJSON(items)
    wanted(len(found) == len(dossier.reports), "an item is gone")
    return f"{len(found)} items"


def bibtex(data: Path, dossier: Dossier) -> str:
    """bibtexparser finds one entry a report, no block it cannot read, and the headlines as they were."""
    import bibtexparser
    from bibtexparser import middlewares

    text = (data / "bibtex/reports.bib").read_text("utf-8")
    made = bibtexparser.parse_string(text, append_middleware=[middlewares.LatexDecodingMiddleware()])
    wanted(not made.failed_blocks, str(made.failed_blocks[:1]))
    wanted(
        set(made.entries_dict) == {r.id for r in dossier.reports} and len(made.blocks) == len(dossier.reports),
        "other entries",
    )
    for report in dossier.reports:
        fields = made.entries_dict[report.id].fields_dict
        if report.headline.strip():
            # the decoder knows no \\textbraceleft, and has its own circumflex
            found = "".join(fields["title"].value.replace("\u02c6", "^").split())
            clean = "".join(re.sub("[\x00-\x1f\x7f-\x9f]", " ", report.headline).split())
            plain = [re.sub("[{}]", "", text) for text in (found, clean)]
            wanted(plain[0] == plain[1], f"title {clean!r} became {found!r}")
    return f"{len(made.entries)} entries"


def isnad(data: Path, dossier: Dossier) -> str:
    """ISNAD's own model takes every trace; each chain is one line of parents."""
    from isnad.trace.schema import TraceV01

    traces = [TraceV01.model_validate_json(row) for row in (data / "isnad/chains.jsonl").read_bytes().splitlines()]
    for trace in traces:
        wanted([n.step for n in trace.chain] == list(range(len(trace.chain))), f"{trace.trace_id}: steps out of order")
    wanted({s.id for s in dossier.statements} <= {t.trace_id for t in traces}, "a chain is gone")
    return f"{len(traces)} chains"


if __name__ == "__main__":
    sys.exit(main())
