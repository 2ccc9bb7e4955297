"""The dossier as JSON, version 1: docs/dossier-format.md says what each field means."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from rashomon.decisions.exchange import to_dict as decision_fields
from rashomon.model import (
    Claim,
    Derivation,
    Dossier,
    Drift,
    Figure,
    HeadlineCheck,
    OriginGroup,
    Outcome,
    Place,
    Relation,
    Report,
    Skipped,
    Source,
    Span,
    Statement,
    Support,
    Unresolved,
    Version,
    When,
    Withdrawal,
    text_digest,
)

SCHEMA = "rashomon.dossier/1"

Json = dict[str, Any]


def schema() -> Json:
    """The JSON Schema (draft 2020-12) that every dossier keeps to."""
    loaded: Json = json.loads(files("rashomon.export").joinpath("dossier.schema.json").read_text("utf-8"))
    return loaded


def write(dossier: Dossier) -> str:
    """The dossier as text: the same dossier gives the same bytes."""
    return json.dumps(to_dict(dossier), ensure_ascii=False, indent=1) + "\n"


def to_dict(dossier: Dossier) -> Json:
    """The dossier in the format's terms."""
    supports = {support.claim_id: support for support in dossier.supports}
    readings = dossier.readings
    return {
        "schema": SCHEMA,
        "made_by": {
            "version": dossier.made_by.version,
            "models": dict(dossier.made_by.models),
            "options": dict(dossier.made_by.options),
        },
        "reports": [_report(reading.report) for reading in readings],
        "sources": [_source(source) for source in dossier.sources],
        "statements": [_statement(s) for reading in readings for s in reading.statements],
        "figures": [_figure(f) for reading in readings for f in reading.figures],
        "times": [_time(t) for reading in readings for t in reading.times],
        "places": [_place(p) for reading in readings for p in reading.places],
        "claims": [_claim(claim, supports.get(claim.id)) for claim in dossier.claims],
        "relations": [_relation(relation) for relation in dossier.relations],
        "lineage": [_derivation(edge) for edge in dossier.lineage],
        "drifts": [_drift(drift) for drift in dossier.drifts],
        "versions": [_version(version) for version in dossier.versions],
        "withdrawals": [_withdrawal(withdrawal) for withdrawal in dossier.withdrawals],
        "headlines": [_headline(check) for check in dossier.headlines],
        "unresolved": [_unresolved(u) for reading in readings for u in reading.unresolved],
        "skipped": [_skipped(skip) for skip in dossier.skipped],
        "decisions": [_outcome(outcome) for outcome in dossier.decisions],
    }


def _span(span: Span | None) -> Json | None:
    return None if span is None else {"start": span.start, "end": span.end, "exact": span.exact}


def _placed(span: Span) -> Json:
    return {"report": span.report_id, "start": span.start, "end": span.end, "exact": span.exact}


def _report(report: Report) -> Json:
    return {
        "id": report.id,
        "input_id": report.input_id,
        "path": report.path,
        "url": report.url,
        "outlet": report.outlet,
        "headline": report.headline,
        "byline": report.byline,
        "credit": report.credit,
        "published": report.published,
        "lang": report.lang,
        "media_type": report.media_type,
        "sha256": report.sha256,
        "text_sha256": text_digest(report.text),
        "links": list(report.links),
        "credits": [{"name": c.name, "span": _span(c.span)} for c in report.credits],
        "furniture": [[span.start, span.end] for span in report.furniture],
        "text": report.text,
    }


def _source(source: Source) -> Json:
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind,
        "role": source.role,
        "acts_for": source.acts_for,
        "anonymity": _placed(source.anonymity) if source.anonymity else None,
        "mentions": [_placed(mention) for mention in source.mentions],
    }


def _statement(s: Statement) -> Json:
    return {
        "id": s.id,
        "report": s.report_id,
        "source": _span(s.source),
        "cue": _span(s.cue),
        "content": [_span(piece) for piece in s.content],
        "speaker": s.speaker,
        "via": list(s.via),
        "form": s.form,
        "stance": s.stance,
        "within": s.within,
        "hedges": [_span(hedge) for hedge in s.hedges],
        "distance": [_span(mark) for mark in s.distance],
        "cue_kind": s.cue_kind,
        "confidence": round(s.confidence, 4),
        "made_by": s.made_by,
    }


