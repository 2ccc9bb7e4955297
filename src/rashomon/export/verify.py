"""Checks a written dossier: every span against its text, every id against its content."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from rashomon.decisions.exchange import from_dict
from rashomon.errors import BrokenDossier, SpanMismatch, UsageError
from rashomon.export.json import SCHEMA, Json
from rashomon.model import Report, Span, claim_id, figure_id, report_id, statement_id, text_digest


def verify(dossier: object) -> int:
    """How many spans were checked; SpanMismatch or BrokenDossier names the first that does not hold."""
    if not isinstance(dossier, dict) or dossier.get("schema") != SCHEMA:
        raise BrokenDossier(f"not a dossier of schema {SCHEMA}")
    try:
        reports = {row["id"]: _report(row) for row in dossier["reports"]}
        checked = sum(_check(where, span, reports) for where, span in _spans(dossier))
        _check_ids(dossier, reports)
        _check_decisions(dossier, reports)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise BrokenDossier(f"a part is missing or malformed: {type(error).__name__}: {error}") from error
    return checked


def _report(row: Json) -> Report:
    if row["id"] != report_id(row["sha256"]):
        raise BrokenDossier(f"report {row['id']} is not the id of its SHA-256 {row['sha256'][:16]}…")
    if row["text_sha256"] != text_digest(row["text"]):
        raise BrokenDossier(f"the text of report {row['id']} ({row['path'] or row['input_id']}) has been changed")
    return Report(id=row["id"], text=row["text"])


def _check(where: str, span: Json, reports: dict[str, Report]) -> int:
    """1; raises when the span does not quote its report."""
    report = reports.get(span["report"])
    if report is None:
        raise BrokenDossier(f"{where} lies in report {span['report']}, which is not in the dossier")
    try:
        report.check(_value(span["report"], span))
    except SpanMismatch as error:
        raise SpanMismatch(f"{where}: {error}") from error
    return 1


def _value(report: str, span: Json) -> Span:
    return Span(report, span["start"], span["end"], span["exact"])


def _spans(dossier: Json) -> Iterator[tuple[str, Json]]:
    """(where, span with its report) for every span, section by section."""
    for source in dossier["sources"]:
        for mention in source["mentions"]:
            yield f"source {source['id']}", mention
        if source.get("anonymity"):
            yield f"source {source['id']}", source["anonymity"]
    for statement in dossier["statements"]:
        own = [*statement["content"], *statement.get("hedges", ()), *statement.get("distance", ())]
        for span in [statement["source"], statement["cue"], *own]:
            if span:
                yield f"statement {statement['id']}", {"report": statement["report"], **span}
    for section in ("figures", "times", "places"):
        for row in dossier.get(section, ()):
            yield f"{section[:-1]} {row.get('id', '')}".strip(), row
    yield from _compared(dossier)


def _compared(dossier: Json) -> Iterator[tuple[str, Json]]:
    """The spans of what compares reports."""
    yield from _passages(dossier)
    for drift in dossier["drifts"]:
        yield from (("drift", drift[side]) for side in ("parent", "child"))
    for r in dossier["relations"]:
        where = f"relation {r['left']} {r['kind']} {r['right']}"
        yield from ((where, r[side]) for side in ("left_span", "right_span") if r[side])
    for row in dossier.get("withdrawals", ()):
        yield from (("withdrawal", part) for part in (row["earlier"], row["later"], *row["carried"]))
    for row in dossier["headlines"]:
        if row["body"]:
            yield "headline", {"report": row["report"], **row["body"]}
    for row in dossier["unresolved"]:
        if row["span"]:
            yield "unresolved", {"report": row["report"], **row["span"]}


def _passages(dossier: Json) -> Iterator[tuple[str, Json]]:
    """Reused passages: they carry no text of their own, so only their place is checked."""
    texts = {row["id"]: row["text"] for row in dossier["reports"]}
    for edge in dossier["lineage"]:
        for passage, side in product(edge["passages"], ("child", "parent")):
            start, end = passage[side]
            exact = texts.get(edge[side], "")[start:end]
            yield f"lineage of {edge['child']}", {"report": edge[side], "start": start, "end": end, "exact": exact}


def _check_ids(dossier: Json, reports: dict[str, Report]) -> None:
    """BrokenDossier at the first id that is not made from its content, or that points nowhere."""
    known = {"statement": {s["id"] for s in dossier["statements"]}, "source": {s["id"] for s in dossier["sources"]}}
    for s in dossier["statements"]:
        content = [_value(s["report"], piece) for piece in s["content"]]
        roles = [_value(s["report"], s[role]) if s[role] else None for role in ("source", "cue")]
        _same("statement", s["id"], statement_id(s["report"], content, *roles))
        _known("source", s["speaker"], known["source"], f"speaker of statement {s['id']}")
        _known("statement", s["within"], known["statement"], f"statement {s['id']}")
    for f in dossier["figures"]:
        _same("figure", f["id"], figure_id(f["report"], _value(f["report"], f), f["low"], f["high"], f["unit"]))
        if known["statement"]:
            _known("statement", f["statement"], known["statement"], f"figure {f['id']}")
    for c in dossier["claims"]:
        _same("claim", c["id"], claim_id(c["statements"]))
        for member in c["statements"] if known["statement"] else ():
            _known("statement", member, known["statement"], f"claim {c['id']}")
    _check_versions(dossier, set(reports), known["statement"])
    for edge in dossier["lineage"]:
        for side in ("child", "parent"):
            _known("report", edge[side], set(reports), "lineage")


def _check_versions(dossier: Json, reports: set[str], statements: set[str]) -> None:
    """BrokenDossier at the first version of a page, or statement of one, that points nowhere."""
    for version, side in product(dossier.get("versions", ()), ("earlier", "later")):
        _known("report", version[side], reports, "versions")
        for change in version["changes"] if statements else ():
            _known("statement", change[side], statements, f"version {version['later']}")


def _check_decisions(dossier: Json, reports: dict[str, Report]) -> None:
    """BrokenDossier at the first decision that is not as it was made; SpanMismatch where it stands on other words."""
    by_bytes = {row["sha256"]: reports[row["id"]] for row in dossier["reports"]}
    for row in dossier.get("decisions", ()):
        try:
            made = from_dict(row)
        except UsageError as error:
            raise BrokenDossier(str(error)) from error
        for anchor in made.anchors if row["effect"] == "applied" and len(made.anchors) == 1 else ():
            if anchor.end:
                report = by_bytes[anchor.report]
                report.check(Span(report.id, anchor.start, anchor.end, anchor.exact))


def _same(what: str, found: str, expected: str) -> None:
    if found != expected:
        raise BrokenDossier(f"{what} {found} does not have the id of its content, {expected}")


def _known(what: str, value: str | None, known: set[str], where: str) -> None:
    if value is not None and value not in known:
        raise BrokenDossier(f"{where} names {what} {value}, which is not in the dossier")
