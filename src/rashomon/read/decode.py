"""Bytes to text: which encoding, and when to refuse rather than guess."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass

from rashomon.errors import UnreadableReport

FALLBACK = "windows-1252"
"""What text that is neither UTF-8 nor marked is taken for: the commonest encoding of old Western pages."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
)

CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
STRAY = 500
"""Old texts and pages have a stray control character here and there; more than one in so many bytes is no text."""
MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+")
MIXED = 2
"""So many UTF-8 sequences beside bytes that are not UTF-8 make a file mixed: Windows-1252 has none by chance."""


NO_CHARSETS = frozenset(("utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"))
WEB = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "shift_jis": "cp932", "euc_kr": "cp949",
       "gb2312": "gb18030", "gbk": "gb18030", "tis-620": "cp874", "iso8859-11": "cp874"}  # fmt: skip
"""What browsers take a declared charset for (the WHATWG's Encoding standard), where it is not what its name says."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text without its byte order mark, and the encoding it was in."""

    text: str
    encoding: str

    @property
    def charset(self) -> str:
        """The MIME parameter that names a guessed encoding; '' for UTF-8 and marked ones, which are no guess."""
        return f"; charset={self.encoding}" if self.encoding == FALLBACK else ""


def decode(data: bytes, charset: str = "") -> Decoded:
    """The text of plain bytes, character for character; UnreadableReport for binary data and mixed encodings.

    `charset` is the encoding that a server or a mail named.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    refuse_binary(data)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if name := codec(charset):
            with suppress(UnicodeDecodeError):
                return Decoded(data.decode(name), name)
        return _fallback(data, error)


def codec(name: str) -> str:
    """The codec for a declared charset, read as browsers read it; '' for one that no page is in."""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    if not getattr(found, "_is_text_encoding", True) or found.name in NO_CHARSETS:
        return ""
    # what says that it is UTF-16 in letters of one byte is not; Latin-1 and ASCII mean Windows-1252 on the web
    return "utf-8" if found.name.startswith(("utf-16", "utf-32")) else WEB.get(found.name, found.name)


def refuse_binary(data: bytes) -> None:
    """Raise UnreadableReport for bytes that are no text, with what they look like."""
    for signature, name in SIGNATURES:
        if data.startswith(signature):
            raise UnreadableReport(f"is {name}, whatever its name says. Give it its own suffix, or convert it to text")
    if b"\x00" in data:
        raise UnreadableReport(f"is not text: byte 0x00 at offset {data.index(0):,}. Convert it to UTF-8 text first")
    count = sum(1 for _ in CONTROL.finditer(data))
    if count * STRAY > len(data) + STRAY:
        raise UnreadableReport(f"is not text: {count:,} control characters. Convert it to UTF-8 text first")


def _strict(data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableReport(
            f"starts with a mark for {encoding} but breaks it at byte {error.start:,}. Save it again as UTF-8"
        ) from error
    if "\x00" in text:
        raise UnreadableReport(f"is not text: a NUL character at {text.index(chr(0)):,}. Convert it to UTF-8 text")
    return Decoded(text, encoding)


def _fallback(data: bytes, error: UnicodeDecodeError) -> Decoded:
    line = data.count(b"\n", 0, error.start) + 1
    bad = f"byte 0x{data[error.start]:02x} on line {line:,}"
    good = sum(1 for run in MULTIBYTE.finditer(data) if _is_utf8(run.group()))
    if good >= MIXED:
        raise UnreadableReport(
            f"mixes encodings: {bad} is not UTF-8, while {good:,} other places are. Save it again in one encoding"
        )
    try:
        return Decoded(data.decode("cp1252"), FALLBACK)
    except UnicodeDecodeError:
        raise UnreadableReport(
            f"is in no encoding known here: {bad} is neither UTF-8 nor Windows-1252. Save it again as UTF-8"
        ) from error


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def checked(text: str) -> str:
    """The same text; UnreadableReport for what is no character and fits in no file: NUL, half a surrogate pair."""
    if "\x00" in text:
        raise UnreadableReport(f"has a NUL character at {text.index(chr(0)):,} of a value: binary data, not text")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnreadableReport(f"has half a surrogate pair at character {error.start:,} of a value") from error
    return text
