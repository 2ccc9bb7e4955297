"""WARC (ISO 28500) and WACZ: the pages that a crawl saved, each with its address and the time of its capture."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from email.message import Message
from email.parser import BytesHeaderParser
from io import BytesIO
from typing import BinaryIO

from rashomon.errors import UnreadableReport
from rashomon.read.pieces import Piece, kind_of
from rashomon.read.zips import opened as opened_zip

VERSION = re.compile(rb"WARC/\d\.\d\r?\n")
LONGEST_HEAD = 200_000
PAYLOAD = 50_000_000
"""Bytes of one page after its content encoding is undone."""
INFLATED = 1_000_000_000
"""Bytes of a compressed WARC, undone: a crawl of news pages has a tenth."""
READ = ("html", "pdf", "text", "feed", "docx", "mail")
"""What of a crawl is read; its images, styles, scripts and data are not reports and are passed over."""
CHUNK = 1 << 16


class _Cut(Exception):
    """The archive ends, or breaks, in the middle of a record."""


def opened(data: bytes) -> Iterator[Piece]:
    """Every page of a WARC that a server gave whole; where it is cut, what was whole and one line for the rest."""
    stream = BytesIO(b"".join(_inflated(data))) if data.startswith(b"\x1f\x8b") else BytesIO(data)
    count = 0
    try:
        while (record := _record(stream)) is not None:
            count += 1
            if piece := _page(*record):
                yield piece
    except _Cut:
        if not count:
            raise UnreadableReport("is no WARC that can be read: its first record is broken") from None
        yield Piece("", reason=f"is cut or broken after record {count:,}; what stood before it was read")


def opened_wacz(data: bytes) -> Iterator[Piece]:
    """The pages of every WARC in a WACZ's archive folder."""
    count = 0
    for name, content in opened_zip(data, "a WACZ", wanted=lambda n: bool(re.search(r"\.warc(\.gz)?$", n))):
        count += 1
        try:
            for piece in opened(content):
                yield Piece(piece.name or name, piece.kind, piece.data, piece.fields, piece.retrieved, piece.reason)
        except UnreadableReport as error:
            yield Piece(name, reason=str(error))
    if not count:
        raise UnreadableReport("is a WACZ without a WARC in it")


def _inflated(data: bytes) -> Iterator[bytes]:
    """A file of gzip members, undone as far as it holds; a cut shows later, in a record that is not whole."""
    total = 0
    while data.startswith(b"\x1f\x8b"):
        member = zlib.decompressobj(wbits=31)
        try:
            made = member.decompress(data, INFLATED - total + 1)
        except zlib.error:
            return
        total += len(made)
        if total > INFLATED:
            raise UnreadableReport(f"unpacks to more than {INFLATED / 1e6:,.0f} MB. Split it")
        yield made
        data = member.unused_data


def _record(stream: BinaryIO) -> tuple[Message, bytes] | None:
    """The next record's head and block; None at the end, _Cut where it is not whole."""
    line = stream.readline(CHUNK)
    while line in (b"\r\n", b"\n"):
        line = stream.readline(CHUNK)
    if not line:
        return None
    if not VERSION.fullmatch(line):
        raise _Cut
    head = _head(stream)
    length = head.get("Content-Length", "")
    if not (length.isascii() and length.isdigit() and len(length) < 16):
        raise _Cut
    block = stream.read(int(length))
    if len(block) < int(length):
        raise _Cut
    return head, block


def _head(stream: BinaryIO) -> Message:
    """The lines of a head up to its empty one."""
    lines: list[bytes] = []
    size = 0
    while (line := stream.readline(CHUNK)) not in (b"\r\n", b"\n"):
        size += len(line)
        if not line or size > LONGEST_HEAD:
            raise _Cut
        lines.append(line)
    return BytesHeaderParser().parsebytes(b"".join(lines))


def _page(head: Message, block: bytes) -> Piece | None:
    """The piece that a record holds; None for what is no answer of a server with status 200 and words in it."""
    kind = str(head.get("WARC-Type", "")).strip().lower()
    address = str(head.get("WARC-Target-URI", "")).strip().strip("<>")
    media, payload = str(head.get("Content-Type", "")), block
    if kind == "response":
        answer = _answer(block)
        if answer is None:
            return None
        media, payload, problem = answer
        if problem and kind_of(media, b"") in READ:
            return Piece(address, reason=problem)
    elif kind not in ("resource", "conversion"):
        return None
    if (how := kind_of(media, payload)) not in READ or not payload.strip():
        return None
    date = str(head.get("WARC-Date", "")).strip()
    return Piece(address or "a page without address", how, payload, (("url", address),), date)


def _answer(block: bytes) -> tuple[str, bytes, str] | None:
    """An HTTP answer's media type, its body and what is wrong with it; None unless its status is 200."""
    stream = BytesIO(block)
    status = stream.readline(CHUNK).split(None, 2)
    if len(status) < 2 or not status[0].startswith(b"HTTP/") or status[1] != b"200":
        return None
    try:
        head = _head(stream)
    except _Cut:
        return None
    body = stream.read()
    if "chunked" in str(head.get("Transfer-Encoding", "")).lower():
        body = _unchunked(body)
    body, problem = decompressed(body, head)
    return str(head.get("Content-Type", "")), body, problem


def _unchunked(body: bytes) -> bytes:
    """A body without its chunk sizes; unchanged where a crawler has taken them out before."""
    stream = BytesIO(body)
    kept: list[bytes] = []
    while line := stream.readline(CHUNK):
        size = line.split(b";")[0].strip()
        if not re.fullmatch(rb"[0-9A-Fa-f]{1,8}", size):
            return b"".join(kept) or body
        if not (length := int(size, 16)):
            break
        kept.append(stream.read(length))
        stream.readline(CHUNK)
    return b"".join(kept)


def decompressed(body: bytes, head: Message | Mapping[str, str]) -> tuple[bytes, str]:
    """A body with its content encoding undone, and what stands against it ('' if nothing)."""
    coding = str(head.get("Content-Encoding", "") or "").strip().lower()
    if coding in ("", "identity"):
        return body, ""
    if coding not in ("gzip", "x-gzip", "deflate"):
        return b"", f"is packed as {coding[:20]!r}, which is not read. Capture it again without"
    if coding != "deflate" and not body.startswith(b"\x1f\x8b"):
        return body, ""  # the crawler has undone it and kept the head
    wbits = 47 if coding != "deflate" or body[:1] == b"\x78" else -15
    try:
        made = zlib.decompressobj(wbits=wbits).decompress(body, PAYLOAD + 1)
    except zlib.error:
        return b"", "is packed and broken"
    if len(made) > PAYLOAD:
        return b"", f"unpacks to more than {PAYLOAD / 1e6:,.0f} MB"
    return made, ""
