"""The gold of an annotated case as perfect readings: measures what compares reports apart from what reads them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from rashomon.model import (
    Derivation,
    DerivationKind,
    Figure,
    Form,
    Origin,
    Passage,
    Reading,
    Report,
    Source,
    SourceKind,
    Span,
    Stance,
    Statement,
    content_id,
    figure_id,
    report_id,
    statement_id,
    text_digest,
)
from rashomon.text.align import align

Gold = dict[str, Any]
UNITS = (
    "minutes",
    "crowns",
    "tonnes",
    "metres",
    "km",
    "miles",
    "nautical miles",
    "knots",
    "percent",
    "days",
    "years",
    "degrees",
    "clock time",
)


def load(case: Path) -> Gold:
    """The gold of a case."""
    gold: Gold = json.loads((case / "gold.json").read_text(encoding="utf-8"))
    return gold


def readings(case: Path, gold: Gold) -> tuple[list[Reading], dict[str, str]]:
    """One reading a report with the gold's statements and figures, and the gold's statement id -> ours."""
    made: list[Reading] = []
    ids: dict[str, str] = {}
    for row in gold["reports"]:
        text = (case / row["text"]).read_text(encoding="utf-8")
        report = Report(
            report_id(text_digest(text + row["file"])),
            text,
            path=row["file"],
            outlet=row["outlet"],
            headline=row["title"],
            published=row["published"],
            lang=row["lang"],
            furniture=tuple(furniture(text, row)),
        )
        statements = [
            statement(report, s) for s in gold["statements"] if s["report"] == row["file"] and s["content_spans"]
        ]
        for old, new in statements:
            ids[old] = new.id
        figures = tuple(
            figure(report, f, ids)
            for f in gold["figures"]
            if f["report"] == row["file"] and not isinstance(f["low"], str)
        )
        unique = {s.id: s for _, s in statements}
        made.append(
            Reading(report, tuple(unique.values()), tuple(sources(report, list(unique.values()), gold)), figures)
        )
    return made, ids


def furniture(text: str, row: Gold) -> list[Span]:
    """The boilerplate of a report, where its text holds it."""
    found = [(text.find(part), part) for part in row["boilerplate"]]
    return [Span(report_id(text_digest(text + row["file"])), at, at + len(part), part) for at, part in found if at >= 0]


def source_id(name: str) -> str:
    """One id for a speaker in every report."""
    return content_id("src", name)


def statement(report: Report, row: Gold) -> tuple[str, Statement]:
    """A gold statement as ours."""
    spans = tuple(report.span(s["start"], s["end"]) for s in row["content_spans"])
    own = row["stance"] == "reports-unattributed"
    source = (
        report.span(row["source_span"]["start"], row["source_span"]["end"])
        if row.get("source_span") and not own
        else None
    )
    cues = row.get("cue_spans") or []
    cue = report.span(cues[0]["start"], cues[0]["end"]) if cues and not own else None
    stance = Stance(row["stance"]) if row["stance"] in set(Stance) else Stance.ASSERTS
    form = Form(row["quoted"]) if row["quoted"] in set(Form) else Form.INDIRECT
    speaker = None if own else source_id(row["speaker"])
    made = Statement(
        statement_id(report.id, spans, source, cue),
        report.id,
        spans,
        source,
        cue,
        form,
        stance,
        speaker,
        tuple(source_id(v) for v in row["via"]),
    )
    return row["id"], made


def sources(report: Report, statements: list[Statement], gold: Gold) -> list[Source]:
    """The speakers of a report."""
    names = {source_id(s["speaker"]): s["speaker"] for s in gold["statements"] if s.get("speaker")}
    found = {s.speaker for s in statements if s.speaker}
    return [
        Source(i, names[i], SourceKind.UNNAMED if re.search("unnamed|unknown", names[i]) else SourceKind.PERSON)
        for i in sorted(found)
    ]


def figure(report: Report, row: Gold, ids: dict[str, str]) -> Figure:
    """A gold figure as ours: the words of 'people killed at Gate C' are its counted thing and its scope."""
    span = report.span(row["start"], row["end"])
    unit = next((u for u in UNITS if row["unit"].startswith(u) or row["counted"].startswith(u)), "")
    counted, _, scope = row["counted"].partition(" ")
    return Figure(
        figure_id(report.id, span, row["low"], row["high"], unit),
        report.id,
        span,
        row["low"],
        row["high"],
        unit,
        counted,
        scope,
        row["modifier"] if row["modifier"] != "vague" else "",
        statement=ids.get(row["statement"] or ""),
    )


def derivations(gold: Gold, made: list[Reading]) -> list[Derivation]:
    """The gold's lineage, with the passages that the two texts share."""
    by_file = {r.report.path: r.report for r in made}
    out: list[Derivation] = []
    for child, rows in gold["lineage"].items():
        for row in rows if isinstance(rows, list) else [rows]:
            kind = row.get("kind", "")
            if kind not in set(DerivationKind):
                continue
            parent = by_file.get(row.get("parent") or "")
            outside = None if parent else str(row.get("parent") or row.get("outside") or "outside")
            passages = shared(by_file[child], parent) if parent else ()
            out.append(
                Derivation(
                    by_file[child].id,
                    parent.id if parent else None,
                    outside,
                    DerivationKind(kind),
                    0.5,
                    "gold",
                    passages,
                )
            )
    return out


def shared(child: Report, parent: Report) -> tuple[Passage, ...]:
    """The passages that two reports share, in code points."""
    left, right = (
        [(m.group().casefold(), m.start(), m.end()) for m in re.finditer(r"\w+", r.text)] for r in (child, parent)
    )
    blocks = align([w for w, _, _ in left], [w for w, _, _ in right])
    return tuple(
        Passage((left[b.left[0]][1], left[b.left[1] - 1][2]), (right[b.right[0]][1], right[b.right[1] - 1][2]))
        for b in blocks
    )


def origins(made: list[Reading]) -> tuple[Origin, ...]:
    """Every statement's innermost speaker as its origin; an outlet's own voice is its report."""
    names = {s.id: s.name for r in made for s in r.sources}
    return tuple(
        Origin(s.id, s.speaker or r.report.id, names.get(s.speaker or "", r.report.outlet))
        for r in made
        for s in r.statements
    )
