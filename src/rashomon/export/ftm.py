"""A dossier as FollowTheMoney entities and statements, which Aleph, OpenAleph and the `ftm` tool read.

Reports are Articles, named sources are Persons, Organizations and PublicBodies, claims are Notes with what each
report says in `description`; a Documentation ties a source to each report that has its words, an UnknownLink a report
to what it came from. A source without a name is no entity: its words would match strangers. What reports differ about
stays apart in the statements: one for each report and value, with the report as `dataset`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from rashomon.export.json import Json
from rashomon.export.put import put_json_lines
from rashomon.model import Dossier, Report, SourceKind, Statement, content_id
from rashomon.views.index import Index, outlet

ORIGIN = "rashomon"
SCHEMATA = {
    SourceKind.PERSON: "Person",
    SourceKind.ORGANIZATION: "Organization",
    SourceKind.PUBLIC_BODY: "PublicBody",
    SourceKind.GROUP: "LegalEntity",
}
"""Documents are no agents, and what has no name is no entity."""
LANGUAGES = {"ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fr": "fra", "it": "ita", "pt": "por", "ru": "rus"}
"""ISO 639-1 to 639-3, of the languages that a report may be in."""
SPACES = re.compile("[\u2000-\u200a\u2028\u2029\u0a00\u1680\u202f\u205f\u3000]")
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class FtMStatement:
    """One value of one property of one entity, as one report has it."""

    entity: str
    schema: str
    prop: str
    value: str
    dataset: str
    lang: str = ""
    original: str = ""
    seen: str = ""
    """The day on which the report was published."""

    def row(self) -> Json:
        """The statement in the tool's terms."""
        return {
            "canonical_id": self.entity,
            "entity_id": self.entity,
            "prop": self.prop,
            "schema": self.schema,
            "value": self.value,
            "dataset": self.dataset,
            "lang": self.lang or None,
            "original_value": self.original or None,
            "first_seen": self.seen or None,
            "last_seen": self.seen or None,
            "external": False,
            "origin": ORIGIN,
            "id": content_id("fs", self.dataset, self.entity, self.prop, self.value),
        }


def write(dossier: Dossier, folder: Path) -> list[Path]:
    """Entities and statements, each one JSON object a line."""
    made = list(statements(dossier))
    return [
        put_json_lines(folder / "entities.ftm.json", entities(made)),
        put_json_lines(folder / "statements.json", (s.row() for s in made)),
    ]


def entities(made: Iterable[FtMStatement]) -> list[Json]:
    """The statements gathered by entity, in order of first appearance."""
    found: dict[str, Json] = {}
    for s in made:
        entity = found.setdefault(s.entity, {"id": s.entity, "schema": s.schema, "properties": {}})
        values = entity["properties"].setdefault(s.prop, [])
        if s.value not in values:
            values.append(s.value)
    return list(found.values())


def statements(dossier: Dossier) -> Iterator[FtMStatement]:
    """Every value that can be said in FollowTheMoney's terms; what is not stated is left out."""
    index = Index.of(dossier)
    named = {s.id: SCHEMATA[s.kind] for s in dossier.sources if s.kind in SCHEMATA and _name(s.name)}
    for made in (_reports(dossier), _sources(index, named), _claims(index, named), _links(index)):
        yield from (s for s in made if s.value)


def _reports(dossier: Dossier) -> Iterator[FtMStatement]:
    for r in dossier.reports:
        values = {
            "name": _name(r.headline) or _name(outlet(r)),
            "title": clean(r.headline),
            "author": clean(r.byline),
            "publisher": clean(r.outlet),
            "publishedAt": day(r),
            "sourceUrl": _url(r.url),
            "contentHash": r.sha256 if re.fullmatch("[0-9a-f]{64}", r.sha256) else "",
            "fileName": clean(r.path),
            "mimeType": r.media_type if re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", r.media_type) else "",
            "language": LANGUAGES.get(r.lang, ""),
            "bodyText": clean(r.text),
        }
        yield from _of(r.id, "Article", values, r)


