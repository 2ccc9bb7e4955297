"""Statements and figures as W3C Web Annotations (2017), out and in: position and quote selectors, three units.

`TextPositionSelector` counts code points of the text, as the standard has it; `rashomon:utf16` and `rashomon:utf8`
give the same place in the units that browsers and byte tools count. Read back, a place must hold its words exactly:
what does not is an orphan with a reason, and is never looked for elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rashomon.errors import BrokenDossier, SpanMismatch
from rashomon.export.json import Json
from rashomon.export.put import put_json
from rashomon.model import Dossier, Figure, Report, Source, Span, Statement, number, text_digest

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"rashomon": "urn:rashomon:"}]
AROUND = 32
"""Characters of prefix and suffix, which let another tool find a quotation in a text that has moved."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation read back: its id, what its body says, and its places with the role of each."""

    id: str
    says: str
    places: tuple[tuple[str, Span], ...]
    """('content', span), ('source', span), ('cue', span) or ('figure', span); '' where no role is given."""


@dataclass(frozen=True, slots=True)
class Orphan:
    """An annotation with a place that does not hold its words, and why."""

    id: str
    says: str
    reason: str


def write(dossier: Dossier, folder: Path) -> list[Path]:
    """One annotation page for the dossier."""
    return [put_json(folder / "annotations.jsonld", page(dossier))]


def page(dossier: Dossier) -> Json:
    """Every statement and figure, report by report."""
    names = {source.id: source for source in dossier.sources}
    items: list[Json] = []
    for reading in dossier.readings:
        digest = text_digest(reading.report.text)
        items += [_statement(reading.report, digest, s, names) for s in reading.statements]
        items += [_figure(reading.report, digest, f) for f in reading.figures]
    return {"@context": CONTEXT, "id": "urn:rashomon:page", "type": "AnnotationPage", "items": items}


def _statement(report: Report, digest: str, statement: Statement, names: Mapping[str, Source]) -> Json:
    speaker = names.get(statement.speaker or "")
    says = f"{speaker.name} {statement.stance}" if speaker else f"{statement.stance}"
    places = [("source", statement.source), ("cue", statement.cue), *(("content", p) for p in statement.content)]
    return _annotation(report, digest, statement.id, says, [(role, span) for role, span in places if span])


def _figure(report: Report, digest: str, figure: Figure) -> Json:
    bounds = f"{number(figure.low) or '…'}–{number(figure.high) or '…'}"
    says = " ".join(filter(None, (bounds, figure.unit, figure.counted, figure.scope)))
    return _annotation(report, digest, figure.id, says, [("figure", figure.span)])


def _annotation(report: Report, digest: str, key: str, says: str, places: Iterable[tuple[str, Span]]) -> Json:
    return {
        "id": f"urn:rashomon:{key}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": {"type": "TextualBody", "purpose": "identifying", "format": "text/plain", "value": says},
        "target": [target(report, digest, span, role) for role, span in places],
    }


def target(report: Report, digest: str, span: Span, role: str) -> Json:
    """A span as a specific resource."""
    text = report.text
    return {
        "type": "SpecificResource",
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
        "rashomon:role": role,
        "rashomon:report": report.id,
        "rashomon:sha256": report.sha256,
        "rashomon:text_sha256": digest,
        "rashomon:utf16": _units(text, span, "utf-16-le", 2),
        "rashomon:utf8": _units(text, span, "utf-8", 1),
    }


def _units(text: str, span: Span, encoding: str, size: int) -> Json:
    before, inside = (len(part.encode(encoding, "surrogatepass")) // size for part in (text[: span.start], span.exact))
    return {"start": before, "end": before + inside}


def read(data: object, reports: Iterable[Report]) -> tuple[list[Annotation], list[Orphan]]:
    """The annotations of a page on some reports, and those with a place that does not hold; BrokenDossier for no page.

    A report is known by its id, else by its address where one report alone has it.
    """
    items = data.get("items") if isinstance(data, dict) else data
    if not isinstance(items, list):
        raise BrokenDossier("not a page or list of Web Annotations: it has no 'items'")
    known = _known(reports)
    found: list[Annotation] = []
    orphans: list[Orphan] = []
    for number_of, item in enumerate(items, 1):
        if not isinstance(item, dict):
            raise BrokenDossier(f"item {number_of} is no annotation")
        key, says = str(item.get("id", "")).removeprefix("urn:rashomon:"), _says(item.get("body"))
        try:
            found.append(Annotation(key, says, tuple(_places(item.get("target"), known))))
        except SpanMismatch as gone:
            orphans.append(Orphan(key, says, str(gone)))
    return found, orphans


def _known(reports: Iterable[Report]) -> dict[str, Report | None]:
    """Reports by id and by address; None where two share an address."""
    known: dict[str, Report | None] = {}
    for report in reports:
        known[report.id] = report
        if report.url:
            known[report.url] = None if report.url in known else report
    return known


def _says(body: object) -> str:
    first = body[0] if isinstance(body, list) and body else body
    return str(first.get("value", "")) if isinstance(first, dict) else str(first or "")


def _places(targets: object, known: Mapping[str, Report | None]) -> Iterator[tuple[str, Span]]:
    """Each target's role and span; SpanMismatch at the first that does not hold."""
    listed = targets if isinstance(targets, list) else [targets]
    for item in listed:
        if not isinstance(item, dict):
            raise SpanMismatch("a target without selectors: it names no words")
        name = str(item.get("rashomon:report") or item.get("source") or "")
        report = known.get(name)
        if report is None:
            shared = name in known
            raise SpanMismatch(f"{name or 'its report'} is {'the address of two reports' if shared else 'not here'}")
        yield str(item.get("rashomon:role", "")), _anchored(item.get("selector"), report)


def _anchored(selectors: object, report: Report) -> Span:
    """The span that position and quote agree on."""
    listed = selectors if isinstance(selectors, list) else [selectors]
    by_type = {s.get("type"): s for s in listed if isinstance(s, dict)}
    place, quote = by_type.get("TextPositionSelector"), by_type.get("TextQuoteSelector")
    if place is None or quote is None:
        raise SpanMismatch(f"report {report.id}: needs both a TextPositionSelector and a TextQuoteSelector")
    start, end, exact = place.get("start"), place.get("end"), quote.get("exact")
    if not isinstance(start, int) or not isinstance(end, int) or not isinstance(exact, str):
        raise SpanMismatch(f"report {report.id}: a selector without whole numbers or without words")
    span = Span(report.id, start, end, exact)
    report.check(span)
    return span
