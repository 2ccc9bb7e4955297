"""Plain text, with or without a block of `name: value` lines before the first blank line."""

from __future__ import annotations

import re

from rashomon.read.decode import decode
from rashomon.read.parts import Parts

FIELDS = frozenset({"url", "outlet", "title", "byline", "published", "credit", "lang"})
"""The header names that are read. Others are passed over, but a block without one of these is no header."""

LINE = re.compile(r"([A-Za-z][\w-]{0,30}):[ \t]*(.*)")
BLANK = re.compile(r"\r?\n[ \t]*\r?\n")
NOT_GIVEN = re.compile(r"|-|n/?a|unknown|none(?:\s*[(,;].*)?|\(.*\)", re.IGNORECASE | re.DOTALL)
"""Values that say that there is none; a value wholly in brackets is a remark about the field, not its value."""

STOP = re.compile(r"[.…,;][\"”’'»)\]]*$|[\"”»]$")
HEADLINE = 200
"""Characters: a first line longer than this is a paragraph."""


def read(data: bytes, charset: str = "") -> Parts:
    """A text file's header and text; the text is every character after the header's blank line."""
    decoded = decode(data, charset)
    fields, start = header(decoded.text)
    text = decoded.text[start:]
    fields.setdefault("title", headline(text))
    return Parts(text=text, media_type="text/plain" + decoded.charset, links=(), **fields)


def header(raw: str) -> tuple[dict[str, str], int]:
    """The known fields of a header block, '' for one said to be none, and where the text starts; else ({}, 0)."""
    gap = BLANK.search(raw)
    block = raw[: gap.start()] if gap else raw.rstrip("\r\n")
    matches = [LINE.fullmatch(line.rstrip("\r")) for line in block.split("\n")]
    found = {m[1].lower(): m[2].strip() for m in reversed(matches) if m}
    if not all(matches) or not FIELDS & found.keys() or not _is_header(found):
        return {}, 0
    kept = {name: "" if NOT_GIVEN.fullmatch(value) else value for name, value in found.items() if name in FIELDS}
    return kept, gap.end() if gap else len(raw)


def _is_header(found: dict[str, str]) -> bool:
    """True unless one name stands alone and its value has not that field's form: a speaker may be called Lang."""
    known = FIELDS & found.keys()
    if len(known) > 1:
        return True
    name = next(iter(known))
    forms = {"url": r"https?://\S+", "published": r"\d{4}\b.*", "lang": r"[A-Za-z]{2,3}(?:[-_]\w+)?"}
    return bool(re.fullmatch(forms.get(name, r".*"), found[name]))


def headline(text: str) -> str:
    """A first short line without a full stop and with a blank line after it; '' where the text opens otherwise."""
    gap = BLANK.search(text.lstrip())
    if not gap:
        return ""
    first = text.lstrip()[: gap.start()].strip()
    open_end = not STOP.search(first) and "\n" not in first
    return first if open_end and 3 <= len(first) <= HEADLINE and not LINE.fullmatch(first.partition(" ")[0]) else ""