def _sources(index: Index, named: dict[str, str]) -> Iterator[FtMStatement]:
    """Named sources, the reports that have their words, and whom they speak for."""
    spoken: dict[str, dict[str, Statement]] = {}
    for s in index.dossier.statements:
        if s.speaker in named:
            spoken.setdefault(s.speaker or "", {}).setdefault(s.report_id, s)
    for source in index.dossier.sources:
        if source.id not in named:
            continue
        schema = named[source.id]
        values = {"name": _name(source.name), "description": clean(source.role)}
        for name, value in values.items():
            yield FtMStatement(source.id, schema, name, value, ORIGIN)
        for report, first in spoken.get(source.id, {}).items():
            row = {"document": report, "entity": source.id, "role": "speaker", "summary": _said(first)}
            key = content_id("doc", source.id, report)
            yield from _of(key, "Documentation", row, index.reports[report], first)
        if source.acts_for in named:
            row = {"subject": source.id, "object": source.acts_for or "", "role": "speaks for"}
            for name, value in row.items():
                yield FtMStatement(content_id("link", source.id), "UnknownLink", name, value, ORIGIN)


def _claims(index: Index, named: dict[str, str]) -> Iterator[FtMStatement]:
    """Each claim as a Note: its label, its count of origins, and what every report says of it."""
    for claim in index.dossier.claims:
        support = index.supports.get(claim.id)
        yield FtMStatement(claim.id, "Note", "name", _name(claim.label), ORIGIN)
        if support:
            origins = f"{support.low}" if support.low == support.high else f"{support.low} to {support.high}"
            flags = ", ".join(support.status)
            told = f"{support.reports} reports, {origins} origins{f'; {flags}' if flags else ''}"
            yield FtMStatement(claim.id, "Note", "summary", told, ORIGIN)
        for s in index.members(claim):
            told = clean(f"{index.speaker(s)} {s.stance}: {s.text}")
            row = {"description": told, "proof": s.report_id, "entity": (s.speaker or "") if s.speaker in named else ""}
            yield from _of(claim.id, "Note", row, index.report_of(s), s)


def _links(index: Index) -> Iterator[FtMStatement]:
    """Each derivation between two reports as a link from what was used to what used it."""
    for edge in index.dossier.lineage:
        if edge.parent:
            row = {"subject": edge.parent, "object": edge.child, "role": edge.kind, "summary": clean(edge.reason)}
            key = content_id("link", edge.parent, edge.child, edge.kind)
            yield from _of(key, "UnknownLink", row, index.reports[edge.child])


def _of(
    entity: str, schema: str, values: dict[str, str], report: Report, said: Statement | None = None
) -> Iterator[FtMStatement]:
    """The values of one entity as one report has them."""
    lang = LANGUAGES.get(report.lang, "")
    for prop, value in values.items():
        text = prop in ("title", "bodyText", "description", "summary")
        words = clean(said.text) if said and text else ""
        yield FtMStatement(entity, schema, prop, value, report.id, lang if text else "", words, day(report))


def _said(statement: Statement) -> str:
    return clean(f"{statement.stance}: {statement.text}")


def clean(text: str) -> str:
    """A text as FollowTheMoney keeps it: composed (NFC), unusual spaces plain, without controls and invisible marks."""
    return INVISIBLE.sub("", SPACES.sub(" ", unicodedata.normalize("NFC", text))).strip()


def _name(name: str) -> str:
    return " ".join(clean(name).strip("\"'").split())


def day(report: Report) -> str:
    """The date, or the part of one, on which a report was published."""
    found = DATE.match(report.published)
    return found[0] if found else ""


def _url(url: str) -> str:
    """An address of the web; '' for anything else."""
    try:
        parts = urlsplit(url)
        return clean(url) if parts.scheme in ("http", "https") and parts.hostname and " " not in url else ""
    except ValueError:
        return ""
