"""Writes one file of an export, so that whatever a report holds stays data in it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from rashomon.model import content_id

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the start of a formula (OWASP, CSV injection), the full-width forms too."""
NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?", re.ASCII)
NOT_XML = re.compile("[^\t\n\r\x20-\x84\x86-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x86-\x9f]")
"""What XML 1.0 does not allow, or advises against."""


def put_json(path: Path, value: object) -> Path:
    """One JSON document: half a surrogate pair stays the escape that it came as; no '<', so that it can be embedded.

    '<', '>' and '&' stand only inside strings, where their escapes mean the same: no text can close a script element.
    """
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    path.write_bytes(_escaped(text))
    return path


def put_json_lines(path: Path, rows: Iterable[object]) -> Path:
    """One JSON value a line; separators that only some readers take for a line's end are escaped."""
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_bytes(_escaped(re.sub("[\x7f-\x9f\u2028\u2029]", lambda m: f"\\u{ord(m[0]):04x}", text)))
    return path


def _escaped(text: str) -> bytes:
    safe = re.sub("[<>&]", lambda m: f"\\u{ord(m[0]):04x}", text)
    return safe.encode("utf-8", "backslashreplace")


def put_text(path: Path, text: str) -> Path:
    """A text as UTF-8; half a surrogate pair, which no file can hold, becomes U+FFFD."""
    path.write_bytes(whole(text).encode("utf-8"))
    return path


def put_csv(path: Path, fields: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """A table with a header line; every cell that a spreadsheet would take for a formula gets an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(fields)
    writer.writerows([cell(value) for value in row] for row in rows)
    return put_text(path, out.getvalue())


def cell(value: object) -> object:
    """A value as a CSV cell: nothing for None, whole numbers without '.0', and no text that a spreadsheet would run."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str):
        text = value.replace("\0", "\N{REPLACEMENT CHARACTER}")
        return f"'{text}" if text.startswith(FORMULA) and not NUMBER.fullmatch(text) else text
    return "" if value is None else value


def file_name(name: str) -> str:
    """An id as the name of a file or entry: itself, unless a stranger's dossier put something else in its place."""
    return name if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]{0,79}", name) else content_id("id", name)


def whole(text: str) -> str:
    """The text with every half of a surrogate pair as U+FFFD."""
    return re.sub("[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)


def xml_text(text: str) -> str:
    """The text with every character that XML 1.0 cannot hold as U+FFFD."""
    return NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