def _figure(f: Figure) -> Json:
    return {
        "id": f.id,
        "report": f.report_id,
        "statement": f.statement,
        **(_span(f.span) or {}),
        "low": _bound(f.low),
        "high": _bound(f.high),
        "unit": f.unit,
        "counted": f.counted,
        "scope": f.scope,
        "modifier": f.modifier,
        "subset": f.subset,
    }


def _bound(value: float | None) -> float | None:
    """Seven is 7, never 7.0: a reading that was kept and read back gives the same bytes."""
    return int(value) if value is not None and value == int(value) else value


def _time(t: When) -> Json:
    return {**_placed(t.span), "earliest": t.earliest, "latest": t.latest, "precision": t.precision}


def _place(p: Place) -> Json:
    return {
        **_placed(p.span),
        "name": p.name,
        "country": p.country,
        "latitude": p.latitude,
        "longitude": p.longitude,
        "geonames_id": p.geonames_id,
    }


def _claim(claim: Claim, support: Support | None) -> Json:
    groups = support.groups if support else ()
    return {
        "id": claim.id,
        "label": claim.label,
        "statements": list(claim.statements),
        "status": list(support.status) if support else [],
        "reports": support.reports if support else 0,
        "origins": {
            "low": support.low if support else 0,
            "high": support.high if support else 0,
            "ids": [group.id for group in groups],
            "groups": [_group(group) for group in groups],
            "left_out": [_group(group) for group in support.left_out] if support else [],
        },
        "figures": list(claim.figures),
    }


def _group(group: OriginGroup) -> Json:
    return {
        "id": group.id,
        "name": group.name,
        "statements": list(group.statements),
        "may_be": list(group.may_be),
        "counts": group.counts,
        "why": group.why,
    }


def _relation(r: Relation) -> Json:
    return {
        "left": r.left,
        "right": r.right,
        "kind": r.kind,
        "score": round(r.score, 4),
        "reason": r.reason,
        "left_span": _placed(r.left_span) if r.left_span else None,
        "right_span": _placed(r.right_span) if r.right_span else None,
    }


def _derivation(d: Derivation) -> Json:
    return {
        "child": d.child,
        "parent": d.parent,
        "outside": d.outside,
        "kind": d.kind,
        "share": round(d.share, 4),
        "passages": [{"child": list(p.child), "parent": list(p.parent)} for p in d.passages],
        "reason": d.reason,
        "credited": d.credited,
        "direction_known": d.direction_known,
    }


def _drift(d: Drift) -> Json:
    return {
        "parent": _placed(d.parent),
        "child": _placed(d.child),
        "changes": list(d.changes),
        "reason": d.reason,
        "weight": round(d.weight, 4),
    }


def _version(version: Version) -> Json:
    changes = [
        {"change": c.change, "earlier": c.earlier, "later": c.later, "reason": c.reason} for c in version.changes
    ]
    return {"earlier": version.earlier, "later": version.later, "changes": changes, "reason": version.reason}


def _withdrawal(withdrawal: Withdrawal) -> Json:
    return {
        "earlier": _placed(withdrawal.earlier),
        "later": _placed(withdrawal.later),
        "reason": withdrawal.reason,
        "carried": [{**_placed(carried.span), "after": carried.after} for carried in withdrawal.carried],
    }


def _headline(h: HeadlineCheck) -> Json:
    return {
        "report": h.report_id,
        "finding": h.finding,
        "reason": h.reason,
        "headline_part": h.part,
        "body": _span(h.body),
    }


def _unresolved(u: Unresolved) -> Json:
    return {"report": u.report_id, "what": u.what, "reason": u.reason, "span": _span(u.span)}


def _skipped(s: Skipped) -> Json:
    return {"path": s.path, "reason": s.reason}


def _outcome(outcome: Outcome) -> Json:
    found = {"effect": outcome.effect, "reason": outcome.reason, "machine": outcome.machine}
    return {**decision_fields(outcome.decision), **found, "about": list(outcome.about)}
