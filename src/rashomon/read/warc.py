"""WARC (ISO 28500) and WACZ: the pages that a crawl saved, each with its address and the time of its capture."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from email.message import Message
from email.parser import BytesHeaderParser
from gzip import GzipFile
from io import BytesIO

from rashomon.errors import UnreadableReport
from rashomon.read.pieces import Piece, charset_of, kind_of
from rashomon.read.zips import opened as opened_zip

VERSION = re.compile(rb"WARC/\d\.\d\r?\n")
LONGEST_HEAD = 200_000
LARGEST = 60_000_000
"""Bytes of a record: a larger one is no report but a film."""
PAYLOAD = 50_000_000
"""Bytes of one page after its content encoding is undone."""
INFLATED = 1_000_000_000
"""Bytes of a WARC, its packing undone: a crawl of news pages has a tenth."""
READ = ("html", "pdf", "text", "feed", "docx", "mail")
"""What of a crawl is read; its images, styles, scripts and data are not reports and are passed over."""
CHUNK = 1 << 16
Stream = GzipFile | BytesIO


class _Cut(Exception):
    """The archive ends, or breaks, in the middle of a record."""


def opened(data: bytes) -> Iterator[Piece]:
    """Every page of a WARC that a server gave whole; where it is cut, what was whole and one line for the rest."""
    stream: Stream = GzipFile(fileobj=BytesIO(data)) if data.startswith(b"\x1f\x8b") else BytesIO(data)
    count = 0
    try:
        while (record := _record(stream)) is not None:
            count += 1
            if piece := _page(*record):
                yield piece
            if stream.tell() > INFLATED:
                yield Piece(
                    "", reason=f"unpacks to more than {INFLATED / 1e6:,.0f} MB; the rest was left out. Split it"
                )
                return
    except (_Cut, EOFError, OSError, zlib.error):
        if not count:
            raise UnreadableReport("is no WARC that can be read: its first record is broken. Copy it again") from None
        yield Piece("", reason=f"is cut or broken after record {count:,}; what stood before was read. Copy it again")


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
        raise UnreadableReport("is a WACZ without a WARC in it. Export it again")


def _record(stream: Stream) -> tuple[Message, bytes | None] | None:
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
    return head, _block(stream, int(length))


def _block(stream: Stream, length: int) -> bytes | None:
    """A record's block; None for one that is too large, which is passed over, _Cut where it is not whole."""
    if length <= LARGEST:
        block = stream.read(length)
        if len(block) < length:
            raise _Cut
        return block
    while length and stream.tell() <= INFLATED:
        passed = len(stream.read(min(length, CHUNK)))
        if not passed:
            raise _Cut
        length -= passed
    return None


def _head(stream: Stream) -> Message:
    """The lines of a head up to its empty one."""
    lines: list[bytes] = []
    size = 0
    while (line := stream.readline(CHUNK)) not in (b"\r\n", b"\n"):
        size += len(line)
        if not line or size > LONGEST_HEAD:
            raise _Cut
        lines.append(line)
    return BytesHeaderParser().parsebytes(b"".join(lines))


def _page(head: Message, block: bytes | None) -> Piece | None:
    """The piece that a record holds; None for what is no answer of a server with status 200 and words in it."""
    kind = str(head.get("WARC-Type", "")).strip().lower()
    address = str(head.get("WARC-Target-URI", "")).strip().strip("<>")
    if block is None:
        return Piece(address, reason=f"has more than {LARGEST / 1e6:,.0f} MB. Save it, and give the part you need")
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
    return Piece(address or "a page without address", how + charset_of(media), payload, (("url", address),), date)


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
        return b"", "is packed and broken. Capture it again"
    if len(made) > PAYLOAD:
        return b"", f"unpacks to more than {PAYLOAD / 1e6:,.0f} MB. Save it, and give the part you need"
    return made, ""
