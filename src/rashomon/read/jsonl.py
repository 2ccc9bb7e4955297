"""JSON Lines: one report a line, its text used exactly as given."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import BinaryIO

from rashomon.errors import UnreadableReport
from rashomon.model import Report, Skipped
from rashomon.read.dates import undated
from rashomon.read.decode import MARKS, checked
from rashomon.read.files import LARGEST
from rashomon.read.parts import Parts, report

TEXTS = ("url", "outlet", "title", "byline", "published", "credit", "lang")
TYPES = {dict: "an object", list: "a list", str: "a string", bool: "true or false", int: "a number", float: "a number"}


def originals(stream: BinaryIO, *, path: str) -> Iterator[tuple[Report, bytes] | Skipped]:
    """The reports of a stream's lines, each with its line; one that is none is named by its number, the rest read."""
    number = 0
    while line := stream.readline(LARGEST + 1):
        number += 1
        if len(line) > LARGEST:
            _pass_over(stream, line)
            yield Skipped(path, f"line {number:,} is longer than {LARGEST / 1e6:,.0f} MB. Give one report a line")
            continue
        raw = (line.removeprefix(MARKS[0][0]) if number == 1 else line).strip()
        try:
            if raw:
                said = parts(raw)
                yield report(said, sha256=hashlib.sha256(raw).hexdigest(), path=path), raw
                if reason := undated(said.published):
                    yield Skipped(path, f"line {number:,} {reason}")
        except UnreadableReport as error:
            yield Skipped(path, f"line {number:,} {error}")
    if not number:
        yield Skipped(path, "is an empty file")


def _pass_over(stream: BinaryIO, line: bytes) -> None:
    """Read on to the end of a line."""
    while line and not line.endswith(b"\n"):
        line = stream.readline(LARGEST)


def parts(raw: bytes) -> Parts:
    """What one line says; UnreadableReport with what is wrong in it."""
    return fields(row(raw))


def fields(row: dict[str, object]) -> Parts:
    """What an object with a text says; UnreadableReport with what is wrong in it."""
    text = row.get("text")
    if text is None:
        raise UnreadableReport('has no "text". Give every report its text')
    if not isinstance(text, str):
        raise UnreadableReport(f'has {_kind(text)} as "text", not a string')
    texts = {name: _text(row, name) for name in TEXTS}
    return Parts(text=checked(text), media_type="application/json", input_id=_id(row), links=(), **texts)


def row(raw: bytes) -> dict[str, object]:
    """The object that JSON holds; UnreadableReport for any other JSON and for what is none."""
    try:
        found = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        where = f"byte 0x{raw[error.start]:02x} at {error.start:,}"
        raise UnreadableReport(f"is not UTF-8 ({where}). Save it as UTF-8") from error
    except json.JSONDecodeError as error:
        raise UnreadableReport(f"is not JSON: {error.msg} at column {error.colno:,}") from error
    except (RecursionError, ValueError) as error:
        raise UnreadableReport("is not JSON that can be read: too deeply nested or with a number too long") from error
    if not isinstance(found, dict):
        raise UnreadableReport(f"is {_kind(found)}, not an object with a text")
    return found


def _text(row: dict[str, object], name: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        if name == "published" and isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        raise UnreadableReport(f'has {_kind(value)} as "{name}", not a string')
    return checked(value)


def _id(row: dict[str, object]) -> str:
    value = row.get("id", "")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _text(row, "id")


def _kind(value: object) -> str:
    return "null" if value is None else TYPES.get(type(value), type(value).__name__)
