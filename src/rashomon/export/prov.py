"""Lineage and attribution as W3C PROV: JSON-LD in the terms of PROV-O, and a light CSV of the same relations.

Reports, statements and claims are entities, speakers and outlets are agents, the run is an activity of this program.
A report `wasRevisionOf` what it reprints, edits, rewrites or is a later capture of, `wasDerivedFrom` what it
translates, quotes or credits; a statement `wasQuotedFrom` its report and `wasAttributedTo` its speaker; a claim
`hadPrimarySource` each of its origins.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rashomon.export.json import Json
from rashomon.export.put import put_csv, put_json
from rashomon.model import Derivation, DerivationKind, Dossier, Report, SourceKind, Statement, content_id

CONTEXT: Json = {
    "prov": "http://www.w3.org/ns/prov#",
    "dct": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "r": "urn:rashomon:",
}
REVISES = (DerivationKind.REPRINT, DerivationKind.LIGHT_EDIT, DerivationKind.REWRITE)
AGENTS = {
    SourceKind.PERSON: "prov:Person",
    SourceKind.ORGANIZATION: "prov:Organization",
    SourceKind.PUBLIC_BODY: "prov:Organization",
}
RUN = "r:run"
PROGRAM = "r:rashomon"
LIGHT = ("child", "parent", "relation", "kind", "reason", "evidence")


def write(dossier: Dossier, folder: Path) -> list[Path]:
    """A JSON-LD document, and a CSV with one relation a line."""
    document = {"@context": CONTEXT, "@graph": graph(dossier)}
    return [
        put_json(folder / "prov.jsonld", document),
        put_csv(folder / "prov.csv", LIGHT, light(dossier)),
    ]


def graph(dossier: Dossier) -> list[Json]:
    """Every node: the run, then agents, reports, statements and claims."""
    return [
        {"@id": PROGRAM, "@type": ["prov:Agent", "prov:SoftwareAgent"], "rdfs:label": "Rashomon"},
        {"@id": RUN, "@type": "prov:Activity", "prov:wasAssociatedWith": _to(PROGRAM), **_made_by(dossier)},
        *_agents(dossier),
        *_outlets(dossier),
        *_outside(dossier),
        *_reports(dossier),
        *(_statement(s) for s in dossier.statements),
        *_claims(dossier),
    ]


def light(dossier: Dossier) -> Iterator[tuple[str, ...]]:
    """(child, parent, relation, kind, reason, evidence) for every relation; the evidence is where its words stand."""
    for edge in dossier.lineage:
        evidence = " | ".join(f"{edge.child}:{p.child[0]}:{p.child[1]}" for p in edge.passages)
        yield edge.child, _parent(edge).removeprefix("r:"), _relation(edge), edge.kind, edge.reason, evidence
    for version in dossier.versions:
        yield version.later, version.earlier, "prov:wasRevisionOf", "version", version.reason, ""
    for s in dossier.statements:
        evidence = " | ".join(f"{s.report_id}:{p.start}:{p.end}" for p in s.content)
        yield s.id, s.report_id, "prov:wasQuotedFrom", s.form, "", evidence
        if s.speaker:
            named = f"{s.report_id}:{s.source.start}:{s.source.end}" if s.source else evidence
            yield s.id, s.speaker, "prov:wasAttributedTo", s.stance, "", named
        if s.within:
            yield s.id, s.within, "prov:wasDerivedFrom", "within", "", evidence
    for support in dossier.supports:
        for group in support.groups:
            members = " | ".join(group.statements)
            yield support.claim_id, group.id, "prov:hadPrimarySource", "origin", group.name, members
    for source in dossier.sources:
        if source.acts_for:
            yield source.id, source.acts_for, "prov:actedOnBehalfOf", source.kind, source.role, ""


def _to(name: str) -> Json:
    return {"@id": name}


def _made_by(dossier: Dossier) -> Json:
    made = dossier.made_by
    return {
        "r:version": made.version,
        "r:model": [f"{name} sha256:{digest}" for name, digest in made.models],
        "r:option": [f"{name}={value}" for name, value in made.options],
        "prov:used": [_to(f"r:{report.id}") for report in dossier.reports],
    }


def _agents(dossier: Dossier) -> Iterator[Json]:
    for source in dossier.sources:
        row: Json = {"@id": f"r:{source.id}", "@type": ["prov:Agent"], "rdfs:label": source.name, "r:kind": source.kind}
        if source.kind in AGENTS:
            row["@type"].append(AGENTS[source.kind])
        if source.acts_for:
            row["prov:actedOnBehalfOf"] = _to(f"r:{source.acts_for}")
        yield row


def outlet_id(name: str) -> str:
    """The id of an outlet as an agent."""
    return f"r:{content_id('o', name)}"


def _outlets(dossier: Dossier) -> Iterator[Json]:
    for name in sorted({report.outlet for report in dossier.reports if report.outlet}):
        yield {"@id": outlet_id(name), "@type": ["prov:Agent", "prov:Organization"], "rdfs:label": name}


def _outside(dossier: Dossier) -> Iterator[Json]:
    """What reports came from that is not among them."""
    for name in sorted({edge.outside for edge in dossier.lineage if edge.outside}):
        yield {"@id": f"r:{content_id('x', name)}", "@type": "prov:Entity", "rdfs:label": name}


def _reports(dossier: Dossier) -> Iterator[Json]:
    edges: dict[str, list[Derivation]] = {}
    for edge in dossier.lineage:
        edges.setdefault(edge.child, []).append(edge)
    for report in dossier.reports:
        row = _report(report) | _derived(edges.get(report.id, []))
        for version in (v for v in dossier.versions if v.later == report.id):
            revised = row.setdefault("prov:wasRevisionOf", [])
            revised += [earlier for earlier in [_to(f"r:{version.earlier}")] if earlier not in revised]
        yield row


def _report(report: Report) -> Json:
    row: Json = {"@id": f"r:{report.id}", "@type": "prov:Entity", "r:sha256": report.sha256}
    stated = {"dct:title": report.headline, "dct:issued": report.published, "dct:language": report.lang}
    row |= {name: value for name, value in stated.items() if value}
    if report.url:
        row["dct:source"] = report.url
    if report.outlet:
        row["prov:wasAttributedTo"] = _to(outlet_id(report.outlet))
    return row


def _derived(edges: list[Derivation]) -> Json:
    """A report's derivations, each plain and with what it rests on."""
    row: Json = {}
    for edge in edges:
        revises = edge.kind in REVISES
        row.setdefault(_relation(edge), []).append(_to(_parent(edge)))
        qualified: Json = {
            "@type": ["prov:Derivation", "prov:Revision"] if revises else ["prov:Derivation"],
            "prov:entity": _to(_parent(edge)),
            "r:kind": edge.kind,
            "r:share": round(edge.share, 4),
            "r:reason": edge.reason,
            "r:direction_known": edge.direction_known,
        }
        row.setdefault("prov:qualifiedRevision" if revises else "prov:qualifiedDerivation", []).append(qualified)
    return row


