"""A sheet of links (CSV), with the columns that auto-archiver writes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from rashomon.errors import UnreadableReport
from rashomon.read.dates import iso
from rashomon.read.decode import decode
from rashomon.read.pieces import Piece

COLUMNS = {
    "url": ("link", "url", "address"),
    "archive": ("archive location", "archive", "archived file"),
    "status": ("archive status", "status"),
    "retrieved": ("archive date",),
    "published": ("upload timestamp", "timestamp", "published"),
    "title": ("upload title", "title"),
    "text": ("text content", "text"),
    "hash": ("hash",),
    "wacz": ("wacz",),
}
"""What a column means, by its name in auto-archiver's sheet or a plain one's."""


def opened(data: bytes) -> Iterator[Piece]:
    """Every row that has a link or an archived file, for the caller to find; UnreadableReport without such columns."""
    text = decode(data).text
    csv.field_size_limit(1_000_000)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), dialect=_dialect(text))
        columns = _columns(next(rows, []))
        if not {"url", "archive"} & columns.keys():
            raise UnreadableReport("is a CSV without a column 'link' or 'archive location'. Give reports as JSON Lines")
        for number, row in enumerate(rows, 2):
            found = {name: row[place].strip() for name, place in columns.items() if place < len(row)}
            if found.get("url") or found.get("archive") or found.get("text"):
                yield _piece(number, found)
    except csv.Error as error:
        yield Piece("", reason=f"is a CSV that breaks: {error}; the rows before were read. Save it again as CSV")


def _piece(number: int, found: Mapping[str, str]) -> Piece:
    published = iso(found.get("published", ""))
    fields = {
        **{name: found.get(name, "") for name in ("url", "archive", "wacz", "title", "text", "hash")},
        "published": published,
    }
    kept = tuple((name, value) for name, value in fields.items() if value)
    return Piece(f"row {number}", "link", b"", kept, iso(found.get("retrieved", "")))


def _columns(head: list[str]) -> dict[str, int]:
    names = {name.strip().lower().lstrip("\ufeff"): place for place, name in reversed(list(enumerate(head)))}
    return {
        what: next(names[called] for called in calls if called in names)
        for what, calls in COLUMNS.items()
        if any(called in names for called in calls)
    }


def _dialect(text: str) -> type[csv.Dialect]:
    """Commas, unless the first line has more semicolons or tabs."""
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)

    class Found(csv.excel):
        delimiter = mark

    return Found
