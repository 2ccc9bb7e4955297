"""A written dossier read back: the inverse of `export.json`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rashomon.decisions.exchange import read as read_decision
from rashomon.errors import BrokenDossier
from rashomon.export.json import SCHEMA, Json
from rashomon.model import (
    Carried,
    Change,
    Claim,
    Counting,
    Credit,
    CueKind,
    Derivation,
    DerivationKind,
    Dossier,
    Drift,
    Edit,
    Effect,
    Figure,
    Finding,
    Form,
    HeadlineCheck,
    MadeBy,
    OriginGroup,
    Outcome,
    Passage,
    Place,
    Reading,
    Relation,
    RelationKind,
    Report,
    Revision,
    Skipped,
    Source,
    SourceKind,
    Span,
    Stance,
    Statement,
    Status,
    Support,
    Unresolved,
    Version,
    When,
    Withdrawal,
)


def load_file(path: Path) -> Dossier:
    """The dossier in a file; BrokenDossier names the file if it holds none."""
    try:
        return load(json.loads(path.read_bytes()))
    except (ValueError, RecursionError) as error:
        raise BrokenDossier(f"{path}: not JSON: {error}") from error
    except BrokenDossier as error:
        raise BrokenDossier(f"{path}: {error}") from error


def load(data: object) -> Dossier:
    """The dossier in parsed JSON; BrokenDossier if it is none. Spans are taken as written: `verify` checks them."""
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise BrokenDossier(f"not a dossier of schema {SCHEMA}")
    try:
        return _dossier(data)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise BrokenDossier(f"a part is missing or malformed: {type(error).__name__}: {error}") from error


def _dossier(data: Json) -> Dossier:
    made = data["made_by"]
    return Dossier(
        made_by=MadeBy(made["version"], tuple(made["models"].items()), tuple(made["options"].items())),
        readings=_readings(data),
        sources=tuple(_source(row) for row in data["sources"]),
        claims=tuple(_claim(row) for row in data["claims"]),
        supports=tuple(_support(row) for row in data["claims"]),
        relations=tuple(_relation(row) for row in data["relations"]),
        lineage=tuple(_derivation(row) for row in data["lineage"]),
        drifts=tuple(_drift(row) for row in data["drifts"]),
        versions=tuple(map(_version, data.get("versions", ()))),
        withdrawals=tuple(map(_withdrawal, data.get("withdrawals", ()))),
        headlines=tuple(_headline(row) for row in data["headlines"]),
        skipped=tuple(Skipped(row["path"], row["reason"]) for row in data["skipped"]),
        decisions=tuple(map(_outcome, data.get("decisions", ()))),  # a dossier without a case may have none
    )


def _readings(data: Json) -> tuple[Reading, ...]:
    statements = _grouped(_statement(row) for row in data["statements"])
    figures = _grouped(_figure(row) for row in data["figures"])
    times = _grouped((row["report"], _time(row)) for row in data["times"])
    places = _grouped((row["report"], _place(row)) for row in data["places"])
    unresolved = _grouped(_unresolved(row) for row in data["unresolved"])
    return tuple(
        Reading(
            _report(row),
            statements=tuple(statements[row["id"]]),
            figures=tuple(figures[row["id"]]),
            times=tuple(times[row["id"]]),
            places=tuple(places[row["id"]]),
            unresolved=tuple(unresolved[row["id"]]),
        )
        for row in data["reports"]
    )


def _grouped(pairs: Iterable[tuple[str, Any]]) -> defaultdict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for report, value in pairs:
        found[report].append(value)
    return found


def _span(report: str, value: Json | None) -> Span | None:
    return None if value is None else _in(report, value)


def _in(report: str, value: Json) -> Span:
    return Span(report, value["start"], value["end"], value["exact"])


def _placed(value: Json) -> Span:
    return _in(value["report"], value)


def _spans(report: str, values: list[Json]) -> tuple[Span, ...]:
    return tuple(_in(report, value) for value in values)


def _report(row: Json) -> Report:
    name, text = row["id"], row["text"]
    plain = (
        "sha256",
        "input_id",
        "path",
        "url",
        "outlet",
        "headline",
        "byline",
        "credit",
        "published",
        "lang",
        "media_type",
    )
    return Report(
        name,
        text,
        **{field: row[field] for field in plain},
        links=tuple(row["links"]),
        credits=tuple(Credit(c["name"], _span(name, c["span"])) for c in row["credits"]),
        furniture=tuple(Span(name, start, end, text[start:end]) for start, end in row["furniture"]),
    )


def _source(row: Json) -> Source:
    return Source(
        row["id"],
        row["name"],
        SourceKind(row["kind"]),
        role=row["role"],
        mentions=tuple(map(_placed, row["mentions"])),
        acts_for=row["acts_for"],
        anonymity=_placed(row["anonymity"]) if row["anonymity"] else None,
    )


def _statement(row: Json) -> tuple[str, Statement]:
    report = row["report"]
    return report, Statement(
        row["id"],
        report,
        _spans(report, row["content"]),
        _span(report, row["source"]),
        _span(report, row["cue"]),
        form=Form(row["form"]),
        stance=Stance(row["stance"]),
        speaker=row["speaker"],
        via=tuple(row["via"]),
        within=row["within"],
        hedges=_spans(report, row["hedges"]),
        distance=_spans(report, row["distance"]),
        cue_kind=CueKind(row["cue_kind"]) if row["cue_kind"] else None,
        confidence=row["confidence"],
        made_by=row["made_by"],
    )


def _figure(row: Json) -> tuple[str, Figure]:
    report = row["report"]
    plain = ("low", "high", "unit", "counted", "scope", "modifier", "subset", "statement")
    return report, Figure(row["id"], report, _in(report, row), **{field: row[field] for field in plain})


def _time(row: Json) -> When:
    return When(_placed(row), row["earliest"], row["latest"], row["precision"])


def _place(row: Json) -> Place:
    plain = ("name", "country", "latitude", "longitude", "geonames_id")
    return Place(_placed(row), **{field: row[field] for field in plain})


def _unresolved(row: Json) -> tuple[str, Unresolved]:
    return row["report"], Unresolved(row["report"], row["what"], row["reason"], _span(row["report"], row["span"]))


def _claim(row: Json) -> Claim:
    return Claim(row["id"], row["label"], tuple(row["statements"]), tuple(row["figures"]))


def _support(row: Json) -> Support:
    origins = row["origins"]
    groups, left_out = (tuple(_group(g) for g in origins.get(name, ())) for name in ("groups", "left_out"))
    status = tuple(Status(name) for name in row["status"])
    return Support(row["id"], row["reports"], origins["low"], origins["high"], status, groups, left_out)


def _group(row: Json) -> OriginGroup:
    # a dossier of an older version does not say how a group counts
    counts = Counting(row.get("counts", Counting.SURELY))
    statements, may_be = tuple(row["statements"]), tuple(row["may_be"])
    return OriginGroup(row["id"], row["name"], statements, may_be, counts, row.get("why", ""))


def _relation(row: Json) -> Relation:
    spans = (_placed(row[side]) if row[side] else None for side in ("left_span", "right_span"))
    return Relation(row["left"], row["right"], RelationKind(row["kind"]), row["score"], row["reason"], *spans)


def _derivation(row: Json) -> Derivation:
    return Derivation(
        row["child"],
        row["parent"],
        row["outside"],
        DerivationKind(row["kind"]),
        row["share"],
        row["reason"],
        tuple(Passage(_pair(p["child"]), _pair(p["parent"])) for p in row["passages"]),
        row["credited"],
        row["direction_known"],
    )


def _outcome(row: Json) -> Outcome:
    about = tuple(row["about"])
    return Outcome(read_decision(row), Effect(row["effect"]), row["reason"], row["machine"], about)


def _pair(value: list[int]) -> tuple[int, int]:
    start, end = value
    return start, end


def _drift(row: Json) -> Drift:
    changes = tuple(Change(name) for name in row["changes"])
    return Drift(_placed(row["parent"]), _placed(row["child"]), changes, row["reason"], row["weight"])


def _version(row: Json) -> Version:
    changes = (Revision(Edit(c["change"]), c["earlier"], c["later"], c["reason"]) for c in row["changes"])
    return Version(row["earlier"], row["later"], tuple(changes), row["reason"])


def _withdrawal(row: Json) -> Withdrawal:
    carried = tuple(Carried(_placed(c), c["after"]) for c in row["carried"])
    return Withdrawal(_placed(row["earlier"]), _placed(row["later"]), row["reason"], carried)


def _headline(row: Json) -> HeadlineCheck:
    body = _span(row["report"], row["body"])
    return HeadlineCheck(row["report"], Finding(row["finding"]), row["reason"], row["headline_part"], body)
