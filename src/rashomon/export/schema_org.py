"""Claims as schema.org `Claim` in JSON-LD, each with its speakers, its appearances and the words it rests on.

Rashomon rates nothing. A `ClaimReview` is written only for a rating that a person gave by name, as that person's.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rashomon.export.json import Json
from rashomon.export.put import put_json
from rashomon.model import Claim, DecisionKind, Dossier, Effect, Report, SourceKind, Statement, Support, content_id
from rashomon.views.claims import Position, claim_view
from rashomon.views.index import Index, outlet

AGENTS = {SourceKind.PERSON: "Person", SourceKind.ORGANIZATION: "Organization"} | {
    SourceKind.PUBLIC_BODY: "GovernmentOrganization"
}


def write(dossier: Dossier, folder: Path) -> list[Path]:
    """One JSON-LD document; it holds no '<', so that it can stand in a page."""
    return [put_json(folder / "claims.jsonld", {"@context": "https://schema.org", "@graph": list(graph(dossier))})]


def graph(dossier: Dossier) -> Iterator[Json]:
    """The reports, the speakers, the claims, and people's ratings of them."""
    index = Index.of(dossier)
    yield from map(_article, dossier.reports)
    for source in dossier.sources:
        kind = AGENTS.get(source.kind)
        if kind:
            row: Json = {"@type": kind, "@id": _id(source.id), "name": source.name}
            yield row | ({"jobTitle": source.role} if source.role and kind == "Person" else {})
    yield from (_claim(index, claim) for claim in dossier.claims)
    yield from _reviews(dossier)


def _id(name: str) -> str:
    return f"urn:rashomon:{name}"


def _article(report: Report) -> Json:
    stated = {
        "headline": report.headline,
        "url": report.url,
        "datePublished": report.published,
        "inLanguage": report.lang,
        "creditText": report.credit,
    }
    row: Json = {"@type": "NewsArticle", "@id": _id(report.id), **{k: v for k, v in stated.items() if v}}
    if report.sha256:
        row["identifier"] = {"@type": "PropertyValue", "propertyID": "sha256", "value": report.sha256}
    if report.byline:
        row["author"] = {"@type": "Person", "name": report.byline}
    return row | ({"publisher": _publisher(report)} if report.outlet else {})


def _publisher(report: Report) -> Json:
    return {"@type": "Organization", "@id": _id(content_id("o", report.outlet)), "name": report.outlet}


def _claim(index: Index, claim: Claim) -> Json:
    """One claim: who makes it and where; who denies or hedges it is no author, and stands among the citations."""
    view = claim_view(index, claim)
    said = [s for voice in view.side(Position.ASSERTS) for s in voice.statements]
    made = said + [s for voice in view.side(Position.QUALIFIES) for s in voice.statements]
    made.sort(key=index.when)
    reports = list(dict.fromkeys(s.report_id for s in made))
    row: Json = {
        "@type": "Claim",
        "@id": _id(claim.id),
        "text": claim.label,
        "description": told(index.supports.get(claim.id)),
        "author": _authors(index, sorted(said, key=index.when)),
        "appearance": [{"@id": _id(r)} for r in reports],
        "citation": [_citation(index, s) for s in index.members(claim)],
    }
    first = _first([index.reports[r] for r in reports])
    if first:
        row["firstAppearance"] = {"@id": _id(first.id)}
    return {key: value for key, value in row.items() if value}


def _reviews(dossier: Dossier) -> Iterator[Json]:
    """A review for each rating that a person gave by name and did not take back; of two people, both."""
    labels = {claim.id: claim.label for claim in dossier.claims}
    for outcome in dossier.decisions:
        rating = outcome.decision
        stands = rating.kind is DecisionKind.RATING and outcome.effect in (Effect.APPLIED, Effect.CONFLICT)
        for claim in outcome.about if stands else ():
            if claim in labels and rating.who.strip() and rating.field("rating").strip():
                row: Json = {
                    "@type": "ClaimReview",
                    "@id": _id(rating.id),
                    "claimReviewed": labels[claim],
                    "itemReviewed": {"@id": _id(claim)},
                    "author": {"@type": "Person", "name": rating.who},
                    "datePublished": rating.when[:10],
                    "reviewRating": {"@type": "Rating", "alternateName": rating.field("rating")},
                    "url": rating.field("url"),
                    "reviewBody": rating.why,
                }
                yield {key: value for key, value in row.items() if value}


def told(support: Support | None) -> str:
    """What is known about who carries a claim: a count and flags, never a verdict."""
    if support is None:
        return ""
    origins = f"{support.low}" if support.low == support.high else f"{support.low} to {support.high}"
    flags = f" Flags: {', '.join(support.status)}." if support.status else ""
    return f"In {support.reports} reports, from {origins} independent origins.{flags} No verdict on what is true."


def _authors(index: Index, made: list[Statement]) -> list[Json]:
    """The speakers who make a claim, each once; the outlet where it speaks in its own voice."""
    found: dict[str, Json] = {}
    for s in made:
        speaker = index.sources.get(s.speaker or "")
        if speaker and speaker.kind in AGENTS:
            found.setdefault(speaker.id, {"@id": _id(speaker.id)})
        elif s.own_voice and index.report_of(s).outlet:
            report = index.report_of(s)
            found.setdefault(report.outlet, _publisher(report))
    return list(found.values())


def _first(reports: list[Report]) -> Report | None:
    """The one report that came first; None where one has no date or two share the first."""
    days = sorted((r.published, r.id) for r in reports)
    if not days or not all(r.published for r in reports):
        return None
    (first, key), *others = days
    if others and (others[0][0].startswith(first) or first.startswith(others[0][0])):
        return None
    return next(r for r in reports if r.id == key)


def _citation(index: Index, statement: Statement) -> Json:
    """The words of one statement and where they stand, in code points of the report's text."""
    places = ";".join(f"{piece.start}:{piece.end}" for piece in statement.content)
    printed = outlet(index.report_of(statement))
    row: Json = {
        "@type": "Quotation",
        "@id": _id(statement.id),
        "text": statement.text,
        "position": places,
        "isPartOf": {"@id": _id(statement.report_id)},
        "description": f"{index.speaker(statement)}: {statement.stance}; printed by {printed}",
    }
    speaker = index.sources.get(statement.speaker or "")
    return row | ({"creator": {"@id": _id(speaker.id)}} if speaker and speaker.kind in AGENTS else {})
