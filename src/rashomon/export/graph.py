"""The lineage as GraphML, for Gephi, yEd, Cytoscape or networkx."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from rashomon.model import Derivation, Dossier, Report

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
NODE = ("label", "published", "url", "outside")
EDGE = ("kind", "share", "reason", "credited", "direction_known")


def write(dossier: Dossier, folder: Path) -> list[Path]:
    """One directed graph: an edge runs from what was used to what used it."""
    root = ET.Element("graphml", xmlns=NAMESPACE)
    for where, names in (("node", NODE), ("edge", EDGE)):
        for name in names:
            kind = (
                "double"
                if name == "share"
                else "boolean"
                if name in ("credited", "direction_known", "outside")
                else "string"
            )
            ET.SubElement(root, "key", {"id": name, "for": where, "attr.name": name, "attr.type": kind})
    graph = ET.SubElement(root, "graph", id="lineage", edgedefault="directed")
    for report in dossier.reports:
        _data(ET.SubElement(graph, "node", id=report.id), _report(report))
    for name in sorted({edge.outside for edge in dossier.lineage if edge.outside}):
        _data(ET.SubElement(graph, "node", id=_outside(name)), {"label": name, "outside": "true"})
    for number, edge in enumerate(dossier.lineage):
        source = edge.parent or _outside(edge.outside or "")
        element = ET.SubElement(graph, "edge", id=f"e{number}", source=source, target=edge.child)
        _data(element, _edge(edge))
    ET.indent(root, " ")
    path = folder / "lineage.graphml"
    path.write_bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")
    return [path]


def _report(report: Report) -> dict[str, str]:
    label = report.outlet or report.path or report.id
    return {"label": label, "published": report.published, "url": report.url, "outside": "false"}


def _edge(edge: Derivation) -> dict[str, str]:
    flags = {"credited": edge.credited, "direction_known": edge.direction_known}
    plain = {"kind": str(edge.kind), "share": f"{edge.share:.4f}", "reason": edge.reason}
    return plain | {name: str(value).lower() for name, value in flags.items()}


def _outside(name: str) -> str:
    return f"outside:{name}"


def _data(element: ET.Element, values: dict[str, str]) -> None:
    for key, value in values.items():
        # XML 1.0 has no control characters: they are left out of labels, never of ids
        clean = "".join(c for c in value if c.isprintable() or c in "\n\t")
        ET.SubElement(element, "data", key=key).text = clean
