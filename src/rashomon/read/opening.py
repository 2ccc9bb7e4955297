"""One file or address to its reports: read whole, or opened and its pieces read one by one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from rashomon.errors import UnreadableReport
from rashomon.model import Report, Skipped
from rashomon.read import files, jsonl, own, plain
from rashomon.read.dates import undated
from rashomon.read.fetch import Fetch
from rashomon.read.parts import Parts, report
from rashomon.read.pieces import Piece, charset_of, filled, kind_of, one_line
from rashomon.read.sheet import Sheet
from rashomon.read.worker import Worker

CONTAINERS = ("feed", "warc", "wacz", "mail", "csv")
DEEPEST = 3
"""Containers inside each other: a mail attached to a mail in a sheet."""
Fields = tuple[tuple[str, str], ...]
USER = re.compile(r"(?<=://)[^/@]*@")
"""A name and password in an address: written down nowhere."""
INSIDE = "!/"
"""Between the path of a container and the name of what it holds."""


@dataclass(frozen=True, slots=True)
class Original:
    """A report beside the bytes it was read from: `sha256` of `data` is the report's.

    `retrieved` is when a server gave them or a crawler captured them (ISO 8601),
    `address` where they came from after all redirects; both '' for a file.
    Neither enters an id.
    """

    report: Report
    data: bytes
    retrieved: str = ""
    address: str = ""


Found = Iterator[Original | Skipped]


def lines(stream: BinaryIO, *, path: str) -> Found:
    """The reports of JSON Lines, each with its line."""
    for item in jsonl.originals(stream, path=path):
        yield item if isinstance(item, Skipped) else Original(*item)


@dataclass(frozen=True, slots=True)
class Place:
    """Where bytes were found: the name to report, how many containers deep, the folder, address and time of capture."""

    name: str
    depth: int = 0
    folder: Path | None = None
    address: str = ""
    retrieved: str = ""

    def inside(self, piece: Piece, address: str = "") -> Place:
        """The place of a piece of what was found here."""
        name = f"{self.name}{INSIDE}{piece.name}" if piece.name else self.name
        return Place(name, self.depth + 1, None, address or self.address, piece.retrieved or self.retrieved)


@dataclass(frozen=True, slots=True)
class Opening:
    """What opening needs: the child that parses, the way to fetch, whether a sheet's links are fetched."""

    worker: Worker
    fetch: Fetch
    links: bool = False

    def file(self, path: Path, *, depth: int = 0, given: Piece | None = None) -> Found:
        """What one file holds: one report, one a line, or one a piece; Skipped with the reason for what is none."""
        given = given or Piece("")
        name, url = files.printable(path), dict(given.fields).get("url", "")
        try:
            files.size(path)
            kind = files.kind(path)
            if kind == "jsonl":
                with path.open("rb") as stream:
                    yield from lines(stream, path=name)
            else:
                data = files.content(path, archive=kind in files.ARCHIVES)
                at = Place(name, depth, path.parent, url, given.retrieved)
                yield from self._read(Piece("", kind, data, given.fields), at)
        except UnreadableReport as error:
            yield Skipped(name, str(error))
        except OSError as error:
            yield Skipped(name, f"cannot be read: {error.strerror or error}")

    def address(self, address: str, *, depth: int = 0, given: Fields = ()) -> Found:
        """What a server gives for an address, as a file of its media type would be read."""
        name = USER.sub("…@", one_line(address))
        try:
            got = self.fetch.get(address)
            kind = kind_of(got.media_type, got.data) or _untyped(got.media_type, got.address)
            if not kind:
                raise UnreadableReport(
                    f"is of type {one_line(got.media_type)[:60]!r}, which is not read. Save its text"
                )
            at = Place(name, depth, None, got.address, got.retrieved)
            piece = Piece("", kind + charset_of(got.media_type), got.data, (*given, ("url", got.address)))
            yield from self._read(piece, at)
        except UnreadableReport as error:
            yield Skipped(name, str(error))

    def _read(self, piece: Piece, at: Place) -> Found:
        if not piece.data.strip():
            raise UnreadableReport("is an empty file")
        kind = piece.kind.partition(";")[0]
        if kind == "jsonl":
            for item in lines(BytesIO(piece.data), path=at.name):
                yield item if isinstance(item, Skipped) else replace(item, retrieved=at.retrieved, address=at.address)
        elif kind in CONTAINERS or kind.startswith(own.MARK):
            if at.depth >= DEEPEST or (at.depth and kind == "csv"):
                raise UnreadableReport("stands too deep in other containers. Unpack it first, and give it by itself")
            yield from self._opened(kind, piece, at)
        else:
            yield from self._one(piece, at)

    def _opened(self, kind: str, outer: Piece, at: Place) -> Found:
        """What a container holds, piece by piece; UnreadableReport for an empty one."""
        empty, sheet = True, Sheet(at.folder)
        for inner in self.worker.pieces(kind, outer.data):
            empty = False
            yield from self._piece(inner, outer, at, sheet)
        if empty:
            raise UnreadableReport("holds nothing that is a report. Check what it was made from")

    def _piece(self, piece: Piece, outer: Piece, at: Place, sheet: Sheet) -> Found:
        """One piece of a container; a reason it cannot be read is its own and stops no other."""
        place = at.inside(piece, dict(piece.fields).get("url", "") if outer.kind in files.ARCHIVES else "")
        try:
            if piece.reason:
                yield Skipped(place.name, piece.reason)
            elif piece.kind == "link":
                yield from self._link(piece, place, sheet)
            elif piece.kind == "whole":
                parts = filled(own.made(piece.data), outer.fields)
                yield from _original(parts, outer.data, at)
            else:
                yield from self._read(piece, place)
        except UnreadableReport as error:
            yield Skipped(place.name, str(error))

    def _one(self, piece: Piece, at: Place) -> Found:
        kind, _, charset = piece.kind.partition(";")
        how = piece.kind if kind == "html" else kind
        if kind == "made":
            parts = own.made(piece.data)
        else:
            parts = plain.read(piece.data, charset) if kind == "text" else self.worker.read(how, piece.data)
        yield from _original(filled(parts, piece.fields), piece.data, at)

    def _link(self, piece: Piece, at: Place, sheet: Sheet) -> Found:
        """A row of a sheet: its archived file where that lies beside the sheet, else its words, else the page."""
        row = dict(piece.fields)
        kept = tuple((name, value) for name, value in piece.fields if name in ("url", "title", "published"))
        if path := sheet.file(row):
            yield from self.file(path, depth=at.depth, given=replace(piece, fields=kept))
        elif row.get("text"):
            yield from self._one(Piece("", "json", sheet.words(row)), replace(at, address=row.get("url", "")))
        elif self.links and row.get("url"):
            yield from self.address(row["url"], depth=at.depth, given=kept)
        else:
            link = row.get("url") or row.get("archive", "")
            raise UnreadableReport(
                f"has no archived file here: {link[:200]}. Put the file beside the sheet, or allow it to be fetched"
            )


def _untyped(media_type: str, address: str) -> str:
    """How to read what a server calls nothing but bytes: by the end of its address."""
    if media_type.split(";")[0].strip().lower() not in ("", "application/octet-stream", "binary/octet-stream"):
        return ""
    return files.kind_of_name(urlsplit(address).path.rpartition("/")[2])


def _original(parts: Parts, data: bytes, at: Place) -> Found:
    """The report of what was found, and what is wrong with the date that it gives."""
    made = report(parts, sha256=hashlib.sha256(data).hexdigest(), path=at.name)
    yield Original(made, data, at.retrieved, at.address)
    if reason := undated(parts.published):
        yield Skipped(at.name, reason)
