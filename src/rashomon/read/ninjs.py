"""JSON: an IPTC ninjs item (versions 1 to 3), or one report as a line of JSON Lines would have it."""

from __future__ import annotations

from collections.abc import Mapping

from rashomon.errors import UnreadableReport
from rashomon.read import jsonl
from rashomon.read.dates import iso
from rashomon.read.decode import checked
from rashomon.read.markup import from_html
from rashomon.read.parts import Parts

BODIES = ("body_text", "body_html", "body_xhtml", "description_text", "description_html")
"""Where version 1 has an item's words, the whole ones first."""


def read(data: bytes) -> Parts:
    """The item's text, headline, byline, dates and the body it is from; UnreadableReport for other JSON."""
    row = jsonl.row(data.removeprefix(b"\xef\xbb\xbf").strip())
    if isinstance(row.get("text"), str):
        return jsonl.fields(row)
    text, links = _body(row)
    if not text.strip():
        raise UnreadableReport("is JSON, but no ninjs item with a body and no report with a text. Give JSON Lines")
    agency = _named(row, "infosources") or _text(row, "copyrightholder")
    return Parts(
        text=text,
        media_type="application/json",
        input_id=_text(row, "uri"),
        url=_address(_text(row, "contentcreated_uri") or _text(row, "uri")) or _address(_text(row, "url")),
        outlet=agency or _text(row, "provider"),
        title=_text(row, "headline") or _of_role(row, "headlines", ("main", "")),
        byline=_text(row, "byline") or _of_role(row, "bylines", ("",)),
        published=iso(_text(row, "firstcreated") or _text(row, "contentcreated") or _text(row, "versioncreated")),
        credit=_text(row, "creditline"),
        lang=_text(row, "language"),
        links=links,
    )


def _body(row: Mapping[str, object]) -> tuple[str, tuple[str, ...]]:
    """An item's words: version 1 has a name for each form, later ones a list of bodies."""
    for item in _list(row, "bodies"):
        value = _text(item, "value")
        if value.strip():
            return from_html(value) if "html" in _text(item, "contenttype").lower() else (value, ())
    for name in BODIES:
        if (value := _text(row, name)).strip():
            return (value, ()) if name.endswith("_text") else from_html(value)
    return "", ()


def _of_role(row: Mapping[str, object], name: str, roles: tuple[str, ...]) -> str:
    found = [(_text(item, "role"), _text(item, "value") or _text(item, "byline")) for item in _list(row, name)]
    ranked = sorted(found, key=lambda pair: roles.index(pair[0]) if pair[0] in roles else len(roles))
    return ranked[0][1] if ranked else ""


def _named(row: Mapping[str, object], name: str) -> str:
    return "; ".join(filter(None, (_text(item, "name") for item in _list(row, name))))


def _list(row: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    found = row.get(name)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _text(row: Mapping[str, object], name: str) -> str:
    value = row.get(name)
    return checked(value) if isinstance(value, str) else ""


def _address(value: str) -> str:
    return value if value.startswith(("http://", "https://")) else ""
