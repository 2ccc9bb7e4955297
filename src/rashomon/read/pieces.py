"""What a container (an archive, a feed, a mail, a sheet of links) holds: pieces to be read one by one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from rashomon.errors import UnreadableReport
from rashomon.read.parts import Parts

MOST = 20_000
"""Pieces of one container that are read; how many were left out is said."""

TOGETHER = 250_000_000
"""Bytes that all pieces of one container may have."""

SIGNS = ((b"%PDF-", "pdf"), (b"PK\x03\x04", "docx"))
TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "text/plain": "text",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/xml": "feed",
    "text/xml": "feed",
    "message/rfc822": "mail",
    "application/json": "json",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/warc": "warc",
    "application/wacz": "wacz",
    "text/csv": "csv",
}
"""How bytes are read, by their media type."""


CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,20})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing in a container: its name there, how it is read, its bytes, what the container says about it.

    A kind may have an encoding after it, as a server named it ('html;windows-1251').
    With a `reason` it is no report and says why. `retrieved` is when it was
    captured (ISO 8601). A name is a label: no file is ever written by it.
    """

    name: str
    kind: str = ""
    data: bytes = b""
    fields: tuple[tuple[str, str], ...] = ()
    retrieved: str = ""
    reason: str = ""


def kind_of(media_type: str, data: bytes) -> str:
    """How bytes of a media type are read, '' for none; the first bytes of a PDF decide over what is said."""
    stated = media_type.split(";")[0].strip().lower()
    if data.startswith(SIGNS[0][0]):
        return "pdf"
    if not stated or stated == "application/octet-stream":
        head = data[:512].lstrip().lower()
        return "html" if head.startswith((b"<!doctype html", b"<html")) else ""
    return TYPES.get(stated, "")


def charset_of(media_type: str) -> str:
    """What a media type says of the encoding, as it is added to a kind (';windows-1251'); '' where it says nothing."""
    found = CHARSET.search(media_type)
    return f";{found[1].lower()}" if found else ""


def filled(parts: Parts, fields: Iterable[tuple[str, str]]) -> Parts:
    """The same parts, with what the container says where they say nothing."""
    given = dict(fields)
    return replace(
        parts,
        url=parts.url or given.get("url", ""),
        outlet=parts.outlet or given.get("outlet", ""),
        title=parts.title or given.get("title", ""),
        published=parts.published or given.get("published", ""),
        lang=parts.lang or given.get("lang", ""),
    )


def packed(pieces: Iterable[Piece]) -> bytes:
    """Pieces as bytes: a line of JSON that says all but their data, then their data; bounded, and it says so."""
    rows: list[dict[str, object]] = []
    blobs: list[bytes] = []
    for piece in _bounded(pieces):
        rows.append(
            {
                "name": one_line(piece.name),
                "kind": piece.kind,
                "size": len(piece.data),
                "fields": [(name, one_line(value)) for name, value in piece.fields],
                "retrieved": piece.retrieved,
                "reason": one_line(piece.reason),
            }
        )
        blobs.append(piece.data)
    return b"".join([json.dumps({"pieces": rows}).encode("ascii"), b"\n", *blobs])


def unpacked(body: bytes) -> Iterator[Piece]:
    """The pieces that were packed; UnreadableReport where the container could not be opened at all."""
    start = body.find(b"\n") + 1 or len(body)
    answer = json.loads(body[:start])
    if "error" in answer:
        raise UnreadableReport(str(answer["error"]))
    for row in answer["pieces"]:
        end = start + row["size"]
        fields = tuple((str(name), str(value)) for name, value in row["fields"])
        yield Piece(row["name"], row["kind"], body[start:end], fields, row["retrieved"], row["reason"])
        start = end


def one_line(text: str) -> str:
    """A text in one line that can be written anywhere: no line ends, no NUL, no half of a surrogate pair."""
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").replace("\x00", " ").split())


def _bounded(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The first pieces, and one more that says how many were left out."""
    source = iter(pieces)
    total = 0
    for piece in islice(source, MOST):
        total += len(piece.data)
        if total > TOGETHER:
            yield Piece("", reason=f"holds more than {TOGETHER / 1e6:,.0f} MB; the rest was left out. Split it")
            return
        yield piece
    rest = sum(1 for piece in source if not piece.reason)
    if rest:
        yield Piece("", reason=f"has {rest:,} reports more than the {MOST:,} that are read of one file. Split it")
