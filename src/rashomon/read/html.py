"""A news page to its article's text and what the page says about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element

from rashomon.errors import UnreadableReport
from rashomon.read import metadata
from rashomon.read.article import article
from rashomon.read.decode import FALLBACK, MARKS, codec, decode, refuse_binary
from rashomon.read.page import Block, tree
from rashomon.read.parts import Parts
from rashomon.text import bylines
from rashomon.text.language import declared

CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE
)
HEAD = 4_096
"""Bytes in which a page's charset is looked for; the standard says 1,024, pages do not keep to it."""

BROKEN = 500
"""A byte that fits no character is shown as U+FFFD, as browsers do; more than one in so many is another encoding."""

LINKS = 200
"""A body with more links than this is a list of links; the first ones are kept."""


def read(data: bytes, charset: str = "") -> Parts:
    """The article on a page with the page's metadata; UnreadableReport where there is none."""
    text, encoding = decoded(data, charset)
    root = tree(text)
    page = metadata.page(root)
    found, said = article(root, title=page.title, lang=declared(page.lang) or "en", live=page.live)
    body = "\n\n".join(block.text for block in found) or page.body
    if len(page.body) > 2 * len(body):
        # the page fills itself in by script, and only its metadata has the article
        found, body = [], page.body
    if not body.strip():
        raise UnreadableReport("has no article that could be found. Save the page's text as .txt")
    if encoding.endswith("?") and body.count("\ufffd") * BROKEN > len(body) + BROKEN:
        raise UnreadableReport(f"breaks its own encoding ({encoding[:-1]}) in the article. Save it again as UTF-8")
    return Parts(
        text=body,
        media_type="text/html" + (f"; charset={FALLBACK}" if encoding == FALLBACK else ""),
        url=page.url,
        outlet=page.outlet,
        title=page.title,
        byline=page.byline or bylines.by(said),
        published=page.published or bylines.published(said) or metadata.guessed(root),
        credit=page.credit,
        lang=page.lang,
        links=_links(found, page, root),
    )


def decoded(data: bytes, charset: str = "") -> tuple[str, str]:
    """A page's characters and their encoding; with '?' after it where bytes did not fit and became U+FFFD.

    A byte order mark decides, then UTF-8 where all of it is; then what the server
    said, then what the page says; Windows-1252 where that is wrong and it can be.
    """
    if any(data.startswith(mark) for mark, _ in MARKS):
        made = decode(data)
        return made.text, made.encoding
    refuse_binary(data)
    found = CHARSET.search(data[:HEAD])
    page = codec(found.group(1).decode("ascii")) if found else ""
    named = [name for name in (codec(charset), page) if name]
    for name in ("utf-8", *named):
        with suppress(UnicodeDecodeError):
            return data.decode(name), name
    try:
        made = decode(data)
    except UnreadableReport:
        if not named:
            raise
        return data.decode(named[0], "replace"), named[0] + "?"
    return made.text, made.encoding


def _links(found: Sequence[Block], page: metadata.Page, root: _Element) -> tuple[str, ...]:
    """What the article links to and says it is based on: absolute addresses, each once, in order."""
    base = next((str(e.get("href")) for e in root.iter("base") if e.get("href")), "") or page.url
    kept: dict[str, None] = {}
    for link in (*page.based_on, *(link for block in found for link in block.links)):
        try:
            address = urljoin(base, link.strip())
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.netloc and address.split("#")[0] != page.url:
            kept.setdefault(address)
    return tuple(kept)[:LINKS]
