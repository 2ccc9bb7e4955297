"""Statements as W3C Web Annotations (2017): a position and a quote selector for every piece, offsets in three units.

`TextPositionSelector` counts code points of the text, as the standard has it; `rashomon:utf16` and `rashomon:utf8`
give the same place in the units that browsers and byte tools count.
"""

from __future__ import annotations

import json
from pathlib import Path

from rashomon.export.json import Json
from rashomon.model import Dossier, Report, Source, Span, Statement

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"rashomon": "urn:rashomon:"}]
AROUND = 32
"""Characters of prefix and suffix, which find a quotation again in a text that has moved."""


def write(dossier: Dossier, folder: Path) -> list[Path]:
    """One annotation page for the dossier."""
    names = {source.id: source for source in dossier.sources}
    items = [annotation(r.report, s, names) for r in dossier.readings for s in r.statements]
    page = {"@context": CONTEXT, "id": "urn:rashomon:page", "type": "AnnotationPage", "items": items}
    path = folder / "annotations.jsonld"
    path.write_text(json.dumps(page, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return [path]


def annotation(report: Report, statement: Statement, names: dict[str, Source]) -> Json:
    """One statement: its pieces of content as targets, who said it and how as the body."""
    speaker = names.get(statement.speaker or "")
    says = f"{speaker.name} {statement.stance}" if speaker else f"{statement.stance}"
    return {
        "id": f"urn:rashomon:{statement.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": {"type": "TextualBody", "purpose": "identifying", "value": says},
        "target": [target(report, piece) for piece in statement.content],
    }


def target(report: Report, span: Span) -> Json:
    """A span as a specific resource."""
    text = report.text
    return {
        "source": report.url or f"urn:sha256:{report.sha256}",
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": span.exact,
                "prefix": text[max(0, span.start - AROUND) : span.start],
                "suffix": text[span.end : span.end + AROUND],
            },
        ],
        "rashomon:utf16": [_units(text[: span.start], "utf-16-le", 2), _units(text[: span.end], "utf-16-le", 2)],
        "rashomon:utf8": [_units(text[: span.start], "utf-8", 1), _units(text[: span.end], "utf-8", 1)],
    }


def _units(text: str, encoding: str, size: int) -> int:
    return len(text.encode(encoding, "surrogatepass")) // size
