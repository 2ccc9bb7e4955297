"""The reports as citations: CSL-JSON, which Zotero, Pandoc and Word's tools read, and BibTeX."""

from __future__ import annotations

import re
from pathlib import Path

from rashomon.export.json import Json
from rashomon.export.put import file_name, put_json, put_text, whole
from rashomon.model import Dossier, Report

DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{c: f"\\{c}" for c in "$&%#_"},
}
"""A brace escaped by a backslash still counts as a brace for BibTeX: only its name does not."""

LIGATURE = re.compile("(?<=[-`'])(?=[-`'])|(?<=[?!])(?=`)")
"""Between two characters that TeX would set as another one: two hyphens as a dash."""


def write_csl(dossier: Dossier, folder: Path) -> list[Path]:
    """One CSL item a report."""
    return [put_json(folder / "reports.csl.json", [item(r) for r in dossier.reports])]


def item(report: Report) -> Json:
    """A report as a CSL item of type article-newspaper; what it does not state is left out."""
    date = DATE.match(report.published)
    plain = {
        "title": report.headline,
        "container-title": report.outlet,
        "URL": report.url,
        "language": report.lang,
        "note": _note(report),
    }
    made: Json = {"id": report.id, "type": "article-newspaper", **{k: v for k, v in plain.items() if v}}
    if report.byline:
        made["author"] = [{"literal": report.byline}]
    if date:
        made["issued"] = {"date-parts": [[int(part) for part in date.groups() if part]]}
    return made


def write_bibtex(dossier: Dossier, folder: Path) -> list[Path]:
    """One BibTeX entry a report."""
    return [put_text(folder / "reports.bib", "\n".join(map(entry, dossier.reports)))]


def entry(report: Report) -> str:
    """A report as an @article; a name in double braces is not taken apart at 'and' or at a comma."""
    date = DATE.match(report.published)
    year, month, day = date.groups() if date else (None, None, None)
    fields = {
        "author": f"{{{tex(report.byline)}}}" if report.byline.strip() else "",
        "title": f"{{{tex(report.headline)}}}" if report.headline.strip() else "",
        "journal": tex(report.outlet),
        "year": year or "",
        "month": month or "",
        "day": day or "",
        "url": address(report.url),
        "language": tex(report.lang),
        "note": tex(_note(report)),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@article{{{file_name(report.id)},\n{lines}}}\n"


def tex(text: str) -> str:
    """A text on one line, with nothing left that TeX would obey."""
    flat = " ".join(re.sub("[\x00-\x1f\x7f-\x9f]", " ", whole(text)).split())
    return LIGATURE.sub("{}", "".join(TEX.get(c, c) for c in flat))


def address(url: str) -> str:
    """A URL with what could end a field or start a command percent-encoded."""
    return re.sub(r"[\s{}\\\x00-\x1f\x7f-\x9f]", lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), whole(url))


def _note(report: Report) -> str:
    return f"SHA-256 of the original: {report.sha256}" if report.sha256 else ""
