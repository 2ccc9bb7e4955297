"""The reports as CSL-JSON, which Zotero, Pandoc and Word's citation tools read."""

from __future__ import annotations

import json
import re
from pathlib import Path

from rashomon.export.json import Json
from rashomon.model import Dossier, Report


def write(dossier: Dossier, folder: Path) -> list[Path]:
    """One item a report."""
    path = folder / "reports.csl.json"
    path.write_text(json.dumps([item(r) for r in dossier.reports], ensure_ascii=False, indent=1) + "\n", "utf-8")
    return [path]


def item(report: Report) -> Json:
    """A report as a CSL item of type article-newspaper; what it does not state is left out."""
    date = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", report.published)
    plain = {
        "title": report.headline,
        "container-title": report.outlet,
        "URL": report.url,
        "language": report.lang,
        "note": f"SHA-256 of the original: {report.sha256}",
    }
    made: Json = {"id": report.id, "type": "article-newspaper", **{k: v for k, v in plain.items() if v}}
    if report.byline:
        made["author"] = [{"literal": report.byline}]
    if date:
        made["issued"] = {"date-parts": [[int(part) for part in date.groups() if part]]}
    return made