def _relation(edge: Derivation) -> str:
    return "prov:wasRevisionOf" if edge.kind in REVISES else "prov:wasDerivedFrom"


def _parent(edge: Derivation) -> str:
    return f"r:{edge.parent}" if edge.parent else f"r:{content_id('x', edge.outside)}"


def _statement(statement: Statement) -> Json:
    row: Json = {
        "@id": f"r:{statement.id}",
        "@type": "prov:Entity",
        "prov:value": statement.text,
        "prov:wasQuotedFrom": _to(f"r:{statement.report_id}"),
        "prov:wasGeneratedBy": _to(RUN),
        "r:stance": statement.stance,
        "r:place": [f"{piece.start}:{piece.end}" for piece in statement.content],
    }
    if statement.speaker:
        row["prov:wasAttributedTo"] = _to(f"r:{statement.speaker}")
    if statement.within:
        row["prov:wasDerivedFrom"] = _to(f"r:{statement.within}")
    return row


def _claims(dossier: Dossier) -> Iterator[Json]:
    """Each claim with its statements, and for each origin its first statement as the primary source."""
    groups = {support.claim_id: support.groups for support in dossier.supports}
    known = {s.id for s in dossier.statements}
    for claim in dossier.claims:
        firsts = [g.statements[0] for g in groups.get(claim.id, ()) if g.statements and g.statements[0] in known]
        yield {
            "@id": f"r:{claim.id}",
            "@type": ["prov:Entity", "prov:Collection"],
            "rdfs:label": claim.label,
            "prov:wasGeneratedBy": _to(RUN),
            "prov:hadMember": [_to(f"r:{s}") for s in claim.statements],
            "prov:hadPrimarySource": [_to(f"r:{s}") for s in firsts],
        }
