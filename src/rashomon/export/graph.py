"""The lineage as GraphML and GEXF 1.3, for Gephi, yEd, Cytoscape or networkx: what was used -> what used it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from rashomon.export.put import file_name, xml_text
from rashomon.model import Derivation, Dossier, Report, content_id

GRAPHML, GEXF = "http://graphml.graphdrawing.org/xmlns", "http://gexf.net/1.3"
NODE = {"label": "string", "headline": "string", "published": "string", "url": "string", "outside": "boolean"}
EDGE = {
    "kind": "string",
    "share": "double",
    "reason": "string",
    "credited": "boolean",
    "direction_known": "boolean",
    "passages": "string",
}

Values = dict[str, str]


def write_graphml(dossier: Dossier, folder: Path) -> list[Path]:
    """One directed graph as GraphML."""
    root = ET.Element("graphml", xmlns=GRAPHML)
    for where, names in (("node", NODE), ("edge", EDGE)):
        for name, kind in names.items():
            ET.SubElement(root, "key", {"id": f"{where}-{name}", "for": where, "attr.name": name, "attr.type": kind})
    graph = ET.SubElement(root, "graph", id="lineage", edgedefault="directed")
    for key, values in nodes(dossier).items():
        _data(ET.SubElement(graph, "node", id=key), "node", values)
    for number, (source, target, values) in enumerate(edges(dossier)):
        _data(ET.SubElement(graph, "edge", id=f"e{number}", source=source, target=target), "edge", values)
    return [_put(root, folder / "lineage.graphml")]


def write_gexf(dossier: Dossier, folder: Path) -> list[Path]:
    """One directed graph as GEXF 1.3; the weight of an edge is the share of words that it carries, at least 0.01."""
    root = ET.Element("gexf", xmlns=GEXF, version="1.3")
    graph = ET.SubElement(root, "graph", defaultedgetype="directed", mode="static")
    for where, names in (("node", NODE), ("edge", EDGE)):
        listed = ET.SubElement(graph, "attributes", {"class": where, "mode": "static"})
        for name, kind in names.items():
            ET.SubElement(listed, "attribute", id=f"{where}-{name}", title=name, type=kind)
    drawn = ET.SubElement(graph, "nodes")
    for key, values in nodes(dossier).items():
        _attvalues(ET.SubElement(drawn, "node", id=key, label=xml_text(values["label"])), "node", values)
    drawn = ET.SubElement(graph, "edges")
    for number, (source, target, values) in enumerate(edges(dossier)):
        made = {"id": f"e{number}", "source": source, "target": target, "label": values["kind"]}
        weight = f"{max(float(values['share']), 0.01):.4f}"
        _attvalues(ET.SubElement(drawn, "edge", made, weight=weight), "edge", values)
    return [_put(root, folder / "lineage.gexf")]


def nodes(dossier: Dossier) -> dict[str, Values]:
    """Every report, and every origin that is not among them."""
    made = {file_name(report.id): _report(report) for report in dossier.reports}
    for name in sorted({edge.outside for edge in dossier.lineage if edge.outside}):
        made[content_id("x", name)] = {"label": name, "outside": "true"}
    return made


def edges(dossier: Dossier) -> list[tuple[str, str, Values]]:
    """(used, user, values) for every derivation."""
    return [(_node(e), file_name(e.child), _edge(e)) for e in dossier.lineage]


def _node(edge: Derivation) -> str:
    return file_name(edge.parent) if edge.parent is not None else content_id("x", edge.outside)


def _report(report: Report) -> Values:
    label = report.outlet or report.path or report.id
    return {
        "label": label,
        "headline": report.headline,
        "published": report.published,
        "url": report.url,
        "outside": "false",
    }


def _edge(edge: Derivation) -> Values:
    flags = {"credited": edge.credited, "direction_known": edge.direction_known}
    passages = " | ".join(f"{p.child[0]}:{p.child[1]}<{p.parent[0]}:{p.parent[1]}" for p in edge.passages)
    plain = {"kind": str(edge.kind), "share": f"{edge.share:.4f}", "reason": edge.reason, "passages": passages}
    return plain | {name: str(value).lower() for name, value in flags.items()}


def _data(element: ET.Element, where: str, values: Values) -> None:
    for name, value in values.items():
        ET.SubElement(element, "data", key=f"{where}-{name}").text = xml_text(value)


def _attvalues(element: ET.Element, where: str, values: Values) -> None:
    listed = ET.SubElement(element, "attvalues")
    for name, value in values.items():
        ET.SubElement(listed, "attvalue", {"for": f"{where}-{name}", "value": xml_text(value)})


def _put(root: ET.Element, path: Path) -> Path:
    ET.indent(root, " ")
    path.write_bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")
    return path
