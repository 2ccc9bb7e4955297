"""What a reader finds in one file, and the Report that is made of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rashomon.errors import UnreadableReport
from rashomon.model import Credit, Report, Span, report_id
from rashomon.read.dates import iso
from rashomon.text import bylines
from rashomon.text.credits import credits
from rashomon.text.furniture import furniture
from rashomon.text.language import declared, language


@dataclass(frozen=True, slots=True)
class Parts:
    """A report before it is one: what a reader found, '' where it found nothing."""

    text: str
    media_type: str
    url: str = ""
    outlet: str = ""
    title: str = ""
    byline: str = ""
    published: str = ""
    credit: str = ""
    lang: str = ""
    input_id: str = ""
    links: tuple[str, ...] = ()


def report(parts: Parts, *, sha256: str, path: str) -> Report:
    """The Report of what was found, its language, furniture and credits told; UnreadableReport if it is empty."""
    if not parts.text.strip():
        raise UnreadableReport("has no text: the report is empty")
    lang = declared(parts.lang) or language(parts.text)
    id = report_id(sha256)
    said = [signed for _, signed in bylines.opening(parts.text)]
    byline = parts.byline or bylines.by(said)
    found = credits(parts.text, byline=byline, credit=parts.credit)
    return Report(
        id=id,
        text=parts.text,
        sha256=sha256,
        input_id=parts.input_id,
        path=path,
        url=parts.url,
        outlet=parts.outlet,
        headline=parts.title,
        byline=byline,
        credit=parts.credit,
        published=iso(parts.published) or bylines.published(said),
        lang=lang,
        media_type=parts.media_type,
        links=parts.links,
        credits=tuple(Credit(c.name, _span(id, parts.text, c.place) if c.place else None) for c in found),
        furniture=tuple(spans(id, parts.text, furniture(parts.text, lang))),
    )


def spans(id: str, text: str, places: Iterable[tuple[int, int]]) -> Iterable[Span]:
    """The spans of some places in a report's text."""
    return (_span(id, text, place) for place in places)


def _span(id: str, text: str, place: tuple[int, int]) -> Span:
    start, end = place
    return Span(id, start, end, text[start:end])
