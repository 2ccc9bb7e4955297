"""Mail (EML, RFC 5322): the message as a report, its attachments as reports of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parseaddr, parsedate_to_datetime
from typing import TYPE_CHECKING

from rashomon.errors import UnreadableReport
from rashomon.read.decode import decode
from rashomon.read.markup import from_html
from rashomon.read.parts import Parts
from rashomon.read.pieces import Piece, kind_of

ENDINGS = {".html": "html", ".htm": "html", ".txt": "text", ".pdf": "pdf", ".docx": "docx", ".eml": "mail"}
PARTS = 1_000
READ = ("html", "pdf", "text", "docx", "mail", "json")
BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)
NESTED = 200
"""Parts with parts of their own: every line of a mail is compared with the boundaries of all."""
HEADER_LENGTH = 1_500
"""Characters of a header's value that are read."""
HEADER = re.compile(rb"^[A-Za-z][A-Za-z0-9-]*:", re.MULTILINE)


if TYPE_CHECKING:
    _Policy = EmailPolicy[EmailMessage]
else:
    _Policy = EmailPolicy


class Bounded(_Policy):
    """The standard library's reading of headers, which takes hours for a long broken one: no more than its start."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """A header's name and the first characters of its value."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:HEADER_LENGTH]


def opened(data: bytes) -> Iterator[Piece]:
    """The message, then every attachment of a readable type; others are named."""
    message = _message(data)
    yield Piece("", "note", data)
    for number, part in enumerate(_attachments(message), 1):
        name = _said(part.get_filename) or f"attachment {number}"
        content = _content(part)
        kind = kind_of(_said(part.get_content_type), content)
        kind = ENDINGS.get(name[name.rfind(".") :].lower(), kind) if kind not in READ else kind
        if kind in READ:
            charset = _said(part.get_content_charset)[:20]
            how = f"{kind};{charset}" if charset and kind in ("html", "text") else kind
            yield Piece(name, how, content, (("published", _date(message)),))
        elif not _said(part.get_content_maintype).startswith("image"):
            what = _said(part.get_content_type)[:60]
            yield Piece(name, reason=f"is an attachment of type {what!r}, which is not read. Save it, and convert it")


def read(data: bytes) -> Parts:
    """A message's own words: its plain text, else its HTML; UnreadableReport where it has neither."""
    message = _message(data)
    plain, html = "", ""
    for part in _leaves(message):
        if _is_attachment(part):
            continue
        kind = _said(part.get_content_type)
        if kind == "text/plain" and not plain.strip():
            plain = _text(part)
        elif kind == "text/html" and not html:
            html = _text(part)
    links: tuple[str, ...] = ()
    if not plain.strip() and html:
        plain, links = from_html(html)
    if not plain.strip():
        raise UnreadableReport("is a message without text of its own. Its attachments are read, if it has any")
    name, address = parseaddr(_header(message, "From"))
    return Parts(
        text=plain.replace("\x00", ""),
        media_type="message/rfc822",
        outlet=_header(message, "List-Id").partition("<")[0].strip(' "'),
        title=_header(message, "Subject"),
        byline=name or address,
        published=_date(message),
        lang=_header(message, "Content-Language").split(",")[0].strip(),
        links=links,
    )


def _message(data: bytes) -> EmailMessage:
    if not HEADER.match(data.lstrip()):
        raise UnreadableReport("is no mail: it does not open with a header. Save the message as .eml again")
    if len(BOUNDARY.findall(data)) > NESTED:
        raise UnreadableReport(f"is a mail of more than {NESTED} messages in each other. Save its text as .txt")
    return message_from_bytes(data, policy=Bounded())


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold something, none of a message attached to this one."""
    stack: list[EmailMessage] = [message]
    count = 0
    while stack:
        part = stack.pop()
        count += 1
        if count > PARTS:
            raise UnreadableReport(f"is a mail of more than {PARTS:,} parts. Save its text as .txt")
        inner = part.get_payload()
        if part.is_multipart() and part.get_content_maintype() != "message" and isinstance(inner, list):
            stack.extend(p for p in reversed(inner) if isinstance(p, EmailMessage))
        else:
            yield part


def _attachments(message: EmailMessage) -> Iterator[EmailMessage]:
    return (part for part in _leaves(message) if part is not message and _is_attachment(part))


def _is_attachment(part: EmailMessage) -> bool:
    kind = _said(part.get_content_type)
    named = _said(part.get_content_disposition) == "attachment" or bool(_said(part.get_filename))
    return named or kind not in ("text/plain", "text/html")


def _content(part: EmailMessage) -> bytes:
    """What a part holds, its transfer encoding undone; of a message attached to this one, the message."""
    if part.get_content_maintype() == "message":
        return _forwarded(part)
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _forwarded(part: EmailMessage) -> bytes:
    inner = part.get_payload()
    try:
        return inner[0].as_bytes() if isinstance(inner, list) and isinstance(inner[0], EmailMessage) else b""
    except Exception:  # the standard library's way of writing a broken message can fail in many ways
        return b""


def _text(part: EmailMessage) -> str:
    """A part's characters in the charset it names; where that is wrong, as a file without a name for it."""
    return decode(_content(part), _said(part.get_content_charset)).text


def _header(message: EmailMessage, name: str) -> str:
    """A header's value in one line; '' where it is missing or too broken to be taken apart."""
    try:
        return " ".join(str(message.get(name, "")).encode("utf-8", "replace").decode().split())[:500]
    except Exception:  # the standard library's header parser has many ways to fail on a broken header
        return ""


def _said(get: object) -> str:
    try:
        return str(get() or "") if callable(get) else ""
    except Exception:  # the same parser
        return ""


def _date(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(_header(message, "Date")).isoformat()
    except (TypeError, ValueError, OverflowError):
        return ""
