"""Lineage and attribution as W3C PROV in JSON-LD: reports and statements are entities, sources are agents.

`prov:wasDerivedFrom` links a report to what it came from, `prov:wasQuotedFrom` a statement to its report, and
`prov:wasAttributedTo` a statement to its speaker.
"""

from __future__ import annotations

import json
from pathlib import Path

from rashomon.export.json import Json
from rashomon.model import Derivation, Dossier, SourceKind, Statement

CONTEXT = {"prov": "http://www.w3.org/ns/prov#", "dct": "http://purl.org/dc/terms/", "r": "urn:rashomon:"}


def write(dossier: Dossier, folder: Path) -> list[Path]:
    """One JSON-LD document."""
    graph = [*_reports(dossier), *_agents(dossier), *(_statement(s) for s in dossier.statements)]
    path = folder / "prov.jsonld"
    path.write_text(json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return [path]


def _reports(dossier: Dossier) -> list[Json]:
    edges: dict[str, list[Derivation]] = {}
    for edge in dossier.lineage:
        edges.setdefault(edge.child, []).append(edge)
    made = []
    for report in dossier.reports:
        row: Json = {"@id": f"r:{report.id}", "@type": "prov:Entity", "r:sha256": report.sha256}
        stated = {"dct:title": report.headline, "dct:publisher": report.outlet, "dct:issued": report.published}
        row |= {name: value for name, value in stated.items() if value}
        row["prov:qualifiedDerivation"] = [_derivation(edge) for edge in edges.get(report.id, ())]
        row["prov:wasDerivedFrom"] = [d["prov:entity"] for d in row["prov:qualifiedDerivation"]]
        made.append(row)
    return made


def _derivation(edge: Derivation) -> Json:
    entity = {"@id": f"r:{edge.parent}"} if edge.parent else {"dct:title": edge.outside}
    return {"@type": "prov:Derivation", "prov:entity": entity, "r:kind": edge.kind, "r:reason": edge.reason}


def _agents(dossier: Dossier) -> list[Json]:
    made = []
    for source in dossier.sources:
        kind = "prov:Person" if source.kind is SourceKind.PERSON else "prov:Agent"
        row: Json = {"@id": f"r:{source.id}", "@type": kind, "dct:title": source.name}
        if source.acts_for:
            row["prov:actedOnBehalfOf"] = {"@id": f"r:{source.acts_for}"}
        made.append(row)
    return made


def _statement(statement: Statement) -> Json:
    row: Json = {
        "@id": f"r:{statement.id}",
        "@type": "prov:Entity",
        "prov:value": statement.text,
        "prov:wasQuotedFrom": {"@id": f"r:{statement.report_id}"},
        "r:stance": statement.stance,
    }
    if statement.speaker:
        row["prov:wasAttributedTo"] = {"@id": f"r:{statement.speaker}"}
    if statement.within:
        row["prov:wasDerivedFrom"] = {"@id": f"r:{statement.within}"}
    return row
